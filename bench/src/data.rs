//! The data all sides read, simulated once.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use domain::Day;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use simulator::{Error, Firm, Harbour, Panel, by_customer, by_time, write_csv, write_parquet};

const SEED: u64 = 20_261_121;

/// Draws of what no simulator draws.
pub fn draws() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(SEED)
}

/// 1M customers of CDNOW's estimates, 2.77M purchases.
pub fn million() -> Panel {
    Panel::cdnow_like(SEED, 1_000_000)
}

/// 1M customers with 10M orders in three years.
fn ten_million_orders() -> Panel {
    Panel::three_years(SEED, 1_000_000)
}

/// A shop with a million orders of some 1.6M lines, on 2026-09-30.
fn million_orders() -> Harbour {
    Harbour::new(SEED, 83_500, Day(20_726))
}

/// x, t_x and T in days of every customer of a panel, as columns.
pub struct Statistics {
    /// Repeat purchase days.
    pub x: Vec<u32>,
    /// Age at the last purchase day.
    pub recency: Vec<u32>,
    /// Age on the last day observed.
    pub age: Vec<u32>,
}

/// Summarises a panel without a file between: what the fits are given.
pub fn statistics(panel: &Panel) -> Statistics {
    let (mut x, mut recency, mut age) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |first: i32, last: i32, days: u32| {
        x.push(days - 1);
        recency.push((last - first) as u32);
        age.push((panel.last_day.0 - first) as u32);
    };
    let mut open: Option<(u64, i32, i32, u32)> = None;
    for row in by_customer(panel, 0..panel.customers).flatten() {
        let day = row.day().0;
        open = match open {
            Some((customer, first, last, days)) if customer == row.customer => {
                Some((customer, first, day, days + u32::from(day > last)))
            }
            other => {
                other.into_iter().for_each(|(_, first, last, days)| add(first, last, days));
                Some((row.customer, day, day, 1))
            }
        };
    }
    open.into_iter().for_each(|(_, first, last, days)| add(first, last, days));
    Statistics { x, recency, age }
}

type Fill<'a> = &'a dyn Fn(&File) -> Result<()>;

/// Writes the files that are not there yet, or were made for other data.
pub fn prepare(dir: &Path) -> Result<()> {
    let (million, ten, shop) = (million(), ten_million_orders(), million_orders());
    let made = format!("{million:?}\n{ten:?}\n{:?} {:?}\n", shop.customers(), shop.days());
    let note = dir.join("made-of");
    let same = std::fs::read_to_string(&note).is_ok_and(|text| text == made);
    let files: [(&str, Fill<'_>); 5] = [
        ("million.parquet", &|file| parquet(&million, file)),
        ("million.statistics", &|file| raw(&statistics(&million), file)),
        ("ten-million.parquet", &|file| parquet(&ten, file)),
        ("ten-million.csv", &|file| csv(&ten, file)),
        ("shop.csv", &|file| csv(&shop, file)),
    ];
    for (name, write) in files {
        let path = dir.join(name);
        if same && path.exists() {
            continue;
        }
        println!("simulating {name}");
        let file = tempfile::NamedTempFile::new_in(dir).context("the data folder")?;
        write(file.as_file())?;
        file.persist(&path).with_context(|| path.display().to_string())?;
    }
    std::fs::write(note, made)?;
    Ok(())
}

fn parquet(panel: &Panel, file: &File) -> Result<()> {
    count(panel, write_parquet(panel, by_time(panel), BufWriter::new(file)))
}

fn csv<F: Firm>(firm: &F, file: &File) -> Result<()> {
    count(firm, write_csv(firm, by_time(firm), &mut BufWriter::new(file)))
}

fn count(firm: &impl Firm, rows: Result<u64, Error>) -> Result<()> {
    println!("   {} customers, {} orders", firm.customers(), rows?);
    Ok(())
}

/// x, t_x and T in weeks as 64-bit floats, column after column, for peers that read arrays.
fn raw(statistics: &Statistics, file: &File) -> Result<()> {
    let mut out = BufWriter::new(file);
    for (column, per) in [(&statistics.x, 1.0), (&statistics.recency, 7.0), (&statistics.age, 7.0)] {
        for &value in column {
            out.write_all(&(f64::from(value) / per).to_le_bytes())?;
        }
    }
    out.flush()?;
    Ok(())
}
