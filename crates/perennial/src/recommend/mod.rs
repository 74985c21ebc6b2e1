//! `perennial recommend`: what each customer hasn't bought and most likely would, on files alone.

mod outputs;
mod read;
mod terminal;

use std::path::PathBuf;

use clap::Args as ClapArgs;
use domain::Day;
use domain::recommendation::{Report, Suggested};
use locales::{Language, Words};
use serde::Serialize;

use crate::columns::Columns;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::report;

/// Which orders, how to read them, and how much to suggest.
#[derive(ClapArgs)]
pub struct Args {
    /// CSV, Parquet or JSON Lines, gzipped or not; a pattern such as 'orders-*.csv'; '-' for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    columns: Columns,
    /// How many products to suggest to each.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    top: u16,
    /// A product never to suggest, by its number: postage, a fee, what is out of stock. May be repeated.
    #[arg(long, value_name = "PRODUCT")]
    leave_out: Vec<String>,
    /// The last day observed (default: the latest date in the files).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Write recommendations.html, suggestions.csv and suggestions.parquet here.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The language of recommendations.html: en, lv, fa, ru or fi. The terminal speaks English.
    #[arg(long, default_value = "en", value_name = "TAG", value_parser = report::language)]
    lang: Language,
    /// Print one JSON document, with everybody's suggestions, instead of the summary.
    #[arg(long)]
    json: bool,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
    /// Threads to work with (default: every core).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// All there is to say, as one document.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    report: &'a Report,
    customers: &'a [Suggested],
}

/// Reads, tests and suggests.
pub fn run(args: Args) -> Result<(), Failure> {
    let progress = Progress::new(args.quiet);
    let threads = args.threads.map_or_else(report::cores, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().ok();
    let (catalogue, read) = read::lines(&args, &progress)?;
    let mut study =
        know::recommendation::study(catalogue, &|phase| progress.phase(phase)).map_err(refused)?;
    study.report.taken = read.taken;
    for (reason, rows) in &read.refused.counts {
        *study.report.refused.entry(reason.clone()).or_default() += rows;
    }
    progress.phase("suggest");
    let suggested = study.suggest(args.top.into(), &args.leave_out).map_err(refused)?;
    if let Some(folder) = &args.out {
        progress.phase("write");
        outputs::write(folder, Words::of(args.lang), &study.report, &suggested, &read.refused.kept)?;
    }
    progress.finish();
    let text = match args.json {
        true => {
            serde_json::to_string_pretty(&Answer { report: &study.report, customers: &suggested })? + "\n"
        }
        false => terminal::render(&study.report, &suggested),
    };
    report::outputs::say(&text)
}

fn refused(why: know::Error) -> Failure {
    match why {
        know::Error::Options(_) | know::Error::NoOrders | know::Error::NothingToSuggest(_) => {
            Failure::input(why)
        }
        why => why.into(),
    }
}
