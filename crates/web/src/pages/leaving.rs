//! Why people leave and where they go, by month; who came back; and whom each number stands for.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::ids::PersonId;
use domain::leaving::Reason;
use domain::{Currency, Day};
use know::leaving::{Counted, MONTHS, Part, by_month, days_of};
use locales::Words;
use serde::Deserialize;
use store::leavings::Left;

use super::Shell;
use crate::access::{SignedIn, percent};
use crate::app::App;
use crate::fault::Fault;

/// Fewer answers, or a smaller share of those asked, say little of the others.
const FEW: usize = 10;
const FEW_SHARE: f64 = 0.3;
/// People shown at most.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "leaving/leaving.html")]
struct LeavingPage {
    shell: Shell,
    sentences: Vec<String>,
    /// The last twelve months, then each month, the latest first.
    rows: Vec<Row>,
    reasons: Vec<Number>,
    places: Vec<Number>,
}

/// A number, and the list of whom it stands for.
struct Number {
    name: String,
    count: String,
    href: String,
}

struct Row {
    name: String,
    asked: Number,
    answered: Number,
    share: String,
    left: Number,
    stake: String,
    back: Number,
    after: String,
    reasons: Vec<Number>,
}

#[derive(Template)]
#[template(path = "leaving/people.html")]
struct PeoplePage {
    shell: Shell,
    part: String,
    rows: Vec<Person>,
    cut: bool,
}

struct Person {
    id: PersonId,
    name: String,
    day: String,
    said: Vec<String>,
    back: Option<String>,
}

/// Which people a number stands for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    month: Option<i32>,
    #[serde(default)]
    part: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    destination: String,
}

/// Writes the numbers of a time, a month or all of them.
struct Says {
    words: Words,
    currency: Currency,
    month: Option<i32>,
}

impl Says {
    fn number(&self, name: String, count: usize, query: &str) -> Number {
        let month = self.month.map(|month| format!("&month={month}")).unwrap_or_default();
        let count = self.words.number(count as u64);
        Number { name, count, href: format!("/leaving/people?{query}{month}") }
    }

    fn reasons(&self, counted: &Counted) -> Vec<Number> {
        let one = |(reason, count): &(Reason, usize)| {
            let name = crate::leaving::reason(self.words, *reason);
            self.number(name, *count, &format!("reason={}", reason.name()))
        };
        counted.reasons.iter().map(one).collect()
    }

    fn places(&self, counted: &Counted) -> Vec<Number> {
        let one = |(place, count): &(String, usize)| {
            self.number(place.clone(), *count, &format!("destination={}", percent(place)))
        };
        counted.destinations.iter().map(one).collect()
    }

    fn row(&self, name: String, counted: &Counted) -> Row {
        let words = self.words;
        let number = |count, part: &str| self.number(String::new(), count, &format!("part={part}"));
        Row {
            name,
            asked: number(counted.asked, "asked"),
            answered: number(counted.answered, "answered"),
            share: counted.share().map_or_else(|| words.none().to_owned(), |share| words.percent(share)),
            left: number(counted.left, "left"),
            stake: words.money_about(counted.at_stake, self.currency),
            back: number(counted.back, "back"),
            after: counted.back_days.map_or_else(|| words.none().to_owned(), |days| words.span(days.into())),
            reasons: self.reasons(counted),
        }
    }
}

fn sentences(words: Words, all: &Counted, currency: Currency) -> Vec<String> {
    let number = |count: usize| words.number(count as u64);
    let Some(share) = all.share() else {
        return match all.left {
            0 if all.reasons.is_empty() => vec![words.leaving_none()],
            _ => vec![words.leaving_unasked(), lost(words, all, currency)],
        };
    };
    let mut said = vec![words.leaving_summary(number(all.asked), number(all.answered), words.percent(share))];
    if all.answered < FEW || share < FEW_SHARE {
        said.push(words.leaving_few());
    }
    said.push(lost(words, all, currency));
    if all.left > 0 {
        said.push(match all.back_days {
            Some(days) => words.leaving_back(number(all.back), words.span(days.into())),
            None => words.leaving_back_none(),
        });
    }
    said
}

fn lost(words: Words, all: &Counted, currency: Currency) -> String {
    words.leaving_lost(words.number(all.left as u64), words.money_about(all.at_stake, currency))
}

/// The first day the page looks back on, and today.
async fn span(app: &App, signed_in: &SignedIn) -> Result<(Day, Day), Fault> {
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let (from, _) = days_of(today.month() - MONTHS + 1).ok_or(Fault::NotFound)?;
    Ok((from, today))
}

/// Why they leave, by month.
pub(crate) async fn leaving(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let (from, today) = span(&app, &signed_in).await?;
    let rows = app.store.left_between(signed_in.actor, from, today).await?;
    let currency = app.currency(signed_in.actor).await?;
    let all: Vec<&Left> = rows.iter().collect();
    let counted = Counted::of(&all);
    let says = |month| Says { words, currency, month };
    let months = by_month(&rows)
        .into_iter()
        .map(|(month, rows)| says(Some(month)).row(words.month_long(month), &Counted::of(&rows)));
    let total = (!rows.is_empty()).then(|| says(None).row(words.leaving_twelve(), &counted));
    Ok(super::page(&LeavingPage {
        sentences: sentences(words, &counted, currency),
        reasons: says(None).reasons(&counted),
        places: says(None).places(&counted),
        rows: total.into_iter().chain(months).collect(),
        shell: Shell::new(words.leaving_title(), "/leaving", &signed_in),
    }))
}

impl Asked {
    fn part(&self, words: Words) -> Result<(Part, String), Fault> {
        if !self.destination.is_empty() {
            return Ok((Part::Destination(self.destination.clone()), self.destination.clone()));
        }
        if let Some(reason) = Reason::from_name(&self.reason) {
            return Ok((Part::Reason(reason), crate::leaving::reason(words, reason)));
        }
        Ok(match self.part.as_str() {
            "asked" => (Part::Asked, words.leaving_asked()),
            "answered" => (Part::Answered, words.leaving_answered()),
            "left" => (Part::Left, words.leaving_left()),
            "back" => (Part::Back, words.leaving_returned()),
            _ => return Err(Fault::NotFound),
        })
    }
}

/// Whom a number stands for.
pub(crate) async fn people(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let (part, said) = asked.part(words)?;
    let (from, until) = match asked.month {
        Some(month) => days_of(month).ok_or(Fault::NotFound)?,
        None => span(&app, &signed_in).await?,
    };
    let rows = app.store.left_between(actor, from, until).await?;
    let rows: Vec<&Left> = rows.iter().collect();
    let mut found = part.of(&rows);
    let cut = found.len() > SHOWN;
    found.truncate(SHOWN);
    let ids: Vec<PersonId> = found.iter().map(|left| left.leaving.person).collect();
    let names = app.store.who(actor, &ids).await?;
    let person = |left: &&Left| Person {
        id: left.leaving.person,
        name: names.get(&left.leaving.person).map_or_else(String::new, |who| match who.name.as_str() {
            "" => who.known_by.clone(),
            name => name.to_owned(),
        }),
        day: words.day(left.leaving.day),
        said: crate::leaving::said(words, &left.leaving),
        back: left.back.map(|day| format!("{}: {}", words.leaving_returned(), words.day(day))),
    };
    let when = asked.month.map_or_else(|| words.leaving_twelve(), |month| words.month_long(month));
    Ok(super::page(&PeoplePage {
        part: format!("{said} · {when}"),
        rows: found.iter().map(person).collect(),
        cut,
        shell: Shell::new(words.leaving_people(), "/leaving", &signed_in),
    }))
}
