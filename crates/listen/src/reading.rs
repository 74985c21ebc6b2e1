//! Reads a file on a thread of its own, so that parsing and committing go on side by side.

use std::collections::BTreeMap;

use adapters::files::{OrderReader, ReadError};
use domain::limits::REFUSALS_KEPT;
use domain::worth::Taken;
use domain::{OrderChunk, Reason, Refusal};
use store::incoming::Batch;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::gather::{Gather, Row};
use crate::import::{Error, Request};
use crate::survey::{Repeated, Survey};

/// Orders in the first commit: it comes soon, and says that all is well.
const FIRST_ORDERS: usize = 2_048;
/// Each commit takes twice as many as the one before, so many times over: in a large file the same
/// pages of the indexes are then written fewer times.
const DOUBLINGS: u64 = 4;
/// Batches that wait for the database: enough that neither waits for the other.
const WAITING: usize = 2;

/// A file being read, batch by batch.
pub(crate) struct Reading {
    batches: mpsc::Receiver<Batch>,
    thread: JoinHandle<Result<Taken, ReadError>>,
}

impl Reading {
    /// Surveys the file, then begins to read it.
    pub(crate) async fn begin(request: &Request) -> Result<Self, Error> {
        let surveyed = request.clone();
        let repeated = tokio::task::spawn_blocking(move || survey(&surveyed)).await;
        let repeated = repeated.map_err(|_| Error::Reader)??;
        let (send, batches) = mpsc::channel(WAITING);
        let request = request.clone();
        let thread = tokio::task::spawn_blocking(move || read(&request, repeated, &send));
        Ok(Self { batches, thread })
    }

    /// The next batch; `None` at the end.
    pub(crate) async fn next(&mut self) -> Option<Batch> {
        self.batches.recv().await
    }

    /// How the file was understood, once every batch was taken.
    pub(crate) async fn end(self) -> Result<Taken, Error> {
        Ok(self.thread.await.map_err(|_| Error::Reader)??)
    }
}

fn survey(request: &Request) -> Result<Repeated, ReadError> {
    let mut reader = request.reader()?;
    let mut survey = Survey::default();
    while let Some(chunk) = reader.next_chunk(&mut |_| {})? {
        survey.look(&chunk);
    }
    Ok(survey.repeated())
}

fn taken(reader: &OrderReader) -> Taken {
    reader.taken().pop().unwrap_or_default()
}

/// What has been read and waits to be sent.
struct Cutter<'a> {
    send: &'a mpsc::Sender<Batch>,
    gather: Gather,
    refused: BTreeMap<Reason, u64>,
    refusals: Vec<Refusal>,
    /// How many refusals may still be kept to look at.
    room: usize,
    /// Rows read, refused ones not counted before they are sent.
    rows: u64,
    bytes: u64,
    number: u64,
}

/// Nobody waits for batches any more.
struct Stopped;

impl Cutter<'_> {
    /// Orders in the batch being gathered.
    fn size(&self) -> usize {
        FIRST_ORDERS << self.number.min(DOUBLINGS)
    }

    fn send(&mut self) -> Result<(), Stopped> {
        let refused = std::mem::take(&mut self.refused);
        self.rows += refused.values().sum::<u64>();
        let batch = Batch {
            number: self.number,
            orders: std::mem::take(&mut self.gather.whole),
            refused,
            refusals: std::mem::take(&mut self.refusals),
            rows_done: self.rows - self.gather.waiting,
            bytes_done: self.bytes,
        };
        self.number += 1;
        self.send.blocking_send(batch).map_err(|_| Stopped)
    }

    fn take(&mut self, chunk: &OrderChunk) -> Result<(), Stopped> {
        for index in 0..chunk.len() {
            self.gather.add(&Row::of(chunk, index));
            self.rows += 1;
            if self.gather.whole.len() >= self.size() {
                self.send()?;
            }
        }
        if self.refusals.len() >= self.size() { self.send() } else { Ok(()) }
    }

    fn refuse(&mut self, refusal: Refusal) {
        *self.refused.entry(refusal.reason).or_default() += 1;
        if self.room > 0 {
            self.room -= 1;
            self.refusals.push(refusal);
        }
    }
}

/// Cuts the file into batches: always the same ones, so that an import taken up again can pass over
/// those committed.
fn read(request: &Request, repeated: Repeated, send: &mpsc::Sender<Batch>) -> Result<Taken, ReadError> {
    let mut reader = request.reader()?;
    let watch = reader.watch();
    let mut cutter = Cutter {
        send,
        gather: Gather::new(repeated),
        refused: BTreeMap::new(),
        refusals: Vec::new(),
        room: REFUSALS_KEPT,
        rows: 0,
        bytes: 0,
        number: 0,
    };
    while let Some(chunk) = reader.next_chunk(&mut |refusal| cutter.refuse(refusal))? {
        cutter.bytes = watch.now().bytes;
        if cutter.take(&chunk).is_err() {
            return Ok(taken(&reader));
        }
    }
    cutter.bytes = watch.now().bytes;
    cutter.gather.end();
    // Should nobody wait any more, the reading is over all the same.
    let _ = cutter.send();
    Ok(taken(&reader))
}
