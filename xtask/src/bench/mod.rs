//! `cargo xtask bench`: the numbers to reach, each beside its peers in the same run.
//!
//! Every side runs in a process of its own, so that its peak memory is its own; sides take turns, and
//! of each the least disturbed run counts. A figure missed is printed as missed. It fails nothing: a
//! busy machine is no bug.

mod child;
mod cold;
mod duplicates;
mod events;
mod figures;
mod ground;
mod letters;
mod models;
mod orders;
mod pages;
mod peers;
mod recommend;
mod trials;

use anyhow::{Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser};

use figures::Figure;
use ground::Ground;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Measure these rows alone.
    #[arg(long, value_name = "ROW", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,
    /// One turn each instead of three, and without the peers that take minutes.
    #[arg(long)]
    quick: bool,
}

/// One line of the table of numbers to reach.
struct Row {
    name: &'static str,
    what: &'static str,
    /// Whether it measures what is built in release.
    is_built: bool,
    /// Whether it is part of a run that names no rows.
    usual: bool,
    measure: fn(&Ground) -> Result<Vec<Figure>>,
}

const fn row(name: &'static str, what: &'static str, measure: fn(&Ground) -> Result<Vec<Figure>>) -> Row {
    Row { name, what, is_built: true, usual: true, measure }
}

const ROWS: &[Row] = &[
    Row { is_built: false, ..row("golden", "golden numbers of the CDNOW sample", models::golden) },
    row("small-firms", "100 simulated firms of 50 customers", models::small_firms),
    row("coverage", "95 % intervals on 200 simulated firms of 1,000", models::coverage),
    row("trials", "500 randomised trials of 20,000, each looked at a hundred times", trials::hold),
    row("prove", "a trial of 1M people in a CSV, beside statsmodels", trials::prove),
    row("summary", "1M customers, 2.77M purchases: summary", orders::summary),
    row("fit-bg-nbd", "BG/NBD fit on 1M customers", |ground| models::fit(ground, "bg_nbd")),
    row("fit-mbg-nbd", "MBG/NBD fit on 1M customers", |ground| models::fit(ground, "mbg_nbd")),
    row("fit-pareto-nbd", "Pareto/NBD fit on 1M customers", |ground| models::fit(ground, "pareto_nbd")),
    row("score-bg-nbd", "scoring all by BG/NBD", |ground| models::score(ground, "bg_nbd")),
    row("score-mbg-nbd", "scoring all by MBG/NBD", |ground| models::score(ground, "mbg_nbd")),
    row("score-pareto-nbd", "scoring all by Pareto/NBD", |ground| models::score(ground, "pareto_nbd")),
    row("report-parquet", "whole report on 10M orders of 1M customers, Parquet", |ground| {
        orders::report(ground, "ten-million.parquet", 12.0)
    }),
    row("report-csv", "whole report on 10M orders of 1M customers, CSV", |ground| {
        orders::report(ground, "ten-million.csv", 18.0)
    }),
    row("import", "1M orders with lines into SQLite", orders::import),
    row(
        "letters",
        "a 50,000-person letter into a mail server on loopback, its worker killed",
        letters::letters,
    ),
    row("events-sqlite", "events by HTTP, batches of 100, into SQLite", events::sqlite),
    row("events-postgres", "events by HTTP, batches of 100, into PostgreSQL", events::postgres),
    row("person-page", "the page of one of 1M people with 10M orders", pages::person_page),
    row("search", "search as one types among 1M people", pages::search),
    row("start", "start to first page, with 1M people", pages::start),
    row("plays", "a play with a rule of five clauses over 1M people", pages::plays),
    row("proof", "what followed a million draws, judged", pages::proof),
    row("duplicates", "duplicates among 1M people, a mailbox has an owner or a couple", |ground| {
        duplicates::search(ground, "owned")
    }),
    row("duplicates-drawn", "the same, strangers of one name may have one mailbox", |ground| {
        duplicates::search(ground, "drawn")
    }),
    row("recommend", "what a gift shop's customers buy for the first time", recommend::new_items),
    Row {
        is_built: false,
        usual: false,
        ..row("cold-build", "cold builds of the README's two commands", cold::build)
    },
];

/// Measures, prints the table and writes it to `bench-data/results.md`.
///
/// # Errors
/// Something can't be built, installed or run, said after all other rows were measured; never a
/// figure missed.
pub fn run(args: &Args) -> Result<()> {
    let ground = Ground::prepare(args.quick, chosen(&args.only).any(|row| row.is_built))?;
    let (mut figures, mut broken) = (Vec::new(), Vec::new());
    for row in chosen(&args.only) {
        println!("\n── {}: {}", row.name, row.what);
        let of_row = (row.measure)(&ground).unwrap_or_else(|error| {
            broken.push(row.name);
            vec![Figure::broken(row.what, &error)]
        });
        of_row.iter().for_each(|figure| println!("   {}", figure.line()));
        figures.extend(of_row.into_iter().map(|figure| (row.name, figure)));
    }
    let cores = std::thread::available_parallelism()?;
    let table = figures::markdown(&figures);
    let page = format!("{cores} cores, the best of {} turns a side.\n\n{table}", ground.rounds);
    std::fs::write(ground.file("results.md"), &page)?;
    println!("\n{page}\nalso in {}", ground.file("results.md").display());
    if !broken.is_empty() {
        bail!("these rows could not be measured: {}; why stands in the table.", broken.join(", "));
    }
    Ok(())
}

fn names() -> PossibleValuesParser {
    ROWS.iter().map(|row| PossibleValue::new(row.name).help(row.what)).collect::<Vec<_>>().into()
}

fn chosen(only: &[String]) -> impl Iterator<Item = &'static Row> {
    ROWS.iter()
        .filter(|row| if only.is_empty() { row.usual } else { only.iter().any(|name| name == row.name) })
}
