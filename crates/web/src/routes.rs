//! Every route there is, one line each: method, path, who may, and who answers.
//!
//! The guard of a route runs before anything of the request is read, so that what is refused
//! touches nothing. [`table`] lists the same lines for whoever holds them to their promise.

mod gifts;
mod interface;
mod key_messages;
mod leaving;
mod letters;
mod plans;
mod plays;
mod programs;
mod signs;
mod tiers;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::access::Action::{
    self, ErasePeople, ImportOrders, ManageStaff, MergePeople, ReadAudit, ReadCustomers, WritePeople,
};
use domain::access::Role;

use crate::access;
use crate::api;
use crate::app::App;
use crate::events;
use crate::pages;

/// Largest body of a form; a route may say otherwise.
const FORM_BYTES_MAX: usize = 64 << 10;

/// Who may come to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Everybody.
    Open,
    /// Anybody signed in.
    Member,
    /// Those signed in whose role is trusted with the action.
    Staff(Action),
    /// A program whose key has the action's scope.
    Key(Action),
    /// A shop or app with a write key, which may stand in the body: the handler looks.
    WriteKey,
    /// Whoever holds the sealed link of a letter, a mail program that unsubscribes for its reader
    /// (RFC 8058) among them: the handler opens the seal.
    Sealed,
}

/// A route, as anybody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its method; a GET answers HEAD too.
    pub method: Method,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Who may.
    pub needs: Needs,
}

/// A route and who answers it.
struct Line {
    route: Route,
    answer: MethodRouter<App>,
}

fn line<H, T>(method: Method, path: &'static str, needs: Needs, handler: H) -> Line
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = match method {
        Method::POST => MethodFilter::POST,
        Method::PUT => MethodFilter::PUT,
        Method::PATCH => MethodFilter::PATCH,
        Method::DELETE => MethodFilter::DELETE,
        Method::OPTIONS => MethodFilter::OPTIONS,
        _ => MethodFilter::GET,
    };
    Line { route: Route { method, path, needs }, answer: on(filter, handler) }
}

/// A page, or a thing to read.
fn get<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Line {
    line(Method::GET, path, needs, handler)
}

/// A form, or a thing to make.
fn post<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Line {
    line(Method::POST, path, needs, handler)
}

impl Line {
    /// With a body of so many bytes at most; `None` where the handler watches it as it streams in.
    fn body(mut self, bytes_max: Option<usize>) -> Self {
        let limit = bytes_max.map_or_else(DefaultBodyLimit::disable, DefaultBodyLimit::max);
        self.answer = self.answer.route_layer(limit);
        self
    }
}

/// Coming in and going out, and what the pages are dressed in.
fn door() -> Vec<Line> {
    vec![
        get("/healthz", Needs::Open, pages::health::healthz),
        get("/sign-in", Needs::Open, pages::door::sign_in_page),
        post("/sign-in", Needs::Open, pages::door::sign_in),
        post("/sign-out", Needs::Member, pages::door::sign_out),
        get("/welcome/{token}", Needs::Open, pages::door::welcome_page),
        post("/welcome/{token}", Needs::Open, pages::door::welcome),
        get("/language", Needs::Member, pages::language::language_page),
        post("/language", Needs::Member, pages::language::choose_language),
        get("/assets/door.css", Needs::Open, pages::assets::door_sheet),
        get("/assets/letters/{name}", Needs::Open, pages::assets::letters_sheet),
        get("/assets/{name}", Needs::Member, pages::assets::asset),
    ]
}

/// What customers are worth and who slips away.
fn worth() -> Vec<Line> {
    vec![
        get("/", Needs::Staff(ReadCustomers), pages::overview::overview),
        get("/returns", Needs::Staff(ReadCustomers), pages::worth::returns),
        get("/cohorts", Needs::Staff(ReadCustomers), pages::worth::cohorts),
        get("/value", Needs::Staff(ReadCustomers), pages::worth::value),
        get("/forecast", Needs::Staff(ReadCustomers), pages::worth::forecast),
        get("/forecasts", Needs::Staff(ReadCustomers), pages::forecasts::forecasts),
        get("/care", Needs::Staff(ReadCustomers), pages::care::care),
    ]
}

/// The day, and what somebody is to do for people.
fn day() -> Vec<Line> {
    use pages::{tasks, today};
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(WritePeople));
    vec![
        get("/today", read, today::today),
        get("/today/aside", read, today::set_aside_list),
        post("/today/aside", write, today::put_aside),
        post("/today/take-up", write, today::take_up),
        post("/today/begin", write, today::begin),
        post("/today/kept", write, today::kept),
        get("/tasks", read, tasks::tasks),
        get("/tasks/addresses", read, tasks::addresses),
        get("/tasks/{id}", read, tasks::task),
        post("/tasks/{id}/close", write, tasks::close),
        post("/tasks/{id}/hand", write, tasks::hand),
        post("/tasks/{id}/move", write, tasks::move_to),
        post("/people/{id}/gestures", write, tasks::begin),
    ]
}

/// People and organisations.
fn people() -> Vec<Line> {
    vec![
        get("/people", Needs::Staff(ReadCustomers), pages::people::people),
        get("/people/find", Needs::Staff(ReadCustomers), pages::people::find),
        get("/people/new", Needs::Staff(WritePeople), pages::party::new),
        post("/people/new", Needs::Staff(WritePeople), pages::party::make),
        get("/people/{id}/edit", Needs::Staff(WritePeople), pages::party::edit),
        post("/people/{id}/edit", Needs::Staff(WritePeople), pages::party::save),
        post("/people/{id}/addresses", Needs::Staff(WritePeople), pages::party::add_address),
        post(
            "/people/{id}/addresses/{identity}/remove",
            Needs::Staff(WritePeople),
            pages::party::remove_address,
        ),
        get("/people/{id}", Needs::Staff(ReadCustomers), pages::person::person),
    ]
}

/// Who is erased, and the receipts.
fn erasing() -> Vec<Line> {
    use pages::erase;
    vec![
        get("/people/{id}/erase", Needs::Staff(ErasePeople), erase::ask),
        post("/people/{id}/erase", Needs::Staff(ErasePeople), erase::erase),
        get("/erasures", Needs::Staff(ReadAudit), erase::list),
        get("/erasures/{id}", Needs::Staff(ReadAudit), erase::receipt),
    ]
}

/// Who may be one person, and merges.
fn merging() -> Vec<Line> {
    use pages::{duplicates, merge};
    vec![
        get("/duplicates", Needs::Staff(ReadCustomers), duplicates::list),
        get("/duplicates/all", Needs::Staff(MergePeople), duplicates::all),
        post("/duplicates/all", Needs::Staff(MergePeople), duplicates::merge_all),
        post("/duplicates/look", Needs::Staff(MergePeople), duplicates::look),
        post("/duplicates/apart", Needs::Staff(MergePeople), duplicates::tell_apart),
        get("/merge", Needs::Staff(MergePeople), merge::preview),
        post("/merge", Needs::Staff(MergePeople), merge::merge),
        get("/merges", Needs::Staff(ReadCustomers), merge::list),
        post("/merges/{id}/undo", Needs::Staff(MergePeople), merge::undo),
        get("/people/{id}/merges", Needs::Staff(ReadCustomers), merge::of_person),
        post("/people/{id}/merges/lift", Needs::Staff(MergePeople), duplicates::lift),
    ]
}

/// What we remember of a person, promised them and wrote down.
fn memory() -> Vec<Line> {
    use pages::briefing::briefing;
    use pages::person::{consents, facts, peace, promises, relations, suggested, timeline, touches};
    use pages::products::products;
    /// A text too long is better refused with a sentence than with a broken connection.
    const BODY: Option<usize> = Some(1 << 20);
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(WritePeople));
    vec![
        get("/people/{id}/briefing", read, briefing),
        get("/people/{id}/timeline", read, timeline::timeline),
        get("/people/{id}/entries/{entry}", read, timeline::entry),
        post("/people/{id}/touches", write, touches::write).body(BODY),
        get("/people/{id}/touches/{touch}", write, touches::correct_page),
        post("/people/{id}/touches/{touch}", write, touches::correct).body(BODY),
        post("/people/{id}/touches/{touch}/remove", write, touches::remove),
        get("/people/{id}/remember", write, facts::remember_page),
        post("/people/{id}/facts", write, facts::remember).body(BODY),
        get("/people/{id}/facts/{fact}", write, facts::correct_page),
        post("/people/{id}/facts/{fact}", write, facts::correct).body(BODY),
        post("/people/{id}/facts/{fact}/forget", write, facts::forget),
        post("/people/{id}/promises", write, promises::make).body(BODY),
        post("/people/{id}/promises/{promise}", write, promises::close).body(BODY),
        get("/people/{id}/promises/{promise}", write, promises::correct_page),
        post("/people/{id}/promises/{promise}/correct", write, promises::correct).body(BODY),
        post("/people/{id}/promises/{promise}/remove", write, promises::remove),
        get("/products", read, products),
        post("/products/{id}/stock", write, suggested::stock),
        post("/people/{id}/suggested/{product}/decline", write, suggested::decline),
        post("/people/{id}/consents", write, consents::say).body(BODY),
        post("/people/{id}/rests", write, peace::begin),
        post("/people/{id}/rests/{rest}/end", write, peace::end),
        post("/people/{id}/addresses/{identity}/reach", write, consents::reach),
        get("/people/{id}/relate", write, relations::relate_page),
        post("/people/{id}/relations", write, relations::relate).body(BODY),
        post("/people/{id}/relations/{relation}/remove", write, relations::unrelate),
    ]
}

/// Orders from files.
fn imports() -> Vec<Line> {
    use pages::{import_new, imports};
    vec![
        get("/imports", Needs::Staff(ImportOrders), imports::imports),
        post("/imports/upload", Needs::Staff(ImportOrders), imports::upload).body(None),
        get("/imports/new/{upload}", Needs::Staff(ImportOrders), import_new::preview),
        get("/imports/new/{upload}/trial", Needs::Staff(ImportOrders), import_new::trial),
        post("/imports/new/{upload}/trial", Needs::Staff(ImportOrders), import_new::begin_trial),
        post("/imports/new/{upload}/confirm", Needs::Staff(ImportOrders), import_new::confirm),
        get("/imports/{id}", Needs::Staff(ImportOrders), imports::import),
        get("/imports/{id}/rejected.csv", Needs::Staff(ImportOrders), imports::rejected_rows),
        post("/imports/{id}/undo", Needs::Staff(ImportOrders), imports::undo),
    ]
}

/// The team, one's own account, the company, and who did what.
fn house() -> Vec<Line> {
    use pages::{account, audit, settings, team};
    vec![
        get("/team", Needs::Staff(ReadAudit), team::team),
        post("/team/invite", Needs::Staff(ManageStaff), team::invite),
        post("/team/invitations/{id}/revoke", Needs::Staff(ManageStaff), team::revoke),
        post("/team/{id}/role", Needs::Staff(ManageStaff), team::set_role),
        post("/team/{id}/password-link", Needs::Staff(ManageStaff), team::password_link),
        post("/team/{id}/let-go", Needs::Staff(ManageStaff), team::let_go),
        get("/audit", Needs::Staff(ReadAudit), audit::audit),
        get("/audit.csv", Needs::Staff(ReadAudit), audit::sheet),
        get("/settings", Needs::Staff(ManageStaff), settings::settings),
        post("/settings", Needs::Staff(ManageStaff), settings::save),
        get("/account", Needs::Member, account::account),
        post("/account/name", Needs::Member, account::rename),
        post("/account/password", Needs::Member, account::set_password),
        post("/account/sessions/{key}/end", Needs::Member, account::end_session),
    ]
}

/// What shops and apps tell, at the paths and short paths their libraries know.
fn events() -> Vec<Line> {
    use listen::events::Door::{Batch, One};
    use store::events::Call::{Alias, Group, Identify, Page, Screen, Track};
    let doors = [
        ("/v1/identify", One(Identify)),
        ("/v1/i", One(Identify)),
        ("/v1/track", One(Track)),
        ("/v1/t", One(Track)),
        ("/v1/page", One(Page)),
        ("/v1/p", One(Page)),
        ("/v1/screen", One(Screen)),
        ("/v1/s", One(Screen)),
        ("/v1/group", One(Group)),
        ("/v1/g", One(Group)),
        ("/v1/alias", One(Alias)),
        ("/v1/a", One(Alias)),
        ("/v1/batch", Batch),
        ("/v1/b", Batch),
        ("/v1/import", Batch),
    ];
    let both = |(path, door)| {
        let take = move |State(app): State<App>, request: Request| events::take(app, door, request);
        [
            post(path, Needs::WriteKey, take).body(None),
            line(Method::OPTIONS, path, Needs::WriteKey, events::preflight),
        ]
    };
    let settings = get("/v1/projects/{key}/settings", Needs::WriteKey, events::settings);
    doors.into_iter().flat_map(both).chain([settings]).collect()
}

fn lines() -> Vec<Line> {
    let rooms = [
        door(),
        worth(),
        people(),
        merging(),
        erasing(),
        memory(),
        imports(),
        house(),
        events(),
        day(),
        letters::lines(),
    ];
    rooms
        .into_iter()
        .chain([interface::lines(), programs::lines(), plays::lines(), gifts::lines(), tiers::lines()])
        .chain([leaving::lines(), plans::lines(), signs::lines(), key_messages::lines()])
        .flatten()
        .collect()
}

/// Every route, in no particular order.
#[must_use]
pub fn table() -> Vec<Route> {
    lines().into_iter().map(|line| line.route).collect()
}

/// Whether the page at this path is for this role: what is not, no menu offers.
pub(crate) fn opens(role: Role, path: &str) -> bool {
    static PAGES: std::sync::LazyLock<Vec<Route>> = std::sync::LazyLock::new(table);
    PAGES.iter().any(|route| {
        route.path == path
            && route.method == Method::GET
            && match route.needs {
                Needs::Open | Needs::Member => true,
                Needs::Staff(action) => role.may(action),
                Needs::Key(_) | Needs::WriteKey | Needs::Sealed => false,
            }
    })
}

/// The table as a router, each line behind its guard, and anything else behind the wall.
pub(crate) fn router(app: &App) -> Router<App> {
    let guard = |needs: Needs| from_fn_with_state((app.clone(), needs), access::guard);
    let routes = lines().into_iter().fold(Router::new(), |router, Line { route, answer }| {
        router.route(route.path, answer.route_layer(guard(route.needs)))
    });
    routes
        .fallback(pages::missing.layer(guard(Needs::Member)).layer(from_fn(api::problem::missing)))
        .method_not_allowed_fallback(
            pages::wrong_method.layer(guard(Needs::Member)).layer(from_fn(api::problem::wrong_method)),
        )
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_offers_what_a_role_may_open() {
        assert!(opens(Role::Owner, "/imports") && opens(Role::Manager, "/imports"));
        assert!(!opens(Role::Analyst, "/imports") && !opens(Role::Auditor, "/imports"));
        assert!(Role::ALL.into_iter().all(|role| opens(role, "/") && opens(role, "/people")));
        assert!(!opens(Role::Owner, "/nowhere") && !opens(Role::Owner, "/sign-out"));
    }
}
