//! What we promised to remember of people.

use axum::http::StatusCode;
use domain::Day;
use domain::access::Action;
use domain::ids::{FactId, PersonId};
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, Recurring, Source, When, known};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A day that comes every year of its calendar.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Yearly {
    /// `gregorian` or `jalali`.
    #[schema(pattern = "^(gregorian|jalali)$")]
    calendar: String,
    /// The year it first came, where known.
    year: Option<i32>,
    /// The month.
    #[schema(minimum = 1, maximum = 12)]
    month: u8,
    /// The day of the month.
    #[schema(minimum = 1, maximum = 31)]
    day: u8,
    /// When a leap day is kept in a common year: `before`, `after` or `leap_years`.
    #[schema(pattern = "^(before|after|leap_years)$")]
    leap: Option<String>,
}

/// A fact as it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactDraft {
    /// What it is about.
    #[schema(pattern = "^(family|work|interest|preference|date|event|bereavement|other)$")]
    kind: String,
    /// In their words.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The day it comes every year.
    yearly: Option<Yearly>,
    /// The day it comes once.
    #[schema(format = Date)]
    on_day: Option<String>,
    /// How we learned it.
    #[schema(pattern = "^(said|written|public|seen|told)$")]
    source: String,
    /// More about that.
    #[schema(max_length = 500)]
    source_note: Option<String>,
    /// Why we may keep it (GDPR, article 6).
    #[schema(
        pattern = "^(consent|contract|legal_obligation|vital_interests|public_task|legitimate_interests)$"
    )]
    basis: String,
    /// How sensitive it is.
    #[schema(pattern = "^(ordinary|private|special)$")]
    level: String,
    /// The first day it matters no more.
    #[schema(format = Date)]
    expires_on: Option<String>,
}

/// A fact.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Fact {
    /// Its id.
    id: Uuid,
    /// Whose it is.
    person: Uuid,
    /// What it is about.
    kind: &'static str,
    /// In their words.
    text: String,
    /// The day it comes every year.
    yearly: Option<Yearly>,
    /// The day it comes once.
    #[schema(format = Date)]
    on_day: Option<String>,
    /// How we learned it.
    source: &'static str,
    /// More about that.
    source_note: String,
    /// Why we may keep it.
    basis: &'static str,
    /// How sensitive it is.
    level: &'static str,
    /// The first day it matters no more.
    #[schema(format = Date)]
    expires_on: Option<String>,
    /// Who learned it.
    learned_by: String,
    /// When.
    #[schema(format = DateTime)]
    learned_at: String,
    /// Its version: the ETag to change it under.
    version: i64,
}

/// The facts of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Facts {
    /// The latest learned first; those the key may see.
    data: Vec<Fact>,
}

impl FactDraft {
    fn read(self) -> Result<Draft, domain::memory::Problem> {
        let when = match (self.yearly, self.on_day) {
            (Some(yearly), _) => {
                let calendar = known("calendar", &yearly.calendar, Calendar::from_name)?;
                let leap =
                    yearly.leap.map(|leap| known("leap rule", &leap, LeapRule::from_name)).transpose()?;
                Some(When::Yearly(Recurring::new(calendar, yearly.year, yearly.month, yearly.day, leap)?))
            }
            (None, Some(day)) => Some(When::once(read_day(&day)?)?),
            (None, None) => None,
        };
        Ok(Draft {
            kind: known("kind of fact", &self.kind, FactKind::from_name)?,
            text: self.text,
            when,
            source: known("source", &self.source, Source::from_name)?,
            source_note: self.source_note.unwrap_or_default(),
            basis: known("basis", &self.basis, Basis::from_name)?,
            level: known("level", &self.level, Level::from_name)?,
            expires_on: self.expires_on.map(|day| read_day(&day)).transpose()?,
        })
    }
}

/// A day as it is written.
pub(super) fn read_day(text: &str) -> Result<Day, domain::memory::Problem> {
    text.parse().map_err(|_| domain::memory::Problem::NotADate(text.chars().take(60).collect()))
}

impl From<store::facts::Fact> for Fact {
    fn from(fact: store::facts::Fact) -> Self {
        let draft = fact.draft;
        let (yearly, on_day) = match draft.when {
            Some(When::Yearly(date)) => {
                let yearly = Yearly {
                    calendar: date.calendar().name().to_owned(),
                    year: date.year(),
                    month: date.month(),
                    day: date.day(),
                    leap: date.leap().map(|leap| leap.name().to_owned()),
                };
                (Some(yearly), None)
            }
            Some(When::Once(day)) => (None, Some(day.to_string())),
            None => (None, None),
        };
        Self {
            id: fact.id.0,
            person: fact.person.0,
            kind: draft.kind.name(),
            text: draft.text,
            yearly,
            on_day,
            source: draft.source.name(),
            source_note: draft.source_note,
            basis: draft.basis.name(),
            level: draft.level.name(),
            expires_on: draft.expires_on.map(|day| day.to_string()),
            learned_by: fact.learned_by,
            learned_at: fact.learned_at.to_string(),
            version: fact.version,
        }
    }
}

/// Read what is remembered of a person, as far as the key may see. A look at sensitive facts is
/// written into the audit.
#[utoipa::path(get, path = "/api/v1/people/{id}/facts", tag = "memory", operation_id = "listFacts",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their facts", body = Facts)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Facts>, Problem> {
    call.someone(id).await?;
    let facts = call.store.facts(call.actor, id).await?;
    Ok(axum::Json(Facts { data: facts.into_iter().map(Fact::from).collect() }))
}

/// Remember a fact.
#[utoipa::path(post, path = "/api/v1/people/{id}/facts", tag = "memory", operation_id = "rememberFact",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = FactDraft,
    responses((status = 201, description = "The fact", body = Fact)))]
pub(crate) async fn remember(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<FactDraft>,
) -> Result<Created<Fact>, Problem> {
    let draft = draft.read().map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    let fact = call.store.remember(&permit, id, draft, None).await?;
    let (version, made) = found(&call, fact).await?;
    Ok(Created::new("/api/v1/facts", fact.0, made).tagged(version))
}

async fn found(call: &Call, id: FactId) -> Result<(i64, Fact), Problem> {
    let fact = call.store.fact(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok((fact.version, Fact::from(fact)))
}

/// Read a fact.
#[utoipa::path(get, path = "/api/v1/facts/{id}", tag = "memory", operation_id = "readFact",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The fact", body = Fact)))]
pub(crate) async fn one(call: Call, Path(id): Path<FactId>) -> Result<Tagged<Fact>, Problem> {
    let (version, fact) = found(&call, id).await?;
    Ok(Tagged(version, fact))
}

/// Correct a fact.
#[utoipa::path(put, path = "/api/v1/facts/{id}", tag = "memory", operation_id = "correctFact",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = FactDraft,
    responses((status = 200, description = "The fact", body = Fact)))]
pub(crate) async fn correct(
    call: Call,
    Path(id): Path<FactId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<FactDraft>,
) -> Result<Tagged<Fact>, Problem> {
    let draft = draft.read().map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    call.store.correct_fact(&permit, id, version, draft).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Forget a fact.
#[utoipa::path(delete, path = "/api/v1/facts/{id}", tag = "memory", operation_id = "forgetFact",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is forgotten")))]
pub(crate) async fn forget(
    call: Call,
    Path(id): Path<FactId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.forget_fact(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
