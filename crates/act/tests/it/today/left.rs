//! What the list leaves to plays, and what it asks of whoever makes them: dates, holidays of our own,
//! approvals.

use act::today::{Line, Why, list};
use domain::access::{Action, Role, check};
use domain::ids::{PersonId, PlayId, StaffId};
use domain::memory::{FactKind, Level};
use domain::party::PartyKind;
use domain::plays::{Arm, Definition};
use domain::today::LineKind;
use domain::{Actor, Day};
use serde_json::json;
use store::draws::{NewDraw, PROGRAMME};
use store::people::edit::Draft;
use testing::Engine;
use uuid::Uuid;

use super::{House, NOON, house, may, today};

testing::on_both_engines![
    a_date_is_left_to_the_play_about_it_and_no_other_date,
    a_holiday_of_our_own_is_kept_by_those_who_said_so,
    a_play_waits_for_the_word_of_somebody_else_than_its_author,
];

impl House {
    /// A running play on a date, and its version.
    async fn date_play(&self, date: &str) -> (PlayId, i64) {
        let definition = json!({
            "when": { "date": { "fact": date, "days_before": 0 } },
            "steps": [{ "gesture": { "note": { "words": "All the best" } } }],
            "success": { "what": "return", "within_days": 60 },
        });
        let definition: Definition = serde_json::from_value(definition).unwrap();
        let manage = may(Action::ManagePlays);
        let play = self.store.make_play(&manage, date, &definition).await.unwrap();
        let version = self.store.play(Actor::Operator, play).await.unwrap().unwrap().version;
        (play, self.store.start_play(&manage, play, version).await.unwrap())
    }

    async fn draw(&self, (play, version): (PlayId, i64), drawn: &[(PersonId, PlayId, Arm)]) {
        let mut draws = Vec::new();
        for &(person, play, arm) in drawn {
            let found = self.store.person(Actor::Operator, person).await.unwrap().unwrap();
            let identity = found.identities[0].id;
            draws.push(NewDraw {
                play,
                identity,
                arm,
                cluster: None,
                share_mille: 100,
                expected: (None, None),
            });
        }
        self.store.enrol(&may(Action::RunJobs), play, version, &draws, &[]).await.unwrap();
    }

    /// Whose dates stand in the list, and what is kept of each.
    async fn dates(&self) -> Vec<(PersonId, FactKind)> {
        let date = |line: Line| match line.why {
            Why::Occasion { fact, .. } => Some((fact.person, fact.draft.kind)),
            _ => None,
        };
        let mut dates: Vec<_> = self.day().await.into_iter().filter_map(date).collect();
        dates.sort_by_key(|(person, kind)| (person.0, kind.name()));
        dates
    }
}

async fn a_date_is_left_to_the_play_about_it_and_no_other_date(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let (treated, held, outside) =
        (house.person("Treated").await, house.person("Held").await, house.person("Outside").await);
    for person in [treated, held, outside] {
        house.remember(person, FactKind::Date, Level::Ordinary, Some(today())).await;
        house.remember(person, FactKind::Family, Level::Ordinary, Some(today())).await;
    }
    let play = house.date_play("family").await;
    house.date_play("date: anniversary").await;
    let drawn = [(treated, play.0, Arm::Treated), (held, play.0, Arm::Held), (outside, PROGRAMME, Arm::Held)];
    house.draw(play, &drawn).await;
    let own = [(treated, FactKind::Date), (held, FactKind::Date), (outside, FactKind::Date)];
    assert_eq!(house.dates().await, own, "a date of another kind, or of other words, is nobody's but ours");

    house.store.pause_play(&may(Action::ManagePlays), play.0, play.1).await.unwrap();
    let paused = house.dates().await;
    assert!(paused.contains(&(treated, FactKind::Family)), "a paused play greets nobody: {paused:?}");
    assert!(!paused.contains(&(held, FactKind::Family)), "its control group stays one: {paused:?}");
}

async fn a_holiday_of_our_own_is_kept_by_those_who_said_so(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let (manage, write) = (may(Action::ManagePlays), may(Action::WritePeople));
    let rules = "The day of the harbour = 11-24\nFar away = 05-01";
    house.store.save_calendar(&manage, 0, "harbour", "Harbour", rules).await.unwrap();
    let mut people = Vec::new();
    for name in ["A", "B", "C", "D", "E"] {
        let mut draft = Draft { name: name.to_owned(), kind: PartyKind::Person, ..Draft::default() };
        draft.profile.country = "US".into();
        people.push(house.store.make_person(&write, draft, &[]).await.unwrap());
    }
    let holidays = async || {
        let holiday = |line: Line| match line.why {
            Why::Holiday { name, people, .. } => Some((name, people)),
            _ => None,
        };
        house.day().await.into_iter().filter_map(holiday).collect::<Vec<_>>()
    };
    assert_eq!(holidays().await, [("thanksgiving".to_owned(), 5)], "their country says so");
    for person in &people[..4] {
        house.store.observe(&write, *person, &["harbour".to_owned()]).await.unwrap();
    }
    assert_eq!(holidays().await, [], "four here and one there are not many");
    house.store.observe(&write, people[4], &["harbour".to_owned()]).await.unwrap();
    assert_eq!(holidays().await, [("The day of the harbour".to_owned(), 5)]);
    let line = house.day().await.into_iter().find(|line| line.why.kind() == LineKind::Holiday).unwrap();
    house.store.set_aside(&write, &line.which(), Some(Day(today().0 + 1)), "").await.unwrap();
    assert_eq!(holidays().await, []);
}

async fn a_play_waits_for_the_word_of_somebody_else_than_its_author(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let definition = json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "note": { "words": "Thank you" } } }],
        "success": { "what": "return", "within_days": 60 },
    });
    let definition: Definition = serde_json::from_value(definition).unwrap();
    let staff = |number, role| Actor::Staff { id: StaffId(Uuid::from_u128(number)), role };
    let author = staff(1, Role::Manager);
    let permit = check(author, Action::ManagePlays).unwrap();
    let play = house.store.make_play(&permit, "Thanks", &definition).await.unwrap();
    let waits = async |who| {
        let list = list(&house.store, who, NOON, None).await.unwrap();
        list.lines.iter().any(|line| line.why.kind() == LineKind::Approval)
    };
    assert!(!waits(staff(2, Role::Manager)).await, "it is still being written");
    let version = house.store.play(author, play).await.unwrap().unwrap().version;
    let version = house.store.submit_play(&permit, play, version).await.unwrap();
    assert!(!waits(author).await, "nobody approves their own");
    assert!(!waits(staff(3, Role::Agent)).await, "who may not approve is not asked");
    assert!(waits(staff(2, Role::Manager)).await);
    let other = check(staff(2, Role::Manager), Action::ManagePlays).unwrap();
    house.store.approve_play(&other, play, version).await.unwrap();
    assert!(!waits(staff(4, Role::Owner)).await);
}
