//! What somebody wrote down of a touch: a note, a call, a meeting, a visit, a letter, an answer, a gift.

use domain::access::Action;
use domain::ids::{PersonId, TouchId};
use domain::memory::{Problem, TEXT_MAX, text};
use domain::timeline::Kind;
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::gestures::recovery;
use crate::{Error, Result, Store, audit, bulk, leave, people, sql, webhooks};

/// A touch somebody wrote down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Which.
    pub id: TouchId,
    /// Whose.
    pub person: PersonId,
    /// One of [`Kind::TOUCHES`].
    pub kind: Kind,
    /// When it was.
    pub at: Instant,
    /// What there is to say of it.
    pub text: String,
    /// Who wrote it: `staff <id>`, `key <id>`.
    pub written_by: String,
    /// Rises with every change.
    pub version: i64,
}

const COLUMNS: &str = "t.id, t.kind, t.at, t.text, t.written_by, t.version, i.person_id, i.id";
const GONE: Error = Error::Missing("There is no such touch, or not any more.");

fn touch(row: &QueryResult) -> Result<Touch> {
    let kind: String = sql::at(row, 1)?;
    Ok(Touch {
        id: TouchId(sql::at(row, 0)?),
        kind: kind_of(&kind).ok_or_else(|| Error::unreadable(format!("a touch of kind '{kind}'")))?,
        at: Instant(sql::at(row, 2)?),
        text: sql::at(row, 3)?,
        written_by: sql::at(row, 4)?,
        version: sql::at(row, 5)?,
        person: PersonId(sql::at(row, 6)?),
    })
}

fn kind_of(name: &str) -> Option<Kind> {
    Kind::from_name(name).filter(|kind| Kind::TOUCHES.contains(kind))
}

/// Touches by their ids.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Touch>> {
    let select = format!(
        "select {COLUMNS} from touches t join identities i on i.id = t.identity_id where t.id in (values "
    );
    bulk::ask(on, &select, 1, ")", ids).await?.iter().map(touch).collect()
}

/// A touch in an edit that was begun on `version`, and the identity it came by.
async fn edited(on: &impl ConnectionTrait, id: TouchId, version: i64) -> Result<(Touch, Uuid)> {
    let select =
        format!("select {COLUMNS} from touches t join identities i on i.id = t.identity_id where t.id = $1");
    let rows = sql::results(on, &select, [id.0.into()]).await?;
    let row = rows.first().ok_or(GONE)?;
    let touch = touch(row)?;
    if touch.version != version {
        return Err(Error::Superseded("Somebody else changed this in the meantime; look again."));
    }
    Ok((touch, sql::at(row, 7)?))
}

impl Store {
    /// The text of a touch, where all of it is fit to keep.
    fn fit(&self, kind: Kind, at: Instant, written: &str) -> Result<String> {
        if !Kind::TOUCHES.contains(&kind) {
            return Err(Problem::Unknown { what: "kind of touch", value: kind.name().to_owned() }.into());
        }
        if at > self.now().plus_seconds(24 * 60 * 60) {
            return Err(Problem::InFuture.into());
        }
        Ok(text(written, TEXT_MAX)?)
    }

    /// Writes a touch down; `at` may be up to a day ahead, for clocks that differ. A complaint begins
    /// what follows one: a task to make it good and one to ask later, of whoever wrote it down.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the kind is none written by hand, the text is not
    /// fit to keep, the moment lies ahead, there is no such person, or the database fails.
    pub async fn write_touch(
        &self,
        permit: &Permit,
        person: PersonId,
        kind: Kind,
        at: Instant,
        written: &str,
    ) -> Result<TouchId> {
        leave::to_write(permit, Action::WritePeople)?;
        let text = self.fit(kind, at, written)?;
        let terms = recovery::Terms::of(self, permit.actor(), kind).await?;
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        let identity = people::anchor(&transaction, person).await?;
        sql::run(
            &transaction,
            "insert into touches (id, identity_id, kind, at, text, written_by, written_at, version)
             values ($1, $2, $3, $4, $5, $6, $7, 1)",
            [
                id.into(),
                identity.into(),
                kind.name().into(),
                at.0.into(),
                text.as_str().into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
            ],
        )
        .await?;
        put_on_timeline(&transaction, identity, at, kind, id).await?;
        let actor = permit.actor();
        if let Some(terms) = &terms {
            recovery::begin(&transaction, self, actor, terms, identity, (TouchId(id), &text)).await?;
        }
        audit::write(&transaction, self, actor, "touch.written", "touch", Some(id), kind.name()).await?;
        let data = json!({ "id": id, "person": person, "kind": kind.name() });
        webhooks::tell(&transaction, self, "touch.written", &data).await?;
        transaction.commit().await?;
        Ok(TouchId(id))
    }

    /// One touch.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn touch(&self, actor: Actor, id: TouchId) -> Result<Option<Touch>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), vec![id.0.into()]).await?.pop())
    }

    /// Corrects a touch, in an edit that was begun on `version`; the new version. What was remembered
    /// from it keeps its way back. What turns out to be a complaint begins what follows one; what is still
    /// open of one that turns out to be none is called off.
    ///
    /// # Errors
    /// As [`Store::write_touch`]; where somebody changed it in the meantime, or there is no such touch.
    pub async fn correct_touch(
        &self,
        permit: &Permit,
        id: TouchId,
        version: i64,
        (kind, at): (Kind, Instant),
        written: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let text = self.fit(kind, at, written)?;
        let terms = recovery::Terms::of(self, permit.actor(), kind).await?;
        let transaction = self.begin().await?;
        let (before, identity) = edited(&transaction, id, version).await?;
        let changed =
            [("kind", before.kind != kind), ("time", before.at != at), ("text", before.text != text)];
        let update = "update touches set kind = $1, at = $2, text = $3, version = version + 1 where id = $4";
        let values = [kind.name().into(), at.0.into(), text.as_str().into(), id.0.into()];
        sql::run(&transaction, update, values).await?;
        move_on_timeline(&transaction, identity, id.0, (before.at, before.kind), (at, kind)).await?;
        let actor = permit.actor();
        if let Some(terms) = terms.as_ref().filter(|_| before.kind != kind) {
            recovery::begin(&transaction, self, actor, terms, identity, (id, &text)).await?;
        }
        if before.kind == Kind::Complaint && kind != before.kind {
            recovery::call_off(&transaction, self, actor, id).await?;
        }
        let detail = audit::fields(&changed);
        audit::write(&transaction, self, actor, "touch.corrected", "touch", Some(id.0), &detail).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Takes a touch away, as it stood at `version`. What was remembered from it stays; what is still open of a
    /// complaint is called off.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, somebody changed it in the meantime, there is no
    /// such touch, or the database fails.
    pub async fn remove_touch(&self, permit: &Permit, id: TouchId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let (touch, identity) = edited(&transaction, id, version).await?;
        take_off_timeline(&transaction, identity, touch.at, touch.kind, id.0).await?;
        sql::run(&transaction, "delete from touches where id = $1", [id.0.into()]).await?;
        let (actor, kind) = (permit.actor(), touch.kind.name());
        recovery::call_off(&transaction, self, actor, id).await?;
        let person = Some(touch.person.0);
        audit::write(&transaction, self, actor, "touch.removed", "person", person, kind).await?;
        Ok(transaction.commit().await?)
    }
}

/// Sets an entry on the timeline, in the commit that writes what it points at.
pub(crate) async fn put_on_timeline(
    on: &impl ConnectionTrait,
    identity: Uuid,
    at: Instant,
    kind: Kind,
    id: Uuid,
) -> Result<()> {
    let insert = "insert into timeline (identity_id, at, kind, ref_id) values ($1, $2, $3, $4)";
    sql::run(on, insert, [identity.into(), at.0.into(), kind.name().into(), id.into()]).await?;
    Ok(())
}

/// Takes an entry off the timeline.
pub(crate) async fn take_off_timeline(
    on: &impl ConnectionTrait,
    identity: Uuid,
    at: Instant,
    kind: Kind,
    id: Uuid,
) -> Result<()> {
    let delete = "delete from timeline where identity_id = $1 and at = $2 and kind = $3 and ref_id = $4";
    sql::run(on, delete, [identity.into(), at.0.into(), kind.name().into(), id.into()]).await?;
    Ok(())
}

/// Sets an entry where it belongs after a correction. What came from it is led to its new kind.
pub(crate) async fn move_on_timeline(
    on: &impl ConnectionTrait,
    identity: Uuid,
    id: Uuid,
    before: (Instant, Kind),
    now: (Instant, Kind),
) -> Result<()> {
    if before == now {
        return Ok(());
    }
    take_off_timeline(on, identity, before.0, before.1, id).await?;
    put_on_timeline(on, identity, now.0, now.1, id).await?;
    for table in ["facts", "promises"] {
        let lead = format!("update {table} set entry_kind = $1 where identity_id = $2 and entry_id = $3");
        sql::run(on, &lead, [now.1.name().into(), identity.into(), id.into()]).await?;
    }
    Ok(())
}
