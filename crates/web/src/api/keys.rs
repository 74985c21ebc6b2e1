//! Keys of programs.

use axum::http::StatusCode;
use domain::Instant;
use domain::access::{Action, Scopes};
use domain::ids::KeyId;
use domain::keys::{KeyRefusal, NewKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Page};
use super::extract::{Json, Paged, Paging, Path, instant};
use super::gate::Call;
use super::problem::Problem;

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Key {
    /// Its id.
    id: Uuid,
    /// What it is called.
    name: String,
    /// The source whose write key it is; `null` for keys of this interface.
    source: Option<String>,
    /// What it may do.
    scopes: Vec<&'static str>,
    /// Who made it: `staff <id>`, `key <id>` or `operator`.
    created_by: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it ends.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// When it was revoked.
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// The last day (UTC) it was used on.
    #[schema(format = Date)]
    used_day: Option<String>,
}

impl From<store::keys::Key> for Key {
    fn from(key: store::keys::Key) -> Self {
        Self {
            id: key.id.0,
            name: key.name,
            source: key.source,
            scopes: key.scopes.iter().map(|(name, _)| name).collect(),
            created_by: key.created_by,
            created_at: key.created_at.to_string(),
            expires_at: key.expires_at.map(|at| at.to_string()),
            revoked_at: key.revoked_at.map(|at| at.to_string()),
            used_day: key.used_day.map(|day| day.to_string()),
        }
    }
}

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyDraft {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The source of a write key: small letters, digits, `-` and `_`.
    #[schema(min_length = 1, max_length = 64, pattern = "^[a-z0-9_-]+$")]
    source: Option<String>,
    /// What it may do; a write key has `events:write` alone.
    #[schema(min_items = 1)]
    scopes: Vec<String>,
    /// When it ends; `null` is never.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// A key that was made, with its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewlyMade {
    #[serde(flatten)]
    key: Key,
    /// The secret. It is said here and never again.
    secret: String,
}

impl KeyDraft {
    fn check(&self, now: Instant) -> Result<NewKey, Problem> {
        let scopes = Scopes::of(self.scopes.iter().map(String::as_str)).map_err(|unknown| {
            let known = Scopes::NAMED.map(|(name, _)| name).join(", ");
            Problem::invalid_at("#/scopes", format_args!("'{unknown}' is no scope; there are {known}."))
        })?;
        let expires_at = self.expires_at.as_deref().map(|at| instant("#/expires_at", at)).transpose()?;
        NewKey::new(&self.name, self.source.as_deref(), scopes, expires_at, now).map_err(|refusal| {
            let at = match refusal {
                KeyRefusal::Name => "#/name",
                KeyRefusal::NoScopes | KeyRefusal::EventsAlone => "#/scopes",
                KeyRefusal::Source => "#/source",
                KeyRefusal::Expiry => "#/expires_at",
            };
            Problem::invalid_at(at, refusal)
        })
    }
}

/// List keys, the latest made first.
#[utoipa::path(get, path = "/api/v1/keys", tag = "keys", operation_id = "listKeys", params(Paging),
    responses((status = 200, description = "A page of keys", body = Page<Key>)))]
pub(crate) async fn list(call: Call, paged: Paged) -> Result<Page<Key>, Problem> {
    let after = paged.cursor()?.map(KeyId);
    let keys = call.store.keys(call.actor, after, paged.limit + 1).await?;
    Ok(Page::of(keys, paged.limit, |key| key.id.0, Key::from))
}

/// Make a key. A key may give no more than it has itself.
#[utoipa::path(post, path = "/api/v1/keys", tag = "keys", operation_id = "makeKey", request_body = KeyDraft,
    responses((status = 201, description = "The key, with its secret", body = NewlyMade)))]
pub(crate) async fn make(call: Call, Json(draft): Json<KeyDraft>) -> Result<Created<NewlyMade>, Problem> {
    let permit = call.permit(Action::ManageKeys)?;
    let new = draft.check(call.now)?;
    if !new.scopes().iter().all(|(_, action)| domain::access::may(call.actor, action)) {
        return Err(Problem::forbidden("A key gives no scope that it hasn't itself."));
    }
    let (id, secret) = call.store.make_key(&permit, &new).await?;
    let key = call.store.key(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let made = NewlyMade { key: Key::from(key), secret: secret.expose().to_owned() };
    Ok(Created::new("/api/v1/keys", id.0, made))
}

/// Read a key.
#[utoipa::path(get, path = "/api/v1/keys/{id}", tag = "keys", operation_id = "readKey",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The key", body = Key)))]
pub(crate) async fn one(call: Call, Path(id): Path<KeyId>) -> Result<axum::Json<Key>, Problem> {
    let key = call.store.key(call.actor, id).await?;
    key.map(|key| axum::Json(Key::from(key))).ok_or_else(Problem::not_found)
}

/// Revoke a key, at once and for good.
#[utoipa::path(delete, path = "/api/v1/keys/{id}", tag = "keys", operation_id = "revokeKey",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "It opens nothing any more")))]
pub(crate) async fn revoke(call: Call, Path(id): Path<KeyId>) -> Result<StatusCode, Problem> {
    call.store.revoke_key(&call.permit(Action::ManageKeys)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
