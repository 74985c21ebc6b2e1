//! What programs do, and what tells them how.

use axum::http::Method;
use domain::access::Action::{ManageKeys, MergePeople, ReadCustomers};

use super::{Line, Needs, get, line, post};
use crate::api::{document, keys, merges, people, webhooks};

pub(super) fn lines() -> Vec<Line> {
    vec![
        get("/api/openapi.json", Needs::Open, document::serve),
        get("/api/v1/people", Needs::Key(ReadCustomers), people::list),
        get("/api/v1/people/{id}", Needs::Key(ReadCustomers), people::one),
        get("/api/v1/suggestions", Needs::Key(ReadCustomers), merges::suggestions),
        get("/api/v1/merges", Needs::Key(ReadCustomers), merges::list),
        post("/api/v1/merges", Needs::Key(MergePeople), merges::make),
        get("/api/v1/merges/{id}", Needs::Key(ReadCustomers), merges::one),
        post("/api/v1/merges/{id}/undo", Needs::Key(MergePeople), merges::undo),
        post("/api/v1/distinctions", Needs::Key(MergePeople), merges::tell_apart),
        post("/api/v1/distinctions/lift", Needs::Key(MergePeople), merges::lift),
        get("/api/v1/keys", Needs::Key(ManageKeys), keys::list),
        post("/api/v1/keys", Needs::Key(ManageKeys), keys::make),
        get("/api/v1/keys/{id}", Needs::Key(ManageKeys), keys::one),
        line(Method::DELETE, "/api/v1/keys/{id}", Needs::Key(ManageKeys), keys::revoke),
    ]
    .into_iter()
    .chain(telling())
    .collect()
}

/// Webhooks, and what they were told.
fn telling() -> [Line; 12] {
    let needs = Needs::Key(ManageKeys);
    [
        get("/api/v1/webhooks", needs, webhooks::list),
        post("/api/v1/webhooks", needs, webhooks::make),
        get("/api/v1/webhooks/{id}", needs, webhooks::one),
        line(Method::PUT, "/api/v1/webhooks/{id}", needs, webhooks::change),
        line(Method::DELETE, "/api/v1/webhooks/{id}", needs, webhooks::remove),
        post("/api/v1/webhooks/{id}/rotate", needs, webhooks::rotate),
        post("/api/v1/webhooks/{id}/test", needs, webhooks::test),
        get("/api/v1/webhooks/{id}/messages", needs, webhooks::messages),
        post("/api/v1/webhooks/{id}/replay", needs, webhooks::replay_failed),
        get("/api/v1/messages/{id}", needs, webhooks::message),
        get("/api/v1/messages/{id}/attempts", needs, webhooks::attempts),
        post("/api/v1/messages/{id}/replay", needs, webhooks::replay),
    ]
}
