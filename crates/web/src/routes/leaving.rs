//! Why people leave: asked, written down, corrected and counted.

use axum::http::Method;
use domain::access::Action::{ReadCustomers, WritePeople};

use super::{Line, Needs, get, line, post};
use crate::api::leavings as api;
use crate::pages::choices::why;
use crate::pages::leaving;
use crate::pages::person::leavings;

pub(super) fn lines() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(WritePeople));
    let (asks, tells) = (Needs::Key(ReadCustomers), Needs::Key(WritePeople));
    vec![
        get("/letters/why/{token}", Needs::Sealed, why::why_page),
        post("/letters/why/{token}", Needs::Sealed, why::why),
        get("/leaving", read, leaving::leaving),
        get("/leaving/people", read, leaving::people),
        get("/people/{id}/leavings", write, leavings::record_page),
        post("/people/{id}/leavings", write, leavings::record),
        get("/people/{id}/leavings/{leaving}", write, leavings::correct_page),
        post("/people/{id}/leavings/{leaving}", write, leavings::correct),
        post("/people/{id}/leavings/{leaving}/remove", write, leavings::remove),
        get("/api/v1/leavings/counted", asks, api::counted),
        get("/api/v1/leavings", asks, api::list),
        get("/api/v1/people/{id}/leavings", asks, api::of_person),
        post("/api/v1/people/{id}/leavings", tells, api::record),
        get("/api/v1/leavings/{id}", asks, api::one),
        line(Method::PUT, "/api/v1/leavings/{id}", tells, api::correct),
        line(Method::DELETE, "/api/v1/leavings/{id}", tells, api::remove),
    ]
}
