//! Today: whom to care for now, in one list; what is set aside, and what is begun from a line.

mod aside;
mod row;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::Actor;
use domain::access::Action;
use domain::ids::StaffId;
use domain::today::Part;
use locales::Words;
use serde::Deserialize;

use super::Shell;
use super::person::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

pub(crate) use aside::{begin, kept, put_aside, set_aside_list, take_up};
use row::Row;
pub(crate) use row::{holiday, line_kind};

/// Whose list, and what was just done, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    whose: String,
    #[serde(default)]
    said: String,
}

#[derive(Template)]
#[template(path = "today/today.html")]
struct TodayPage {
    shell: Shell,
    day: String,
    count: Option<String>,
    said: Option<String>,
    chips: Vec<(&'static str, String, bool)>,
    parts: Vec<(String, Vec<Row>)>,
    cut: bool,
    may_write: bool,
    whose: &'static str,
}

/// Who asks, where that is a member of the team.
pub(crate) fn myself(actor: Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { id, .. } => Some(id),
        _ => None,
    }
}

fn part(words: Words, part: Part) -> String {
    match part {
        Part::Duty => words.today_part_duty(),
        Part::Work => words.today_part_work(),
        Part::Courtesy => words.today_part_courtesy(),
        Part::Care => words.today_part_care(),
        Part::Coming => words.today_part_coming(),
    }
}

/// The page the day starts with.
pub(crate) async fn today(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let everybody = asked.whose == "all";
    let of = myself(actor).filter(|_| !everybody);
    let list = act::today::list(&app.store, actor, app.clock.now(), of).await?;
    let people = People::read(&app, &signed_in).await?;
    let belief = app.beliefs.latest(&app.store, actor).await?;
    let report = belief.as_ref().map(|belief| &belief.report);
    let zone = app.store.zone(actor).await?;
    let may_manage = signed_in.role.may(Action::ManagePlays);
    let says = row::Says { words, today: list.day, zone: &zone, people: &people, report, may_manage };
    let mut parts: Vec<(Part, Vec<Row>)> = Vec::new();
    let last = list.lines.len().saturating_sub(1);
    for (at, line) in list.lines.iter().enumerate() {
        // The line that follows moves up into the place of one that goes.
        let then = if at == last { at.saturating_sub(1) } else { at };
        let row = Row { at, then, ..Row::new(&says, line) };
        match parts.last_mut().filter(|(part, _)| *part == line.rank.part) {
            Some((_, rows)) => rows.push(row),
            None => parts.push((line.rank.part, vec![row])),
        }
    }
    let now = list.lines.iter().filter(|line| line.rank.part != Part::Coming).count() as u64;
    let said = match asked.said.as_str() {
        "aside" => Some(words.today_said_aside()),
        "peace" => Some(words.today_said_peace()),
        "taken" => Some(words.today_said_taken()),
        "kept" => Some(words.today_said_kept()),
        _ => None,
    };
    Ok(super::page(&TodayPage {
        shell: Shell::new(words.today_title(), "/today", &signed_in),
        day: words.today_day(words.weekday(list.day), words.day(list.day)),
        count: (now > 0).then(|| words.today_count(now)),
        said,
        chips: vec![("", words.today_mine(), !everybody), ("all", words.today_everybody(), everybody)],
        parts: parts.into_iter().map(|(of, rows)| (part(words, of), rows)).collect(),
        cut: !list.cut.is_empty(),
        may_write: signed_in.role.may(Action::WritePeople),
        whose: if everybody { "all" } else { "" },
    }))
}
