//! What hangs offline: codes to print, and where they lead.

use axum::http::Method;
use domain::access::Action::{ManagePlays, ReadCustomers};

use super::{Line, Needs, get, line, post};
use crate::api::signs as api;
use crate::pages::signs;

pub(super) fn lines() -> Vec<Line> {
    let read = Needs::Staff(ReadCustomers);
    vec![
        get("/s/{name}", Needs::Open, signs::open),
        get("/signs", read, signs::signs),
        post("/signs", Needs::Staff(ManagePlays), signs::save),
        get("/signs/{name}", read, signs::sign),
        get("/api/v1/signs", Needs::Key(ReadCustomers), api::list),
        get("/api/v1/signs/{name}", Needs::Key(ReadCustomers), api::one),
        line(Method::PUT, "/api/v1/signs/{name}", Needs::Key(ManagePlays), api::write),
    ]
}
