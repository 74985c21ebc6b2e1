//! From a file of orders to a summary of every customer, as `perennial report` does it.

use std::path::Path;

use adapters::files::{Input, Mapping, OrderReader, ReadOptions, Role};
use analytics::{Limits, gather};
use anyhow::{Result, ensure};
use domain::Day;
use serde_json::json;
use tokio_stream::wrappers::ReceiverStream;

use crate::stopwatch::timed;

/// As `perennial report` allows.
const MEMORY: usize = 1 << 30;
/// After every simulated day.
const TODAY: Day = Day(30_000);

/// Reads a file of id, date and amount and summarises it to x, t_x, T and spend by customer.
pub fn summary(path: &Path) -> Result<()> {
    let spill = tempfile::tempdir()?;
    let threads = std::thread::available_parallelism()?.get();
    let limits = Limits { memory_bytes: MEMORY, threads, spill_dir: spill.path().to_path_buf() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).build()?;
    let (histories, gathering) = timed(|| -> Result<_> {
        let orders = stream(path)?;
        Ok(runtime.block_on(gather(orders, &limits))?)
    });
    let histories = histories?;
    let end = histories.totals().last_day.unwrap_or_default();
    let (summaries, folding) = timed(|| histories.summarise(end, None));
    let summaries = summaries?;
    // Last, for what it leaves behind in memory is not the summary's.
    let (rows, reading) = timed(|| read_alone(path));
    let recency =
        summaries.last_day.iter().zip(&summaries.first_day).map(|(last, first)| i64::from(last - first));
    let age = summaries.first_day.iter().map(|first| i64::from(end.0 - first));
    let said = json!({
        "seconds": gathering + folding,
        "reading alone": reading,
        "rows": rows?,
        "folding": folding,
        "customers": summaries.len(),
        "x": summaries.frequency.iter().map(|&x| u64::from(x)).sum::<u64>(),
        "t_x": recency.sum::<i64>(),
        "age": age.sum::<i64>(),
    });
    println!("{said}");
    Ok(())
}

/// Rows of the file, read by one thread with nothing behind it: the least that reading can take.
fn read_alone(path: &Path) -> Result<usize> {
    let mut reader = open(path)?;
    let mut rows = 0;
    while let Some(chunk) = reader.next_chunk(&mut |_| ())? {
        rows += chunk.len();
    }
    Ok(rows)
}

/// The file's chunks, read on a thread of their own. The simulated files have nothing to refuse.
fn stream(path: &Path) -> Result<ReceiverStream<Result<domain::OrderChunk, anyhow::Error>>> {
    let mut reader = open(path)?;
    let (send, receive) = tokio::sync::mpsc::channel(4);
    std::thread::spawn(move || {
        let mut refused = 0;
        loop {
            let chunk = reader.next_chunk(&mut |_| refused += 1).map_err(anyhow::Error::from);
            let chunk = chunk.and_then(|chunk| {
                ensure!(refused == 0, "{refused} simulated rows were refused");
                Ok(chunk)
            });
            let last = !matches!(chunk, Ok(Some(_)));
            let gone = chunk.transpose().is_some_and(|chunk| send.blocking_send(chunk).is_err());
            if last || gone {
                break;
            }
        }
    });
    Ok(ReceiverStream::new(receive))
}

fn open(path: &Path) -> Result<OrderReader> {
    let mut options = ReadOptions::new(TODAY);
    options.mapping =
        Mapping::new().with(Role::Customer, "id").with(Role::Date, "date").with(Role::Amount, "amount");
    Ok(OrderReader::open(vec![Input::Path(path.to_path_buf())], options)?)
}
