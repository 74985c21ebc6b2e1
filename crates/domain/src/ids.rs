//! Ids: UUID version 7 (RFC 9562), 16 bytes, ordered by the time they were made.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::{Clock, Entropy};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person or an organisation we know.
    PersonId,
    /// One way of knowing a person: an e-mail address, a phone number, a shop's own id.
    IdentityId,
    /// An order.
    OrderId,
    /// Something that can be bought.
    ProductId,
    /// One run of an import.
    ImportId,
    /// One fit of the models.
    RunId,
    /// A piece of work to be done.
    JobId,
    /// Somebody who works here.
    StaffId,
    /// Something remembered of a person.
    FactId,
    /// A promise made to a person, or a wish they told.
    PromiseId,
    /// The plan of an account's year.
    PlanId,
    /// A step of such a plan.
    StepId,
    /// A touch somebody wrote down: a note, a call, a visit.
    TouchId,
    /// How two people belong together.
    RelationId,
    /// A thing a shop or app told of a visitor.
    EventId,
    /// One merge of two people.
    MergeId,
    /// A program's key.
    KeyId,
    /// A program that wants to be told.
    WebhookId,
    /// One thing it is told.
    MessageId,
    /// An invitation into the team.
    InvitationId,
    /// A line of the audit.
    AuditId,
    /// A play.
    PlayId,
    /// Something done for somebody.
    GestureId,
    /// A letter that is written once and goes to many.
    LetterId,
    /// A present of the catalogue.
    PresentId,
    /// A certificate.
    CertificateId,
    /// Something taken off a certificate.
    RedemptionId,
    /// A tier of regulars.
    TierId,
    /// What somebody said of being written to.
    ConsentId,
    /// Why somebody left, or the question.
    LeavingId,
    /// A time in which somebody is left in peace.
    RestId,
    /// A line of the ledger of costs.
    CostId,
    /// The receipt of somebody's erasure.
    ErasureId,
}

/// Makes ids that never run backwards, though the clock may.
pub struct IdMaker {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    last: Mutex<(u64, u16)>,
}

impl IdMaker {
    /// A maker on this clock and this randomness.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { clock, entropy, last: Mutex::new((0, 0)) }
    }

    /// The next id. Within a millisecond `rand_a` counts (RFC 9562, section 6.2, method 1).
    pub fn next(&self) -> Uuid {
        let now = u64::try_from(self.clock.now().0 / 1000).unwrap_or(0);
        let (millis, count) = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            *last = match *last {
                (millis, count) if now <= millis && count < 0x0fff => (millis, count + 1),
                (millis, _) if now <= millis => (millis + 1, 0),
                _ => (now, 0),
            };
            *last
        };
        let mut random = [0u8; 10];
        self.entropy.fill(&mut random[2..]);
        random[..2].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    struct Stopped;
    impl Clock for Stopped {
        fn now(&self) -> Instant {
            Instant(1_700_000_000_000_000)
        }
    }
    impl Entropy for Stopped {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0xff);
        }
    }

    #[test]
    fn ids_rise_though_the_clock_stands() {
        let maker = IdMaker::new(Arc::new(Stopped), Arc::new(Stopped));
        let ids: Vec<Uuid> = (0..10_000).map(|_| maker.next()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
