//! Pages and search of a company of a million people, and how soon the program is there.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

/// People of the company, and of a quick run's.
const PEOPLE: (u64, u64) = (1_000_000, 20_000);
/// Seconds under load, and in a quick run.
const SECONDS: (u64, u64) = (30, 5);
/// How long a server may take until it is there.
const PATIENCE: Duration = Duration::from_secs(60);

struct Company {
    folder: PathBuf,
    people: u64,
    seconds: u64,
}

impl Company {
    fn of(ground: &Ground) -> Result<Self> {
        let pick = |(whole, quick)| if ground.quick { quick } else { whole };
        let people = pick(PEOPLE);
        let folder = ground.file(&format!("company-{people}"));
        child::run(ground.bench("world").arg(&folder).arg(people.to_string()))?;
        Ok(Self { folder, people, seconds: pick(SECONDS) })
    }
}

/// The program, serving; it ends when dropped.
struct Serving {
    child: Child,
    address: SocketAddr,
    /// Milliseconds from its start until the first page was served.
    start: f64,
    /// The path that makes the owner's account; empty where there is one.
    link: String,
}

impl Serving {
    #[allow(clippy::disallowed_methods)] // time is what is measured here
    fn start(ground: &Ground, company: &Company) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut program = ground.perennial();
        program.arg("serve").arg("--data").arg(&company.folder).args(["--port", &address.port().to_string()]);
        let began = Instant::now();
        let mut child = program.stdout(Stdio::piped()).spawn().context("the program can't be started")?;
        let served = loop {
            match first_page(address) {
                Ok(()) => break began.elapsed(),
                Err(_) if began.elapsed() < PATIENCE && child.try_wait()?.is_none() => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(why) => bail!("the program served no page: {why}"),
            }
        };
        let link = BufReader::new(child.stdout.take().context("the program says nothing")?)
            .lines()
            .map_while(Result::ok)
            .take_while(|line| !line.starts_with("Sign in"))
            .find_map(|line| Some(format!("/welcome/{}", line.split_once("/welcome/")?.1.trim())))
            .unwrap_or_default();
        Ok(Self { child, address, start: served.as_secs_f64() * 1000.0, link })
    }

    fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }

    fn load(&self, ground: &Ground, company: &Company, what: &str) -> Result<Ran> {
        let mut load = ground.bench("load");
        load.arg(what).arg(self.address.to_string()).arg(&self.link);
        child::run(load.arg(company.folder.join("sample.json")).arg(company.seconds.to_string()))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn first_page(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /sign-in HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(1 << 20).read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        bail!("it answered {}", &answer[..answer.len().min(60)])
    }
}

/// The page of a person at 200 requests a second.
pub fn person_page(ground: &Ground) -> Result<Vec<Figure>> {
    let company = Company::of(ground)?;
    let serving = Serving::start(ground, &company)?;
    let ran = serving.load(ground, &company, "person-page")?;
    let ms = |key: &str| Ok::<_, anyhow::Error>(say(ran.number(key)?, "ms"));
    let beside = format!(
        "p50 {}; of the one with 10,000 entries p50 {}, p99 {}; a bare page of the same server p50 {}, p99 {}; {} people",
        ms("page p50")?,
        ms("many p50")?,
        ms("many p99")?,
        ms("hello p50")?,
        ms("hello p99")?,
        company.people
    );
    Ok(vec![
        Figure::at_most("p99 at 200 requests a second", ran.number("page p99")?, 25.0, "ms").beside(beside),
    ])
}

/// One look at everybody, for a play whose rule has five clauses.
pub fn plays(ground: &Ground) -> Result<Vec<Figure>> {
    let company = Company::of(ground)?;
    let five = child::run(ground.bench("plays").arg(&company.folder))?;
    let all = child::run(ground.bench("plays").arg(&company.folder).arg("kind == 'person'"))?;
    let seconds = |ran: &Ran, key: &str| Ok::<_, anyhow::Error>(say(ran.number(key)?, "s"));
    let beside = format!(
        "{} of {} people begin; the next look {}; where all of them begin {}, {} MiB",
        five.number("begun")?,
        five.number("found")?,
        seconds(&five, "again")?,
        seconds(&all, "seconds")?,
        all.peak_mib.round(),
    );
    Ok(vec![
        Figure::at_most("to decide", five.number("seconds")?, 10.0, "s").beside(beside),
        Figure::at_most("peak memory", five.peak_mib, 1024.0, "MiB"),
    ])
}

/// What followed a million draws, judged for a play and for the whole programme, where no gesture was made.
pub fn proof(ground: &Ground) -> Result<Vec<Figure>> {
    let company = Company::of(ground)?;
    let ran = child::run(ground.bench("proof").arg(&company.folder))?;
    let (low, high) = (ran.number("low")?, ran.number("high")?);
    let beside = format!(
        "{} people; extra revenue between {low:.2} and {high:.2} of each, in truth 0; adjusting took {:.0} % of the variance",
        ran.number("people")?,
        ran.number("reduction")?,
    );
    Ok(vec![
        Figure::at_most("to judge", ran.number("seconds")?, 120.0, "s").beside(beside),
        Figure::at_most("peak memory", ran.peak_mib, 1024.0, "MiB"),
    ])
}

/// Search as one types.
pub fn search(ground: &Ground) -> Result<Vec<Figure>> {
    let company = Company::of(ground)?;
    let serving = Serving::start(ground, &company)?;
    let ran = serving.load(ground, &company, "search")?;
    let ms = |key: &str| Ok::<_, anyhow::Error>(say(ran.number(key)?, "ms"));
    let beside = format!(
        "p50 {}, most {}, 50 keystrokes a second; a bare page of the same server p99 {}; {} people",
        ms("keystroke p50")?,
        ms("keystroke most")?,
        ms("hello p99")?,
        company.people
    );
    Ok(vec![Figure::at_most("p99 of a keystroke", ran.number("keystroke p99")?, 50.0, "ms").beside(beside)])
}

/// From the start of the program to its first page, and what it then holds in memory.
pub fn start(ground: &Ground) -> Result<Vec<Figure>> {
    let company = Company::of(ground)?;
    let (mut soonest, mut resident) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ground.rounds {
        let serving = Serving::start(ground, &company)?;
        soonest = soonest.min(serving.start);
        resident = resident.min(serving.resident_mib());
    }
    let serving = Serving::start(ground, &company)?;
    serving.load(ground, &company, "search")?;
    let after = format!(
        "{} after the load of `search`; {} people",
        say(serving.resident_mib(), "MiB"),
        company.people
    );
    Ok(vec![
        Figure::at_most("start to first page", soonest, 300.0, "ms"),
        Figure::at_most("resident once it serves", resident, 150.0, "MiB").beside(after),
    ])
}
