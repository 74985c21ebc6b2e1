//! The canonical digest: equal for two databases that hold the same, whatever engine keeps them.
//!
//! Every table that tells of customers, staff or beliefs counts, in the order of its key; ids as 16
//! bytes, instants, days and money as integers, text as UTF-8, each with its length. What only says
//! how things got there does not: imports and their records, jobs, sessions, links, stale marks.

use sea_orm::{ConnectionTrait, TryGetable};
use sea_orm::{QueryResult, Statement, Value};
use uuid::Uuid;

use crate::{Result, Store, sql};

/// Rows read at a time.
const PAGE: u64 = 16_384;

/// A table: its name, how many of its columns are its key, its columns, and a letter for each:
/// `u` id, `i` integer, `t` text, `b` bytes, `r` real.
struct Table(&'static str, usize, &'static str, &'static str);

const TABLES: &[Table] = &[
    Table("settings", 1, "one, company, zone, currency", "ittt"),
    Table("staff", 1, "id, email, name, role, password_hash, created_at", "utttti"),
    Table("people", 1, "id, kind, name, sort_key, import_id", "utttu"),
    Table("identities", 1, "id, person_id, kind, source, value, import_id", "uutttu"),
    Table("products", 1, "id, source, sku, name, import_id", "utttu"),
    Table(
        "orders",
        1,
        "id, source, source_id, identity_id, kind, at, day, amount, currency, refunds, content, import_id",
        "uttutiiittbu",
    ),
    Table("order_lines", 2, "order_id, line, product_id, quantity_milli, amount", "uiuii"),
    Table("timeline", 4, "identity_id, at, kind, ref_id", "uitu"),
    Table(
        "model_runs",
        1,
        "id, created_at, state, error, as_of, unit, fit, model, params, covariance, data_digest, report",
        "uittitttttbt",
    ),
    Table("standings", 1, crate::standings::COLUMNS, "uuiiiiiirrrrrrrrrrrrrrrrrrr"),
    Table("forecasts", 2, "person_id, month, run_id, p_alive, expected_orders, expected_value", "uiurrr"),
];

fn feed(hasher: &mut blake3::Hasher, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => hasher.update(&(bytes.len() as u64 + 1).to_le_bytes()).update(bytes),
        None => hasher.update(&0u64.to_le_bytes()),
    };
}

fn get<T: TryGetable>(row: &QueryResult, index: usize) -> Result<Option<T>> {
    sql::at(row, index)
}

/// Hashes one cell and gives it back as a value, for the cursor.
fn cell(hasher: &mut blake3::Hasher, row: &QueryResult, index: usize, letter: u8) -> Result<Value> {
    Ok(match letter {
        b'u' => {
            let id: Option<Uuid> = get(row, index)?;
            feed(hasher, id.as_ref().map(|id| id.as_bytes().as_slice()));
            id.into()
        }
        b'i' => {
            let number: Option<i64> = get(row, index)?;
            feed(hasher, number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
            number.into()
        }
        b'r' => {
            let number: Option<f64> = get(row, index)?;
            feed(hasher, number.map(f64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
            number.into()
        }
        b'b' => {
            let bytes: Option<Vec<u8>> = get(row, index)?;
            feed(hasher, bytes.as_deref());
            bytes.into()
        }
        _ => {
            let text: Option<String> = get(row, index)?;
            feed(hasher, text.as_deref().map(str::as_bytes));
            text.into()
        }
    })
}

async fn table(on: &impl ConnectionTrait, hasher: &mut blake3::Hasher, table: &Table) -> Result<()> {
    let &Table(name, keys, columns, letters) = table;
    feed(hasher, Some(name.as_bytes()));
    let key = columns.split(", ").take(keys).collect::<Vec<_>>().join(", ");
    let places = (1..=keys).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let mut after: Option<Vec<Value>> = None;
    loop {
        let following = if after.is_some() { format!("where ({key}) > ({places})") } else { String::new() };
        let sql = format!("select {columns} from {name} {following} order by {key} limit {PAGE}");
        let values = after.take().unwrap_or_default();
        let statement = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
        let rows = on.query_all_raw(statement).await?;
        for row in &rows {
            let mut cells = Vec::with_capacity(keys);
            for (index, letter) in letters.bytes().enumerate() {
                let value = cell(hasher, row, index, letter)?;
                if index < keys {
                    cells.push(value);
                }
            }
            after = Some(cells);
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

impl Store {
    /// The canonical digest of the database.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn digest(&self) -> Result<[u8; 32]> {
        let mut hasher = blake3::Hasher::new();
        for each in TABLES {
            table(self.read(), &mut hasher, each).await?;
        }
        Ok(*hasher.finalize().as_bytes())
    }

    /// Looks for damage: broken pages, broken references. Empty is sound.
    ///
    /// # Errors
    /// Where the database can't even be asked.
    pub async fn damage(&self) -> Result<Vec<String>> {
        crate::engine::damage(self.read()).await
    }
}
