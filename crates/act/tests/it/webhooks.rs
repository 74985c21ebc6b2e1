//! A receiver over a real socket: what it gets, and what its answers bring about.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use act::webhooks::{TRIES, Teller, sign};
use adapters::http::{Http, SystemNames};
use domain::access::{Action, check};
use domain::ids::WebhookId;
use domain::webhooks::{Ending, NewWebhook};
use domain::{Actor, Clock, Entropy, Instant, Permit};
use store::Store;
use store::webhooks::{Message, State};
use testing::{Engine, Fresh};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

testing::on_both_engines![
    a_message_is_signed_with_the_secret_and_while_it_changes_with_both,
    what_is_not_taken_is_tried_again_and_logged,
    after_three_days_a_webhook_is_turned_off_and_what_it_missed_can_be_told_again,
    who_is_gone_is_told_no_more_and_what_waited_is_kept_for_later,
    a_receiver_that_never_answers_keeps_nobody_else_waiting,
    a_private_address_is_a_failed_try_that_says_so,
    a_worker_that_died_leaves_its_message_to_the_next,
];

const ASKS: Actor = Actor::System("test");

/// A clock that stands until it is moved.
pub struct Hand(pub AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Bits that differ each time, the same on every run.
#[derive(Default)]
pub struct Counted(pub AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        blake3::Hasher::new().update(&count.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

/// Who listens: answers with the statuses of its script, then with 204, and keeps what it heard.
struct Receiver {
    url: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    async fn new(script: &[&'static str]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://127.0.0.1:{}/told", listener.local_addr().unwrap().port());
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let script: Arc<Mutex<VecDeque<&'static str>>> =
            Arc::new(Mutex::new(script.iter().copied().collect()));
        let kept = Arc::clone(&heard);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (kept, script) = (Arc::clone(&kept), Arc::clone(&script));
                tokio::spawn(async move {
                    let mut asked = Vec::new();
                    while !whole(&asked) {
                        let mut part = [0; 4096];
                        let count = stream.read(&mut part).await.unwrap();
                        asked.extend_from_slice(&part[..count]);
                    }
                    kept.lock().unwrap().push(String::from_utf8(asked).unwrap());
                    let status = script.lock().unwrap().pop_front().unwrap_or("204 No Content");
                    let answer =
                        format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                });
            }
        });
        Self { url, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Whether the head and as much body as it announces are there.
fn whole(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header(head, "content-length").parse().unwrap_or(0);
    body.len() >= length
}

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let found = request.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    found.unwrap_or_default()
}

struct House {
    store: Store,
    clock: Arc<Hand>,
    teller: Teller,
    _place: Fresh,
}

impl House {
    async fn new(engine: Engine) -> Self {
        let place = engine.fresh();
        let clock = Arc::new(Hand(AtomicI64::new(1_790_000_000_000_000)));
        let entropy: Arc<dyn Entropy> = Arc::new(Counted::default());
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let store = Store::open(place.database(), Arc::clone(&shared), Arc::clone(&entropy)).await.unwrap();
        let http = Http::new(Arc::new(SystemNames), ["127.0.0.1".to_owned()]).unwrap();
        let teller = Teller::new(store.clone(), shared, entropy, http);
        Self { store, clock, teller, _place: place }
    }

    async fn listen(&self, url: &str) -> (WebhookId, String) {
        let new = NewWebhook::new(url, ["person.created"]).unwrap();
        let (id, secret) = self.store.add_webhook(&permit(), &new).await.unwrap();
        (id, secret.expose().to_owned())
    }

    async fn told(&self, webhook: WebhookId) -> Vec<Message> {
        self.store.messages(ASKS, webhook, None, 100).await.unwrap()
    }

    /// Lets time pass and tells what has become due.
    async fn after(&self, seconds: i64) -> usize {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        self.teller.all_due().await.unwrap()
    }
}

fn permit() -> Permit {
    check(Actor::Operator, Action::ManageKeys).unwrap()
}

async fn a_message_is_signed_with_the_secret_and_while_it_changes_with_both(engine: Engine) {
    let (house, receiver) = (House::new(engine).await, Receiver::new(&[]).await);
    let (id, old) = house.listen(&receiver.url).await;
    let message = house.store.test_webhook(&permit(), id).await.unwrap();
    assert_eq!(house.after(0).await, 1);
    let heard = receiver.heard()[0].clone();
    let body = heard.split_once("\r\n\r\n").unwrap().1;
    let (said, at) = (header(&heard, "webhook-id"), header(&heard, "webhook-timestamp").parse().unwrap());
    assert_eq!(said, message.to_string());
    assert_eq!(at, 1_790_000_000);
    assert_eq!(header(&heard, "content-type"), "application/json");
    assert_eq!(header(&heard, "webhook-signature"), sign(&old, said, at, body).unwrap());
    assert!(body.starts_with(r#"{"data":{"id":""#) && body.contains(r#""type":"webhook.test""#), "{body}");
    let new = house.store.rotate_webhook(&permit(), id).await.unwrap().expose().to_owned();
    house.store.replay_message(&permit(), message).await.unwrap();
    house.after(1).await;
    let again = receiver.heard()[1].clone();
    assert_eq!(header(&again, "webhook-id"), said, "the same at each try");
    let both = [&new, &old].map(|secret| sign(secret, said, at + 1, body).unwrap()).join(" ");
    assert_eq!(header(&again, "webhook-signature"), both);
    house.store.replay_message(&permit(), message).await.unwrap();
    house.after(store::webhooks::ROTATION_SECONDS).await;
    assert!(!header(&receiver.heard()[2], "webhook-signature").contains(' '), "the old one is over");
    assert_eq!(house.told(id).await[0].state, State::Delivered);
}

async fn what_is_not_taken_is_tried_again_and_logged(engine: Engine) {
    let script = ["500 Broken", "302 Found", "429 Slow"];
    let (house, receiver) = (House::new(engine).await, Receiver::new(&script).await);
    let (id, _) = house.listen(&receiver.url).await;
    let message = house.store.test_webhook(&permit(), id).await.unwrap();
    assert_eq!(house.after(0).await, 1);
    assert_eq!(house.after(4).await, 0, "not before its time");
    assert_eq!(house.after(2).await, 1);
    assert_eq!(house.after(331).await, 1);
    assert_eq!(house.after(2_000).await, 1);
    let log = house.store.attempts(ASKS, message).await.unwrap();
    let statuses: Vec<_> = log.iter().map(|attempt| (attempt.attempt, attempt.status)).collect();
    assert_eq!(statuses, [(1, Some(500)), (2, Some(302)), (3, Some(429)), (4, Some(204))]);
    let told = house.told(id).await;
    assert_eq!((told[0].state, told[0].attempts, told[0].next_at), (State::Delivered, 4, None));
}

async fn after_three_days_a_webhook_is_turned_off_and_what_it_missed_can_be_told_again(engine: Engine) {
    let (house, receiver) = (House::new(engine).await, Receiver::new(&["500 Broken"; TRIES]).await);
    let (id, _) = house.listen(&receiver.url).await;
    house.store.test_webhook(&permit(), id).await.unwrap();
    for _ in 0..TRIES {
        assert_eq!(house.after(96_000).await, 1);
    }
    let webhook = house.store.webhook(ASKS, id).await.unwrap().unwrap();
    assert_eq!((webhook.active, webhook.problem), (false, Some(Ending::Exhausted)));
    assert_eq!(house.told(id).await[0].state, State::Failed);
    assert_eq!(house.after(96_000).await, 0);
    let new = NewWebhook::new(&receiver.url, ["person.created"]).unwrap();
    house.store.change_webhook(&permit(), id, webhook.version, &new, true).await.unwrap();
    let stale = house.store.change_webhook(&permit(), id, webhook.version, &new, true).await;
    assert!(matches!(stale, Err(store::Error::Superseded(_))));
    assert_eq!(house.store.replay_failed(&permit(), id, Instant(0)).await.unwrap(), 1);
    assert_eq!(house.after(0).await, 1);
    let webhook = house.store.webhook(ASKS, id).await.unwrap().unwrap();
    assert_eq!((webhook.active, webhook.problem), (true, None));
    assert_eq!(house.told(id).await[0].state, State::Delivered);
}

async fn who_is_gone_is_told_no_more_and_what_waited_is_kept_for_later(engine: Engine) {
    let (house, receiver) = (House::new(engine).await, Receiver::new(&["410 Gone"]).await);
    let (id, _) = house.listen(&receiver.url).await;
    house.store.test_webhook(&permit(), id).await.unwrap();
    assert_eq!(house.after(0).await, 1);
    let webhook = house.store.webhook(ASKS, id).await.unwrap().unwrap();
    assert_eq!((webhook.active, webhook.problem), (false, Some(Ending::Gone)));
}

async fn a_receiver_that_never_answers_keeps_nobody_else_waiting(engine: Engine) {
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (house, receiver) = (House::new(engine).await, Receiver::new(&[]).await);
    let (slow, _) = house.listen(&format!("http://{}/", silent.local_addr().unwrap())).await;
    let (quick, _) = house.listen(&receiver.url).await;
    for _ in 0..20 {
        house.store.test_webhook(&permit(), slow).await.unwrap();
        house.store.test_webhook(&permit(), quick).await.unwrap();
    }
    let worker = tokio::spawn(house.teller.clone().forever());
    let all = async {
        while house.told(quick).await.iter().any(|message| message.state != State::Delivered) {
            tokio::task::yield_now().await;
        }
    };
    all.await;
    let held = house.told(slow).await.iter().filter(|message| message.attempts > 0).count();
    assert!(held <= 4, "the slow one is asked a few at a time, not {held}");
    worker.abort();
}

async fn a_private_address_is_a_failed_try_that_says_so(engine: Engine) {
    let house = House::new(engine).await;
    let (id, _) = house.listen("http://169.254.169.254/latest/meta-data").await;
    let message = house.store.test_webhook(&permit(), id).await.unwrap();
    assert_eq!(house.after(0).await, 1);
    let log = house.store.attempts(ASKS, message).await.unwrap();
    assert_eq!(log[0].status, None);
    assert!(log[0].answer.contains("private network"), "{}", log[0].answer);
}

async fn a_worker_that_died_leaves_its_message_to_the_next(engine: Engine) {
    let (house, receiver) = (House::new(engine).await, Receiver::new(&[]).await);
    let (id, _) = house.listen(&receiver.url).await;
    house.store.test_webhook(&permit(), id).await.unwrap();
    let runs = check(Actor::Operator, Action::RunJobs).unwrap();
    assert_eq!(house.store.lease_messages(&runs, 60, |_| 4).await.unwrap().len(), 1);
    assert_eq!(house.after(59).await, 0);
    assert_eq!(house.after(1).await, 1);
    assert_eq!((receiver.heard().len(), house.told(id).await[0].state), (1, State::Delivered));
}
