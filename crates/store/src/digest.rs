//! The canonical digest: equal for two databases that hold the same, whatever engine keeps them.
//!
//! What tells of customers, staff or beliefs counts, in the order of its key; ids as 16 bytes,
//! instants, days and money as integers, text as UTF-8, each with its length. What only says how
//! things got there does not: imports and their records, jobs, sessions, links, stale marks.

use sea_orm::{ConnectionTrait, Value};

use crate::tables::{Pages, TABLES, Table};
use crate::{Error, Result, Store, engine};

/// The digests of all tables so far.
#[derive(Default)]
pub(crate) struct Digests {
    /// Of what tells.
    told: blake3::Hasher,
    /// Of every column.
    whole: blake3::Hasher,
}

fn feed(hasher: &mut blake3::Hasher, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => hasher.update(&(bytes.len() as u64 + 1).to_le_bytes()).update(bytes),
        None => hasher.update(&0u64.to_le_bytes()),
    };
}

fn feed_value(hasher: &mut blake3::Hasher, value: &Value) -> Result<()> {
    match value {
        Value::Uuid(id) => feed(hasher, id.as_ref().map(|id| id.as_bytes().as_slice())),
        Value::BigInt(number) => feed(hasher, number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice)),
        Value::Int(number) => {
            let bytes = number.map(|number| i64::from(number).to_le_bytes());
            feed(hasher, bytes.as_ref().map(<[u8; 8]>::as_slice));
        }
        Value::Double(real) => feed(hasher, real.map(f64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice)),
        Value::Bytes(bytes) => feed(hasher, bytes.as_deref()),
        Value::String(text) => feed(hasher, text.as_deref().map(str::as_bytes)),
        other => return Err(Error::unreadable(format!("the value {other:?}"))),
    }
    Ok(())
}

impl Digests {
    /// Begins a table of which so many columns count.
    pub(crate) fn begin(&mut self, table: &Table, told: usize) {
        if told > 0 {
            feed(&mut self.told, Some(table.name.as_bytes()));
        }
        feed(&mut self.whole, Some(table.name.as_bytes()));
    }

    /// Takes a row in.
    pub(crate) fn row(&mut self, row: &[Value], told: usize) -> Result<()> {
        for (index, value) in row.iter().enumerate() {
            if index < told {
                feed_value(&mut self.told, value)?;
            }
            feed_value(&mut self.whole, value)?;
        }
        Ok(())
    }

    /// The digest of what tells, and of everything.
    pub(crate) fn finish(&self) -> ([u8; 32], [u8; 32]) {
        (*self.told.finalize().as_bytes(), *self.whole.finalize().as_bytes())
    }
}

/// The digest of what tells, and of everything.
pub(crate) async fn digests(on: &impl ConnectionTrait) -> Result<([u8; 32], [u8; 32])> {
    let mut digests = Digests::default();
    for table in TABLES {
        let told = table.columns().1;
        digests.begin(table, told);
        let mut pages = Pages::new(on, table);
        while let rows @ [_, ..] = pages.next().await?.as_slice() {
            for row in rows {
                digests.row(row, told)?;
            }
        }
    }
    Ok(digests.finish())
}

impl Store {
    /// The canonical digest of the database.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn digest(&self) -> Result<[u8; 32]> {
        let snapshot = self.read().begin().await?;
        Ok(digests(&snapshot).await?.0)
    }

    /// Looks for damage: broken pages, broken references. Empty is sound.
    ///
    /// # Errors
    /// Where the database can't even be asked.
    pub async fn damage(&self) -> Result<Vec<String>> {
        engine::damage(self.read()).await
    }
}
