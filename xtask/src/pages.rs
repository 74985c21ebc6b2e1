//! The page tests: a real browser clicks through a real server.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::run;

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const TESTS: &str = "crates/perennial/tests/pages";

/// Runs the page tests on the program as it was built; returns what was skipped and why.
///
/// # Errors
/// A page test fails, or what it needs can't be built.
pub fn run() -> Result<Vec<String>> {
    let Some(browser) = browser() else {
        return Ok(vec![
            "page tests: no Chromium or Chrome was found and none could be installed; name one in PERENNIAL_BROWSER"
                .to_owned(),
        ]);
    };
    let folder = run::packages(TESTS)?;
    std::fs::create_dir_all("target/pages")?;
    run::command(
        Command::new("node")
            .args(["--test", "--test-concurrency=1"])
            .env("PERENNIAL_BROWSER", browser)
            .env("PERENNIAL_BINARY", std::fs::canonicalize(binary())?)
            .env("PERENNIAL_SCREENSHOTS", std::fs::canonicalize("target/pages")?)
            .current_dir(&folder),
    )?;
    Ok(Vec::new())
}

fn binary() -> String {
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    format!("{target}/debug/perennial{}", std::env::consts::EXE_SUFFIX)
}

fn browser() -> Option<String> {
    let found = || {
        let named = std::env::var("PERENNIAL_BROWSER").ok().filter(|path| Path::new(path).exists());
        named.or_else(|| {
            BROWSERS.iter().find(|name| run::answers(name, &["--version"])).map(|name| resolve(name))
        })
    };
    found().or_else(|| run::install("chromium").then(found).flatten())
}

fn resolve(name: &str) -> String {
    let output = Command::new("sh").args(["-c", &format!("command -v {name}")]).output();
    output
        .map_or_else(|_| name.to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
