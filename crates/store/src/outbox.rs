//! Letters on their way: put here in the commit that decides a gesture, and taken out by the worker
//! alone.
//!
//! A worker leases rows, prepares them, and gives all of a letter to the next mail server but its
//! text. Then one commit asks once more whether it may go, keeps its bytes and marks it *sending*:
//! what is sending has perhaps arrived. A second commit settles it. A row found sending after its
//! lease was never answered: it is held and shown, or, where it is owed, given once more under the
//! same Message-ID.

mod facts;
mod lease;
mod look;
mod own;
mod sending;

use domain::Instant;
use domain::ids::{GestureId, IdentityId};
use sea_orm::ConnectionTrait;

use crate::{Result, sql};

pub use facts::Facts;
pub use lease::{CertificateSaid, Leased};
pub use look::{Counts, Line};
pub use own::ToOne;
pub(crate) use sending::address_gone;
pub use sending::{Mark, Outcome, Ruling, Settled};

/// How long the bytes of what was sent are kept.
pub const KEPT_DAYS: i64 = 30;

/// A letter to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Queued {
    /// The gesture it is. Its letter is the gesture's own.
    pub gesture: GestureId,
    /// The address, an identity of kind e-mail: see `consents::address_of`.
    pub to: IdentityId,
    /// Not before this instant.
    pub due: Instant,
}

/// Puts a letter into the outbox, in the transaction that writes its gesture.
///
/// # Errors
/// Where the gesture has a letter there already, or the database fails.
pub async fn enqueue(on: &impl ConnectionTrait, queued: &Queued) -> Result<()> {
    sql::run(
        on,
        "insert into outbox (gesture_id, to_identity, state, attempts, unseen, next_at, fence)
         values ($1, $2, 'waiting', 0, 0, $3, 0)",
        [queued.gesture.0.into(), queued.to.0.into(), queued.due.0.into()],
    )
    .await?;
    Ok(())
}
