//! Requests at a steady rate over HTTP, whether or not earlier ones were answered: what waits is
//! counted as waiting (an open loop).

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::stopwatch::Stopwatch;

const EMAIL: &str = "owner@harbour.example";
const PASSWORD: &str = "a long walk along the harbour";

type Sender = SendRequest<Full<Bytes>>;

/// A server, and the session of somebody signed in there.
struct Server {
    address: String,
    cookie: String,
    idle: Mutex<Vec<Sender>>,
}

impl Server {
    async fn connect(&self) -> Result<Sender> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Result<(StatusCode, Option<String>, usize)> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut sender = match idle.filter(|sender| !sender.is_closed()) {
            Some(sender) => sender,
            None => self.connect().await?,
        };
        sender.ready().await?;
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        let cookie =
            answer.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let length = answer.into_body().collect().await?.to_bytes().len();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        Ok((status, cookie, length))
    }

    fn request(&self, method: Method, path: &str, body: String) -> Result<Request<Full<Bytes>>> {
        let request = Request::builder().method(method).uri(path).header(HOST, &self.address);
        let request = request.header(COOKIE, &self.cookie).header("sec-fetch-site", "same-origin");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Ok(request.body(Full::new(Bytes::from(body)))?)
    }

    /// Signs in; by the link that makes the owner's account where there is none yet.
    async fn enter(address: &str, link: &str) -> Result<Self> {
        let mut server =
            Self { address: address.to_owned(), cookie: String::new(), idle: Mutex::new(Vec::new()) };
        let (email, password) = (EMAIL.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let (path, body) = if link.is_empty() {
            ("/sign-in", format!("email={email}&password={password}"))
        } else {
            (link, format!("name=Owner&email={email}&password={password}"))
        };
        let (status, cookie, _) = server.send(server.request(Method::POST, path, body)?).await?;
        ensure!(status == StatusCode::SEE_OTHER, "signing in was answered with {status}");
        let cookie = cookie.context("signing in gave no cookie")?;
        server.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(server)
    }

    /// Asks for paths at `rate` a second; milliseconds each took from when it was due.
    async fn ask(self: &Arc<Self>, paths: Vec<String>, rate: f64) -> Result<Vec<f64>> {
        let watch = Stopwatch::start();
        let mut under_way = Vec::with_capacity(paths.len());
        for (at, path) in paths.into_iter().enumerate() {
            let due = at as f64 / rate;
            let wait = due - watch.seconds();
            if wait > 0.0 {
                tokio::time::sleep(Duration::from_secs_f64(wait)).await;
            }
            let (server, watch) = (Arc::clone(self), watch.clone());
            under_way.push(tokio::spawn(async move {
                let request = server.request(Method::GET, &path, String::new())?;
                let (status, _, length) = server.send(request).await?;
                ensure!(status == StatusCode::OK && length > 0, "{path} was answered with {status}");
                Ok((watch.seconds() - due) * 1000.0)
            }));
        }
        let mut took = Vec::with_capacity(under_way.len());
        for one in under_way {
            took.push(one.await??);
        }
        Ok(took)
    }
}

/// The value below which this share of them lies.
fn quantile(took: &mut [f64], share: f64) -> f64 {
    took.sort_by(f64::total_cmp);
    let place = ((took.len() as f64 * share).ceil() as usize).clamp(1, took.len().max(1)) - 1;
    took.get(place).copied().unwrap_or(f64::NAN)
}

fn said(name: &str, mut took: Vec<f64>) -> Vec<(String, Value)> {
    let figures = [("p50", 0.5), ("p99", 0.99), ("most", 1.0)];
    figures.map(|(figure, share)| (format!("{name} {figure}"), json!(quantile(&mut took, share)))).into()
}

fn texts<'a>(sample: &'a Value, key: &str) -> Result<Vec<&'a str>> {
    let list = sample[key].as_array().with_context(|| format!("the sample has no {key}"))?;
    Ok(list.iter().filter_map(Value::as_str).collect())
}

/// The pages of people, beside a bare page of the same server.
async fn person_page(server: &Arc<Server>, sample: &Value, seconds: f64) -> Result<Value> {
    const RATE: f64 = 200.0;
    let people = texts(sample, "people")?;
    let many = sample["many"].as_str().context("the sample has nobody with many entries")?;
    let count = (RATE * seconds) as usize;
    // Every hundredth request is for the one with many entries.
    let person = |at: usize| if at % 100 == 99 { many } else { people[at * 7 % people.len()] };
    let pages = (0..count).map(|at| format!("/people/{}", person(at))).collect();
    let bare = (0..count).map(|_| "/healthz".to_owned()).collect();
    server.ask((0..200).map(|at| format!("/people/{}", person(at))).collect(), RATE).await?;
    let hello = server.ask(bare, RATE).await?;
    let took = server.ask(pages, RATE).await?;
    let heavy: Vec<f64> = took.iter().skip(99).step_by(100).copied().collect();
    let all = [said("page", took), said("many", heavy), said("hello", hello)];
    Ok(Value::Object(all.into_iter().flatten().collect()))
}

/// What people type, keystroke after keystroke, at the box of every page.
async fn search(server: &Arc<Server>, sample: &Value, seconds: f64) -> Result<Value> {
    const RATE: f64 = 50.0;
    let typed = texts(sample, "typed")?;
    let beginnings = typed.iter().flat_map(|text| {
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.take(16).map(|end| format!("/people/find?q={}", percent(&text[..end])))
    });
    let keystrokes: Vec<String> = beginnings.take((RATE * seconds) as usize).collect();
    server.ask(keystrokes.iter().take(100).cloned().collect(), RATE).await?;
    let hello = server.ask(keystrokes.iter().map(|_| "/healthz".to_owned()).collect(), RATE).await?;
    let all = [said("keystroke", server.ask(keystrokes, RATE).await?), said("hello", hello)];
    Ok(Value::Object(all.into_iter().flatten().collect()))
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Puts a load on the server at `address` and says how long it let people wait.
pub fn load(what: &str, address: &str, link: &str, sample: &Path, seconds: &str) -> Result<()> {
    let sample: Value = serde_json::from_slice(&std::fs::read(sample)?)?;
    let seconds: f64 = seconds.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Arc::new(Server::enter(address, link).await?);
        let said = match what {
            "person-page" => person_page(&server, &sample, seconds).await?,
            "search" => search(&server, &sample, seconds).await?,
            _ => bail!("no load '{what}'"),
        };
        println!("{said}");
        Ok(())
    })
}
