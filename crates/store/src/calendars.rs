//! Holidays of the company's own, and who keeps which calendar where their country doesn't say.

use domain::access::Action;
use domain::holidays::{CalendarRefusal, Holiday, HolidayCalendar, is_name, parse};
use domain::ids::PersonId;
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Error, Result, Store, audit, leave, people, sql};

/// A calendar the company wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its name, as observances and plays say it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its holidays as they were written, one a line.
    pub rules: String,
    /// The same, read.
    pub holidays: Vec<Holiday>,
    /// Rises with every change.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    title: String,
    rules: String,
    version: i64,
}

/// Most calendars of one company.
pub const CALENDARS_MAX: i64 = 50;
/// Longest text of a calendar's rules, in bytes.
pub const RULES_BYTES_MAX: usize = 32 << 10;
/// Longest title, in characters.
pub const TITLE_MAX: usize = 80;

impl TryFrom<Row> for Calendar {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let Row { name, title, rules, version } = row;
        let holidays = parse(&rules)
            .map_err(|why| Error::unreadable(format!("the calendar '{name}', of which it says: {why}")))?;
        Ok(Self { name, title, rules, holidays, version })
    }
}

const SUPERSEDED: Error = Error::Superseded(
    "Somebody else changed this calendar in the meantime; look again and repeat your change.",
);

/// Whether there is a calendar of this name, of ours or of the company's.
async fn exists(on: &impl ConnectionTrait, name: &str) -> Result<bool> {
    if HolidayCalendar::named(name).is_some() {
        return Ok(true);
    }
    let there: i64 = sql::value(on, "select count(*) from calendars where name = $1", [name.into()]).await?;
    Ok(there > 0)
}

impl Store {
    /// The company's own calendars, by title.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn calendars(&self, actor: Actor) -> Result<Vec<Calendar>> {
        leave::to_read_customers(actor)?;
        let select = "select name, title, rules, version from calendars order by title, name";
        let rows: Vec<Row> = sql::rows(self.read(), select, []).await?;
        rows.into_iter().map(Calendar::try_from).collect()
    }

    /// Writes a calendar down, as an edit begun on `version`; 0 makes a new one. The new version.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the name or a line of the rules is not fit to keep,
    /// somebody changed it in the meantime, or the database fails.
    pub async fn save_calendar(
        &self,
        permit: &Permit,
        version: i64,
        name: &str,
        title: &str,
        rules: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let title = domain::memory::text(title, TITLE_MAX)?;
        if !is_name(name) || HolidayCalendar::named(name).is_some() {
            return Err(CalendarRefusal::Name.into());
        }
        if rules.len() > RULES_BYTES_MAX {
            return Err(CalendarRefusal::TooLong.into());
        }
        parse(rules).map_err(CalendarRefusal::from)?;
        let transaction = self.begin().await?;
        let there: i64 = sql::value(&transaction, "select count(*) from calendars", []).await?;
        if version == 0 && there >= CALENDARS_MAX {
            return Err(CalendarRefusal::TooMany.into());
        }
        let keep = if version == 0 {
            "insert into calendars (name, title, rules, version) values ($1, $2, $3, $4 + 1)
             on conflict (name) do nothing"
        } else {
            "update calendars set title = $2, rules = $3, version = version + 1
             where name = $1 and version = $4"
        };
        let kept = sql::run(&transaction, keep, [name.into(), title.into(), rules.into(), version.into()]);
        if kept.await? == 0 {
            return Err(if version == 0 { CalendarRefusal::Name.into() } else { SUPERSEDED });
        }
        audit::write(&transaction, self, permit.actor(), "calendar.changed", "calendar", None, name).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Takes a calendar away, as it stood at `version`; nobody keeps it any more.
    ///
    /// # Errors
    /// As [`Store::save_calendar`].
    pub async fn remove_calendar(&self, permit: &Permit, name: &str, version: i64) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let transaction = self.begin().await?;
        let gone = "delete from calendars where name = $1 and version = $2";
        if sql::run(&transaction, gone, [name.into(), version.into()]).await? == 0 {
            return Err(SUPERSEDED);
        }
        sql::run(&transaction, "delete from observances where calendar = $1", [name.into()]).await?;
        audit::write(&transaction, self, permit.actor(), "calendar.removed", "calendar", None, name).await?;
        Ok(transaction.commit().await?)
    }

    /// The calendars somebody keeps by their own word, by name; none where their country says.
    ///
    /// # Errors
    /// As [`Store::calendars`].
    pub async fn observances(&self, actor: Actor, person: PersonId) -> Result<Vec<String>> {
        leave::to_read_customers(actor)?;
        let select = "select distinct o.calendar from identities i join observances o on o.identity_id = i.id
             where i.person_id = $1 order by o.calendar";
        sql::column(self.read(), select, [person.0.into()]).await
    }

    /// Says which calendars somebody keeps; none leaves it to their country.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such calendar or person, or the
    /// database fails.
    pub async fn observe(&self, permit: &Permit, person: PersonId, calendars: &[String]) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let identity = people::anchor(&transaction, person).await?;
        let before: Vec<String> = sql::column(
            &transaction,
            "select distinct o.calendar from identities i join observances o on o.identity_id = i.id
             where i.person_id = $1 order by o.calendar",
            [person.0.into()],
        )
        .await?;
        let mut kept: Vec<String> = calendars.to_vec();
        kept.sort();
        kept.dedup();
        if before == kept {
            return Ok(());
        }
        let gone =
            "delete from observances where identity_id in (select id from identities where person_id = $1)";
        sql::run(&transaction, gone, [person.0.into()]).await?;
        for name in &kept {
            if !exists(&transaction, name).await? {
                return Err(CalendarRefusal::Unknown(name.chars().take(60).collect()).into());
            }
            let insert = "insert into observances (identity_id, calendar) values ($1, $2)";
            sql::run(&transaction, insert, [identity.into(), name.as_str().into()]).await?;
        }
        let (actor, action) = (permit.actor(), "person.updated");
        audit::write(&transaction, self, actor, action, "person", Some(person.0), "calendars").await?;
        Ok(transaction.commit().await?)
    }
}
