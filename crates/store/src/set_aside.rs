//! Lines of the day somebody put off or declined: kept with the reason, shown, and taken up again.

use domain::access::Action;
use domain::ids::{GestureId, PersonId};
use domain::memory::{NOTE_MAX, note};
use domain::today::{ABOUT_MAX, AsideRefusal, LineKind, Reason};
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::gestures::NewGesture;
use crate::people::KNOWN_BY;
use crate::{Error, Result, Store, audit, leave, people, rests, sql};

/// The identity of lines about nobody in particular.
const HOUSE: Uuid = Uuid::nil();

/// Which line of the day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Which {
    /// About whom; `None` for a line about nobody in particular.
    pub person: Option<PersonId>,
    /// What the line is.
    pub kind: LineKind,
    /// What of them it is about: a promise, a fact, the last day before a silence.
    pub about: String,
}

/// A line set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Which.
    pub which: Which,
    /// Their name, or how we know them; empty for the house.
    pub name: String,
    /// The day it comes back; `None` where it was declined for good.
    pub until: Option<Day>,
    /// Why: the name of a [`domain::today::Reason`], or somebody's own words; empty where it was only
    /// put off.
    pub reason: String,
    /// Who said so: `staff <id>`, `key <id>`.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
}

fn aside(row: &QueryResult) -> Result<Aside> {
    let kind: String = sql::at(row, 1)?;
    let (name, known_by): (Option<String>, Option<String>) = (sql::at(row, 7)?, sql::at(row, 8)?);
    let name = name.filter(|name| !name.is_empty()).or(known_by).unwrap_or_default();
    Ok(Aside {
        which: Which {
            person: sql::at::<Option<Uuid>>(row, 0)?.map(PersonId),
            kind: LineKind::from_name(&kind)
                .ok_or_else(|| Error::unreadable(format!("a line of the day that is '{kind}'")))?,
            about: sql::at(row, 2)?,
        },
        name,
        until: sql::at::<Option<i32>>(row, 3)?.map(Day),
        reason: sql::at(row, 4)?,
        said_by: sql::at(row, 5)?,
        said_at: Instant(sql::at(row, 6)?),
    })
}

/// Sets a line aside inside a transaction, in place of what was said of it before.
pub(crate) async fn write(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    which: &Which,
    (until, reason): (Option<Day>, &str),
) -> Result<()> {
    if which.about.is_empty() || which.about.len() > ABOUT_MAX {
        return Err(AsideRefusal::About.into());
    }
    let identity = match which.person {
        Some(person) => people::anchor(on, person).await?,
        None => HOUSE,
    };
    sql::run(
        on,
        "insert into set_aside (identity_id, kind, about, until_day, reason, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (identity_id, kind, about) do update set until_day = excluded.until_day,
             reason = excluded.reason, said_by = excluded.said_by, said_at = excluded.said_at",
        [
            identity.into(),
            which.kind.name().into(),
            which.about.as_str().into(),
            until.map(|day| day.0).into(),
            reason.into(),
            leave::name_of(actor).into(),
            store.now().0.into(),
        ],
    )
    .await?;
    Ok(())
}

impl Store {
    /// Sets a line of the day aside: until a day, or for good with a reason. Who asked to be left alone
    /// is left in peace by everything, until somebody ends that.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the line is about nothing, the day is not to come, it
    /// is for good without a reason, the reason is too long, there is no such person, or the database
    /// fails.
    pub async fn set_aside(
        &self,
        permit: &Permit,
        which: &Which,
        until: Option<Day>,
        reason: &str,
    ) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let reason = note(reason, NOTE_MAX)?;
        let today = self.today(permit.actor()).await?;
        match until {
            Some(day) if day <= today => return Err(AsideRefusal::Past(day).into()),
            None if reason.is_empty() => return Err(AsideRefusal::NoReason.into()),
            _ => {}
        }
        let on = self.begin().await?;
        write(&on, self, permit.actor(), which, (until, &reason)).await?;
        if let (None, Some(person), Some(Reason::Asked)) = (until, which.person, Reason::from_name(&reason)) {
            rests::begin_asked(&on, self, permit.actor(), person, today).await?;
        }
        self.tell_of_aside(&on, permit, "line.set_aside", which).await?;
        Ok(on.commit().await?)
    }

    /// Takes a line up again that was set aside.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, nobody set it aside, or the database fails.
    pub async fn take_up(&self, permit: &Permit, which: &Which) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let on = self.begin().await?;
        let (whose, id) = match which.person {
            Some(person) => ("in (select id from identities where person_id = $1)", person.0),
            None => ("= $1", HOUSE),
        };
        let delete = format!("delete from set_aside where identity_id {whose} and kind = $2 and about = $3");
        let values = [id.into(), which.kind.name().into(), which.about.as_str().into()];
        if sql::run(&on, &delete, values).await? == 0 {
            return Err(Error::Missing("Nobody set that line aside, or it was taken up already."));
        }
        self.tell_of_aside(&on, permit, "line.taken_up", which).await?;
        Ok(on.commit().await?)
    }

    /// Begins a gesture from a line, which rests until a day; one commit.
    ///
    /// # Errors
    /// As [`Store::set_aside`] and `begin_gesture`; where the line is about nobody.
    pub async fn begin_from_line(
        &self,
        permit: &Permit,
        which: &Which,
        new: NewGesture,
        until: Option<Day>,
    ) -> Result<GestureId> {
        let person = which.person.ok_or(AsideRefusal::About)?;
        let commit = self.begin_commit().await?;
        let id = commit.begin_gesture(permit, person, new).await?;
        write(commit.write(), &commit, permit.actor(), which, (until, "")).await?;
        commit.finish_commit().await?;
        Ok(id)
    }

    async fn tell_of_aside(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        action: &str,
        which: &Which,
    ) -> Result<()> {
        let person = which.person.map(|person| person.0);
        audit::write(on, self, permit.actor(), action, "person", person, which.kind.name()).await
    }

    /// Lines set aside that have not come back, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn asides(&self, actor: Actor, limit: u32) -> Result<Vec<Aside>> {
        leave::to_read_customers(actor)?;
        let today = self.today(actor).await?;
        let select = format!(
            "select p.id, a.kind, a.about, a.until_day, a.reason, a.said_by, a.said_at, p.name, {KNOWN_BY}
             from set_aside a left join identities i on i.id = a.identity_id
                 left join people p on p.id = i.person_id
             where a.until_day is null or a.until_day > $1
             order by a.said_at desc, a.identity_id, a.kind, a.about limit $2"
        );
        sql::results(self.read(), &select, [today.0.into(), limit.into()]).await?.iter().map(aside).collect()
    }
}
