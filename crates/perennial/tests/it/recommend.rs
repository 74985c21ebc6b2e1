//! `perennial recommend`: the answer, its test on time, the files, and what is said of files that
//! can't carry it.

use std::fmt::Write;
use std::path::Path;

use crate::program::{Ran, perennial, sample};

/// A number that looks like chance and is always the same.
fn mixed(number: u32) -> u32 {
    let high = (number + 1).wrapping_mul(2_654_435_761);
    let low = (high ^ (high >> 15)).wrapping_mul(2_246_822_519);
    low ^ (low >> 13)
}

/// People of two tastes who buy one of its fifteen things every other week.
fn shop() -> String {
    let mut rows = String::from("client;bought on;item\n");
    for person in 0..120_u32 {
        let taste = if person.is_multiple_of(2) { "tea" } else { "tool" };
        for week in 0..20_u32 {
            let item = mixed(person * 1_000 + week) % 15;
            let day = week * 14 + person % 14;
            let (month, day) = (1 + day / 28, 1 + day % 28);
            writeln!(rows, "P{person};2025-{month:02}-{day:02};{taste} {item}").unwrap();
        }
    }
    rows
}

fn run(file: &Path, options: &[&str]) -> Ran {
    let mut arguments = vec!["recommend", file.to_str().unwrap(), "--quiet"];
    arguments.extend(options);
    perennial(&arguments)
}

fn written(name: &str, content: &str, options: &[&str]) -> (Ran, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    (run(&file, options), folder)
}

#[test]
fn a_file_without_amounts_is_answered_with_reasons_and_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.csv");
    std::fs::write(&file, shop()).unwrap();
    let out = folder.path().join("out");
    let ran = run(&file, &["--date", "bought on", "--out", out.to_str().unwrap(), "--json", "--top", "3"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let answer = ran.json();
    assert_eq!((&answer["people"], &answer["products"]), (&120.into(), &30.into()));
    assert_eq!(answer["test"]["methods"].as_array().unwrap().len(), 3);
    assert_eq!(answer["why"], "better", "{}", answer["test"]);
    let mut led = 0;
    for one in answer["customers"].as_array().unwrap() {
        let number: u32 = one["customer"].as_str().unwrap()[1..].parse().unwrap();
        // Who has tried all of their taste is told what is popular.
        let first = &one["suggestions"][0];
        if first["because"].as_array().unwrap().is_empty() {
            continue;
        }
        led += 1;
        let taste = if number.is_multiple_of(2) { "tea" } else { "tool" };
        assert!(first["product"].as_str().unwrap().starts_with(taste), "{one}");
        assert!(first["because"][0]["together"].as_u64().unwrap() > 0, "{one}");
    }
    assert!(led > 60, "{led}");
    let sheet = std::fs::read_to_string(out.join("suggestions.csv")).unwrap();
    assert!(sheet.starts_with("customer,rank,product,product_name,because,"), "{sheet:.200}");
    assert!(out.join("suggestions.parquet").exists());
    let page = std::fs::read_to_string(out.join("recommendations.html")).unwrap();
    assert!(page.contains("120 people bought from a choice of 30 products"));
    let ran = run(&file, &["--date", "bought on"]);
    assert!(ran.out.contains("asked for the first purchases of"), "{}", ran.out);
}

#[test]
fn what_is_left_out_is_never_suggested() {
    let options = ["--date", "bought on", "--json", "--leave-out", "tea 5"];
    let (ran, _folder) = written("shop.csv", &shop(), &options);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let suggested = &ran.json()["customers"];
    assert!(!suggested.to_string().contains(r#""product":"tea 5","name":"","lately""#));
    for what in suggested.as_array().unwrap().iter().flat_map(|one| one["suggestions"].as_array().unwrap()) {
        assert_ne!(what["product"], "tea 5");
    }
    let (ran, _folder) = written("shop.csv", &shop(), &["--date", "bought on", "--leave-out", "hats"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--leave-out hats"), "{}", ran.err);
}

#[test]
fn files_that_can_t_carry_it_are_told_in_a_sentence() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "product.csv",
            "customer,date,amount\n1,2025-01-01,5\n",
            &["what was bought", "--product", "amount"],
        ),
        ("dates.csv", "customer,product\n1,tea\n2,cup\n", &["when", "--date"]),
        ("one.csv", "customer,date,product\n1,2025-01-01,tea\n2,2025-01-02,tea\n", &["the same product"]),
        ("none.csv", "customer,date,product\n1,2025-01-01,tea\n2,2025-01-02,cup\n", &["Nobody bought two"]),
        ("bad.csv", "customer,date,product\n1,2025-01-01,tea\n", &["the same product"]),
        ("days.csv", "customer,date,product\n1,soon,tea\n2,later,cup\n", &["days.csv", "date"]),
        ("nobody.csv", "customer,date,product\n,2025-01-01,tea\n,2025-01-02,cup\n", &["not one order"]),
        ("empty.csv", "", &["empty"]),
    ];
    for (name, content, says) in cases {
        let (ran, _folder) = written(name, content, &[]);
        assert_eq!(ran.code, Some(2), "{name}: {} {}", ran.out, ran.err);
        for words in *says {
            assert!(ran.err.contains(words), "{name}: expected '{words}' in: {}", ran.err);
        }
    }
}

/// EASE without knowledge of the season finds 0.107 of them, BM25 0.101, popularity 0.040.
#[test]
fn a_gift_shop_s_new_purchases_are_foretold_better_than_by_plain_ease() {
    let Some(file) = sample("online_retail_2010_2011.parquet") else { return };
    let ran = run(&file, &["--json", "--top", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let answer = ran.json();
    let test = &answer["test"];
    assert_eq!((&answer["people"], &test["people"]), (&4339.into(), &1702.into()));
    let recall = |method: usize| test["methods"][method]["recall"]["value"].as_f64().unwrap();
    assert!(recall(0) > 0.07 && recall(1) > 0.12 && recall(2) > 0.13, "{test}");
    assert_eq!(answer["method"], "ease");
}
