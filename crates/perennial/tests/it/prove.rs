//! `perennial prove`: trials in files, with effects known and with mistakes.

use std::fmt::Write as _;

use serde_json::Value;

use crate::program::{Ran, perennial, perennial_fed};

/// A trial of which the arm `more` brings 2 a person, in five countries; half of the outcome was known before.
fn trial(people: u32, held_out_of_ten: u32) -> String {
    let mut csv = "who,arm,day,spend,before,country,firm,bought\n".to_owned();
    for i in 0..people {
        let draw = ((u64::from(i) * 2_654_435_761) >> 7) % 10;
        let treated = draw >= u64::from(held_out_of_ten);
        let (before, luck) = (i * 7_919 % 97, i * 48_271 % 101);
        let spend = before / 5 + luck / 10 + if treated { 2 } else { 0 };
        let (arm, bought) = (if treated { "more" } else { "control" }, u32::from(luck > 60));
        let day = format!("2026-{:02}-{:02}", 1 + i * 6 / people, 1 + i % 28);
        writeln!(csv, "p{i},{arm},{day},{spend},{before},c{},{arm}{},{bought}", i % 5, i / 7).unwrap();
    }
    csv
}

fn proved(csv: &str, options: &[&str]) -> Ran {
    let mut arguments = vec!["prove", "-", "--quiet", "--arm", "arm"];
    arguments.extend(options);
    perennial_fed(&arguments, csv.as_bytes())
}

fn holds(estimate: &Value, truth: f64) -> bool {
    estimate["low"].as_f64().unwrap() <= truth && truth <= estimate["high"].as_f64().unwrap()
}

#[test]
fn a_gain_is_said_first_and_its_figures_hold_the_truth() {
    let csv = trial(4_000, 5);
    let ran =
        proved(&csv, &["--outcome", "spend", "--covariates", "before", "--by", "country", "--date", "day"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("'more' brings more than 'control': +"), "{}", ran.out);
    let json = proved(
        &csv,
        &["--outcome", "spend", "--covariates", "before", "--by", "country", "--date", "day", "--json"],
    )
    .json();
    let effect = &json["effects"][0];
    assert_eq!((effect["verdict"].as_str(), json["parts"].as_array().map(Vec::len)), (Some("gain"), Some(5)));
    assert!(holds(&effect["per_unit"], 2.0) && holds(&effect["single_look"], 2.0), "{effect}");
    assert!(effect["variance_reduction"].as_f64().unwrap() > 0.5);
    assert!(json["parts"].as_array().unwrap().iter().all(|part| holds(&part["effects"][0]["per_unit"], 2.0)));
    let looks = effect["looks"].as_array().unwrap();
    assert!(looks.len() > 50 && looks.iter().all(|look| holds(&look["effect"], 2.0)));
}

#[test]
fn arms_that_are_not_what_was_drawn_show_no_effect() {
    let csv = trial(4_000, 3);
    let ran = proved(&csv, &["--outcome", "spend"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.starts_with("The arms are not what was drawn: 1,2"), "{}", ran.out);
    assert!(ran.out.contains("--shares") && !ran.out.contains("brings"), "{}", ran.out);
    let json = proved(&csv, &["--outcome", "spend", "--json"]).json();
    assert!(json["arms"][0]["mean"].is_null() && json["effects"].as_array().unwrap().is_empty());
    let told = proved(&csv, &["--outcome", "spend", "--shares", "control=30,more=70"]);
    assert!(told.out.starts_with("'more' brings more"), "{}", told.out);
}

#[test]
fn twenty_are_too_few_and_an_unfinished_trial_is_still_collecting() {
    let few = proved(&trial(20, 5), &["--outcome", "spend"]);
    assert!(few.out.contains("too few for proof"), "{}", few.out);
    let json = proved(&trial(20, 5), &["--outcome", "spend", "--json"]).json();
    assert!(json["effects"][0]["per_unit"].is_null());
    let half = trial(4_000, 5);
    let ran = proved(&half, &["--outcome", "bought", "--date", "day", "--planned", "8000"]);
    assert!(ran.out.contains("still collecting, about 26 more weeks"), "{}", ran.out);
    let done = proved(&half, &["--outcome", "bought", "--planned", "4000"]);
    assert!(done.out.starts_with("No difference is shown"), "{}", done.out);
}

#[test]
fn clusters_are_the_units_that_were_drawn() {
    let csv = trial(7_000, 5);
    let json = proved(&csv, &["--outcome", "spend", "--cluster", "firm", "--json"]).json();
    let (arm, people) = (&json["arms"][0], json["arms"][0]["size"].as_f64().unwrap());
    assert!(arm["units"].as_f64().unwrap() < people / 3.0, "{arm}");
    assert!(holds(&json["effects"][0]["per_unit"], 2.0));
}

#[test]
fn several_arms_share_the_chance_to_be_wrong() {
    let mut csv = "arm,y\n".to_owned();
    for i in 0u64..3_000 {
        let arm = ((i * 2_654_435_761) >> 7) % 3;
        writeln!(csv, "{},{}", ["control", "a", "b"][arm as usize], i * 48_271 % 101).unwrap();
    }
    let json = proved(&csv, &["--outcome", "y", "--json"]).json();
    assert_eq!(json["effects"].as_array().map(Vec::len), Some(2));
    let ran = proved(&csv, &["--outcome", "y"]);
    assert!(ran.out.contains("shared by 2 arms"), "{}", ran.out);
}

#[test]
fn whatever_is_wrong_with_a_file_is_said_with_its_row() {
    let head = "arm,y,x,firm,d\n";
    let rows = "control,1,1,f,1\nmore,0,2,g,1\n".repeat(60);
    let cases: [(&str, &str, &[&str], &[&str]); 13] = [
        ("more,many,1,f,1\n", "y", &[], &["row 122", "column y", "'many'", "no number"]),
        ("more,NaN,1,f,1\n", "y", &[], &["row 122", "'NaN'", "no number"]),
        ("more,1e300,1,f,1\n", "y", &[], &["row 122", "'1e300'", "too large"]),
        ("more,,1,f,1\n", "y", &[], &["row 122", "is empty"]),
        (",1,1,f,1\n", "y", &[], &["row 122", "column arm", "is empty"]),
        ("more,1,1,f,1\n", "y", &["--cluster", "firm"], &["row 122", "'f'", "'control'", "'more'"]),
        ("more,1,1,g,-1\n", "y", &["--per", "d"], &["row 122", "divided by"]),
        ("more,1,1\n", "y", &[], &["row 122", "cells"]),
        ("", "revenue", &[], &["--outcome", "arm, y, x, firm, d"]),
        ("", "y", &["--covariates", "d"], &["covariate 'd'", "constant"]),
        ("", "y", &["--covariates", "x,3"], &["covariate '3'", "follows from"]),
        ("", "y", &["--control", "placebo"], &["'placebo'", "control, more"]),
        ("", "y", &["--shares", "control=1"], &["'more'", "share"]),
    ];
    for (row, outcome, options, says) in cases {
        let mut arguments = vec!["--outcome", outcome];
        arguments.extend(options);
        let ran = proved(&format!("{head}{rows}{row}"), &arguments);
        assert_eq!(ran.code, Some(2), "{row}{options:?}: {}", ran.out);
        for words in says {
            assert!(ran.err.contains(words), "{row}{options:?}: no '{words}' in: {}", ran.err);
        }
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
    let one = proved("arm,y\ncontrol,1\ncontrol,2\n", &["--outcome", "y"]);
    assert!(one.code == Some(2) && one.err.contains("one arm only, 'control'"), "{}", one.err);
    let none = proved("arm,y\n", &["--outcome", "y"]);
    assert!(none.code == Some(2) && none.err.contains("not one row"), "{}", none.err);
    assert_eq!(perennial(&["prove", "/nowhere.csv", "--arm", "a", "--outcome", "y"]).code, Some(2));
}

#[test]
fn a_score_is_judged_by_its_curve() {
    let mut csv = "arm,y,score\n".to_owned();
    for i in 0u64..6_000 {
        let treated = ((i * 2_654_435_761) >> 7) % 2 == 1;
        let helped = i * 7_919 % 97;
        let y = u64::from(i * 48_271 % 1_009 < 150 + if treated { helped * 4 } else { 0 });
        writeln!(csv, "{},{y},{}", u8::from(treated), helped as i64 - 48).unwrap();
    }
    let json = proved(&csv, &["--outcome", "y", "--score", "score", "--json"]).json();
    let ranking = &json["rankings"][0];
    assert!(ranking["qini"]["low"].as_f64().unwrap() > 0.0, "{ranking}");
    assert!(ranking["policy"]["share"].as_f64().unwrap() < 0.55);
    let ran = proved(&csv, &["--outcome", "y", "--score", "score"]);
    assert!(ran.out.contains("The score 'score' ranks people by what they gain by '1'"), "{}", ran.out);
}

#[test]
fn the_page_speaks_the_readers_language_and_a_hostile_arm_stays_text() {
    let hostile = "</script><img src=x onerror=alert(1)>";
    let csv = trial(2_000, 5).replace(",more,", &format!(",{hostile},"));
    let folder = tempfile::tempdir().unwrap();
    for (tag, says) in [
        ("en", "brings more"),
        ("lv", "dod vairāk"),
        ("fa", "بیشتر می‌آورد"),
        ("ru", "приносит больше"),
        ("fi", "tuottaa enemmän"),
    ] {
        let page = folder.path().join(format!("{tag}.html"));
        let out = page.to_str().unwrap();
        let options = ["--outcome", "spend", "--date", "day", "--by", "country", "--out", out, "--lang", tag];
        let ran = proved(&csv, &options);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let html = std::fs::read_to_string(&page).unwrap();
        assert!(html.contains(says) && html.contains(&format!("<html lang=\"{tag}\"")), "{tag}");
        assert!(!html.contains("<img"), "{tag}");
        assert_eq!(html.matches("<script").count(), html.matches("</script>").count(), "{tag}");
        assert!(html.contains("id=\"course-1\"") && html.contains("id=\"parts\""), "{tag}");
    }
    let page = folder.path().join("mismatch.html");
    proved(&trial(4_000, 3), &["--outcome", "spend", "--out", page.to_str().unwrap()]);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("The arms are not what was drawn.") && !html.contains("id=\"effects\""));
}
