//! Promises we made and wishes they told: who sees to it, until when, and how it ended.

use domain::access::Action;
use domain::ids::{PersonId, PromiseId, StaffId};
use domain::memory::{NOTE_MAX, Problem, TEXT_MAX, When, note, text};
use domain::promises::{PromiseKind, PromiseState};
use domain::timeline::Kind;
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::timeline::entry_identity;
use crate::touches::{move_on_timeline, put_on_timeline, take_off_timeline};
use crate::{Error, Result, Store, audit, bulk, leave, people, sql, webhooks};

/// A promise to be made.
#[derive(Clone, Debug)]
pub struct NewPromise {
    /// A promise or a wish.
    pub kind: PromiseKind,
    /// What, in our words.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// Until which day.
    pub due: Option<Day>,
    /// The entry of their timeline it comes from.
    pub entry: Option<(Kind, Uuid)>,
}

/// How a promise should have been written down, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// A promise or a wish.
    pub kind: PromiseKind,
    /// What, in our words.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// Until which day.
    pub due: Option<Day>,
    /// How it stands; open takes it back that it was closed.
    pub state: PromiseState,
    /// What there is to say of how it ended.
    pub closing_note: String,
}

/// A promise or a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which.
    pub id: PromiseId,
    /// Whose.
    pub person: PersonId,
    /// A promise or a wish.
    pub kind: PromiseKind,
    /// What.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// Until which day.
    pub due: Option<Day>,
    /// How it stands.
    pub state: PromiseState,
    /// Who gave it: `staff <id>`, `key <id>`.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// What was said when it was closed.
    pub closing_note: String,
    /// Rises with every change.
    pub version: i64,
}

/// How many of the promises that came to an end were kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Kept {
    /// Kept.
    pub kept: i64,
    /// Broken.
    pub broken: i64,
    /// Still open though their day is past.
    pub overdue: i64,
}

/// The columns of a promise `p` of an identity `i`, as [`promise`] reads them.
pub(crate) const COLUMNS: &str = "p.id, i.person_id, p.kind, p.text, p.owner, p.due_day, p.state, p.made_by, p.made_at, \
     coalesce(p.closing_note, ''), p.version";
const GONE: Error = Error::Missing("There is no such promise, or not any more.");
const SUPERSEDED: Error =
    Error::Superseded("Somebody else changed or closed this promise in the meantime; look again.");

/// The promise whose [`COLUMNS`] are a row.
pub(crate) fn promise(row: &QueryResult) -> Result<Promise> {
    let (kind, state): (String, String) = (sql::at(row, 2)?, sql::at(row, 6)?);
    let unreadable = |name: &str| Error::unreadable(format!("a promise that is '{name}'"));
    Ok(Promise {
        id: PromiseId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        kind: PromiseKind::from_name(&kind).ok_or_else(|| unreadable(&kind))?,
        text: sql::at(row, 3)?,
        owner: sql::at::<Option<Uuid>>(row, 4)?.map(StaffId),
        due: sql::at::<Option<i32>>(row, 5)?.map(Day),
        state: PromiseState::from_name(&state).ok_or_else(|| unreadable(&state))?,
        made_by: sql::at(row, 7)?,
        made_at: Instant(sql::at(row, 8)?),
        closing_note: sql::at(row, 9)?,
        version: sql::at(row, 10)?,
    })
}

/// Promises by their ids.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Promise>> {
    let select = format!(
        "select {COLUMNS} from promises p join identities i on i.id = p.identity_id where p.id in (values "
    );
    bulk::ask(on, &select, 1, ")", ids).await?.iter().map(promise).collect()
}

/// A promise in an edit that was begun on `version`, and the identity it came by.
async fn edited(on: &impl ConnectionTrait, id: PromiseId, version: i64) -> Result<(Promise, Uuid)> {
    let promise = read(on, vec![id.0.into()]).await?.pop().ok_or(GONE)?;
    if promise.version != version {
        return Err(SUPERSEDED);
    }
    let identity = "select identity_id from promises where id = $1";
    Ok((promise, sql::value(on, identity, [id.0.into()]).await?))
}

/// Refuses an owner who is not in the team.
async fn works_here(on: &impl ConnectionTrait, owner: Option<StaffId>) -> Result<()> {
    let Some(owner) = owner else { return Ok(()) };
    let here = "select id from staff where id = $1 and left_at is null";
    let here: Vec<Uuid> = sql::column(on, here, [owner.0.into()]).await?;
    let unknown = || Problem::Unknown { what: "member of staff", value: owner.to_string() };
    here.first().ok_or_else(unknown)?;
    Ok(())
}

impl Store {
    /// Makes a promise to a person, or writes a wish of theirs down.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the text or the day is not fit to keep, the entry
    /// is not this person's, the owner does not work here, there is no such person, or the database
    /// fails.
    pub async fn make_promise(
        &self,
        permit: &Permit,
        person: PersonId,
        new: NewPromise,
    ) -> Result<PromiseId> {
        leave::to_write(permit, Action::WritePeople)?;
        let text = text(&new.text, TEXT_MAX)?;
        new.due.map(When::once).transpose()?;
        let (id, now) = (self.inner.ids.next(), self.now());
        let transaction = self.begin().await?;
        let mut identity = people::anchor(&transaction, person).await?;
        if let Some((kind, entry)) = new.entry {
            identity = entry_identity(&transaction, person, kind, entry).await?;
        }
        works_here(&transaction, new.owner).await?;
        sql::run(
            &transaction,
            "insert into promises (id, identity_id, kind, text, owner, due_day, state, entry_kind, entry_id,
                 made_by, made_at, version)
             values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, 1)",
            [
                id.into(),
                identity.into(),
                new.kind.name().into(),
                text.into(),
                new.owner.map(|owner| owner.0).into(),
                new.due.map(|day| day.0).into(),
                new.entry.map(|(kind, _)| kind.name()).into(),
                new.entry.map(|(_, entry)| entry).into(),
                leave::name_of(permit.actor()).into(),
                now.0.into(),
            ],
        )
        .await?;
        put_on_timeline(&transaction, identity, now, new.kind.entry(), id).await?;
        let event = if new.kind == PromiseKind::Promise { "promise.made" } else { "wish.told" };
        self.tell_of_promise(&transaction, permit, event, person, id).await?;
        transaction.commit().await?;
        Ok(PromiseId(id))
    }

    async fn tell_of_promise(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        event: &str,
        person: PersonId,
        id: Uuid,
    ) -> Result<()> {
        audit::write(on, self, permit.actor(), event, "promise", Some(id), "").await?;
        webhooks::tell(on, self, event, &json!({ "id": id, "person": person })).await
    }

    /// Closes a promise that is open at `version`: kept, broken or withdrawn. The new version.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the note is too long, somebody else changed or
    /// closed it in the meantime, there is no such promise, or the database fails.
    pub async fn close_promise(
        &self,
        permit: &Permit,
        id: PromiseId,
        version: i64,
        state: PromiseState,
        written: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let note = note(written, NOTE_MAX)?;
        let transaction = self.begin().await?;
        let (before, _) = edited(&transaction, id, version).await?;
        if before.state != PromiseState::Open || state == PromiseState::Open {
            return Err(SUPERSEDED);
        }
        sql::run(
            &transaction,
            "update promises set state = $1, closed_by = $2, closed_at = $3, closing_note = $4,
                 version = version + 1
             where id = $5",
            [
                state.name().into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
                note.into(),
                id.0.into(),
            ],
        )
        .await?;
        let event = match state {
            PromiseState::Kept => "promise.kept",
            PromiseState::Broken => "promise.broken",
            PromiseState::Withdrawn | PromiseState::Open => "promise.withdrawn",
        };
        self.tell_of_promise(&transaction, permit, event, before.person, id.0).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Corrects a promise, in an edit that was begun on `version`; the new version. It may be opened
    /// again; the entry it comes from stays.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the text, the note or the day is not fit to keep, a
    /// new owner does not work here, somebody else changed it in the meantime, there is no such
    /// promise, or the database fails.
    pub async fn correct_promise(
        &self,
        permit: &Permit,
        id: PromiseId,
        version: i64,
        new: &Correction,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let text = text(&new.text, TEXT_MAX)?;
        let note =
            if new.state == PromiseState::Open { String::new() } else { note(&new.closing_note, NOTE_MAX)? };
        new.due.map(When::once).transpose()?;
        let transaction = self.begin().await?;
        let (before, identity) = edited(&transaction, id, version).await?;
        // Whoever left may still own what they promised.
        works_here(&transaction, new.owner.filter(|_| new.owner != before.owner)).await?;
        let changed = [
            ("kind", before.kind != new.kind),
            ("text", before.text != text),
            ("owner", before.owner != new.owner),
            ("due", before.due != new.due),
            ("state", before.state != new.state),
            ("note", before.closing_note != note),
        ];
        sql::run(
            &transaction,
            "update promises set kind = $1, text = $2, owner = $3, due_day = $4, closing_note = $6,
                 closed_by = case when $5 = 'open' then null when state = $5 then closed_by else $7 end,
                 closed_at = case when $5 = 'open' then null when state = $5 then closed_at else $8 end,
                 state = $5, version = version + 1
             where id = $9",
            [
                new.kind.name().into(),
                text.into(),
                new.owner.map(|owner| owner.0).into(),
                new.due.map(|day| day.0).into(),
                new.state.name().into(),
                (new.state != PromiseState::Open).then_some(note).into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
                id.0.into(),
            ],
        )
        .await?;
        let (was, is) = ((before.made_at, before.kind.entry()), (before.made_at, new.kind.entry()));
        move_on_timeline(&transaction, identity, id.0, was, is).await?;
        let (actor, detail) = (permit.actor(), audit::fields(&changed));
        audit::write(&transaction, self, actor, "promise.corrected", "promise", Some(id.0), &detail).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Takes a promise away that was written down by mistake, as it stood at `version`.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, somebody changed it in the meantime, there is no
    /// such promise, or the database fails.
    pub async fn remove_promise(&self, permit: &Permit, id: PromiseId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let (promise, identity) = edited(&transaction, id, version).await?;
        take_off_timeline(&transaction, identity, promise.made_at, promise.kind.entry(), id.0).await?;
        sql::run(&transaction, "delete from promises where id = $1", [id.0.into()]).await?;
        let (actor, kind) = (permit.actor(), promise.kind.name());
        let person = Some(promise.person.0);
        audit::write(&transaction, self, actor, "promise.removed", "person", person, kind).await?;
        Ok(transaction.commit().await?)
    }

    /// A person's promises and wishes: those open by their day, those without one after, then those
    /// closed, the latest first. At most 500.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn promises(&self, actor: Actor, person: PersonId) -> Result<Vec<Promise>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from identities i join promises p on p.identity_id = i.id
             where i.person_id = $1
             order by case when p.state = 'open' then 0 else 1 end,
                 case when p.state = 'open' then coalesce(p.due_day, 2147483647) else 0 end,
                 p.made_at desc, p.id desc limit 500"
        );
        sql::results(self.read(), &select, [person.0.into()]).await?.iter().map(promise).collect()
    }

    /// One promise.
    ///
    /// # Errors
    /// As [`Store::promises`].
    pub async fn promise(&self, actor: Actor, id: PromiseId) -> Result<Option<Promise>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), vec![id.0.into()]).await?.pop())
    }

    /// How well we keep our word: promises (not wishes) closed on the day `from` or later, and those
    /// overdue today.
    ///
    /// # Errors
    /// As [`Store::promises`].
    pub async fn promises_kept(&self, actor: Actor, from: Day) -> Result<Kept> {
        leave::to_read_customers(actor)?;
        let from = from.start_in(&self.zone(actor).await?);
        let today = self.today(actor).await?;
        let sql =
            "select cast(coalesce(sum(case when state = 'kept' then 1 else 0 end), 0) as bigint) as kept,
                cast(coalesce(sum(case when state = 'broken' then 1 else 0 end), 0) as bigint) as broken,
                cast((select count(*) from promises
                      where state = 'open' and kind = 'promise' and due_day < $2) as bigint) as overdue
             from promises where kind = 'promise' and closed_at >= $1";
        Ok(sql::row(self.read(), sql, [from.0.into(), today.0.into()]).await?.unwrap_or_default())
    }
}
