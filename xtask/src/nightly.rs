//! `cargo xtask nightly`: the fault tests of `ci` at the number a night allows (R1, R6, R7).

use anyhow::Result;

use crate::run;

/// What each fault test reads its number from, and the number: kills of the server under events for
/// each engine, batches of events sent again and again, and cuts of the link to PostgreSQL.
const NUMBERS: [(&str, &str); 3] =
    [("PERENNIAL_KILLS", "300"), ("PERENNIAL_REPLAYS", "1000"), ("PERENNIAL_CUTS", "1000")];
/// The tests: their package and their module.
const TESTS: [(&str, &str); 2] = [("perennial", "kills"), ("listen", "cuts")];

/// Runs them.
///
/// # Errors
/// One fails, or can't be built.
pub fn run() -> Result<()> {
    run::step("cargo", &["build", "--locked"])?;
    for (package, module) in TESTS {
        let mut tests = run::cargo();
        tests.args([
            "test",
            "--package",
            package,
            "--test",
            "it",
            "--locked",
            module,
            "--",
            "--test-threads=1",
        ]);
        run::command(tests.envs(NUMBERS))?;
    }
    Ok(())
}
