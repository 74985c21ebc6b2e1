//! Words that have no place in the project, and libraries that have only one.

use anyhow::{Context, Result};

use super::Breaches;

/// A word, where it may stand (a path's beginning; empty for nowhere), and why not elsewhere.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("#[ignore", &[], "a test that doesn't run proves nothing"),
    ("thread::sleep", &["xtask/", "testing/"], "wait for what happens, not for a time"),
    ("datafusion::", &["crates/analytics/"], "only analytics names DataFusion"),
    ("arrow::", &["crates/analytics/"], "only analytics names Arrow"),
    ("sea_orm::", &["crates/store/"], "only store speaks SQL"),
    (
        "sqlx::",
        &["crates/store/", "crates/listen/tests/", "crates/web/tests/", "testing/"],
        "only store speaks SQL, and a test that looks at its rows",
    ),
    ("todo!(", &[], "unfinished"),
    ("unimplemented!(", &[], "unfinished"),
    ("|safe", &["crates/web/src/documents/", "crates/web/templates/"], "foreign text is escaped at one door"),
];

/// Looks for every word in every source file.
pub fn check() -> Result<Breaches> {
    let mut breaches = Vec::new();
    for file in super::files(&[".rs", ".ts", ".mjs", ".html"])? {
        if file.starts_with("xtask/src/tidy/") {
            continue;
        }
        let text = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        for (number, line) in text.lines().enumerate() {
            for (word, homes, why) in WORDS {
                if line.contains(word) && !homes.iter().any(|home| file.starts_with(home)) {
                    breaches.push(format!("{file}:{}: {word} has no place here: {why}", number + 1));
                }
            }
        }
    }
    Ok(breaches)
}
