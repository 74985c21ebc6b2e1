//! What people said of being written to.

use axum::http::StatusCode;
use domain::access::Action;
use domain::consent::Word;
use domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::extract::{Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A word.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Consent {
    /// Its id.
    id: Uuid,
    /// A topic's name; `all` for everything; `reach` for whether letters reach an address.
    topic: String,
    /// `given` or `refused`.
    word: &'static str,
    /// How we came by it: `one_click`, `preferences`, `staff`, `api`, `import` or `bounce`.
    source: &'static str,
    /// What was said beside it.
    note: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// All a person said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Consents {
    /// The latest first; of each topic the latest counts, and a refusal of `all` stands above topics.
    data: Vec<Consent>,
}

/// A word to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentDraft {
    /// A topic's name, or `all`.
    #[schema(min_length = 1, max_length = 40)]
    topic: String,
    /// `given` or `refused`.
    #[schema(pattern = "^(given|refused)$")]
    word: String,
    /// How they said it.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

/// List all a person said of being written to.
#[utoipa::path(get, path = "/api/v1/people/{id}/consents", tag = "letters", operation_id = "listConsents",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The ledger", body = Consents)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Consents>, Problem> {
    call.store.person(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let consent = |line: store::consents::Line| Consent {
        id: line.id.0,
        topic: line.topic,
        word: line.word.name(),
        source: line.source.name(),
        note: line.note,
        at: line.at.to_string(),
    };
    let lines = call.store.consent_history(call.actor, id).await?;
    Ok(axum::Json(Consents { data: lines.into_iter().map(consent).collect() }))
}

/// Write down what a person said.
#[utoipa::path(post, path = "/api/v1/people/{id}/consents", tag = "letters", operation_id = "sayConsent",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = ConsentDraft,
    responses((status = 204, description = "It is written down")))]
pub(crate) async fn say(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<ConsentDraft>,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let word = Word::from_name(&draft.word)
        .ok_or_else(|| Problem::invalid_at("#/word", "A word is 'given' or 'refused'."))?;
    call.store.say_consent(&permit, id, &draft.topic, word, &draft.note).await?;
    Ok(StatusCode::NO_CONTENT)
}
