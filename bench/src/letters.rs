//! A letter to many into a mail server on loopback, and the same with its worker killed again and again.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use act::letters::{CONNECTIONS, Postman, keep};
use adapters::smtp::{Letter, compose};
use adapters::system::{SystemClock, SystemEntropy};
use anyhow::{Result, anyhow, ensure};
use domain::access::{Action, check};
use domain::letters::{Draft, Text};
use domain::plays::{Programme, QuietHours};
use domain::{Actor, Clock, Day, Instant, Permit};
use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use listen::import::{How, Request, import};
use serde_json::json;
use store::Store;
use store::topics::Topic;
use testing::sink::Sink;
use testing::{Engine, Fresh};
use web::documents::letter::LetterPress;

use crate::stopwatch::Stopwatch;

/// After every order of the file.
const TODAY: Day = Day(20_400);
/// Longer than any lease of a letter, in seconds: what a worker left is taken up by the next.
const LEASE: i64 = 800;
/// What a letter of a café says, in 1.5 KB.
const BODY: &str = "# The terrace is open\n\nDear {{ first_name|default(\"friend\") }},\n\n";
const LINE: &str = "the mornings are light again, and from Saturday the tables stand outside. We roast a *washed* \
    Ethiopian for it, with **peach and jasmine**, and bake the cardamom buns twice a day.\n\n";

/// The clock of this machine, set on.
struct Later(i64);

impl Clock for Later {
    fn now(&self) -> Instant {
        SystemClock.now().plus_seconds(self.0)
    }
}

fn may(action: Action) -> Result<Permit> {
    Ok(check(Actor::Operator, action)?)
}

async fn open(database: &Path, later: i64) -> Result<(Store, Arc<dyn Clock>)> {
    let clock: Arc<dyn Clock> = Arc::new(Later(later));
    Ok((Store::open(database, Arc::clone(&clock), Arc::new(SystemEntropy)).await?, clock))
}

/// Says something to the database that no store would.
async fn raw(place: &Fresh, sql: &str) -> Result<()> {
    place.raw(sql).await.map_err(|why| anyhow!(why))?;
    Ok(())
}

/// A company whose customers all may be written to, and a letter.
async fn furnish(database: &Path, people: usize) -> Result<domain::ids::LetterId> {
    let csv = database.with_extension("csv");
    let mut rows = String::from("customer_email,date,amount,order_id\n");
    for number in 0..people {
        rows.push_str(&format!("reader{number}@x.example,2025-03-04,12.50,{number}\n"));
    }
    std::fs::write(&csv, rows)?;
    let (store, _) = open(database, 0).await?;
    let request = Request {
        path: csv,
        file: "orders.csv".into(),
        how: How { source: Some("shop".into()), ..How::default() },
        zone: None,
        today: TODAY,
    };
    import(&store, &may(Action::ImportOrders)?, &request, |_| ()).await?;
    let open = Programme {
        cap_count: 1_000,
        quiet: QuietHours { from: 0, to: 0, weekdays: 0 },
        soft_opt_in: true,
        sender_name: "Harbour Coffee".into(),
        sender_address: "care@harbour.example".into(),
        postal_address: "Quay 1, Riga".into(),
        ..Programme::default()
    };
    let manage = may(Action::ManagePlays)?;
    store.save_programme(&manage, 0, &open).await?;
    let titles = [("en".to_owned(), "News".to_owned())].into();
    store.save_topic(&manage, &Topic { name: "news".into(), titles }).await?;
    let body = format!("{BODY}{}", LINE.repeat(8));
    let text = Text { language: "en".into(), subject: "The terrace is open".into(), body };
    let letter =
        keep(&store, &manage, Draft { name: "Spring".into(), topic: "news".into(), texts: vec![text] });
    let letter = letter.await?;
    store.close().await?;
    Ok(letter)
}

/// Decides the letter for everybody, as a play does in its own commits.
async fn decide(place: &Fresh, letter: domain::ids::LetterId) -> Result<()> {
    let (now, letter) = (SystemClock.now().0, letter.0.simple());
    raw(place, "delete from outbox").await?;
    raw(place, "delete from gestures").await?;
    let gestures = format!(
        "insert into gestures (id, identity_id, kind, owed, state, due_at, decided_at, words, letter_id, cost,
             currency, made_by, version)
         select randomblob(16), id, 'letter', 0, 'waiting', {now}, {now}, '', x'{letter}', 0, 'EUR', 'bench', 1
         from identities where kind = 'email'"
    );
    raw(place, &gestures).await?;
    let outbox = format!(
        "insert into outbox (gesture_id, to_identity, state, attempts, unseen, next_at, fence)
         select id, identity_id, 'waiting', 0, 0, {now}, 0 from gestures"
    );
    raw(place, &outbox).await
}

fn postman(store: &Store, clock: &Arc<dyn Clock>, port: u16) -> Result<Postman> {
    let server = format!("smtp://127.0.0.1:{port}").parse()?;
    let press = Arc::new(LetterPress);
    Ok(Postman::new(store.clone(), Arc::clone(clock), press, server, "https://care.example"))
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Sends a letter to so many people, then the same with the worker killed so many times.
pub fn letters(people: usize, kills: usize) -> Result<()> {
    let place = Engine::Sqlite.fresh();
    let address = place.address();
    let database = Path::new(&address);
    runtime()?.block_on(async {
        let letter = furnish(database, people).await?;
        decide(&place, letter).await?;
        let sink = Sink::forgetful().await;
        let (store, clock) = open(database, 0).await?;
        let postman = postman(&store, &clock, sink.port)?;
        let watch = Stopwatch::start();
        postman.all_due().await?;
        let seconds = watch.seconds();
        let counts = store.outbox_counts(Actor::Operator).await?;
        store.close().await?;
        ensure!(sink.count() == people && counts.sent == people as u64, "{counts:?}, {} taken", sink.count());
        let bare = bare(people).await?;
        decide(&place, letter).await?;
        let killed = kill(database, people, kills).await?;
        let said = json!({
            "letters": people,
            "seconds": seconds,
            "seconds of a bare loop": bare,
            "kills": killed.kills,
            "held": killed.held,
            "most held after a kill": killed.most,
            "twice": killed.twice,
            "sent": killed.sent,
            "left open": killed.open,
        });
        println!("{said}");
        Ok(())
    })
}

/// The same letters by nothing but lettre over as many connections: no database, no template, no second
/// look; the seconds it takes.
async fn bare(people: usize) -> Result<f64> {
    let sink = Sink::forgetful().await;
    let watch = Stopwatch::start();
    let mut lines = tokio::task::JoinSet::new();
    for line in 0..CONNECTIONS {
        let port = sink.port;
        lines.spawn(async move {
            let hello = ClientId::Domain("bench.example".into());
            let at = ("127.0.0.1", port);
            let mut line_to = AsyncSmtpConnection::connect_tokio1(at, None, &hello, None, None).await?;
            for number in (line..people).step_by(CONNECTIONS) {
                let (sender, reader, message) = compose(&Letter {
                    from: ("Harbour Coffee", "care@harbour.example"),
                    to: ("", &format!("reader{number}@x.example")),
                    subject: "The terrace is open",
                    text: BODY,
                    html: BODY,
                    id: &number.to_string(),
                    date: SystemClock.now(),
                    topic: "news",
                    unsubscribe: None,
                    automatic: true,
                })?;
                line_to.send(&Envelope::new(Some(sender), vec![reader])?, &message).await?;
            }
            anyhow::Ok(())
        });
    }
    for done in lines.join_all().await {
        done?;
    }
    ensure!(sink.count() == people, "the bare loop sent {} of {people}", sink.count());
    Ok(watch.seconds())
}

struct Killed {
    kills: usize,
    held: u64,
    most: u64,
    twice: usize,
    sent: u64,
    open: u64,
}

/// One worker after the other in a process of its own, each killed a moment after it began.
async fn kill(database: &Path, people: usize, kills: usize) -> Result<Killed> {
    let sink = Sink::forgetful().await;
    let (mut done, mut most, mut held) = (0, 0, 0);
    for number in 0..kills {
        let mut worker = carrier(database, sink.port, number as i64 * LEASE)?;
        // Killed when it has sent its share of what is left, wherever it then is.
        let goal = sink.count() + (people - sink.count().min(people)) / (kills - number + 1);
        while sink.count() < goal && worker.try_wait()?.is_none() {
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        done += usize::from(worker.try_wait()?.is_none());
        worker.kill()?;
        worker.wait()?;
        let (store, _) = open(database, (number as i64 + 1) * LEASE).await?;
        while store.rescue_letters(&may(Action::RunJobs)?).await? > 0 {}
        let now = store.outbox_counts(Actor::Operator).await?.held;
        store.close().await?;
        (most, held) = (most.max(now - held), now);
        ensure!(now - held <= CONNECTIONS as u64, "more held than there were connections");
    }
    let (store, clock) = open(database, (kills as i64 + 1) * LEASE).await?;
    postman(&store, &clock, sink.port)?.all_due().await?;
    let counts = store.outbox_counts(Actor::Operator).await?;
    store.close().await?;
    let mut got: HashMap<String, usize> = HashMap::new();
    for taken in sink.taken() {
        *got.entry(taken.reader).or_default() += 1;
    }
    Ok(Killed {
        kills: done,
        held: counts.held,
        most,
        twice: got.values().filter(|times| **times > 1).count(),
        sent: counts.sent,
        open: people as u64 - counts.sent - counts.held,
    })
}

fn carrier(database: &Path, port: u16, later: i64) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("letters-worker").arg(database).args([port.to_string(), later.to_string()]);
    Ok(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?)
}

/// Sends what is due, until it is killed or nothing is.
pub fn worker(database: &Path, port: u16, later: i64) -> Result<()> {
    runtime()?.block_on(async {
        let (store, clock) = open(database, later).await?;
        postman(&store, &clock, port)?.all_due().await?;
        Ok(())
    })
}
