//! Letters: checked before they are kept, printed and sent by a worker of its own, and ended by one
//! click of their reader.
//!
//! The worker gives a letter to the mail server up to the word of its text, asks the store in one
//! commit whether it may still go, gives the text, and writes down the answer. So a letter is sent
//! twice only where it is owed and nobody ever saw an answer; any other such letter is held until
//! somebody decides.

mod carrier;
mod judge;
mod keep;
mod many;
mod one;
mod pen;
mod prepare;
mod press;
mod remind;
mod schedule;
mod seal;
mod trial;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use adapters::smtp::Server;
use domain::access::{Action, check};
use domain::{Actor, Clock, Instant, Permit};
use store::Store;
use store::outbox::{Outcome, Settled};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

pub use judge::Judge;
pub(crate) use keep::needs_holiday;
pub use keep::{change, keep, look_over};
pub use many::{send_to_many, to_many};
pub use one::write_to;
pub use press::{Links, Press, Printed, Reader, Sheet, Unprintable};
pub use remind::remind;

pub use seal::{Seal, Stop};

use carrier::Carrier;
use pen::Pen;

/// How often the worker looks for what has become due.
const TICK: Duration = Duration::from_millis(500);
/// Letters taken up at once.
const LEASED: u32 = 128;
/// Longer than what is leased waits for a connection at the slowest server.
const LEASE_SECONDS: i64 = 600;
/// Connections to the mail server at once.
pub const CONNECTIONS: usize = 16;
pub(crate) const WORKER: Actor = Actor::System("act.letters");

/// Why nothing could be sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The worker is no longer trusted with jobs.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
    /// The trial letter could not be sent.
    #[error("{0}")]
    Trial(String),
}

/// What the worker stands on.
#[derive(Clone)]
pub struct Postman {
    store: Store,
    clock: Arc<dyn Clock>,
    press: Arc<dyn Press>,
    server: Arc<Server>,
    /// The address people type; every link of a letter begins so.
    base_url: Arc<str>,
    connections: usize,
    /// Until when the server is left alone, and how often in a row it was away.
    away: Arc<Mutex<(Instant, u32)>>,
}

impl Postman {
    /// A postman who gives what this store has to send to this server.
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        press: Arc<dyn Press>,
        server: Server,
        base_url: &str,
    ) -> Self {
        Self {
            store,
            clock,
            press,
            server: Arc::new(server),
            base_url: base_url.trim_end_matches('/').into(),
            connections: CONNECTIONS,
            away: Arc::new(Mutex::new((Instant(i64::MIN), 0))),
        }
    }

    /// The same with so many connections at once.
    #[must_use]
    pub fn with_connections(self, connections: usize) -> Self {
        Self { connections: connections.max(1), ..self }
    }

    /// Sends until the program ends.
    pub async fn forever(self) {
        loop {
            if let Err(why) = self.pass(true).await {
                tracing::error!("letters could not be sent and will be tried again: {why}");
            }
            tokio::time::sleep(TICK).await;
        }
    }

    /// Sends all that is due by now, until nothing more is; how many letters were taken up.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn all_due(&self) -> Result<usize, Error> {
        let mut taken = 0;
        loop {
            match self.pass(false).await? {
                0 => return Ok(taken),
                more => taken += more,
            }
        }
    }

    /// Takes up letters and hands them to the carriers, until none is due and, where it `stays`, until
    /// the store fails; how many.
    async fn pass(&self, stays: bool) -> Result<usize, Error> {
        let permit = check(WORKER, Action::RunJobs)?;
        let (letters, taken_by) = mpsc::channel(LEASED as usize);
        let taken_by = Arc::new(tokio::sync::Mutex::new(taken_by));
        let pen = Pen::take(self.store.clone(), Arc::clone(&self.clock), permit);
        let mut carriers = JoinSet::new();
        for _ in 0..self.connections {
            carriers.spawn(Carrier::new(self.clone(), pen.clone(), Arc::clone(&taken_by)).carry());
        }
        let fed = self.feed(&permit, &pen, &letters, stays).await;
        drop((letters, pen));
        carriers.join_all().await;
        fed
    }

    async fn feed(
        &self,
        permit: &Permit,
        pen: &Pen,
        letters: &mpsc::Sender<prepare::Prepared>,
        stays: bool,
    ) -> Result<usize, Error> {
        let mut taken = 0;
        loop {
            let (mut prepare, mut leased) = (None, Vec::new());
            if self.store.letters_due(permit).await? && !self.is_away() {
                self.store.rescue_letters(permit).await?;
                prepare = prepare::Prepare::begin(self).await?;
                if prepare.is_some() {
                    leased = self.store.lease_letters(permit, LEASED, LEASE_SECONDS).await?;
                }
            }
            if leased.is_empty() {
                if !stays {
                    return Ok(taken);
                }
                tokio::time::sleep(TICK).await;
                continue;
            }
            taken += leased.len();
            let Some(prepare) = prepare.as_mut() else { continue };
            for letter in leased {
                let (gesture, fence) = (letter.gesture, letter.fence);
                match prepare.letter(letter).await? {
                    Ok(prepared) => {
                        let _ = letters.send(prepared).await;
                    }
                    Err(why) => {
                        let outcome = Outcome::Failed(why);
                        pen.settle(Settled { gesture, fence, outcome }).await;
                    }
                }
            }
        }
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn away(&self) -> std::sync::MutexGuard<'_, (Instant, u32)> {
        self.away.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the server was away a moment ago, and is left alone for now.
    fn is_away(&self) -> bool {
        self.now() < self.away().0
    }

    /// Leaves the server alone for a while, longer from time to time; until when.
    fn leave_alone(&self) -> Instant {
        let now = self.now();
        let mut away = self.away();
        if away.0 <= now {
            away.0 = now.plus_seconds(schedule::wait_for_server(away.1));
            away.1 += 1;
        }
        away.0
    }

    fn is_back(&self) {
        self.away().1 = 0;
    }
}
