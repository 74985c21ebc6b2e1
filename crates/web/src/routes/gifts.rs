//! Certificates: given, taken at a till, and what is owed on them.

use domain::access::Action::{GiveGifts, ReadCustomers, RedeemGifts};

use super::{Line, Needs, get, post};
use crate::api::certificates as api;
use crate::pages::{certificates, liability, till};

pub(super) fn lines() -> Vec<Line> {
    let mut lines = pages();
    lines.extend(interface());
    lines
}

fn pages() -> Vec<Line> {
    let (read, redeem) = (Needs::Staff(ReadCustomers), Needs::Staff(RedeemGifts));
    vec![
        get("/certificates", read, liability::liability),
        get("/certificates.csv", read, liability::sheet),
        get("/certificates/{id}", read, certificates::one),
        post("/certificates/{id}/void", Needs::Staff(GiveGifts), certificates::void),
        get("/people/{id}/certificates", read, certificates::of_person),
        post("/people/{id}/certificates", Needs::Staff(GiveGifts), certificates::give),
        get("/till", redeem, till::till),
        post("/till", redeem, till::take),
        post("/till/undo", redeem, till::undo),
    ]
}

fn interface() -> Vec<Line> {
    let (read, give, redeem) = (Needs::Key(ReadCustomers), Needs::Key(GiveGifts), Needs::Key(RedeemGifts));
    vec![
        get("/api/v1/people/{id}/certificates", read, api::list),
        post("/api/v1/people/{id}/certificates", give, api::give),
        get("/api/v1/certificates/{id}", read, api::one),
        post("/api/v1/certificates/{id}/void", give, api::void),
        get("/api/v1/certificates/{id}/redemptions", read, api::redemptions),
        post("/api/v1/certificates/{id}/redemptions/{redemption}/undo", redeem, api::undo),
        post("/api/v1/till/look-up", redeem, api::look_up),
        post("/api/v1/till/redemptions", redeem, api::redeem),
        get("/api/v1/liability", read, api::liability),
    ]
}
