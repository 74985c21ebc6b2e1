//! What a shop's customers buy for the first time, foretold; and how soon ten thousand are served.

use std::path::Path;

use adapters::files::{Input, OrderReader, ReadOptions};
use anyhow::{Context, Result};
use domain::Day;
use know::recommendation::{Catalogue, study};
use serde_json::json;

use crate::stopwatch::timed;

/// Times everybody is served, to time it.
const TURNS: u32 = 3;

/// Reads, chooses, tests and serves.
pub fn recommend(file: &Path) -> Result<()> {
    let options = ReadOptions { details: true, products: true, ..ReadOptions::new(Day(i32::MAX)) };
    let mut reader = OrderReader::open(vec![Input::Path(file.to_owned())], options)?;
    let mut catalogue = Catalogue::default();
    while let Some(chunk) = reader.next_chunk(&mut |_| {})? {
        catalogue.add(&chunk);
    }
    let (study, studying) = timed(|| study(catalogue, &|_| {}));
    let study = study?;
    let (served, serving) = timed(|| -> Result<usize> {
        (0..TURNS).try_fold(0, |served, _| Ok(served + study.suggest(10, &[])?.len()))
    });
    let test = study.report.test.context("the file is too short for a test")?;
    let mut said = json!({
        "seconds": studying,
        "serving 10000": serving * 10_000.0 / served? as f64,
        "until": test.until.0,
        "end": test.end.0,
        "people": test.people,
    });
    for one in &test.methods {
        said[format!("{} recall", one.method)] = json!(one.recall.value);
        said[format!("{} ndcg", one.method)] = json!(one.ndcg.value);
        if one.method == study.report.method {
            said["recall"] = json!(one.recall.value);
            said["low"] = json!(one.recall.low);
            said["high"] = json!(one.recall.high);
            said["coverage"] = json!(one.coverage);
        }
    }
    println!("{said}");
    Ok(())
}
