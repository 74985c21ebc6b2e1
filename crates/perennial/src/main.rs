//! Perennial, the program: one binary that answers on files, imports orders and serves the pages.

mod columns;
mod company;
mod demo;
mod erase;
mod failure;
mod import;
mod invite;
mod moving;
mod progress;
mod prove;
mod recommend;
mod report;
mod serve;
mod words;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Keep the customers you already have.
#[derive(Parser)]
#[command(name = "perennial", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open Harbour Coffee, a simulated company, with its pages full of life.
    Demo(Box<demo::Args>),
    /// Erase a person for good, keep the receipts, and play them again after a backup was restored.
    Erase(erase::Args),
    /// Bring orders into a company's database, or take an import back.
    Import(Box<import::Args>),
    /// Let somebody into the team, or back in: prints a link that works once.
    Invite(invite::Args),
    /// Carry a company's whole database into another: from a file to PostgreSQL, or back.
    Move(moving::Args),
    /// What a randomised trial showed, from a file with a row a person: which arm brought more, and how sure that is.
    Prove(Box<prove::Args>),
    /// What each customer hasn't bought and most likely would, from files of orders with their lines.
    Recommend(Box<recommend::Args>),
    /// Serve the pages of a company.
    Serve(serve::Args),
    /// Who comes back, what they are worth and who is slipping away, from files of orders alone.
    Report(Box<report::Args>),
}

fn main() -> ExitCode {
    quiet_panics();
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let ended = std::panic::catch_unwind(|| run(arguments.command)).unwrap_or_else(|_| {
        Err(Failure::Fault(anyhow::anyhow!(
            "a defect of this program stopped it; RUST_LOG=debug shows where. Please report it."
        )))
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("perennial: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

/// A library that panics over a damaged file is caught and becomes a sentence where it was called;
/// its own words belong in the log.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| tracing::debug!("{panic}")));
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::Erase(args) => erase::run(&args),
        Command::Import(args) => import::run(*args),
        Command::Invite(args) => invite::run(&args),
        Command::Move(args) => moving::run(&args),
        Command::Prove(args) => prove::run(&args),
        Command::Recommend(args) => recommend::run(*args),
        Command::Report(args) => report::run(*args),
        Command::Serve(args) => serve::run(&args),
    }
}
