//! Letters outside any play: what somebody writes to one person of their own accord.

use std::sync::Arc;

use domain::access::Action;
use domain::ids::{CertificateId, GestureId, LetterId, PersonId};
use domain::letters::{LetterRefusal, OwnLetter};
use domain::plays::{Definition, GestureKind, PlayState};
use domain::{Actor, Currency, Permit};
use sea_orm::ConnectionTrait;

use super::{Facts, Queued, Ruling, enqueue};
use crate::audience::Row;
use crate::contacts;
use crate::enrolments::Needs;
use crate::gestures::{self, Decided};
use crate::{Error, Result, Store, audit, leave, letters, sql, topics};

/// For how long the same words to the same person are taken for one letter sent twice, in seconds.
const TWICE_SECONDS: i64 = 600;
const GONE: Error = Error::Missing("There is no such person, or not any more.");

/// What is written to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToOne {
    /// A letter that is kept, in their language.
    Kept(LetterId),
    /// Somebody's own words.
    Own(OwnLetter),
}

impl Store {
    /// Writes to one person, where `judge` finds nothing against it in the very commit; the gesture.
    /// What stands in its way only for now, it waits for in the outbox.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the letter is not fit to keep or is not there, there
    /// is no such topic or person, something speaks against it, the same was written a moment ago, or
    /// the database fails.
    pub async fn write_to(
        &self,
        permit: &Permit,
        person: PersonId,
        letter: ToOne,
        needs: impl Fn(&Definition) -> Needs + Send,
        judge: impl FnOnce(&Facts) -> Ruling + Send,
    ) -> Result<GestureId> {
        leave::to_write(permit, Action::WritePeople)?;
        let actor = permit.actor();
        let on = self.begin().await?;
        let topic = self.topic_of(&on, &letter).await?;
        self.not_twice(&on, person, &letter).await?;
        let owed = matches!(&letter, ToOne::Own(own) if own.topic.is_none());
        let definition = Definition::of_one_letter(&topic, owed);
        let needs = needs(&definition);
        let contact = contacts::read(&on, &needs.asked, &[person.0]).await?.pop().ok_or(GONE)?;
        let facts = Facts {
            topic,
            play: PlayState::Running,
            definition: Arc::new(definition),
            way: None,
            contact,
            row: Row { person, values: Vec::new() },
        };
        if let Ruling::Cancel(why) = judge(&facts) {
            return Err(LetterRefusal::Against(why).into());
        }
        let id = self.put(&on, actor, &facts, letter, None).await?;
        audit::write(&on, self, actor, "letter.to_one", "gesture", Some(id.0), &facts.topic).await?;
        on.commit().await?;
        Ok(id)
    }

    async fn topic_of(&self, on: &impl ConnectionTrait, letter: &ToOne) -> Result<String> {
        let topic = match letter {
            ToOne::Kept(id) => {
                let kept = letters::read(on, &[*id]).await?.pop();
                return kept.map(|kept| kept.draft.topic).ok_or(letters::GONE);
            }
            ToOne::Own(OwnLetter { topic: None, .. }) => return Ok(String::new()),
            ToOne::Own(OwnLetter { topic: Some(topic), .. }) => topic,
        };
        match topics::is_there(on, topic).await? {
            true => Ok(topic.clone()),
            false => Err(LetterRefusal::NoTopic(topic.clone()).into()),
        }
    }

    /// Refuses the same letter to the same person a moment later: a button pressed twice.
    async fn not_twice(&self, on: &impl ConnectionTrait, person: PersonId, letter: &ToOne) -> Result<()> {
        let select = "select g.decided_at from identities i join gestures g on g.identity_id = i.id
             join outbox o on o.gesture_id = g.id
             where i.person_id = $1 and g.play_id is null and g.decided_at > $2 and g.words = $3
               and coalesce(o.subject, '') = $4 and coalesce(g.letter_id, $5) = $5 limit 1";
        let (kept, subject, body) = match letter {
            ToOne::Kept(id) => (id.0, "", ""),
            ToOne::Own(own) => (uuid::Uuid::nil(), own.text.subject.as_str(), own.text.body.as_str()),
        };
        let since = self.now().plus_seconds(-TWICE_SECONDS).0;
        let values = [person.0.into(), since.into(), body.into(), subject.into(), kept.into()];
        let before: Vec<i64> = sql::column(on, select, values).await?;
        if before.is_empty() { Ok(()) } else { Err(LetterRefusal::Twice.into()) }
    }

    /// Puts a letter outside any play into the outbox, with its gesture.
    pub(crate) async fn put(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        facts: &Facts,
        letter: ToOne,
        certificate: Option<CertificateId>,
    ) -> Result<GestureId> {
        let to = facts.contact.email.ok_or(Error::Missing("There is no address to write to."))?;
        let currency = self.settings(actor).await?.map_or(Currency::EUR, |own| own.currency);
        let (id, now) = (self.inner.ids.next(), self.now());
        let (letter, own) = match letter {
            ToOne::Kept(id) => (Some(id), None),
            ToOne::Own(own) => (None, Some(own)),
        };
        let decided = Decided {
            id,
            // The address they get it at: what they do with its links is said by that identity.
            identity: to.0,
            play: None,
            kind: GestureKind::Letter,
            owed: facts.definition.owed,
            due: now,
            owner: None,
            for_role: None,
            words: own.as_ref().map(|own| own.text.body.clone()).unwrap_or_default(),
            letter,
            certificate,
            tier: None,
            present: None,
            cost: 0,
            currency,
        };
        gestures::write(on, self, actor, &[decided]).await?;
        enqueue(on, &Queued { gesture: GestureId(id), to, due: now }).await?;
        if let Some(own) = own {
            let update = "update outbox set topic = $1, language = $2, subject = $3 where gesture_id = $4";
            let values = [own.topic.into(), own.text.language.into(), own.text.subject.into(), id.into()];
            sql::run(on, update, values).await?;
        }
        Ok(GestureId(id))
    }
}
