//! `perennial move`: a company's whole database carried into another.

use std::fmt::Write as _;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use clap::Args as ClapArgs;
use domain::access::{self, Action};
use domain::{Actor, Clock, Entropy};
use store::Database;

use crate::company::{database, open, runtime};
use crate::failure::Failure;
use crate::progress::Progress;

/// From where to where.
#[derive(ClapArgs)]
pub struct Args {
    /// The database to read: a data folder, a file that ends in .db, or postgres://user:password@host/database.
    #[arg(long, value_name = "DATABASE")]
    from: String,
    /// The database to fill, written likewise; it must be empty.
    #[arg(long, value_name = "DATABASE")]
    to: String,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
}

/// Moves, and says what was moved and that it is the same.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (from, to) = (database(&args.from)?, database(&args.to)?);
    if from == to {
        return Err(Failure::input("--from and --to are the same database; nothing was moved."));
    }
    if let Database::Sqlite(path) = &from
        && !path.is_file()
    {
        return Err(Failure::Input(format!("{}: there is no such database to move from.", path.display())));
    }
    if let Database::Sqlite(path) = &to
        && let Some(folder) = path.parent()
    {
        std::fs::create_dir_all(folder)?;
    }
    runtime()?.block_on(carry(&from, &to, &Progress::new(args.quiet)))
}

async fn carry(from: &Database, to: &Database, progress: &Progress) -> Result<(), Failure> {
    let (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>) =
        (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let (source, target) = (open(from, &clock, &entropy).await?, open(to, &clock, &entropy).await?);
    let permit = access::check(Actor::Operator, Action::ManageStaff)?;
    progress.rows("move");
    let moved =
        source.move_into(&target, &permit, |_, rows| progress.at(rows)).await.map_err(|why| match why {
            store::Error::Taken(_) => Failure::Input(format!("{to}: {why}")),
            other => other.into(),
        })?;
    progress.phase("compare");
    let digests = [(from, source.digest().await?), (to, target.digest().await?)];
    progress.finish();
    source.close().await?;
    target.close().await?;
    println!("{} rows were moved, and read back they are the same.", moved.rows);
    for (database, digest) in digests {
        println!("digest {}  {database}", hex(&digest));
    }
    println!(
        "{from} is as it was. Files that were brought in by hand stay in the data folder: go on using it, or copy it."
    );
    Ok(())
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
