//! Telling programs what happened (Standard Webhooks 1.0): signed, at least once, each receiver at
//! its own pace.

mod schedule;
mod signature;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use adapters::http::{Answer, Http, HttpError, Post};
use domain::access::{Action, check};
use domain::ids::WebhookId;
use domain::{Actor, Clock, Entropy, Permit};
use store::Store;
use store::webhooks::{Delivery, Tried, Verdict};
use tokio::sync::Notify;
use tokio::task::JoinSet;

pub use schedule::{TRIES, verdict};
pub use signature::sign;

/// Messages a webhook is told at the same time; a slow one keeps nobody else waiting.
const AT_ONCE: usize = 4;
/// All the time a receiver has to answer.
const WITHIN: Duration = Duration::from_secs(15);
/// Longer than a try can last.
const LEASE_SECONDS: i64 = 60;
/// How often the worker looks for what has become due.
const TICK: Duration = Duration::from_millis(500);
/// How much of an answer is kept in the log, in bytes.
const KEPT_BYTES: usize = 1 << 10;
const WORKER: Actor = Actor::System("act.webhooks");

/// Why nothing could be told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The worker is no longer trusted with jobs.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
}

/// Delivers messages. Cheap to clone.
#[derive(Clone)]
pub struct Teller {
    store: Store,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    http: Http,
    busy: Arc<Mutex<HashMap<WebhookId, usize>>>,
    freed: Arc<Notify>,
}

impl Teller {
    /// A teller of what this store has to tell.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, http: Http) -> Self {
        Self { store, clock, entropy, http, busy: Arc::default(), freed: Arc::default() }
    }

    /// Tells until the program ends.
    pub async fn forever(self) {
        let mut under_way = JoinSet::new();
        loop {
            if let Err(why) = self.begin(&mut under_way).await {
                tracing::error!("webhooks could not be told and will be tried again: {why}");
            }
            while under_way.try_join_next().is_some() {}
            let _ = tokio::time::timeout(TICK, self.freed.notified()).await;
        }
    }

    /// Tells all that is due by now, until nothing more is; how many tries it took.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn all_due(&self) -> Result<usize, Error> {
        let mut tries = 0;
        loop {
            let mut under_way = JoinSet::new();
            let begun = self.begin(&mut under_way).await?;
            under_way.join_all().await;
            if begun == 0 {
                return Ok(tries);
            }
            tries += begun;
        }
    }

    async fn begin(&self, under_way: &mut JoinSet<()>) -> Result<usize, Error> {
        let permit = check(WORKER, Action::RunJobs)?;
        let room = |webhook| AT_ONCE.saturating_sub(self.busy(webhook, 0));
        let taken = self.store.lease_messages(&permit, LEASE_SECONDS, room).await?;
        let begun = taken.len();
        for delivery in taken {
            self.busy(delivery.webhook, 1);
            let teller = self.clone();
            under_way.spawn(async move { teller.deliver(&permit, &delivery).await });
        }
        Ok(begun)
    }

    /// Adds to the tries under way of a webhook; how many there are.
    fn busy(&self, webhook: WebhookId, more: isize) -> usize {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let count = busy.entry(webhook).or_default();
        *count = count.saturating_add_signed(more);
        *count
    }

    async fn deliver(&self, permit: &Permit, delivery: &Delivery) {
        let at = self.clock.now();
        let sent = self.http.post(&post(delivery, at.0.div_euclid(1_000_000))).await;
        let now = self.clock.now();
        let (status, retry_after, answer) = match &sent {
            Ok(Answer { status, retry_after, body }) => (Some(*status), retry_after.as_deref(), shown(body)),
            Err(why) => (None, None, shown(HttpError::to_string(why).as_bytes())),
        };
        let tried = Tried { at, status, millis: (now.0 - at.0).max(0) / 1000, answer };
        let verdict = verdict(delivery.attempt, status, retry_after, now, self.chance());
        if let Verdict::GivenUp(why) = verdict {
            tracing::warn!(webhook = %delivery.webhook, "a webhook is turned off: {why}");
        }
        if let Err(why) = self.store.settle_message(permit, delivery, &tried, &verdict).await {
            tracing::error!("the end of a try could not be written, so it comes again: {why}");
        }
        self.busy(delivery.webhook, -1);
        self.freed.notify_one();
    }

    /// A number from 0 to 1.
    fn chance(&self) -> f64 {
        let mut bytes = [0; 4];
        self.entropy.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }
}

fn post(delivery: &Delivery, timestamp: i64) -> Post<'_> {
    let id = delivery.id.to_string();
    let signatures =
        delivery.secrets.iter().filter_map(|secret| sign(secret, &id, timestamp, &delivery.body));
    let signatures = signatures.collect::<Vec<_>>().join(" ");
    Post {
        url: &delivery.url,
        headers: vec![
            ("webhook-id", id),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signatures),
        ],
        body: delivery.body.clone(),
        within: WITHIN,
    }
}

/// The beginning of an answer, fit for a page and a database.
fn shown(answer: &[u8]) -> String {
    let begun = String::from_utf8_lossy(&answer[..answer.len().min(KEPT_BYTES)]);
    let plain = |letter: char| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter };
    begun.chars().map(plain).collect()
}
