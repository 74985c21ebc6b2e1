//! What is done from the list: putting a line off, declining it, beginning a gesture, keeping a promise.

use act::today::Line;
use askama::Template;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, PromiseId};
use domain::plays::GestureKind;
use domain::promises::PromiseState;
use domain::today::{AsideRefusal, LineKind, Reason};
use domain::{Day, Permit};
use locales::Words;
use serde::Deserialize;
use store::gestures::NewGesture;
use store::set_aside::{Aside, Which};

use super::row::{self, Says, plainly};
use super::{line_kind, myself};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;
use crate::pages::Shell;
use crate::pages::person::People;

/// Lines set aside shown at most.
const ASIDES: u32 = 200;

/// A line, as a form names it.
#[derive(Debug, Deserialize)]
pub(crate) struct LineForm {
    #[serde(default)]
    person: String,
    kind: String,
    about: String,
    /// Whose list it came from, and which line of it to come back to.
    #[serde(default)]
    whose: String,
    #[serde(default)]
    at: Option<usize>,
    /// Days to put it off, where it is put off.
    #[serde(default)]
    days: Option<i32>,
    /// Why it is declined, of the reasons that stand ready.
    #[serde(default)]
    reason: String,
    /// Why it is declined, in own words.
    #[serde(default)]
    own: String,
    /// What is begun.
    #[serde(default)]
    gesture: String,
}

impl LineForm {
    fn which(&self) -> Result<Which, Fault> {
        let person = match self.person.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| Fault::NotFound)?),
        };
        let kind = LineKind::from_name(&self.kind).ok_or(Fault::NotFound)?;
        Ok(Which { person, kind, about: self.about.clone() })
    }
}

/// The list a form came from, where it stood.
fn back(whose: &str, said: &str, at: Option<usize>) -> Response {
    let whose = if whose == "all" { "all" } else { "" };
    let line = at.map(|at| format!("#line-{at}")).unwrap_or_default();
    Redirect::to(&format!("/today?whose={whose}&said={said}{line}")).into_response()
}

fn to_write(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)
}

fn refused(words: Words) -> impl Fn(store::Error) -> Fault {
    move |error| match error {
        store::Error::Unfit(problem) => Fault::Bad(memory::problem(words, &problem)),
        store::Error::Aside(AsideRefusal::Past(_)) => Fault::Bad(words.today_problem_past()),
        store::Error::Aside(AsideRefusal::NoReason) => Fault::Bad(words.today_problem_reason()),
        store::Error::Aside(AsideRefusal::About) => Fault::NotFound,
        other => other.into(),
    }
}

/// Puts a line off, or declines it.
pub(crate) async fn put_aside(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<LineForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let which = form.which()?;
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let until = form.days.map(|days| Day(today.0.saturating_add(days)));
    let own = form.own.trim();
    let reason = if own.is_empty() { Reason::from_name(&form.reason).map_or("", Reason::name) } else { own };
    if until.is_none() && !which.kind.is_declinable() {
        return Err(Fault::NotFound);
    }
    app.store.set_aside(&permit, &which, until, reason).await.map_err(refused(signed_in.words))?;
    let asked = until.is_none() && form.reason == Reason::Asked.name();
    let Some(person) = which.person.filter(|_| asked) else {
        return Ok(back(&form.whose, "aside", form.at));
    };
    if !own.is_empty() {
        // Said in own words as well: these stand on their page as the reason.
        app.store.leave_in_peace(&permit, person, own, None).await.map_err(refused(signed_in.words))?;
    }
    Ok(back(&form.whose, "peace", form.at))
}

/// Takes a line up again.
pub(crate) async fn take_up(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<LineForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    app.store.take_up(&permit, &form.which()?).await?;
    Ok(back(&form.whose, "taken", None))
}

/// The day on which a line from which something was begun may come back.
fn rests_until(line: &Line, today: Day) -> Option<Day> {
    use act::today::Why;
    match &line.why {
        Why::Occasion { day, .. } => Some(Day(day.0 + 1)),
        Why::Certificate(open) => open.expires_on.map(|last| Day(last.0 + 1)),
        _ => Some(Day(today.0 + 30)),
    }
}

/// Begins a gesture from a line: a task of whoever pressed the button, and the line rests.
pub(crate) async fn begin(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<LineForm>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let permit = to_write(&signed_in)?;
    let kind = GestureKind::from_name(&form.gesture).filter(|kind| kind.by_hand()).ok_or(Fault::NotFound)?;
    let which = form.which()?;
    let list = act::today::list(&app.store, actor, app.clock.now(), None).await?;
    let Some(line) = list.lines.into_iter().find(|line| line.which() == which) else {
        // Somebody else saw to it in the meantime.
        return Ok(back(&form.whose, "", form.at));
    };
    let people = People::read(&app, &signed_in).await?;
    let belief = app.beliefs.latest(&app.store, actor).await?;
    let zone = app.store.zone(actor).await?;
    let report = belief.as_ref().map(|belief| &belief.report);
    let may_manage = signed_in.role.may(Action::ManagePlays);
    let says = Says { words, today: list.day, zone: &zone, people: &people, report, may_manage };
    let new = NewGesture {
        kind,
        words: plainly(&says, &line.why),
        owed: matches!(which.kind, LineKind::Peace | LineKind::Leaving),
        owner: myself(actor),
        due: None,
        present: None,
        cost: 0,
    };
    let begun = app.store.begin_from_line(&permit, &which, new, rests_until(&line, list.day));
    let id = begun.await.map_err(refused(words))?;
    Ok(Redirect::to(&format!("/tasks/{id}")).into_response())
}

/// A promise kept.
#[derive(Debug, Deserialize)]
pub(crate) struct KeptForm {
    promise: String,
    version: i64,
    #[serde(default)]
    whose: String,
    #[serde(default)]
    at: Option<usize>,
}

/// Says that a promise was kept.
pub(crate) async fn kept(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<KeptForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let id: PromiseId = form.promise.parse().map_err(|_| Fault::NotFound)?;
    match app.store.close_promise(&permit, id, form.version, PromiseState::Kept, "").await {
        // Somebody else closed it in the meantime: the list says how it stands.
        Ok(_) | Err(store::Error::Superseded(_)) => Ok(back(&form.whose, "kept", form.at)),
        Err(other) => Err(other.into()),
    }
}

/// A line set aside, as the page shows it.
struct Shown {
    person: Option<PersonId>,
    name: String,
    kind: &'static str,
    kind_words: String,
    about: String,
    until: String,
    reason: String,
    by: String,
    when: String,
}

#[derive(Template)]
#[template(path = "today/asides.html")]
struct AsidesPage {
    shell: Shell,
    rows: Vec<Shown>,
    may_write: bool,
}

fn reason(words: Words, said: String) -> String {
    match Reason::from_name(&said) {
        Some(Reason::Met) => words.today_reason_met(),
        Some(Reason::Unfitting) => words.today_reason_unfitting(),
        Some(Reason::Gone) => words.today_reason_gone(),
        Some(Reason::Asked) => words.today_reason_asked(),
        Some(Reason::Wrong) => words.today_reason_wrong(),
        None => said,
    }
}

/// What is set aside.
pub(crate) async fn set_aside_list(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let zone = app.store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let people = People::read(&app, &signed_in).await?;
    let shown = |aside: Aside| Shown {
        person: aside.which.person,
        name: match (aside.which.kind, aside.name.is_empty()) {
            (LineKind::Holiday, _) => {
                let about = &aside.which.about;
                row::holiday(words, about.rsplit_once(' ').map_or(about, |(name, _)| name))
            }
            (_, true) if aside.which.person.is_some() => words.people_unnamed(),
            (_, true) => line_kind(words, aside.which.kind),
            _ => aside.name,
        },
        kind: aside.which.kind.name(),
        kind_words: line_kind(words, aside.which.kind),
        about: aside.which.about,
        until: match aside.until {
            Some(day) => words.today_aside_until(words.from_today(day, today)),
            None => words.today_aside_good(),
        },
        reason: reason(words, aside.reason),
        by: people.by(words, &aside.said_by),
        when: words.instant(aside.said_at, &zone),
    };
    Ok(crate::pages::page(&AsidesPage {
        shell: Shell::new(words.today_asides(), "/today", &signed_in),
        rows: app.store.asides(actor, ASIDES).await?.into_iter().map(shown).collect(),
        may_write: signed_in.role.may(Action::WritePeople),
    }))
}
