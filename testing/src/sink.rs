//! A mail server for tests, in this process: it takes letters over TCP on loopback, answers as it is
//! told, and dies at the point of a conversation it is told to.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Where a conversation can break off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// Before the greeting.
    Connected,
    /// After the greeting, before the answer to EHLO.
    Greeted,
    /// Before the answer to MAIL.
    Mail,
    /// After it.
    Sender,
    /// Before the answer to RCPT.
    Rcpt,
    /// After it.
    Reader,
    /// Before the answer to DATA.
    Data,
    /// After it, before a byte of the letter is read.
    Asked,
    /// With half of the letter read.
    Half,
    /// With all of it read and thrown away.
    Whole,
    /// With the letter delivered and no answer given.
    Delivered,
    /// With the letter delivered and the answer given.
    Answered,
}

impl Point {
    /// Every point, in order.
    pub const ALL: [Self; 12] = [
        Self::Connected,
        Self::Greeted,
        Self::Mail,
        Self::Sender,
        Self::Rcpt,
        Self::Reader,
        Self::Data,
        Self::Asked,
        Self::Half,
        Self::Whole,
        Self::Delivered,
        Self::Answered,
    ];
}

/// How it breaks off.
#[derive(Clone, Debug)]
pub enum Manner {
    /// The server closes the connection.
    Close,
    /// The network resets it.
    Reset,
    /// Nothing more is said, and who waits is told: the worker is to die now.
    Hang(Arc<Notify>),
    /// An answer in place of its own, such as `450 not now`; the conversation goes on.
    Say(&'static str),
}

/// What becomes of a conversation, by the number of the connection and of the letter (both from 0), and
/// where it is: `None` where all is well.
pub type Script = dyn Fn(u64, Point, &str) -> Option<Manner> + Send + Sync;

/// A letter the server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Who it is for.
    pub reader: String,
    /// Its Message-ID.
    pub id: String,
    /// All of it, where the sink keeps it.
    pub letter: String,
}

/// A mail server.
pub struct Sink {
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    task: JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct House {
    script: Arc<Script>,
    taken: Arc<Mutex<Vec<Taken>>>,
    keeps: bool,
}

impl Sink {
    /// One that takes every letter and keeps it.
    ///
    /// # Panics
    /// Where no port is free.
    pub async fn start() -> Self {
        Self::scripted(|_, _, _| None).await
    }

    /// One that takes every letter and keeps of it who it was for and its Message-ID.
    ///
    /// # Panics
    /// As [`Sink::start`].
    pub async fn forgetful() -> Self {
        Self::made(Arc::new(|_, _, _| None), false).await
    }

    /// One that does as the script says: it is asked at each point of each conversation, with the
    /// number of the connection and, once it is known, the reader.
    ///
    /// # Panics
    /// As [`Sink::start`].
    pub async fn scripted(
        script: impl Fn(u64, Point, &str) -> Option<Manner> + Send + Sync + 'static,
    ) -> Self {
        Self::made(Arc::new(script), true).await
    }

    async fn made(script: Arc<Script>, keeps: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let taken: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let house = House { script, taken: Arc::clone(&taken), keeps };
        let connections = AtomicU64::new(0);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = connections.fetch_add(1, Ordering::SeqCst);
                let house = house.clone();
                tokio::spawn(async move {
                    let _ = Talk { house, number, reader: String::new() }.talk(stream).await;
                });
            }
        });
        Self { port, taken, task }
    }

    /// What it took so far.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many letters it took so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

struct Talk {
    house: House,
    number: u64,
    reader: String,
}

/// The conversation is over.
struct Over;

impl From<std::io::Error> for Over {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

type Stream = BufReader<TcpStream>;

impl Talk {
    async fn talk(mut self, stream: TcpStream) -> Result<(), Over> {
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        self.pass(&mut stream, Point::Connected).await?;
        say(&mut stream, "220 sink.test ESMTP").await?;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            match word.as_str() {
                "EHLO" | "HELO" => {
                    self.pass(&mut stream, Point::Greeted).await?;
                    say(&mut stream, "250-sink.test\r\n250-8BITMIME\r\n250 SMTPUTF8").await?;
                }
                "MAIL" => self.answer(&mut stream, Point::Mail, Point::Sender).await?,
                "RCPT" => {
                    self.reader = between(&line, '<', '>').to_owned();
                    self.answer(&mut stream, Point::Rcpt, Point::Reader).await?;
                }
                "DATA" => self.letter(&mut stream).await?,
                "QUIT" => return say(&mut stream, "221 bye").await,
                _ => say(&mut stream, "250 ok").await?,
            }
        }
    }

    /// Goes by a point; whether its own answer was said in place of ours.
    async fn pass(&self, stream: &mut Stream, point: Point) -> Result<bool, Over> {
        match (self.house.script)(self.number, point, &self.reader) {
            None => Ok(false),
            Some(Manner::Say(answer)) => {
                say(stream, answer).await?;
                Ok(true)
            }
            Some(Manner::Close) => Err(Over),
            Some(Manner::Reset) => {
                #[expect(
                    deprecated,
                    reason = "a lingering time of zero is what makes a reset; it never blocks"
                )]
                stream.get_ref().set_linger(Some(std::time::Duration::ZERO))?;
                Err(Over)
            }
            Some(Manner::Hang(told)) => {
                told.notify_one();
                let mut rest = Vec::new();
                stream.read_to_end(&mut rest).await?;
                Err(Over)
            }
        }
    }

    async fn answer(&self, stream: &mut Stream, before: Point, after: Point) -> Result<(), Over> {
        if !self.pass(stream, before).await? {
            say(stream, "250 ok").await?;
        }
        self.pass(stream, after).await?;
        Ok(())
    }

    async fn letter(&self, stream: &mut Stream) -> Result<(), Over> {
        if self.pass(stream, Point::Data).await? {
            return Ok(());
        }
        say(stream, "354 go ahead").await?;
        self.pass(stream, Point::Asked).await?;
        let (mut letter, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Err(Over);
            }
            if line == ".\r\n" {
                break;
            }
            if letter.is_empty() {
                self.pass(stream, Point::Half).await?;
            }
            letter.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        if self.pass(stream, Point::Whole).await? {
            return Ok(());
        }
        let id =
            letter.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
        let letter = if self.house.keeps { letter } else { String::new() };
        let taken = Taken { reader: self.reader.clone(), id, letter };
        self.house.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
        self.pass(stream, Point::Delivered).await?;
        say(stream, "250 2.0.0 taken").await?;
        self.pass(stream, Point::Answered).await?;
        Ok(())
    }
}

fn between(text: &str, from: char, to: char) -> &str {
    let begun = text.split_once(from).map_or("", |(_, rest)| rest);
    begun.split_once(to).map_or("", |(inside, _)| inside)
}

async fn say(stream: &mut Stream, line: &str) -> Result<(), Over> {
    Ok(stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?)
}
