//! The years of accounts.

use axum::http::Method;
use domain::access::Action::{ReadCustomers, WritePeople};

use super::{Line, Needs, get, line, post};
use crate::api::plans as api;
use crate::pages::plans::{self, year};

pub(super) fn lines() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(WritePeople));
    let (asks, tells) = (Needs::Key(ReadCustomers), Needs::Key(WritePeople));
    vec![
        get("/plans", read, plans::plans),
        get("/people/{id}/plan", read, year::year),
        post("/people/{id}/plan", write, year::make),
        post("/plans/{plan}", write, year::change),
        post("/plans/{plan}/remove", write, year::remove),
        post("/plans/{plan}/steps", write, year::add),
        post("/plans/{plan}/steps/{step}", write, year::change_step),
        post("/plans/{plan}/steps/{step}/skip", write, year::skip),
        get("/api/v1/plans", asks, api::list),
        get("/api/v1/plans/without", asks, api::without),
        get("/api/v1/people/{id}/plans", asks, api::of_person),
        post("/api/v1/people/{id}/plans", tells, api::make),
        get("/api/v1/plans/{id}", asks, api::one),
        line(Method::PUT, "/api/v1/plans/{id}", tells, api::change),
        line(Method::DELETE, "/api/v1/plans/{id}", tells, api::remove),
        post("/api/v1/plans/{id}/steps", tells, api::add),
        line(Method::PUT, "/api/v1/plans/{id}/steps/{step}", tells, api::change_step),
        post("/api/v1/plans/{id}/steps/{step}/skip", tells, api::skip),
    ]
}
