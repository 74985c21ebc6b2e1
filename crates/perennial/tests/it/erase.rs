//! `perennial erase`: what it says, what it refuses, receipts played again over a backup, and the program killed
//! while it erases.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::Database;
use tempfile::TempDir;

use crate::plays::count;
use crate::program::{Ran, perennial};
use crate::shop::{open, size};

/// A company in a folder, of customers one of whom is to be forgotten.
struct Company {
    folder: TempDir,
    /// The id of that one.
    person: String,
}

const NAME: &str = "Zvirbulis";

fn database(data: &Path) -> Database {
    Database::from(data.join("perennial.db"))
}

async fn company(orders: u32) -> Company {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("shop.csv"), folder.path().join("company"));
    let mut rows = String::from("order_id,email,name,date,amount,currency\n");
    for number in 0..orders {
        let (email, name) = match number % 9 {
            0 => ("zvirbulis@example.org".to_owned(), NAME.to_owned()),
            _ => (format!("p{}@example.org", number % 90), format!("Person {}", number % 90)),
        };
        rows.push_str(&format!("{number},{email},{name},2026-01-{:02},12.50,EUR\n", number % 28 + 1));
    }
    std::fs::write(&file, rows).unwrap();
    let words = ["import", file.to_str().unwrap(), "--data", data.to_str().unwrap(), "--quiet"];
    assert_eq!(perennial(&words).code, Some(0));
    std::fs::remove_file(&file).unwrap();
    let select = format!("select lower(hex(id)) from people where name = '{NAME}'");
    let person = testing::raw(&database(&data), &select).await.unwrap().remove(0);
    Company { folder, person }
}

impl Company {
    fn data(&self) -> PathBuf {
        self.folder.path().join("company")
    }

    fn erase(&self, data: &Path, words: &[&str]) -> Ran {
        perennial(&[&["erase", "--data", data.to_str().unwrap()], words].concat())
    }

    /// The folder as a backup of before has it.
    fn copy(&self, name: &str) -> PathBuf {
        let copy = self.folder.path().join(name);
        std::fs::create_dir(&copy).unwrap();
        for file in std::fs::read_dir(self.data()).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), copy.join(file.file_name())).unwrap();
            }
        }
        copy
    }
}

/// Whether the name stands in any byte of any file.
fn is_named(data: &Path) -> bool {
    let files = std::fs::read_dir(data).unwrap().map(|file| file.unwrap().path());
    let mut bytes = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
    let marks = [NAME.as_bytes().to_vec(), NAME.to_lowercase().into_bytes()];
    bytes.any(|bytes| marks.iter().any(|mark| bytes.windows(mark.len()).any(|part| part == mark)))
}

#[tokio::test]
async fn somebody_is_erased_once_it_is_sure_and_again_from_the_receipts() {
    let company = company(90).await;
    let (data, person) = (company.data(), company.person.as_str());
    let backup = company.copy("backup");

    let seen = company.erase(&data, &[person]);
    assert_eq!(seen.code, Some(0), "{}", seen.err);
    assert!(seen.out.contains("Nothing was erased") && is_named(&data), "{}", seen.out);

    let erased = company.erase(&data, &[person, "--reason", "asked on paper", "--sure"]);
    assert_eq!(erased.code, Some(0), "{}", erased.err);
    assert!(erased.out.contains("receipt 1") && erased.out.contains("stays, with nobody's name on it"));
    assert!(!is_named(&data), "not a byte of the name is left");
    assert_eq!(count(&database(&data), "orders").await, 90, "the books stay");

    let receipts = company.folder.path().join("receipts.jsonl");
    let receipts = receipts.to_str().unwrap();
    let written = company.erase(&data, &["--receipts", receipts]);
    assert!(written.out.starts_with("1 receipts were written"), "{}{}", written.out, written.err);
    let again = company.erase(&backup, &["--again", receipts]);
    assert!(again.out.starts_with("1 erased again, 0 had"), "{}{}", again.out, again.err);
    assert!(!is_named(&backup));
    let twice = company.erase(&backup, &["--again", receipts]);
    assert!(twice.out.starts_with("0 erased again, 1 had"), "{}{}", twice.out, twice.err);
}

#[tokio::test]
async fn what_cannot_be_erased_is_said_and_nothing_is() {
    let company = company(18).await;
    let (data, person) = (company.data(), company.person.as_str());
    let rubbish = company.folder.path().join("rubbish.jsonl");
    std::fs::write(&rubbish, "{\"key\":\"k\"}\nnothing of the kind\n").unwrap();
    let (rubbish, absent) = (rubbish.to_str().unwrap(), company.folder.path().join("absent"));
    let words: [(&[&str], i32, &str); 7] = [
        (&["ann@example.org", "--sure"], 2, "no id of a person"),
        (&["00000000-0000-7000-8000-000000000000", "--reason", "asked", "--sure"], 2, ""),
        (&[person, "--sure"], 2, "Write down why with --reason"),
        (&[person, "--again", rubbish], 2, "cannot be used with"),
        (&["--again", rubbish], 2, "line 2 is no line of a file that --receipts wrote"),
        (&["--again", absent.to_str().unwrap()], 2, "can't be read"),
        (&[], 2, "required"),
    ];
    for (words, code, says) in words {
        let ran = company.erase(&data, words);
        assert_eq!(ran.code, Some(code), "{words:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
    assert_eq!(count(&database(&data), "erasures").await, 0);
    assert_eq!(count(&database(&data), &format!("people where name = '{NAME}'")).await, 1);
}

#[tokio::test]
async fn killed_anywhere_somebody_is_there_whole_or_gone_and_gone_the_next_time() {
    let company = company(900).await;
    let words = |data: &Path| {
        let data = data.to_str().unwrap().to_owned();
        ["erase", &company.person, "--reason", "asked", "--sure", "--data", &data].map(str::to_owned)
    };
    let mut reach = looked_at(&words(&company.copy("whole")), u64::MAX);
    let mut there = 0;
    for seed in 0..size("PERENNIAL_ERASE_KILLS", 10) {
        let data = company.copy(&format!("killed{seed}"));
        looked_at(&words(&data), ChaCha8Rng::seed_from_u64(seed).random_range(reach / 4..=reach));
        let database = database(&data);
        let named = count(&database, &format!("people where name = '{NAME}'")).await;
        there += named;
        // How long it takes changes with what else the machine does: the kills close in on the commit.
        reach = if named == 0 { reach * 3 / 4 } else { reach * 5 / 4 } + 1;
        assert_eq!(
            named + count(&database, "erasures").await,
            1,
            "seed {seed}: there, or gone with a receipt"
        );
        let ran = perennial(&words(&data));
        assert_eq!(ran.code, Some(0), "seed {seed}: {}", ran.err);
        assert!(!is_named(&data), "seed {seed}: something of the name is left");
        assert_eq!(count(&database, "erasures").await, 1, "seed {seed}: one receipt");
        let store = open(&database).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        store.close().await.unwrap();
        std::fs::remove_dir_all(&data).unwrap();
    }
    assert!(there > 0, "some were killed before they were done");
}

/// Runs the program, and kills it after so many looks whether it has ended; how many there were.
fn looked_at(words: &[String], most: u64) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_perennial"))
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut looks = 0;
    while looks < most && child.try_wait().unwrap().is_none() {
        looks += 1;
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    looks
}
