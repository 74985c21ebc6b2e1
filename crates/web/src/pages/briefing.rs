//! One minute before a call, on a phone: who it is, what we promised, what matters now.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Day;
use domain::ids::PersonId;
use domain::memory::{Calendar, FactKind, When};
use domain::promises::PromiseState;
use domain::timeline::Kind;
use locales::{Language, Words};
use store::facts::Fact;
use store::timeline::Asked;

use super::Shell;
use super::person::{People, asks, is_bereaved, name_of, promises, relations, timeline};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

/// How far ahead dates are shown, in days.
const AHEAD_DAYS: i32 = 60;
/// Touches shown.
const TOUCHES: u32 = 3;
/// Facts, and gifts, shown.
const SHOWN: usize = 8;

/// What counts as a touch: somebody met somebody. Pages looked at don't.
const MET: [Kind; 10] = [
    Kind::Purchase,
    Kind::Refund,
    Kind::Cancelled,
    Kind::Review,
    Kind::Note,
    Kind::Call,
    Kind::Meeting,
    Kind::Visit,
    Kind::Letter,
    Kind::Gift,
];

/// A date to come: what, how far that is, when, with the age then, and the date in its own calendar
/// where the reader goes by another.
struct Coming {
    day: Day,
    what: String,
    away: String,
    next: String,
    date: Option<String>,
}

#[derive(Template)]
#[template(path = "people/briefing.html")]
struct BriefingPage {
    shell: Shell,
    id: PersonId,
    says: String,
    title: String,
    since: Option<String>,
    bonds: Vec<relations::Row>,
    bereaved: Vec<String>,
    open: Vec<promises::Row>,
    facts: Vec<(String, String)>,
    coming: Vec<Coming>,
    touches: Vec<timeline::Row>,
    gifts: Vec<timeline::Row>,
    asks: Vec<String>,
}

/// The briefing before a contact.
pub(crate) async fn briefing(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let (actor, words, store) = (signed_in.actor, signed_in.words, &app.store);
    let person = store.person(actor, id).await?.ok_or(Fault::NotFound)?;
    let profile = store.profile(actor, id).await?;
    let facts = store.facts(actor, id).await?;
    let (promised, related) = (store.promises(actor, id).await?, store.relations(actor, id).await?);
    let last = |kinds: &[Kind], limit| Asked { kinds: kinds.to_vec(), limit, ..Asked::default() };
    let touches = store.timeline(actor, id, &last(&MET, TOUCHES)).await?;
    let gifts = store.timeline(actor, id, &last(&[Kind::Gift], SHOWN as u32)).await?;
    let people = People::read(&app, &signed_in).await?;
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let row = |entry| timeline::row(words, entry, &people, &zone);
    let is_bereaved = is_bereaved(&facts, today);
    let known = asks::Known {
        profile: &profile,
        facts: &facts,
        relations: &related,
        is_organisation: person.kind == "organisation",
        is_bereaved,
    };
    let asks = asks::open(&known).into_iter().map(|ask| (ask.say)(words)).collect();
    let open = promised.iter().filter(|promise| promise.state == PromiseState::Open);
    Ok(super::page(&BriefingPage {
        shell: Shell::new(name_of(words, &person), "/people", &signed_in),
        id,
        says: profile.says.clone(),
        title: profile.title.clone(),
        since: person
            .standing
            .as_ref()
            .map(|standing| words.person_brief_since(words.day(standing.first_day))),
        bonds: related.iter().take(SHOWN).map(|relation| relations::Row::new(words, relation)).collect(),
        bereaved: of_kind(&facts, FactKind::Bereavement, today).map(|fact| fact.draft.text.clone()).collect(),
        open: open.map(|promise| promises::Row::new(words, promise, &people, today)).collect(),
        facts: matter_now(words, &facts, today),
        coming: if is_bereaved { Vec::new() } else { coming(words, &facts, today) },
        touches: touches.entries.iter().map(row).collect(),
        gifts: gifts.entries.iter().map(row).collect(),
        asks,
    }))
}

fn of_kind(facts: &[Fact], kind: FactKind, today: Day) -> impl Iterator<Item = &Fact> {
    facts.iter().filter(move |fact| fact.draft.kind == kind && !fact.is_expired(today))
}

/// What matters in a talk, the closest first. A date stands among those to come, once.
fn matter_now(words: Words, facts: &[Fact], today: Day) -> Vec<(String, String)> {
    use FactKind::{Event, Family, Interest, Other, Preference, Work};
    [Family, Preference, Interest, Work, Event, Other]
        .into_iter()
        .flat_map(|kind| of_kind(facts, kind, today))
        .take(SHOWN)
        .map(|fact| (memory::fact_kind(words, fact.draft.kind), fact.draft.text.clone()))
        .collect()
}

fn coming(words: Words, facts: &[Fact], today: Day) -> Vec<Coming> {
    let next = |fact: &Fact| {
        let when = fact.draft.when.as_ref().filter(|_| !fact.is_expired(today))?;
        let day = when.next_from(today).filter(|day| day.0 - today.0 <= AHEAD_DAYS)?;
        let age = memory::age(words, when, day).map(|age| format!(" · {age}")).unwrap_or_default();
        let own = match words.language() {
            Language::Fa => Calendar::Jalali,
            _ => Calendar::Gregorian,
        };
        let is_foreign = matches!(when, When::Yearly(date) if date.calendar() != own);
        Some(Coming {
            day,
            what: fact.draft.text.clone(),
            away: words.from_today(day, today),
            next: words.day(day) + &age,
            date: is_foreign.then(|| memory::date(words, when)),
        })
    };
    let mut coming: Vec<Coming> = facts.iter().filter_map(next).collect();
    coming.sort_by_key(|coming| coming.day);
    coming
}
