//! A play before it starts: whom it would meet today, whom not and why, what it would cost and what it
//! could prove.

use act::moments::Coming;
use act::rehearsal::{NotMet, Rehearsal};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{PersonId, PlayId};
use domain::plays::{Definition, Goal, Stopped};
use domain::{Day, Instant};
use locales::Words;
use prove::rehearsal::{Foreseen, Today};

use super::{Shell, names};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::plays::sentence::{self, Names};
use crate::plays::{self, clauses, wrong};
use crate::worth::person::rhythm;

#[derive(Template)]
#[template(path = "plays/rehearsal.html")]
struct RehearsalPage {
    shell: Shell,
    id: PlayId,
    name: String,
    sentence: String,
    /// Of which day it speaks.
    says: String,
    figures: Vec<(String, String)>,
    some: Vec<Someone>,
    not: Vec<(String, String)>,
    some_not: Vec<Someone>,
    clauses: Vec<(String, String)>,
    broken: Option<String>,
    proof: Vec<String>,
}

/// Somebody, and why they would be met or not.
struct Someone {
    person: PersonId,
    name: String,
    why: String,
}

/// What could be proved, and by when: sentences, the first of which is the answer.
fn proof(words: Words, definition: &Definition, seen: &Foreseen, from: Day) -> Vec<String> {
    let success = definition.success;
    let is_money = success.what == Goal::Revenue;
    let waits: u32 = definition.steps.iter().map(|step| step.after_days).sum();
    let horizon = waits.saturating_add(success.within_days);
    let day = |days: u32| words.day(Day(from.0.saturating_add(i32::try_from(days).unwrap_or(i32::MAX))));
    let money = |major| words.money_exact(major, seen.currency);
    let points = |share: f64| words.decimal(share * 100.0, usize::from(share < 0.1));
    let alone = seen.sight.smallest.map(|least| match is_money {
        true => words.earned_foreseen_money(money(least), day(horizon)),
        false => words.earned_foreseen_share(points(least), day(horizon)),
    });
    let later = seen.later.and_then(|(weeks, sight)| {
        let (people, until) = (words.number(seen.per_week.round() as u64), day(weeks * 7));
        let by = day(horizon.saturating_add(weeks * 7));
        Some(match is_money {
            true => words.earned_foreseen_later_money(people, until, money(sight.smallest?), by),
            false => words.earned_foreseen_later_share(people, until, points(sight.smallest?), by),
        })
    });
    if alone.is_none() && later.is_none() {
        return vec![words.earned_foreseen_none()];
    }
    let without = match is_money {
        true => words.earned_foreseen_alone_money(money(seen.mean)),
        false => words.earned_foreseen_alone_share(words.percent(seen.mean)),
    };
    let how =
        words.earned_foreseen_how(words.span(f64::from(success.within_days)), words.number(seen.people));
    alone.into_iter().chain(later).chain([without, how]).collect()
}

/// The last day on which people are met of whom a rehearsal speaks.
fn met_by(coming: Coming, now: Instant, names: &Names) -> Day {
    let today = now.day_in(&names.zone);
    match coming {
        Coming::Now => today,
        Coming::At(at) => at.day_in(&names.zone),
        Coming::On(day) => day,
        Coming::Within(days) => Day(today.0 + days),
    }
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
    let today = Today { some: &told.audience, drawn: told.met + told.held, found: told.found };
    let seen = prove::rehearsal::rehearse(&app.store, now, actor, &play.definition, today).await?;
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
        says: match told.coming {
            Coming::Now => words.plays_rehearsal_says(),
            Coming::At(at) => words.plays_rehearsal_next(words.instant(at, &names.zone)),
            Coming::On(day) => words.plays_rehearsal_next(words.day(day)),
            Coming::Within(days) => words.plays_rehearsal_within(days.unsigned_abs()),
        },
        figures,
        some,
        not: told.not.iter().filter_map(|(why, count)| Some((reason(why)?, people(*count)))).collect(),
        some_not,
        clauses: clauses.map(|(clause, count)| (clauses::said(&names, &clause), people(count))).collect(),
        broken: told.failed.1.map(|said| words.plays_rehearsal_broken(told.failed.0, said)),
        proof: proof(words, &play.definition, &seen, met_by(told.coming, now, &names)),
    }))
}
