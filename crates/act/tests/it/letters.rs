//! Letters over real sockets: a mail server that breaks off wherever it can, a worker that dies, and
//! readers who change their minds meanwhile.

mod arrivals;
mod faults;
mod minds;
mod one;
mod plays;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use act::letters::{Postman, Press, Printed, Sheet, Unprintable, keep};
use adapters::foreign::template::{Into, fill};
use adapters::smtp::Server;
use domain::access::{Action, check};
use domain::consent::Word;
use domain::ids::{GestureId, LetterId, PersonId};
use domain::letters::{Draft, HOLIDAY, PLACEHOLDERS, Text, WHY_LINK};
use domain::plays::{OutboxState, Programme, QuietHours};
use domain::{Actor, Clock, Entropy, Permit};
use store::Store;
use store::outbox::Line;
use store::people::edit::{Address, Draft as PersonDraft};
use store::topics::Topic;
use testing::mailhouse::DOMAIN;
use testing::sink::Sink;
use testing::{Engine, Fresh};
use uuid::Uuid;

use crate::webhooks::{Counted, Hand};

pub const ASKS: Actor = Actor::System("test");

pub fn may(action: Action) -> Permit {
    check(ASKS, action).unwrap()
}

/// Sets a letter as it stands; how it looks is tried where our templates are.
struct Bare;

impl Press for Bare {
    fn print(&self, sheet: &Sheet<'_>) -> Result<Printed, Unprintable> {
        let mut values: BTreeMap<&str, Option<String>> =
            PLACEHOLDERS.iter().map(|placeholder| (placeholder.name, None)).collect();
        values.insert("name", Some(sheet.reader.name.clone()));
        values.insert(HOLIDAY, sheet.reader.holiday.clone());
        values.insert(WHY_LINK, Some(sheet.reader.why_link.clone()));
        let fill = |text: &str| fill(text, &values, Into::Line).map_err(|why| Unprintable(why.to_string()));
        let body = fill(&sheet.text.body)?;
        Ok(Printed { subject: fill(&sheet.text.subject)?, text: body.clone(), html: body })
    }
}

/// A company that writes letters.
pub struct House {
    pub store: Store,
    pub clock: Arc<Hand>,
    pub letter: LetterId,
    pub people: Vec<PersonId>,
    engine: Engine,
    pub fresh: Fresh,
    dice: Counted,
    names: &'static str,
}

/// No quiet hours, a cap nobody reaches, and who never said no may be written to.
pub fn open_programme() -> Programme {
    Programme {
        cap_count: 1_000,
        quiet: QuietHours { from: 0, to: 0, weekdays: 0 },
        sender_name: "Harbour Coffee".into(),
        sender_address: "care@harbour.example".into(),
        postal_address: "Quay 1, Riga".into(),
        ..Programme::default()
    }
}

impl House {
    /// With so many people who want news, at `reader0` and on.
    pub async fn with(people: usize) -> Self {
        Self::named(Engine::Sqlite, people, "reader").await
    }

    /// With so many people whose addresses begin so.
    pub async fn named(engine: Engine, people: usize, names: &'static str) -> Self {
        let fresh = engine.fresh();
        let clock = Arc::new(Hand(AtomicI64::new(1_790_000_000_000_000)));
        let entropy: Arc<dyn Entropy> = Arc::new(Counted::default());
        let store = Store::open(fresh.database().clone(), Arc::clone(&clock) as Arc<dyn Clock>, entropy);
        let store = store.await.unwrap();
        store.save_programme(&may(Action::ManagePlays), 0, &open_programme()).await.unwrap();
        let titles = BTreeMap::from([("en".to_owned(), "News".to_owned())]);
        let topic = Topic { name: "news".into(), titles };
        store.save_topic(&may(Action::ManagePlays), &topic).await.unwrap();
        let text = Text {
            language: "en".into(),
            subject: "Spring".into(),
            body: "Dear {{ name }},\n.\n..the terrace is open.".into(),
        };
        let draft = Draft { name: "Spring".into(), topic: "news".into(), texts: vec![text] };
        let letter = keep(&store, &may(Action::ManagePlays), draft).await.unwrap();
        let mut house =
            Self { store, clock, letter, people: Vec::new(), engine, fresh, dice: Counted::default(), names };
        for _ in 0..people {
            house.one_more().await;
        }
        house
    }

    /// One more who wants news.
    pub async fn one_more(&mut self) -> PersonId {
        let person = self.person(self.people.len()).await;
        self.says(person, "news", Word::Given).await;
        self.people.push(person);
        person
    }

    fn address(&self, number: usize) -> String {
        format!("{}{number}@{DOMAIN}", self.names)
    }

    async fn person(&self, number: usize) -> PersonId {
        let draft = PersonDraft { name: format!("Reader {number}"), ..PersonDraft::default() };
        let address = self.address(number);
        let permit = may(Action::WritePeople);
        self.store.make_person(&permit, draft, &[Address::Email(&address)]).await.unwrap()
    }

    pub async fn says(&self, person: PersonId, topic: &str, word: Word) {
        self.store.say_consent(&may(Action::WritePeople), person, topic, word, "").await.unwrap();
    }

    /// Decides a letter to a person, as a play does.
    pub async fn decide(&self, person: PersonId, owed: bool) -> GestureId {
        let to = self.store.letter_address(ASKS, person).await.unwrap().unwrap();
        let mut bytes = [0; 16];
        self.dice.fill(&mut bytes);
        let gesture = Uuid::from_bytes(bytes);
        let hex = |id: Uuid| match self.engine {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'"),
        };
        let now = self.clock.now().0;
        let write = format!(
            "insert into gestures (id, identity_id, kind, owed, state, due_at, decided_at, words, letter_id, cost,
                 currency, made_by, version)
             values ({0}, {1}, 'letter', {2}, 'waiting', {now}, {now}, '', {3}, 0, 'EUR', 'test', 1)
             returning 'written'",
            hex(gesture), hex(to.0), i64::from(owed), hex(self.letter.0)
        );
        self.fresh.raw(&write).await.unwrap();
        let queue = format!(
            "insert into outbox (gesture_id, to_identity, state, attempts, unseen, next_at, fence)
             values ({}, {}, 'waiting', 0, 0, {now}, 0) returning 'written'",
            hex(gesture),
            hex(to.0)
        );
        self.fresh.raw(&queue).await.unwrap();
        GestureId(gesture)
    }

    pub async fn decide_all(&self) -> Vec<GestureId> {
        let mut gestures = Vec::new();
        for person in &self.people {
            gestures.push(self.decide(*person, false).await);
        }
        gestures
    }

    pub fn postman(&self, sink: &Sink) -> Postman {
        self.postman_to(sink.port)
    }

    /// One who gives letters to whoever listens on this port.
    pub fn postman_to(&self, port: u16) -> Postman {
        let server: Server = format!("smtp://127.0.0.1:{port}").parse().unwrap();
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        Postman::new(self.store.clone(), clock, Arc::new(Bare), server, "https://care.example")
            .with_connections(3)
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub async fn line(&self, gesture: GestureId) -> Line {
        self.store.outbox_line(ASKS, gesture).await.unwrap().unwrap()
    }

    /// How many letters stand in each state.
    pub async fn states(&self, gestures: &[GestureId]) -> HashMap<OutboxState, usize> {
        let mut states = HashMap::new();
        for gesture in gestures {
            *states.entry(self.line(*gesture).await.state).or_default() += 1;
        }
        states
    }
}

#[tokio::test]
async fn a_letter_reaches_everybody_once_with_what_bulk_mail_owes() {
    let house = House::with(5).await;
    let sink = Sink::start().await;
    let gestures = house.decide_all().await;
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 5);
    let taken = sink.taken();
    let mut readers: Vec<&str> = taken.iter().map(|taken| taken.reader.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    assert_eq!((taken.len(), readers.len()), (5, 5));
    let first = &taken[0].letter;
    for line in [
        "From: \"Harbour Coffee\" <care@harbour.example>\r\n",
        "List-Unsubscribe: <https://care.example/letters/stop/",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        "List-Id: <news.harbour.example>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "\r\n.\r\n..the terrace is open.",
    ] {
        assert!(first.contains(line), "no {line} in\n{first}");
    }
    assert_eq!(house.states(&gestures).await, HashMap::from([(OutboxState::Sent, 5)]));
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 0);
}

#[tokio::test]
async fn an_unknown_name_is_refused_at_saving_and_what_a_reader_lacks_fails_visibly() {
    let house = House::with(1).await;
    let permit = may(Action::ManagePlays);
    let text = |body: &str| Text { language: "en".into(), subject: "x".into(), body: body.into() };
    let draft = |body: &str| Draft { name: "x".into(), topic: "news".into(), texts: vec![text(body)] };
    let refused = keep(&house.store, &permit, draft("Hello\n{{ frist_name }}")).await.unwrap_err();
    let said = "The text in 'en', line 2: There is no placeholder 'frist_name'; do you mean 'first_name'?";
    assert_eq!(refused.to_string(), said);
    let version = house.store.letter(ASKS, house.letter).await.unwrap().unwrap().version;
    let lacking = draft("Code {{ certificate_code }}");
    act::letters::change(&house.store, &permit, house.letter, version, lacking).await.unwrap();
    let sink = Sink::start().await;
    let gesture = house.decide(house.people[0], false).await;
    house.postman(&sink).all_due().await.unwrap();
    let line = house.line(gesture).await;
    assert_eq!(line.state, OutboxState::Failed);
    assert!(line.answer.contains("certificate_code"), "{}", line.answer);
    assert_eq!(sink.count(), 0);
}

#[tokio::test]
async fn without_a_sender_and_while_all_is_paused_letters_wait() {
    let house = House::with(1).await;
    let sink = Sink::start().await;
    let (gesture, permit) = (house.decide(house.people[0], false).await, may(Action::ManagePlays));
    house.store.pause_programme(&permit, true).await.unwrap();
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 0);
    house.store.pause_programme(&permit, false).await.unwrap();
    let kept = house.store.programme(ASKS).await.unwrap();
    let nobody = Programme { sender_address: String::new(), ..kept.programme.clone() };
    let version = house.store.save_programme(&permit, kept.version, &nobody).await.unwrap();
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 0);
    assert_eq!(house.line(gesture).await.state, OutboxState::Waiting);
    house.store.save_programme(&permit, version, &kept.programme).await.unwrap();
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 1);
}
