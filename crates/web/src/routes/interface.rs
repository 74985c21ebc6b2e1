//! What programs do, and what tells them how.

use axum::http::Method;
use domain::access::Action::{
    ErasePeople, ImportOrders, ManageKeys, ManagePlays, ManageStaff, MergePeople, ReadAudit, ReadCustomers,
    WritePeople,
};

use super::{Line, Needs, get, line, post};
use crate::api::{
    audit, briefing, consents, costs, document, erasures, facts, forecasts, gestures, imports, keys, letters,
    merges, orders, people, plays, programme, promises, relations, settings, suggested, team, today, touches,
    webhooks, worth,
};

pub(super) fn lines() -> Vec<Line> {
    let mut lines = vec![get("/api/openapi.json", Needs::Open, document::serve)];
    lines.extend(people_and_memory());
    lines.extend(worth_and_merges());
    lines.extend(orders());
    lines.extend(company());
    lines.extend(programs());
    lines.extend(gestures());
    lines.extend(day());
    lines.extend(plays());
    lines.extend(letters_and_consents());
    lines
}

/// Who they are, and what we remember.
fn people_and_memory() -> Vec<Line> {
    vec![
        get("/api/v1/people", Needs::Key(ReadCustomers), people::list),
        post("/api/v1/people", Needs::Key(WritePeople), people::make),
        get("/api/v1/search", Needs::Key(ReadCustomers), people::find),
        get("/api/v1/people/{id}", Needs::Key(ReadCustomers), people::one),
        line(Method::PUT, "/api/v1/people/{id}", Needs::Key(WritePeople), people::change),
        post("/api/v1/people/{id}/identities", Needs::Key(WritePeople), people::add_identity),
        line(
            Method::DELETE,
            "/api/v1/people/{id}/identities/{identity}",
            Needs::Key(WritePeople),
            people::remove_identity,
        ),
        get("/api/v1/people/{id}/briefing", Needs::Key(ReadCustomers), briefing::read),
        get("/api/v1/people/{id}/facts", Needs::Key(ReadCustomers), facts::list),
        post("/api/v1/people/{id}/facts", Needs::Key(WritePeople), facts::remember),
        get("/api/v1/facts/{id}", Needs::Key(ReadCustomers), facts::one),
        line(Method::PUT, "/api/v1/facts/{id}", Needs::Key(WritePeople), facts::correct),
        line(Method::DELETE, "/api/v1/facts/{id}", Needs::Key(WritePeople), facts::forget),
        get("/api/v1/people/{id}/promises", Needs::Key(ReadCustomers), promises::list),
        post("/api/v1/people/{id}/promises", Needs::Key(WritePeople), promises::make),
        get("/api/v1/promises/{id}", Needs::Key(ReadCustomers), promises::one),
        line(Method::PUT, "/api/v1/promises/{id}", Needs::Key(WritePeople), promises::correct),
        line(Method::DELETE, "/api/v1/promises/{id}", Needs::Key(WritePeople), promises::remove),
        post("/api/v1/promises/{id}/close", Needs::Key(WritePeople), promises::close),
        get("/api/v1/people/{id}/timeline", Needs::Key(ReadCustomers), touches::timeline),
        post("/api/v1/people/{id}/touches", Needs::Key(WritePeople), touches::write),
        get("/api/v1/touches/{id}", Needs::Key(ReadCustomers), touches::one),
        line(Method::PUT, "/api/v1/touches/{id}", Needs::Key(WritePeople), touches::correct),
        line(Method::DELETE, "/api/v1/touches/{id}", Needs::Key(WritePeople), touches::remove),
        get("/api/v1/people/{id}/relations", Needs::Key(ReadCustomers), relations::list),
        post("/api/v1/people/{id}/relations", Needs::Key(WritePeople), relations::relate),
        line(Method::DELETE, "/api/v1/relations/{id}", Needs::Key(WritePeople), relations::remove),
    ]
}

/// What they are worth, and who is one.
fn worth_and_merges() -> Vec<Line> {
    vec![
        get("/api/v1/people/{id}/suggested-products", Needs::Key(ReadCustomers), suggested::list),
        post("/api/v1/people/{id}/declined-products", Needs::Key(WritePeople), suggested::decline),
        get("/api/v1/products", Needs::Key(ReadCustomers), suggested::products),
        line(Method::PUT, "/api/v1/products/{id}/stock", Needs::Key(WritePeople), suggested::stock),
        get("/api/v1/care", Needs::Key(ReadCustomers), worth::care),
        get("/api/v1/report", Needs::Key(ReadCustomers), worth::report),
        get("/api/v1/forecasts", Needs::Key(ReadCustomers), forecasts::list),
        get("/api/v1/suggestions", Needs::Key(ReadCustomers), merges::suggestions),
        get("/api/v1/merges", Needs::Key(ReadCustomers), merges::list),
        post("/api/v1/merges", Needs::Key(MergePeople), merges::make),
        get("/api/v1/merges/{id}", Needs::Key(ReadCustomers), merges::one),
        post("/api/v1/merges/{id}/undo", Needs::Key(MergePeople), merges::undo),
        post("/api/v1/distinctions", Needs::Key(MergePeople), merges::tell_apart),
        post("/api/v1/distinctions/lift", Needs::Key(MergePeople), merges::lift),
        get("/api/v1/people/{id}/erasure", Needs::Key(ErasePeople), erasures::preview),
        post("/api/v1/people/{id}/erasure", Needs::Key(ErasePeople), erasures::erase),
        get("/api/v1/erasures", Needs::Key(ReadAudit), erasures::list),
        get("/api/v1/erasures/{id}", Needs::Key(ReadAudit), erasures::one),
    ]
}

/// What they ordered, told one by one or by the file.
fn orders() -> Vec<Line> {
    let (read, write) = (Needs::Key(ReadCustomers), Needs::Key(ImportOrders));
    vec![
        get("/api/v1/people/{id}/orders", read, orders::list),
        post("/api/v1/orders", write, orders::record),
        get("/api/v1/orders/{id}", read, orders::one),
        post("/api/v1/orders/{id}/change", write, orders::change),
        post("/api/v1/orders/{id}/refund", write, orders::refund),
        post("/api/v1/orders/{id}/cancel", write, orders::cancel),
        post("/api/v1/uploads", write, imports::upload).body(None),
        post("/api/v1/uploads/{id}/preview", write, imports::preview),
        post("/api/v1/uploads/{id}/trial", write, imports::try_dry),
        get("/api/v1/imports", write, imports::list),
        post("/api/v1/imports", write, imports::begin),
        get("/api/v1/imports/{id}", write, imports::one),
        get("/api/v1/imports/{id}/refusals", write, imports::refusals),
        post("/api/v1/imports/{id}/undo", write, imports::undo),
    ]
}

/// The team, the settings, and who did what.
fn company() -> Vec<Line> {
    let manage = Needs::Key(ManageStaff);
    vec![
        get("/api/v1/team", Needs::Key(ReadAudit), team::list),
        line(Method::PUT, "/api/v1/team/{id}", manage, team::change_role),
        line(Method::DELETE, "/api/v1/team/{id}", manage, team::let_go),
        post("/api/v1/team/{id}/password-link", manage, team::password_link),
        get("/api/v1/invitations", manage, team::invitations),
        post("/api/v1/invitations", manage, team::invite),
        line(Method::DELETE, "/api/v1/invitations/{id}", manage, team::revoke),
        get("/api/v1/settings", Needs::Key(ReadCustomers), settings::read),
        line(Method::PUT, "/api/v1/settings", manage, settings::change),
        get("/api/v1/audit", Needs::Key(ReadAudit), audit::list),
    ]
}

/// Letters, what becomes of them, and who may be written to.
fn letters_and_consents() -> Vec<Line> {
    let (read, write) = (Needs::Key(ReadCustomers), Needs::Key(ManagePlays));
    vec![
        get("/api/v1/letters", read, letters::list),
        post("/api/v1/letters", write, letters::make),
        get("/api/v1/letters/{id}", read, letters::one),
        line(Method::PUT, "/api/v1/letters/{id}", write, letters::change),
        get("/api/v1/topics", read, letters::topics),
        post("/api/v1/topics", write, letters::save_topic),
        get("/api/v1/outbox", read, letters::outbox),
        post("/api/v1/outbox/{id}/decide", write, letters::decide),
        post("/api/v1/letters/{id}/many", write, letters::send::to_many),
        post("/api/v1/people/{id}/letters", Needs::Key(WritePeople), letters::send::to_one),
        get("/api/v1/people/{id}/consents", read, consents::list),
        post("/api/v1/people/{id}/consents", Needs::Key(WritePeople), consents::say),
    ]
}

/// Keys and webhooks.
fn programs() -> Vec<Line> {
    vec![
        get("/api/v1/keys", Needs::Key(ManageKeys), keys::list),
        post("/api/v1/keys", Needs::Key(ManageKeys), keys::make),
        get("/api/v1/keys/{id}", Needs::Key(ManageKeys), keys::one),
        line(Method::DELETE, "/api/v1/keys/{id}", Needs::Key(ManageKeys), keys::revoke),
        get("/api/v1/webhooks", Needs::Key(ManageKeys), webhooks::list),
        post("/api/v1/webhooks", Needs::Key(ManageKeys), webhooks::make),
        get("/api/v1/webhooks/{id}", Needs::Key(ManageKeys), webhooks::one),
        line(Method::PUT, "/api/v1/webhooks/{id}", Needs::Key(ManageKeys), webhooks::change),
        line(Method::DELETE, "/api/v1/webhooks/{id}", Needs::Key(ManageKeys), webhooks::remove),
        post("/api/v1/webhooks/{id}/rotate", Needs::Key(ManageKeys), webhooks::rotate),
        post("/api/v1/webhooks/{id}/test", Needs::Key(ManageKeys), webhooks::test),
        get("/api/v1/webhooks/{id}/messages", Needs::Key(ManageKeys), webhooks::messages),
        post("/api/v1/webhooks/{id}/replay", Needs::Key(ManageKeys), webhooks::replay_failed),
        get("/api/v1/messages/{id}", Needs::Key(ManageKeys), webhooks::message),
        get("/api/v1/messages/{id}/attempts", Needs::Key(ManageKeys), webhooks::attempts),
        post("/api/v1/messages/{id}/replay", Needs::Key(ManageKeys), webhooks::replay),
    ]
}

/// What is done for people.
fn gestures() -> Vec<Line> {
    vec![
        get("/api/v1/people/{id}/gestures", Needs::Key(ReadCustomers), gestures::list),
        post("/api/v1/people/{id}/gestures", Needs::Key(WritePeople), gestures::begin),
        get("/api/v1/gestures/{id}", Needs::Key(ReadCustomers), gestures::one),
        post("/api/v1/gestures/{id}/close", Needs::Key(WritePeople), gestures::close),
        post("/api/v1/gestures/{id}/hand", Needs::Key(WritePeople), gestures::hand),
    ]
}

/// What is done for people by itself.
fn plays() -> Vec<Line> {
    use plays::{behind, people, proof, rehearsal};
    vec![
        get("/api/v1/plays", Needs::Key(ReadCustomers), plays::list),
        post("/api/v1/plays", Needs::Key(ManagePlays), plays::make),
        post("/api/v1/plays/rehearse", Needs::Key(ManagePlays), rehearsal::unmade),
        get("/api/v1/plays/vocabulary", Needs::Key(ReadCustomers), rehearsal::vocabulary),
        get("/api/v1/plays/{id}", Needs::Key(ReadCustomers), plays::one),
        line(Method::PUT, "/api/v1/plays/{id}", Needs::Key(ManagePlays), plays::change),
        post("/api/v1/plays/{id}/rehearse", Needs::Key(ManagePlays), rehearsal::made),
        post("/api/v1/plays/{id}/submit", Needs::Key(ManagePlays), plays::submit),
        post("/api/v1/plays/{id}/approve", Needs::Key(ManagePlays), plays::approve),
        post("/api/v1/plays/{id}/start", Needs::Key(ManagePlays), plays::start),
        post("/api/v1/plays/{id}/pause", Needs::Key(ManagePlays), plays::pause),
        post("/api/v1/plays/{id}/end", Needs::Key(ManagePlays), plays::end),
        get("/api/v1/plays/{id}/people", Needs::Key(ReadCustomers), people::list),
        get("/api/v1/plays/{id}/progress", Needs::Key(ReadCustomers), people::progress),
        get("/api/v1/plays/{id}/people/{person}/why", Needs::Key(ReadCustomers), people::why),
        get("/api/v1/plays/{id}/proof", Needs::Key(ReadCustomers), proof::of_play),
        post("/api/v1/plays/{id}/proof", Needs::Key(ManagePlays), proof::ask_of_play),
        get("/api/v1/plays/{id}/proof/people", Needs::Key(ReadCustomers), behind::people_of_play),
        get("/api/v1/plays/{id}/proof/spent", Needs::Key(ReadCustomers), behind::spent_on_play),
        get(
            "/api/v1/plays/{id}/proof/organisations",
            Needs::Key(ReadCustomers),
            behind::organisations_of_play,
        ),
        get("/api/v1/programme/proof", Needs::Key(ReadCustomers), proof::of_programme),
        post("/api/v1/programme/proof", Needs::Key(ManagePlays), proof::ask_of_programme),
        get("/api/v1/programme/proof/people", Needs::Key(ReadCustomers), behind::people_of_programme),
        get("/api/v1/programme/proof/spent", Needs::Key(ReadCustomers), behind::spent_on_programme),
        get("/api/v1/costs", Needs::Key(ReadCustomers), costs::list),
        post("/api/v1/costs", Needs::Key(ManagePlays), costs::write),
        get("/api/v1/costs/{id}", Needs::Key(ReadCustomers), costs::one),
        get("/api/v1/programme", Needs::Key(ReadCustomers), programme::one),
        line(Method::PUT, "/api/v1/programme", Needs::Key(ManagePlays), programme::change),
        post("/api/v1/programme/pause", Needs::Key(ManagePlays), programme::pause),
        post("/api/v1/programme/resume", Needs::Key(ManagePlays), programme::resume),
        get("/api/v1/people/{id}/rests", Needs::Key(ReadCustomers), programme::rests),
        post("/api/v1/people/{id}/rests", Needs::Key(WritePeople), programme::rest),
        post("/api/v1/rests/{id}/end", Needs::Key(WritePeople), programme::end_rest),
    ]
}

/// The day, and the tasks that wait.
fn day() -> Vec<Line> {
    vec![
        get("/api/v1/today", Needs::Key(ReadCustomers), today::today),
        get("/api/v1/today/aside", Needs::Key(ReadCustomers), today::asides),
        post("/api/v1/today/aside", Needs::Key(WritePeople), today::set_aside),
        post("/api/v1/today/take-up", Needs::Key(WritePeople), today::take_up),
        get("/api/v1/tasks", Needs::Key(ReadCustomers), today::tasks),
        post("/api/v1/gestures/{id}/move", Needs::Key(WritePeople), today::move_to),
    ]
}
