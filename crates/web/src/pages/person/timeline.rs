//! A person's timeline: a page of entries, with its filters.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{CertificateId, PersonId};
use domain::orders::OrderKind;
use domain::timeline::{Kind, Phase};
use domain::{Instant, Money};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::Json;
use store::gestures::Gesture;
use store::leavings::Leaving;
use store::orders::{Line, Order};
use store::promises::Promise;
use store::timeline::{Asked, Entry, Page, Place, Thing, Told};

use super::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

/// Entries of a page.
const ENTRIES: u32 = 30;
/// Characters shown of what a shop or app told.
const TOLD_MAX: usize = 200;

/// Which part of a timeline is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Filter {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    phase: String,
    before: Option<String>,
}

impl Filter {
    pub(super) fn asked(&self) -> Result<Asked, Fault> {
        let before = self.before.as_deref().filter(|before| !before.is_empty());
        Ok(Asked {
            kinds: Kind::from_name(&self.kind).into_iter().collect(),
            phase: Phase::from_name(&self.phase),
            before: before.map(str::parse).transpose().map_err(|_| Fault::NotFound)?,
            limit: ENTRIES,
        })
    }
}

/// An entry as the pages show it.
pub(crate) struct Row {
    pub place: String,
    /// The address within the page.
    pub anchor: String,
    pub kind: &'static str,
    pub kind_words: String,
    pub when: String,
    pub text: Vec<String>,
    pub amount: Option<String>,
    pub state: Option<String>,
    pub is_alarm: bool,
    pub fine: String,
    /// A touch that can be taken away: its id and version.
    pub removable: Option<(String, i64)>,
    /// Where what somebody wrote down is corrected, below the person's address.
    pub correct: Option<String>,
    /// The certificate that was given.
    pub certificate: Option<CertificateId>,
}

/// A page of entries, and where the next begins.
#[derive(Template)]
#[template(path = "people/entries.html")]
pub(crate) struct TimelinePart {
    pub words: Words,
    pub person: PersonId,
    pub rows: Vec<Row>,
    /// The query of the page after.
    pub next: Option<String>,
    pub kinds: Vec<(&'static str, String, bool)>,
    pub phases: Vec<(&'static str, String, bool)>,
    pub is_first: bool,
    pub may_write: bool,
}

impl TimelinePart {
    pub(super) fn new(
        signed_in: &SignedIn,
        person: PersonId,
        filter: &Filter,
        page: &Page,
        people: &People,
        zone: &TimeZone,
    ) -> Self {
        let words = signed_in.words;
        let next = page.next.map(|place| {
            format!("kind={}&phase={}&before={place}", known_kind(&filter.kind), known_phase(&filter.phase))
        });
        Self {
            words,
            person,
            rows: page.entries.iter().map(|entry| row(words, entry, people, zone)).collect(),
            next,
            kinds: Kind::ALL
                .iter()
                .map(|kind| (kind.name(), memory::entry_kind(words, *kind), kind.name() == filter.kind))
                .collect(),
            phases: Phase::ALL
                .into_iter()
                .map(|phase| (phase.name(), memory::phase(words, phase), phase.name() == filter.phase))
                .collect(),
            is_first: filter.before.is_none(),
            may_write: signed_in.role.may(domain::access::Action::WritePeople),
        }
    }
}

fn known_kind(name: &str) -> &'static str {
    Kind::from_name(name).map_or("", Kind::name)
}

fn known_phase(name: &str) -> &'static str {
    Phase::from_name(name).map_or("", Phase::name)
}

/// A page of the timeline alone, for the page that scrolls.
pub(crate) async fn timeline(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let page = app.store.timeline(signed_in.actor, id, &filter.asked()?).await?;
    let people = People::read(&app, &signed_in).await?;
    let zone = app.store.zone(signed_in.actor).await?;
    Ok(crate::pages::page(&TimelinePart::new(&signed_in, id, &filter, &page, &people, &zone)))
}

/// The page of the timeline on which an entry stands first, for a link back to it.
pub(crate) async fn entry(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let (kind, thing) = entry.split_once('_').ok_or(Fault::NotFound)?;
    let kind = Kind::from_name(kind).ok_or(Fault::NotFound)?;
    let thing = thing.parse().map_err(|_| Fault::NotFound)?;
    let place = app.store.entry_place(signed_in.actor, person, kind, thing).await?;
    let place = place.ok_or(Fault::NotFound)?;
    let after = Place { at: Instant(place.at.0.saturating_add(1)), ..place };
    Ok(Redirect::to(&format!("/people/{person}?before={after}#{}", anchor(&place))).into_response())
}

pub(crate) fn row(words: Words, entry: &Entry, people: &People, zone: &TimeZone) -> Row {
    let Entry { place, thing } = entry;
    let mut row = Row {
        place: place.to_string(),
        anchor: anchor(place),
        kind: place.kind.name(),
        kind_words: memory::entry_kind(words, place.kind),
        when: words.instant(place.at, zone),
        text: Vec::new(),
        amount: None,
        state: None,
        is_alarm: place.kind == Kind::Cancelled,
        fine: String::new(),
        removable: None,
        correct: None,
        certificate: None,
    };
    match thing {
        Thing::Order(order) => describe_order(words, &mut row, order),
        Thing::Event(told) => {
            row.text = told_lines(told);
            row.fine.clone_from(&told.source);
        }
        Thing::Touch(touch) => {
            row.text = touch.text.lines().map(str::to_owned).collect();
            row.fine = people.by(words, &touch.written_by);
            row.removable = Some((touch.id.to_string(), touch.version));
            row.correct = Some(format!("touches/{}", touch.id));
        }
        Thing::Promise(promise) => describe_promise(words, &mut row, promise, people),
        Thing::Gesture(gesture) => describe_gesture(words, &mut row, gesture, people),
        Thing::Leaving(leaving) => describe_leaving(words, &mut row, leaving, people),
    }
    row
}

fn anchor(place: &Place) -> String {
    format!("{}_{}", place.kind.name(), place.id)
}

fn describe_order(words: Words, row: &mut Row, order: &Order) {
    row.when = words.day_short(order.day);
    row.text = order.lines.iter().map(|line| bought(words, line)).collect();
    row.amount = Some(words.money(order.amount));
    row.is_alarm |= order.kind == OrderKind::Refund;
    row.fine = format!("{} · {}", words.timeline_order(order.source_id.as_str()), order.source);
}

fn bought(words: Words, line: &Line) -> String {
    let name = if line.name.is_empty() { &line.sku } else { &line.name };
    match line.quantity_milli {
        1000 => name.clone(),
        milli => {
            let decimals = if milli % 1000 == 0 { 0 } else { 3 };
            format!("{} × {name}", words.decimal(milli as f64 / 1000.0, decimals))
        }
    }
}

fn describe_promise(words: Words, row: &mut Row, promise: &Promise, people: &People) {
    row.text = promise.text.lines().map(str::to_owned).collect();
    row.state = Some(memory::state(words, promise.state));
    row.is_alarm = promise.state == domain::promises::PromiseState::Broken;
    row.fine = people.by(words, &promise.made_by);
    row.correct = Some(format!("promises/{}", promise.id));
}

fn describe_gesture(words: Words, row: &mut Row, gesture: &Gesture, people: &People) {
    row.kind_words = memory::gesture_kind(words, gesture.kind);
    row.text = gesture.words.lines().map(str::to_owned).collect();
    row.state = Some(memory::gesture_state(words, gesture.state));
    if let Some(present) = &gesture.present {
        row.text.insert(0, present.name.clone());
        row.state = Some(crate::presents::state(words, present.state));
    }
    row.certificate = gesture.certificate;
    let worth = Money { minor: gesture.cost, currency: gesture.currency };
    row.amount = gesture.certificate.filter(|_| gesture.cost > 0).map(|_| words.money(worth));
    row.fine = people.by(words, gesture.closed_by.as_ref().unwrap_or(&gesture.made_by));
}

fn describe_leaving(words: Words, row: &mut Row, leaving: &Leaving, people: &People) {
    row.text = crate::leaving::said(words, leaving);
    let by = people.by(words, &leaving.said_by);
    let day = words.leaving_fine_day(words.day_short(leaving.day));
    let source = crate::leaving::source(words, leaving.source);
    let voice = crate::leaving::voice(words, leaving.voice);
    let fine = [day, source, voice, by].into_iter().filter(|part| !part.is_empty());
    row.fine = fine.collect::<Vec<_>>().join(" · ");
    row.correct = Some(format!("leavings/{}", leaving.id));
}

/// What a shop or app told, in its own words: the names and addresses in it, each once.
fn told_lines(told: &Told) -> Vec<String> {
    let properties = &told.content["properties"];
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    let mut add = |text: &str| {
        let text: String = text.trim().chars().take(TOLD_MAX).collect();
        if !text.is_empty() && seen.insert(text.clone()) {
            lines.push(text);
        }
    };
    add(&told.name);
    for field in ["name", "title", "product", "query", "category", "coupon", "review_body", "path", "url"] {
        properties[field].as_str().into_iter().for_each(&mut add);
    }
    let products = properties["products"].as_array().into_iter().flatten();
    products.filter_map(|product: &Json| product["name"].as_str()).take(5).for_each(&mut add);
    lines
}
