//! One task that writes for all: requests that come while it writes share the next commit.

use std::sync::Arc;

use domain::Permit;
use store::Store;
use store::events::{NewEvent, Outcome, Sent};
use tokio::sync::{mpsc, oneshot};

/// Requests that may wait; more are told to come back.
const QUEUE: usize = 256;
/// Events in one commit: beyond this, longer commits gain little and whoever waits waits long.
const EVENTS: usize = 8192;

/// Too many wait already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("More events come than can be written; nothing of this request was kept. Send it again in a second.")]
pub struct Busy;

/// What a request hears.
pub type Answer = Result<Vec<Outcome>, store::Error>;

struct Waiting {
    sent: Sent,
    answer: oneshot::Sender<Answer>,
}

/// Hands events to the task that writes them. Cheap to clone; the task ends with its last clone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Waiting>,
}

impl Writer {
    /// Starts the task. Called on a tokio runtime.
    #[must_use]
    pub fn start(store: Store) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(write(store, waiting));
        Self { queue }
    }

    /// Records a request's events; what became of each, once it is committed.
    ///
    /// # Errors
    /// [`Busy`] where too many wait; inside, where the permit is not for `SendEvents` or the database
    /// fails. Nothing of the request is kept then.
    pub async fn record(
        &self,
        permit: Permit,
        source: Arc<str>,
        events: Vec<NewEvent>,
    ) -> Result<Answer, Busy> {
        let (answer, heard) = oneshot::channel();
        let sent = Sent { permit, source, events };
        self.queue.try_send(Waiting { sent, answer }).map_err(|_| Busy)?;
        heard.await.map_err(|_| Busy)
    }
}

async fn write(store: Store, mut queue: mpsc::Receiver<Waiting>) {
    while let Some(first) = queue.recv().await {
        let mut count = first.sent.events.len();
        let mut waiting = vec![first];
        while count < EVENTS {
            let Ok(next) = queue.try_recv() else { break };
            count += next.sent.events.len();
            waiting.push(next);
        }
        let (sent, answers): (Vec<Sent>, Vec<_>) =
            waiting.into_iter().map(|Waiting { sent, answer }| (sent, answer)).unzip();
        match store.record_events(&sent).await {
            Ok(outcomes) => {
                // Whoever went away in the meantime hears nothing, and sends it again to be told.
                for (answer, outcomes) in answers.into_iter().zip(outcomes) {
                    let _ = answer.send(Ok(outcomes));
                }
            }
            // One request that can't be written must not take the others with it.
            Err(why) => {
                let mut unreachable = why.unreachable();
                for (request, answer) in sent.into_iter().zip(answers) {
                    let heard = match unreachable.take() {
                        Some(why) => Err(why),
                        None => alone(&store, request).await,
                    };
                    unreachable = heard.as_ref().err().and_then(store::Error::unreachable);
                    let _ = answer.send(heard);
                }
                // Who came while the database was looked for has waited long enough, too.
                while let Some(why) = unreachable.take() {
                    let Ok(late) = queue.try_recv() else { break };
                    unreachable = why.unreachable();
                    let _ = late.answer.send(Err(why));
                }
            }
        }
    }
}

async fn alone(store: &Store, request: Sent) -> Answer {
    Ok(store.record_events(&[request]).await?.pop().unwrap_or_default())
}
