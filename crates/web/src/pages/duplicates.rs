//! Pairs who may be one person, with what speaks for it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::PersonId;
use domain::merging::{Comparison, Level, Weighed};
use locales::Words;
use serde::Deserialize;
use store::suggestions::{SuggestionFilter, SuggestionLine};

use super::Shell;
use super::merge::refused;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

/// Pairs on a page.
const PAGE: u32 = 25;
/// Pairs merged by one press of the button: more would keep the asker waiting.
const AT_ONCE: u32 = 200;
/// From this probability on pairs may be merged many at once.
const SURE: f64 = 0.99;
/// Bits that fill half of a bar.
const BAR_BITS: f64 = 20.0;
/// Bars shorter than this say next to nothing.
const FAINT: f64 = 8.0;

/// Which to show, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: String,
    after: Option<String>,
    merged: Option<u64>,
    looking: Option<u8>,
}

/// One comparison of a pair.
pub(super) struct Bar {
    pub(super) what: String,
    pub(super) says: String,
    /// Where the bar begins and how long it is, of 100; what it speaks for in words.
    pub(super) from: f64,
    pub(super) width: f64,
    pub(super) is_for: bool,
    pub(super) speaks: String,
}

struct Pair {
    a: PersonId,
    b: PersonId,
    names: [String; 2],
    known: [String; 2],
    probability: String,
    marks: Vec<Mark>,
    evidence: Vec<Bar>,
}

/// What of a pair agrees, or does not, to the same degree.
struct Mark {
    is_for: bool,
    /// Whether it says next to nothing.
    is_faint: bool,
    speaks: String,
    text: String,
}

#[derive(Template)]
#[template(path = "duplicates.html")]
struct Page {
    shell: Shell,
    lede: String,
    looked: Option<String>,
    dropped: Option<String>,
    said: Option<String>,
    may_merge: bool,
    chips: Vec<(&'static str, String, bool)>,
    pairs: Vec<Pair>,
    sure: u64,
    next: Option<String>,
    /// Where in the list one is, to come back to after a decision.
    here: String,
}

#[derive(Template)]
#[template(path = "duplicates_all.html")]
struct AllPage {
    shell: Shell,
    say: String,
}

/// A comparison in words.
fn comparison(words: Words, comparison: Comparison) -> String {
    match comparison {
        Comparison::Given => words.merge_given(),
        Comparison::Family => words.merge_family(),
        Comparison::Email => words.merge_email(),
        Comparison::Phone => words.merge_phone(),
        Comparison::Address => words.merge_address(),
        Comparison::Birthday => words.merge_birthday(),
        Comparison::Household => words.merge_household(),
    }
}

fn level(words: Words, one: &Weighed) -> String {
    match one.level {
        _ if one.comparison == Comparison::Household => words.merge_relatives(),
        Level::Same => words.merge_same(),
        Level::Nickname => words.merge_nickname(),
        Level::Spelling => words.merge_spelling(),
        Level::Swapped => words.merge_swapped(),
        Level::Typo => words.merge_typo(),
        Level::Partly => words.merge_partly(),
        Level::Slightly => words.merge_slightly(),
        Level::Different => words.merge_different(),
        Level::Missing => words.merge_missing(),
    }
}

/// The evidence in words and bars; what nobody said is left out.
pub(super) fn bars(words: Words, evidence: &[Weighed]) -> Vec<Bar> {
    let known = evidence.iter().filter(|one| one.level != Level::Missing);
    known
        .map(|one| {
            let width = (one.weight.abs() / BAR_BITS).min(1.0) * 50.0;
            let is_for = one.weight >= 0.0;
            Bar {
                what: comparison(words, one.comparison),
                says: level(words, one),
                from: if is_for { 50.0 } else { 50.0 - width },
                width,
                is_for,
                speaks: if is_for { words.merge_for() } else { words.merge_against() },
            }
        })
        .collect()
}

/// The evidence in few words, what speaks for one person first: "the same: given name, phone".
fn marks(words: Words, bars: &[Bar]) -> Vec<Mark> {
    let mut degrees: Vec<(bool, &str)> = Vec::new();
    for bar in bars {
        if !degrees.contains(&(bar.is_for, &bar.says)) {
            degrees.push((bar.is_for, &bar.says));
        }
    }
    degrees.sort_by_key(|(is_for, _)| !is_for);
    let mark = |(is_for, says): (bool, &str)| {
        let of = || bars.iter().filter(move |bar| bar.is_for == is_for && bar.says == says);
        let things: Vec<String> = of().map(|bar| lower(&bar.what)).collect();
        Mark {
            is_for,
            is_faint: of().map(|bar| bar.width).sum::<f64>() < FAINT,
            speaks: if is_for { words.merge_for() } else { words.merge_against() },
            text: format!("{says}: {}", words.list(&things)),
        }
    };
    degrees.into_iter().map(mark).collect()
}

/// A heading as it stands within a sentence.
fn lower(heading: &str) -> String {
    let mut chars = heading.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn pair(words: Words, line: SuggestionLine) -> Pair {
    let shown = |(name, known): &(String, String)| match (name.is_empty(), known.is_empty()) {
        (false, _) => name.clone(),
        (true, false) => known.clone(),
        (true, true) => words.people_unnamed(),
    };
    let evidence = bars(words, &line.suggestion.evidence);
    let percent = words.percent_with(line.suggestion.probability.min(0.999), 1);
    Pair {
        a: line.suggestion.a,
        b: line.suggestion.b,
        names: [shown(&line.a), shown(&line.b)],
        known: [line.a.1, line.b.1],
        probability: words.merge_probability(percent),
        marks: marks(words, &evidence),
        evidence,
    }
}

/// The address of a part of the list; whatever is no part of it leads to its beginning.
pub(super) fn part(show: &str, after: Option<&str>) -> String {
    let show = if matches!(show, "likely" | "undecided") { show } else { "" };
    let after = after.and_then(cursor).map(|(odds, a, b)| format!("&after={:x}.{a}.{b}", odds.to_bits()));
    let after = after.unwrap_or_default();
    format!("/duplicates?show={show}{after}")
}

/// The part of the list a form came from, as it named it: `show` and the cursor, parted by a blank.
pub(super) fn part_named(list: &str) -> String {
    let (show, after) = list.split_once(' ').unwrap_or((list, ""));
    part(show, Some(after))
}

/// A cursor as it stands in an address: probability's bits and the pair.
fn cursor(text: &str) -> Option<(f64, PersonId, PersonId)> {
    let mut parts = text.split('.');
    let bits = u64::from_str_radix(parts.next()?, 16).ok()?;
    Some((f64::from_bits(bits), parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The list of pairs.
pub(crate) async fn list(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let likely = know::duplicates::LIKELY;
    let after = asked.after.as_deref().map(|text| cursor(text).ok_or(Fault::NotFound)).transpose()?;
    let (at_least, below) = match asked.show.as_str() {
        "likely" => (likely, 2.0),
        "undecided" => (0.0, likely),
        _ => (0.0, 2.0),
    };
    let filter = SuggestionFilter { at_least, below, after, person: None };
    let mut lines = store.suggestions(actor, &filter, PAGE + 1).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let next = lines.last().filter(|_| more).map(|line| {
        let last = &line.suggestion;
        let bits = last.probability.to_bits();
        part(&asked.show, Some(&format!("{bits:x}.{}.{}", last.a, last.b)))
    });
    let summary = know::duplicates::last(store).await.map_err(Fault::internal)?;
    let chip = |show: &'static str, name: String| (show, name, asked.show == show);
    let said = match (asked.merged, asked.looking) {
        (Some(count), _) => Some(words.merge_all_done(count)),
        (_, Some(_)) => Some(words.merge_looking()),
        _ => None,
    };
    let dropped = summary.as_ref().map(|summary| summary.dropped_blocks).filter(|blocks| *blocks > 0);
    Ok(super::page(&Page {
        shell: Shell::new(words.merge_title(), "/duplicates", &signed_in),
        lede: words.merge_lede(store.suggestion_count(actor, 0.0).await?),
        looked: summary
            .as_ref()
            .map(|summary| words.merge_looked(words.number(summary.people), words.number(summary.pairs))),
        dropped: dropped.map(|blocks| words.merge_dropped(words.number(blocks))),
        said,
        may_merge: signed_in.role.may(Action::MergePeople),
        chips: vec![
            chip("", words.merge_filter_all()),
            chip("likely", words.merge_filter_likely()),
            chip("undecided", words.merge_filter_undecided()),
        ],
        pairs: lines.into_iter().map(|line| pair(words, line)).collect(),
        sure: store.suggestion_count(actor, SURE).await?,
        next,
        here: format!("{} {}", asked.show, asked.after.unwrap_or_default()),
    }))
}

/// Asks for a search among all people.
pub(crate) async fn look(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    app.store.look_for_duplicates(&permit).await?;
    Ok(Redirect::to("/duplicates?looking=1").into_response())
}

/// How many would be merged at once, before anybody presses the button.
pub(crate) async fn all(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let sure = app.store.suggestion_count(signed_in.actor, SURE).await?.min(AT_ONCE.into());
    Ok(super::page(&AllPage {
        shell: Shell::new(words.merge_all_title(words.number(sure)), "/duplicates", &signed_in),
        say: words.merge_all_say(words.percent(SURE)),
    }))
}

/// Merges the surest pairs, each in a commit of its own; those that can't be are left.
pub(crate) async fn merge_all(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    let filter = SuggestionFilter { at_least: SURE, ..SuggestionFilter::default() };
    let mut merged = 0;
    for line in app.store.suggestions(signed_in.actor, &filter, AT_ONCE).await? {
        let (a, b) = (line.suggestion.a, line.suggestion.b);
        match app.store.merge(&permit, a, b, &Default::default()).await {
            Ok(_) => merged += 1,
            // Of three who are one, the second pair is gone with the first merge: the next search
            // finds what is left.
            Err(store::Error::Merge(_)) => {}
            Err(why) => return Err(why.into()),
        }
    }
    app.store.look_for_duplicates(&permit).await?;
    Ok(Redirect::to(&format!("/duplicates?merged={merged}")).into_response())
}

/// Two people, from a form.
#[derive(Debug, Deserialize)]
pub(crate) struct Two {
    a: String,
    b: String,
    /// The part of the list the form stands in.
    #[serde(default)]
    list: String,
}

impl Two {
    fn ids(&self) -> Result<(PersonId, PersonId), Fault> {
        let id = |text: &str| text.parse().map_err(|_| Fault::NotFound);
        Ok((id(&self.a)?, id(&self.b)?))
    }
}

/// Says that two are different people.
pub(crate) async fn tell_apart(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(two): Form<Two>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    let (a, b) = two.ids()?;
    app.store.tell_apart(&permit, a, b).await.map_err(refused(&app, &signed_in).await?)?;
    Ok(Redirect::to(&part_named(&two.list)).into_response())
}

/// Takes it back that two are different.
pub(crate) async fn lift(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(two): Form<Two>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    let (a, b) = two.ids()?;
    app.store.lift_distinction(&permit, a, b).await?;
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    Ok(Redirect::to(&format!("/people/{id}/merges")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_into_the_list_and_nowhere_else() {
        let id = "01a200f2-06e9-7002-90b2-14b3d6fe668d";
        let cursor = format!("3fe0000000000000.{id}.{id}");
        assert_eq!(
            part_named(&format!("likely {cursor}")),
            format!("/duplicates?show=likely&after={cursor}")
        );
        for hostile in ["", "//evil.example x", "likely&x=1 //evil.example", "\r\nSet-Cookie: a=b"] {
            assert_eq!(part_named(hostile), "/duplicates?show=", "{hostile}");
        }
        assert!(!part_named(&format!("likely {cursor}.&merged=9")).contains("merged"));
    }
}
