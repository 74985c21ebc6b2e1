//! Tiers: who joins, who stays and who leaves, and what they are promised.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::ids::{PersonId, TierId};
use domain::plays::{GestureKind, GestureState};
use domain::tiers::{Definition, Privilege, TierRefusal};
use domain::{Actor, Instant};
use serde_json::json;
use testing::Engine;

use crate::house::{House, call, house, may};

testing::on_both_engines![
    who_fits_joins_once_and_each_privilege_becomes_a_task,
    nobody_falls_before_the_grace_and_what_is_not_given_is_called_off,
    the_best_tier_that_fits_is_theirs_and_a_merge_moves_nobody,
    a_rule_that_cannot_be_is_refused_and_a_rehearsal_writes_nothing,
    a_tier_put_away_is_left_by_everybody,
];

const DAY: i64 = 86_400;

fn tier(name: &str, rank: u32, rule: &str) -> Definition {
    let privilege = |words: &str, within_days| Privilege { words: words.into(), within_days };
    Definition {
        name: name.into(),
        rank,
        rule: rule.into(),
        grace_days: 30,
        privileges: vec![privilege("Their own manager", 7), privilege("An invitation", 0)],
    }
}

impl House {
    async fn tier(&self, definition: Definition) -> TierId {
        act::tiers::make(&self.store, &may(Action::ManagePlays), definition).await.unwrap()
    }

    async fn recount(&self) -> (u64, u64, u64) {
        let moved = act::tiers::run(&self.store, &self.clock).await.unwrap();
        (moved.joined, moved.left, moved.privileges)
    }

    async fn lives_in(&self, person: PersonId, city: &str) {
        let version = self.store.person(Actor::Operator, person).await.unwrap().unwrap().version;
        let profile = domain::profile::Profile { city: city.into(), ..Default::default() };
        self.store.save_profile(&may(Action::WritePeople), person, version, profile).await.unwrap();
    }

    /// The tiers somebody is in, and was in.
    async fn tiers_of(&self, person: PersonId) -> (Vec<String>, Vec<String>) {
        let all = self.store.memberships(Actor::Operator, person).await.unwrap();
        let (now, before): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.until.is_none());
        let names = |all: Vec<store::tiers::Membership>| all.into_iter().map(|one| one.name).collect();
        (names(now), names(before))
    }

    async fn privileges(&self, person: PersonId, state: GestureState) -> usize {
        let all = self.store.gestures(Actor::Operator, person).await.unwrap();
        all.iter().filter(|one| one.kind == GestureKind::Privilege && one.state == state).count()
    }
}

async fn who_fits_joins_once_and_each_privilege_becomes_a_task(engine: Engine) {
    let house = house(engine).await;
    let (anna, bert) = (house.person("Anna", "").await, house.person("Bert", "").await);
    house.lives_in(anna, "Riga").await;
    let gold = house.tier(tier("Gold", 1, "city == 'Riga'")).await;
    assert_eq!(house.recount().await, (1, 0, 2));
    assert_eq!(house.recount().await, (0, 0, 0), "once is once");
    assert_eq!(house.tiers_of(anna).await, (vec!["Gold".to_owned()], vec![]));
    assert_eq!(house.tiers_of(bert).await, (vec![], vec![]));
    let mut tasks = house.store.gestures(Actor::Operator, anna).await.unwrap();
    tasks.sort_by_key(|task| task.due);
    let due: Vec<Instant> = tasks.iter().map(|task| task.due).collect();
    assert_eq!(due, [house.now(), house.now().plus_seconds(7 * DAY)]);
    assert!(tasks.iter().all(|task| task.owed && task.tier == Some(gold)));
    let (permit, first) = (may(Action::WritePeople), &tasks[0]);
    house.store.close_gesture(&permit, first.id, first.version, GestureState::Done, "").await.unwrap();
    let counts = house.store.tier_counts(Actor::Operator).await.unwrap()[&gold];
    assert_eq!((counts.members, counts.given, counts.open, counts.failing), (1, 1, 1, 0));
    let members = house.store.tier_members(Actor::Operator, gold, None, 9).await.unwrap();
    assert_eq!((members.len(), members[0].person, members[0].given, members[0].open), (1, anna, 1, 1));

    // A play may ask for it.
    house.play(call(json!({ "who": "tier == 'Gold'" }))).await;
    house.turn().await;
    let calls = |gestures: Vec<store::gestures::Gesture>| {
        gestures.iter().filter(|one| one.kind == GestureKind::Call).count()
    };
    assert_eq!(calls(house.store.gestures(Actor::Operator, anna).await.unwrap()), 1);
    assert_eq!(calls(house.store.gestures(Actor::Operator, bert).await.unwrap()), 0);
}

async fn nobody_falls_before_the_grace_and_what_is_not_given_is_called_off(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    house.lives_in(anna, "Riga").await;
    let gold = house.tier(tier("Gold", 1, "city == 'Riga'")).await;
    house.recount().await;
    house.lives_in(anna, "Oulu").await;
    house.recount().await;
    assert_eq!(house.store.tier_counts(Actor::Operator).await.unwrap()[&gold].failing, 1);
    house.pass(29 * DAY);
    assert_eq!(house.recount().await, (0, 0, 0));
    house.lives_in(anna, "Riga").await;
    house.recount().await;
    assert_eq!(house.store.tier_counts(Actor::Operator).await.unwrap()[&gold].failing, 0);
    house.lives_in(anna, "Oulu").await;
    house.recount().await;
    house.pass(29 * DAY);
    assert_eq!(house.recount().await, (0, 0, 0), "the days of grace begin anew");
    assert_eq!(house.tiers_of(anna).await.0, ["Gold"]);
    house.pass(DAY);
    assert_eq!(house.recount().await, (0, 1, 0));
    assert_eq!(house.tiers_of(anna).await, (vec![], vec!["Gold".to_owned()]));
    assert_eq!(house.privileges(anna, GestureState::Cancelled).await, 2);
    house.lives_in(anna, "Riga").await;
    assert_eq!(house.recount().await, (1, 0, 2), "what was called off is promised again");
    for task in house.store.gestures(Actor::Operator, anna).await.unwrap() {
        if task.state == GestureState::Open {
            let permit = may(Action::WritePeople);
            house.store.close_gesture(&permit, task.id, task.version, GestureState::Done, "").await.unwrap();
        }
    }
    house.lives_in(anna, "Oulu").await;
    house.recount().await;
    house.pass(30 * DAY);
    house.recount().await;
    house.lives_in(anna, "Riga").await;
    assert_eq!(house.recount().await, (1, 0, 0), "what was given is not promised twice");
}

async fn the_best_tier_that_fits_is_theirs_and_a_merge_moves_nobody(engine: Engine) {
    let house = house(engine).await;
    let (anna, bert) = (house.person("Anna", "").await, house.person("Bert", "").await);
    let silver = house.tier(tier("Silver", 2, "city != ''")).await;
    house.tier(tier("Gold", 1, "city == 'Riga'")).await;
    house.lives_in(anna, "Oulu").await;
    house.lives_in(bert, "Riga").await;
    assert_eq!(house.recount().await, (2, 0, 4));
    assert_eq!(
        (house.tiers_of(anna).await.0, house.tiers_of(bert).await.0),
        (vec!["Silver".to_owned()], vec!["Gold".to_owned()])
    );
    let merge = may(Action::MergePeople);
    let id = house.store.merge(&merge, bert, anna, &BTreeSet::new()).await.unwrap();
    assert_eq!(house.recount().await, (0, 0, 0), "whoever was in Gold stays in Gold");
    let column = [store::audience::Column::Tier];
    let today = house.now().day_in(&jiff::tz::TimeZone::UTC);
    let rows = house.store.audience_of(Actor::Operator, &column, today, &[bert]).await.unwrap();
    assert_eq!(rows[0].values, [store::audience::Value::Texts(vec!["Gold".to_owned()])]);
    house.store.undo_merge(&merge, id).await.unwrap();
    assert_eq!(house.recount().await, (0, 0, 0));
    assert_eq!(
        (house.tiers_of(anna).await.0, house.tiers_of(bert).await.0),
        (vec!["Silver".to_owned()], vec!["Gold".to_owned()])
    );

    // One rises at once, and keeps what was promised below.
    house.lives_in(anna, "Riga").await;
    assert_eq!(house.recount().await, (1, 0, 2));
    assert_eq!(house.tiers_of(anna).await, (vec!["Gold".to_owned()], vec!["Silver".to_owned()]));
    assert_eq!(house.privileges(anna, GestureState::Open).await, 4);
    // And falls into the next after the grace.
    house.lives_in(anna, "Oulu").await;
    house.recount().await;
    house.pass(30 * DAY);
    assert_eq!(house.recount().await, (1, 1, 0));
    let members = house.store.tier_members(Actor::Operator, silver, None, 9).await.unwrap();
    assert_eq!(members.iter().map(|member| member.person).collect::<Vec<_>>(), [anna]);
}

async fn a_rule_that_cannot_be_is_refused_and_a_rehearsal_writes_nothing(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    house.person("Bert", "").await;
    house.lives_in(anna, "Riga").await;
    let permit = may(Action::ManagePlays);
    let make = async |definition| act::tiers::make(&house.store, &permit, definition).await.unwrap_err();
    let circular = make(tier("Gold", 1, "tier == 'Silver'")).await;
    assert_eq!(circular.to_string(), TierRefusal::Circular.to_string());
    let typo = make(tier("Gold", 1, "citty == 'Riga'")).await.to_string();
    assert!(typo.contains("'city'"), "{typo}");
    let rehearse = async |own, definition| {
        act::tiers::rehearse(&house.store, house.now(), Actor::Operator, own, definition).await.unwrap()
    };
    let told = rehearse(None, tier("Gold", 1, "city == 'Riga'")).await;
    assert_eq!((told.looked_at, told.fits, told.join, &told.some[..]), (2, 1, 1, &[anna][..]));
    assert!(house.store.tiers(Actor::Operator).await.unwrap().is_empty());
    assert_eq!(house.gestures(anna).await, 0);

    let gold = house.tier(tier("Gold", 1, "city == 'Riga'")).await;
    house.recount().await;
    let told = rehearse(Some(gold), tier("Gold", 1, "city == 'Oulu'")).await;
    assert_eq!((told.fits, told.join, told.stay, told.leave), (0, 0, 0, 1));
    let told = rehearse(None, tier("Silver", 2, "kind == 'person'")).await;
    assert_eq!((told.fits, told.better, told.join), (2, 1, 1));
    let taken = make(tier("Silver", 1, "city == 'Oulu'")).await;
    assert_eq!(taken.to_string(), TierRefusal::RankTaken.to_string());
    let named = make(tier("Gold", 2, "city == 'Oulu'")).await;
    assert_eq!(named.to_string(), TierRefusal::NameTaken.to_string());
}

async fn a_tier_put_away_is_left_by_everybody(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    house.lives_in(anna, "Riga").await;
    let gold = house.tier(tier("Gold", 1, "city == 'Riga'")).await;
    house.recount().await;
    let permit = may(Action::ManagePlays);
    let stale = house.store.put_tier_away(&permit, gold, 7).await;
    assert!(matches!(stale, Err(store::Error::Superseded(_))));
    house.store.put_tier_away(&permit, gold, 1).await.unwrap();
    assert_eq!(house.recount().await, (0, 0, 0));
    assert_eq!(house.tiers_of(anna).await, (vec![], vec!["Gold".to_owned()]));
    assert_eq!(house.privileges(anna, GestureState::Cancelled).await, 2);
    let again = act::tiers::change(&house.store, &permit, gold, 2, tier("Gold", 1, "city == 'Riga'")).await;
    assert_eq!(again.unwrap_err().to_string(), TierRefusal::PutAway.to_string());
    house.tier(tier("Gold", 1, "city == 'Riga'")).await;
}
