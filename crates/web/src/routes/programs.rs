//! The pages about programs: what they can do, their keys and webhooks.

use domain::access::Action::ManageKeys;

use super::{Line, Needs, get, post};
use crate::pages::{interface, keys, webhooks};

pub(super) fn lines() -> Vec<Line> {
    let needs = Needs::Staff(ManageKeys);
    vec![
        get("/api", Needs::Member, interface::interface),
        get("/keys", needs, keys::keys),
        post("/keys", needs, keys::make),
        post("/keys/{id}/revoke", needs, keys::revoke),
        get("/webhooks", needs, webhooks::webhooks),
        post("/webhooks", needs, webhooks::make),
        get("/webhooks/{id}", needs, webhooks::webhook),
        post("/webhooks/{id}", needs, webhooks::change),
        post("/webhooks/{id}/remove", needs, webhooks::remove),
        post("/webhooks/{id}/rotate", needs, webhooks::rotate),
        post("/webhooks/{id}/test", needs, webhooks::test),
        post("/webhooks/{id}/replay", needs, webhooks::replay_failed),
        post("/webhooks/{id}/messages/{message}/replay", needs, webhooks::replay),
    ]
}
