//! One letter before a certificate expires unused.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Permit;
use domain::access::Action;
use domain::ids::{CertificateId, LetterId, PersonId};
use domain::plays::{Definition, PlayState};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::audience::Row;
use crate::enrolments::Needs;
use crate::outbox::{Facts, Ruling, ToOne};
use crate::{Result, Store, contacts, leave, letters, sql};

/// What became of some certificates that expire soon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Letters put into the outbox.
    pub sent: usize,
    /// The last certificate looked at; `None` where there was none.
    pub last: Option<CertificateId>,
}

/// Certificates nobody was reminded of, with something left, whose last day is near; by id.
async fn due(
    on: &impl ConnectionTrait,
    today: i32,
    days: u16,
    after: Option<CertificateId>,
    limit: u32,
) -> Result<Vec<(Uuid, Uuid)>> {
    let select = "select c.id, i.person_id from certificates c join identities i on i.id = c.identity_id
         where c.balance > 0 and c.voided_at is null and c.reminded_at is null
           and c.expires_on >= $1 and c.expires_on <= $2 and c.id > $3 order by c.id limit $4";
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let values = [today.into(), (today + i32::from(days)).into(), after.into(), i64::from(limit).into()];
    let rows = sql::results(on, select, values).await?;
    rows.iter().map(|row| Ok((sql::at(row, 0)?, sql::at(row, 1)?))).collect()
}

impl Store {
    /// Writes the letter to those whose certificates expire within `days`, after the certificate
    /// `after`, where `judge` finds nothing against it. One commit: a certificate is reminded of once.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, there is no such letter, or the database fails.
    pub async fn remind(
        &self,
        permit: &Permit,
        (letter, days): (LetterId, u16),
        (after, limit): (Option<CertificateId>, u32),
        needs: impl Fn(&Definition) -> Needs + Send,
        mut judge: impl FnMut(&Facts) -> Ruling + Send,
    ) -> Result<Reminded> {
        leave::to_write(permit, Action::RunJobs)?;
        let (actor, now) = (permit.actor(), self.now());
        let today = self.today(actor).await?;
        let on = self.begin().await?;
        let kept = letters::read(&on, &[letter]).await?.pop().ok_or(letters::GONE)?;
        let definition = Arc::new(Definition::of_one_letter(&kept.draft.topic, false));
        let due = due(&on, today.0, days, after, limit).await?;
        let mut people: Vec<Uuid> = due.iter().map(|(_, person)| *person).collect();
        people.sort_unstable();
        people.dedup();
        let contacts = contacts::read(&on, &needs(&definition).asked, &people).await?;
        let contacts: HashMap<Uuid, _> = contacts.into_iter().map(|one| (one.person.0, one)).collect();
        let mut reminded = Reminded::default();
        for (id, person) in due {
            reminded.last = Some(CertificateId(id));
            let Some(contact) = contacts.get(&person) else { continue };
            let facts = Facts {
                topic: kept.draft.topic.clone(),
                play: PlayState::Running,
                definition: Arc::clone(&definition),
                way: None,
                contact: contact.clone(),
                row: Row { person: PersonId(person), values: Vec::new() },
            };
            if matches!(judge(&facts), Ruling::Cancel(_)) {
                continue;
            }
            self.put(&on, actor, &facts, ToOne::Kept(letter), Some(CertificateId(id))).await?;
            let update = "update certificates set reminded_at = $1 where id = $2";
            sql::run(&on, update, [now.0.into(), id.into()]).await?;
            reminded.sent += 1;
        }
        on.commit().await?;
        Ok(reminded)
    }
}
