//! `cargo xtask nightly`: the tests of `ci` that count, and its questions to the interface, at the number a night allows (R1, R6,
//! R7, R8, R10, R30).

use anyhow::Result;

use crate::{run, schemathesis};

/// What each fault test reads its number from, and the number: kills of the server under events for
/// each engine, batches of events sent again and again, cuts of the link to PostgreSQL, questions to each
/// operation of the interface, trials of each kind of known truth, rounds over every point a mail server can
/// break off at, interleavings of a reader's mind with a send, letters through a real mail server, letters
/// sent and kills of the server that sends them, for each engine, worlds whose people answer gestures, or
/// don't, kills of the server while it meets so many people by plays, and kills of the program while it erases somebody.
const NUMBERS: [(&str, &str); 14] = [
    ("PERENNIAL_KILLS", "300"),
    ("PERENNIAL_REPLAYS", "1000"),
    ("PERENNIAL_CUTS", "1000"),
    ("PERENNIAL_SCHEMA_EXAMPLES", "200"),
    ("PERENNIAL_TRIALS", "2000"),
    ("PERENNIAL_FAULTS", "100"),
    ("PERENNIAL_RACES", "10000"),
    ("PERENNIAL_ARRIVALS", "500"),
    ("PERENNIAL_LETTERS", "3000"),
    ("PERENNIAL_LETTER_KILLS", "100"),
    ("PERENNIAL_WORLDS", "100"),
    ("PERENNIAL_PLAY_KILLS", "300"),
    ("PERENNIAL_PLAY_PEOPLE", "5000"),
    ("PERENNIAL_ERASE_KILLS", "300"),
];
/// The tests: their package and their module.
const TESTS: [(&str, &str); 9] = [
    ("perennial", "kills"),
    ("perennial", "plays"),
    ("listen", "cuts"),
    ("perennial", "schema"),
    ("models", "experiments"),
    ("act", "letters"),
    ("perennial", "letters"),
    ("perennial", "hands"),
    ("perennial", "erase"),
];

/// Runs them.
///
/// # Errors
/// One fails, or can't be built.
pub fn run() -> Result<()> {
    run::step("cargo", &["build", "--locked"])?;
    let questions = schemathesis::program()?;
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
        run::command(tests.envs(NUMBERS).env(schemathesis::NAME, &questions))?;
    }
    Ok(())
}
