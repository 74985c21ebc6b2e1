//! The day's list: its order, what it leaves out, and where a day begins.

mod left;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use act::today::{Line, Why, list};
use domain::access::{Action, Role, check};
use domain::ids::{IdentityId, PersonId, StaffId};
use domain::memory::{Basis, Calendar, Draft as Fact, FactKind, Level, Recurring, Source, When};
use domain::party::PartyKind;
use domain::plays::{Arm, Definition, EnrolmentState, GestureKind};
use domain::promises::PromiseKind;
use domain::today::{LineKind, Part};
use domain::worth::Standing;
use domain::{Actor, Clock, Currency, Day, Instant, Permit};
use serde_json::json;
use store::Store;
use store::draws::{NewDraw, PROGRAMME};
use store::enrolments::NewEnrolment;
use store::gestures::NewGesture;
use store::people::edit::Draft;
use store::promises::NewPromise;
use store::settings::Settings;
use testing::Engine;
use uuid::Uuid;

use crate::beliefs::believe;
use crate::webhooks::{Counted, Hand};

testing::on_both_engines![
    a_day_puts_duty_first_and_weighs_only_care,
    the_day_begins_where_the_company_is,
    nothing_cheerful_is_said_of_those_in_mourning_and_nothing_sensitive_of_anybody,
    whoever_a_play_drew_or_the_programme_holds_out_is_left_to_it,
    what_is_set_aside_is_not_there_until_it_is_taken_up,
    whoever_asked_to_be_left_alone_is_not_spoken_of,
];

/// A Saturday, 2026-11-21, at noon in Riga.
const NOON: Instant = Instant(1_795_255_200_000_000);

struct House {
    store: Store,
    clock: Arc<Hand>,
    _place: testing::Fresh,
}

fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

async fn house(engine: Engine, zone: &str) -> House {
    let place = engine.fresh();
    let clock = Arc::new(Hand(AtomicI64::new(NOON.0)));
    let keeps: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    let store = Store::open(place.database(), keeps, Arc::new(Counted::default())).await.unwrap();
    let settings = Settings {
        company: "Harbour".into(),
        zone: zone.into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    };
    store.save_settings(&may(Action::ManageStaff), &settings).await.unwrap();
    House { store, clock, _place: place }
}

impl House {
    async fn person(&self, name: &str) -> PersonId {
        let draft = Draft { name: name.to_owned(), kind: PartyKind::Person, ..Draft::default() };
        self.store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap()
    }

    async fn promise(&self, to: PersonId, text: &str, due: Day) {
        let kind = PromiseKind::Promise;
        let new = NewPromise { kind, text: text.to_owned(), owner: None, due: Some(due), entry: None };
        self.store.make_promise(&may(Action::WritePeople), to, new).await.unwrap();
    }

    async fn remember(&self, of: PersonId, kind: FactKind, level: Level, on: Option<Day>) {
        let when = on.map(|day| {
            let (_, month, of_month) = Calendar::Gregorian.date(day);
            When::Yearly(Recurring::new(Calendar::Gregorian, Some(1980), month, of_month, None).unwrap())
        });
        let text = kind.name().to_owned();
        let (source, basis) = (Source::Said, Basis::Consent);
        let fact = Fact { kind, text, when, source, source_note: "".into(), basis, level, expires_on: None };
        self.store.remember(&may(Action::WritePeople), of, fact, None).await.unwrap();
    }

    /// Somebody silent, with so much at stake and such odds.
    async fn silent(&self, people: &[(PersonId, f64, f64)]) {
        let one = |(person, stake, alive): &(PersonId, f64, f64)| Standing {
            customer: person.to_string(),
            last_day: Day(20_000),
            p_alive: Some(*alive),
            value_at_stake: Some(*stake),
            overdue_days: Some(30.0),
            rhythm_days: Some(21.0),
            ..Standing::default()
        };
        believe(&self.store, people.iter().map(one).collect()).await;
    }

    async fn day(&self) -> Vec<Line> {
        list(&self.store, Actor::Operator, self.clock.now(), None).await.unwrap().lines
    }

    async fn lines(&self) -> Vec<(Part, LineKind, String)> {
        let name = |line: &Line| line.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
        self.day().await.iter().map(|line| (line.rank.part, line.why.kind(), name(line))).collect()
    }
}

fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

async fn a_day_puts_duty_first_and_weighs_only_care(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let (rich, poor) = (house.person("Rich").await, house.person("Poor").await);
    let (gone, called) = (house.person("Gone").await, house.person("Called").await);
    house.silent(&[(rich, 4000.0, 0.4), (poor, 10.0, 0.5), (gone, 9000.0, 0.001)]).await;
    house.promise(poor, "the recipe", Day(today().0 - 2)).await;
    house.promise(rich, "the samples", Day(today().0 + 3)).await;
    house.remember(rich, FactKind::Date, Level::Ordinary, Some(Day(today().0 + 1))).await;
    house.remember(poor, FactKind::Date, Level::Ordinary, Some(today())).await;
    let call = |owed| NewGesture {
        kind: GestureKind::Call,
        words: "call".into(),
        owed,
        owner: None,
        due: None,
        present: None,
        cost: 0,
    };
    house.store.begin_gesture(&may(Action::WritePeople), called, call(false)).await.unwrap();
    house.store.begin_gesture(&may(Action::WritePeople), gone, call(true)).await.unwrap();
    use LineKind::{Occasion, Promise, Silence, Task};
    let expected = [
        (Part::Duty, Promise, "Poor"),
        (Part::Duty, Task, "Gone"),
        (Part::Work, Task, "Called"),
        (Part::Courtesy, Occasion, "Poor"),
        (Part::Care, Silence, "Rich"),
        (Part::Care, Silence, "Gone"),
        (Part::Care, Silence, "Poor"),
        (Part::Coming, Occasion, "Rich"),
        (Part::Coming, Promise, "Rich"),
    ];
    assert_eq!(house.lines().await, expected.map(|(part, kind, name)| (part, kind, name.to_owned())));

    let analyst = Actor::Staff { id: StaffId(Uuid::from_u128(3)), role: Role::Analyst };
    let seen = list(&house.store, analyst, NOON, None).await.unwrap();
    assert_eq!(seen.lines.len(), expected.len(), "whoever may read customers may read the day");
    assert!(list(&house.store, Actor::Visitor, NOON, None).await.is_err());
}

async fn the_day_begins_where_the_company_is(engine: Engine) {
    let house = house(engine, "Pacific/Auckland").await;
    let anna = house.person("Anna").await;
    // Noon in Riga is 23:00 in Auckland; an hour later it is Sunday there.
    house.promise(anna, "on Sunday", Day(today().0 + 1)).await;
    house.remember(anna, FactKind::Date, Level::Ordinary, Some(Day(today().0 + 1))).await;
    let parts = async || house.lines().await.into_iter().map(|(part, ..)| part).collect::<Vec<_>>();
    assert_eq!(parts().await, [Part::Coming, Part::Coming]);
    house.clock.0.store(NOON.plus_seconds(3599).0, Ordering::SeqCst);
    assert_eq!(parts().await, [Part::Coming, Part::Coming]);
    house.clock.0.store(NOON.plus_seconds(3600).0, Ordering::SeqCst);
    assert_eq!(parts().await, [Part::Duty, Part::Courtesy]);
}

async fn nothing_cheerful_is_said_of_those_in_mourning_and_nothing_sensitive_of_anybody(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let (known, hidden) = (house.person("Known").await, house.person("Hidden").await);
    let (resting, ill) = (house.person("Resting").await, house.person("Ill").await);
    house.silent(&[(known, 100.0, 0.5), (resting, 50.0, 0.5)]).await;
    for person in [known, hidden] {
        house.remember(person, FactKind::Date, Level::Ordinary, Some(today())).await;
    }
    house.remember(known, FactKind::Bereavement, Level::Ordinary, None).await;
    house.remember(hidden, FactKind::Bereavement, Level::Private, None).await;
    house.remember(ill, FactKind::Date, Level::Special, Some(today())).await;
    house.store.leave_in_peace(&may(Action::WritePeople), resting, "a long illness", None).await.unwrap();
    house.promise(hidden, "call back", today()).await;
    let said = house.lines().await;
    assert_eq!(
        said,
        [
            (Part::Duty, LineKind::Promise, "Hidden".to_owned()),
            (Part::Courtesy, LineKind::Peace, "Known".to_owned()),
            (Part::Courtesy, LineKind::Peace, "Resting".to_owned()),
        ]
    );
    let reasons: Vec<String> = house
        .day()
        .await
        .into_iter()
        .filter_map(|line| match line.why {
            Why::Peace { reason } => Some(reason),
            _ => None,
        })
        .collect();
    assert_eq!(reasons, ["bereavement", "a long illness"]);
}

async fn whoever_a_play_drew_or_the_programme_holds_out_is_left_to_it(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let names = ["Free", "Held", "Treated", "Outside"];
    let mut people = Vec::new();
    for name in names {
        people.push(house.person(name).await);
    }
    let [free, held, treated, outside] = people[..] else { panic!("four") };
    house.silent(&people.iter().map(|person| (*person, 100.0, 0.5)).collect::<Vec<_>>()).await;
    house.promise(outside, "what we owe", today()).await;
    let definition: Definition = serde_json::from_value(json!({
        "when": { "silence": { "rhythms": 2.0 } },
        "steps": [{ "gesture": { "note": { "words": "We miss you" } } }],
        "success": { "what": "return", "within_days": 60 },
    }))
    .unwrap();
    let manage = may(Action::ManagePlays);
    let play = house.store.make_play(&manage, "Silent regulars", &definition).await.unwrap();
    let version = house.store.play(Actor::Operator, play).await.unwrap().unwrap().version;
    let version = match house.store.submit_play(&manage, play, version).await {
        Ok(version) => version,
        Err(_) => version,
    };
    let version = house.store.start_play(&manage, play, version).await.unwrap();
    let mut draws = Vec::new();
    for (person, play, arm) in
        [(held, play, Arm::Held), (treated, play, Arm::Treated), (outside, PROGRAMME, Arm::Held)]
    {
        let found = house.store.person(Actor::Operator, person).await.unwrap().unwrap();
        let identity: IdentityId = found.identities[0].id;
        draws.push(NewDraw { play, identity, arm, cluster: None, share_mille: 100, expected: (None, None) });
    }
    let enrolled = [NewEnrolment {
        identity: draws[1].identity,
        occasion: "20000".into(),
        state: EnrolmentState::Underway,
        next: None,
    }];
    house.store.enrol(&may(Action::RunJobs), play, version, &draws, &enrolled).await.unwrap();
    let lines = house.day().await;
    let silent: Vec<PersonId> = lines
        .iter()
        .filter(|line| line.why.kind() == LineKind::Silence)
        .filter_map(|line| line.person)
        .collect();
    assert_eq!(silent, [free]);
    assert!(
        lines.iter().any(|line| line.why.kind() == LineKind::Promise && line.person == Some(outside)),
        "what is owed is never held out"
    );
    house.store.end_play(&manage, play, version).await.unwrap();
    let silent = house.lines().await.into_iter().filter(|(_, kind, _)| *kind == LineKind::Silence).count();
    assert_eq!(silent, 3, "the play is over; the programme still holds one out");
}

async fn whoever_asked_to_be_left_alone_is_not_spoken_of(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let anna = house.person("Anna").await;
    house.silent(&[(anna, 100.0, 0.5)]).await;
    house.remember(anna, FactKind::Date, Level::Ordinary, Some(today())).await;
    house.promise(anna, "send the invoice", today()).await;
    let lines = house.day().await;
    let silence = lines.iter().find(|line| line.why.kind() == LineKind::Silence).unwrap().which();
    house.store.set_aside(&may(Action::WritePeople), &silence, None, "asked").await.unwrap();
    let left = house.lines().await;
    assert_eq!(left, [(Part::Duty, LineKind::Promise, "Anna".to_owned())], "what is owed is done");
}

async fn what_is_set_aside_is_not_there_until_it_is_taken_up(engine: Engine) {
    let house = house(engine, "Europe/Riga").await;
    let anna = house.person("Anna").await;
    house.silent(&[(anna, 100.0, 0.5)]).await;
    house.promise(anna, "call back", today()).await;
    house.remember(anna, FactKind::Date, Level::Ordinary, Some(today())).await;
    let kinds = async || house.lines().await.into_iter().map(|(_, kind, _)| kind).collect::<Vec<_>>();
    let permit = may(Action::WritePeople);
    let lines = house.day().await;
    assert_eq!(lines.len(), 3);
    for line in &lines {
        house.store.set_aside(&permit, &line.which(), Some(Day(today().0 + 1)), "").await.unwrap();
    }
    assert_eq!(kinds().await, []);
    house.clock.0.store(NOON.plus_seconds(86_400).0, Ordering::SeqCst);
    assert_eq!(kinds().await, [LineKind::Promise, LineKind::Silence], "the birthday is over");
    let silence = lines.into_iter().find(|line| line.why.kind() == LineKind::Silence).unwrap().which();
    house.store.set_aside(&permit, &silence, None, "met").await.unwrap();
    assert_eq!(kinds().await, [LineKind::Promise]);
    house.store.take_up(&permit, &silence).await.unwrap();
    assert_eq!(kinds().await, [LineKind::Promise, LineKind::Silence]);
}
