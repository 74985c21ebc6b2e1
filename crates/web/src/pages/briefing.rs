//! One minute before a call, on a phone: who it is, what we promised, what matters now.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Day;
use domain::access::Action;
use domain::ids::{PersonId, PresentId, StaffId};
use domain::memory::{Calendar, When};
use locales::{Language, Words};
use store::certificates::State as Standing;
use store::facts::Fact;

use super::person::{People, name_of, promises, relations, suggested, timeline};
use super::{Shell, certificates};
use crate::access::SignedIn;
use crate::app::App;
use crate::briefing::Briefing;
use crate::fault::Fault;
use crate::memory;

/// A date to come: what, how far that is, when, with the age then, and the date in its own calendar
/// where the reader goes by another.
struct Coming {
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
    tier: Option<String>,
    since: Option<String>,
    bonds: Vec<relations::Row>,
    bereaved: Vec<String>,
    open: Vec<promises::Row>,
    facts: Vec<(String, String)>,
    coming: Vec<Coming>,
    touches: Vec<timeline::Row>,
    gifts: Vec<timeline::Row>,
    /// Those with something left.
    certificates: Vec<certificates::Row>,
    suggested: Vec<suggested::Row>,
    asks: Vec<String>,
    /// What a gesture of one's own can be owed as, and who can do it.
    owed: [(&'static str, String); 4],
    /// What can be given, and how much of it is left.
    presents: Vec<(PresentId, String)>,
    owners: Vec<(StaffId, String, bool)>,
    may_write: bool,
}

/// The briefing before a contact.
pub(crate) async fn briefing(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let (actor, words, store) = (signed_in.actor, signed_in.words, &app.store);
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let known = Briefing::of(store, actor, id, today).await?.ok_or(Fault::NotFound)?;
    let people = People::read(&app, &signed_in).await?;
    let held = store.certificates(actor, id).await?;
    let open = held.iter().filter(|held| held.state(today) == Standing::Open);
    let row = |entry| timeline::row(words, entry, &people, &zone);
    let said = |fact: &Fact| (memory::fact_kind(words, fact.draft.kind), fact.draft.text.clone());
    Ok(super::page(&BriefingPage {
        shell: Shell::new(name_of(words, &known.person), "/people", &signed_in),
        id,
        owed: super::tasks::owed_choices(words),
        presents: crate::presents::choices(&app, &signed_in).await?,
        owners: people.here(actor),
        since: known
            .person
            .standing
            .as_ref()
            .map(|standing| words.person_brief_since(words.day(standing.first_day))),
        bonds: known.relations.iter().map(|relation| relations::Row::new(words, relation)).collect(),
        bereaved: known.bereaved.into_iter().map(|fact| fact.draft.text).collect(),
        open: known.open.iter().map(|promise| promises::Row::new(words, promise, &people, today)).collect(),
        facts: known.facts.iter().map(said).collect(),
        coming: known.coming.into_iter().map(|(day, fact)| coming(words, day, fact, today)).collect(),
        touches: known.touches.iter().map(row).collect(),
        gifts: known.gifts.iter().map(row).collect(),
        certificates: open.map(|held| certificates::Row::new(words, held, today, &zone)).collect(),
        suggested: suggested::beside(words, &known.suggested, known.premium.as_ref()),
        asks: known.asks.iter().map(|ask| (ask.say)(words)).collect(),
        says: known.profile.says,
        title: known.profile.title,
        tier: known.tier,
        may_write: signed_in.role.may(Action::WritePeople),
    }))
}

fn coming(words: Words, day: Day, fact: Fact, today: Day) -> Coming {
    let when = fact.draft.when.as_ref();
    let age = when.and_then(|when| memory::age(words, when, day));
    let own = match words.language() {
        Language::Fa => Calendar::Jalali,
        _ => Calendar::Gregorian,
    };
    let foreign = when.filter(|when| matches!(when, When::Yearly(date) if date.calendar() != own));
    Coming {
        away: words.from_today(day, today),
        next: words.day(day) + &age.map(|age| format!(" · {age}")).unwrap_or_default(),
        date: foreign.map(|when| memory::date(words, when)),
        what: fact.draft.text,
    }
}
