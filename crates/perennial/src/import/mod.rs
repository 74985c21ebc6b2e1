//! `perennial import`: orders into a company's database, rehearsed, repeated and taken back.

use std::path::PathBuf;

use adapters::files::AtomicFile;
use clap::Args as ClapArgs;
use domain::access::{self, Action};
use domain::ids::ImportId;
use domain::{Actor, Refusal};
use listen::import::{DryRun, How, Request};
use store::imports::Import;

use crate::columns::Columns;
use crate::company::{Company, Folder, runtime};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::work;

/// Rows of the database handed to a file at a time.
const PAGE: u32 = 5000;

/// Which file, into which company.
#[derive(ClapArgs)]
pub struct Args {
    /// CSV, Parquet or JSON Lines, gzipped or not.
    #[arg(required_unless_present_any = ["undo", "list"], value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    folder: Folder,
    /// The shop or till the file comes from; ids hold within it (default: the preset's name, or 'orders').
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Say what would happen, and change nothing.
    #[arg(long, conflicts_with_all = ["undo", "list"])]
    dry_run: bool,
    /// Write the rows set aside, with reasons, to this CSV file.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Take an import back, by its id.
    #[arg(long, value_name = "ID", conflicts_with = "file")]
    undo: Option<ImportId>,
    /// List the imports there were.
    #[arg(long, conflicts_with_all = ["file", "undo"])]
    list: bool,
    /// Say what happened as one JSON document.
    #[arg(long)]
    json: bool,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
}

/// Imports, rehearses, lists or takes back.
pub fn run(args: Args) -> Result<(), Failure> {
    runtime()?.block_on(async {
        let company = args.folder.open().await?;
        match (&args.file, args.undo) {
            (_, Some(id)) => undo(&company, id, &args).await,
            (Some(file), None) => take_in(&company, file.clone(), &args).await,
            (None, None) => list(&company).await,
        }?;
        Ok(company.store.close().await?)
    })
}

async fn take_in(company: &Company, path: PathBuf, args: &Args) -> Result<(), Failure> {
    let zone = match args.columns.zone()? {
        Some(zone) => zone,
        None => company.zone().await?,
    };
    let columns = args.columns.mapping();
    let request = Request {
        file: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        how: How {
            columns: columns
                .iter()
                .map(|(role, column)| (role.name().to_owned(), column.to_owned()))
                .collect(),
            preset: None,
            currency: args.columns.currency_code(),
            source: args.source.clone(),
        },
        today: company.clock.now().day_in(&zone),
        zone: Some(zone),
        path,
    };
    let progress = Progress::new(args.quiet);
    let total = std::fs::metadata(&request.path).ok().map(|found| found.len());
    progress.bytes(if args.dry_run { "rehearse" } else { "import" }, total);
    if args.dry_run {
        let rehearsed =
            listen::import::dry_run(&company.store, Actor::Operator, &request, |at| progress.at(at.bytes))
                .await;
        let rehearsed = rehearsed.map_err(refused_or_fault)?;
        progress.finish();
        write_refused(args, &rehearsed.refusals)?;
        return say_rehearsed(&rehearsed, args.json);
    }
    let permit = access::check(Actor::Operator, Action::ImportOrders)?;
    let import = listen::import::import(&company.store, &permit, &request, |at| progress.at(at.bytes)).await;
    let import = import.map_err(refused_or_fault)?;
    progress.phase("fit the models");
    work::all(&company.store, &company.clock, &company.scratch()).await?;
    progress.finish();
    if args.refused.is_some() {
        write_refused(args, &refusals(company, import.id).await?)?;
    }
    say_imported(&import, args.json)
}

fn refused_or_fault(why: listen::import::Error) -> Failure {
    match why {
        listen::import::Error::Read(why) => Failure::input(why),
        why => why.into(),
    }
}

async fn refusals(company: &Company, id: ImportId) -> Result<Vec<Refusal>, Failure> {
    let mut all: Vec<Refusal> = Vec::new();
    loop {
        let page = company.store.refusals(Actor::Operator, id, all.len() as u64, PAGE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

fn write_refused(args: &Args, refusals: &[Refusal]) -> Result<(), Failure> {
    let Some(path) = &args.refused else { return Ok(()) };
    let mut file = AtomicFile::create(path)?;
    match adapters::files::write_refusals(&mut file, refusals) {
        Ok(()) => Ok(file.commit()?),
        Err(why) => Err(file.error(&why).into()),
    }
}

async fn undo(company: &Company, id: ImportId, args: &Args) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::ImportOrders)?;
    if company.store.import(Actor::Operator, id).await?.is_none() {
        return Err(Failure::Input(format!(
            "There is no import {id}; `perennial import --list` shows those there are."
        )));
    }
    let progress = Progress::new(args.quiet);
    progress.phase("take back");
    let undone = company.store.undo_import(&permit, id, |_| {}).await?;
    progress.phase("fit the models");
    work::all(&company.store, &company.clock, &company.scratch()).await?;
    progress.finish();
    println!("Taken back: {} orders deleted, {} put back as they were.", undone.deleted, undone.restored);
    if undone.kept > 0 {
        println!("{} orders were changed by later imports and are kept:", undone.kept);
        for kept in company.store.kept(Actor::Operator, id, 20).await? {
            println!(
                "  {} {}, changed by {}",
                kept.source,
                kept.source_id,
                kept.changed_by.as_deref().unwrap_or("hand")
            );
        }
    }
    Ok(())
}

async fn list(company: &Company) -> Result<(), Failure> {
    let imports = company.store.imports(Actor::Operator, None, 50).await?;
    if imports.is_empty() {
        println!("Nothing was imported yet.");
    }
    for import in imports {
        println!("{}  {}  {}", import.id, import.file, counts(&import));
    }
    Ok(())
}

fn counts(import: &Import) -> String {
    format!(
        "{} created, {} updated, {} unchanged, {} rows set aside",
        import.tally.created, import.tally.updated, import.tally.unchanged, import.refused
    )
}

fn say_imported(import: &Import, json: bool) -> Result<(), Failure> {
    if json {
        let said = serde_json::json!({
            "id": import.id, "created": import.tally.created, "updated": import.tally.updated,
            "unchanged": import.tally.unchanged, "refused": import.refused,
        });
        println!("{said}");
    } else {
        println!(
            "{}: {}.\nTake it back with: perennial import --undo {}",
            import.file,
            counts(import),
            import.id
        );
    }
    Ok(())
}

fn say_rehearsed(rehearsed: &DryRun, json: bool) -> Result<(), Failure> {
    let refused: u64 = rehearsed.refused.values().sum();
    let tally = &rehearsed.tally;
    if json {
        let by_reason: std::collections::BTreeMap<&str, u64> =
            rehearsed.refused.iter().map(|(reason, &rows)| (reason.code(), rows)).collect();
        let said = serde_json::json!({
            "created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged, "refused": by_reason,
        });
        println!("{said}");
        return Ok(());
    }
    println!(
        "Would be: {} created, {} updated, {} unchanged, {refused} rows set aside. Nothing was changed.",
        tally.created, tally.updated, tally.unchanged
    );
    for (reason, rows) in &rehearsed.refused {
        println!("  {rows} {}: {}", reason.code(), reason.sentence());
    }
    Ok(())
}
