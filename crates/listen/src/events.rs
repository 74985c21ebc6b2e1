//! The event API's messages, as the analytics libraries of shops and apps send them (Segment's HTTP
//! tracking API), understood.
//!
//! Reading is lenient, as these libraries are not ours: unknown keys are kept and passed over, ids may
//! be numbers, traits camelCase or snake_case. What can't be kept is refused alone, with a reason; the
//! rest of its batch is not.

mod call;
mod commerce;
mod json;
mod moment;
mod traits;
mod writer;

use std::borrow::Cow;

use domain::{Currency, Instant};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::events::{Call, NewEvent};

pub use call::Reason;
pub use commerce::OrderProblem;
pub use moment::ClockNote;
pub use writer::{Busy, Writer};

/// Largest body of a call, in bytes, and largest event inside a batch.
pub const CALL_BYTES_MAX: usize = 32 << 10;
/// Largest body of a batch, in bytes.
pub const BATCH_BYTES_MAX: usize = 500 << 10;
/// Most events in a batch.
pub const BATCH_EVENTS_MAX: usize = 5_000;

/// Which door a message came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// One call.
    One(Call),
    /// Many.
    Batch,
}

impl Door {
    /// Largest body it takes, in bytes.
    #[must_use]
    pub fn bytes_max(self) -> usize {
        match self {
            Self::One(_) => CALL_BYTES_MAX,
            Self::Batch => BATCH_BYTES_MAX,
        }
    }
}

/// Why a message as a whole can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not text.
    #[error("The body is not UTF-8 text; send JSON.")]
    NotText,
    /// Not JSON, or not an object.
    #[error("The body is no JSON object as expected ({0}).")]
    NotJson(String),
    /// A batch without its list.
    #[error("The body has no list 'batch'; send {{\"batch\": [...]}}.")]
    NoBatch,
    /// Too many events.
    #[error("The batch holds {0} events and may hold {BATCH_EVENTS_MAX}; send it in parts.")]
    TooMany(usize),
}

/// An event that is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Its own id, where it can be read.
    pub message_id: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Something to know of an event that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Its id.
    pub message_id: String,
    /// What there is to know.
    pub about: About,
}

/// What there is to know of an event that is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum About {
    /// Its time.
    #[error(transparent)]
    Clock(#[from] ClockNote),
    /// It tells of an order that can't be made of what it says.
    #[error(transparent)]
    Order(#[from] OrderProblem),
}

/// A message, understood.
#[derive(Debug, Default)]
pub struct Heard {
    /// What is to be recorded.
    pub events: Vec<NewEvent>,
    /// The place of each in the batch.
    pub places: Vec<usize>,
    /// What is not.
    pub refused: Vec<Refused>,
    /// What there is to know of those recorded.
    pub notes: Vec<Note>,
}

/// What every message has at its top.
#[derive(Deserialize)]
struct Top<'a> {
    #[serde(borrow, default)]
    batch: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "sentAt", alias = "sent_at")]
    sent_at: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "writeKey", alias = "write_key")]
    write_key: Option<&'a RawValue>,
}

/// The text of a body: halves of surrogate pairs, which JSON lets through and no text may hold, are
/// mended.
///
/// # Errors
/// Where it is not UTF-8.
pub fn text(body: &[u8]) -> Result<Cow<'_, str>, Problem> {
    std::str::from_utf8(body).map(json::mended).map_err(|_| Problem::NotText)
}

/// A message whose envelope is open.
pub struct Message<'a> {
    door: Door,
    text: &'a str,
    top: Top<'a>,
}

impl<'a> Message<'a> {
    /// Opens the envelope of a message that came by a door.
    ///
    /// # Errors
    /// Where it is no JSON object, a batch has no list, or it is too long.
    pub fn open(door: Door, text: &'a str) -> Result<Self, Problem> {
        let top: Top<'a> = serde_json::from_str(text).map_err(|error| Problem::NotJson(error.to_string()))?;
        if door == Door::Batch {
            match top.batch.as_ref().map(Vec::len) {
                None => return Err(Problem::NoBatch),
                Some(count) if count > BATCH_EVENTS_MAX => return Err(Problem::TooMany(count)),
                Some(_) => {}
            }
        }
        Ok(Self { door, text, top })
    }

    /// The write key in the body, where there is one.
    #[must_use]
    pub fn write_key(&self) -> Option<String> {
        self.top.write_key.and_then(json::word)
    }

    /// Understands the events. `received_at` is when they came, `currency` the company's own.
    #[must_use]
    pub fn read(&self, received_at: Instant, currency: Currency) -> Heard {
        let reader = call::Reader {
            sent_at: self.top.sent_at,
            context: self.top.context.filter(|_| self.door == Door::Batch),
            received_at,
            currency,
        };
        let mut heard = Heard::default();
        match (self.door, &self.top.batch) {
            (Door::One(call), _) => heard.take(0, self.text, &reader, Some(call)),
            (Door::Batch, Some(batch)) => {
                for (index, raw) in batch.iter().enumerate() {
                    heard.take(index, raw.get(), &reader, None);
                }
            }
            (Door::Batch, None) => {}
        }
        heard
    }
}

impl Heard {
    fn take(&mut self, index: usize, text: &str, reader: &call::Reader<'_>, call: Option<Call>) {
        match reader.read(text, call) {
            Ok((event, about)) => {
                let note = |about| Note { index, message_id: event.message_id.clone(), about };
                self.notes.extend(about.into_iter().map(note));
                self.places.push(index);
                self.events.push(event);
            }
            Err((message_id, reason)) => self.refused.push(Refused { index, message_id, reason }),
        }
    }
}
