//! Tiers of regulars, by page and by program.

use axum::http::Method;
use domain::access::Action::{ManagePlays, ReadCustomers};

use super::{Line, Needs, get, line, post};
use crate::api::tiers as api;
use crate::pages::tiers;

pub(super) fn lines() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(ManagePlays));
    let (may_read, may_write) = (Needs::Key(ReadCustomers), Needs::Key(ManagePlays));
    vec![
        get("/tiers", read, tiers::tiers),
        get("/tiers/new", write, tiers::new),
        post("/tiers/new", write, tiers::make),
        post("/tiers/look", write, tiers::look),
        get("/tiers/{id}", read, tiers::tier),
        post("/tiers/{id}", write, tiers::change),
        post("/tiers/{id}/away", write, tiers::put_away),
        get("/api/v1/tiers", may_read, api::list),
        post("/api/v1/tiers", may_write, api::make),
        post("/api/v1/tiers/rehearse", may_write, api::rehearse),
        get("/api/v1/tiers/{id}", may_read, api::one),
        line(Method::PUT, "/api/v1/tiers/{id}", may_write, api::change),
        line(Method::DELETE, "/api/v1/tiers/{id}", may_write, api::put_away),
        get("/api/v1/tiers/{id}/members", may_read, api::members),
        get("/api/v1/people/{id}/tiers", may_read, api::of_person),
    ]
}
