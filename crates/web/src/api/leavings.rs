//! Why people leave: what they said, what was written down, and how often.

use axum::http::StatusCode;
use domain::Day;
use domain::access::Action;
use domain::ids::{LeavingId, PersonId};
use domain::leaving::{Draft, Reason, Voice};
use domain::memory::known;
use know::leaving::{Counted, MONTHS, by_month, days_of};
use serde::{Deserialize, Serialize};
use store::leavings::Left;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path, Query};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// Why somebody left, to write down or as it should have been.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeavingDraft {
    /// `price`, `quality`, `service`, `choice`, `elsewhere`, `place`, `need`, `letters` (they end only our
    /// letters) or `other`.
    #[schema(pattern = "^(price|quality|service|choice|elsewhere|place|need|letters|other)$")]
    reason: String,
    /// What was said of it.
    #[serde(default)]
    #[schema(max_length = 1000)]
    words: String,
    /// Where they go instead.
    #[serde(default)]
    #[schema(max_length = 120)]
    destination: String,
    /// In whose words: `theirs` or `ours`.
    #[schema(pattern = "^(theirs|ours)$")]
    voice: String,
    /// The day they left on; today where it is left out.
    #[schema(format = Date)]
    day: Option<String>,
}

/// Why somebody left, or the question nobody answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Leaving {
    /// Its id.
    id: Uuid,
    /// Who.
    person: Uuid,
    /// How we came to know: `stop` (asked when they ended letters), `letter`, `staff` or `api`.
    source: &'static str,
    /// When they were asked.
    #[schema(format = DateTime)]
    asked_at: Option<String>,
    /// Why; absent where they have not answered.
    reason: Option<&'static str>,
    /// What was said of it.
    words: String,
    /// Where they go instead.
    destination: String,
    /// In whose words: `theirs` or `ours`.
    voice: &'static str,
    /// The day they left on, or were asked.
    #[schema(format = Date)]
    day: String,
    /// When it was said.
    #[schema(format = DateTime)]
    said_at: Option<String>,
    /// What was at stake with them then, in major units.
    at_stake: Option<f64>,
    /// The first day after it on which they bought; only in the list of all.
    #[schema(format = Date)]
    back: Option<String>,
    /// Its version: the ETag to correct or remove it under.
    version: i64,
}

/// What a person was asked and said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Leavings {
    /// The latest first.
    data: Vec<Leaving>,
}

/// People by a reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReasonCount {
    /// The reason.
    reason: &'static str,
    /// People.
    people: usize,
}

/// People by where they go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DestinationCount {
    /// Where.
    destination: String,
    /// People.
    people: usize,
}

/// What became of those of a time; each person counts once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeavingCount {
    /// The month, as `2026-09`; absent for the last twelve together.
    month: Option<String>,
    /// Whom we asked.
    asked: usize,
    /// Who of them answered.
    answered: usize,
    /// Of how many it is known why they left us; whoever ended only letters is not among them.
    left: usize,
    /// What was at stake with them, in major units.
    at_stake: f64,
    /// How many of them bought again.
    back: usize,
    /// Within how many days half of those who came back did.
    back_days: Option<i32>,
    /// The most first.
    reasons: Vec<ReasonCount>,
    /// The most first, however spelled.
    destinations: Vec<DestinationCount>,
}

/// The counts of the last twelve months.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeavingCounts {
    /// All together, then month by month, the latest first.
    data: Vec<LeavingCount>,
}

/// Of which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Between {
    /// From this day on; twelve months back where it is left out.
    #[param(format = Date)]
    from: Option<String>,
    /// Until this day, included; today where it is left out.
    #[param(format = Date)]
    until: Option<String>,
}

impl From<store::leavings::Leaving> for Leaving {
    fn from(leaving: store::leavings::Leaving) -> Self {
        Self {
            id: leaving.id.0,
            person: leaving.person.0,
            source: leaving.source.name(),
            asked_at: leaving.asked.map(|at| at.to_string()),
            reason: leaving.reason.map(Reason::name),
            words: leaving.words,
            destination: leaving.destination,
            voice: leaving.voice.name(),
            day: leaving.day.to_string(),
            said_at: leaving.said.map(|at| at.to_string()),
            at_stake: leaving.at_stake,
            back: None,
            version: leaving.version,
        }
    }
}

impl LeavingCount {
    fn of(month: Option<String>, rows: &[&Left]) -> Self {
        let counted = Counted::of(rows);
        let reason = |(reason, people): (Reason, usize)| ReasonCount { reason: reason.name(), people };
        let place = |(destination, people)| DestinationCount { destination, people };
        Self {
            month,
            asked: counted.asked,
            answered: counted.answered,
            left: counted.left,
            at_stake: counted.at_stake,
            back: counted.back,
            back_days: counted.back_days,
            reasons: counted.reasons.into_iter().map(reason).collect(),
            destinations: counted.destinations.into_iter().map(place).collect(),
        }
    }
}

impl LeavingDraft {
    fn read(self, today: Day) -> Result<Draft, domain::memory::Problem> {
        Ok(Draft {
            reason: known("reason", &self.reason, Reason::from_name)?,
            words: self.words,
            destination: self.destination,
            voice: known("voice", &self.voice, Voice::from_name)?,
            day: self.day.map(|day| read_day(&day)).transpose()?.unwrap_or(today),
        })
    }
}

impl Call {
    async fn day(&self) -> Result<Day, Problem> {
        Ok(self.now.day_in(&self.store.zone(self.actor).await?))
    }
}

/// The first day of the last twelve months.
fn year_back(today: Day) -> Day {
    days_of(today.month() - MONTHS + 1).map_or(today, |(first, _)| first)
}

/// Count who left by month: asked, answered, why, where to, and who came back.
#[utoipa::path(get, path = "/api/v1/leavings/counted", tag = "worth", operation_id = "countLeavings",
    responses((status = 200, description = "The counts", body = LeavingCounts)))]
pub(crate) async fn counted(call: Call) -> Result<axum::Json<LeavingCounts>, Problem> {
    let today = call.day().await?;
    let rows = call.store.left_between(call.actor, year_back(today), today).await?;
    let all: Vec<&Left> = rows.iter().collect();
    let months = by_month(&rows);
    let month =
        |(month, rows): &(i32, Vec<&Left>)| LeavingCount::of(Some(domain::time::month_name(*month)), rows);
    let data = std::iter::once(LeavingCount::of(None, &all)).chain(months.iter().map(month)).collect();
    Ok(axum::Json(LeavingCounts { data }))
}

/// List who left or was asked, the latest first.
#[utoipa::path(get, path = "/api/v1/leavings", tag = "worth", operation_id = "listLeavings", params(Between),
    responses((status = 200, description = "Who left or was asked", body = Leavings)))]
pub(crate) async fn list(
    call: Call,
    Query(between): Query<Between>,
) -> Result<axum::Json<Leavings>, Problem> {
    let today = call.day().await?;
    let day = |asked: Option<String>, or: Day| {
        asked.map_or(Ok(or), |day| read_day(&day).map_err(Problem::malformed))
    };
    let (from, until) = (day(between.from, year_back(today))?, day(between.until, today)?);
    let rows = call.store.left_between(call.actor, from, until).await?;
    let one = |Left { leaving, back }: Left| Leaving {
        back: back.map(|day| day.to_string()),
        ..Leaving::from(leaving)
    };
    Ok(axum::Json(Leavings { data: rows.into_iter().map(one).collect() }))
}

/// Read what a person was asked and said of why they leave.
#[utoipa::path(get, path = "/api/v1/people/{id}/leavings", tag = "memory", operation_id = "listLeavingsOf",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "What they said", body = Leavings)))]
pub(crate) async fn of_person(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Leavings>, Problem> {
    call.someone(id).await?;
    let data = call.store.leavings(call.actor, id).await?;
    Ok(axum::Json(Leavings { data: data.into_iter().map(Leaving::from).collect() }))
}

/// Write down why somebody left.
#[utoipa::path(post, path = "/api/v1/people/{id}/leavings", tag = "memory", operation_id = "recordLeaving",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = LeavingDraft,
    responses((status = 201, description = "What was written down", body = Leaving)))]
pub(crate) async fn record(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<LeavingDraft>,
) -> Result<Created<Leaving>, Problem> {
    let draft = draft.read(call.day().await?).map_err(Problem::invalid)?;
    let leaving = call.store.record_leaving(&call.permit(Action::WritePeople)?, id, draft).await?;
    let Tagged(version, made) = one(call, Path(leaving)).await?;
    Ok(Created::new("/api/v1/leavings", leaving.0, made).tagged(version))
}

/// Read why somebody left.
#[utoipa::path(get, path = "/api/v1/leavings/{id}", tag = "memory", operation_id = "readLeaving",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What was said", body = Leaving)))]
pub(crate) async fn one(call: Call, Path(id): Path<LeavingId>) -> Result<Tagged<Leaving>, Problem> {
    let leaving = call.store.leaving(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(leaving.version, Leaving::from(leaving)))
}

/// Correct why somebody left.
#[utoipa::path(put, path = "/api/v1/leavings/{id}", tag = "memory", operation_id = "correctLeaving",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = LeavingDraft,
    responses((status = 200, description = "What was said", body = Leaving)))]
pub(crate) async fn correct(
    call: Call,
    Path(id): Path<LeavingId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<LeavingDraft>,
) -> Result<Tagged<Leaving>, Problem> {
    let draft = draft.read(call.day().await?).map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    call.store.correct_leaving(&permit, id, version, draft).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Take away what was written down by mistake; a question it answered stays.
#[utoipa::path(delete, path = "/api/v1/leavings/{id}", tag = "memory", operation_id = "removeLeaving",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(id): Path<LeavingId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.remove_leaving(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
