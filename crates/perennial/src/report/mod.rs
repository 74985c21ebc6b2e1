//! `perennial report`: the answer on files alone, with no database.

pub(crate) mod outputs;
pub(crate) mod read;
pub(crate) mod terminal;

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use domain::Day;
use domain::worth::Unit;
use locales::{Language, Words};

use crate::columns::Columns;
use crate::failure::Failure;
use crate::progress::Progress;

/// Which orders, how to read them, and what to answer.
#[derive(ClapArgs)]
pub struct Args {
    /// CSV, Parquet or JSON Lines, gzipped or not; a pattern such as 'orders-*.csv'; '-' for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    model: ModelArgs,
    /// Write report.html, customers.csv and customers.parquet here.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The language of report.html: en, lv, fa, ru or fi. The terminal speaks English.
    #[arg(long, default_value = "en", value_name = "TAG", value_parser = language)]
    lang: Language,
    /// Print one JSON document instead of the summary.
    #[arg(long)]
    json: bool,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
    /// Threads to work with (default: every core).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(ClapArgs)]
struct ModelArgs {
    /// The last day observed (default: the latest date in the files).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Test the forecast: fit on what came until this day, count what came after (default: the
    /// last third of history, where it is long enough).
    #[arg(long, value_name = "DATE")]
    calibration_end: Option<Day>,
    /// How far to look ahead: 52w or 365d.
    #[arg(long, default_value = "52w", value_name = "SPAN", value_parser = span)]
    horizon: u32,
    /// Discount rate a year.
    #[arg(long, default_value_t = 0.10, value_name = "RATE", value_parser = discount)]
    discount: f64,
    /// Unit of the models' parameters.
    #[arg(long, value_enum, default_value = "week")]
    unit: UnitArg,
    /// The model that scores; all are fitted and shown.
    #[arg(long, value_enum, default_value = "auto")]
    model: ModelArg,
    /// Weak priors (map), or maximum likelihood (mle).
    #[arg(long, value_enum, default_value = "map")]
    fit: FitArg,
    /// Share of revenue that is margin, above 0 up to 1; with it value is profit.
    #[arg(long, default_value_t = 1.0, value_name = "SHARE", value_parser = margin)]
    margin: f64,
    /// Days within which a buyer must buy again to have returned.
    #[arg(long, default_value_t = 90, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    return_window: u32,
    /// Seed of what is drawn: the randomised check of the predictive intervals.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum UnitArg {
    Day,
    Week,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModelArg {
    Auto,
    ParetoNbd,
    BgNbd,
    MbgNbd,
}

#[derive(Clone, Copy, ValueEnum)]
enum FitArg {
    Map,
    Mle,
}

/// Reads, studies and answers.
pub fn run(args: Args) -> Result<(), Failure> {
    let progress = Progress::new(args.quiet);
    let threads = args.threads.map_or_else(cores, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().ok();
    let orders = read::orders(&args, threads, &progress)?;
    let options = args.model.options();
    progress.phase("study");
    let study =
        know::worth::study(&orders.histories, &options, &|phase| progress.phase(phase)).map_err(|why| {
            match why {
                know::Error::Options(_) | know::Error::NoOrders => Failure::input(why),
                why => why.into(),
            }
        })?;
    let report = orders.complete(study.report);
    if let Some(folder) = &args.out {
        progress.phase("write");
        outputs::write(folder, Words::of(args.lang), &report, &study.standings, &orders.refused.kept)?;
    }
    progress.finish();
    outputs::print(&report, args.json)
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

impl ModelArgs {
    fn options(&self) -> know::worth::Options {
        know::worth::Options {
            as_of: self.as_of,
            calibration_end: self.calibration_end,
            horizon_days: self.horizon,
            discount: self.discount,
            unit: match self.unit {
                UnitArg::Day => Unit::Day,
                UnitArg::Week => Unit::Week,
            },
            model: match self.model {
                ModelArg::Auto => None,
                ModelArg::ParetoNbd => Some(models::Kind::ParetoNbd),
                ModelArg::BgNbd => Some(models::Kind::BgNbd),
                ModelArg::MbgNbd => Some(models::Kind::MbgNbd),
            },
            method: match self.fit {
                FitArg::Map => models::Method::Map,
                FitArg::Mle => models::Method::Mle,
            },
            margin: self.margin,
            return_window_days: self.return_window,
            seed: self.seed,
        }
    }
}

pub(crate) fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| {
        let known = Language::ALL.map(Language::tag).join(", ");
        format!("'{tag}' is no language of ours; there are {known}")
    })
}

fn span(text: &str) -> Result<u32, String> {
    let refuse = || format!("'{text}' is not a span; write 52w for weeks or 365d for days");
    let (number, days) = match (text.strip_suffix('w'), text.strip_suffix('d')) {
        (Some(weeks), _) => (weeks, 7),
        (_, Some(days)) => (days, 1),
        _ => (text, 7),
    };
    let count: u32 = number.trim().parse().map_err(|_| refuse())?;
    let total = count.checked_mul(days).ok_or_else(refuse)?;
    (1..=3650).contains(&total).then_some(total).ok_or_else(|| format!("'{text}': look 1 to 3650 days ahead"))
}

fn discount(text: &str) -> Result<f64, String> {
    share(text, 0.0..10.0).ok_or_else(|| format!("'{text}' is not a yearly rate; write 0.1 for 10 %"))
}

fn margin(text: &str) -> Result<f64, String> {
    share(text, f64::MIN_POSITIVE..1.000_000_1)
        .ok_or_else(|| format!("'{text}' is not a share; write 0.35 for a margin of 35 %"))
}

fn share(text: &str, range: std::ops::Range<f64>) -> Option<f64> {
    text.parse().ok().filter(|value| range.contains(value))
}
