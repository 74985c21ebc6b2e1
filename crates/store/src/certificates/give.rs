//! Certificates given by hand: each with the gesture that gives it.

use domain::access::Action;
use domain::certificates::NAME_MAX;
use domain::ids::{CertificateId, GestureId, IdentityId, PersonId};
use domain::memory::text;
use domain::plays::{Certificate as Gift, GestureKind, GestureState, Worth};
use domain::{Currency, Permit};

use super::{Issue, issue};
use crate::gestures::{self, Decided};
use crate::{Error, Result, Store, audit, leave, people, sql};

impl Store {
    /// Gives a person a certificate by hand: it is issued, and the gesture that gives it done, with its
    /// entry on their timeline, in one commit.
    ///
    /// # Errors
    /// Where the permit is not for `GiveGifts`, the worth or the expiry is not fit to keep, there is
    /// no such person, or the database fails.
    pub async fn give_certificate(
        &self,
        permit: &Permit,
        person: PersonId,
        gift: &Gift,
    ) -> Result<CertificateId> {
        leave::to_write(permit, Action::GiveGifts)?;
        let (actor, now) = (permit.actor(), self.now());
        let currency = self.settings(actor).await?.map_or(Currency::EUR, |own| own.currency);
        let on = self.begin().await?;
        let identity = people::anchor(&on, person).await?;
        let issued = Issue { identity: IdentityId(identity), certificate: gift, play: None };
        let certificate = issue(&on, self, actor, &issued).await?;
        let given = Decided {
            id: self.inner.ids.next(),
            identity,
            play: None,
            kind: GestureKind::Certificate,
            owed: false,
            due: now,
            owner: None,
            for_role: None,
            words: words(gift)?,
            letter: None,
            certificate: Some(certificate),
            tier: None,
            present: None,
            cost: gift.cost(),
            currency,
        };
        let gesture = GestureId(given.id);
        gestures::write(&on, self, actor, &[given]).await?;
        gestures::settle(&on, self, actor, gesture, GestureState::Done, None).await?;
        on.commit().await?;
        Ok(certificate)
    }

    /// Gives the certificate a task asks for, open at `version`: it is issued and the task done, in one
    /// commit.
    ///
    /// # Errors
    /// As [`Store::give_certificate`]; where the task asks for something else or has its certificate,
    /// or somebody changed or closed it in the meantime.
    pub async fn give_certificate_for(
        &self,
        permit: &Permit,
        task: GestureId,
        version: i64,
        gift: &Gift,
    ) -> Result<CertificateId> {
        leave::to_write(permit, Action::GiveGifts)?;
        let actor = permit.actor();
        let on = self.begin().await?;
        let asked = gestures::held(&on, task, version).await?;
        if asked.kind != GestureKind::Certificate || asked.certificate.is_some() {
            return Err(Error::Missing("No certificate is asked for by this task, or not any more."));
        }
        let issued = Issue { identity: asked.identity, certificate: gift, play: asked.play };
        let certificate = issue(&on, self, actor, &issued).await?;
        let give = "update gestures set certificate_id = $1, cost = cost + $2 where id = $3";
        sql::run(&on, give, [certificate.0.into(), gift.cost().into(), task.0.into()]).await?;
        gestures::settle(&on, self, actor, task, GestureState::Done, None).await?;
        audit::write(&on, self, actor, "gesture.done", "gesture", Some(task.0), asked.kind.name()).await?;
        on.commit().await?;
        Ok(certificate)
    }
}

/// What the gesture says of it; an amount says itself.
fn words(gift: &Gift) -> Result<String> {
    match &gift.worth {
        Worth::Money { .. } => Ok(String::new()),
        Worth::Trial { of, .. } => Ok(text(of, NAME_MAX)?),
    }
}
