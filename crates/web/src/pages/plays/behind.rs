//! The rows behind each number of a proof, a page at a time.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Money;
use domain::costs::CostKind;
use domain::ids::{IdentityId, PersonId};
use domain::plays::{Arm, GestureKind};
use domain::proof::Earned;
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::costs::{Outlay, Spent};
use store::trials::{Asked, Drew, Member, Members, Standing};
use uuid::Uuid;

use super::proof::Whose;
use super::{Shell, named};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::cost_kind;
use crate::proof::lists::{self, Which};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "plays/behind.html")]
struct BehindPage {
    shell: Shell,
    base: String,
    /// What it is a proof of.
    name: String,
    says: String,
    /// Where each list is, what it is called, its number, and whether it is this one.
    lists: Vec<(String, String, String, bool)>,
    head: Vec<String>,
    /// How many columns from the start hold names, not figures.
    names: usize,
    rows: Vec<Row>,
    next: Option<String>,
}

/// A line: where its first cell leads, and what it says.
pub(super) struct Row {
    pub(super) person: Option<PersonId>,
    pub(super) cells: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    of: String,
    #[serde(default)]
    arm: String,
    after: Option<Uuid>,
}

/// What a list says, in the words and the zone of who reads it.
struct Teller<'a> {
    words: Words,
    zone: TimeZone,
    earned: &'a Earned,
}

impl Teller<'_> {
    fn money(&self, minor: i64) -> String {
        self.words.money(Money { minor, currency: self.earned.currency })
    }

    fn arm(&self, arm: Option<Arm>) -> String {
        match arm {
            Some(Arm::Treated) => self.words.earned_treated(),
            Some(Arm::Held) => self.words.earned_held(),
            None => self.words.earned_conflicting(),
        }
    }

    fn member_head(&self, counted: bool) -> Vec<String> {
        let words = self.words;
        let mut head =
            vec![words.earned_person(), words.proof_arm(), words.earned_drawn(), words.earned_time()];
        if counted {
            head.extend([words.earned_orders(), words.earned_revenue(), words.earned_reached()]);
        }
        head
    }

    fn member(&self, member: &Member, name: String) -> Row {
        let (words, one) = (self.words, &member.followed);
        let drawn = words.day(one.drawn.day_in(&self.zone));
        let days = words.span_days(u64::from(one.success.within_days));
        let mut cells = vec![name, self.arm(Some(one.arm)), drawn, days];
        if member.standing == Standing::Counted {
            let reached = if one.reached { words.earned_yes() } else { words.none().to_owned() };
            cells.extend([words.number(u64::from(one.orders)), self.money(one.revenue), reached]);
        }
        Row { person: Some(one.person), cells }
    }

    fn spent(&self, on: Outlay, line: &Spent, name: String) -> Row {
        let words = self.words;
        let what = match on {
            Outlay::Gestures => {
                GestureKind::from_name(&line.what).map(|kind| crate::memory::gesture_kind(words, kind))
            }
            Outlay::Certificates if line.what == "trial" => Some(words.gifts_trial_of(line.note.as_str())),
            Outlay::Certificates => Some(words.gifts_money()),
            Outlay::Written => CostKind::from_name(&line.what).map(|kind| cost_kind(words, kind)),
        };
        let what = what.unwrap_or_else(|| line.what.clone());
        let day = words.day(line.at.day_in(&self.zone));
        let first = if on == Outlay::Written { line.note.clone() } else { name };
        Row { person: line.person, cells: vec![first, what, day, self.money(line.amount.minor)] }
    }

    fn spent_head(&self, on: Outlay) -> Vec<String> {
        let words = self.words;
        let first = if on == Outlay::Written { words.gifts_note() } else { words.earned_person() };
        vec![first, words.earned_kind(), words.memory_day(), words.gifts_amount()]
    }
}

/// Organisations in rows.
pub(super) fn organisations(words: Words, earned: &Earned, drew: &[(Drew, String)]) -> Vec<Row> {
    let teller = Teller { words, zone: TimeZone::UTC, earned };
    let row = |(one, name): &(Drew, String)| {
        let numbers = [one.people, one.under_way, one.left_out, one.orders].map(|count| words.number(count));
        let mut cells = vec![name.clone(), teller.arm(one.arm)];
        cells.extend(numbers);
        cells.push(teller.money(one.revenue));
        Row { person: Some(one.organisation), cells }
    };
    drew.iter().map(row).collect()
}

/// What the columns of organisations are called.
pub(super) fn organisations_head(words: Words) -> Vec<String> {
    vec![
        words.earned_organisation_one(),
        words.proof_arm(),
        words.proof_people(),
        words.earned_under_way(),
        words.earned_left_out(),
        words.earned_orders(),
        words.earned_revenue(),
    ]
}

/// Organisations of a play with their names.
pub(super) async fn drew(
    app: &App,
    signed_in: &SignedIn,
    asked: &Asked,
    after: Option<PersonId>,
    limit: usize,
) -> Result<Vec<(Drew, String)>, Fault> {
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    let drew = app.store.organisations_drawn(signed_in.actor, asked, after, limit).await?;
    let ids: Vec<PersonId> = drew.iter().map(|one| one.organisation).collect();
    let called = named(app, signed_in, &ids).await?;
    let name = |one: &Drew| called.get(&one.organisation).cloned().unwrap_or_default();
    Ok(drew.into_iter().map(|one| (one.clone(), name(&one))).collect())
}

/// Of a list of one more than fits: those shown, and the mark of the last where more follow.
fn cut<T>(mut rows: Vec<T>, mark: impl Fn(&T) -> Uuid) -> (Vec<T>, Option<Uuid>) {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(mark);
    (rows, last)
}

struct Listed {
    head: Vec<String>,
    names: usize,
    rows: Vec<Row>,
    last: Option<Uuid>,
}

async fn listed(
    app: &App,
    signed_in: &SignedIn,
    teller: &Teller<'_>,
    asked: &Asked,
    (which, after): (Which, Option<Uuid>),
) -> Result<Listed, Fault> {
    let (store, actor) = (&app.store, signed_in.actor);
    match which {
        Which::People(members) => {
            let limit = PAGE as u32 + 1;
            let found = store.members(actor, asked, members, after.map(IdentityId), limit).await?;
            let (found, last) = cut(found, |member| member.identity.0);
            let ids: Vec<PersonId> = found.iter().map(|member| member.followed.person).collect();
            let called = named(app, signed_in, &ids).await?;
            let name = |member: &Member| called.get(&member.followed.person).cloned().unwrap_or_default();
            let rows = found.iter().map(|member| teller.member(member, name(member))).collect();
            let head = teller.member_head(members.standing == Standing::Counted);
            Ok(Listed { head, names: 3, rows, last })
        }
        Which::Spent(on) => {
            let found = store.spent(actor, asked, on, after, PAGE as u32 + 1).await?;
            let (found, last) = cut(found, |line| line.id);
            let ids: Vec<PersonId> = found.iter().filter_map(|line| line.person).collect();
            let called = named(app, signed_in, &ids).await?;
            let name = |line: &Spent| line.person.and_then(|person| called.get(&person).cloned());
            let rows =
                found.iter().map(|line| teller.spent(on, line, name(line).unwrap_or_default())).collect();
            Ok(Listed { head: teller.spent_head(on), names: 3, rows, last })
        }
        Which::Organisations => {
            let found = drew(app, signed_in, asked, after.map(PersonId), PAGE + 1).await?;
            let (found, last) = cut(found, |(one, _)| one.organisation.0);
            let rows = organisations(teller.words, teller.earned, &found);
            Ok(Listed { head: organisations_head(teller.words), names: 2, rows, last })
        }
    }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    whose: &Whose,
    which: Which,
    after: Option<Uuid>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let seen = app.store.verdict(signed_in.actor, whose.play).await?.ok_or(Fault::NotFound)?;
    let earned = &seen.earned;
    let zone = app.store.zone(signed_in.actor).await?;
    let teller = Teller { words, zone, earned };
    let asked = Asked::of(whose.play, earned);
    let Listed { head, names, rows, last } = listed(app, signed_in, &teller, &asked, (which, after)).await?;
    let base = whose.base();
    let address = which.address(&base);
    let join = if address.contains('?') { '&' } else { '?' };
    let lists = lists::all(words, earned);
    let here = lists.iter().find(|list| list.which == which);
    let title = here.map_or_else(|| words.earned_title(), |list| list.name.clone());
    let number = here.map_or_else(|| words.number(0), |list| list.number.clone());
    let page = BehindPage {
        shell: Shell::new(title, whose.here(), signed_in),
        name: whose.name.clone().unwrap_or_else(|| words.programme_title()),
        says: words.earned_behind_says(words.day(earned.as_of), number),
        lists: lists
            .into_iter()
            .map(|list| (list.which.address(&base), list.name, list.number, list.which == which))
            .collect(),
        head,
        names,
        rows,
        next: last.map(|last| format!("{address}{join}after={last}")),
        base,
    };
    Ok(fault::page(StatusCode::OK, &page))
}

fn members(of: &Of) -> Which {
    let standing = Standing::from_name(&of.of).unwrap_or(Standing::Counted);
    Which::People(Members { standing, arm: Arm::from_name(&of.arm) })
}

fn spent(of: &Of) -> Which {
    Which::Spent(Outlay::from_name(&of.of).unwrap_or(Outlay::Gestures))
}

/// The people behind a number of a play's proof.
pub(crate) async fn people_of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    show(&app, &signed_in, &whose, members(&of), of.after).await
}

/// The people behind a number of the programme's proof.
pub(crate) async fn people_of_programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &Whose::programme(), members(&of), of.after).await
}

/// What a play's cost is made of.
pub(crate) async fn spent_on_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    show(&app, &signed_in, &whose, spent(&of), of.after).await
}

/// What the cost of the whole programme is made of.
pub(crate) async fn spent_on_programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &Whose::programme(), spent(&of), of.after).await
}

/// A play organisation by organisation.
pub(crate) async fn organisations_of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    show(&app, &signed_in, &whose, Which::Organisations, of.after).await
}
