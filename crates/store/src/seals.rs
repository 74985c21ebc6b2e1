//! Keys that seal what we hand out and take back.

use domain::Permit;
use domain::access::Action;
use sea_orm::ConnectionTrait;

use crate::{Error, Result, Secret, Store, leave, sql};

/// The seal of the links in letters.
pub const LETTERS: &str = "letters";

/// The seal of what is kept of the identities of people erased.
pub(crate) const ERASURES: &str = "erasures";

fn key(name: &str, kept: Vec<u8>) -> Result<[u8; 32]> {
    kept.try_into().map_err(|_| Error::unreadable(format!("the seal '{name}'")))
}

/// The key of a seal, where there is one.
pub(crate) async fn find(on: &impl ConnectionTrait, name: &str) -> Result<Option<[u8; 32]>> {
    let select = "select key from seals where name = $1";
    let mut found: Vec<Vec<u8>> = sql::column(on, select, [name.into()]).await?;
    found.pop().map(|kept| key(name, kept)).transpose()
}

/// The key of a seal, made where there is none.
pub(crate) async fn of(on: &impl ConnectionTrait, store: &Store, name: &str) -> Result<[u8; 32]> {
    if let Some(found) = find(on, name).await? {
        return Ok(found);
    }
    let mut fresh = [0u8; 32];
    store.inner.entropy.fill(&mut fresh);
    let insert = "insert into seals (name, key) values ($1, $2) on conflict (name) do nothing";
    sql::run(on, insert, [name.into(), fresh.to_vec().into()]).await?;
    find(on, name).await?.ok_or_else(|| Error::unreadable(format!("the seal '{name}'")))
}

impl Store {
    /// The key of a seal, made when it is first asked for; 64 hexadecimal digits.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn seal(&self, permit: &Permit, name: &str) -> Result<Secret> {
        leave::to_write(permit, Action::RunJobs)?;
        let key = match find(self.read(), name).await? {
            Some(key) => key,
            None => of(self.write(), self, name).await?,
        };
        Ok(Secret(blake3::Hash::from_bytes(key).to_hex().to_string()))
    }
}
