//! How often at most, and who is drawn with whom, where one look finds several of a kind at once.

use domain::access::Action;
use domain::ids::PersonId;
use domain::memory::RelationKind;
use domain::party::PartyKind;
use domain::plays::Arm;
use domain::worth::Standing;
use domain::{Actor, Day, Instant};
use serde_json::json;
use store::draws::PROGRAMME;
use store::people::edit::Draft;
use store::relations::Bond;
use testing::Engine;

use crate::beliefs::believe;
use crate::house::{House, call, house, may};

testing::on_both_engines![
    two_orders_in_one_look_are_thanked_for_as_often_as_the_play_says,
    orders_after_a_clock_set_back_a_day_are_not_thanked_for_too_soon,
    an_organisation_met_itself_is_drawn_with_its_people_and_by_nobody_s_place_in_the_programme,
];

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

fn thanks_for_orders(again_after_days: serde_json::Value) -> serde_json::Value {
    call(json!({
        "when": { "order": {} },
        "again_after_days": again_after_days,
        "success": { "what": "answer", "within_days": 30 },
    }))
}

/// Only who has a standing is looked at for orders.
async fn bought_lately(house: &House, person: PersonId) {
    let last_day = Day(i32::try_from(house.now().0.div_euclid(86_400_000_000)).unwrap());
    let standing = Standing { customer: person.to_string(), last_day, ..Standing::default() };
    believe(&house.store, vec![standing]).await;
}

async fn two_orders_in_one_look_are_thanked_for_as_often_as_the_play_says(engine: Engine) {
    for (again, thanks) in [(json!(7), 1), (json!(null), 1), (json!(0), 2)] {
        let house = house(engine).await;
        house.programme(|programme| programme.cap_count = 9).await;
        let anna = house.person("Anna", "").await;
        let play = house.play(thanks_for_orders(again.clone())).await;
        house.pass(MINUTE);
        let first = house.now();
        house.orders(&[("Anna", first), ("Anna", first.plus_seconds(5 * MINUTE))]).await;
        bought_lately(&house, anna).await;
        house.pass(10 * MINUTE);
        house.turn().await;
        house.turn().await;
        let ways = house.store.enrolments_of(Actor::Operator, anna, Some(play)).await.unwrap();
        assert_eq!((ways.len(), house.gestures(anna).await), (thanks, thanks), "again after {again}");
        let draws = house.store.draws_of(Actor::Operator, play, anna).await.unwrap();
        assert_eq!(draws.len(), 1, "one draw, however many orders");
    }
}

async fn orders_after_a_clock_set_back_a_day_are_not_thanked_for_too_soon(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    house.play(thanks_for_orders(json!(1))).await;
    house.pass(2 * DAY);
    bought_lately(&house, anna).await;
    let order = async |at: Instant| house.orders(&[("Anna", at)]).await;
    order(house.now()).await;
    assert_eq!(house.turn().await, 1);
    house.pass(-DAY);
    order(house.now()).await;
    assert_eq!(house.turn().await, 0, "a day has to pass since the last");
    house.pass(DAY + 60);
    assert_eq!(house.turn().await, 0);
    house.pass(DAY);
    order(house.now()).await;
    house.turn().await;
    assert_eq!(house.gestures(anna).await, 2);
}

impl House {
    async fn firm_of(&self, name: &str, people: usize) -> (PersonId, Vec<PersonId>) {
        let draft = Draft { kind: PartyKind::Organisation, name: name.to_owned(), ..Draft::default() };
        // Half of them are older than their people, and met before them.
        let early = name.len().is_multiple_of(2);
        let permit = may(Action::WritePeople);
        let mut firm = None;
        if early {
            firm = Some(self.store.make_person(&permit, draft.clone(), &[]).await.unwrap());
        }
        let mut staff = Vec::new();
        for at in 0..people {
            staff.push(self.person(&format!("{name}p{at}"), "").await);
        }
        let firm = match firm {
            Some(firm) => firm,
            None => self.store.make_person(&permit, draft, &[]).await.unwrap(),
        };
        for &person in &staff {
            let bond = Bond::Known(RelationKind::WorksAt);
            self.store.relate(&permit, person, &bond, firm, "").await.unwrap();
        }
        (firm, staff)
    }
}

async fn an_organisation_met_itself_is_drawn_with_its_people_and_by_nobody_s_place_in_the_programme(
    engine: Engine,
) {
    let house = house(engine).await;
    house.programme(|programme| programme.holdout_mille = 300).await;
    let mut firms = Vec::new();
    for number in 0..24 {
        firms.push(house.firm_of(&"F".repeat(number + 1), 2).await);
    }
    let play = call(json!({ "holdout": { "mille": 500, "by_organisation": true } }));
    let play = house.play(play).await;
    house.turn().await;
    let salt = house.store.play(Actor::Operator, play).await.unwrap().unwrap().salt;
    let mut left_out = 0;
    for (firm, staff) in &firms {
        let unit = house.store.person(Actor::Operator, *firm).await.unwrap().unwrap().identities[0].id;
        let arm = act::decide::held_out(&salt, unit, 500);
        for &one in staff.iter().chain([firm]) {
            let of_all = house.store.draws_of(Actor::Operator, PROGRAMME, one).await.unwrap();
            let own = house.store.draws_of(Actor::Operator, play, one).await.unwrap();
            let own: Vec<Arm> = own.iter().map(|drawn| drawn.arm).collect();
            assert_eq!(of_all.len(), 1);
            if of_all[0].arm == Arm::Held {
                left_out += usize::from(one == *firm);
                assert!(own.is_empty(), "who is held out of all is in no arm");
            } else {
                assert_eq!(own, [arm], "drawn with the organisation, whoever of it is left out of all");
            }
            let met = of_all[0].arm == Arm::Treated && arm == Arm::Treated;
            assert_eq!(house.gestures(one).await, usize::from(met));
        }
    }
    assert!((1..24).contains(&left_out), "{left_out} organisations are left out of every play");
}
