//! Products, and whether they can be had.

use domain::access::Action;
use domain::ids::ProductId;
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, sql};

/// Most products in one answer.
const PAGE: i64 = 500;
const GONE: Error = Error::Missing("There is no such product, or not any more.");

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Which.
    pub id: ProductId,
    /// Its own number or SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Whether it can be had; what can't is suggested to nobody.
    pub is_available: bool,
}

pub(crate) fn product(row: &QueryResult) -> Result<Product> {
    Ok(Product {
        id: ProductId(sql::at(row, 0)?),
        sku: sql::at(row, 1)?,
        name: sql::at(row, 2)?,
        is_available: sql::at::<i64>(row, 3)? != 0,
    })
}

/// A count of people.
pub(crate) fn count(row: &QueryResult, index: usize) -> Result<u32> {
    let count: i64 = sql::at(row, index)?;
    u32::try_from(count).map_err(|_| Error::unreadable(format!("the count {count}")))
}

/// That there is such a product.
pub(crate) async fn there(on: &impl ConnectionTrait, id: ProductId) -> Result<()> {
    let found: Vec<Uuid> = sql::column(on, "select id from products where id = $1", [id.0.into()]).await?;
    found.first().map(|_| ()).ok_or(GONE)
}

impl Store {
    /// Products by name, those that can be had or those that can't: at most 500 after the one of id
    /// `after`, in the order of their ids.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn products(
        &self,
        actor: Actor,
        is_available: bool,
        after: Option<ProductId>,
    ) -> Result<Vec<Product>> {
        leave::to_read_customers(actor)?;
        let sql = "select id, sku, name, cast(available as bigint) from products
                   where available = $1 and id > $2 order by id limit $3";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows =
            sql::results(self.read(), sql, [i64::from(is_available).into(), after.into(), PAGE.into()]);
        rows.await?.iter().map(product).collect()
    }

    /// Says that a product can be had, or can't.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such product, or the database fails.
    pub async fn set_available(&self, permit: &Permit, id: ProductId, is_available: bool) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        there(&transaction, id).await?;
        let update = "update products set available = $1 where id = $2 and available <> $1";
        let values = [i64::from(is_available).into(), id.0.into()];
        if sql::run(&transaction, update, values).await? > 0 {
            let action = if is_available { "product.available" } else { "product.unavailable" };
            audit::write(&transaction, self, permit.actor(), action, "product", Some(id.0), "").await?;
        }
        Ok(transaction.commit().await?)
    }
}
