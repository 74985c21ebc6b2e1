//! From files to histories: one thread reads, the others group.

use std::collections::BTreeMap;
use std::time::Duration;

use adapters::files::{Input, Inputs, OrderReader, ProgressWatch, ReadOptions, read_rates};
use adapters::system::SystemClock;
use analytics::{Histories, Limits};
use domain::limits::REFUSALS_KEPT;
use domain::money::Rates;
use domain::worth::{Report, Taken};
use domain::{Clock, Currency, OrderChunk, Refusal};
use jiff::tz::TimeZone;
use tokio::sync::mpsc;

use super::Args;
use crate::failure::Failure;
use crate::progress::Progress;

/// Bytes the histories and their grouping may take before they use the disk.
const MEMORY_BYTES: usize = 1 << 30;
/// Chunks read ahead of the grouping.
const AHEAD: usize = 4;
/// How often the bar is looked at.
const TICK: Duration = Duration::from_millis(100);

/// What the files hold.
pub struct Orders {
    pub histories: Histories,
    pub refused: Refused,
    taken: Vec<Taken>,
    currency: Option<Currency>,
}

/// Rows set aside: all counted, the first of them kept to look at.
#[derive(Default)]
pub struct Refused {
    pub counts: BTreeMap<String, u64>,
    pub kept: Vec<Refusal>,
}

impl Refused {
    /// Counts a refusal, and keeps it where there is room.
    pub fn add(&mut self, refusal: Refusal) {
        *self.counts.entry(refusal.reason.code().to_owned()).or_default() += 1;
        if self.kept.len() < REFUSALS_KEPT {
            self.kept.push(refusal);
        }
    }
}

impl Orders {
    /// The report with what the reader knows: how the files were taken, and what was refused.
    pub fn complete(&self, mut report: Report) -> Report {
        report.taken.clone_from(&self.taken);
        for (reason, rows) in &self.refused.counts {
            *report.refused.entry(reason.clone()).or_default() += rows;
        }
        if report.currency == Currency::NONE {
            report.currency = self.currency.unwrap_or(Currency::NONE);
        }
        report
    }
}

/// Reads every file and groups its orders by customer.
pub fn orders(args: &Args, threads: usize, progress: &Progress) -> Result<Orders, Failure> {
    let options = options(args)?;
    let currency = options.default_currency;
    let rates =
        args.columns.rates.as_ref().map(|file| read_rates(&Input::Path(file.clone()), Currency::NONE));
    let rates = rates.transpose().map_err(Failure::input)?;
    let inputs = Inputs::expand(&args.files).map_err(Failure::input)?;
    let reader = OrderReader::open(inputs, options).map_err(Failure::input)?;
    let watch = reader.watch();
    progress.bytes("read and group", watch.now().total);
    let scratch = tempfile::tempdir()?;
    let limits = Limits { memory_bytes: MEMORY_BYTES, threads, spill_dir: scratch.path().to_path_buf() };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_time().build()?;
    let (sender, receiver) = mpsc::channel(AHEAD);
    let read = std::thread::spawn(move || read(reader, &sender, rates));
    let histories = runtime.block_on(async {
        let chunks = futures::stream::unfold(receiver, |mut receiver: mpsc::Receiver<_>| async move {
            receiver.recv().await.map(|chunk| (chunk, receiver))
        });
        watched(analytics::gather(chunks, &limits), &watch, progress).await
    });
    let (taken, refused) = read.join().map_err(|_| anyhow::anyhow!("the reading thread ended too early"))?;
    let histories = histories.map_err(|why| match why {
        analytics::Error::Orders(why) => Failure::input(why),
        why => why.into(),
    })?;
    if histories.totals().customers == 0 {
        return Err(nothing(&taken, &refused));
    }
    Ok(Orders { histories, refused, taken, currency })
}

async fn watched<T>(work: impl Future<Output = T>, watch: &ProgressWatch, progress: &Progress) -> T {
    let mut work = std::pin::pin!(work);
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = tick.tick() => progress.at(watch.now().bytes),
        }
    }
}

type Sent = Result<OrderChunk, adapters::files::ReadError>;

fn read(mut reader: OrderReader, sender: &mpsc::Sender<Sent>, rates: Option<Rates>) -> (Vec<Taken>, Refused) {
    let mut refused = Refused::default();
    let mut rates = rates;
    let mut settled = false;
    loop {
        let next = reader.next_chunk(&mut |refusal| refused.add(refusal));
        let (sent, ended) = match next {
            Ok(Some(mut chunk)) => {
                if !settled {
                    settled = true;
                    rates = rates.map(|rates| into_main_currency(rates, &chunk));
                }
                if let Some(rates) = &rates {
                    convert(&mut chunk, rates);
                }
                (sender.blocking_send(Ok(chunk)), false)
            }
            Ok(None) => (Ok(()), true),
            Err(why) => (sender.blocking_send(Err(why)), true),
        };
        // The grouping has failed and will say why; reading on would be for nobody.
        if ended || sent.is_err() {
            return (reader.taken(), refused);
        }
    }
}

/// Everything is turned into the currency most rows are in among those the table has no rate for.
fn into_main_currency(rates: Rates, first: &OrderChunk) -> Rates {
    let mut rows: BTreeMap<Currency, u32> = BTreeMap::new();
    for &currency in first.currency.iter().filter(|&&currency| !rates.has(currency)) {
        *rows.entry(currency).or_default() += 1;
    }
    let main =
        rows.into_iter().max_by_key(|&(_, count)| count).map_or(Currency::NONE, |(currency, _)| currency);
    rates.into_reporting(main)
}

/// Rows without a rate on their day stay as they are, and are set aside as another currency.
fn convert(chunk: &mut OrderChunk, rates: &Rates) {
    for row in 0..chunk.len() {
        let day = domain::Day(chunk.day[row]);
        if let Some(minor) = rates.convert(chunk.amount[row], chunk.currency[row], day) {
            chunk.amount[row] = minor;
            chunk.currency[row] = rates.reporting();
        }
    }
}

fn options(args: &Args) -> Result<ReadOptions, Failure> {
    let zone = args.columns.zone()?;
    let today = SystemClock.now().day_in(zone.as_ref().unwrap_or(&TimeZone::UTC));
    Ok(ReadOptions {
        mapping: args.columns.mapping(),
        // Somewhere it is already tomorrow, and dates are taken as written.
        today: if zone.is_some() { today } else { domain::Day(today.0 + 1) },
        zone,
        as_of: args.model.as_of,
        default_currency: args.columns.currency_code(),
        ..ReadOptions::new(today)
    })
}

/// Not one row could be used: which was the first, and why.
pub fn nothing(taken: &[Taken], refused: &Refused) -> Failure {
    let files: Vec<&str> = taken.iter().map(|file| file.file.as_str()).collect();
    let why: Vec<String> = refused
        .kept
        .first()
        .map(|first| {
            let column =
                first.column.as_deref().map(|column| format!(", column {column}")).unwrap_or_default();
            format!(
                " The first: {}, row {}{column}: '{}'. {}",
                first.file,
                first.row,
                first.value,
                first.reason.sentence()
            )
        })
        .into_iter()
        .collect();
    let total: u64 = refused.counts.values().sum();
    Failure::Input(format!(
        "{}: not one order could be used; {total} rows were set aside.{}",
        files.join(", "),
        why.concat()
    ))
}
