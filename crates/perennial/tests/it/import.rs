//! `perennial import`: rehearsed, done, done again, taken back.

use std::path::Path;

use serde_json::Value;

use crate::program::{Ran, perennial};

const SHOP: &str = "order_id,email,name,date,amount,currency\n\
                    1,ann@example.org,Ann,2026-01-05,12.50,EUR\n\
                    2,bo@example.org,Bo,2026-01-06,7.00,EUR\n\
                    3,ann@example.org,Ann,2026-02-06,9.99,EUR\n\
                    4,ann@example.org,Ann,soon,1.00,EUR\n";

fn import(data: &Path, file: &Path, options: &[&str]) -> Ran {
    let mut arguments =
        vec!["import", file.to_str().unwrap(), "--data", data.to_str().unwrap(), "--quiet", "--json"];
    arguments.extend(options);
    let ran = perennial(&arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

fn counts(said: &Value) -> [u64; 3] {
    ["created", "updated", "unchanged"].map(|name| said[name].as_u64().unwrap())
}

#[test]
fn a_rehearsal_changes_nothing_and_the_same_file_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("company"), folder.path().join("shop.csv"));
    std::fs::write(&file, SHOP).unwrap();
    let rehearsed = import(&data, &file, &["--dry-run"]).json();
    assert_eq!(counts(&rehearsed), [3, 0, 0]);
    assert_eq!(rehearsed["refused"]["bad_date"], 1);
    let refused = folder.path().join("refused.csv");
    let done = import(&data, &file, &["--refused", refused.to_str().unwrap()]).json();
    assert_eq!(counts(&done), [3, 0, 0], "the rehearsal had written nothing");
    let reasons = std::fs::read_to_string(refused).unwrap();
    assert!(reasons.contains("shop.csv,5,date,bad_date"), "{reasons}");
    assert_eq!(counts(&import(&data, &file, &[]).json()), [0, 0, 3]);
    std::fs::write(&file, SHOP.replace("7.00", "8.00")).unwrap();
    assert_eq!(counts(&import(&data, &file, &[]).json()), [0, 1, 2]);
}

#[test]
fn an_import_taken_back_leaves_what_was_there_before() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("company"), folder.path().join("shop.csv"));
    std::fs::write(&file, SHOP).unwrap();
    import(&data, &file, &[]);
    let later = folder.path().join("later.csv");
    std::fs::write(&later, SHOP.replace("12.50", "13.50").replace("\n3,", "\n9,")).unwrap();
    let second = import(&data, &later, &[]).json();
    assert_eq!(counts(&second), [1, 1, 1]);
    let ran = perennial(&[
        "import",
        "--undo",
        second["id"].as_str().unwrap(),
        "--data",
        data.to_str().unwrap(),
        "--quiet",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("1 orders deleted, 1 put back"), "{}", ran.out);
    assert_eq!(counts(&import(&data, &file, &[]).json()), [0, 0, 3]);
}

#[test]
fn an_import_nobody_made_and_a_file_nobody_has_are_input_errors() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let unknown = "00000000-0000-7000-8000-000000000000";
    for arguments in [vec!["import", "--undo", unknown], vec!["import", "/nowhere/shop.csv"]] {
        let ran = perennial(&[arguments, vec!["--data", data, "--quiet"]].concat());
        assert_eq!(ran.code, Some(2), "{}", ran.err);
    }
}
