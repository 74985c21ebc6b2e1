//! Running the program, and reading what it said.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run came to.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The JSON document on standard output.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON; it said: {}", self.err))
    }
}

/// Runs `perennial` with these arguments.
pub fn perennial<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Ran {
    perennial_fed(arguments, b"")
}

/// Runs `perennial` with `input` on its standard input.
pub fn perennial_fed<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_perennial"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that has already refused closes its end; that is no fault of the test.
    let feeder = std::thread::spawn(move || stdin.write_all(&input).ok());
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A sample file, or `None` with a word why where the samples aren't at hand.
pub fn sample(name: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("PERENNIAL_TEST_DATA") else {
        println!("skipped: PERENNIAL_TEST_DATA does not name the folder that holds {name}");
        return None;
    };
    Some(Path::new(&folder).join(name))
}
