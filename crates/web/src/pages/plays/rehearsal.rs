//! A play before it starts: whom it would meet today, whom not and why, what it would cost and what it
//! could prove.

use act::rehearsal::{NotMet, Rehearsal};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Day;
use domain::ids::{PersonId, PlayId};
use domain::plays::{Definition, Stopped};
use locales::Words;

use super::{Shell, names};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::plays::sentence::{self, Names};
use crate::plays::{self, clauses, wrong};
use crate::worth::person::rhythm;

/// How many standard errors a difference must be to show in four trials of five (5 %, two-sided).
const POWER: f64 = 1.96 + 0.84;
/// How much wider an interval is that may be looked at any day, at the planned size.
const ANY_DAY: f64 = 1.6;

#[derive(Template)]
#[template(path = "plays/rehearsal.html")]
struct RehearsalPage {
    shell: Shell,
    id: PlayId,
    name: String,
    sentence: String,
    figures: Vec<(String, String)>,
    some: Vec<Someone>,
    not: Vec<(String, String)>,
    some_not: Vec<Someone>,
    clauses: Vec<(String, String)>,
    broken: Option<String>,
    effect: Option<String>,
}

/// Somebody, and why they would be met or not.
struct Someone {
    person: PersonId,
    name: String,
    why: String,
}

/// The smallest difference of shares that would show between so many met and so many held out, where
/// half of all reach the goal: the worst case.
fn smallest_effect(met: u64, held: u64) -> Option<f64> {
    let (met, held) = (met as f64, held as f64);
    (met >= 2.0 && held >= 2.0).then(|| POWER * ANY_DAY * (0.25 / met + 0.25 / held).sqrt())
}

fn effect(words: Words, definition: &Definition, met: u64, held: u64, today: Day) -> Option<String> {
    let points = smallest_effect(met, held).filter(|effect| *effect < 1.0)? * 100.0;
    let waits: u32 = definition.steps.iter().map(|step| step.after_days).sum();
    let days = i32::try_from(waits.saturating_add(definition.success.within_days)).unwrap_or(i32::MAX);
    let by = words.day(Day(today.0.saturating_add(days)));
    Some(words.plays_rehearsal_effect(words.decimal(points, usize::from(points < 10.0)), by))
}

/// Those who would be met, each with how they stand.
async fn some(app: &App, signed_in: &SignedIn, people: &[PersonId]) -> Result<Vec<Someone>, Fault> {
    let words = signed_in.words;
    let mut some = Vec::with_capacity(people.len());
    for &person in people {
        let Some(known) = app.store.person(signed_in.actor, person).await? else { continue };
        let why = known.standing.as_ref().map(|standing| rhythm(words, standing)).unwrap_or_default();
        some.push(Someone { person, name: super::called(words, known), why });
    }
    Ok(some)
}

/// Those who would not, each with what speaks against it.
async fn some_not(
    app: &App,
    signed_in: &SignedIn,
    names: &Names,
    told: &Rehearsal,
) -> Result<Vec<Someone>, Fault> {
    let words = signed_in.words;
    let people: Vec<PersonId> = told.some_not.iter().map(|not| not.person).collect();
    let mut called = super::named(app, signed_in, &people).await?;
    let someone = |not: &NotMet| {
        let clause = not.clause.and_then(|at| told.clauses.get(at));
        let why = match clause {
            Some((clause, _)) => words.plays_rehearsal_clause(clauses::said(names, clause)),
            None => plays::stopped(words, not.why),
        };
        Someone { person: not.person, name: called.remove(&not.person).unwrap_or_default(), why }
    };
    Ok(told.some_not.iter().map(someone).collect())
}

/// The rehearsal of a play as it stands.
pub(crate) async fn rehearsal(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let play = super::play(&app, &signed_in, &id).await?;
    let names = names(&app, &signed_in).await?;
    let (actor, now) = (signed_in.actor, app.clock.now());
    let told = act::rehearsal::rehearse(&app.store, now, actor, Some(play.id), &play.definition)
        .await
        .map_err(wrong::fault)?;
    let some = some(&app, &signed_in, &told.some).await?;
    let some_not = some_not(&app, &signed_in, &names, &told).await?;
    let people = |count: u64| words.plays_rehearsal_fails(count);
    let reason = |name: &str| Stopped::from_name(name).map(|why| plays::stopped(words, why));
    let figures = vec![
        (words.number(told.found), words.plays_rehearsal_found()),
        (words.number(told.met), words.plays_rehearsal_met()),
        (words.number(told.held), words.plays_rehearsal_held()),
        (words.number(told.held_of_all), words.plays_rehearsal_held_all()),
        (sentence::money(&names, told.cost), words.plays_rehearsal_cost()),
    ];
    let clauses = told.clauses.into_iter().filter(|(_, count)| *count > 0);
    Ok(super::super::page(&RehearsalPage {
        shell: Shell::new(words.plays_rehearsal(), "/plays", &signed_in),
        id: play.id,
        name: play.name,
        sentence: sentence::text(&names, &play.definition),
        figures,
        some,
        not: told.not.iter().filter_map(|(why, count)| Some((reason(why)?, people(*count)))).collect(),
        some_not,
        clauses: clauses.map(|(clause, count)| (clauses::said(&names, &clause), people(count))).collect(),
        broken: told.failed.1.map(|said| words.plays_rehearsal_broken(told.failed.0, said)),
        effect: effect(words, &play.definition, told.met, told.held, now.day_in(&names.zone)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_people_show_a_smaller_effect_and_too_few_show_none() {
        assert_eq!(smallest_effect(100, 1), None);
        let few = smallest_effect(90, 10).unwrap();
        // 2.8 · 1.6 · √(0.25/90 + 0.25/10).
        assert!((few - 0.746_7).abs() < 1e-3, "{few}");
        assert!(smallest_effect(9_000, 1_000).unwrap() < few / 9.0);
    }
}
