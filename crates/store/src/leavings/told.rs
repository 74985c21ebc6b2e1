//! What somebody here or a program writes down of why people left.

use domain::access::Action;
use domain::ids::{LeavingId, PersonId};
use domain::leaving::{Draft, Reason, Source};
use domain::timeline::Kind;
use domain::{Actor, Permit};

use super::{GONE, New, edited, insert};
use crate::touches::take_off_timeline;
use crate::{Result, Store, audit, leave, people, sql};

impl Store {
    /// Writes down why somebody left, as they told it or as it was understood.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, it is not fit to keep, there is no such person, or the
    /// database fails.
    pub async fn record_leaving(&self, permit: &Permit, person: PersonId, draft: Draft) -> Result<LeavingId> {
        leave::to_write(permit, Action::WritePeople)?;
        let (actor, now) = (permit.actor(), self.now());
        let draft = draft.checked(self.today(actor).await?)?;
        let source = if matches!(actor, Actor::Key { .. }) { Source::Api } else { Source::Staff };
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        let identity = people::anchor(&transaction, person).await?;
        let said = Some((&draft, now));
        let new = New { id, identity, source, asked: None, said, day: draft.day, by: actor };
        insert(&transaction, new).await?;
        self.enter(&transaction, permit, identity, id, &draft).await?;
        transaction.commit().await?;
        Ok(LeavingId(id))
    }

    /// Corrects what was said, in an edit that was begun on `version`; the new version. How we came to
    /// know stays.
    ///
    /// # Errors
    /// As [`Store::record_leaving`]; where somebody changed it in the meantime, or nobody answered yet.
    pub async fn correct_leaving(
        &self,
        permit: &Permit,
        id: LeavingId,
        version: i64,
        draft: Draft,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let draft = draft.checked(self.today(permit.actor()).await?)?;
        let transaction = self.begin().await?;
        let (before, _) = edited(&transaction, id, version).await?;
        if before.reason.is_none() {
            return Err(GONE);
        }
        let changed = [
            ("reason", before.reason != Some(draft.reason)),
            ("text", before.words != draft.words),
            ("destination", before.destination != draft.destination),
            ("voice", before.voice != draft.voice),
            ("day", before.day != draft.day),
        ];
        let update = "update leavings set reason = $1, words = $2, destination = $3, voice = $4, on_day = $5,
                 version = version + 1
             where id = $6";
        let values = [
            draft.reason.name().into(),
            draft.words.into(),
            draft.destination.into(),
            draft.voice.name().into(),
            draft.day.0.into(),
            id.0.into(),
        ];
        sql::run(&transaction, update, values).await?;
        let (actor, detail) = (permit.actor(), audit::fields(&changed));
        audit::write(&transaction, self, actor, "leaving.corrected", "leaving", Some(id.0), &detail).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Takes away what was written down by mistake, as it stood at `version`. Where it answered a
    /// question, the question stays, unanswered.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, somebody changed it in the meantime, there is no such
    /// row, or the database fails.
    pub async fn remove_leaving(&self, permit: &Permit, id: LeavingId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let (leaving, identity) = edited(&transaction, id, version).await?;
        let Some(said) = leaving.said else { return Err(GONE) };
        take_off_timeline(&transaction, identity, said, Kind::Leaving, id.0).await?;
        let away = if leaving.asked.is_some() {
            "update leavings set reason = null, words = '', destination = '', said_at = null,
                 version = version + 1
             where id = $1"
        } else {
            "delete from leavings where id = $1"
        };
        sql::run(&transaction, away, [id.0.into()]).await?;
        let (actor, reason) = (permit.actor(), leaving.reason.map_or("", Reason::name));
        let person = Some(leaving.person.0);
        audit::write(&transaction, self, actor, "leaving.removed", "person", person, reason).await?;
        Ok(transaction.commit().await?)
    }
}
