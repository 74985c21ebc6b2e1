//! What plays earned, in the browser and by the interface.

use std::collections::BTreeSet;
use std::sync::Arc;

use adapters::system::SystemClock;
use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::{Arm, Goal, Success};
use domain::proof::{Cost, Counts, Earned, Outcome, Proof, Unproved};
use domain::time::DAY_MICROS;
use domain::{Actor, Clock, Currency, Day, Instant};
use prove::{Design, Row, Trial};
use store::Store;
use store::draws::{NewDraw, PROGRAMME};
use testing::Engine;

use crate::client::{Answer, Browser, House};
use crate::furnished::{Furnished, Who, may, person};

testing::on_both_engines![
    a_proof_says_both_sides_the_money_and_who_counts,
    a_cost_is_written_down_and_what_cannot_be_is_said,
    every_number_of_people_opens_as_many_rows,
    with_a_margin_it_is_profit,
];

/// So many on either side; those met do one more of five.
fn proof(held: u32, treated: u32, currency: Currency) -> Proof {
    let outcome = Outcome { name: "revenue".into(), currency, ..Outcome::default() };
    let shares = [Arm::Held, Arm::Treated].map(|arm| (arm.name().to_owned(), 1.0)).into();
    let design =
        Design { control: Some("held".into()), shares, planned: Some(2_000), ..Design::new(outcome) };
    let mut trial = Trial::new(design);
    for (arm, count, of) in [(Arm::Held, held, 5), (Arm::Treated, treated, 3)] {
        for number in 0..count {
            let outcome = if number % of == 0 { 20.0 } else { 0.0 };
            let day = Some(Day(20_000 + i32::try_from(number / 10).unwrap()));
            let (arm, covariates) = (arm.name(), &[][..]);
            let row = Row { arm, outcome, size: 1.0, covariates, cluster: None, part: None, day, score: 0.0 };
            trial.add(&row).unwrap();
        }
    }
    trial.judge().unwrap()
}

fn earned(held: u32, treated: u32) -> Earned {
    let mut earned = Earned {
        version: 1,
        as_of: Day(20_100),
        at: Instant(20_100 * DAY_MICROS),
        success: Success { what: Goal::Revenue, within_days: 28 },
        terms: vec![Success { what: Goal::Revenue, within_days: 28 }],
        share_mille: 500,
        currency: Currency::EUR,
        planned: Some(2_000),
        counts: Counts { counted: u64::from(held + treated), conflicting: 3, ..Counts::default() },
        unproved: None,
        orders: Some(proof(held, treated, Currency::NONE)),
        revenue: Some(proof(held, treated, Currency::EUR)),
        reached: Some(proof(held, treated, Currency::NONE)),
        cost: Cost { gestures: 40_000, certificates: 2_550, written: 0 },
        margin_mille: 1000,
        profit: None,
        profit_on_cost: None,
    };
    earned.weigh();
    earned
}

async fn keep(house: &House, play: PlayId, earned: &Earned) {
    house.store.save_verdict(&may(Action::WriteBeliefs), play, earned).await.unwrap();
}

async fn play(owner: &mut Browser) -> (PlayId, String) {
    let path = owner.post("/plays/new", "ready=silent").await.location().to_owned();
    (path.rsplit('/').next().unwrap().parse().unwrap(), path)
}

fn has(page: &Answer, texts: &[&str]) {
    for text in texts {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
}

async fn a_proof_says_both_sides_the_money_and_who_counts(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let (id, path) = play(&mut owner).await;
    let proof = format!("{path}/proof");
    has(&owner.get(&proof).await, &["Nobody has looked yet"]);
    let asked = owner.post(&proof, "").await;
    assert_eq!(asked.location(), format!("{proof}?asked=1"));
    let lease = house.store.lease(&may(Action::RunJobs), 60).await.unwrap();
    assert_eq!(lease.unwrap().kind, prove::verdicts::KIND);

    keep(&house, id, &earned(1_000, 1_000)).await;
    let page = owner.get(&proof).await;
    let said = [
        "Met (control: Held out) <strong>brings more</strong>",
        "€425.50",
        "Left before the cost of goods",
        "No margin is known",
        "proof/people?of=counted&#38;arm=held",
        "proof/spent?of=gestures",
    ];
    has(&page, &said);
    has(&page, &["On both sides since they were merged", "Side by side", "id=\"side-3\"", "28 days"]);
    has(&owner.get("/plays").await, &["What is left so far: €"]);

    let mut mismatched = earned(1_000, 1_300);
    keep(&house, id, &mismatched).await;
    let page = owner.get(&proof).await;
    has(&page, &["The arms are not what was drawn"]);
    assert!(
        !page.body.contains("brings more")
            && !page.body.contains("side-1")
            && !page.body.contains("Profit on")
    );
    has(&owner.get("/plays").await, &["the sides are not what was drawn"]);

    keep(&house, id, &earned(10, 10)).await;
    has(&owner.get(&proof).await, &["too few for proof", "nothing is claimed", "so nothing of the profit"]);

    (mismatched.orders, mismatched.revenue, mismatched.reached) = (None, None, None);
    mismatched.unproved = Some(Unproved::NobodyYet);
    mismatched.counts.under_way = 1_234;
    keep(&house, PROGRAMME, &mismatched).await;
    has(&owner.get("/programme/proof").await, &["Still collecting", "1,234"]);
    let nobody = owner.get("/programme/proof/people?of=conflicting").await;
    has(&nobody, &["This list is empty", "The proof of"]);
}

async fn a_cost_is_written_down_and_what_cannot_be_is_said(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let (id, path) = play(&mut owner).await;
    let costs = format!("{path}/costs");
    let good = "kind=postage&amount=12,50&day=2026-01-05&note=stamps+%26+paper";
    let written = owner.post(&costs, good).await;
    assert_eq!(written.location(), format!("{path}/proof#costs"), "{}", written.body);
    has(&owner.get(&format!("{path}/proof")).await, &["€12.50", "Postage", "stamps &#38; paper"]);
    for (wrong, said) in [
        ("amount=0", "an amount above zero"),
        ("amount=much", "an amount above zero"),
        ("day=2999-01-01", "when it has come"),
        ("day=soon", "when it has come"),
        ("kind=luck", "what the money went into"),
    ] {
        let name = wrong.split('=').next().unwrap();
        let form: Vec<&str> =
            good.split('&').filter(|field| !field.starts_with(name)).chain([wrong]).collect();
        let refused = owner.post(&costs, &form.join("&")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        has(&refused, &[said, "stamps &#38; paper"]);
    }
    assert_eq!(owner.post("/programme/costs", good).await.location(), "/programme/proof#costs");
    let all = house.store.costs(Actor::Operator, None, None, 10).await.unwrap();
    assert_eq!(all.iter().map(|line| line.play).collect::<Vec<_>>(), [None, Some(id)]);
}

struct Ahead(Instant);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        self.0
    }
}

/// A running play, and nine drawn into its arms, of whom some were merged since.
async fn drawn(store: &Store) -> PlayId {
    let definition = serde_json::json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask" } } }],
        "success": { "what": "return", "within_days": 7 },
        "holdout": { "mille": 500 },
    });
    let definition = serde_json::from_value(definition).unwrap();
    let play = store.make_play(&may(Action::ManagePlays), "A call", &definition).await.unwrap();
    let version = store.start_play(&may(Action::ManagePlays), play, 1).await.unwrap();
    let (mut people, mut draws) = (Vec::new(), Vec::new());
    for number in 0..9 {
        let person = person(store, &format!("Person {number}")).await;
        let identity = store.person(Actor::Operator, person).await.unwrap().unwrap().identities[0].id;
        let arm = if number % 2 == 0 { Arm::Treated } else { Arm::Held };
        let share_mille = if number == 8 { 100 } else { 500 };
        draws.push(NewDraw { play, identity, arm, cluster: None, share_mille, expected: (None, None) });
        people.push(person);
    }
    store.enrol(&may(Action::RunJobs), play, version, &draws, &[]).await.unwrap();
    let nothing = BTreeSet::new();
    for (keeps, absorbed) in [(0, 1), (2, 4)] {
        store.merge(&may(Action::MergePeople), people[keeps], people[absorbed], &nothing).await.unwrap();
    }
    play
}

async fn every_number_of_people_opens_as_many_rows(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let play = drawn(&house.store).await;
    let later = SystemClock.now().plus_seconds(60 * 86_400);
    let clock: Arc<dyn Clock> = Arc::new(Ahead(later));
    prove::verdicts::run(&house.store, &clock).await.unwrap();
    let seen = house.store.verdict(Actor::Operator, play).await.unwrap().unwrap().earned;
    let Counts { counted, conflicting, merged, other_share, .. } = seen.counts;
    assert_eq!((counted, conflicting, merged, other_share), (5, 1, 2, 1));
    let page = owner.get(&format!("/plays/{play}/proof")).await;
    has(&page, &["7 days", "On both sides since they were merged"]);
    let lists = [
        ("of=counted&arm=treated", 2),
        ("of=counted&arm=held", 3),
        ("of=counted", 5),
        ("of=conflicting", 1),
        ("of=merged", 2),
        ("of=other_share", 1),
        ("of=under_way", 0),
    ];
    for (list, number) in lists {
        let address = format!("/plays/{play}/proof/people?{list}");
        assert!(page.body.contains(&address.replace('&', "&#38;")), "{list}: {}", page.body);
        let rows = owner.get(&address).await;
        assert_eq!(rows.body.matches("<th scope=\"row\"><a href=\"/people/").count(), number, "{list}");
        has(&rows, &[&format!("counts: {number}.")]);
    }
    has(&owner.get(&format!("/plays/{play}/proof/spent?of=written")).await, &["This list is empty"]);
}

async fn with_a_margin_it_is_profit(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let (id, path) = play(&mut owner).await;
    let said = "company=Harbour&zone=UTC&currency=EUR";
    for wrong in ["0", "101", "much"] {
        let refused = owner.post("/settings", &format!("{said}&margin={wrong}&version=0")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        has(&refused, &["at most 100%", &format!("value=\"{wrong}\"")]);
    }
    let kept = owner.post("/settings", &format!("{said}&margin=37,5&version=0")).await;
    assert_eq!(kept.location(), "/settings", "{}", kept.body);
    has(&owner.get("/settings").await, &["value=\"37.5\""]);
    assert_eq!(house.store.settings(Actor::Operator).await.unwrap().unwrap().margin_mille, 375);
    let mut profitable = Earned { margin_mille: 375, ..earned(1_000, 1_000) };
    profitable.weigh();
    keep(&house, id, &profitable).await;
    let page = owner.get(&format!("{path}/proof")).await;
    has(&page, &["Profit is 37.5% of the extra revenue", "Profit on cost"]);
    assert!(!page.body.contains("before the cost of goods"));
}

#[tokio::test]
async fn a_program_reads_proofs_writes_costs_and_asks_for_another_look() {
    let furnished = Furnished::new().await;
    let (house, play) = (&furnished.house, &furnished.play);
    let mut key = furnished.at_the_door(Who::Key(&["people:read", "plays:manage"])).await;
    let proof = format!("/api/v1/plays/{play}/proof");
    assert_eq!(key.get(&proof).await.status, StatusCode::NOT_FOUND, "nobody has looked");
    keep(house, play.parse().unwrap(), &earned(1_000, 1_000)).await;
    let seen: serde_json::Value = serde_json::from_str(&key.get(&proof).await.body).unwrap();
    assert_eq!(seen["earned"]["revenue"]["effects"][0]["verdict"], "gain");
    assert_eq!(seen["earned"]["cost"]["certificates"], 2_550);
    let post = async |key: &mut Browser, path: &str, body: &str| {
        key.send("POST", path, Some("application/json"), Body::from(body.to_owned())).await
    };
    assert_eq!(post(&mut key, &proof, "").await.status, StatusCode::ACCEPTED);
    let cost = format!(r#"{{"play":"{play}","kind":"time","amount":900,"on":"2026-01-05"}}"#);
    let written = post(&mut key, "/api/v1/costs", &cost).await;
    assert_eq!(written.status, StatusCode::CREATED, "{}", written.body);
    has(&key.get(written.location()).await, &["\"amount\":900", "\"kind\":\"time\""]);
    has(&key.get(&format!("/api/v1/costs?play={play}")).await, &["\"amount\":900"]);
    let late = cost.replace("2026-01-05", "2999-01-05");
    let late = post(&mut key, "/api/v1/costs", &late).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("when it has come"));
    for list in ["people?of=counted&arm=held", "spent?of=certificates", "organisations"] {
        assert_eq!(key.get(&format!("{proof}/{list}")).await.body, r#"{"data":[]}"#, "{list}");
    }
    for nonsense in ["people?of=lost", "people?of=counted&arm=both", "people", "spent?of=luck"] {
        let refused = key.get(&format!("{proof}/{nonsense}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{nonsense}");
    }
}
