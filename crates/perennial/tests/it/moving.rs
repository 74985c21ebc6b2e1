//! `--database` and `perennial move`: Harbour Coffee in a file, in PostgreSQL, and in a file again.

use std::io::BufWriter;

use domain::Day;
use simulator::{Harbour, by_time, write_csv};
use testing::Engine;

use crate::program::{Ran, perennial};

/// The digests a move has shown, in the order it showed them.
fn digests(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
        .lines()
        .filter_map(|line| line.strip_prefix("digest ")?.split_once(' '))
        .map(|(hex, _)| hex)
        .collect()
}

#[test]
fn harbour_coffee_moves_to_postgresql_and_back_with_equal_digests() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let file = path("harbour.csv");
    let harbour = Harbour::new(7, 300, Day(20_700));
    let mut out = BufWriter::new(std::fs::File::create(&file).unwrap());
    write_csv(&harbour, by_time(&harbour), &mut out).unwrap();
    drop(out);
    let import = ["import", &file, "--quiet", "--json", "--source", "shop"];
    let taken = perennial(&[&import[..], &["--data", &path("one")]].concat()).json();
    assert!(taken["created"].as_u64().unwrap() > 300);
    let postgres = Engine::Postgres.fresh();
    let there = perennial(&["move", "--from", &path("one"), "--to", &postgres.address(), "--quiet"]);
    let back = perennial(&["move", "--from", &postgres.address(), "--to", &path("two"), "--quiet"]);
    let all = [digests(&there), digests(&back)].concat();
    assert!(all.len() == 4 && all.iter().all(|digest| *digest == all[0]), "{all:?}");
    let again = perennial(&["move", "--from", &path("one"), "--to", &postgres.address(), "--quiet"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("not empty"), "{}", again.err);
    let same = ["--data", &path("three"), "--database", &postgres.address()];
    let same = perennial(&[&import[..], &same].concat()).json();
    assert_eq!((same["created"].as_u64(), same["unchanged"].as_u64()), (Some(0), taken["created"].as_u64()));
}

#[test]
fn a_database_that_is_not_there_is_said_so_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing").to_str().unwrap().to_owned();
    let target = folder.path().join("new.db").to_str().unwrap().to_owned();
    for (from, code, said) in [
        (nothing.as_str(), 2, "no such database"),
        ("postgres://ilze:kastanis@127.0.0.1:1/house", 1, "can't be reached"),
        ("postgres://ilze:kastanis@[/house", 2, "no address of a PostgreSQL database"),
        (target.as_str(), 2, "the same database"),
    ] {
        let ran = perennial(&["move", "--from", from, "--to", &target, "--quiet"]);
        assert_eq!(ran.code, Some(code), "{}", ran.err);
        assert!(ran.err.contains(said) && !ran.err.contains("kastanis"), "{}", ran.err);
    }
    assert!(!folder.path().join("nothing").exists(), "a source is not made");
}
