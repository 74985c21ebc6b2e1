//! `cargo xtask nightly`: the fault tests of `ci` at the number a night allows (R1, R7).

use anyhow::Result;

use crate::run;

/// What each fault test reads its number from, and the number: kills of the server under events for
/// each engine, and batches of events sent again and again.
const NUMBERS: [(&str, &str); 2] = [("PERENNIAL_KILLS", "300"), ("PERENNIAL_REPLAYS", "1000")];

/// Runs them.
///
/// # Errors
/// One fails, or can't be built.
pub fn run() -> Result<()> {
    run::step("cargo", &["build", "--locked"])?;
    let mut tests = run::cargo();
    tests.args([
        "test",
        "--package",
        "perennial",
        "--test",
        "it",
        "--locked",
        "kills",
        "--",
        "--test-threads=1",
    ]);
    run::command(tests.envs(NUMBERS))
}
