//! The day: whom to care for now, what is set aside, and the tasks that wait.

use act::today::{Line, Why};
use axum::http::StatusCode;
use domain::Day;
use domain::access::Action;
use domain::ids::{GestureId, PersonId, StaffId};
use domain::memory::known;
use domain::today::{LineKind, Part};
use serde::{Deserialize, Serialize};
use store::gestures::OpenGestures;
use store::set_aside::{Aside, Which};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Tagged, limit};
use super::extract::{IfMatch, Json, Path, Query, instant};
use super::facts::read_day;
use super::gate::Call;
use super::gestures::{self, Gesture};
use super::problem::Problem;
use super::worth::Standing;

/// Lines set aside that are listed at most.
const ASIDES: u32 = 200;

/// Whose day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Whose {
    /// Promises and tasks of this member of the team and of nobody; left out, everybody's.
    owner: Option<Uuid>,
}

/// A line of the day. Beside what every line has, it names the row behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayLine {
    /// `promise`, `task`, `missed`, `letters`, `stock`, `parcels`, `approval`, `leaving`, `peace`, `occasion`, `holiday`, `certificate` or `silence`.
    kind: &'static str,
    /// `duty`, `work`, `courtesy`, `care` or `coming`.
    part: &'static str,
    /// What it is about: with the person and the kind, what it is set aside by.
    about: String,
    /// About whom; none for what is about nobody in particular.
    person: Option<Uuid>,
    /// Their name; empty where no source said it.
    name: String,
    /// The surest way we know them.
    known_by: String,
    /// The day it is due, comes or expires.
    #[schema(format = Date)]
    day: Option<String>,
    /// The words of the promise, task, fact or rest; the name of the holiday, the play or the present; what a
    /// certificate is for.
    text: String,
    /// The promise, gesture, present, play, fact or certificate behind it.
    row: Option<Uuid>,
    /// How many letters, presents left or parcels, or people who keep the holiday, counted up to a thousand.
    count: Option<u64>,
    /// What is left on the certificate, in minor units.
    balance: Option<i64>,
    /// What is believed of somebody silent.
    standing: Option<Standing>,
    /// What is at stake with them times the odds that they are still there, in major units.
    within_reach: Option<f64>,
}

/// The day's list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayList {
    /// The day, where the company is.
    #[schema(format = Date)]
    day: String,
    /// The first first.
    data: Vec<DayLine>,
    /// The kinds of which there is more than the list shows.
    cut: Vec<&'static str>,
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Duty => "duty",
        Part::Work => "work",
        Part::Courtesy => "courtesy",
        Part::Care => "care",
        Part::Coming => "coming",
    }
}

impl From<Line> for DayLine {
    fn from(line: Line) -> Self {
        let (kind, about, rank) = (line.why.kind(), line.why.about(), line.rank);
        let (name, known_by) = line.who.map(|who| (who.name, who.known_by)).unwrap_or_default();
        let mut said = Self {
            kind: kind.name(),
            part: part(rank.part),
            about,
            person: line.person.map(|person| person.0),
            name,
            known_by,
            day: (kind != LineKind::Silence).then(|| rank.day.to_string()),
            text: String::new(),
            row: None,
            count: None,
            balance: None,
            standing: None,
            within_reach: None,
        };
        match line.why {
            Why::Promise(promise) => (said.text, said.row) = (promise.text, Some(promise.id.0)),
            Why::Task { gesture, .. } => (said.text, said.row) = (gesture.words, Some(gesture.id.0)),
            Why::Letters { held } => said.count = Some(held),
            Why::Stock(shelf) => {
                (said.text, said.row) = (shelf.name, Some(shelf.id.0));
                said.count = shelf.free.map(i64::unsigned_abs);
            }
            Why::Parcels { late } => said.count = Some(late),
            Why::Approval(play) => (said.text, said.row) = (play.name, Some(play.id.0)),
            Why::Missed(missed) => (said.text, said.row) = (missed.step.words, Some(missed.step.id.0)),
            Why::Leaving { leaving, .. } => (said.text, said.row) = (leaving.words, Some(leaving.id.0)),
            Why::Peace { reason } => said.text = reason,
            Why::Occasion { fact, .. } => (said.text, said.row) = (fact.draft.text, Some(fact.id.0)),
            Why::Holiday { name, people, .. } => {
                (said.text, said.count) = (name, Some(people));
            }
            Why::Certificate(open) => {
                (said.text, said.row) = (open.what, Some(open.id.0));
                said.balance = Some(open.balance);
            }
            Why::Silence(silent) => {
                said.within_reach = Some(silent.within_reach);
                said.standing = Some(silent.standing.into());
            }
        }
        said
    }
}

/// Read whom to care for today, the first first.
#[utoipa::path(get, path = "/api/v1/today", tag = "worth", operation_id = "readToday", params(Whose),
    responses((status = 200, description = "The day's list", body = DayList)))]
pub(crate) async fn today(call: Call, Query(whose): Query<Whose>) -> Result<axum::Json<DayList>, Problem> {
    let list = act::today::list(&call.store, call.actor, call.now, whose.owner.map(StaffId)).await?;
    Ok(axum::Json(DayList {
        day: list.day.to_string(),
        data: list.lines.into_iter().map(DayLine::from).collect(),
        cut: list.cut.into_iter().map(LineKind::name).collect(),
    }))
}

/// A line, as the list of the day names it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineName {
    /// About whom; left out for what is about nobody in particular.
    person: Option<Uuid>,
    /// Its kind.
    kind: String,
    /// What it is about.
    #[schema(min_length = 1, max_length = 100)]
    about: String,
}

impl LineName {
    fn which(self) -> Result<Which, Problem> {
        let kind = known("kind of line", &self.kind, LineKind::from_name).map_err(Problem::invalid)?;
        Ok(Which { person: self.person.map(PersonId), kind, about: self.about })
    }
}

/// A line to be set aside.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AsideDraft {
    /// About whom; left out for what is about nobody in particular.
    person: Option<Uuid>,
    /// Its kind.
    kind: String,
    /// What it is about.
    #[schema(min_length = 1, max_length = 100)]
    about: String,
    /// The day it comes back; left out, it is declined for good.
    #[schema(format = Date)]
    until: Option<String>,
    /// Why: `met`, `unfitting`, `gone`, `asked`, `wrong`, or own words. Needed where it is declined.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// A line that is set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AsideLine {
    /// About whom.
    person: Option<Uuid>,
    /// Their name, or how we know them.
    name: String,
    /// Its kind.
    kind: &'static str,
    /// What it is about.
    about: String,
    /// The day it comes back; none where it was declined for good.
    #[schema(format = Date)]
    until: Option<String>,
    /// Why.
    reason: String,
    /// Who said so.
    said_by: String,
    /// When.
    #[schema(format = DateTime)]
    said_at: String,
}

/// Lines set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Asides {
    /// The latest first.
    data: Vec<AsideLine>,
}

impl From<Aside> for AsideLine {
    fn from(aside: Aside) -> Self {
        Self {
            person: aside.which.person.map(|person| person.0),
            name: aside.name,
            kind: aside.which.kind.name(),
            about: aside.which.about,
            until: aside.until.map(|day| day.to_string()),
            reason: aside.reason,
            said_by: aside.said_by,
            said_at: aside.said_at.to_string(),
        }
    }
}

/// List what is set aside.
#[utoipa::path(get, path = "/api/v1/today/aside", tag = "worth", operation_id = "listAside",
    responses((status = 200, description = "Lines set aside", body = Asides)))]
pub(crate) async fn asides(call: Call) -> Result<axum::Json<Asides>, Problem> {
    let asides = call.store.asides(call.actor, ASIDES).await?;
    Ok(axum::Json(Asides { data: asides.into_iter().map(AsideLine::from).collect() }))
}

/// Set a line of the day aside: put it off, or decline it with a reason.
#[utoipa::path(post, path = "/api/v1/today/aside", tag = "worth", operation_id = "setAside",
    request_body = AsideDraft, responses((status = 204, description = "It is set aside")))]
pub(crate) async fn set_aside(call: Call, Json(draft): Json<AsideDraft>) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let until: Option<Day> = draft.until.as_deref().map(read_day).transpose().map_err(Problem::invalid)?;
    let which = LineName { person: draft.person, kind: draft.kind, about: draft.about }.which()?;
    call.store.set_aside(&permit, &which, until, &draft.reason.unwrap_or_default()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a line up again that was set aside.
#[utoipa::path(post, path = "/api/v1/today/take-up", tag = "worth", operation_id = "takeUp",
    request_body = LineName, responses((status = 204, description = "It is in the list again")))]
pub(crate) async fn take_up(call: Call, Json(line): Json<LineName>) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.take_up(&permit, &line.which()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichTasks {
    /// Of this member of the team.
    owner: Option<Uuid>,
    /// Those nobody has yet.
    #[param(default = false)]
    nobody: Option<bool>,
    /// For this person.
    person: Option<Uuid>,
    /// Most tasks.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
}

/// Tasks that wait.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tasks {
    /// The longest due first.
    data: Vec<Gesture>,
}

/// List what somebody is to do for people, the longest due first.
#[utoipa::path(get, path = "/api/v1/tasks", tag = "plays", operation_id = "listTasks", params(WhichTasks),
    responses((status = 200, description = "Open tasks", body = Tasks)))]
pub(crate) async fn tasks(call: Call, Query(asked): Query<WhichTasks>) -> Result<axum::Json<Tasks>, Problem> {
    let which = OpenGestures {
        owner: asked.owner.map(StaffId),
        nobodys: asked.nobody.unwrap_or_default(),
        person: asked.person.map(PersonId),
        ..OpenGestures::default()
    };
    let found = call.store.open_gestures(call.actor, &which, limit(asked.limit)?).await?;
    Ok(axum::Json(Tasks { data: found.into_iter().map(Gesture::from).collect() }))
}

/// Another time for a task.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Moving {
    /// When it is due.
    #[schema(format = DateTime)]
    due: String,
}

/// Move a task to another time.
#[utoipa::path(post, path = "/api/v1/gestures/{id}/move", tag = "plays", operation_id = "moveGesture",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = Moving, responses((status = 200, description = "The gesture", body = Gesture)))]
pub(crate) async fn move_to(
    call: Call,
    Path(id): Path<GestureId>,
    IfMatch(version): IfMatch,
    Json(moving): Json<Moving>,
) -> Result<Tagged<Gesture>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let due = instant("#/due", &moving.due)?;
    call.store.move_gesture(&permit, id, version, due).await.map_err(Problem::of_edit)?;
    gestures::one(call, Path(id)).await
}
