//! The interface as OpenAPI 3.1, from the handlers and the routes' table.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Scopes};
use serde_json::{Map, Value as Json, json};
use utoipa::OpenApi;

use super::gate::{CALLS_MAX, WINDOW_SECONDS};
use super::{
    audit, briefing, calendars, certificates, consents, costs, erasures, facts, forecasts, gestures, imports,
    key_messages, keys, leavings, letters, merges, orders, people, plans, plays, presents, problem,
    programme, promises, relations, settings, signs, suggested, team, tiers, till, today, touches, webhooks,
    worth,
};
use crate::routes::{self, Needs, Route};

/// What every handler of the interface says of itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Perennial",
        description = "All that the pages do. Send a key as `Authorization: Bearer sk_…`; lists come in pages; \
                       send an `Idempotency-Key` with every POST, and it is done once however often you ask."
    ),
    paths(
        people::list,
        people::make,
        people::find,
        people::one,
        people::change,
        people::add_identity,
        people::remove_identity,
        facts::list,
        facts::remember,
        facts::one,
        facts::correct,
        facts::forget,
        promises::list,
        promises::make,
        promises::one,
        promises::correct,
        promises::remove,
        promises::close,
        leavings::counted,
        leavings::list,
        leavings::of_person,
        leavings::record,
        leavings::one,
        leavings::correct,
        leavings::remove,
        briefing::read,
        plays::list,
        plays::make,
        plays::one,
        plays::change,
        plays::submit,
        plays::approve,
        plays::start,
        plays::pause,
        plays::end,
        plays::rehearsal::unmade,
        plays::rehearsal::made,
        plays::rehearsal::vocabulary,
        plays::people::list,
        plays::people::progress,
        plays::people::why,
        plays::proof::of_play,
        plays::proof::ask_of_play,
        plays::behind::people_of_play,
        plays::behind::spent_on_play,
        plays::behind::organisations_of_play,
        plays::proof::of_programme,
        plays::proof::ask_of_programme,
        plays::behind::people_of_programme,
        plays::behind::spent_on_programme,
        erasures::preview,
        erasures::erase,
        erasures::list,
        erasures::one,
        costs::list,
        costs::write,
        costs::one,
        programme::one,
        programme::change,
        programme::pause,
        programme::resume,
        programme::rests,
        programme::rest,
        programme::end_rest,
        gestures::list,
        gestures::begin,
        gestures::one,
        gestures::close,
        gestures::hand,
        today::today,
        today::asides,
        today::set_aside,
        today::take_up,
        today::tasks,
        today::move_to,
        touches::timeline,
        touches::write,
        touches::one,
        touches::correct,
        touches::remove,
        relations::list,
        relations::relate,
        relations::remove,
        suggested::list,
        suggested::decline,
        suggested::products,
        suggested::stock,
        orders::list,
        orders::one,
        orders::record,
        orders::change,
        orders::refund,
        orders::cancel,
        calendars::list,
        calendars::write,
        calendars::remove,
        calendars::kept,
        calendars::observe,
        certificates::list,
        certificates::give,
        certificates::one,
        certificates::void,
        certificates::redemptions,
        till::look_up,
        till::redeem,
        till::undo,
        certificates::liability,
        presents::list,
        presents::make,
        presents::one,
        presents::change,
        presents::put_away,
        presents::parcels,
        presents::parcel,
        presents::end,
        tiers::list,
        tiers::make,
        tiers::rehearse,
        tiers::one,
        tiers::change,
        tiers::put_away,
        tiers::members,
        tiers::of_person,
        worth::care,
        worth::report,
        forecasts::list,
        merges::suggestions,
        merges::list,
        merges::one,
        merges::make,
        merges::undo,
        merges::tell_apart,
        merges::lift,
        imports::upload,
        imports::preview,
        imports::try_dry,
        imports::begin,
        imports::list,
        imports::one,
        imports::refusals,
        imports::undo,
        team::list,
        team::change_role,
        team::let_go,
        team::password_link,
        team::invitations,
        team::invite,
        team::revoke,
        settings::read,
        settings::change,
        audit::list,
        keys::list,
        keys::make,
        keys::one,
        keys::revoke,
        letters::list,
        letters::make,
        letters::one,
        letters::change,
        letters::topics,
        letters::save_topic,
        letters::outbox,
        letters::decide,
        letters::send::to_one,
        letters::send::to_many,
        consents::list,
        consents::say,
        key_messages::list,
        key_messages::now,
        key_messages::write,
        key_messages::remove,
        signs::list,
        signs::one,
        signs::write,
        webhooks::list,
        webhooks::make,
        webhooks::one,
        webhooks::change,
        webhooks::remove,
        webhooks::rotate,
        webhooks::test,
        webhooks::messages,
        webhooks::replay_failed,
        webhooks::message,
        webhooks::attempts,
        webhooks::replay,
    ),
    components(schemas(problem::Problem)),
    tags(
        (name = "people", description = "People and organisations"),
        (name = "memory", description = "Facts, promises, touches, relations and the timeline"),
        (name = "suggestions", description = "What somebody hasn't tried and most likely would, and what can be had"),
        (name = "plays", description = "Plays, and what they do for people"),
        (name = "orders", description = "Orders and imports"),
        (name = "tiers", description = "The best regulars, and whether what they were promised was given"),
        (name = "gifts", description = "Certificates, the till and what is owed on them; presents and parcels"),
        (name = "worth", description = "What customers are worth, and whom to care for"),
        (name = "merges", description = "Two that are one, and one that were two"),
        (name = "company", description = "The team, the settings, and who did what"),
        (name = "letters", description = "Letters, who may be written to, and what became of each"),
        (name = "keys", description = "Keys of programs"),
        (name = "webhooks", description = "Who is told of what happens, and what they were told"),
    )
)]
struct Handlers;

/// Problems any call may meet: status, name, description.
const PROBLEMS: [(&str, &str, &str); 13] = [
    ("400", "Malformed", "The request can't be read."),
    ("401", "NoKey", "No key, or one that opens nothing."),
    ("403", "Forbidden", "The key's scopes don't reach so far."),
    ("404", "NotFound", "There is no such thing, or not for this key."),
    ("409", "Conflict", "Not as things stand, or the same request is under way."),
    ("412", "Stale", "Somebody changed the thing since it was read."),
    ("413", "TooLarge", "The body is too large."),
    ("415", "NotJson", "The body is something else than JSON."),
    ("422", "Invalid", "What is asked for can't be, or the Idempotency-Key belongs to another request."),
    ("428", "Unconditional", "If-Match is needed."),
    ("429", "TooMany", "The key asked more often than it may."),
    ("503", "Unavailable", "The database is away or too busy; the detail says what can have changed."),
    ("500", "Internal", "Our own fault; nothing half-done was kept."),
];

static DOCUMENT: LazyLock<Json> = LazyLock::new(|| {
    let handlers = Handlers::openapi().merge_from(plans::Handlers::openapi());
    let mut document = serde_json::to_value(handlers).unwrap_or_default();
    for route in routes::table() {
        let method = route.method.as_str().to_ascii_lowercase();
        let operations = document["paths"].get_mut(route.path);
        if let Some(operation) = operations.and_then(|operations| operations.get_mut(&method)) {
            complete(operation, &route);
        }
    }
    let components = &mut document["components"];
    components["securitySchemes"] = json!({ "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made on the page Keys. What it may do is written as its scopes.",
    }});
    components["responses"] = PROBLEMS.iter().map(response).collect::<Map<_, _>>().into();
    document
});

/// The document.
pub(crate) fn document() -> &'static Json {
    &DOCUMENT
}

/// `GET /api/openapi.json`.
pub(crate) async fn serve() -> Response {
    ([(header::CACHE_CONTROL, "public, max-age=300")], axum::Json(document())).into_response()
}

/// The name of the scope that lets a key do this.
pub(super) fn scope(action: Action) -> &'static str {
    Scopes::NAMED.iter().find(|(_, named)| *named == action).map_or("", |(name, _)| name)
}

fn response((status, name, description): &(&str, &str, &str)) -> (String, Json) {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let mut response = json!({
        "description": description,
        "content": { "application/problem+json": { "schema": schema } },
    });
    if matches!(*status, "429" | "503") {
        let seconds = json!({ "type": "integer", "minimum": 1 });
        response["headers"] =
            json!({ "Retry-After": { "description": "Seconds to wait.", "schema": seconds } });
    }
    ((*name).to_owned(), response)
}

/// Adds what holds for every operation of its kind.
fn complete(operation: &mut Json, route: &Route) {
    if let Needs::Key(action) = route.needs {
        operation["security"] = json!([{ "key": [scope(action)] }]);
        let said = operation["description"].as_str().map(|said| format!("{said}\n\n")).unwrap_or_default();
        operation["description"] = format!("{said}Needs a key with the scope `{}`.", scope(action)).into();
    }
    let posts = route.method == axum::http::Method::POST;
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let conditional = parameters.iter().any(|parameter| parameter["name"] == "If-Match");
    // What is streamed in is never held as a whole, and so not compared with what was sent before.
    let streams = operation["requestBody"]["content"].get("application/octet-stream").is_some();
    parameters.extend((posts && !streams).then(idempotency_key));
    operation["parameters"] = parameters.into();
    let sends = operation.get("requestBody").is_some();
    let meets = |status: &str| match status {
        "404" => route.path.contains('{') || sends,
        "409" => route.method != axum::http::Method::GET,
        "412" | "428" => conditional,
        "413" => posts || sends,
        "415" => sends && !streams,
        "422" => posts || sends,
        _ => true,
    };
    for (status, name, _) in PROBLEMS.iter().filter(|(status, ..)| meets(status)) {
        operation["responses"][status] = json!({ "$ref": format!("#/components/responses/{name}") });
    }
    if let Some(answers) = operation["responses"].as_object_mut() {
        answers.iter_mut().filter(|(status, _)| status.starts_with('2')).for_each(|(status, answer)| {
            answer["headers"] = headers(status, answer);
        });
    }
}

fn idempotency_key() -> Json {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "Your name for this request. The same again gets the same answer and is done once.",
        "schema": { "type": "string", "pattern": "^[!-~]{1,255}$" },
    })
}

fn headers(status: &str, answer: &Json) -> Json {
    let text = |description: String| json!({ "description": description, "schema": { "type": "string" } });
    let mut headers = json!({
        "RateLimit-Policy": text(format!("Calls a key has: {CALLS_MAX} in {WINDOW_SECONDS} seconds.")),
        "RateLimit": text("Calls left, and seconds until there are more.".to_owned()),
    });
    let schema = answer["content"]["application/json"]["schema"]["$ref"].as_str().unwrap_or_default();
    if schema.contains("/Page") {
        headers["Link"] = text("The next page, as rel=\"next\".".to_owned());
    }
    if status == "201" {
        headers["Location"] = text("Where the thing is.".to_owned());
    }
    headers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_route_of_the_interface_is_in_the_document_and_the_other_way_round() {
        let routes: BTreeSet<String> = routes::table()
            .into_iter()
            .filter(|route| route.path.starts_with("/api/v1/"))
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        let mut documented = BTreeSet::new();
        for (path, methods) in document()["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let method = method.to_ascii_uppercase();
                documented.insert(format!("{method} {path}"));
                assert!(operation["security"][0]["key"][0] != "", "{method} {path} needs a scope");
                assert!(operation["operationId"].is_string() && operation["tags"].is_array(), "{path}");
            }
        }
        let missing: Vec<_> = routes.symmetric_difference(&documented).collect();
        assert!(missing.is_empty(), "in the table or in api::document alone: {missing:?}");
    }

    #[test]
    fn every_body_and_query_refuses_what_it_does_not_know() {
        let document = document();
        for methods in document["paths"].as_object().unwrap().values() {
            for operation in methods.as_object().unwrap().values() {
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
                let Some(name) = schema.as_str().and_then(|path| path.rsplit('/').next()) else { continue };
                let schema = &document["components"]["schemas"][name];
                assert_eq!(schema["additionalProperties"], false, "{name} needs deny_unknown_fields");
            }
        }
    }
}
