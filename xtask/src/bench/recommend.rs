//! Suggestions beside popularity, implicit's item-item and EASE in numpy, on the same split.

use std::path::PathBuf;

use anyhow::Result;

use super::child;
use super::figures::{Figure, say};
use super::ground::Ground;

/// Recall of new items, and the time to serve ten thousand people.
pub fn new_items(ground: &Ground) -> Result<Vec<Figure>> {
    let what = "recall@10 on new items against the best peer's";
    let Some(folder) = std::env::var_os("PERENNIAL_TEST_DATA") else {
        let why = "PERENNIAL_TEST_DATA does not name the folder that holds online_retail_2010_2011.parquet";
        return Ok(vec![Figure::skipped(what, why)]);
    };
    let file = PathBuf::from(folder).join("online_retail_2010_2011.parquet");
    let ours = child::run(ground.bench("recommend").arg(&file))?;
    let split = ["until", "end"].map(|day| ours.number(day).map(|day| day.to_string()));
    let [until, end] = split;
    let mut peer = ground.implicit("recommend_implicit.py")?;
    let theirs = child::run(peer.arg(&file).args([until?, end?]))?;
    let peers = ["popularity", "item_item", "ease"].map(|method| theirs.number(method));
    let [popularity, item_item, ease] = peers;
    let (popularity, item_item, ease) = (popularity?, item_item?, ease?);
    let same = ours.number("people")? == theirs.number("people")?;
    let beside = format!(
        "{} ({} to {}) against EASE {}, BM25 {}, popularity {}; {}",
        say4(ours.number("recall")?),
        say4(ours.number("low")?),
        say4(ours.number("high")?),
        say4(ease),
        say4(item_item),
        say4(popularity),
        if same { format!("{} people each", theirs.number("people")?) } else { "PEOPLE DIFFER".to_owned() },
    );
    let best = ease.max(item_item).max(popularity);
    let methods = ["popularity", "item_item", "ease"].map(|method| {
        ours.number(&format!("{method} recall")).map(|recall| format!("{method} {}", say4(recall)))
    });
    let methods: Result<Vec<String>> = methods.into_iter().collect();
    Ok(vec![
        Figure::at_least(what, ours.number("recall")? / best, 1.0, "x").beside(beside),
        Figure::told("our own methods", &methods?.join(", "))
            .beside(format!("{} % of products suggested", (ours.number("coverage")? * 100.0).round())),
        Figure::at_most("serving 10,000 people", ours.number("serving 10000")?, 1.0, "s").beside(format!(
            "choosing, testing and fitting {}, theirs {}",
            say(ours.number("seconds")?, "s"),
            say(theirs.number("seconds")?, "s")
        )),
    ])
}

fn say4(share: f64) -> String {
    format!("{share:.4}")
}
