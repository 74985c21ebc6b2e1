//! What the page of the day reads, and lines put off, declined and taken up again.

use domain::access::Action::{self, WriteBeliefs, WritePeople};
use domain::access::{Role, check};
use domain::ids::{PersonId, StaffId};
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, Recurring, Source, When};
use domain::plays::{GestureKind, GestureState};
use domain::promises::PromiseKind;
use domain::today::{AsideRefusal, LineKind};
use domain::{Actor, Clock, Day};
use futures::stream;
use store::gestures::{NewGesture, OpenGestures};
use store::promises::NewPromise;
use store::set_aside::Which;
use store::today::HOUSE;
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::worth::{ids, new_run, order, standing, take_in};
use crate::{fresh_on, may};

testing::on_both_engines![
    dates_come_on_their_days_in_both_calendars_and_nothing_sensitive_among_them,
    the_silent_stand_by_what_is_within_reach_and_not_by_what_is_lost,
    a_line_is_put_off_declined_with_a_reason_and_taken_up_again,
    whoever_asked_to_be_left_alone_is_left_in_peace_until_that_is_ended,
    a_line_set_aside_stays_so_when_two_people_turn_out_to_be_one,
    a_gesture_begun_from_a_line_rests_it_and_a_task_moves_and_is_taken,
    promises_due_are_read_by_their_day_mine_and_nobodys,
];

fn fact(kind: FactKind, text: &str, when: Option<When>, level: Level) -> Draft {
    Draft {
        kind,
        text: text.to_owned(),
        when,
        source: Source::Said,
        source_note: String::new(),
        basis: Basis::Consent,
        level,
        expires_on: None,
    }
}

fn yearly(calendar: Calendar, year: i32, month: u8, day: u8, leap: Option<LeapRule>) -> Option<When> {
    Some(When::Yearly(Recurring::new(calendar, Some(year), month, day, leap).unwrap()))
}

/// People called so, made by orders.
async fn people(store: &Store, names: &[&str]) -> Vec<PersonId> {
    let orders = names.iter().enumerate().map(|(at, name)| order(at as u32 + 1, name)).collect();
    take_in(store, orders).await;
    ids(store).await
}

async fn occasions(store: &Store, from: &str, to: &str) -> Vec<String> {
    let (from, to): (Day, Day) = (from.parse().unwrap(), to.parse().unwrap());
    let analyst = Actor::Staff { id: StaffId(Uuid::from_u128(9)), role: Role::Analyst };
    let found = store.occasions(analyst, (from, to), 50).await.unwrap();
    found.into_iter().map(|(day, fact)| format!("{day} {}", fact.draft.text)).collect()
}

async fn dates_come_on_their_days_in_both_calendars_and_nothing_sensitive_among_them(engine: Engine) {
    let house = fresh_on(engine).await;
    let anna = people(&house.store, &["anna"]).await[0];
    let gregorian = |month, day, leap| yearly(Calendar::Gregorian, 1992, month, day, leap);
    for draft in [
        fact(FactKind::Date, "birthday", gregorian(3, 20, None), Level::Ordinary),
        // 1 Farvardin of 1406 is 2027-03-21.
        fact(FactKind::Date, "new year's child", yearly(Calendar::Jalali, 1365, 1, 1, None), Level::Ordinary),
        fact(FactKind::Date, "leap", gregorian(2, 29, Some(LeapRule::Before)), Level::Ordinary),
        fact(FactKind::Date, "leap after", gregorian(2, 29, Some(LeapRule::After)), Level::Ordinary),
        fact(FactKind::Date, "diagnosis", gregorian(3, 20, None), Level::Special),
        fact(FactKind::Bereavement, "her mother died", gregorian(3, 20, None), Level::Ordinary),
        fact(
            FactKind::Event,
            "moves house",
            Some(When::Once("2027-03-22".parse().unwrap())),
            Level::Ordinary,
        ),
    ] {
        house.store.remember(&may(WritePeople), anna, draft, None).await.unwrap();
    }
    assert_eq!(occasions(&house.store, "2027-03-20", "2027-03-20").await, ["2027-03-20 birthday"]);
    assert_eq!(
        occasions(&house.store, "2027-03-21", "2027-03-27").await,
        ["2027-03-21 new year's child", "2027-03-22 moves house"]
    );
    assert_eq!(
        occasions(&house.store, "2027-02-27", "2027-03-02").await,
        ["2027-02-28 leap", "2027-03-01 leap after"]
    );
    assert_eq!(occasions(&house.store, "2028-02-29", "2028-02-29").await.len(), 2);
}

async fn the_silent_stand_by_what_is_within_reach_and_not_by_what_is_lost(engine: Engine) {
    let house = fresh_on(engine).await;
    let all = people(&house.store, &["surely-gone", "within-reach", "on-time", "small"]).await;
    let mut standings = Vec::new();
    for (person, (stake, alive, overdue)) in
        all.iter().zip([(900.0, 0.01, 90.0), (300.0, 0.5, 20.0), (500.0, 0.9, 0.0), (10.0, 0.5, 3.0)])
    {
        let mut one = standing(*person, Some(stake), overdue);
        one.p_alive = Some(alive);
        standings.push(one);
    }
    let mark = house.store.mark(Actor::Operator).await.unwrap();
    let run = new_run(20_000);
    house.store.save_run(&may(WriteBeliefs), &run, mark, stream::iter([standings])).await.unwrap();
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let silent = async |limit| {
        let found = house.store.silent_regulars(Actor::Operator, today, &[], limit).await.unwrap();
        found.into_iter().map(|one| (one.person, one.within_reach)).collect::<Vec<_>>()
    };
    assert_eq!(silent(9).await, [(all[1], 150.0), (all[0], 9.0), (all[3], 5.0)]);
    let last_day =
        house.store.silent_regulars(Actor::Operator, today, &[], 1).await.unwrap()[0].standing.last_day;
    let which = Which { person: Some(all[1]), kind: LineKind::Silence, about: last_day.0.to_string() };
    house.store.set_aside(&may(WritePeople), &which, None, "met").await.unwrap();
    assert_eq!(silent(1).await, [(all[0], 9.0)], "what was declined makes room for the next");
    let other = Which { about: (last_day.0 + 1).to_string(), ..which };
    assert!(house.store.take_up(&may(WritePeople), &other).await.is_err(), "another silence is another line");
}

async fn a_line_is_put_off_declined_with_a_reason_and_taken_up_again(engine: Engine) {
    let house = fresh_on(engine).await;
    let anna = people(&house.store, &["anna"]).await[0];
    let permit = may(WritePeople);
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let which = Which { person: Some(anna), kind: LineKind::Occasion, about: "birthday".into() };
    let refusal = |error| match error {
        Err(Error::Aside(refusal)) => refusal,
        other => panic!("{other:?} is no refusal"),
    };
    assert_eq!(
        refusal(house.store.set_aside(&permit, &which, Some(today), "").await),
        AsideRefusal::Past(today)
    );
    assert_eq!(refusal(house.store.set_aside(&permit, &which, None, " ").await), AsideRefusal::NoReason);
    let long = Which { about: "x".repeat(101), ..which.clone() };
    assert_eq!(refusal(house.store.set_aside(&permit, &long, None, "met").await), AsideRefusal::About);

    let tomorrow = Day(today.0 + 1);
    house.store.set_aside(&permit, &which, Some(tomorrow), "").await.unwrap();
    let key = (anna, LineKind::Occasion, "birthday".to_owned());
    let set = async |day| house.store.asides_of(Actor::Operator, &[anna], day).await.unwrap();
    assert!(set(today).await.contains(&key) && !set(tomorrow).await.contains(&key), "back on its day");

    house.store.set_aside(&permit, &which, None, "they moved to Porto").await.unwrap();
    let asides = house.store.asides(Actor::Operator, 10).await.unwrap();
    assert_eq!(asides.len(), 1, "the last word counts");
    assert_eq!((asides[0].reason.as_str(), asides[0].until), ("they moved to Porto", None));
    assert!(set(Day(today.0 + 4000)).await.contains(&key));
    house.store.take_up(&permit, &which).await.unwrap();
    assert!(set(today).await.is_empty());
    assert!(house.store.asides(Actor::Operator, 10).await.unwrap().is_empty());

    let feast = Which { person: None, kind: LineKind::Holiday, about: "nowruz 2027-03-21".into() };
    house.store.set_aside(&permit, &feast, Some(tomorrow), "").await.unwrap();
    assert!(set(today).await.contains(&(HOUSE, LineKind::Holiday, feast.about.clone())));
    let analyst = Actor::Staff { id: StaffId(Uuid::from_u128(9)), role: Role::Analyst };
    assert!(check(analyst, WritePeople).is_err() && house.store.asides(analyst, 10).await.is_ok());
}

async fn whoever_asked_to_be_left_alone_is_left_in_peace_until_that_is_ended(engine: Engine) {
    let house = fresh_on(engine).await;
    let people = people(&house.store, &["anna", "bella"]).await;
    let (anna, bella) = (people[0], people[1]);
    let permit = may(WritePeople);
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let line = |person, about: &str| Which { person, kind: LineKind::Occasion, about: about.into() };
    let rests = async |person| house.store.rests(Actor::Operator, person).await.unwrap();
    let in_peace = async |day| house.store.in_peace(Actor::Operator, &[anna, bella], day).await.unwrap();

    house.store.set_aside(&permit, &line(Some(bella), "birthday"), None, "met").await.unwrap();
    house.store.set_aside(&permit, &line(None, "nowruz"), None, "asked").await.unwrap();
    let tomorrow = Some(Day(today.0 + 1));
    house.store.set_aside(&permit, &line(Some(bella), "name day"), tomorrow, "asked").await.unwrap();
    assert!(rests(bella).await.is_empty(), "another reason, or only put off");

    house.store.set_aside(&permit, &line(Some(anna), "birthday"), None, "asked").await.unwrap();
    house.store.set_aside(&permit, &line(Some(anna), "name day"), None, "asked").await.unwrap();
    let found = rests(anna).await;
    assert_eq!(found.len(), 1, "asking twice is asking once");
    assert!(found[0].until.is_none() && found[0].holds(Day(today.0 + 4000)));
    let later = in_peace(Day(today.0 + 400)).await;
    assert_eq!(later, [(anna, None)].into(), "not even a quiet word");

    house.store.end_rest(&permit, found[0].id).await.unwrap();
    assert!(in_peace(today).await.is_empty());
    let past = house.store.leave_in_peace(&permit, anna, "a loss", Some(Day(today.0 - 1))).await;
    assert!(matches!(past, Err(Error::Unfit(domain::memory::Problem::ExpiredAlready))), "{past:?}");
}

async fn a_line_set_aside_stays_so_when_two_people_turn_out_to_be_one(engine: Engine) {
    let house = fresh_on(engine).await;
    let all = people(&house.store, &["anna", "anne"]).await;
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let which = Which { person: Some(all[1]), kind: LineKind::Silence, about: "1".into() };
    house.store.set_aside(&may(WritePeople), &which, None, "gone").await.unwrap();
    let merged = house.store.merge(&may(Action::MergePeople), all[0], all[1], &Default::default()).await;
    merged.unwrap();
    let set = house.store.asides_of(Actor::Operator, &[all[0]], today).await.unwrap();
    assert!(set.contains(&(all[0], LineKind::Silence, "1".to_owned())));
    let asides = house.store.asides(Actor::Operator, 10).await.unwrap();
    assert_eq!(asides[0].which.person, Some(all[0]));
    house.store.take_up(&may(WritePeople), &asides[0].which).await.unwrap();
}

async fn a_gesture_begun_from_a_line_rests_it_and_a_task_moves_and_is_taken(engine: Engine) {
    let house = fresh_on(engine).await;
    let anna = people(&house.store, &["anna"]).await[0];
    let permit = may(WritePeople);
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let which = Which { person: Some(anna), kind: LineKind::Silence, about: "1".into() };
    let new = |words: &str| NewGesture {
        kind: GestureKind::Note,
        words: words.to_owned(),
        owed: false,
        owner: None,
        due: None,
        present: None,
        cost: 0,
    };
    let until = Some(Day(today.0 + 30));
    assert!(house.store.begin_from_line(&permit, &which, new(" "), until).await.is_err());
    assert!(house.store.asides(Actor::Operator, 9).await.unwrap().is_empty(), "all of it or nothing");
    let id = house.store.begin_from_line(&permit, &which, new("silent for 9 weeks"), until).await.unwrap();
    assert_eq!(house.store.asides(Actor::Operator, 9).await.unwrap()[0].until, until);

    let nobodys = OpenGestures { nobodys: true, ..OpenGestures::default() };
    let open = async || house.store.open_gestures(Actor::Operator, &nobodys, 9).await.unwrap();
    assert_eq!(open().await.len(), 1);
    let due = Day(today.0 + 3).start_in(&jiff::tz::TimeZone::UTC);
    let version = house.store.move_gesture(&permit, id, 1, due).await.unwrap();
    assert_eq!(open().await[0].due, due);
    assert!(matches!(house.store.move_gesture(&permit, id, 1, due).await, Err(Error::Superseded(_))));
    let done = house.store.close_gesture(&permit, id, version, GestureState::CouldNot, "moved away").await;
    done.unwrap();
    assert!(open().await.is_empty());
    assert!(matches!(
        house.store.move_gesture(&permit, id, version + 1, due).await,
        Err(Error::Superseded(_))
    ));
}

async fn promises_due_are_read_by_their_day_mine_and_nobodys(engine: Engine) {
    let house = fresh_on(engine).await;
    let anna = people(&house.store, &["anna"]).await[0];
    for (text, kind, due) in [
        ("later", PromiseKind::Promise, Some(20_005)),
        ("soon", PromiseKind::Promise, Some(20_001)),
        ("late", PromiseKind::Promise, Some(19_000)),
        ("some day", PromiseKind::Promise, None),
        ("their wish", PromiseKind::Wish, Some(20_000)),
    ] {
        let new = NewPromise { kind, text: text.to_owned(), owner: None, due: due.map(Day), entry: None };
        house.store.make_promise(&may(WritePeople), anna, new).await.unwrap();
    }
    let due = async |of| {
        let found = house.store.promises_due(Actor::Operator, Day(20_001), of, 9).await.unwrap();
        found.into_iter().map(|promise| promise.text).collect::<Vec<_>>()
    };
    assert_eq!(due(None).await, ["late", "soon"]);
    assert_eq!(due(Some(StaffId(Uuid::from_u128(5)))).await, ["late", "soon"], "nobody's are mine to see");
}
