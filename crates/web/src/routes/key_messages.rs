//! What the company says by every channel.

use axum::http::Method;
use domain::access::Action::{ManagePlays, ReadCustomers};

use super::{Line, Needs, get, line, post};
use crate::api::key_messages as api;
use crate::pages::key_messages;

pub(super) fn lines() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(ManagePlays));
    vec![
        get("/key-message", read, key_messages::messages),
        post("/key-message", write, key_messages::save),
        get("/key-message/{day}", read, key_messages::message),
        post("/key-message/{day}/remove", write, key_messages::remove),
        get("/api/v1/key-messages", Needs::Key(ReadCustomers), api::list),
        get("/api/v1/key-messages/now", Needs::Key(ReadCustomers), api::now),
        line(Method::PUT, "/api/v1/key-messages/{day}", Needs::Key(ManagePlays), api::write),
        line(Method::DELETE, "/api/v1/key-messages/{day}", Needs::Key(ManagePlays), api::remove),
    ]
}
