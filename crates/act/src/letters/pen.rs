//! One hand that writes for all carriers: whatever waits becomes one commit.

use std::sync::Arc;

use domain::ids::GestureId;
use domain::{Clock, Permit};
use store::Store;
use store::outbox::{Mark, Outcome, Ruling, Settled};
use tokio::sync::{mpsc, oneshot};

use super::WORKER;
use super::judge::Judge;
use super::prepare::Prepared;
use crate::decide::Setting;

/// Most letters of one commit.
const TOGETHER: usize = 64;
/// How long a row marked as sending is left to its carrier: longer than a server may take to answer.
const SENDING_SECONDS: i64 = 420;

/// A letter to be marked.
struct Marked {
    gesture: GestureId,
    fence: i64,
    message: Vec<u8>,
    asks_why: bool,
    answer: oneshot::Sender<Ruling>,
}

impl Marked {
    fn mark(&self) -> Mark<'_> {
        let Self { gesture, fence, asks_why, .. } = *self;
        Mark { gesture, fence, message: &self.message, asks_why }
    }
}

enum Line {
    Mark(Marked),
    Settle { settled: Settled, done: oneshot::Sender<()> },
}

/// Writes for all carriers. Cheap to clone; the last clone lays it down.
#[derive(Clone)]
pub struct Pen {
    lines: mpsc::Sender<Line>,
}

impl Pen {
    /// Takes up the pen of a store.
    pub fn take(store: Store, clock: Arc<dyn Clock>, permit: Permit) -> Self {
        let (lines, waiting) = mpsc::channel(TOGETHER * 2);
        tokio::spawn(write(store, clock, permit, waiting));
        Self { lines }
    }

    /// Asks whether a letter goes, and marks it as sending where it does. `None` where it could not
    /// be written.
    pub async fn mark(&self, letter: &Prepared) -> Option<Ruling> {
        let (answer, answered) = oneshot::channel();
        let Prepared { gesture, fence, asks_why, .. } = *letter;
        let marked = Marked { gesture, fence, message: letter.message.clone(), asks_why, answer };
        self.lines.send(Line::Mark(marked)).await.ok()?;
        answered.await.ok()
    }

    /// Writes down how a try ended, and waits until it is written. Where it can't be, the row stays
    /// as it is and is settled when its lease is over.
    pub async fn settle(&self, settled: Settled) {
        let (done, written) = oneshot::channel();
        if self.lines.send(Line::Settle { settled, done }).await.is_ok() {
            let _ = written.await;
        }
    }
}

async fn write(store: Store, clock: Arc<dyn Clock>, permit: Permit, mut waiting: mpsc::Receiver<Line>) {
    while let Some(first) = waiting.recv().await {
        let mut lines = vec![first];
        while lines.len() < TOGETHER {
            let Ok(next) = waiting.try_recv() else { break };
            lines.push(next);
        }
        let (mut marks, mut settled) = (Vec::new(), Vec::new());
        for line in lines {
            match line {
                Line::Mark(marked) => marks.push(marked),
                Line::Settle { settled: one, done } => settled.push((one, done)),
            }
        }
        settle_all(&store, &permit, settled).await;
        if let Err(why) = mark_all(&store, &clock, &permit, marks).await {
            tracing::error!("letters could not be marked and wait: {why}");
        }
    }
}

async fn mark_all(
    store: &Store,
    clock: &Arc<dyn Clock>,
    permit: &Permit,
    marked: Vec<Marked>,
) -> store::Result<()> {
    if marked.is_empty() {
        return Ok(());
    }
    let marks: Vec<Mark<'_>> = marked.iter().map(Marked::mark).collect();
    let judge = Judge::new(Setting::read(store, clock.now(), WORKER).await?);
    let needs = |play, definition: &_| judge.needs(play, definition);
    let rulings =
        store.mark_sending(permit, &marks, SENDING_SECONDS, needs, |facts| judge.rule_on(facts)).await?;
    for (letter, ruling) in marked.into_iter().zip(rulings) {
        let _ = letter.answer.send(ruling);
    }
    Ok(())
}

async fn settle_all(store: &Store, permit: &Permit, settled: Vec<(Settled, oneshot::Sender<()>)>) {
    if settled.is_empty() {
        return;
    }
    let (rows, done): (Vec<Settled>, Vec<oneshot::Sender<()>>) = settled.into_iter().unzip();
    if let Err(why) = store.settle_letters(permit, &rows).await {
        let sent = rows.iter().filter(|row| matches!(row.outcome, Outcome::Sent(_))).count();
        tracing::error!("the end of {} letters ({sent} sent) could not be written: {why}", rows.len());
    }
    for one in done {
        let _ = one.send(());
    }
}
