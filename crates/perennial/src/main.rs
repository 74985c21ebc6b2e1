//! Perennial, the program: one binary that answers on files, imports orders and serves the pages.

mod columns;
mod failure;
mod progress;
mod report;

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
    /// Who comes back, what they are worth and who is slipping away, from files of orders alone.
    Report(Box<report::Args>),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
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
        Command::Report(args) => report::run(*args),
    }
}
