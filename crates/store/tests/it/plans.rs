//! The years of accounts: planned, opened, missed, moved, handed on and left out, on both engines.

mod days;

use std::collections::BTreeSet;

use domain::access::Action::{ErasePeople, ManageStaff, MergePeople, RunJobs, WritePeople};
use domain::access::Role;
use domain::erasure::AskedBy;
use domain::ids::{PersonId, PlanId, StaffId};
use domain::party::PartyKind;
use domain::plans::{PlanRefusal, StepState};
use domain::plays::{GestureKind, GestureState};
use domain::{Actor, Clock, Currency, Day};
use store::erasures::NewErasure;
use store::gestures::OpenGestures;
use store::links::Newcomer;
use store::people::edit::Draft;
use store::plans::{Accounts, Change, NewPlan, NewStep, Plan, Step};
use store::settings::Settings;
use store::{Error, Store};
use testing::Engine;

use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_year_is_planned_once_for_an_organisation,
    a_step_becomes_a_task_once_and_says_when_it_is_missed,
    a_missed_step_is_done_late_moved_or_left_out,
    a_task_and_its_step_move_and_are_handed_on_together,
    a_year_goes_to_another_owner_with_what_is_open,
    what_a_leaver_was_to_do_is_nobodys,
    two_years_after_a_merge_both_stand_and_an_undo_parts_them,
    an_erased_account_leaves_no_plan,
    the_next_year_asks_to_be_planned_and_is_as_the_last,
];

/// 2026-09-21, a Monday, where the tests' clock stands.
const TODAY: &str = "2026-09-21";
const DAY: i64 = 86_400;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn step(kind: GestureKind, words: &str, due: &str) -> NewStep {
    NewStep { kind, words: words.into(), due: day(due), owner: None }
}

fn year(from: &str, steps: Vec<NewStep>) -> NewPlan {
    let (about, renewal) = ("Hinges for the new hall".into(), "Plan the next year".into());
    NewPlan { starts_on: day(from), owner: None, about, steps, renewal }
}

async fn house(engine: Engine) -> Fresh {
    let house = fresh_on(engine).await;
    let settings = Settings {
        company: "Hinge & Son".into(),
        zone: "Europe/Riga".into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    };
    house.store.save_settings(&may(ManageStaff), &settings).await.unwrap();
    let zone = house.store.zone(Actor::Operator).await.unwrap();
    assert_eq!(house.clock.now().day_in(&zone), day(TODAY));
    house
}

async fn account(store: &Store, name: &str, kind: PartyKind) -> PersonId {
    let draft = Draft { name: name.into(), kind, ..Draft::default() };
    store.make_person(&may(WritePeople), draft, &[]).await.unwrap()
}

async fn mill(store: &Store) -> PersonId {
    account(store, "Mill & Daughters", PartyKind::Organisation).await
}

async fn colleague(store: &Store, email: &str) -> StaffId {
    let (_, token) = store.invite(&may(ManageStaff), email, email, Role::Agent).await.unwrap();
    let chosen = Newcomer { email: "", name: email, password_hash: "hash" };
    store.take_link(&may(ManageStaff), token.expose(), &chosen).await.unwrap().unwrap()
}

async fn make(store: &Store, person: PersonId, new: NewPlan) -> PlanId {
    store.make_plan(&may(WritePeople), person, new).await.unwrap()
}

async fn read(store: &Store, id: PlanId) -> Plan {
    store.plan(Actor::Operator, id).await.unwrap().unwrap()
}

/// What a look over the plans does: steps opened, and missed ones told of.
async fn look(store: &Store) -> (usize, u64) {
    let steps = store.steps_to_open(Actor::System("act.plans"), 9).await.unwrap();
    for step in &steps {
        assert!(store.open_step(&may(RunJobs), *step).await.unwrap());
        assert!(!store.open_step(&may(RunJobs), *step).await.unwrap(), "once is once");
    }
    (steps.len(), store.tell_of_missed(&may(RunJobs), 9).await.unwrap())
}

async fn close(store: &Store, step: &Step, state: GestureState) {
    let task = store.gesture(Actor::Operator, step.task.unwrap()).await.unwrap().unwrap();
    store.close_gesture(&may(WritePeople), task.id, task.version, state, "on holiday").await.unwrap();
}

fn refusal<T: std::fmt::Debug>(outcome: store::Result<T>) -> PlanRefusal {
    match outcome {
        Err(Error::Plan(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn a_year_is_planned_once_for_an_organisation(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let (mill, anna) = (mill(store).await, account(store, "Anna", PartyKind::Person).await);
    let refused = async |person, new| refusal(store.make_plan(&may(WritePeople), person, new).await);
    assert_eq!(refused(anna, year("2026-10-01", vec![])).await, PlanRefusal::NotAnOrganisation);
    for (from, kind, due, why) in [
        ("2024-10-01", GestureKind::Call, "2026-10-02", PlanRefusal::Start),
        ("2029-10-01", GestureKind::Call, "2029-10-02", PlanRefusal::Start),
        ("2026-10-01", GestureKind::Letter, "2026-10-02", PlanRefusal::Kind),
        ("2026-10-01", GestureKind::Call, "2027-10-01", PlanRefusal::Outside),
        ("2026-08-01", GestureKind::Call, "2026-09-20", PlanRefusal::Past),
    ] {
        assert_eq!(refused(mill, year(from, vec![step(kind, "Ring", due)])).await, why, "{from} {due}");
    }
    let id = make(store, mill, year("2026-10-01", vec![step(GestureKind::Call, "Ring", "2026-11-02")])).await;
    let plan = read(store, id).await;
    assert_eq!((plan.person, plan.ends_on, plan.version), (mill, day("2027-09-30"), 1));
    let steps: Vec<_> = plan.steps.iter().map(|step| (step.due, step.renews, step.state)).collect();
    let to_come = StepState::ToCome;
    assert_eq!(steps, [(day("2026-11-02"), false, to_come), (day("2027-09-02"), true, to_come)]);
    assert_eq!(refused(mill, year("2027-09-30", vec![])).await, PlanRefusal::Overlap);
    make(store, mill, year("2027-10-01", vec![])).await;
    let remove = store.remove_plan(&may(WritePeople), id, 7).await;
    assert!(matches!(remove, Err(Error::Superseded(_))), "begun on another");
    store.remove_plan(&may(WritePeople), id, 1).await.unwrap();
    assert_eq!(store.plans_of(Actor::Operator, mill).await.unwrap().len(), 1);
}

async fn a_step_becomes_a_task_once_and_says_when_it_is_missed(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let steps = vec![
        step(GestureKind::Call, "Ring", "2026-10-02"),
        step(GestureKind::Note, "Write", "2026-10-06"),
        step(GestureKind::Present, "A cake", "2027-01-15"),
    ];
    let id = make(store, mill(store).await, year("2026-09-01", steps)).await;
    assert_eq!(look(store).await, (1, 0), "only what is due within fourteen days");
    assert_eq!(look(store).await, (0, 0));
    let plan = read(store, id).await;
    let task = store.gesture(Actor::Operator, plan.steps[0].task.unwrap()).await.unwrap().unwrap();
    assert!(task.owed && task.play.is_none(), "promised by plan: never capped, never held out");
    assert_eq!((task.kind, task.words.as_str()), (GestureKind::Call, "Ring"));
    assert_eq!(plan.steps[0].state, StepState::Open);
    // Friday, 2 October: Monday, Tuesday and Wednesday are grace.
    house.clock.pass(16 * DAY);
    assert_eq!(look(store).await, (1, 0), "Wednesday, 7 October");
    house.clock.pass(DAY);
    assert_eq!(look(store).await, (0, 1));
    assert_eq!(look(store).await, (0, 0), "said once");
    assert_eq!(read(store, id).await.steps[0].state, StepState::Missed);
    // The clock is set back over the day: nothing is opened or told twice.
    house.clock.pass(-20 * DAY);
    assert_eq!(look(store).await, (0, 0));
    assert_eq!(read(store, id).await.steps[0].state, StepState::Open);
    assert!(store.steps_missed(Actor::Operator, None, 9).await.unwrap().is_empty());
    house.clock.pass(20 * DAY);
    assert_eq!(look(store).await, (0, 0));
    let missed = store.steps_missed(Actor::Operator, None, 9).await.unwrap();
    assert_eq!(missed.iter().map(|one| one.step.words.as_str()).collect::<Vec<_>>(), ["Ring"]);
}

async fn a_missed_step_is_done_late_moved_or_left_out(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let steps = ["2026-09-21", "2026-09-22", "2026-09-23"];
    let steps = steps.map(|due| step(GestureKind::Call, due, due)).to_vec();
    let id = make(store, mill(store).await, year("2026-09-01", steps)).await;
    assert_eq!(look(store).await, (3, 0));
    close(store, &read(store, id).await.steps[0], GestureState::CouldNot).await;
    assert_eq!(look(store).await, (0, 1), "what could not be done is missed at once");
    house.clock.pass(10 * DAY);
    assert_eq!(look(store).await, (0, 2));
    let plan = read(store, id).await;
    assert_eq!(plan.steps[0].reason.as_deref(), Some("on holiday"));
    close(store, &plan.steps[1], GestureState::Done).await;
    // What could not be done is given another day, and is somebody's task again.
    let permit = may(WritePeople);
    let again = step(GestureKind::Note, "Write instead", "2026-10-05");
    let past = store.change_step(&permit, id, 1, plan.steps[0].id, step(GestureKind::Call, "x", TODAY)).await;
    assert!(past.is_ok(), "its own day may stay, though it is over");
    let past = step(GestureKind::Call, "x", "2026-09-30");
    let past = store.change_step(&permit, id, 2, plan.steps[0].id, past).await;
    assert_eq!(refusal(past), PlanRefusal::Past);
    store.change_step(&permit, id, 2, plan.steps[0].id, again).await.unwrap();
    assert_eq!(look(store).await, (1, 0));
    let none = store.skip_step(&permit, id, 3, plan.steps[2].id, " ").await;
    assert_eq!(refusal(none), PlanRefusal::NoReason);
    store.skip_step(&permit, id, 3, plan.steps[2].id, "they closed for the week").await.unwrap();
    let done = store.skip_step(&permit, id, 4, plan.steps[1].id, "x").await;
    assert_eq!(refusal(done), PlanRefusal::Closed);
    let plan = read(store, id).await;
    let stand: Vec<_> = plan.steps.iter().map(|step| (step.words.as_str(), step.state)).collect();
    assert_eq!(
        stand[..3],
        [
            ("2026-09-22", StepState::DoneLate),
            ("2026-09-23", StepState::Skipped),
            ("Write instead", StepState::Open)
        ]
    );
    assert!(store.steps_missed(Actor::Operator, None, 9).await.unwrap().is_empty());
    let task = store.gesture(Actor::Operator, plan.steps[1].task.unwrap()).await.unwrap().unwrap();
    assert_eq!(task.state, GestureState::Cancelled, "its task is called off with it");
}

async fn a_task_and_its_step_move_and_are_handed_on_together(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let marta = colleague(store, "marta@hinge.example").await;
    let id = make(
        store,
        mill(store).await,
        year("2026-09-01", vec![step(GestureKind::Call, "Ring", "2026-09-25")]),
    )
    .await;
    look(store).await;
    house.clock.pass(20 * DAY);
    assert_eq!(look(store).await, (0, 1));
    let step = read(store, id).await.steps[0].clone();
    let permit = may(WritePeople);
    let zone = store.zone(Actor::Operator).await.unwrap();
    let (task, later) = (step.task.unwrap(), day("2026-10-20"));
    store.move_gesture(&permit, task, 1, later.start_in(&zone)).await.unwrap();
    store.hand_gesture(&permit, task, 2, Some(marta)).await.unwrap();
    let moved = read(store, id).await.steps[0].clone();
    assert_eq!((moved.due, moved.owner, moved.state), (later, Some(marta), StepState::Open));
    let back = NewStep { owner: None, due: day("2026-10-12"), kind: moved.kind, words: "Ring Jane".into() };
    let stale = store.change_step(&permit, id, 1, moved.id, back.clone()).await;
    assert!(matches!(stale, Err(Error::Superseded(_))), "what was said on the task is not undone unseen");
    store.change_step(&permit, id, 3, moved.id, back).await.unwrap();
    let task = store.gesture(Actor::Operator, task).await.unwrap().unwrap();
    assert_eq!((task.due.day_in(&zone), task.owner), (day("2026-10-12"), None));
    assert_eq!(task.words, "Ring Jane");
    house.clock.pass(30 * DAY);
    assert_eq!(look(store).await, (0, 1), "moved and missed again, it is told again");
    let same = day("2026-10-12").start_in(&zone);
    store.move_gesture(&permit, task.id, task.version, same).await.unwrap();
    assert_eq!(look(store).await, (0, 0), "not moved at all, it is not");
}

async fn a_year_goes_to_another_owner_with_what_is_open(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let (marta, janis) =
        (colleague(store, "marta@hinge.example").await, colleague(store, "janis@hinge.example").await);
    let third = colleague(store, "third@hinge.example").await;
    let mut steps = ["2026-09-22", "2026-09-23", "2027-03-01"].map(|due| step(GestureKind::Call, due, due));
    steps[1].owner = Some(third);
    let new = NewPlan { owner: Some(marta), ..year("2026-09-01", steps.to_vec()) };
    let id = make(store, mill(store).await, new).await;
    look(store).await;
    let change = Change { owner: Some(janis), about: "The new hall".into() };
    store.change_plan(&may(WritePeople), id, 1, change).await.unwrap();
    let plan = read(store, id).await;
    let owners: Vec<_> = plan.steps.iter().map(|step| step.owner.unwrap()).collect();
    assert_eq!((plan.owner, plan.about.as_str()), (Some(janis), "The new hall"));
    assert_eq!(owners, [janis, third, janis, janis]);
    let mine = OpenGestures { owner: Some(janis), ..OpenGestures::default() };
    assert_eq!(store.open_gestures(Actor::Operator, &mine, 9).await.unwrap().len(), 1);
}

async fn what_a_leaver_was_to_do_is_nobodys(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let boss = Newcomer { email: "boss@hinge.example", name: "Boss", password_hash: "hash" };
    let link = store.make_owner_link(&may(ManageStaff)).await.unwrap().unwrap();
    let boss = store.take_link(&may(ManageStaff), link.expose(), &boss).await.unwrap().unwrap();
    let marta = colleague(store, "marta@hinge.example").await;
    let steps =
        vec![step(GestureKind::Call, "Ring", "2026-09-22"), step(GestureKind::Call, "x", "2027-01-04")];
    let new = NewPlan { owner: Some(marta), ..year("2026-09-01", steps) };
    let id = make(store, mill(store).await, new).await;
    look(store).await;
    store.let_go(&may(ManageStaff), marta).await.unwrap();
    house.clock.pass(10 * DAY);
    look(store).await;
    let plan = read(store, id).await;
    assert_eq!(plan.owner, None);
    assert!(plan.steps.iter().all(|step| step.owner.is_none()));
    let agent = Actor::Staff { id: boss, role: Role::Agent };
    assert_eq!(store.steps_missed(agent, Some(boss), 9).await.unwrap().len(), 1, "nobody's is everybody's");
    let nobodys = OpenGestures { nobodys: true, ..OpenGestures::default() };
    assert_eq!(store.open_gestures(agent, &nobodys, 9).await.unwrap().len(), 1);
    house.clock.pass(96 * DAY);
    assert_eq!(look(store).await, (1, 0), "and what is to come becomes nobody's task");
    assert_eq!(store.open_gestures(agent, &nobodys, 9).await.unwrap().len(), 2);
}

async fn two_years_after_a_merge_both_stand_and_an_undo_parts_them(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let (mill, works) = (mill(store).await, account(store, "Mill Works", PartyKind::Organisation).await);
    let ring = |due| vec![step(GestureKind::Call, "Ring", due)];
    let of_mill = make(store, mill, year("2026-09-01", ring("2026-09-22"))).await;
    let of_works = make(store, works, year("2026-09-15", ring("2026-09-23"))).await;
    let merge = store.merge(&may(MergePeople), mill, works, &BTreeSet::new()).await.unwrap();
    let both: Vec<_> = store.plans_of(Actor::Operator, mill).await.unwrap();
    assert_eq!(both.iter().map(|plan| plan.id).collect::<Vec<_>>(), [of_works, of_mill]);
    assert_eq!(look(store).await, (2, 0), "both go on");
    let renewed = both.iter().map(|plan| plan.renewed).collect::<Vec<_>>();
    assert_eq!(renewed, [false, false], "two plans of one year renew neither");
    store.undo_merge(&may(MergePeople), merge).await.unwrap();
    assert_eq!(read(store, of_works).await.person, works);
    assert_eq!(store.plans_of(Actor::Operator, mill).await.unwrap().len(), 1);
    assert_eq!(store.gestures(Actor::Operator, works).await.unwrap().len(), 1, "its task went with it");
}

async fn an_erased_account_leaves_no_plan(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let mill = mill(store).await;
    let id = make(store, mill, year("2026-09-01", vec![step(GestureKind::Call, "Ring", "2026-09-22")])).await;
    look(store).await;
    let new = NewErasure { person: mill, asked_by: AskedBy::Company, reason: "they closed" };
    store.erase(&may(ErasePeople), &new).await.unwrap();
    assert_eq!(store.plan(Actor::Operator, id).await.unwrap(), None);
    let left = store.gestures(Actor::Operator, mill).await.unwrap();
    assert!(left.iter().all(|task| task.words.is_empty() && task.state == GestureState::Cancelled));
    house.clock.pass(400 * DAY);
    assert_eq!(look(store).await, (0, 0));
    let all = Accounts { from: day("2020-01-01"), to: day("2030-01-01"), skip: 0, limit: 9 };
    assert!(store.plans(Actor::Operator, all).await.unwrap().is_empty());
    assert!(store.accounts_without_plan(Actor::Operator, all).await.unwrap().is_empty());
}

async fn the_next_year_asks_to_be_planned_and_is_as_the_last(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let mill = mill(store).await;
    let steps =
        vec![step(GestureKind::Call, "Ring", "2027-02-01"), step(GestureKind::Note, "x", "2027-03-01")];
    let id = make(store, mill, year("2026-10-01", steps)).await;
    let skip = read(store, id).await.steps[1].id;
    store.skip_step(&may(WritePeople), id, 1, skip, "no need").await.unwrap();
    // Six weeks before 30 September 2027 is 19 August.
    house.clock.pass(331 * DAY);
    assert_eq!(look(store).await.0, 1, "the call alone, of 18 August");
    house.clock.pass(DAY);
    assert_eq!(look(store).await.0, 1);
    let open = OpenGestures { person: Some(mill), ..OpenGestures::default() };
    let tasks = store.open_gestures(Actor::Operator, &open, 9).await.unwrap();
    assert_eq!(tasks[1].words, "Plan the next year");
    let again = store.steps_again(Actor::Operator, mill, day("2027-10-01")).await.unwrap();
    assert_eq!(again, [step(GestureKind::Call, "Ring", "2028-02-01")]);
    let next = make(store, mill, NewPlan { steps: again, ..year("2027-10-01", vec![]) }).await;
    let tasks = store.open_gestures(Actor::Operator, &open, 9).await.unwrap();
    assert_eq!(tasks.len(), 1, "the next year is planned, so its task is done");
    let plan = read(store, id).await;
    assert!(plan.renewed);
    assert_eq!(plan.steps[2].state, StepState::Done);
    store.remove_plan(&may(WritePeople), next, 1).await.unwrap();
    assert_eq!(
        read(store, id).await.steps[2].state,
        StepState::ToCome,
        "taken back, it is to be planned anew"
    );
    assert_eq!(look(store).await.0, 1);
}
