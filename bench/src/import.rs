//! An export of orders with lines into an empty database.

use std::path::Path;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use anyhow::Result;
use domain::access::{Action, check};
use domain::{Actor, Day};
use listen::import::{How, Request, import as take_in};
use serde_json::json;
use store::Store;

use crate::stopwatch::Stopwatch;

/// After every simulated day.
const TODAY: Day = Day(30_000);

/// Imports `csv` into a database made anew at `database`.
pub fn import(csv: &Path, database: &Path) -> Result<()> {
    let request = Request {
        path: csv.to_path_buf(),
        file: csv.display().to_string(),
        how: How::default(),
        zone: None,
        today: TODAY,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(database, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
        let permit = check(Actor::Operator, Action::ImportOrders)?;
        let watch = Stopwatch::start();
        let taken = take_in(&store, &permit, &request, |_| ()).await?;
        let seconds = watch.seconds();
        store.close().await?;
        let said = json!({
            "seconds": seconds,
            "orders": taken.tally.created,
            "refused": taken.refused,
        });
        println!("{said}");
        Ok(())
    })
}
