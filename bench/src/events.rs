//! Batches of events to a served company, over HTTP, each answered when it is committed and synced.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use adapters::system::{SystemClock, SystemEntropy};
use anyhow::{Context, Result, ensure};
use domain::access::{Action, Scopes, check};
use domain::keys::NewKey;
use domain::{Actor, Instant};
use serde_json::json;
use store::{Database, Store};

use crate::shop_events::batches;
use crate::stopwatch::Stopwatch;

/// Shops that send side by side.
const CLIENTS: usize = 8;

/// Serves a new company of `database` by the program at `binary` and sends it `count` events.
pub fn events(binary: &Path, database: &str, count: usize) -> Result<()> {
    let at: Database = database.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let key = runtime.block_on(write_key(&at))?;
    let folder = tempfile::tempdir()?;
    let mut server = Command::new(binary)
        .args(["serve", "--port", "0", "--database", database, "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()?;
    let sent = address(&mut server).and_then(|address| send(&address, &key, count));
    server.kill()?;
    server.wait()?;
    let (seconds, mut waits) = sent?;
    waits.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| waits.get(waits.len() * share / 100).copied().unwrap_or_default();
    println!(
        "{}",
        json!({ "events": count, "seconds": seconds, "median wait": at(50), "longest wait of 99 %": at(99) })
    );
    Ok(())
}

async fn write_key(database: &Database) -> Result<String> {
    let store = Store::open(database, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
    let permit = check(Actor::Operator, Action::ManageKeys)?;
    let scopes = Scopes::of(["events:write"]).unwrap_or_default();
    let key = NewKey::new("shop", Some("shop"), scopes, None, Instant(0))?;
    let (_, secret) = store.make_key(&permit, &key).await?;
    store.close().await?;
    Ok(secret.expose().to_owned())
}

fn address(server: &mut std::process::Child) -> Result<String> {
    let lines = BufReader::new(server.stdout.take().context("what the program says")?).lines();
    let mut lines = lines.map_while(Result::ok);
    let said = lines.find_map(|line| line.strip_prefix("Perennial is open at http://").map(str::to_owned));
    std::thread::spawn(move || lines.for_each(drop));
    said.context("the program did not say where it is open")
}

/// Sends everything; the seconds it took, and those each batch waited for its answer.
fn send(address: &str, key: &str, count: usize) -> Result<(f64, Vec<f64>)> {
    let mut requests: Vec<String> = batches(count).into_iter().map(|batch| request(&batch, key)).collect();
    requests.reverse();
    let (requests, waits) = (Mutex::new(requests), Mutex::new(Vec::new()));
    let watch = Stopwatch::start();
    std::thread::scope(|scope| {
        let clients: Vec<_> =
            (0..CLIENTS).map(|_| scope.spawn(|| client(address, &requests, &waits))).collect();
        clients.into_iter().try_for_each(|client| client.join().unwrap_or_else(|_| Ok(())))
    })?;
    Ok((watch.seconds(), waits.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

fn request(batch: &str, key: &str) -> String {
    let body = format!("{{\"writeKey\":\"{key}\",\"batch\":[{batch}]}}");
    format!("POST /v1/batch HTTP/1.1\r\nHost: bench\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn client(address: &str, requests: &Mutex<Vec<String>>, waits: &Mutex<Vec<f64>>) -> Result<()> {
    let mut line = BufReader::new(TcpStream::connect(address)?);
    line.get_ref().set_nodelay(true)?;
    let next = || requests.lock().unwrap_or_else(PoisonError::into_inner).pop();
    while let Some(request) = next() {
        let watch = Stopwatch::start();
        line.get_mut().write_all(request.as_bytes())?;
        let (mut head, mut length) = (String::new(), 0);
        line.read_line(&mut head)?;
        ensure!(head.contains(" 200 "), "a batch was answered with {head}");
        while head.trim() != "" {
            head.clear();
            line.read_line(&mut head)?;
            if let Some(said) = head.to_ascii_lowercase().strip_prefix("content-length:") {
                length = said.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        line.read_exact(&mut body)?;
        ensure!(!String::from_utf8_lossy(&body).contains("refused"), "events were refused");
        waits.lock().unwrap_or_else(PoisonError::into_inner).push(watch.seconds());
    }
    Ok(())
}
