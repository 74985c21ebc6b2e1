//! What hangs offline and has an address of its own, and how often that is opened.

use domain::access::Action;
use domain::signs::{SIGNS_MAX, SignRefusal, TITLE_MAX, is_name, target};
use domain::{Actor, Day, Permit};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Store, audit, leave, sql};

/// A sign, and how often it was opened.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Sign {
    /// Its name, which stands in its address.
    pub name: String,
    /// What it is, and where it hangs.
    pub title: String,
    /// What it opens.
    pub target: String,
    /// Rises with every change.
    pub version: i64,
    /// Times in the last seven days.
    pub week: i64,
    /// Times in the last 28 days.
    pub month: i64,
    /// Times ever.
    pub ever: i64,
}

/// What is said of a sign.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is, and where it hangs.
    pub title: &'a str,
    /// What it opens.
    pub target: &'a str,
}

/// Days of one sign shown at most.
const DAYS_MAX: u32 = 400;

const SIGNS: &str = "select s.name, s.title, s.target, s.version,
         cast(coalesce(sum(case when c.day > $1 - 7 then c.times end), 0) as bigint) as week,
         cast(coalesce(sum(case when c.day > $1 - 28 then c.times end), 0) as bigint) as month,
         cast(coalesce(sum(c.times), 0) as bigint) as ever
     from signs s left join scans c on c.sign = s.name";

impl Store {
    /// Every sign, by title, and how often it was opened by the end of a day.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn signs(&self, actor: Actor, today: Day) -> Result<Vec<Sign>> {
        leave::to_read_customers(actor)?;
        let select = format!("{SIGNS} group by s.name order by s.title, s.name");
        sql::rows(self.read(), &select, [today.0.into()]).await
    }

    /// A sign; `None` where there is none of this name.
    ///
    /// # Errors
    /// As [`Store::signs`].
    pub async fn sign(&self, actor: Actor, name: &str, today: Day) -> Result<Option<Sign>> {
        leave::to_read_customers(actor)?;
        let select = format!("{SIGNS} where s.name = $2 group by s.name");
        sql::row(self.read(), &select, [today.0.into(), name.into()]).await
    }

    /// The days on which a sign was opened, the latest first, and how often; at most 400.
    ///
    /// # Errors
    /// As [`Store::signs`].
    pub async fn scans(&self, actor: Actor, name: &str) -> Result<Vec<(Day, i64)>> {
        leave::to_read_customers(actor)?;
        let select =
            format!("select day, times from scans where sign = $1 order by day desc limit {DAYS_MAX}");
        let rows = sql::results(self.read(), &select, [name.into()]).await?;
        rows.iter().map(|row| Ok((Day(sql::at(row, 0)?), sql::at(row, 1)?))).collect()
    }

    /// Makes a sign, or changes one in an edit begun on `version`; 0 makes a new one. The new version.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, what is said of it is not fit to keep, its name is taken, somebody
    /// changed it in the meantime, or the database fails.
    pub async fn save_sign(&self, permit: &Permit, version: i64, draft: Draft<'_>) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let (title, target) = (domain::memory::text(draft.title, TITLE_MAX)?, target(draft.target)?);
        if !is_name(draft.name) {
            return Err(SignRefusal::Name.into());
        }
        let on = self.begin().await?;
        let there: i64 = sql::value(&on, "select count(*) from signs", []).await?;
        if version == 0 && there >= SIGNS_MAX {
            return Err(SignRefusal::TooMany.into());
        }
        let mut values = vec![draft.name.into(), title.into(), target.into(), version.into()];
        let keep = if version == 0 {
            values.push(self.now().0.into());
            "insert into signs (name, title, target, version, made_at) values ($1, $2, $3, $4 + 1, $5)
             on conflict (name) do nothing"
        } else {
            "update signs set title = $2, target = $3, version = version + 1 where name = $1 and version = $4"
        };
        if sql::run(&on, keep, values).await? == 0 {
            return Err(match version {
                0 => SignRefusal::Name.into(),
                _ => Error::Superseded(
                    "Somebody else changed this sign in the meantime; look again and repeat your change.",
                ),
            });
        }
        audit::write(&on, self, permit.actor(), "sign.changed", "sign", None, draft.name).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Counts that a sign was opened on a day, and says what it opens; `None` where there is none of this name.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn scan(&self, permit: &Permit, name: &str, day: Day) -> Result<Option<String>> {
        leave::to_write(permit, Action::RunJobs)?;
        let on = self.begin().await?;
        let found: Vec<String> =
            sql::column(&on, "select target from signs where name = $1", [name.into()]).await?;
        let Some(target) = found.into_iter().next() else { return Ok(None) };
        let count = "insert into scans (sign, day, times) values ($1, $2, 1)
                     on conflict (sign, day) do update set times = scans.times + 1";
        sql::run(&on, count, [name.into(), day.0.into()]).await?;
        on.commit().await?;
        Ok(Some(target))
    }
}
