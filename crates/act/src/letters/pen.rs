//! One hand that writes for all carriers: whatever waits becomes one commit.

use domain::Permit;
use domain::ids::GestureId;
use store::Store;
use store::outbox::{Facts, Mark, Outcome, Ruling, Settled};
use tokio::sync::{mpsc, oneshot};

use super::judge::{Rules, judge};

/// Most letters of one commit.
const TOGETHER: usize = 64;
/// How long a row marked as sending is left to its carrier: longer than a server may take to answer.
const SENDING_SECONDS: i64 = 420;

enum Line {
    Mark { gesture: GestureId, fence: i64, message: Vec<u8>, rules: Rules, answer: oneshot::Sender<Ruling> },
    Settle { settled: Settled, done: oneshot::Sender<()> },
}

/// A letter ready to be given, and what holds for it.
pub struct Ready<'a> {
    pub gesture: GestureId,
    pub fence: i64,
    pub message: &'a [u8],
    pub rules: &'a Rules,
}

/// Writes for all carriers. Cheap to clone; the last clone lays it down.
#[derive(Clone)]
pub struct Pen {
    lines: mpsc::Sender<Line>,
}

impl Pen {
    /// Takes up the pen of a store.
    pub fn take(store: Store, permit: Permit) -> Self {
        let (lines, waiting) = mpsc::channel(TOGETHER * 2);
        tokio::spawn(write(store, permit, waiting));
        Self { lines }
    }

    /// Asks whether a letter goes, and marks it as sending where it does. `None` where it could not
    /// be written.
    pub async fn mark(&self, ready: &Ready<'_>) -> Option<Ruling> {
        let (answer, answered) = oneshot::channel();
        let Ready { gesture, fence, message, rules } = ready;
        let line = Line::Mark {
            gesture: *gesture,
            fence: *fence,
            message: message.to_vec(),
            rules: (*rules).clone(),
            answer,
        };
        self.lines.send(line).await.ok()?;
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

async fn write(store: Store, permit: Permit, mut waiting: mpsc::Receiver<Line>) {
    while let Some(first) = waiting.recv().await {
        let mut lines = vec![first];
        while lines.len() < TOGETHER {
            let Ok(next) = waiting.try_recv() else { break };
            lines.push(next);
        }
        let (mut marks, mut settled) = (Vec::new(), Vec::new());
        for line in lines {
            match line {
                Line::Mark { gesture, fence, message, rules, answer } => {
                    marks.push((gesture, fence, message, rules, answer));
                }
                Line::Settle { settled: one, done } => settled.push((one, done)),
            }
        }
        settle_all(&store, &permit, settled).await;
        mark_all(&store, &permit, marks).await;
    }
}

type Marked = (GestureId, i64, Vec<u8>, Rules, oneshot::Sender<Ruling>);

async fn mark_all(store: &Store, permit: &Permit, marked: Vec<Marked>) {
    // All of a commit are judged by the rules of the last one taken up.
    let Some(rules) = marked.last().map(|(.., rules, _)| rules.clone()) else { return };
    let mark = |(gesture, fence, message, ..): &Marked| (*gesture, *fence, message.clone());
    let owned: Vec<(GestureId, i64, Vec<u8>)> = marked.iter().map(mark).collect();
    let marks: Vec<Mark<'_>> = owned
        .iter()
        .map(|(gesture, fence, message)| Mark { gesture: *gesture, fence: *fence, message })
        .collect();
    let cap_days = i64::from(rules.programme.cap_days);
    let judge = |facts: &Facts| judge(facts, &rules);
    match store.mark_sending(permit, &marks, SENDING_SECONDS, cap_days, judge).await {
        Ok(rulings) => {
            for ((.., answer), ruling) in marked.into_iter().zip(rulings) {
                let _ = answer.send(ruling);
            }
        }
        Err(why) => tracing::error!("letters could not be marked and wait: {why}"),
    }
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
