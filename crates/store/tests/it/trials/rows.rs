//! The rows behind the numbers of a proof: their totals are the numbers.

use std::collections::BTreeSet;

use domain::access::Action::{ErasePeople, ManagePlays, MergePeople, RunJobs, WritePeople};
use domain::erasure::AskedBy;
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::memory::RelationKind;
use domain::party::PartyKind;
use domain::plays::{Arm, EnrolmentState, Goal, Success};
use domain::{Actor, Clock};
use store::draws::NewDraw;
use store::enrolments::NewEnrolment;
use store::erasures::NewErasure;
use store::people::edit::Draft;
use store::relations::Bond;
use store::trials::{Asked, Members, Standing};
use testing::Engine;

use super::{WEEK, asked, bought, drawn, followed, identity};
use crate::worth::{ids, order, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    whoever_was_drawn_is_judged_by_what_the_play_said_then,
    an_organisation_is_counted_whole_and_one_merged_of_both_arms_is_left_out,
    the_rows_behind_each_number_add_up_to_it,
    an_erased_person_counts_in_their_arm_with_what_they_did_before,
];

const DAY: i64 = 86_400;

/// The play paused, its horizon changed, and going on; the version it goes on at.
async fn change_horizon(house: &Fresh, play: PlayId, days: u32) -> i64 {
    let (store, permit) = (&house.store, may(ManagePlays));
    let now = store.play(Actor::Operator, play).await.unwrap().unwrap();
    let version = store.pause_play(&permit, play, now.version).await.unwrap();
    let mut definition = now.definition;
    definition.success.within_days = days;
    let version = store.change_play(&permit, play, version, "A play", &definition).await.unwrap();
    store.start_play(&permit, play, version).await.unwrap()
}

async fn begin(house: &Fresh, play: PlayId, version: i64, who: IdentityId, arm: Arm) {
    let draw = NewDraw { play, identity: who, arm, cluster: None, share_mille: 500, expected: (None, None) };
    let state = EnrolmentState::Held;
    let way = NewEnrolment { identity: who, occasion: "once".into(), state, next: None };
    house.store.enrol(&may(RunJobs), play, version, &[draw], &[way]).await.unwrap();
}

async fn whoever_was_drawn_is_judged_by_what_the_play_said_then(engine: Engine) {
    let house = fresh_on(engine).await;
    let (play, _) = drawn(&house, &[]).await;
    take_in(&house.store, vec![order(1, "a"), order(2, "b")]).await;
    let people = ids(&house.store).await;
    let (first, second) = (identity(&house, people[0]).await, identity(&house, people[1]).await);
    house.clock.pass(60);
    begin(&house, play, 2, first, Arm::Treated).await;
    let then = house.clock.now();
    let buy = |who: &str, days: i64| bought(&format!("{who}{days}"), who, then.plus_seconds(days * DAY), 100);
    take_in(&house.store, vec![buy("a", 5), buy("a", 10), buy("b", 5), buy("b", 10), buy("b", 20)]).await;
    house.clock.pass(60);
    let version = change_horizon(&house, play, 14).await;
    begin(&house, play, version, second, Arm::Held).await;

    house.clock.pass(8 * DAY);
    let look = || Asked { success: Success { what: Goal::Return, within_days: 14 }, ..asked(&house, play) };
    let page = followed(&house, look()).await;
    assert_eq!((page.rows.len(), page.under_way), (1, 1), "a week is over of the first, two are not");
    let strata = house.store.strata(Actor::Operator, &look()).await.unwrap();
    assert_eq!((strata[0].people, strata[0].over), (2, 1));
    house.clock.pass(30 * DAY);
    let page = followed(&house, look()).await;
    let told: Vec<_> = page.rows.iter().map(|row| (row.success.within_days, row.orders)).collect();
    assert_eq!(told, [(7, 1), (14, 2)], "each by their own horizon");
    let once_more = change_horizon(&house, play, 300).await;
    assert!(once_more > version);
    assert_eq!(followed(&house, look()).await, page, "a later change of it moves nobody drawn before");
}

async fn firm(house: &Fresh, name: &str, people: &[PersonId]) -> (PersonId, IdentityId) {
    let draft = Draft { kind: PartyKind::Organisation, name: name.to_owned(), ..Draft::default() };
    let firm = house.store.make_person(&may(WritePeople), draft, &[]).await.unwrap();
    for &person in people {
        let bond = Bond::Known(RelationKind::WorksAt);
        house.store.relate(&may(WritePeople), person, &bond, firm, "").await.unwrap();
    }
    (firm, identity(house, firm).await)
}

async fn an_organisation_is_counted_whole_and_one_merged_of_both_arms_is_left_out(engine: Engine) {
    let house = fresh_on(engine).await;
    let (play, _) = drawn(&house, &[]).await;
    take_in(&house.store, (1..=8).map(|at| order(at, &format!("p{at}"))).collect()).await;
    let people = ids(&house.store).await;
    let arms = [Arm::Treated, Arm::Held, Arm::Held, Arm::Treated];
    let (mut firms, mut draws) = (Vec::new(), Vec::new());
    for (at, (pair, arm)) in people.chunks(2).zip(arms).enumerate() {
        let (firm, by) = firm(&house, &format!("Firm {at}"), pair).await;
        firms.push(firm);
        for &person in pair {
            let identity = identity(&house, person).await;
            let (cluster, share_mille, expected) = (Some(by), 500, (None, None));
            draws.push(NewDraw { play, identity, arm, cluster, share_mille, expected });
        }
    }
    house.store.enrol(&may(RunJobs), play, 2, &draws, &[]).await.unwrap();
    let then = house.clock.now();
    let buy = |at: usize, amount| bought(&format!("b{at}"), &format!("p{at}"), then.plus_seconds(9), amount);
    take_in(&house.store, vec![buy(1, 100), buy(2, 200), buy(3, 400), buy(5, 800), buy(7, 1600)]).await;
    // Two people of both arms work elsewhere now: they stay where they were drawn.
    let bond = Bond::Known(RelationKind::WorksAt);
    house.store.relate(&may(WritePeople), people[0], &bond, firms[1], "").await.unwrap();
    assert!(house.store.conflicting_draws(Actor::Operator, play).await.unwrap().is_empty());
    house.store.merge(&may(MergePeople), firms[2], firms[3], &BTreeSet::new()).await.unwrap();
    let torn = house.store.conflicting_draws(Actor::Operator, play).await.unwrap();
    assert_eq!(torn, people[4..8], "merged of both arms, nobody of them can tell");
    house.clock.pass(2 * WEEK);
    let page = followed(&house, asked(&house, play)).await;
    assert_eq!((page.rows.len(), page.conflicting), (4, 4));
    let clusters: Vec<_> = page.rows.iter().map(|row| row.cluster.unwrap()).collect();
    assert_eq!(
        clusters,
        [firms[0], firms[0], firms[1], firms[1]],
        "the mover is of the firm they were drawn with"
    );
    let list = house.store.organisations_drawn(Actor::Operator, &asked(&house, play), None, 2).await.unwrap();
    let told: Vec<_> = list.iter().map(|one| (one.organisation, one.arm, one.people, one.revenue)).collect();
    assert_eq!(told, [(firms[0], Some(Arm::Treated), 2, 300), (firms[1], Some(Arm::Held), 2, 400)]);
    let after = Some(firms[1]);
    let rest =
        house.store.organisations_drawn(Actor::Operator, &asked(&house, play), after, 9).await.unwrap();
    assert_eq!((rest.len(), rest[0].arm, rest[0].people, rest[0].left_out), (1, None, 0, 4));
}

/// Every draw that stands so, two at a time.
async fn all(
    house: &Fresh,
    look: &Asked,
    standing: Standing,
    arm: Option<Arm>,
) -> Vec<store::trials::Member> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let which = Members { standing, arm };
        let page = house.store.members(Actor::Operator, look, which, after, 2).await.unwrap();
        let Some(last) = page.last() else { return found };
        after = Some(last.identity);
        found.extend(page);
    }
}

async fn the_rows_behind_each_number_add_up_to_it(engine: Engine) {
    let house = fresh_on(engine).await;
    let (treated, held) = (Arm::Treated, Arm::Held);
    let arms = [treated, held, held, held, treated, treated, treated, held].map(|arm| (arm, 500));
    let named: Vec<(String, Arm, u16)> = arms
        .into_iter()
        .chain([(held, 100), (treated, 100)])
        .zip(0..)
        .map(|((arm, share), at)| (format!("p{at}"), arm, share))
        .collect();
    let named: Vec<(&str, Arm, u16)> =
        named.iter().map(|(name, arm, share)| (name.as_str(), *arm, *share)).collect();
    let (play, people) = drawn(&house, &named).await;
    let then = house.clock.now();
    let buy = |at: usize, amount| bought(&format!("b{at}"), &format!("p{at}"), then.plus_seconds(9), amount);
    take_in(&house.store, (0..9).map(|at| buy(at, 1 << at)).collect()).await;
    let nothing = BTreeSet::new();
    house.store.merge(&may(MergePeople), people[0], people[1], &nothing).await.unwrap();
    house.store.merge(&may(MergePeople), people[2], people[3], &nothing).await.unwrap();
    house.clock.pass(2 * WEEK);
    let look = asked(&house, play);
    house.clock.pass(1);
    take_in(&house.store, vec![order(40, "late")]).await;
    let late = ids(&house.store).await.into_iter().find(|person| !people.contains(person)).unwrap();
    let late = identity(&house, late).await;
    begin(&house, play, 2, late, Arm::Treated).await;
    house.clock.pass(1);
    let after_look = Asked { as_of: house.clock.now(), ..look };

    let page = followed(&house, after_look).await;
    let numbers = [
        (Standing::Counted, page.rows.len() as u64),
        (Standing::UnderWay, page.under_way),
        (Standing::Conflicting, page.conflicting),
        (Standing::Merged, page.merged),
        (Standing::OtherShare, page.other_share),
    ];
    for (standing, number) in numbers {
        let rows = all(&house, &after_look, standing, None).await;
        assert_eq!(rows.len() as u64, number, "{standing:?}");
        assert!(rows.iter().all(|row| row.standing == standing) && number > 0, "{standing:?}");
    }
    for arm in [treated, held] {
        let rows = all(&house, &after_look, Standing::Counted, Some(arm)).await;
        let of_arm: Vec<_> = page.rows.iter().filter(|row| row.arm == arm).cloned().collect();
        assert_eq!(rows.into_iter().map(|row| row.followed).collect::<Vec<_>>(), of_arm);
        assert!(of_arm.iter().map(|row| row.revenue).sum::<i64>() > 0);
    }
    assert!(all(&house, &look, Standing::UnderWay, None).await.is_empty(), "drawn after the look");
    let which = Members { standing: Standing::Counted, arm: None };
    assert!(house.store.members(Actor::Visitor, &look, which, None, 1).await.is_err());
}

async fn an_erased_person_counts_in_their_arm_with_what_they_did_before(engine: Engine) {
    let house = fresh_on(engine).await;
    let (play, people) = drawn(&house, &[("a", Arm::Treated, 500), ("b", Arm::Held, 500)]).await;
    let then = house.clock.now();
    take_in(&house.store, vec![bought("p1", "a", then.plus_seconds(9), 700)]).await;
    house.clock.pass(DAY);
    let asked_by = AskedBy::Person;
    let erasure = NewErasure { person: people[0], asked_by, reason: "By letter, on Monday" };
    house.store.erase(&may(ErasePeople), &erasure).await.unwrap();
    house.clock.pass(2 * WEEK);
    let page = followed(&house, asked(&house, play)).await;
    let told: Vec<_> = page.rows.iter().map(|row| (row.arm, row.orders, row.revenue)).collect();
    assert_eq!(told, [(Arm::Treated, 1, 700), (Arm::Held, 0, 0)]);
    let rows = all(&house, &asked(&house, play), Standing::Counted, Some(Arm::Treated)).await;
    assert_eq!(rows.len(), 1, "the list behind the number has them too");
}
