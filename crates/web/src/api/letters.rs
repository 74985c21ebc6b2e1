//! Letters, what they are about, and what became of each that was sent.

pub(crate) mod send;

use std::collections::BTreeMap;

use domain::access::Action;
use domain::ids::{GestureId, LetterId};
use domain::letters::{Draft, Text};
use domain::plays::OutboxState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page, Tagged, cursor, limit};
use super::extract::{IfMatch, Json, Path, Query};
use super::gate::Call;
use super::problem::Problem;

const LIST: &str = "/api/v1/letters";

/// A letter in one language.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterText {
    /// Its language tag (BCP 47).
    #[schema(min_length = 2, max_length = 35)]
    language: String,
    /// The subject, with placeholders.
    #[schema(min_length = 1, max_length = 400)]
    subject: String,
    /// The body: a calm part of Markdown, with placeholders such as `{{ first_name|default("friend") }}`.
    #[schema(min_length = 1, max_length = 65536)]
    body: String,
}

/// A letter to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterDraft {
    /// What we call it.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// What it is about.
    #[schema(pattern = "^[a-z0-9_-]{1,40}$")]
    topic: String,
    /// Its texts, one a language.
    #[schema(min_items = 1, max_items = 20)]
    texts: Vec<LetterText>,
}

impl From<LetterText> for Text {
    fn from(text: LetterText) -> Self {
        Self { language: text.language, subject: text.subject, body: text.body }
    }
}

impl From<LetterDraft> for Draft {
    fn from(draft: LetterDraft) -> Self {
        let texts = draft.texts.into_iter().map(Text::from).collect();
        Self { name: draft.name, topic: draft.topic, texts }
    }
}

/// A letter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Letter {
    /// Its id.
    id: Uuid,
    /// What we call it.
    name: String,
    /// What it is about.
    topic: String,
    /// Its texts.
    texts: Vec<LetterText>,
    /// Whether it is put away.
    put_away: bool,
    /// When it was written.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<store::letters::Letter> for Letter {
    fn from(letter: store::letters::Letter) -> Self {
        let Draft { name, topic, texts } = letter.draft;
        let text =
            |text: Text| LetterText { language: text.language, subject: text.subject, body: text.body };
        Self {
            id: letter.id.0,
            name,
            topic,
            texts: texts.into_iter().map(text).collect(),
            put_away: letter.put_away_at.is_some(),
            created_at: letter.created_at.to_string(),
        }
    }
}

/// A letter in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LetterLine {
    /// Its id.
    id: Uuid,
    /// What we call it.
    name: String,
    /// What it is about.
    topic: String,
    /// The languages it is written in.
    languages: Vec<String>,
    /// Whether it is put away.
    put_away: bool,
    /// How many were taken by a mail server.
    sent: u64,
}

/// All letters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Letters {
    /// The newest first, those put away last.
    data: Vec<LetterLine>,
}

/// List all letters.
#[utoipa::path(get, path = "/api/v1/letters", tag = "letters", operation_id = "listLetters",
    responses((status = 200, description = "All letters", body = Letters)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Letters>, Problem> {
    let line = |line: store::letters::LetterLine| LetterLine {
        id: line.id.0,
        name: line.name,
        topic: line.topic,
        languages: line.languages,
        put_away: line.put_away,
        sent: line.sent,
    };
    let letters = call.store.letters(call.actor).await?;
    Ok(axum::Json(Letters { data: letters.into_iter().map(line).collect() }))
}

async fn found(call: &Call, id: LetterId) -> Result<store::letters::Letter, Problem> {
    call.store.letter(call.actor, id).await?.ok_or_else(Problem::not_found)
}

/// Keep a letter. An unknown placeholder is refused with the nearest there is.
#[utoipa::path(post, path = "/api/v1/letters", tag = "letters", operation_id = "makeLetter",
    request_body = LetterDraft, responses((status = 201, description = "The letter", body = Letter)))]
pub(crate) async fn make(call: Call, Json(draft): Json<LetterDraft>) -> Result<Created<Letter>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let id = act::letters::keep(&call.store, &permit, draft.into()).await?;
    let letter = found(&call, id).await?;
    let version = letter.version;
    Ok(Created::new(LIST, id.0, Letter::from(letter)).tagged(version))
}

/// Read a letter.
#[utoipa::path(get, path = "/api/v1/letters/{id}", tag = "letters", operation_id = "readLetter",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The letter", body = Letter)))]
pub(crate) async fn one(call: Call, Path(id): Path<LetterId>) -> Result<Tagged<Letter>, Problem> {
    let letter = found(&call, id).await?;
    Ok(Tagged(letter.version, Letter::from(letter)))
}

/// Change a letter: the name, topic and texts sent take the place of those there.
#[utoipa::path(put, path = "/api/v1/letters/{id}", tag = "letters", operation_id = "changeLetter",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = LetterDraft, responses((status = 200, description = "The letter", body = Letter)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<LetterId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<LetterDraft>,
) -> Result<Tagged<Letter>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let changed = act::letters::change(&call.store, &permit, id, version, draft.into()).await;
    changed.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// A topic.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Topic {
    /// Its name.
    #[schema(pattern = "^[a-z0-9_-]{1,40}$")]
    name: String,
    /// What people read, by language tag.
    titles: BTreeMap<String, String>,
}

/// All topics.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Topics {
    /// By name.
    data: Vec<Topic>,
}

/// List all topics.
#[utoipa::path(get, path = "/api/v1/topics", tag = "letters", operation_id = "listTopics",
    responses((status = 200, description = "All topics", body = Topics)))]
pub(crate) async fn topics(call: Call) -> Result<axum::Json<Topics>, Problem> {
    let topic = |topic: store::topics::Topic| Topic { name: topic.name, titles: topic.titles };
    let topics = call.store.topics(call.actor).await?;
    Ok(axum::Json(Topics { data: topics.into_iter().map(topic).collect() }))
}

/// Make a topic, or give one that is there other titles.
#[utoipa::path(post, path = "/api/v1/topics", tag = "letters", operation_id = "saveTopic", request_body = Topic,
    responses((status = 200, description = "The topic", body = Topic)))]
pub(crate) async fn save_topic(call: Call, Json(topic): Json<Topic>) -> Result<axum::Json<Topic>, Problem> {
    let kept = store::topics::Topic { name: topic.name.clone(), titles: topic.titles.clone() };
    call.store.save_topic(&call.permit(Action::ManagePlays)?, &kept).await?;
    Ok(axum::Json(topic))
}

/// A letter on its way, or at its end.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sent {
    /// The gesture it is.
    id: Uuid,
    /// To whom.
    person: Uuid,
    /// Their address.
    address: String,
    /// Which letter; `null` where it is gone.
    letter: Option<Uuid>,
    /// `waiting`, `sending`, `sent`, `held`, `failed` or `cancelled`.
    state: &'static str,
    /// How often it was tried.
    attempts: i64,
    /// When it is tried next.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// What the mail server last said, or why it was called off.
    answer: String,
    /// When it was decided.
    #[schema(format = DateTime)]
    decided_at: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl From<store::outbox::Line> for Sent {
    fn from(line: store::outbox::Line) -> Self {
        Self {
            id: line.gesture.0,
            person: line.person.0,
            address: line.address,
            letter: line.letter.map(|letter| letter.0),
            state: line.state.name(),
            attempts: line.attempts,
            next_at: line.next_at.map(|at| at.to_string()),
            answer: line.answer,
            decided_at: line.decided_at.to_string(),
            ended_at: line.ended_at.map(|at| at.to_string()),
        }
    }
}

/// Which letters to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those that stand so; of those held only what nobody decided yet.
    #[param(pattern = "^(waiting|sending|sent|held|failed|cancelled)$")]
    state: String,
    /// Most letters on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// List letters that were decided, by where they stand.
#[utoipa::path(get, path = "/api/v1/outbox", tag = "letters", operation_id = "listOutbox", params(Asked),
    responses((status = 200, description = "A page of letters", body = Page<Sent>)))]
pub(crate) async fn outbox(call: Call, Query(asked): Query<Asked>) -> Result<Page<Sent>, Problem> {
    let limit = limit(asked.limit)?;
    let after = cursor(asked.after.as_deref())?.map(GestureId);
    let state = OutboxState::from_name(&asked.state).ok_or_else(|| {
        let known: Vec<&str> = OutboxState::ALL.iter().map(|state| state.name()).collect();
        Problem::malformed(format_args!("'state' is one of {}.", known.join(", ")))
    })?;
    let lines = call.store.outbox(call.actor, state, after, limit + 1).await?;
    Ok(Page::of(lines, limit, |line| line.gesture.0, Sent::from))
}

/// What becomes of a letter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// Whether it is sent again, though it may arrive twice; else it is left, though it may never have
    /// arrived.
    again: bool,
}

/// Decide of a letter held, or send one again that failed.
#[utoipa::path(post, path = "/api/v1/outbox/{id}/decide", tag = "letters", operation_id = "decideLetter",
    params(("id" = Uuid, Path, description = "Its gesture's id")), request_body = Decision,
    responses((status = 200, description = "The letter", body = Sent)))]
pub(crate) async fn decide(
    call: Call,
    Path(id): Path<GestureId>,
    Json(Decision { again }): Json<Decision>,
) -> Result<axum::Json<Sent>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.outbox_line(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    call.store.decide_letter(&permit, id, again).await?;
    let line = call.store.outbox_line(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Sent::from(line)))
}
