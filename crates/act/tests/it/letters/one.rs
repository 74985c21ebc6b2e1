//! Letters to one person, of somebody's own accord, on either engine.

use act::letters::write_to;
use domain::access::Action;
use domain::consent::{ALL, Word};
use domain::ids::{GestureId, PersonId};
use domain::leaving::{Reason, Source};
use domain::letters::{OwnLetter, Text};
use domain::plays::{Goal, OutboxState, Programme, QuietHours};
use domain::{Clock as _, plays::GestureState};
use store::outbox::ToOne;
use store::people::edit::Address;
use testing::Engine;
use testing::sink::{Manner, Point, Sink};

use super::{ASKS, House, may, open_programme};

testing::on_both_engines![
    what_one_writes_to_one_goes_the_way_of_all_letters,
    an_answer_needs_no_consent_but_never_means_never,
    quiet_hours_and_the_cap_are_waited_for,
    another_address_is_used_where_one_is_refused_for_good,
    a_letter_that_asks_why_brings_its_reader_to_the_question_and_counts_as_asked,
    a_letter_that_waits_for_an_address_taken_away_goes_to_another_or_nowhere,
];

fn own(topic: Option<&str>, body: &str) -> ToOne {
    let text = Text { language: "en".into(), subject: "Your question".into(), body: body.into() };
    ToOne::Own(OwnLetter { topic: topic.map(str::to_owned), text })
}

impl House {
    async fn write(&self, person: PersonId, letter: ToOne) -> Result<GestureId, store::Error> {
        write_to(&self.store, self.clock.now(), &may(Action::WritePeople), person, letter).await
    }

    async fn programme(&self, programme: Programme) {
        let version = self.store.programme(ASKS).await.unwrap().version;
        self.store.save_programme(&may(Action::ManagePlays), version, &programme).await.unwrap();
    }
}

async fn what_one_writes_to_one_goes_the_way_of_all_letters(engine: Engine) {
    let house = House::named(engine, 2, "reader").await;
    let sink = Sink::start().await;
    let person = house.people[0];
    let letter = house.write(person, own(Some("news"), "Dear {{ name }}, we have it again.")).await.unwrap();
    let twice = house.write(person, own(Some("news"), "Dear {{ name }}, we have it again.")).await;
    assert!(twice.unwrap_err().to_string().contains("a moment ago"));
    let kept = house.write(house.people[1], ToOne::Kept(house.letter)).await.unwrap();
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(letter).await.state, OutboxState::Sent);
    assert_eq!(house.line(kept).await.letter_name, "Spring");
    let taken = sink.taken();
    let first = taken.iter().find(|taken| taken.reader == "reader0@x.example").unwrap();
    for line in ["Subject: Your question", "Dear Reader 0, we have it again.", "List-Unsubscribe-Post"] {
        assert!(first.letter.contains(line), "no {line} in\n{}", first.letter);
    }
    assert!(!first.letter.contains("Auto-Submitted"), "a human wrote it");
    let done = house.store.gestures(ASKS, person).await.unwrap();
    assert_eq!((done.len(), done[0].state, done[0].owed), (1, GestureState::Done, false));
    house.says(person, "news", Word::Refused).await;
    let refused = house.write(person, own(Some("news"), "And more?")).await.unwrap_err().to_string();
    assert!(refused.contains("(consent)"), "{refused}");
    let unknown = house.write(person, own(Some("news"), "{{ frist_name }}")).await.unwrap_err().to_string();
    assert!(unknown.contains("do you mean 'first_name'"), "{unknown}");
    assert!(house.write(person, own(Some("nothing"), "x")).await.is_err(), "no such topic");
}

async fn an_answer_needs_no_consent_but_never_means_never(engine: Engine) {
    let house = House::named(engine, 2, "reader").await;
    let sink = Sink::start().await;
    let (asked, never) = (house.people[0], house.people[1]);
    house.says(asked, "news", Word::Refused).await;
    house.pass(1);
    let answer = house.write(asked, own(None, "Yes, we do.")).await.unwrap();
    house.says(never, ALL, Word::Refused).await;
    assert!(house.write(never, own(None, "Yes, we do.")).await.is_err());
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(answer).await.state, OutboxState::Sent);
    assert!(!sink.taken()[0].letter.contains("List-"), "no list, and nothing to leave");
}

async fn quiet_hours_and_the_cap_are_waited_for(engine: Engine) {
    let house = House::named(engine, 1, "reader").await;
    let sink = Sink::start().await;
    // The clock stands at 14:13 UTC.
    let asleep = QuietHours { from: 14 * 60, to: 15 * 60, weekdays: 0 };
    house.programme(Programme { cap_count: 1, cap_days: 7, quiet: asleep, ..open_programme() }).await;
    let first = house.write(house.people[0], own(Some("news"), "One")).await.unwrap();
    let second = house.write(house.people[0], own(Some("news"), "Two")).await.unwrap();
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(sink.count(), 0, "asleep");
    house.pass(3_600);
    house.postman(&sink).all_due().await.unwrap();
    let states = house.states(&[first, second]).await;
    assert_eq!((states[&OutboxState::Sent], states[&OutboxState::Waiting]), (1, 1));
    house.pass(7 * 86_400);
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.states(&[first, second]).await[&OutboxState::Sent], 2);
}

async fn another_address_is_used_where_one_is_refused_for_good(engine: Engine) {
    let house = House::named(engine, 2, "reader").await;
    let sink = Sink::scripted(|_, point, reader| {
        let gone = point == Point::Rcpt && reader.starts_with("reader");
        gone.then_some(Manner::Say("550 5.1.1 no such user"))
    })
    .await;
    let (two, one) = (house.people[0], house.people[1]);
    let other = Address::Email("other@x.example");
    house.store.add_address(&may(Action::WritePeople), two, 0, other).await.unwrap();
    let letters = [house.decide(two, false).await, house.decide(two, false).await];
    let nowhere = [house.decide(one, false).await, house.decide(one, false).await];
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.states(&letters).await[&OutboxState::Sent], 2);
    assert!(sink.taken().iter().all(|taken| taken.reader == "other@x.example"));
    assert_eq!(house.store.unreachable(ASKS, two).await.unwrap()[0].1, "reader0@x.example");
    let states = house.states(&nowhere).await;
    let over = states.keys().all(|state| matches!(state, OutboxState::Failed | OutboxState::Cancelled));
    assert!(over, "{states:?}");
    assert!(house.write(one, own(None, "Hello")).await.is_err(), "nowhere to write to");
    let asked = store::contacts::Asked {
        play: None,
        cap_from: house.clock.now(),
        goal: Goal::Return,
        goal_from: Some(house.clock.now()),
        by_organisation: false,
        today: domain::Day(20_000),
    };
    let contacts = house.store.contacts(ASKS, &asked, &[two, one]).await.unwrap();
    assert_eq!(contacts.iter().filter(|contact| contact.email.is_some()).count(), 1);
}

async fn a_letter_that_asks_why_brings_its_reader_to_the_question_and_counts_as_asked(engine: Engine) {
    let house = House::named(engine, 2, "reader").await;
    let sink = Sink::scripted(|_, point, reader| {
        let gone = point == Point::Rcpt && reader.starts_with("reader1");
        gone.then_some(Manner::Say("550 5.1.1 no such user"))
    })
    .await;
    for person in [house.people[0], house.people[1]] {
        house.write(person, own(Some("news"), "Please [say why]({{ why_link }}).")).await.unwrap();
    }
    house.postman(&sink).all_due().await.unwrap();
    let letter = &sink.taken()[0].letter;
    assert!(letter.contains("/letters/why/"), "{letter}");
    let asked = house.store.leavings(ASKS, house.people[0]).await.unwrap();
    assert_eq!((asked.len(), asked[0].source, asked[0].reason), (1, Source::Letter, None));
    let nobody = house.store.leavings(ASKS, house.people[1]).await.unwrap();
    assert!(nobody.is_empty(), "a letter that arrived nowhere asked nobody");
    let permit = may(Action::WritePeople);
    let email = house.store.letter_address(ASKS, house.people[0]).await.unwrap().unwrap();
    let answer = house.store.answer_why(&permit, email, Reason::Place, "Moved", "").await.unwrap();
    assert_eq!(answer, asked[0].id, "it answers that question");
}

async fn a_letter_that_waits_for_an_address_taken_away_goes_to_another_or_nowhere(engine: Engine) {
    let house = House::named(engine, 2, "reader").await;
    let sink = Sink::start().await;
    let (permit, store) = (may(Action::WritePeople), &house.store);
    let (two, one) = (house.people[0], house.people[1]);
    let other = Address::Email("other@x.example");
    store.add_address(&permit, two, 0, other).await.unwrap();
    let letters = [house.decide(two, false).await, house.decide(one, false).await];
    for person in [two, one] {
        let address = store.letter_address(ASKS, person).await.unwrap().unwrap();
        let version = store.person(ASKS, person).await.unwrap().unwrap().version;
        store.remove_address(&permit, person, version, address).await.unwrap();
    }
    assert_eq!(house.line(letters[1]).await.state, OutboxState::Cancelled, "nowhere to go");
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(letters[0]).await.state, OutboxState::Sent);
    let readers: Vec<String> = sink.taken().into_iter().map(|taken| taken.reader).collect();
    assert_eq!(readers, ["other@x.example"]);
}
