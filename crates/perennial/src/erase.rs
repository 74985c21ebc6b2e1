//! `perennial erase`: a person erased from the command line, the receipts in a file, and erasures played
//! again after a backup was restored.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args as ClapArgs};
use domain::access::{self, Action};
use domain::erasure::{AskedBy, ErasureRefusal};
use domain::ids::PersonId;
use domain::{Actor, Permit};
use store::Store;
use store::erasures::{Again, Held, NewErasure, Receipt, Receipts};

use crate::company::{Folder, runtime};
use crate::failure::Failure;
use crate::report::outputs::whole;

/// Whom to erase, or what to do with receipts.
#[derive(ClapArgs)]
#[command(group(ArgGroup::new("what").required(true).args(["person", "receipts", "again"])))]
pub struct Args {
    /// The id of the person, or the address of their page. Without --sure only what would go and what would
    /// stay is said.
    person: Option<String>,
    /// Why, without their name or address: it stays on the receipt.
    #[arg(long, requires = "person", default_value = "")]
    reason: String,
    /// Who asked for it.
    #[arg(long, requires = "person", default_value = "person",
        value_parser = PossibleValuesParser::new(AskedBy::ALL.iter().map(|who| who.name()).collect::<Vec<_>>()))]
    asked_by: String,
    /// Erase. It can't be undone.
    #[arg(long, requires = "person")]
    sure: bool,
    /// Write every receipt into this file, as JSON lines; keep it apart from the backups, and as safe.
    #[arg(long, value_name = "FILE")]
    receipts: Option<PathBuf>,
    /// Play the receipts of such a file again, after a backup from before them was restored.
    #[arg(long, value_name = "FILE")]
    again: Option<PathBuf>,
    #[command(flatten)]
    folder: Folder,
}

/// Does it, and says what was done.
pub fn run(args: &Args) -> Result<(), Failure> {
    runtime()?.block_on(async {
        let company = args.folder.open().await?;
        let permit = access::check(Actor::Operator, Action::ErasePeople)?;
        match (&args.person, &args.receipts, &args.again) {
            (Some(person), ..) => one(&company.store, &permit, args, person).await?,
            (_, Some(file), _) => write(&company.store, file).await?,
            (.., Some(file)) => play(&company.store, &permit, file).await?,
            _ => {}
        }
        Ok(company.store.close().await?)
    })
}

fn refused(why: store::Error) -> Failure {
    match why {
        store::Error::Erasure(ErasureRefusal::NoReason) => {
            Failure::input("Write down why with --reason; it stays on the receipt.")
        }
        store::Error::Erasure(why) => Failure::input(why),
        store::Error::Unfit(why) => Failure::Input(format!("--reason: {why}")),
        other => other.into(),
    }
}

async fn one(store: &Store, permit: &Permit, args: &Args, person: &str) -> Result<(), Failure> {
    let id = person.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let person: PersonId = id.parse().map_err(|_| {
        Failure::Input(format!(
            "{person}: this is no id of a person; copy it from the address of their page."
        ))
    })?;
    if !args.sure {
        balance(&store.held_of(Actor::Operator, person).await.map_err(refused)?);
        println!("Nothing was erased. With --sure it is, and can't be undone.");
        return Ok(());
    }
    let asked_by = AskedBy::from_name(&args.asked_by).unwrap_or(AskedBy::Person);
    let new = NewErasure { person, asked_by, reason: &args.reason };
    let id = store.erase(permit, &new).await.map_err(refused)?;
    shred(store).await?;
    if let Some(receipt) = store.erasure(Actor::Operator, id).await? {
        balance(&receipt.counts);
        println!("Erased on {}: receipt {} ({id}).", receipt.erased_at, receipt.number);
    }
    Ok(())
}

fn balance(held: &[Held]) {
    for (stays, says) in [(false, "goes"), (true, "stays, with nobody's name on it")] {
        println!("What {says}:");
        for held in held.iter().filter(|held| held.thing.stays() == stays) {
            println!("  {:>8}  {}", held.count, held.thing.name());
        }
    }
}

async fn shred(store: &Store) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::RunJobs)?;
    if !store.shred(&permit).await? {
        println!("Somebody is reading in the database just now: its log is emptied a little later.");
    }
    Ok(())
}

async fn write(store: &Store, path: &Path) -> Result<(), Failure> {
    let Receipts { key, receipts } = store.receipts(Actor::Operator).await?;
    whole(path, |file| {
        writeln!(file, "{}", serde_json::json!({ "key": key }))?;
        for receipt in &receipts {
            writeln!(file, "{}", serde_json::to_string(receipt)?)?;
        }
        Ok(())
    })?;
    println!("{} receipts were written to {}.", receipts.len(), path.display());
    Ok(())
}

/// The key of a file of receipts, its first line.
#[derive(serde::Deserialize)]
struct Head {
    key: String,
}

fn read(path: &Path) -> Result<Receipts, Failure> {
    let unreadable = |why: String| Failure::Input(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|why| unreadable(format!("can't be read: {why}")))?;
    let mut lines = text.lines().enumerate();
    let no_receipts = |line: usize| {
        unreadable(format!("line {line} is no line of a file that --receipts wrote; nothing was erased."))
    };
    let head = lines.next().and_then(|(_, line)| serde_json::from_str::<Head>(line).ok());
    let key = head.ok_or_else(|| no_receipts(1))?.key;
    let receipts: Result<Vec<Receipt>, Failure> =
        lines.map(|(number, line)| serde_json::from_str(line).map_err(|_| no_receipts(number + 1))).collect();
    Ok(Receipts { key, receipts: receipts? })
}

async fn play(store: &Store, permit: &Permit, path: &Path) -> Result<(), Failure> {
    let done: Again = store.erase_again(permit, &read(path)?).await.map_err(refused)?;
    shred(store).await?;
    println!(
        "{} erased again, {} had their receipt here already, {} are not here and would be known again.",
        done.erased, done.known, done.absent
    );
    if done.other_key {
        println!(
            "This database has a key of its own: whom it does not hold is not known again by the file's digests."
        );
    }
    for (number, why) in &done.refused {
        println!("Receipt {number}: {why}");
    }
    if done.refused.is_empty() {
        return Ok(());
    }
    Err(Failure::input("Not all receipts could be played; see above, then play the file again."))
}
