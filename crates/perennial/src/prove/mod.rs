//! `perennial prove`: the analysis of a randomised trial in a file.

mod read;
mod terminal;

use std::io::Write;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use domain::Currency;
use domain::proof::Proof;
use locales::{Language, Words};

use crate::failure::Failure;
use crate::progress::Progress;
use crate::report::language;
use crate::report::outputs::{say, whole};

/// Which trial, and what is asked of it.
#[derive(ClapArgs)]
pub struct Args {
    /// CSV, Parquet or JSON Lines, gzipped or not, a row a person; '-' for standard input.
    #[arg(value_name = "FILE")]
    file: String,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    design: DesignArgs,
    /// Write the answer as a page here.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The language of the page: en, lv, fa, ru or fi. The terminal speaks English.
    #[arg(long, default_value = "en", value_name = "TAG", value_parser = language)]
    lang: Language,
    /// Print one JSON document instead of the summary.
    #[arg(long)]
    json: bool,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Columns (a header name, or a number from 1)")]
struct ColumnArgs {
    /// The arm each person was drawn into.
    #[arg(long, value_name = "COLUMN")]
    arm: String,
    /// What followed: money, a number, or 0 and 1.
    #[arg(long, value_name = "COLUMN")]
    outcome: String,
    /// What the outcome is divided by, where it is a ratio, as revenue by orders.
    #[arg(long, value_name = "COLUMN")]
    per: Option<String>,
    /// Numbers known before the draw, to sharpen the comparison: what a person spent before, for one.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    covariates: Vec<String>,
    /// Who was drawn together: the organisation.
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// Show the effect for each value of this column as well.
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// When each person was drawn, for the course of the trial and the weeks still to go.
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
    /// A score said to be higher for those who gain more; judged by its Qini curve.
    #[arg(long, value_name = "COLUMN", conflicts_with = "per")]
    score: Option<String>,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "The trial")]
struct DesignArgs {
    /// The arm all others are held against (default: the one called control, holdout, 0 or the like).
    #[arg(long, value_name = "ARM")]
    control: Option<String>,
    /// The shares of the draw, as control=10,treated=90 (default: all alike).
    #[arg(long, value_name = "SHARES", value_delimiter = ',', value_parser = share)]
    shares: Vec<(String, f64)>,
    /// How many people (or clusters) were planned in all; needed where the trial is looked at more than once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..))]
    planned: Option<u64>,
    /// How often the intervals must hold, all looks and arms together.
    #[arg(long, default_value_t = 0.95, value_name = "SHARE", value_parser = level)]
    level: f64,
    /// The rule to value: treat whose score is above this.
    #[arg(long, default_value_t = 0.0, value_name = "SCORE", allow_negative_numbers = true)]
    threshold: f64,
    /// The currency of the outcome, where it is money.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// Seed of the bootstrap.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
}

/// Reads, judges and answers.
pub fn run(args: &Args) -> Result<(), Failure> {
    let progress = Progress::new(args.quiet);
    let proof = read::trial(args, &progress)?;
    if let Some(file) = &args.out {
        let document = web::documents::proof_html(Words::of(args.lang), &proof)?;
        whole(file, |file| file.write_all(document.as_bytes()))?;
    }
    progress.finish();
    print(&proof, args.json)
}

fn print(proof: &Proof, json: bool) -> Result<(), Failure> {
    let text = if json { serde_json::to_string_pretty(proof)? + "\n" } else { terminal::render(proof) };
    say(&text)
}

fn share(text: &str) -> Result<(String, f64), String> {
    let refuse = || format!("'{text}' is no share; write control=10,treated=90");
    let (arm, share) = text.rsplit_once('=').ok_or_else(refuse)?;
    let share: f64 = share.trim().trim_end_matches('%').parse().map_err(|_| refuse())?;
    if !share.is_finite() || share <= 0.0 {
        return Err(format!("'{text}': a share is above zero"));
    }
    Ok((arm.trim().to_owned(), share))
}

fn level(text: &str) -> Result<f64, String> {
    let within = |level: &f64| (0.5..=0.9999).contains(level);
    text.parse().ok().filter(within).ok_or_else(|| format!("'{text}' is no level; write 0.95 for 95 %"))
}
