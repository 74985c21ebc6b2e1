//! `cargo xtask ci`: everything a change must pass, in the order that fails soonest.

use std::path::PathBuf;

use anyhow::Result;

use crate::{pages, run, schemathesis, tidy};

/// Runs it all and says in the end what was skipped and why.
pub fn run() -> Result<()> {
    let mut skipped = Vec::new();
    tidy::run(false)?;
    run::step("cargo", &["fmt", "--all", "--check"])?;
    if run::answers("cargo", &["deny", "--version"]) {
        run::step("cargo", &["deny", "--offline", "check", "bans", "licenses", "sources"])?;
    } else {
        skipped.push("cargo deny: it is not installed (cargo install cargo-deny)".to_owned());
    }
    run::step("cargo", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    if std::env::var_os("PERENNIAL_TEST_DATA").is_none() {
        skipped.push(
            "tests on the sample files: PERENNIAL_TEST_DATA does not name the folder that holds \
             cdnow_sample.txt and online_retail_2010_2011.parquet"
                .to_owned(),
        );
    }
    let postgres = "initdb --version || ls /usr/lib/postgresql/*/bin/initdb";
    if !run::answers("sh", &["-c", postgres]) {
        // Without it the tests that need one fail, and say what to install.
        run::install("postgresql-15");
    }
    if !run::answers("sh", &["-c", "ls /usr/sbin/smtpd /usr/sbin/dovecot /usr/lib/dovecot/lmtp"]) {
        // The same of the mail server that takes our letters, and the mailboxes they are read in.
        for package in ["opensmtpd", "dovecot-imapd", "dovecot-lmtpd"] {
            run::install(package);
        }
    }
    let questions = schemathesis::program();
    if let Err(why) = &questions {
        skipped.push(format!("the questions to the interface: {why:#}; python3-venv and PyPI are needed"));
    }
    tests(questions.ok())?;
    skipped.extend(pages::run()?);
    println!("\nAll passed.");
    for why in &skipped {
        println!("skipped: {why}");
    }
    Ok(())
}

fn tests(questions: Option<PathBuf>) -> Result<()> {
    let nextest = run::answers("cargo", &["nextest", "--version"]);
    let arguments: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--locked", "--lib", "--bins", "--tests", "--no-fail-fast"]
    };
    println!("\n── cargo {}", arguments.join(" "));
    let library = run::packages("crates/perennial/tests/events")?;
    let mut tests = run::cargo();
    tests.args(arguments).env("PERENNIAL_EVENT_LIBRARY", library);
    run::command(tests.envs(questions.map(|program| (schemathesis::NAME, program))))?;
    run::step("cargo", &["test", "--workspace", "--locked", "--doc", "--quiet"])
}
