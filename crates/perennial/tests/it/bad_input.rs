//! Everything a user may do wrong ends in a sentence and the right exit code.

use std::path::Path;
use std::process::Command;

use crate::program::{perennial, perennial_fed};

const HEADER: &str = "customer_id,date,amount\n";

fn refused(name: &str, content: &[u8], options: &[&str], says: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    let out = folder.path().join("out");
    let mut arguments = vec!["report", file.to_str().unwrap(), "--quiet", "--out", out.to_str().unwrap()];
    arguments.extend(options);
    let ran = perennial(&arguments);
    assert_eq!(ran.code, Some(2), "{name}: {} {}", ran.out, ran.err);
    for words in says {
        assert!(ran.err.contains(words), "{name}: expected '{words}' in: {}", ran.err);
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(no_files(&out), "{name}: left files behind");
}

fn no_files(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

#[test]
fn columns_that_are_not_there_are_named_with_those_that_are() {
    refused("a.csv", b"when,howmuch\n2026-01-01,5\n", &[], &["a.csv", "--customer", "when", "howmuch"]);
    let content = format!("{HEADER}7,2026-01-01,5\n");
    refused("b.csv", content.as_bytes(), &["--customer", "buyer"], &["buyer", "customer_id"]);
    refused("c.csv", content.as_bytes(), &["--customer", "9"], &["9", "3 columns"]);
}

#[test]
fn a_file_without_orders_is_said_to_be_so() {
    refused("header.csv", HEADER.as_bytes(), &[], &["header.csv"]);
    refused("empty.csv", b"", &[], &["empty.csv", "empty"]);
}

#[test]
fn rubbish_and_broken_files_are_named_for_what_they_are() {
    let noise: Vec<u8> = (0..60_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("noise.csv", &noise, &[], &["noise.csv"]);
    refused("broken.parquet", b"PAR1 and then nothing of use", &[], &["broken.parquet"]);
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    gzip.extend_from_slice(&noise[..40]);
    refused("broken.csv.gz", &gzip, &[], &["broken.csv.gz"]);
}

#[test]
fn a_file_whose_every_row_is_refused_says_why() {
    let content = format!("{HEADER}7,yesterday,5\n8,the day before,6\n");
    refused("dates.csv", content.as_bytes(), &[], &["dates.csv"]);
}

#[test]
fn a_missing_file_and_a_pattern_without_files_are_input_errors() {
    for name in ["/nowhere/orders.csv", "/nowhere/*.csv"] {
        let ran = perennial(&["report", name, "--quiet"]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(name), "{}", ran.err);
    }
}

#[test]
fn options_that_make_no_sense_are_refused_before_anything_is_read() {
    let content = format!("{HEADER}7,2026-01-01,5\n");
    for options in
        [["--margin", "0"], ["--horizon", "x"], ["--discount", "-1"], ["--as-of", "soon"], ["--zone", "Riga"]]
    {
        let mut arguments = vec!["report", "-", "--quiet"];
        arguments.extend(options);
        let ran = perennial_fed(&arguments, content.as_bytes());
        assert_eq!(ran.code, Some(2), "{options:?}: {} {}", ran.out, ran.err);
    }
}

#[test]
fn what_can_t_be_written_is_our_fault_and_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a file, not a folder");
    std::fs::write(&out, "in the way").unwrap();
    let ran =
        perennial_fed(&["report", "-", "--quiet", "--out", out.to_str().unwrap()], many_orders().as_bytes());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("a file, not a folder"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "in the way");
}

#[test]
fn a_full_disk_is_said_to_be_full_and_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().to_str().unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("skipped: a small disk can't be mounted here; it takes root");
        return;
    }
    let ran = perennial_fed(&["report", "-", "--quiet", "--out", small], many_orders().as_bytes());
    let left = no_files(folder.path());
    Command::new("umount").arg(small).output().unwrap();
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("full"), "{}", ran.err);
    assert!(left, "left files behind");
}

fn many_orders() -> String {
    let row = |n: u32| format!("c{},2025-{:02}-{:02},5\n", n % 900, n % 12 + 1, n % 28 + 1);
    HEADER.to_owned() + &(0..4000).map(row).collect::<String>()
}
