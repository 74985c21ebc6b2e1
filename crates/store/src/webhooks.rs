//! Who wants to be told of what, and what they were told (Standard Webhooks 1.0).

use domain::webhooks::BODY_BYTES_MAX;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::{Result, Store, bulk, sql};

#[derive(FromQueryResult)]
struct Listener {
    id: Uuid,
    events: String,
}

/// Tells every webhook that asked for `event`, inside the transaction of what it tells of. `data`
/// names what happened by ids, and is at most 20 kB; of a larger one only its `id` is told.
pub(crate) async fn tell(on: &impl ConnectionTrait, store: &Store, event: &str, data: &Json) -> Result<()> {
    tell_all(on, store, event, std::slice::from_ref(data)).await
}

/// [`tell`] for many of one event.
pub(crate) async fn tell_all(
    on: &impl ConnectionTrait,
    store: &Store,
    event: &str,
    data: &[Json],
) -> Result<()> {
    let listeners: Vec<Listener> =
        sql::rows(on, "select id, events from webhooks where state = 'active' order by id", []).await?;
    let asked = |listener: &&Listener| listener.events.split(' ').any(|asked| asked == event);
    let listeners: Vec<Uuid> = listeners.iter().filter(asked).map(|listener| listener.id).collect();
    if listeners.is_empty() {
        return Ok(());
    }
    let now = store.now();
    let mut values: Vec<Value> = Vec::with_capacity(8 * data.len() * listeners.len());
    for each in data {
        let body = body(event, &now.to_string(), each);
        for webhook in &listeners {
            values.extend([
                store.inner.ids.next().into(),
                (*webhook).into(),
                event.into(),
                body.as_str().into(),
                "waiting".into(),
                0i64.into(),
                now.0.into(),
                now.0.into(),
            ]);
        }
    }
    let before =
        "insert into messages (id, webhook_id, event, body, state, attempts, next_at, created_at) values ";
    bulk::run(on, before, 8, "", values).await?;
    Ok(())
}

/// The bytes that are signed and sent: the same at each try.
fn body(event: &str, at: &str, data: &Json) -> String {
    let whole = json!({ "type": event, "timestamp": at, "data": data }).to_string();
    if whole.len() < BODY_BYTES_MAX {
        return whole;
    }
    json!({ "type": event, "timestamp": at, "data": { "id": data["id"], "too_large": true } }).to_string()
}
