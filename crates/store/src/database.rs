//! Where a company's data lie: a SQLite file, or a database of a PostgreSQL server.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Where a company's data lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file of this machine; made where there is none.
    Sqlite(PathBuf),
    /// A database of a PostgreSQL server.
    Postgres(PostgresUrl),
}

/// `postgres://user:password@host:port/database`, as libpq and sqlx read it. What is shown of it, by
/// `Debug` and `Display` alike, leaves the password out.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

/// An address that names no database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "This is no address of a PostgreSQL database; write it as postgres://user:password@host:5432/database, and \
     a character of the password that is no letter or digit as %XX."
)]
pub struct NoDatabase;

impl PostgresUrl {
    /// The whole address, with its password.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn options(&self) -> PgConnectOptions {
        self.0.parse().unwrap_or_default()
    }
}

impl FromStr for PostgresUrl {
    type Err = NoDatabase;

    fn from_str(text: &str) -> Result<Self, NoDatabase> {
        // The parser's own words may quote the address, and with it the password.
        let options: PgConnectOptions = text.parse().map_err(|_| NoDatabase)?;
        options.get_database().ok_or(NoDatabase)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = self.options();
        let (user, database) = (options.get_username(), options.get_database().unwrap_or_default());
        match options.get_socket() {
            Some(folder) => write!(f, "postgres:///{database}?host={}&user={user}", folder.display()),
            None => write!(f, "postgres://{user}@{}:{}/{database}", options.get_host(), options.get_port()),
        }
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

/// An address that begins with `postgres://` or `postgresql://` is a server's; anything else a path.
impl FromStr for Database {
    type Err = NoDatabase;

    fn from_str(text: &str) -> Result<Self, NoDatabase> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.parse()?));
        }
        if text.contains("://") { Err(NoDatabase) } else { Ok(Self::Sqlite(text.into())) }
    }
}

impl From<PathBuf> for Database {
    fn from(path: PathBuf) -> Self {
        Self::Sqlite(path)
    }
}

impl From<&PathBuf> for Database {
    fn from(path: &PathBuf) -> Self {
        Self::Sqlite(path.clone())
    }
}

impl From<&Path> for Database {
    fn from(path: &Path) -> Self {
        Self::Sqlite(path.to_owned())
    }
}

impl From<&Database> for Database {
    fn from(database: &Database) -> Self {
        database.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://ilze:kastanis@db.example:6543/house",
            "postgresql://ilze@db.example:6543/house?password=kastanis&sslmode=require",
        ] {
            let database: Database = text.parse().unwrap();
            assert_eq!(database.to_string(), "postgres://ilze@db.example:6543/house");
            assert!(!format!("{database:?}").contains("kastanis"));
        }
        for text in
            ["postgres://ilze:kastanis@db.example:port/house", "postgres://ilze:kastanis@db", "mysql://x/y"]
        {
            let error = text.parse::<Database>().unwrap_err().to_string();
            assert!(!error.contains("kastanis") && error.contains("postgres://"), "{error}");
        }
        assert_eq!("data/house.db".parse(), Ok(Database::Sqlite("data/house.db".into())));
    }
}
