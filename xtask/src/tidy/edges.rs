//! Which crate may lean on which: the block in ARCHITECTURE.md that begins with "```edges".

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Breaches;

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Compares what Cargo builds with what ARCHITECTURE.md draws, both ways.
pub fn check() -> Result<Breaches> {
    let (drawn, built) = (drawn()?, built()?);
    let mut breaches = Vec::new();
    for (name, needs) in &built {
        let Some(allowed) = drawn.get(name) else {
            breaches.push(format!("ARCHITECTURE.md: the edges don't draw the crate {name}; draw it"));
            continue;
        };
        breaches.extend(needs.difference(allowed).map(|to| {
            format!(
                "crates/{name}/Cargo.toml: {name} -> {to} is not drawn in ARCHITECTURE.md; rooms talk by rows"
            )
        }));
        breaches.extend(
            allowed.difference(needs).map(|to| {
                format!("ARCHITECTURE.md: draws {name} -> {to}, which no longer stands; take it out")
            }),
        );
    }
    Ok(breaches)
}

fn drawn() -> Result<Edges> {
    let text = std::fs::read_to_string("ARCHITECTURE.md").context("ARCHITECTURE.md can't be read")?;
    let block = text.split("```edges").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    Ok(block
        .lines()
        .filter_map(|line| line.split_once("->"))
        .map(|(from, to)| (from.trim().to_owned(), to.split_whitespace().map(str::to_owned).collect()))
        .collect())
}

fn built() -> Result<Edges> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)))?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    let name_of = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name_of).collect();
    Ok(packages
        .iter()
        .filter(|package| name_of(package) != "xtask" && name_of(package) != "bench")
        .map(|package| {
            let needs = package["dependencies"].as_array().cloned().unwrap_or_default();
            let normal = needs.iter().filter(|need| need["kind"].is_null()).map(name_of);
            (name_of(package), normal.filter(|need| ours.contains(need)).collect())
        })
        .collect())
}
