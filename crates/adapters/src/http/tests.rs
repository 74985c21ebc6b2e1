//! Nothing inside a private network is called, however it is written (R21).

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// Names that answer from a script, one answer a look.
struct Script(Mutex<Vec<Vec<&'static str>>>, AtomicUsize);

impl Names for Script {
    fn find(&self, _: String) -> Finding {
        let mut script = self.0.lock().unwrap();
        self.1.fetch_add(1, Ordering::SeqCst);
        let found = script.remove(0).into_iter().map(|address| address.parse().unwrap()).collect();
        Box::pin(std::future::ready(Ok(found)))
    }
}

fn door(answers: &[&[&'static str]], allowed: &[&str]) -> (Http, Arc<Script>) {
    let script = answers.iter().map(|answer| answer.to_vec()).collect();
    let names = Arc::new(Script(Mutex::new(script), AtomicUsize::new(0)));
    let allowed = allowed.iter().map(|host| (*host).to_owned());
    (Http::new(Arc::clone(&names) as Arc<dyn Names>, allowed).unwrap(), names)
}

fn to(url: &str) -> Post<'_> {
    Post { url, headers: vec![("x-said", "hello".into())], body: "{}".into(), within: Duration::from_secs(5) }
}

/// Answers every connection with these bytes, and counts them.
async fn serve(answer: Vec<u8>) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (port, met) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&met);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut asked = [0; 4096];
                let _ = stream.read(&mut asked).await;
                let _ = stream.write_all(&answer).await;
            });
        }
    });
    (port, met)
}

const FORBIDDEN: [&str; 44] = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0177.0x0.0.1/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.0.0.8/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://192.168.1.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2001::1]/",
    "http://[2001:db8::1]/",
    "http://[2002:7f00:1::]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
];

#[tokio::test]
async fn no_written_form_of_a_private_address_is_called() {
    let (door, names) = door(&[], &[]);
    for url in FORBIDDEN {
        assert!(matches!(door.post(&to(url)).await, Err(HttpError::Private(_))), "{url}");
    }
    for url in
        ["http://[fe80::1%25eth0]/", "http://[::1", "ftp://a.example/", "a.example", "http://a:b@c.example/"]
    {
        assert!(matches!(door.post(&to(url)).await, Err(HttpError::Address(_))), "{url}");
    }
    assert_eq!(names.1.load(Ordering::SeqCst), 0, "no name was looked up");
}

#[test]
fn public_addresses_are_called() {
    for address in [
        "1.1.1.1",
        "9.255.255.255",
        "100.63.255.255",
        "172.32.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "2001:200::1",
    ] {
        assert!(is_public(address.parse().unwrap()), "{address}");
    }
}

#[tokio::test]
async fn a_name_with_one_private_address_is_not_called_and_is_looked_up_once() {
    let (port, met) = serve(Vec::new()).await;
    for answer in [&["127.0.0.1"][..], &["1.1.1.1", "127.0.0.1"], &["::ffff:127.0.0.1"], &["169.254.169.254"]]
    {
        let (door, names) = door(&[answer], &[]);
        let sent = door.post(&to(&format!("http://shop.example:{port}/"))).await;
        assert_eq!(sent, Err(HttpError::Private("shop.example".into())), "{answer:?}");
        assert_eq!(names.1.load(Ordering::SeqCst), 1);
    }
    assert_eq!(met.load(Ordering::SeqCst), 0, "nobody was called");
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_called_where_it_was_vetted_or_not_at_all() {
    let names: Arc<dyn Names> =
        Arc::new(Script(Mutex::new(vec![vec!["1.1.1.1"], vec!["127.0.0.1"]]), AtomicUsize::new(0)));
    let vetting = Vetting { names, allowed: Arc::default() };
    let look = || vetting.resolve("rebind.example".parse().unwrap());
    let first: Vec<SocketAddr> = look().await.ok().unwrap().collect();
    assert_eq!(first, ["1.1.1.1:0".parse().unwrap()], "these alone are connected to");
    assert!(look().await.is_err_and(|error| error.is::<PrivateAddress>()));
}

#[tokio::test]
async fn an_allowed_host_is_called_and_its_redirect_is_an_answer() {
    let moved = b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/inner\r\ncontent-length: 0\r\n\r\n";
    let (port, met) = serve(moved.to_vec()).await;
    let (by_name, _) = door(&[&["127.0.0.1"]], &["Receiver.Example"]);
    let answer = by_name.post(&to(&format!("http://receiver.example:{port}/"))).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (302, 0));
    let (by_address, _) = door(&[], &["127.0.0.1"]);
    assert_eq!(by_address.post(&to(&format!("http://127.0.0.1:{port}/"))).await.unwrap().status, 302);
    assert_eq!(met.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn of_an_endless_answer_no_more_is_read_than_is_kept() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\nretry-after: 7\r\n\r\n".to_vec();
    answer.resize(answer.len() + 4 * BODY_BYTES_MAX, b'a');
    let (port, _) = serve(answer).await;
    let (door, _) = door(&[], &["127.0.0.1"]);
    let answer = door.post(&to(&format!("http://127.0.0.1:{port}/"))).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, BODY_BYTES_MAX));
    assert_eq!(answer.retry_after.as_deref(), Some("7"));
}

#[tokio::test]
async fn what_drips_is_given_up_when_the_time_is_over() {
    let (port, _) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab".to_vec()).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let silent = listener.local_addr().unwrap().port();
    let (door, _) = door(&[], &["127.0.0.1"]);
    let url = format!("http://127.0.0.1:{silent}/");
    let within = Duration::from_millis(50);
    let sent = door.post(&Post { within, ..to(&url) }).await;
    assert!(matches!(sent, Err(HttpError::Unanswered(_))), "nobody accepts");
    let cut = door.post(&to(&format!("http://127.0.0.1:{port}/"))).await;
    assert!(matches!(cut, Err(HttpError::Unanswered(_))), "an answer cut short is none: {cut:?}");
}
