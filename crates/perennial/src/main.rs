//! Perennial, the program: one binary that answers on files, imports orders and serves the pages.

mod columns;
mod company;
mod demo;
mod failure;
mod import;
mod progress;
mod report;
mod serve;
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
    /// Bring orders into a company's database, or take an import back.
    Import(Box<import::Args>),
    /// Serve the pages of a company.
    Serve(serve::Args),
    /// Who comes back, what they are worth and who is slipping away, from files of orders alone.
    Report(Box<report::Args>),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("perennial: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::Import(args) => import::run(*args),
        Command::Report(args) => report::run(*args),
        Command::Serve(args) => serve::run(&args),
    }
}
