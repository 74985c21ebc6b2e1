//! What somebody is to do for people: taken, handed over, moved, done with a note or not with a reason.

mod addresses;
mod begin;
mod suggested;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{CertificateId, GestureId, PersonId, PresentId, StaffId};
use domain::plays::{GestureKind, GestureState, Stopped};
use domain::presents::ParcelState;
use domain::{Day, Permit};
use locales::Words;
use serde::Deserialize;
use store::gestures::{Gesture, OpenGestures};
use store::people::Kind;

use super::Shell;
use super::person::{People, name_of, read_day, refused};
use super::today::myself;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory::{gesture_kind, gesture_state};
use crate::pages::key_messages::Guide;
use crate::plays::{self, wrong};

pub(crate) use addresses::addresses;
pub(crate) use begin::{begin, owed_choices};

/// Tasks shown at most.
const SHOWN: u32 = 200;

/// Which tasks, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    whose: String,
}

/// A task in a list.
struct Row {
    id: GestureId,
    name: String,
    kind: String,
    says: String,
    due: String,
    is_late: bool,
    owner: Option<String>,
    version: i64,
}

#[derive(Template)]
#[template(path = "tasks/tasks.html")]
struct TasksPage {
    shell: Shell,
    count: String,
    chips: Vec<(&'static str, String, bool)>,
    rows: Vec<Row>,
    whose: String,
    may_write: bool,
    me: Option<StaffId>,
}

fn due(words: Words, day: Day, today: Day) -> String {
    let said = words.day_short(day);
    if day < today { words.task_late(said) } else { words.task_until(said) }
}

/// Open tasks: mine, nobody's or everybody's, the longest due first.
pub(crate) async fn tasks(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let whose = match asked.whose.as_str() {
        "nobody" => "nobody",
        "all" => "all",
        _ => "",
    };
    let which = OpenGestures {
        owner: myself(actor).filter(|_| whose.is_empty()),
        nobodys: whose == "nobody",
        ..OpenGestures::default()
    };
    let found = store.open_gestures(actor, &which, SHOWN).await?;
    let ids: Vec<PersonId> = found.iter().map(|gesture| gesture.person).collect();
    let names = store.who(actor, &ids).await?;
    let people = People::read(&app, &signed_in).await?;
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let row = |gesture: Gesture| {
        let who = names.get(&gesture.person);
        let name = who.map(|who| if who.name.is_empty() { &who.known_by } else { &who.name });
        let day = gesture.due.day_in(&zone);
        Row {
            id: gesture.id,
            name: name.filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| words.people_unnamed()),
            kind: gesture_kind(words, gesture.kind),
            says: gesture.words,
            due: due(words, day, today),
            is_late: day < today,
            owner: gesture.owner.map(|owner| people.name(owner)),
            version: gesture.version,
        }
    };
    let chip = |value, name: String| (value, name, whose == value);
    Ok(super::page(&TasksPage {
        shell: Shell::new(words.task_title(), "/tasks", &signed_in),
        count: words.task_count(found.len() as u64),
        chips: vec![
            chip("", words.task_mine()),
            chip("nobody", words.task_nobody()),
            chip("all", words.task_everybody()),
        ],
        rows: found.into_iter().map(row).collect(),
        whose: whose.to_owned(),
        may_write: signed_in.role.may(Action::WritePeople),
        me: myself(actor),
    }))
}

#[derive(Template)]
#[template(path = "tasks/task.html")]
struct TaskPage {
    shell: Shell,
    id: GestureId,
    person: PersonId,
    name: String,
    says: String,
    due: String,
    due_day: Day,
    is_late: bool,
    is_open: bool,
    state: String,
    reason: Option<String>,
    /// What has come to speak against it since it was decided.
    against: Option<String>,
    owners: Vec<(StaffId, String, bool)>,
    version: i64,
    may_write: bool,
    /// Why what was asked was not done.
    wrong: Option<String>,
    /// What was typed and not kept.
    note: String,
    /// Words for a note; none where it is none.
    suggested: Option<String>,
    language: String,
    known: Vec<(String, String)>,
    guide: Guide,
    address: Option<String>,
    wants_address: bool,
    /// The certificate that goes with it, and whether one can be given for it.
    certificate: Option<CertificateId>,
    gives: bool,
    /// The present of the catalogue that goes with it.
    present: Option<Given>,
    phones: Vec<String>,
    wants_phone: bool,
}

/// A present of the catalogue on the page of its task.
struct Given {
    id: PresentId,
    name: String,
    state: String,
    /// Whether it is on its way, so that what became of it can be said.
    is_sent: bool,
    /// Whether it is said to have arrived, which may turn out otherwise.
    is_delivered: bool,
}

/// The present of a task, and while it is open how many there are with its own.
async fn present(app: &App, signed_in: &SignedIn, task: &Gesture) -> Result<Option<Given>, Fault> {
    let words = signed_in.words;
    let Some(present) = task.present.clone() else { return Ok(None) };
    let shelves = app.store.shelves(signed_in.actor).await?;
    let left = shelves.free(Some(present.id)).filter(|_| task.state == GestureState::Open);
    let name = match left {
        Some(left) => words.presents_left(present.name, left.unsigned_abs() + 1),
        None => present.name,
    };
    let may = |state| present.state == state && signed_in.role.may(Action::WritePeople);
    let (is_sent, is_delivered) = (may(ParcelState::Sent), may(ParcelState::Delivered));
    let state = crate::presents::state(words, present.state);
    Ok(Some(Given { id: present.id, name, state, is_sent, is_delivered }))
}

async fn found(app: &App, signed_in: &SignedIn, id: &str) -> Result<Gesture, Fault> {
    let id: GestureId = id.parse().map_err(|_| Fault::NotFound)?;
    app.store.gesture(signed_in.actor, id).await?.ok_or(Fault::NotFound)
}

/// Whether the task changed under the hands of who asked, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Changed {
    changed: Option<u8>,
}

/// One task: what was asked, the words and the address for it, and how it ends.
pub(crate) async fn task(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Changed>,
) -> Result<Response, Fault> {
    let gesture = found(&app, &signed_in, &id).await?;
    let wrong = asked.changed.map(|_| signed_in.words.task_conflict());
    show(&app, &signed_in, gesture, wrong, String::new()).await
}

/// A task as it stands; where what was asked of it was not done, why, and what was typed.
async fn show(
    app: &App,
    signed_in: &SignedIn,
    gesture: Gesture,
    wrong: Option<String>,
    note: String,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let person = store.person(actor, gesture.person).await?.ok_or(Fault::NotFound)?;
    let profile = store.profile(actor, gesture.person).await?;
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let name = name_of(words, &person);
    let suggestion = suggested::suggest(app, signed_in, &gesture, &person, &profile, today).await?;
    let people = People::read(app, signed_in).await?;
    let owners = people.here(actor).into_iter();
    let day = gesture.due.day_in(&zone);
    let phones = person.identities.iter().filter(|identity| identity.kind == Kind::Phone);
    let by_hand = matches!(gesture.kind, GestureKind::Note | GestureKind::Present | GestureKind::Certificate);
    let status =
        if wrong.is_some() && !note.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let against = act::tasks::against(store, app.clock.now(), actor, &gesture).await;
    let against = against.map_err(wrong::fault)?.map(|why| match why {
        Stopped::Rest => words.task_against_rest(),
        Stopped::Holdout => words.task_against_holdout(),
        _ => words.task_against_consent(),
    });
    let present = present(app, signed_in, &gesture).await?;
    let mut guide = Guide::beside(app, actor, suggestion.language.tag(), gesture.person).await?;
    // What is owed is no occasion to speak of ourselves.
    guide.message = guide.message.filter(|_| !gesture.owed);
    let page = TaskPage {
        shell: Shell::new(gesture_kind(words, gesture.kind), "/tasks", signed_in),
        id: gesture.id,
        person: gesture.person,
        due: due(words, day, today),
        due_day: day,
        is_late: day < today && gesture.state == GestureState::Open,
        is_open: gesture.state == GestureState::Open,
        state: gesture_state(words, gesture.state),
        reason: gesture.reason.map(|why| match Stopped::from_name(&why) {
            Some(stopped) => plays::stopped(words, stopped),
            None => why,
        }),
        against,
        owners: owners.map(|(id, name, _)| (id, name, gesture.owner == Some(id))).collect(),
        version: gesture.version,
        may_write: signed_in.role.may(Action::WritePeople),
        wrong,
        note,
        says: gesture.words,
        suggested: suggestion.words,
        language: suggestion.language.tag().to_owned(),
        known: suggestion.known,
        guide,
        address: suggested::address(&name, &profile),
        wants_address: by_hand,
        certificate: gesture.certificate,
        present,
        gives: gesture.kind == GestureKind::Certificate
            && gesture.state == GestureState::Open
            && signed_in.role.may(Action::GiveGifts),
        phones: phones.map(|identity| identity.value.clone()).collect(),
        wants_phone: matches!(
            gesture.kind,
            GestureKind::Call | GestureKind::Recovery | GestureKind::FollowUp
        ),
        name,
    };
    Ok(fault::page(status, &page))
}

fn to_write(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)
}

/// Back to the task: with a word, where it changed in the meantime.
fn after<T>(id: GestureId, words: Words, outcome: store::Result<T>, then: &str) -> Result<Response, Fault> {
    match outcome {
        Ok(_) => Ok(Redirect::to(then).into_response()),
        Err(store::Error::Superseded(_)) => {
            Ok(Redirect::to(&format!("/tasks/{id}?changed=1")).into_response())
        }
        Err(other) => Err(refused(words)(other)),
    }
}

/// How a task ended, as the form says it.
#[derive(Debug, Deserialize)]
pub(crate) struct CloseForm {
    version: i64,
    state: String,
    #[serde(default)]
    note: String,
}

/// Closes a task. A note that can't be kept stands before whoever typed it, with why.
pub(crate) async fn close(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<CloseForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let id = found(&app, &signed_in, &id).await?.id;
    let state = GestureState::from_name(&form.state).ok_or(Fault::NotFound)?;
    let words = signed_in.words;
    let wrong = match app.store.close_gesture(&permit, id, form.version, state, &form.note).await {
        Ok(_) => return Ok(Redirect::to("/today").into_response()),
        Err(store::Error::Superseded(_)) => words.task_conflict(),
        Err(store::Error::Unfit(problem)) => crate::memory::problem(words, &problem),
        Err(other) => return Err(other.into()),
    };
    let gesture = app.store.gesture(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    show(&app, &signed_in, gesture, Some(wrong), form.note).await
}

/// Who is to do a task, as the form says it; nobody where it is empty.
#[derive(Debug, Deserialize)]
pub(crate) struct HandForm {
    version: i64,
    #[serde(default)]
    owner: String,
    /// The list it was taken from.
    #[serde(default)]
    list: String,
}

/// Takes a task, hands it over or gives it back.
pub(crate) async fn hand(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<HandForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let id = found(&app, &signed_in, &id).await?.id;
    let owner = match form.owner.as_str() {
        "" => None,
        owner => Some(owner.parse().map_err(|_| Fault::NotFound)?),
    };
    let handed = app.store.hand_gesture(&permit, id, form.version, owner).await;
    let then = match form.list.as_str() {
        "nobody" => "/tasks?whose=nobody".to_owned(),
        "all" => "/tasks?whose=all".to_owned(),
        _ => format!("/tasks/{id}"),
    };
    after(id, signed_in.words, handed, &then)
}

/// Another day for a task.
#[derive(Debug, Deserialize)]
pub(crate) struct MoveForm {
    version: i64,
    due: String,
}

/// Moves a task to another day.
pub(crate) async fn move_to(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let id = found(&app, &signed_in, &id).await?.id;
    let bad = |problem| Fault::Bad(crate::memory::problem(signed_in.words, &problem));
    let day = read_day(&form.due).map_err(bad)?.ok_or(Fault::NotFound)?;
    let zone = app.store.zone(signed_in.actor).await?;
    let moved = app.store.move_gesture(&permit, id, form.version, day.start_in(&zone)).await;
    after(id, signed_in.words, moved, &format!("/tasks/{id}"))
}
