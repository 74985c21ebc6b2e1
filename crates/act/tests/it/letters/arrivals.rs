//! Letters through a real mail server into real mailboxes.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::plays::OutboxState;
use futures::TryStreamExt as _;
use testing::Engine;
use testing::mailhouse::{DOMAIN, MailHouse, PASSWORD};
use tokio::net::TcpStream;

use super::House;

/// How often a mailbox is looked into, a quarter of a second apart.
const LOOKS: usize = 240;

/// Letters sent; a nightly run makes them 500.
fn many() -> usize {
    std::env::var("PERENNIAL_ARRIVALS").ok().and_then(|number| number.parse().ok()).unwrap_or(30)
}

/// The headers of every letter in a mailbox.
async fn headers(port: u16, mailbox: &str) -> Vec<String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut client = async_imap::Client::new(stream);
    client.read_response().await.unwrap();
    let mut session = client.login(mailbox, PASSWORD).await.map_err(|(why, _)| why).unwrap();
    let there = session.select("INBOX").await.unwrap().exists;
    let mut headers = Vec::new();
    if there > 0 {
        let found = session.fetch("1:*", "BODY.PEEK[HEADER]").await.unwrap();
        let found: Vec<_> = found.try_collect().await.unwrap();
        headers.extend(found.iter().map(|mail| String::from_utf8_lossy(mail.header().unwrap()).into_owned()));
    }
    session.logout().await.unwrap();
    headers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_mail_server_takes_the_letters_and_a_real_mailbox_has_each_once() {
    let Some(mail) = MailHouse::start() else {
        println!("skipped: OpenSMTPD starts as root alone");
        return;
    };
    let house = House::named(Engine::Sqlite, many(), "reader+").await;
    let gestures = house.decide_all().await;
    assert_eq!(house.postman_to(mail.smtp).all_due().await.unwrap(), many());
    assert_eq!(house.states(&gestures).await[&OutboxState::Sent], many());
    let mut arrived = Vec::new();
    for _ in 0..LOOKS {
        arrived = headers(mail.imap, &format!("reader@{DOMAIN}")).await;
        if arrived.len() >= many() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for header in &arrived {
        let id = header.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
        *ids.entry(id).or_default() += 1;
        assert!(header.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{header}");
    }
    assert_eq!(ids.len(), many());
    assert!(ids.values().all(|times| *times == 1));
}
