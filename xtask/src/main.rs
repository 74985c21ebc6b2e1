//! What developers run: `cargo xtask ci`, `cargo xtask tidy`, `cargo xtask bench`.

mod bench;
mod ci;
mod nightly;
mod pages;
mod run;
mod schemathesis;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "What developers of Perennial run.")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything a change must pass; installs or starts what the tests need.
    Ci,
    /// The rules of the house that the compiler doesn't hold.
    Tidy {
        /// Take today's sizes as the new ceiling, where they shrank.
        #[arg(long)]
        ratchet: bool,
    },
    /// The numbers to reach, beside the peers, in release builds; the table is left in `bench-data`.
    Bench(bench::Args),
    /// The fault tests and the questions to the interface at their full number; takes an hour or two.
    Nightly,
    /// The page tests alone, in a real browser; the screenshots are left in `target/pages`.
    Pages,
}

fn main() -> ExitCode {
    match task(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why:#}");
            ExitCode::FAILURE
        }
    }
}

fn task(args: Args) -> anyhow::Result<()> {
    std::env::set_current_dir(run::root())?;
    match args.task {
        Task::Ci => ci::run(),
        Task::Nightly => nightly::run(),
        Task::Bench(args) => bench::run(&args),
        Task::Tidy { ratchet } => tidy::run(ratchet),
        Task::Pages => {
            run::step("cargo", &["build", "--locked"])?;
            pages::run().map(|skipped| skipped.iter().for_each(|why| println!("skipped: {why}")))
        }
    }
}
