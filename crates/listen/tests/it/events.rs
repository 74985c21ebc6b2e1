//! Events on their way into the database of either engine.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use domain::access::{Action, check};
use domain::ids::PersonId;
use domain::{Actor, Currency, Instant, Permit};
use listen::events::{Door, Heard, Message, Writer};
use store::Store;
use store::events::Outcome;
use store::suggestions::SuggestionFilter;
use store::timeline::{Asked, Thing};
use testing::{Engine, on_both_engines};

use crate::{COLUMNS, Counted, HEADER, Stopped, TODAY, request, write};

on_both_engines![
    a_visitor_who_says_who_they_are_brings_their_past_along,
    a_person_known_is_never_joined_to_another_known_one,
    a_doubt_stays_until_a_human_decides,
    what_a_human_told_apart_is_not_joined,
    an_event_is_recorded_once_and_the_first_of_two_bodies_holds,
    an_order_of_a_file_and_of_an_event_is_one_order,
    a_refund_before_its_order_and_a_cancellation_end_right,
    a_lead_is_somebody_who_said_who_they_are_and_has_not_bought,
    what_a_shop_says_fills_what_nobody_said,
    a_group_is_an_organisation_and_its_people_work_there,
    an_alias_joins_what_came_before,
    hostile_events_are_refused_alone,
];

/// A shop that sends.
pub struct Shop {
    pub store: Store,
    pub writer: Writer,
    pub permit: Permit,
    pub place: testing::Fresh,
}

/// A shop whose database is new.
pub async fn shop(engine: Engine) -> Shop {
    let place = engine.fresh();
    let entropy = Arc::new(Counted(7, AtomicU64::new(0)));
    let store = Store::open(place.database(), Arc::new(Stopped), entropy).await.unwrap();
    let writer = Writer::start(store.clone());
    Shop { store, writer, permit: check(Actor::Operator, Action::SendEvents).unwrap(), place }
}

/// The present instant.
pub fn now() -> Instant {
    Instant(i64::from(TODAY.0) * domain::time::DAY_MICROS)
}

/// What a batch says.
pub fn hear(batch: &str) -> Heard {
    let text = format!("{{\"batch\":[{batch}]}}");
    Message::open(Door::Batch, &text).unwrap().read(now(), Currency::EUR)
}

impl Shop {
    /// Sends a batch that nobody refuses.
    pub async fn send(&self, batch: &str) -> Vec<Outcome> {
        let heard = hear(batch);
        assert_eq!(heard.refused, []);
        self.writer.record(self.permit, Arc::from("shop"), heard.events).await.unwrap().unwrap()
    }

    /// Everybody in the lists, by what they are known by.
    async fn people(&self) -> Vec<(String, PersonId)> {
        let found = self.store.people_list(Actor::Operator, "", None, 100).await.unwrap();
        let mut found: Vec<_> = found.into_iter().map(|line| (line.known_by, line.id)).collect();
        found.sort();
        found
    }

    /// What everybody is known by.
    pub async fn known(&self) -> Vec<String> {
        self.people().await.into_iter().map(|(known_by, _)| known_by).collect()
    }

    /// Who is known by this.
    pub async fn person(&self, known_by: &str) -> PersonId {
        let people = self.people().await;
        people
            .iter()
            .find(|(known, _)| known == known_by)
            .unwrap_or_else(|| panic!("{known_by}: {people:?}"))
            .1
    }

    /// A person's timeline in words, the latest first.
    pub async fn timeline(&self, person: PersonId) -> Vec<String> {
        let asked = Asked { limit: 100, ..Asked::default() };
        let page = self.store.timeline(Actor::Operator, person, &asked).await.unwrap();
        let say = |entry: &store::timeline::Entry| match &entry.thing {
            Thing::Order(order) => {
                format!("{} {} {}", entry.place.kind.name(), order.source_id, order.amount)
            }
            Thing::Event(told) => format!("{} {}", entry.place.kind.name(), told.name),
            _ => "?".to_owned(),
        };
        page.entries.iter().map(say).collect()
    }

    /// Nothing is damaged in the end.
    pub async fn end(self) {
        assert_eq!(self.store.damage().await.unwrap(), Vec::<String>::new());
        self.store.close().await.unwrap();
        drop(self.place);
    }
}

async fn a_visitor_who_says_who_they_are_brings_their_past_along(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(r#"{"type":"page","anonymousId":"a1","messageId":"1","name":"Roasts","timestamp":"2026-09-30T10:00:00Z"}"#).await;
    assert_eq!(shop.known().await, [""; 0], "visitors are in no list");
    shop.send(
        r#"{"type":"track","event":"Product Viewed","anonymousId":"a1","messageId":"2","timestamp":"2026-09-30T11:00:00Z"},
           {"type":"identify","userId":"u1","anonymousId":"a1","messageId":"3","traits":{"email":"Ilze@X.lv","name":"Ilze Ozola"}},
           {"type":"page","anonymousId":"a1","messageId":"4","name":"Cart","timestamp":"2026-09-30T12:00:00Z"}"#,
    )
    .await;
    let person = shop.person("ilze@x.lv").await;
    assert_eq!(shop.timeline(person).await, ["page Cart", "product Product Viewed", "page Roasts"]);
    // Another browser of hers, a visitor first, joins whom it turns out to be.
    shop.send(r#"{"type":"page","anonymousId":"a2","messageId":"5","name":"Mugs","timestamp":"2026-09-30T13:00:00Z"}"#).await;
    shop.send(r#"{"type":"identify","userId":"u1","anonymousId":"a2","messageId":"6"}"#).await;
    assert_eq!(shop.timeline(person).await.first().unwrap(), "page Mugs");
    let found = shop.store.person(Actor::Operator, person).await.unwrap().unwrap();
    assert_eq!(
        (found.name.as_str(), found.kind.as_str(), found.identities.len()),
        ("Ilze Ozola", "person", 4)
    );
    assert_eq!(shop.known().await.len(), 1);
    shop.end().await;
}

async fn a_person_known_is_never_joined_to_another_known_one(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(
        r#"{"type":"identify","userId":"u1","anonymousId":"kitchen","messageId":"1","traits":{"email":"ilze@x.lv"}},
           {"type":"identify","userId":"u2","anonymousId":"kitchen","messageId":"2","traits":{"email":"juris@x.lv"}},
           {"type":"identify","userId":"u2","anonymousId":"kitchen","messageId":"3","traits":{"email":"ilze@x.lv"}}"#,
    )
    .await;
    assert_eq!(shop.known().await, ["ilze@x.lv", "juris@x.lv"]);
    let suggested = shop.store.suggestions(Actor::Operator, &SuggestionFilter::default(), 9).await.unwrap();
    assert_eq!(suggested.len(), 1, "the address of one and the id of the other: a human decides");
    assert_eq!(suggested[0].suggestion.evidence.len(), 1);
    // The shared machine stays with whom it came to first.
    shop.send(r#"{"type":"page","anonymousId":"kitchen","messageId":"4","name":"Mugs"}"#).await;
    assert_eq!(shop.timeline(shop.person("ilze@x.lv").await).await, ["page Mugs"]);
    shop.end().await;
}

async fn a_doubt_stays_until_a_human_decides(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(
        r#"{"type":"identify","userId":"u1","messageId":"1","traits":{"email":"ilze@x.lv"}},
           {"type":"identify","userId":"u2","messageId":"2","traits":{"email":"juris@x.lv"}},
           {"type":"identify","userId":"u3","messageId":"3","traits":{"email":"anna@x.lv"}},
           {"type":"identify","userId":"u2","messageId":"4","traits":{"email":"ilze@x.lv"}}"#,
    )
    .await;
    let [ilze, juris, anna] =
        [shop.person("ilze@x.lv").await, shop.person("juris@x.lv").await, shop.person("anna@x.lv").await];
    let may = |action| check(Actor::Operator, action).unwrap();
    let suggested = async || {
        let found = shop.store.suggestions(Actor::Operator, &SuggestionFilter::default(), 9).await.unwrap();
        found.into_iter().map(|it| (it.suggestion.a, it.suggestion.b)).collect::<Vec<_>>()
    };
    let search =
        async || shop.store.save_suggestions(&may(Action::WriteBeliefs), [].into_iter()).await.unwrap();
    let pair = |a: PersonId, b: PersonId| vec![(a.min(b), a.max(b))];
    assert_eq!(search().await, 1, "a search that finds nothing does not decide");
    shop.store.save_suggestions_of(&may(Action::WriteBeliefs), juris, [].into_iter()).await.unwrap();
    assert_eq!(suggested().await, pair(ilze, juris));
    // It follows the identities into a merge and back.
    let merge = shop.store.merge(&may(Action::MergePeople), anna, juris, &Default::default()).await.unwrap();
    shop.store.save_suggestions_of(&may(Action::WriteBeliefs), anna, [].into_iter()).await.unwrap();
    assert_eq!(suggested().await, pair(ilze, anna));
    shop.store.undo_merge(&may(Action::MergePeople), merge).await.unwrap();
    search().await;
    assert_eq!(suggested().await, pair(ilze, juris));
    shop.store.tell_apart(&may(Action::MergePeople), ilze, juris).await.unwrap();
    assert_eq!((search().await, suggested().await), (0, vec![]), "decided");
    shop.end().await;
}

async fn what_a_human_told_apart_is_not_joined(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(
        r#"{"type":"identify","userId":"u1","messageId":"1","traits":{"email":"ilze@x.lv"}},
           {"type":"identify","userId":"u2","messageId":"2","traits":{"email":"juris@x.lv"}}"#,
    )
    .await;
    let (one, other) = (shop.person("ilze@x.lv").await, shop.person("juris@x.lv").await);
    let may = check(Actor::Operator, Action::MergePeople).unwrap();
    shop.store.tell_apart(&may, one, other).await.unwrap();
    shop.send(r#"{"type":"identify","userId":"u2","messageId":"3","traits":{"email":"ilze@x.lv"}}"#).await;
    let suggested = shop.store.suggestions(Actor::Operator, &SuggestionFilter::default(), 9).await.unwrap();
    assert_eq!((suggested.len(), shop.known().await.len()), (0, 2));
    shop.end().await;
}

async fn an_event_is_recorded_once_and_the_first_of_two_bodies_holds(engine: Engine) {
    let shop = shop(engine).await;
    let event = r#"{"type":"track","event":"Order Completed","userId":"u","messageId":"1","properties":{"order_id":"7","total":5}}"#;
    let other = event.replace("\"total\":5", "\"total\":6");
    assert_eq!(
        shop.send(&format!("{event},{event},{other}")).await,
        [Outcome::Recorded, Outcome::Known, Outcome::OtherBody]
    );
    assert_eq!(shop.send(&format!("{event},{other}")).await, [Outcome::Known, Outcome::OtherBody]);
    let bare = r#"{"type":"page","name":"Mugs","userId":"u"}"#;
    assert_eq!(shop.send(&format!("{bare},{bare}")).await, [Outcome::Recorded, Outcome::Known]);
    assert_eq!(shop.timeline(shop.person("u").await).await, ["purchase 7 5.00 EUR", "page Mugs"]);
    shop.end().await;
}

async fn an_order_of_a_file_and_of_an_event_is_one_order(engine: Engine) {
    let shop = shop(engine).await;
    let placed = r#"{"type":"track","event":"Order Completed","userId":"c1","messageId":"1","timestamp":"2026-09-20T08:00:00Z",
        "properties":{"order_id":"7","total":25,"email":"ilze@x.lv","products":[{"sku":"bean","price":12.5,"quantity":2}]}}"#;
    shop.send(placed).await;
    let folder = tempfile::tempdir().unwrap();
    let rows = format!("{HEADER}7,c1,ilze@x.lv,,Ilze,2026-09-20,bean,26\n8,c2,,,,2026-09-20,mug,9\n");
    let mut request = request(&write(folder.path(), "o.csv", &rows), COLUMNS);
    request.how.source = Some("shop".to_owned());
    let may = check(Actor::Operator, Action::ImportOrders).unwrap();
    let import = listen::import::import(&shop.store, &may, &request, |_| {}).await.unwrap();
    assert_eq!((import.tally.created, import.tally.updated), (1, 1), "the file is fuller than the event");
    assert_eq!(shop.timeline(shop.person("ilze@x.lv").await).await, ["purchase 7 26.00 EUR"]);
    let again = placed.replace("\"messageId\":\"1\"", "\"messageId\":\"2\"");
    let other = again.replace("\"7\"", "\"8\"").replace("c1", "c2").replace("ilze@x.lv", "juris@x.lv");
    shop.send(&format!("{again},{}", other.replace("\"2\"", "\"3\""))).await;
    assert_eq!(shop.timeline(shop.person("ilze@x.lv").await).await, ["purchase 7 26.00 EUR"]);
    assert_eq!(shop.timeline(shop.person("juris@x.lv").await).await, ["purchase 8 9.00 EUR"]);
    let changed = again.replace("Completed", "Updated").replace("\"2\"", "\"4\"").replace(":25", ":20");
    shop.send(&changed).await;
    shop.send(r#"{"type":"identify","userId":"c1","messageId":"6","traits":{"email":"ilze@x.lv"}}"#).await;
    shop.send(r#"{"type":"track","event":"Order Refunded","userId":"c2","messageId":"5","properties":{"order_id":"8"}}"#).await;
    assert_eq!(shop.timeline(shop.person("ilze@x.lv").await).await, ["purchase 7 20.00 EUR"]);
    assert_eq!(
        shop.timeline(shop.person("juris@x.lv").await).await,
        ["refund 8 refund 2026-10-01 -9.00 EUR", "purchase 8 9.00 EUR"]
    );
    // Taken back, the import leaves whom the shop told of, and what events changed.
    shop.store.undo_import(&may, import.id, |_| {}).await.unwrap();
    assert_eq!(shop.known().await, ["ilze@x.lv", "juris@x.lv"]);
    assert_eq!(shop.timeline(shop.person("ilze@x.lv").await).await, ["purchase 7 20.00 EUR"]);
    shop.end().await;
}

async fn a_refund_before_its_order_and_a_cancellation_end_right(engine: Engine) {
    let shop = shop(engine).await;
    let event = |name: &str, id: u8, order: u8, more: &str| {
        format!(
            r#"{{"type":"track","event":"Order {name}","userId":"u","messageId":"{id}","timestamp":"2026-09-2{id}T08:00:00Z",
                "properties":{{"order_id":{order}{more}}}}}"#
        )
    };
    shop.send(&event("Refunded", 3, 7, "")).await;
    shop.send(&event("Refunded", 2, 7, ",\"total\":\"5.00\"")).await;
    let person = shop.person("u").await;
    assert_eq!(shop.timeline(person).await, ["refund 7 refund 2026-09-22 -5.00 EUR"]);
    shop.send(&event("Completed", 1, 7, ",\"total\":25")).await;
    assert_eq!(
        shop.timeline(person).await,
        [
            "refund 7 refund 2026-09-23 -20.00 EUR",
            "refund 7 refund 2026-09-22 -5.00 EUR",
            "purchase 7 25.00 EUR"
        ]
    );
    shop.send(&event("Cancelled", 5, 8, "")).await;
    shop.send(&event("Completed", 4, 8, ",\"total\":9")).await;
    shop.send(&event("Cancelled", 6, 7, "")).await;
    assert_eq!(shop.timeline(person).await, ["cancelled Order Cancelled", "cancelled Order Cancelled"]);
    assert_eq!(shop.store.counts(Actor::Operator).await.unwrap().orders, 0);
    shop.end().await;
}

async fn a_lead_is_somebody_who_said_who_they_are_and_has_not_bought(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(
        r#"{"type":"page","anonymousId":"a","messageId":"1","name":"Home","context":{"campaign":{"source":"letter","name":"spring"}}}"#,
    )
    .await;
    shop.send(
        r#"{"type":"identify","anonymousId":"a","messageId":"2","traits":{"email":"lead@x.lv"}},
           {"type":"identify","userId":"c","messageId":"3","traits":{"email":"buyer@x.lv"}},
           {"type":"track","event":"Order Completed","userId":"c","messageId":"4","properties":{"order_id":"7","total":5}}"#,
    )
    .await;
    let (lead, buyer) = (shop.person("lead@x.lv").await, shop.person("buyer@x.lv").await);
    let stakes = |person| shop.store.stakes(Actor::Operator, person);
    assert_eq!(stakes(lead).await.unwrap().len(), 1);
    assert_eq!(stakes(buyer).await.unwrap().len(), 0);
    let facts = shop.store.facts(Actor::Operator, lead).await.unwrap();
    assert_eq!(facts.iter().map(|fact| fact.draft.text.as_str()).collect::<Vec<_>>(), ["letter / spring"]);
    shop.end().await;
}

async fn what_a_shop_says_fills_what_nobody_said(engine: Engine) {
    let shop = shop(engine).await;
    let said = r#"{"type":"identify","userId":"u","messageId":"1","traits":{"firstName":"Ilze","lastName":"Ozola",
        "email":"ilze@x.lv","phone":"+371 29123456","birthday":"1986-02-29","title":"Barista",
        "address":{"street":"Brīvības 1","city":"Rīga"}}}"#;
    shop.send(&said.replace("1986-02-29", "1988-02-29")).await;
    let person = shop.person("ilze@x.lv").await;
    let later = said.replace("\"messageId\":\"1\"", "\"messageId\":\"2\"").replace("Rīga", "Liepāja");
    shop.send(&later.replace("Ilze", "Elza").replace("Barista", "Owner")).await;
    let profile = shop.store.profile(Actor::Operator, person).await.unwrap();
    assert_eq!(
        (profile.given.as_str(), profile.title.as_str(), profile.city.as_str()),
        ("Ilze", "Barista", "Rīga")
    );
    let found = shop.store.person(Actor::Operator, person).await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.identities.len()), ("Ilze Ozola", 3));
    let facts = shop.store.facts(Actor::Operator, person).await.unwrap();
    assert_eq!(facts.iter().map(|fact| fact.draft.text.as_str()).collect::<Vec<_>>(), ["birthday"]);
    let by_name = shop.store.people_list(Actor::Operator, "Ilze", None, 9).await.unwrap();
    assert_eq!(by_name.len() + shop.known().await.len(), 2, "{by_name:?}");
    shop.end().await;
}

async fn a_group_is_an_organisation_and_its_people_work_there(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(
        r#"{"type":"identify","userId":"u","messageId":"1","traits":{"name":"Ilze","company":{"id":"g","name":"Hinges"}}},
           {"type":"group","userId":"u","groupId":"g","messageId":"2","traits":{"website":"https://hinges.example"}},
           {"type":"group","userId":"v","groupId":"g","messageId":"3"}"#,
    )
    .await;
    let person = shop.person("u").await;
    let relations = shop.store.relations(Actor::Operator, person).await.unwrap();
    assert_eq!(relations.len(), 1, "told twice, related once");
    assert!(relations[0].is_organisation && relations[0].other_name == "Hinges");
    let organisation = shop.store.profile(Actor::Operator, relations[0].other).await.unwrap();
    assert_eq!(organisation.website, "https://hinges.example");
    assert_eq!(shop.store.relations(Actor::Operator, relations[0].other).await.unwrap().len(), 2);
    shop.end().await;
}

async fn an_alias_joins_what_came_before(engine: Engine) {
    let shop = shop(engine).await;
    shop.send(r#"{"type":"page","anonymousId":"a","messageId":"1","name":"Home"}"#).await;
    shop.send(
        r#"{"type":"alias","previousId":"a","userId":"u","messageId":"2"},
           {"type":"alias","previousId":"u","userId":"u-new","messageId":"3"},
           {"type":"page","userId":"u-new","messageId":"4","name":"Mugs"}"#,
    )
    .await;
    assert_eq!(shop.known().await.len(), 1);
    let person = shop.people().await[0].1;
    let mut timeline = shop.timeline(person).await;
    timeline.sort();
    assert_eq!(timeline, ["page Home", "page Mugs"]);
    shop.end().await;
}

async fn hostile_events_are_refused_alone(engine: Engine) {
    let shop = shop(engine).await;
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let batch = format!(
        r#"{{"type":"track","event":"A\u0000\ud83d","userId":"u\u0000","messageId":"1","properties":{{"x":"\udc00"}}}},
           {{"type":"track","event":"B","userId":"u","messageId":"2","properties":{{"x":1e999}}}},
           {{"type":"track","event":"C","userId":"u","messageId":"3","properties":{deep}}},
           {{"type":"track","event":"D","messageId":"4"}}, 7, {{"type":"dance","userId":"u"}},
           {{"type":"track","userId":"u"}}, {{"type":"page","userId":"{}","messageId":"5"}},
           {{"type":"page","userId":12,"messageId":6,"name":["x"],"timestamp":{{}}}}"#,
        "x".repeat(300)
    );
    let text = format!("{{\"batch\":[{batch}]}}");
    let text = listen::events::text(text.as_bytes()).unwrap().into_owned();
    let heard = Message::open(Door::Batch, &text).unwrap().read(now(), Currency::EUR);
    assert_eq!(heard.places, [0, 8]);
    assert_eq!(heard.refused.iter().map(|it| it.index).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    let outcomes = shop.writer.record(shop.permit, Arc::from("shop"), heard.events).await.unwrap().unwrap();
    assert_eq!(outcomes, [Outcome::Recorded, Outcome::Recorded]);
    assert_eq!(shop.timeline(shop.person("u").await).await, ["event A\u{fffd}"]);
    assert_eq!(shop.timeline(shop.person("12").await).await, ["page "]);
    shop.end().await;
}
