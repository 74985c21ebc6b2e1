//! What shops and apps tell of people: each thing recorded once, with all that follows from it in one
//! commit: the event, its place on the timeline, who it was, what it did to an order.
//!
//! Many senders' events share a commit ([`Store::record_events`]): a disk syncs a few hundred times
//! a second, and not thousands.

mod joins;
mod keys;
mod orders;
mod origin;
mod people;
mod profiles;
mod single;
mod told;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::access::Action;
use domain::memory::Recurring;
use domain::profile::Profile;
use domain::timeline::Kind as Moment;
use domain::{Instant, Permit};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

pub use single::{Buyer, Change, NewOrder};
pub use told::{Happened, OrderEvent, Sum};

use crate::{Result, Store, bulk, erasures, leave, sql};
use people::People;

/// Which call of the event API told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// Who somebody is.
    Identify,
    /// What somebody did.
    Track,
    /// A page they saw.
    Page,
    /// A screen they saw.
    Screen,
    /// An organisation they belong to.
    Group,
    /// Another id of theirs.
    Alias,
}

impl Call {
    /// Every call.
    pub const ALL: [Self; 6] =
        [Self::Identify, Self::Track, Self::Page, Self::Screen, Self::Group, Self::Alias];

    /// The name in the API and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
        }
    }

    /// The call of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.name() == name)
    }
}

/// What an event says of a person. Empty where it doesn't.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// E-mail address, lowercase.
    pub email: String,
    /// Phone number: digits, a plus before them where one was written.
    pub phone: String,
    /// The whole name.
    pub name: String,
    /// The parts of the name, what they do, where they live.
    pub profile: Profile,
    /// Their birthday.
    pub birthday: Option<Recurring>,
    /// The organisation they work at.
    pub company: Option<Organisation>,
}

/// An organisation an event names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// The shop's id of it, or its name where it has none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its website and address.
    pub profile: Profile,
}

/// One event, understood.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Unique within its source: the same one again is the same event.
    pub message_id: String,
    /// How it was told.
    pub call: Call,
    /// What kind of touch it is; `None` for what only says who somebody is.
    pub moment: Option<Moment>,
    /// The event's, page's or screen's name, or the group's id.
    pub name: String,
    /// When it happened, by our clock.
    pub at: Instant,
    /// When it came.
    pub received_at: Instant,
    /// All that was said, as it was sent.
    pub content: String,
    /// The shop's id of the person.
    pub user: Option<String>,
    /// The shop's id of the visitor.
    pub visitor: Option<String>,
    /// The id they had before, of an alias.
    pub previous: Option<String>,
    /// What it says of the person.
    pub traits: Option<Box<Traits>>,
    /// The organisation of a group call.
    pub group: Option<Organisation>,
    /// What it says of an order.
    pub order: Option<OrderEvent>,
}

/// Events of one request.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Leave to send them: of the write key.
    pub permit: Permit,
    /// The source of the write key: ids hold within it.
    pub source: Arc<str>,
    /// The events, in the order they were sent.
    pub events: Vec<NewEvent>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is recorded.
    Recorded,
    /// It had been recorded before.
    Known,
    /// Another event had been recorded under its message id, and stays.
    OtherBody,
}

/// An event on its way into the tables.
struct Fresh<'a> {
    id: Uuid,
    source: &'a str,
    permit: &'a Permit,
    event: &'a NewEvent,
    identity: Uuid,
}

impl Store {
    /// Records events, each once, in one commit for all. What became of each, by request.
    ///
    /// # Errors
    /// Where a permit is not for `SendEvents`, or the database fails. Nothing is kept then.
    pub async fn record_events(&self, sent: &[Sent]) -> Result<Vec<Vec<Outcome>>> {
        for request in sent {
            leave::to_write(&request.permit, Action::SendEvents)?;
        }
        let transaction = self.begin().await?;
        let known = standing(&transaction, sent).await?;
        let (outcomes, mut fresh) = self.sort_out(sent, &known);
        let older = older_than_erasures(&transaction, &fresh).await?;
        fresh.retain(|each| !older.contains(&each.id));
        if !fresh.is_empty() {
            self.write_fresh(&transaction, &mut fresh).await?;
        }
        transaction.commit().await?;
        Ok(outcomes)
    }

    /// Writes events with all that follows from them; one whose identity is known already keeps it.
    async fn write_fresh(&self, on: &impl ConnectionTrait, fresh: &mut [Fresh<'_>]) -> Result<()> {
        let mut people = People::look_up(on, &self.inner.ids, fresh).await?;
        for (place, each) in fresh.iter_mut().enumerate().filter(|(_, each)| each.identity.is_nil()) {
            each.identity = people.of(place, each.source, each.event);
        }
        joins::check(on, &mut people).await?;
        people.write(on).await?;
        write(on, fresh).await?;
        orders::write(self, on, fresh).await?;
        joins::write(self, on, &people).await?;
        profiles::write(self, on, fresh, &people).await
    }

    /// Parts what is new from what was told before. Of two of one message id the first holds.
    fn sort_out<'a>(
        &self,
        sent: &'a [Sent],
        standing: &'a HashMap<(String, String), String>,
    ) -> (Vec<Vec<Outcome>>, Vec<Fresh<'a>>) {
        let mut seen: HashMap<(&str, &str), &str> = standing
            .iter()
            .map(|((source, message), content)| ((source.as_str(), message.as_str()), content.as_str()))
            .collect();
        let mut fresh = Vec::with_capacity(sent.iter().map(|request| request.events.len()).sum());
        let mut outcomes = Vec::with_capacity(sent.len());
        for Sent { permit, source, events } in sent {
            let mut of_request = Vec::with_capacity(events.len());
            for event in events {
                let key = (&**source, event.message_id.as_str());
                of_request.push(match seen.get(&key) {
                    Some(content) if *content == event.content => Outcome::Known,
                    Some(_) => Outcome::OtherBody,
                    None => {
                        seen.insert(key, &event.content);
                        let id = self.inner.ids.next();
                        fresh.push(Fresh { id, source, permit, event, identity: Uuid::nil() });
                        Outcome::Recorded
                    }
                });
            }
            outcomes.push(of_request);
        }
        (outcomes, fresh)
    }
}

/// Those of these events that are of people erased after them.
async fn older_than_erasures(on: &impl ConnectionTrait, fresh: &[Fresh<'_>]) -> Result<HashSet<Uuid>> {
    let erased = erasures::erased(on, fresh.iter().flat_map(ways)).await?;
    let is_older =
        |each: &&Fresh<'_>| ways(each).any(|way| erased.get(&way).is_some_and(|&at| each.event.at.0 <= at));
    Ok(fresh.iter().filter(is_older).map(|each| each.id).collect())
}

fn ways<'a>(each: &Fresh<'a>) -> impl Iterator<Item = erasures::Way<'a>> + use<'a> {
    keys::of_person(each.source, each.event).into_iter().map(|key| (key.kind, key.source, key.value))
}

/// What was told under the message ids of these requests before: content by source and id.
async fn standing(on: &impl ConnectionTrait, sent: &[Sent]) -> Result<HashMap<(String, String), String>> {
    let pairs = sent.iter().flat_map(|Sent { source, events, .. }| {
        events.iter().map(|event| (&**source, event.message_id.as_str()))
    });
    // In the order of the index: neighbours stand on one page of it.
    let mut pairs: Vec<(&str, &str)> = pairs.collect();
    pairs.sort_unstable();
    let values = pairs.into_iter().flat_map(|(source, id)| [Value::from(source), id.into()]).collect();
    let rows = bulk::ask(
        on,
        "with wanted (source, message_id) as (values ",
        2,
        ") select e.source, e.message_id, e.content from wanted
           join events e on e.source = wanted.source and e.message_id = wanted.message_id",
        values,
    )
    .await?;
    rows.iter().map(|row| Ok(((sql::at(row, 0)?, sql::at(row, 1)?), sql::at(row, 2)?))).collect()
}

/// Writes the events and their places on the timeline.
async fn write(on: &impl ConnectionTrait, fresh: &[Fresh<'_>]) -> Result<()> {
    let mut events = Vec::with_capacity(fresh.len() * 9);
    let mut entries = Vec::with_capacity(fresh.len());
    for Fresh { id, source, event, identity, .. } in fresh {
        events.extend([
            Value::from(*id),
            (*source).into(),
            event.message_id.as_str().into(),
            (*identity).into(),
            event.call.name().into(),
            event.name.as_str().into(),
            event.at.0.into(),
            event.received_at.0.into(),
            event.content.as_str().into(),
        ]);
        entries.extend(event.moment.map(|moment| (*identity, event.at.0, moment.name(), *id)));
    }
    let insert = "insert into events (id, source, message_id, identity_id, kind, name, at, received_at, \
                  content) values ";
    bulk::run(on, insert, 9, "", events).await?;
    entries.sort_unstable();
    let entries = entries
        .into_iter()
        .flat_map(|(identity, at, kind, id)| [Value::from(identity), at.into(), kind.into(), id.into()]);
    let insert = "insert into timeline (identity_id, at, kind, ref_id) values ";
    bulk::run(on, insert, 4, "", entries.collect()).await?;
    Ok(())
}
