//! A served company and a shop that sends it events over HTTP, as a shop's own library would.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use domain::access::{Action, Scopes, check};
use domain::keys::NewKey;
use domain::{Actor, Instant};
use store::{Database, Store};

/// A number that a nightly run makes larger.
pub fn size(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Opens a company's database beside its server.
pub async fn open(database: &Database) -> Store {
    Store::open(database, Arc::new(SystemClock), Arc::new(SystemEntropy)).await.unwrap()
}

/// A write key of the source `shop`.
pub async fn write_key(database: &Database) -> String {
    let store = open(database).await;
    let permit = check(Actor::Operator, Action::ManageKeys).unwrap();
    let scopes = Scopes::of(["events:write"]).unwrap();
    let key = NewKey::new("the shop", Some("shop"), scopes, None, Instant(0)).unwrap();
    let (_, secret) = store.make_key(&permit, &key).await.unwrap();
    store.close().await.unwrap();
    secret.expose().to_owned()
}

/// `perennial serve`, running.
pub struct Server {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Server {
    /// Starts it and waits until it says where it is.
    pub fn start(folder: &Path, database: &Database) -> Self {
        Self::start_with(folder, database, &[])
    }

    /// As [`Server::start`], with more arguments.
    pub fn start_with(folder: &Path, database: &Database, more: &[&str]) -> Self {
        let mut words = vec!["serve"];
        words.extend(more);
        if let Database::Postgres(url) = database {
            words.extend(["--database", url.expose()]);
        }
        Self::of(folder, &words)
    }

    /// Starts what these words say, on any port, and waits until it says where it is.
    pub fn of(folder: &Path, words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_perennial"));
        command.args(words).args(["--port", "0"]).arg("--data").arg(folder);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| line.strip_prefix("Perennial is open at http://").map(str::to_owned));
        // What it goes on to say must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.unwrap() }
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that stays open.
pub struct Line {
    stream: BufReader<TcpStream>,
    address: String,
    key: String,
}

impl Line {
    /// Connects; `None` where nobody listens.
    pub fn open(address: &str, key: &str) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Self { stream: BufReader::new(stream), address: address.to_owned(), key: key.to_owned() })
    }

    /// Sends a batch; status and body, or `None` where the connection broke.
    pub fn send(&mut self, events: &[String], headers: &str) -> Option<(u16, String)> {
        let body = format!("{{\"writeKey\":\"{}\",\"batch\":[{}]}}", self.key, events.join(","));
        let head = format!(
            "POST /v1/batch HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(format!("{head}{body}").as_bytes()).ok()?;
        let mut line = String::new();
        self.stream.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).ok()?;
            if line.trim().is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).ok()?;
        Some((status, String::from_utf8(body).ok()?))
    }
}

/// One batch of a shop's life: pages, a product, somebody who says who they are, and their order.
pub fn batch(number: u64) -> Vec<String> {
    let who = number % 97;
    let at = format!("2026-01-{:02}T10:{:02}:00Z", number % 28 + 1, number % 60);
    let event = |place: u64, words: &str| {
        format!(
            "{{\"messageId\":\"{number}-{place}\",\"timestamp\":\"{at}\",\"anonymousId\":\"a{number}\",{words}}}"
        )
    };
    let mut events: Vec<String> =
        (0..6).map(|place| event(place, &format!("\"type\":\"page\",\"name\":\"Page {place}\""))).collect();
    events
        .push(event(6, "\"type\":\"track\",\"event\":\"Product Viewed\",\"properties\":{\"sku\":\"bean\"}"));
    events.push(event(
        7,
        &format!("\"type\":\"identify\",\"userId\":\"u{who}\",\"traits\":{{\"email\":\"u{who}@x.lv\",\"name\":\"Person {who}\"}}"),
    ));
    events.push(event(
        8,
        &format!(
            "\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u{who}\",\"properties\":{{\"order_id\":\"{number}\",\
             \"total\":12.5,\"currency\":\"EUR\",\"products\":[{{\"sku\":\"bean\",\"price\":12.5}}]}}"
        ),
    ));
    events
}

/// Events, their places on timelines, orders and their lines, as the database has them past the store.
pub async fn counts(database: &Database) -> [u64; 4] {
    let mut counts = [0; 4];
    let asked = [
        "select cast(count(*) as text) from events",
        "select cast(count(*) as text) from timeline where kind in ('page', 'product')",
        "select cast(count(*) as text) from orders o join timeline t on t.identity_id = o.identity_id
             and t.ref_id = o.id and t.kind = 'purchase' and t.at = o.at",
        "select cast(count(*) as text) from order_lines",
    ];
    for (count, sql) in counts.iter_mut().zip(asked) {
        *count = testing::raw(database, sql).await.unwrap()[0].parse().unwrap();
    }
    counts
}
