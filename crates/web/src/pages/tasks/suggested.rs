//! Words for a note, a card or a call, made of what is remembered and nothing else, and where it goes.

use domain::Day;
use domain::memory::{FactKind, Level};
use domain::plays::GestureKind;
use domain::profile::Profile;
use locales::{Language, Words};
use store::facts::Fact;
use store::gestures::Gesture;
use store::people::Person;

use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;
use crate::pages::person::name_of;

/// How near a date is greeted in a note, in days.
const NEAR_DAYS: i32 = 7;
/// Facts shown beside the words.
const KNOWN: usize = 10;

/// What a task page suggests.
pub(super) struct Suggestion {
    pub(super) words: Option<String>,
    /// The language of the words: theirs where we speak it, else the reader's.
    pub(super) language: Language,
    /// What is remembered and the reader may see.
    pub(super) known: Vec<(String, String)>,
}

/// Words for a note to somebody, and what is remembered of them.
pub(super) async fn suggest(
    app: &App,
    signed_in: &SignedIn,
    gesture: &Gesture,
    person: &Person,
    profile: &Profile,
    today: Day,
) -> Result<Suggestion, Fault> {
    let (actor, store) = (signed_in.actor, &app.store);
    let facts = store.facts(actor, gesture.person).await?;
    let in_peace = store.in_peace(actor, &[gesture.person], today).await?;
    let company = store.settings(actor).await?.map(|own| own.company).unwrap_or_default();
    let language = Language::from_tag(&profile.language).unwrap_or(signed_in.words.language());
    let own = Words::of(language);
    let said = match gesture.kind {
        GestureKind::Recovery => vec![own.task_note_recovery()],
        GestureKind::FollowUp => vec![own.task_note_follow_up()],
        _ if in_peace.contains_key(&gesture.person) => vec![own.task_note_peace()],
        // Nothing cheerful, and nothing of their silence, is said with what is owed.
        _ if gesture.owed => Vec::new(),
        _ => cheerful(own, &facts, person, today),
    };
    let name = if profile.given.is_empty() { name_of(own, person) } else { profile.given.clone() };
    let written = || {
        let close = format!("{}\n{company}", own.task_note_close());
        std::iter::once(own.task_note_greeting(name)).chain(said.clone()).chain([close]).collect()
    };
    let lines: Vec<String> = match gesture.kind {
        GestureKind::Note | GestureKind::Present | GestureKind::Recovery => written(),
        GestureKind::Call | GestureKind::FollowUp => said,
        _ => Vec::new(),
    };
    let lasting = facts.iter().filter(|fact| !fact.is_expired(today)).take(KNOWN);
    let words = signed_in.words;
    Ok(Suggestion {
        words: (!lines.is_empty()).then(|| lines.join("\n\n")),
        language,
        known: lasting
            .map(|fact| (memory::fact_kind(words, fact.draft.kind), fact.draft.text.clone()))
            .collect(),
    })
}

/// A date that is near, else their silence, and since when they come. A sensitive fact is never put into
/// words that others may read over a shoulder.
fn cheerful(words: Words, facts: &[Fact], person: &Person, today: Day) -> Vec<String> {
    let near = facts.iter().find(|fact| {
        let next = fact.draft.when.as_ref().and_then(|when| when.next_from(today));
        fact.draft.kind == FactKind::Date
            && fact.draft.level == Level::Ordinary
            && !fact.is_expired(today)
            && next.is_some_and(|day| day.0 - today.0 <= NEAR_DAYS)
    });
    let standing = person.standing.as_ref();
    let silent = standing.is_some_and(|standing| standing.overdue_days.is_some_and(|days| days > 0.0));
    let since = standing.map(|standing| words.task_note_since(words.day(standing.first_day)));
    let mut lines: Vec<String> = since.into_iter().collect();
    match near {
        Some(fact) => lines.push(words.task_note_date(fact.draft.text.as_str())),
        None if silent => lines.push(words.task_note_silence()),
        None => {}
    }
    lines
}

/// An address as it stands on an envelope; `None` where no street or town is known.
pub(super) fn address(name: &str, profile: &Profile) -> Option<String> {
    if profile.street.is_empty() && profile.city.is_empty() {
        return None;
    }
    let town = [profile.postal_code.as_str(), &profile.city].join(" ");
    let lines = [name, &profile.street, town.trim(), &profile.region, &profile.country];
    Some(lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}
