//! Letters of plays: what happens to a reader between the step and the last look, letters to many, and
//! reminders of certificates.

use std::collections::BTreeSet;
use std::sync::Arc;

use act::letters::{remind, send_to_many};
use domain::access::{Action, check};
use domain::consent::{ALL, Word};
use domain::ids::{PersonId, PlayId};
use domain::letters::{Draft, Text};
use domain::plays::{
    Arm, Certificate, Definition, EnrolmentState, Holdout, OutboxState, PlayState, Programme, Stopped, Worth,
};
use domain::timeline::Kind;
use domain::{Actor, Clock};
use serde_json::json;
use store::outbox::Line;
use testing::Engine;
use testing::sink::Sink;

use super::{ASKS, House, may, open_programme};

testing::on_both_engines![
    who_changes_their_mind_between_the_step_and_the_last_look_is_not_written_to,
    who_answers_refuses_or_is_merged_in_mid_play_gets_no_second_letter,
    a_letter_to_many_goes_once_to_those_it_may_and_is_a_play_with_a_control_group,
    a_certificate_about_to_expire_is_reminded_of_once,
    a_letter_names_the_holiday_and_a_play_that_waits_for_none_refuses_it,
];

const DAY: i64 = 86_400;

impl House {
    async fn set(&self, programme: Programme) {
        let version = self.store.programme(ASKS).await.unwrap().version;
        self.store.save_programme(&may(Action::ManagePlays), version, &programme).await.unwrap();
    }

    /// A play of two letters three days apart, started.
    async fn two_letters(&self) -> PlayId {
        let letter = json!({ "letter": { "letter": self.letter } });
        let definition: Definition = serde_json::from_value(json!({
            "when": "rule_holds",
            "steps": [{ "gesture": letter.clone() }, { "gesture": letter, "after_days": 3 }],
            "success": { "what": "answer", "within_days": 30 },
            "holdout": { "mille": 0, "reason": "a test" },
            "topic": "news",
        }))
        .unwrap();
        let permit = may(Action::ManagePlays);
        let id = act::plays::make(&self.store, &permit, "Spring", &definition).await.unwrap();
        self.store.start_play(&permit, id, 1).await.unwrap();
        id
    }

    fn now(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock) as Arc<dyn Clock>
    }

    async fn turn(&self) -> usize {
        act::decide::run(&self.store, &self.now()).await.unwrap();
        act::steps::run(&self.store, &self.now()).await.unwrap()
    }

    async fn answers(&self, person: PersonId) {
        let (permit, at) = (may(Action::WritePeople), self.clock.now());
        self.store.write_touch(&permit, person, Kind::Answer, at, "They liked it.").await.unwrap();
    }

    async fn lines(&self, state: OutboxState) -> Vec<Line> {
        self.store.outbox(ASKS, state, None, 100).await.unwrap()
    }
}

async fn who_changes_their_mind_between_the_step_and_the_last_look_is_not_written_to(engine: Engine) {
    let house = House::named(engine, 7, "reader").await;
    house.set(Programme { holdout_mille: 0, ..open_programme() }).await;
    let (sink, play) = (Sink::start().await, house.two_letters().await);
    assert_eq!(house.turn().await, 7);
    house.pass(60);
    let people = &house.people;
    house.answers(people[0]).await;
    house.says(people[1], "news", Word::Refused).await;
    house.says(people[2], ALL, Word::Refused).await;
    let write = may(Action::WritePeople);
    house.store.leave_in_peace(&write, people[3], "Bereavement", None).await.unwrap();
    // Two letters of one step to two who are one person since: one goes.
    house.store.merge(&may(Action::MergePeople), people[4], people[5], &BTreeSet::new()).await.unwrap();
    house.postman(&sink).all_due().await.unwrap();
    let off = house.lines(OutboxState::Cancelled).await;
    let why = |person: PersonId| {
        let line = off.iter().find(|line| line.person == person);
        line.map(|line| line.answer.as_str())
    };
    assert_eq!(why(people[0]), Some("goal"), "they answered since the letter was decided");
    assert_eq!((why(people[1]), why(people[2])), (Some("consent"), Some("consent")));
    assert_eq!((why(people[3]), why(people[4])), (Some("rest"), Some("again")));
    assert_eq!((off.len(), sink.count()), (5, 2));
    // A play that is paused keeps its letters, one that has ended takes them back.
    let other = house.decide(people[6], false).await;
    let version = house.store.play(ASKS, play).await.unwrap().unwrap().version;
    house.store.end_play(&may(Action::ManagePlays), play, version).await.unwrap();
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(other).await.state, OutboxState::Sent, "a letter of no play");
}

async fn who_answers_refuses_or_is_merged_in_mid_play_gets_no_second_letter(engine: Engine) {
    let house = House::named(engine, 6, "reader").await;
    house.set(Programme { holdout_mille: 0, ..open_programme() }).await;
    let (sink, play) = (Sink::start().await, house.two_letters().await);
    house.turn().await;
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(sink.count(), 6);
    house.pass(DAY);
    let people = &house.people;
    house.answers(people[0]).await;
    house.says(people[1], "news", Word::Refused).await;
    house.store.merge(&may(Action::MergePeople), people[2], people[3], &BTreeSet::new()).await.unwrap();
    house.pass(3 * DAY);
    house.turn().await;
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(sink.count(), 6 + 3, "two who stayed, and one of the two who are one");
    let way = |person| {
        let store = &house.store;
        async move { store.enrolments_of(ASKS, person, Some(play)).await.unwrap().remove(0) }
    };
    assert_eq!(way(people[0]).await.state, EnrolmentState::GoalMet, "an answer is what the play is for");
    assert_eq!(way(people[1]).await.reason.as_deref(), Some(Stopped::Consent.name()));
    assert_eq!(way(people[5]).await.state, EnrolmentState::Done);
}

async fn a_letter_to_many_goes_once_to_those_it_may_and_is_a_play_with_a_control_group(engine: Engine) {
    let house = House::named(engine, 60, "reader").await;
    house.set(Programme { holdout_mille: 100, ..open_programme() }).await;
    let (sink, permit) = (Sink::start().await, may(Action::ManagePlays));
    house.says(house.people[0], "news", Word::Refused).await;
    let now = house.clock.now();
    let nobody = Holdout { mille: 0, ..Holdout::default() };
    let refused = send_to_many(&house.store, now, &permit, house.letter, "", nobody).await;
    assert!(refused.unwrap_err().to_string().contains("write down why"));
    let half = Holdout { mille: 500, ..Holdout::default() };
    let play = send_to_many(&house.store, now, &permit, house.letter, "", half.clone()).await.unwrap();
    for _ in 0..3 {
        house.turn().await;
        house.postman(&sink).all_due().await.unwrap();
        house.pass(700);
    }
    let (mut met, mut out) = (0, 0);
    for (number, &person) in house.people.iter().enumerate() {
        let got =
            sink.taken().iter().filter(|taken| taken.reader == format!("reader{number}@x.example")).count();
        let own = house.store.draws_of(ASKS, play, person).await.unwrap();
        let all = house.store.draws_of(ASKS, store::draws::PROGRAMME, person).await.unwrap();
        let held = own.iter().chain(&all).any(|drawn| drawn.arm == Arm::Held);
        assert_eq!(got, usize::from(number > 0 && !held), "{number}");
        (met, out) = (met + got, out + usize::from(held));
    }
    assert!(met > 10 && out > 10, "{met} met, {out} held out");
    house.set(Programme { needs_approval: true, ..open_programme() }).await;
    let waits = send_to_many(&house.store, now, &permit, house.letter, "standing.orders > 1", half).await;
    let waits = house.store.play(ASKS, waits.unwrap()).await.unwrap().unwrap();
    assert_eq!(waits.state, PlayState::Waiting, "for somebody else's approval");
    assert!(
        send_to_many(&house.store, now, &permit, house.letter, "nonsense >", Holdout::default())
            .await
            .is_err()
    );
}

async fn a_certificate_about_to_expire_is_reminded_of_once(engine: Engine) {
    let house = House::named(engine, 3, "reader").await;
    let sink = Sink::start().await;
    let give = check(Actor::Operator, Action::GiveGifts).unwrap();
    let gift = |days| Certificate { worth: Worth::Money { amount: 2_000 }, expires_after_days: Some(days) };
    let [one, refuses, later] = house.people[..] else { panic!("three people") };
    let soon = house.store.give_certificate(&give, one, &gift(20)).await.unwrap();
    house.store.give_certificate(&give, refuses, &gift(20)).await.unwrap();
    house.store.give_certificate(&give, later, &gift(200)).await.unwrap();
    house.says(refuses, "news", Word::Refused).await;
    assert_eq!(remind(&house.store, house.clock.now()).await.unwrap(), 0, "no letter is named");
    let programme = Programme { holdout_mille: 0, reminder_letter: Some(house.letter), ..open_programme() };
    house.set(programme).await;
    assert_eq!(remind(&house.store, house.clock.now()).await.unwrap(), 0, "not yet");
    house.pass(10 * DAY);
    for sent in [1, 0, 0] {
        assert_eq!(remind(&house.store, house.clock.now()).await.unwrap(), sent);
        house.postman(&sink).all_due().await.unwrap();
        house.pass(DAY);
    }
    assert_eq!(sink.count(), 1);
    assert!(house.store.certificate(ASKS, soon).await.unwrap().unwrap().reminded_at.is_some());
    let gestures = house.store.gestures(ASKS, one).await.unwrap();
    assert_eq!(gestures[0].certificate, Some(soon), "the letter may say its code");
}

async fn a_letter_names_the_holiday_and_a_play_that_waits_for_none_refuses_it(engine: Engine) {
    let house = House::named(engine, 2, "guest").await;
    house.set(Programme { holdout_mille: 0, ..open_programme() }).await;
    let permit = may(Action::ManagePlays);
    let text = |body: &str| Text { language: "en".into(), subject: "Hello".into(), body: body.into() };
    let keep = async |name: &str, body: &str| {
        let draft = Draft { name: name.into(), topic: "news".into(), texts: vec![text(body)] };
        act::letters::keep(&house.store, &permit, draft).await.unwrap()
    };
    let make = async |letter, when: serde_json::Value| {
        let definition: Definition = serde_json::from_value(json!({
            "when": when,
            "steps": [{ "gesture": { "letter": { "letter": letter } } }],
            "success": { "what": "answer", "within_days": 30 },
            "holdout": { "mille": 0, "reason": "a test" },
            "topic": "news",
        }))
        .unwrap();
        act::plays::make(&house.store, &permit, "Greeting", &definition).await
    };
    let needs = keep("Greeting", "Happy {{ holiday }}, happy holidays").await;
    let refused = make(needs, json!("rule_holds")).await.unwrap_err();
    assert!(refused.to_string().contains("'Greeting' names the holiday"), "{refused}");
    let careful = keep("Careful", "Happy {{ holiday|default(\"day\") }}").await;
    assert!(make(careful, json!("rule_holds")).await.is_ok());
    let today = house.clock.now().day_in(&house.store.zone(ASKS).await.unwrap()).to_string();
    let calendar = format!("Roasting day = {}", &today[5..]);
    house.store.save_calendar(&permit, 0, "house", "Ours", &calendar).await.unwrap();
    house.store.observe(&may(Action::WritePeople), house.people[0], &["house".into()]).await.unwrap();
    let when = json!({ "holiday": { "holiday": "Roasting day", "days_before": 0 } });
    let play = make(needs, when).await.unwrap();
    house.store.start_play(&permit, play, 1).await.unwrap();
    assert_eq!(house.turn().await, 1);
    house.pass(60);
    let sink = Sink::start().await;
    house.postman(&sink).all_due().await.unwrap();
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].letter.contains("Happy Roasting day, happy holidays"), "{}", taken[0].letter);
}
