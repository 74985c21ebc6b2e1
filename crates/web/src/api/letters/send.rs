//! Letters that are sent outside the plays somebody wrote: to one person, and to many.

use act::letters::{send_to_many, write_to};
use domain::access::Action;
use domain::ids::{LetterId, PersonId};
use domain::letters::OwnLetter;
use domain::plays::{HOLDOUT_MILLE, Holdout};
use serde::Deserialize;
use store::outbox::ToOne;
use utoipa::ToSchema;
use uuid::Uuid;

use super::LetterText;
use crate::api::answer::{Created, Tagged};
use crate::api::extract::{Json, Path};
use crate::api::gate::Call;
use crate::api::gestures::{self, Gesture};
use crate::api::plays::{self, Play};
use crate::api::problem::Problem;

/// A letter to one person: one that is kept, or words of its own.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterToOne {
    /// The id of a letter that is kept; it goes in the person's language.
    letter: Option<Uuid>,
    /// Where it is none: the words.
    text: Option<LetterText>,
    /// What those words are about; left out, they are an answer to what the person asked, which needs
    /// no consent.
    #[schema(pattern = "^[a-z0-9_-]{1,40}$")]
    topic: Option<String>,
}

/// Who gets a letter to many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterToMany {
    /// A rule in CEL; left out, everybody who may be written to about the letter's topic.
    #[serde(default)]
    #[schema(max_length = 4096)]
    who: String,
    /// The share held out, in thousandths; 100 where it is left out.
    #[schema(minimum = 0, maximum = 900)]
    holdout_mille: Option<u16>,
    /// Why nobody is held out, where the share is 0.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: String,
}

/// Write to one person. Consent, rest and the control group of the whole programme speak now; the cap and
/// quiet hours are waited for in the outbox.
#[utoipa::path(post, path = "/api/v1/people/{id}/letters", tag = "letters", operation_id = "writeLetter",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = LetterToOne,
    responses((status = 201, description = "The gesture", body = Gesture)))]
pub(crate) async fn to_one(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<LetterToOne>,
) -> Result<Created<Gesture>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let letter = match (draft.letter, draft.text) {
        (Some(kept), None) => ToOne::Kept(LetterId(kept)),
        (None, Some(text)) => ToOne::Own(OwnLetter { topic: draft.topic, text: text.into() }),
        _ => return Err(Problem::invalid_at("#/text", "Say either 'letter' or 'text'.")),
    };
    let gesture = write_to(&call.store, call.now, &permit, id, letter).await?;
    let Tagged(version, made) = gestures::one(call, Path(gesture)).await?;
    Ok(Created::new("/api/v1/gestures", gesture.0, made).tagged(version))
}

/// Send a letter to many, or ask for the approval the programme wants: the play it is. Rehearse the
/// definition it has to see who would get it.
#[utoipa::path(post, path = "/api/v1/letters/{id}/many", tag = "letters", operation_id = "sendToMany",
    params(("id" = Uuid, Path, description = "Its id")), request_body = LetterToMany,
    responses((status = 201, description = "The play", body = Play)))]
pub(crate) async fn to_many(
    call: Call,
    Path(id): Path<LetterId>,
    Json(draft): Json<LetterToMany>,
) -> Result<Created<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let mille = draft.holdout_mille.unwrap_or(HOLDOUT_MILLE);
    let holdout = Holdout { mille, reason: draft.reason, by_organisation: false };
    let now = call.now;
    let play = send_to_many(&call.store, now, &permit, id, &draft.who, holdout).await?;
    let Tagged(version, made) = plays::one(call, Path(play)).await?;
    Ok(Created::new("/api/v1/plays", play.0, made).tagged(version))
}
