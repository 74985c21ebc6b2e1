//! The years of all accounts: those with missed steps first, and those nobody has planned for.

pub(crate) mod year;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::Day;
use domain::ids::{PersonId, PlanId};
use domain::plans::StepState;
use locales::Words;
use serde::Deserialize;
use store::plans::{Account, Accounts, Plan};
use store::today::Who;

use super::Shell;
use super::person::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::plans;

/// Accounts on a page, of each kind.
const SHOWN: u32 = 50;
/// Pages one can turn to.
const PAGES_MAX: u32 = 10_000;

/// Which year, by its first day, and which page, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    from: Option<Day>,
    #[serde(default)]
    page: u32,
}

/// An account with a plan.
struct Row {
    plan: PlanId,
    person: PersonId,
    name: String,
    owner: Option<String>,
    next: String,
    missed: Option<String>,
}

/// An account without.
struct Unplanned {
    person: PersonId,
    name: String,
    worth: Option<String>,
}

#[derive(Template)]
#[template(path = "plans/plans.html")]
struct PlansPage {
    shell: Shell,
    years: Vec<(Day, String, bool)>,
    from: Day,
    rows: Vec<Row>,
    unplanned: Vec<Unplanned>,
    page: u32,
    more: bool,
    may_write: bool,
}

fn name(words: Words, who: Option<&Who>) -> String {
    let name = who.map(|who| if who.name.is_empty() { &who.known_by } else { &who.name });
    name.filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| words.people_unnamed())
}

/// The first days of the years before, of and after a day, in the calendar people live by.
fn years(words: Words, of: Day) -> [(Day, i32); 3] {
    let calendar = words.calendar();
    let known = calendar.years();
    let year = calendar.date(of).0.clamp(known.start() + 1, known.end() - 1);
    [year - 1, year, year + 1].map(|year| (calendar.day(year, 1, 1), year))
}

/// Every account's year.
pub(crate) async fn plans(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let zone = store.zone(actor).await?;
    let years = years(words, asked.from.unwrap_or_else(|| app.clock.now().day_in(&zone)));
    let (from, to) = (years[1].0, Day(years[2].0.0 - 1));
    let page = asked.page.min(PAGES_MAX);
    let which = Accounts { from, to, skip: page * SHOWN, limit: SHOWN + 1 };
    // This year, who has no plan today is asked for: one that ended in January is none.
    let today = app.clock.now().day_in(&zone);
    let is_now = (from..=to).contains(&today);
    let bare = if is_now { Accounts { from: today, to: today, ..which } } else { which };
    let (mut found, mut without) =
        (store.plans(actor, which).await?, store.accounts_without_plan(actor, bare).await?);
    let more = found.len().max(without.len()) > SHOWN as usize;
    found.truncate(SHOWN as usize);
    without.truncate(SHOWN as usize);
    let ids: Vec<PersonId> = found.iter().map(|plan| plan.person).collect();
    let names = store.who(actor, &ids).await?;
    let people = People::read(&app, &signed_in).await?;
    let currency = app.currency(actor).await?;
    let unplanned = |account: Account| Unplanned {
        person: account.who.id,
        name: name(words, Some(&account.who)),
        worth: account.worth.map(|worth| words.plans_worth(words.money_about(worth, currency))),
    };
    Ok(super::page(&PlansPage {
        shell: Shell::new(words.plans_title(), "/plans", &signed_in),
        years: years.iter().map(|&(day, year)| (day, words.plain(year.into()), day == from)).collect(),
        from,
        rows: found
            .iter()
            .map(|plan| row(words, plan, name(words, names.get(&plan.person)), &people))
            .collect(),
        unplanned: without.into_iter().map(unplanned).collect(),
        page,
        more,
        may_write: signed_in.role.may(domain::access::Action::WritePeople),
    }))
}

fn row(words: Words, plan: &Plan, name: String, people: &People) -> Row {
    let next = plan.steps.iter().find(|step| matches!(step.state, StepState::ToCome | StepState::Open));
    let missed = plan.steps.iter().filter(|step| step.state == StepState::Missed).count();
    Row {
        plan: plan.id,
        person: plan.person,
        name,
        owner: plan.owner.map(|owner| people.name(owner)),
        next: next.map_or_else(
            || words.plans_next_none(),
            |step| words.plans_next(plans::said(words, step), words.day_short(step.due)),
        ),
        missed: (missed > 0).then(|| words.plans_missed_count(missed as u64)),
    }
}
