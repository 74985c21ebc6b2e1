//! Files of orders and events of shops on their way into a real database.
#![cfg(test)]

mod crash;
mod cuts;
mod events;
mod events_told;
mod files;
mod once;
mod undo;
mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::access::{Action, check};
use domain::{Actor, Clock, Currency, Day, Entropy, Instant, Permit};
use listen::import::{How, Request, import};
use store::imports::Import;
use store::{Database, Store};
use testing::Engine;

/// The present day of all tests: 2026-10-01.
pub const TODAY: Day = Day(20_727);

/// A clock that stands.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Instant {
        Instant(i64::from(TODAY.0) * domain::time::DAY_MICROS)
    }
}

/// Bits that differ each time, and from one opening to the next.
struct Counted(u64, AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.1.fetch_add(1, Ordering::SeqCst);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0.to_le_bytes()).update(&count.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

/// Opens a database; `seed` sets its ids apart from those of other openings.
pub async fn open(database: impl Into<Database>, seed: u64) -> Store {
    Store::open(database, Arc::new(Stopped), Arc::new(Counted(seed, AtomicU64::new(0)))).await.unwrap()
}

/// A company on one's desk: a database and a folder for files.
pub struct Desk {
    /// Its database.
    pub store: Store,
    /// Its files.
    pub folder: tempfile::TempDir,
    /// Where the database lies.
    pub place: testing::Fresh,
}

/// A new company.
pub async fn desk(engine: Engine) -> Desk {
    let (folder, place) = (tempfile::tempdir().unwrap(), engine.fresh());
    Desk { store: open(place.database(), 0).await, folder, place }
}

/// Leave to import.
pub fn permit() -> Permit {
    check(Actor::Operator, Action::ImportOrders).unwrap()
}

/// A file in a folder.
pub fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A request for a file whose columns are `columns`: `role=header`, blank-separated.
pub fn request(path: &Path, columns: &str) -> Request {
    let pairs = columns.split_whitespace().filter_map(|pair| pair.split_once('='));
    let columns = pairs.map(|(role, column)| (role.to_owned(), column.to_owned())).collect();
    Request {
        path: path.to_owned(),
        file: path.file_name().unwrap().to_string_lossy().into_owned(),
        how: How { columns, currency: Some(Currency::EUR), ..How::default() },
        zone: None,
        today: TODAY,
    }
}

/// The columns of the tests' own files.
pub const COLUMNS: &str = "order=order customer=customer email=email phone=phone name=name date=date \
     product=product amount=amount";
/// Their header.
pub const HEADER: &str = "order,customer,email,phone,name,date,product,amount\n";

impl Desk {
    /// Imports rows under [`HEADER`].
    pub async fn import(&self, name: &str, rows: &str) -> Import {
        let path = write(self.folder.path(), name, &format!("{HEADER}{rows}"));
        import(&self.store, &permit(), &request(&path, COLUMNS), |_| {}).await.unwrap()
    }

    /// Created, updated, unchanged and refused, of one import.
    pub async fn tally(&self, name: &str, rows: &str) -> [u64; 4] {
        let import = self.import(name, rows).await;
        let tally = import.tally;
        [tally.created, tally.updated, tally.unchanged, import.refused]
    }

    /// Every order of everybody known, readably: person's name or key, source id, day, amount.
    pub async fn orders(&self) -> Vec<String> {
        orders(&self.store).await
    }
}

/// Every order of everybody known, sorted, in words that do not depend on ids.
pub async fn orders(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    for person in store.people_list(Actor::Operator, "", None, 1_000_000).await.unwrap() {
        for order in store.orders_of(Actor::Operator, person.id, None, 1_000_000).await.unwrap() {
            let lines: Vec<String> =
                order.lines.iter().map(|line| format!("{}x{}", line.quantity_milli, line.sku)).collect();
            found.push(format!(
                "{} {} {} {}{}{}",
                person.known_by,
                order.source_id,
                order.day,
                order.amount,
                order.refunds.map(|id| format!(" of {id}")).unwrap_or_default(),
                if lines.is_empty() { String::new() } else { format!(" [{}]", lines.join(" ")) },
            ));
        }
    }
    found.sort();
    found
}
