//! Certificates: given, taken at a till, and what is owed on them; and the calendars people keep.

use axum::http::Method;
use domain::access::Action::{GiveGifts, ManagePlays, ReadCustomers, RedeemGifts, WritePeople};

use super::{Line, Needs, get, line, post};
use crate::api::{calendars as calendars_api, certificates as api, presents as presents_api, till as tills};
use crate::pages::{calendars, certificates, liability, parcels, presents, till};

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
        get("/presents", read, presents::presents),
        post("/presents", Needs::Staff(GiveGifts), presents::make),
        get("/presents/{id}", read, presents::present),
        post("/presents/{id}", Needs::Staff(GiveGifts), presents::change),
        post("/presents/{id}/put-away", Needs::Staff(GiveGifts), presents::put_away),
        get("/parcels", read, parcels::parcels),
        post("/parcels/{id}/end", Needs::Staff(WritePeople), parcels::end),
        get("/calendars", Needs::Staff(ManagePlays), calendars::calendars),
        post("/calendars", Needs::Staff(ManagePlays), calendars::save),
        post("/calendars/{name}/remove", Needs::Staff(ManagePlays), calendars::remove),
        post("/people/{id}/calendars", Needs::Staff(WritePeople), calendars::observe),
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
        post("/api/v1/certificates/{id}/redemptions/{redemption}/undo", redeem, tills::undo),
        post("/api/v1/till/look-up", redeem, tills::look_up),
        post("/api/v1/till/redemptions", redeem, tills::redeem),
        get("/api/v1/liability", read, api::liability),
        get("/api/v1/presents", read, presents_api::list),
        post("/api/v1/presents", give, presents_api::make),
        get("/api/v1/presents/{id}", read, presents_api::one),
        line(Method::PUT, "/api/v1/presents/{id}", give, presents_api::change),
        post("/api/v1/presents/{id}/put-away", give, presents_api::put_away),
        get("/api/v1/parcels", read, presents_api::parcels),
        get("/api/v1/parcels/{id}", read, presents_api::parcel),
        post("/api/v1/parcels/{id}/end", Needs::Key(WritePeople), presents_api::end),
        get("/api/v1/calendars", read, calendars_api::list),
        line(Method::PUT, "/api/v1/calendars/{name}", Needs::Key(ManagePlays), calendars_api::write),
        line(Method::DELETE, "/api/v1/calendars/{name}", Needs::Key(ManagePlays), calendars_api::remove),
        get("/api/v1/people/{id}/calendars", read, calendars_api::kept),
        line(Method::PUT, "/api/v1/people/{id}/calendars", Needs::Key(WritePeople), calendars_api::observe),
    ]
}
