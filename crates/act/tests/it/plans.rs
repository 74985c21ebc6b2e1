//! The look over the years of accounts: what it opens, where it was killed, and who is told of what was missed.

use act::plans::Looked;
use domain::access::{Action, Role};
use domain::ids::StaffId;
use domain::party::PartyKind;
use domain::plays::GestureKind;
use domain::today::{LineKind, Part};
use domain::{Actor, Day};
use store::links::Newcomer;
use store::people::edit::Draft;
use store::plans::{NewPlan, NewStep};
use testing::Engine;

use crate::house::{House, house, may};

testing::on_both_engines![a_look_that_was_killed_goes_on_and_each_is_told_what_they_missed,];

const DAY: i64 = 86_400;

impl House {
    async fn colleague(&self, name: &str, role: Role) -> StaffId {
        let manage = may(Action::ManageStaff);
        let email = format!("{name}@harbour.example");
        let (_, token) = self.store.invite(&manage, &email, name, role).await.unwrap();
        let newcomer = Newcomer { email: "", name, password_hash: "hash" };
        self.store.take_link(&manage, token.expose(), &newcomer).await.unwrap().unwrap()
    }

    /// The missed steps and the tasks on somebody's day.
    async fn duties(&self, id: StaffId, role: Role) -> (Vec<String>, usize) {
        let list =
            act::today::list(&self.store, Actor::Staff { id, role }, self.now(), Some(id)).await.unwrap();
        let mut missed = Vec::new();
        for line in &list.lines {
            if let act::today::Why::Missed(one) = &line.why {
                assert_eq!(line.rank.part, Part::Duty);
                missed.push(one.step.words.clone());
            }
        }
        let tasks = list.lines.iter().filter(|line| line.why.kind() == LineKind::Task).count();
        (missed, tasks)
    }
}

async fn a_look_that_was_killed_goes_on_and_each_is_told_what_they_missed(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let (anna, bert) =
        (house.colleague("anna", Role::Agent).await, house.colleague("bert", Role::Agent).await);
    let boss = house.colleague("boss", Role::Manager).await;
    let firm = Draft { name: "Mill".into(), kind: PartyKind::Organisation, ..Draft::default() };
    let firm = store.make_person(&may(Action::WritePeople), firm, &[]).await.unwrap();
    let today = house.now().day_in(&store.zone(Actor::Operator).await.unwrap());
    let step = |words: &str, owner| NewStep {
        kind: GestureKind::Call,
        words: words.into(),
        due: Day(today.0 + 1),
        owner,
    };
    let steps = vec![step("anna's", None), step("bert's", Some(bert)), step("anna's too", Some(anna))];
    let (about, renewal) = (String::new(), "Next".to_owned());
    let new = NewPlan { starts_on: today, owner: Some(anna), about, steps, renewal };
    store.make_plan(&may(Action::WritePeople), firm, new).await.unwrap();
    // A look that was killed after its first commit.
    let first = store.steps_to_open(Actor::Operator, 1).await.unwrap();
    assert!(store.open_step(&may(Action::RunJobs), first[0]).await.unwrap());
    let look = async || act::plans::run(store).await.unwrap();
    assert_eq!(look().await, Looked { opened: 2, missed: 0 });
    assert_eq!(look().await, Looked::default());
    assert_eq!(house.duties(anna, Role::Agent).await, (vec![], 2));
    house.pass(10 * DAY);
    assert_eq!(store.tell_of_missed(&may(Action::RunJobs), 1).await.unwrap(), 1, "killed again");
    assert_eq!(look().await, Looked { opened: 0, missed: 2 });
    let (mut annas, tasks) = house.duties(anna, Role::Agent).await;
    annas.sort();
    assert_eq!(
        (annas, tasks),
        (vec!["anna's".to_owned(), "anna's too".to_owned()], 0),
        "said once, not twice"
    );
    assert_eq!(house.duties(bert, Role::Agent).await, (vec!["bert's".to_owned()], 0));
    assert_eq!(house.duties(boss, Role::Manager).await.0.len(), 3, "who manages sees everybody's");
}
