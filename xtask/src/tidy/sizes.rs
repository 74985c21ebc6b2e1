//! How large a file may be. A file over the soft limit is named in `sizes.txt` with its ceiling,
//! which may only fall: `cargo xtask tidy --ratchet` lowers it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::Breaches;

const MEDIAN: usize = 150;
const SOFT: usize = 400;
const HARD: usize = 700;
const CEILINGS: &str = "xtask/src/tidy/sizes.txt";

/// Checks the median, the hard limit and the ceilings.
pub fn check(ratchet: bool) -> Result<Breaches> {
    let mut sizes = BTreeMap::new();
    for file in super::files(&[".rs", ".ts", ".css", ".html", ".sql", ".mjs"])? {
        let text = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        sizes.insert(file, text.lines().count());
    }
    if ratchet {
        lower(&sizes)?;
    }
    let ceilings = ceilings()?;
    let mut breaches = Vec::new();
    for (file, &lines) in &sizes {
        let ceiling = ceilings.get(file).copied().unwrap_or(SOFT).min(HARD);
        if lines > ceiling {
            breaches.push(format!("{file}: {lines} lines, {ceiling} at most; split it by what it is about"));
        }
    }
    let mut lines: Vec<usize> =
        sizes.iter().filter(|(file, _)| file.ends_with(".rs")).map(|(_, &n)| n).collect();
    lines.sort_unstable();
    let median = lines.get(lines.len() / 2).copied().unwrap_or(0);
    if median > MEDIAN {
        breaches.push(format!("the median Rust file has {median} lines, {MEDIAN} at most"));
    }
    Ok(breaches)
}

fn ceilings() -> Result<BTreeMap<String, usize>> {
    let text = std::fs::read_to_string(CEILINGS).context(CEILINGS)?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(lines, file)| Some((file.to_owned(), lines.parse().ok()?)))
        .collect())
}

fn lower(sizes: &BTreeMap<String, usize>) -> Result<()> {
    let kept: String = ceilings()?
        .into_iter()
        .filter_map(|(file, ceiling)| {
            let now = *sizes.get(&file)?;
            (now > SOFT).then(|| format!("{} {file}\n", now.min(ceiling)))
        })
        .collect();
    std::fs::write(CEILINGS, kept).context(CEILINGS)
}
