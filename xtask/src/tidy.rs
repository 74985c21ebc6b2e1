//! `cargo xtask tidy`: the rules of the house that the compiler doesn't hold.

mod edges;
mod sizes;
mod words;

use anyhow::{Result, bail};

/// Every breach of a rule, as a sentence with its place.
type Breaches = Vec<String>;

/// Checks all rules and lists every breach.
///
/// # Errors
/// A rule is broken, or a file can't be read.
pub fn run(ratchet: bool) -> Result<()> {
    let mut breaches = edges::check()?;
    breaches.extend(sizes::check(ratchet)?);
    breaches.extend(words::check()?);
    if breaches.is_empty() {
        println!("tidy: the house is in order");
        return Ok(());
    }
    bail!("tidy found {} breaches:\n  {}", breaches.len(), breaches.join("\n  "))
}

/// The files git knows or would take, by the end of their names.
fn files(ends: &[&str]) -> Result<Vec<String>> {
    let listed = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()?;
    Ok(String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter(|file| ends.iter().any(|end| file.ends_with(end)) && std::path::Path::new(file).exists())
        .map(str::to_owned)
        .collect())
}
