//! What plays earned, in the browser and by the interface.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::{Arm, Goal, Success};
use domain::proof::{Cost, Counts, Earned, Outcome, Proof, Unproved};
use domain::time::DAY_MICROS;
use domain::{Actor, Currency, Day, Instant};
use prove::{Design, Row, Trial};
use store::draws::PROGRAMME;
use testing::Engine;

use crate::client::{Answer, Browser, House};
use crate::furnished::{Furnished, Who, may};

testing::on_both_engines![
    a_proof_says_both_sides_the_money_and_who_counts,
    a_cost_is_written_down_and_what_cannot_be_is_said,
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
        "Profit on cost",
        "arms?arm=held",
    ];
    has(&page, &said);
    has(&page, &["On both sides since they were merged", "Side by side", "id=\"side-3\"", "4 weeks"]);
    has(&owner.get("/plays").await, &["Profit so far: €"]);

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
    has(&owner.get("/programme/arms?arm=held").await, &["Nobody stands on this side"]);
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
    let arm = key.get(&format!("/api/v1/plays/{play}/arms?arm=held")).await;
    assert_eq!(arm.body, r#"{"data":[]}"#);
    let nonsense = key.get(&format!("/api/v1/plays/{play}/arms?arm=both")).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}
