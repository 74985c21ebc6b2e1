//! Carries a whole database into another, of the same engine or the other.

use domain::Permit;
use domain::access::Action;
use sea_orm::Value;

use crate::digest::{Digests, digests};
use crate::tables::{Pages, TABLES, Table};
use crate::{Error, Result, Store, bulk, leave, sql};

/// What a move carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Rows of all tables.
    pub rows: u64,
    /// The canonical digest of the source, and so of the target: see [`Store::digest`].
    pub digest: [u8; 32],
}

impl Store {
    /// Carries everything into the empty `target`, in one commit there, as it stands at one moment
    /// here. What the target then holds is read back and compared, column by column, before it is
    /// committed. `progress` hears the table and how many rows are done in all.
    ///
    /// # Errors
    /// [`Error::Taken`] where the target is not empty; [`Error::Differs`] where it does not hold what
    /// was carried; where the permit is not for `ManageStaff`, or a database fails. The target is
    /// then as empty as it was.
    pub async fn move_into(
        &self,
        target: &Self,
        permit: &Permit,
        mut progress: impl FnMut(&'static str, u64),
    ) -> Result<Moved> {
        leave::to_write(permit, Action::ManageStaff)?;
        let from = self.read().begin().await?;
        let to = target.begin().await?;
        for table in TABLES.iter().filter(|table| table.name != "counters") {
            let there: i64 = sql::value(
                &to,
                &format!("select count(*) from (select 1 from {} limit 1) one", table.name),
                [],
            )
            .await?;
            if there > 0 {
                return Err(Error::Taken(table.name));
            }
        }
        sql::run(&to, "delete from counters", []).await?;
        let (mut sent, mut rows) = (Digests::default(), 0);
        for table in TABLES {
            let (columns, told) = table.columns();
            sent.begin(table, told);
            let insert = format!("insert into {} ({}) values ", table.name, Table::names(&columns));
            let mut pages = Pages::new(&from, table);
            loop {
                let page = pages.next().await?;
                if page.is_empty() {
                    break;
                }
                rows += page.len() as u64;
                for row in &page {
                    sent.row(row, told)?;
                }
                let values: Vec<Value> = page.into_iter().flatten().collect();
                bulk::run(&to, &insert, columns.len(), "", values).await?;
                progress(table.name, rows);
            }
        }
        let sent = sent.finish();
        if digests(&to).await? != sent {
            return Err(Error::Differs);
        }
        to.commit().await?;
        Ok(Moved { rows, digest: sent.0 })
    }
}
