//! What leads from one product to another, and so what a person hasn't tried and most likely would.
//!
//! Know writes what a fit found, small enough to ask of it person by person: what somebody bought is
//! read as it stands now, so nothing they have since bought, declined or that has run out is suggested.

mod premium;

use std::collections::HashMap;

use domain::access::Action;
use domain::ids::{PersonId, ProductId, RunId};
use domain::orders::OrderKind;
use domain::recommendation::{Because, Report, Suggestion};
use domain::{Actor, Permit};
use futures::StreamExt;
use futures::stream::BoxStream;
use sea_orm::Value;
use uuid::Uuid;

use crate::orders::kind_name;
use crate::products::{self, Product};
use crate::{Result, Store, audit, bulk, leave, people, sql};

/// Rows of a page.
const PAGE: i64 = 8192;
/// Reasons of a suggestion.
const REASONS: usize = 2;
/// Most suggestions to one person.
pub const SUGGESTIONS_MAX: u32 = 100;

/// Somebody bought a product on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Who.
    pub person: PersonId,
    /// What.
    pub product: ProductId,
    /// The company's day.
    pub day: i32,
}

/// What speaks for a product, for those who have another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// What they have.
    pub from: ProductId,
    /// What it speaks for.
    pub to: ProductId,
    /// How strongly.
    pub weight: f64,
    /// How many people have both.
    pub together: u32,
}

/// What a fit says of a product alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Which.
    pub product: ProductId,
    /// How many people have it.
    pub buyers: u32,
    /// How many bought it of late.
    pub lately: u32,
    /// What its weights are multiplied by: more while its season lasts.
    pub season: f64,
}

/// What somebody had by now: with it begin the statements below. `$1` is the person.
const HAD: &str = "with had as (
         select distinct l.product_id from identities i join timeline t on t.identity_id = i.id
             join orders o on o.id = t.ref_id join order_lines l on l.order_id = o.id
         where i.person_id = $1 and o.kind = $2),
     never as (
         select product_id from had
         union select d.product_id from identities i join declined_products d on d.identity_id = i.id
         where i.person_id = $1)";

impl Store {
    /// Everything bought by somebody we know, in pages.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub fn purchases(&self, actor: Actor) -> BoxStream<'static, Result<Vec<Bought>>> {
        let store = self.clone();
        let pages = futures::stream::try_unfold(Some((Uuid::nil(), -1_i64)), move |after| {
            let store = store.clone();
            async move {
                leave::to_read_customers(actor)?;
                let Some((order, line)) = after else { return Ok(None) };
                let rows = sql::results(
                    store.read(),
                    "select l.order_id, cast(l.line as bigint), l.product_id, i.person_id, o.day, o.kind
                     from order_lines l join orders o on o.id = l.order_id
                         left join identities i on i.id = o.identity_id
                     where (l.order_id, l.line) > ($1, $2) order by l.order_id, l.line limit $3",
                    [order.into(), line.into(), PAGE.into()],
                )
                .await?;
                let mut page = Vec::with_capacity(rows.len());
                for row in &rows {
                    let (person, kind): (Option<Uuid>, String) = (sql::at(row, 3)?, sql::at(row, 5)?);
                    if let Some(person) = person.filter(|_| kind == kind_name(OrderKind::Purchase)) {
                        let (product, day) = (ProductId(sql::at(row, 2)?), sql::at(row, 4)?);
                        page.push(Bought { person: PersonId(person), product, day });
                    }
                }
                let next = match rows.last().filter(|_| rows.len() as i64 == PAGE) {
                    Some(last) => Some((sql::at(last, 0)?, sql::at(last, 1)?)),
                    None => None,
                };
                Ok(Some((page, next)))
            }
        });
        pages.boxed()
    }

    /// Keeps a fit: its report for good, what it found in place of what the one before found.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, or the database fails; nothing is changed then.
    pub async fn save_recommendation(
        &self,
        permit: &Permit,
        report: &Report,
        demand: &[Demand],
        pairs: &[Pair],
    ) -> Result<RunId> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let prices = premium::prices(self.read(), self.currency(permit.actor()).await?).await?;
        let transaction = self.begin().await?;
        let id = self.inner.ids.next();
        sql::run(
            &transaction,
            "insert into recommendation_runs (id, created_at, report) values ($1, $2, $3)",
            [id.into(), self.now().0.into(), serde_json::to_string(report)?.into()],
        )
        .await?;
        sql::run(&transaction, "delete from product_pairs", []).await?;
        sql::run(&transaction, "delete from product_demand", []).await?;
        let count = |count: u32| Value::from(i64::from(count));
        let values = demand.iter().flat_map(|one| {
            let price = prices.get(&one.product.0).copied();
            [one.product.0.into(), count(one.buyers), count(one.lately), one.season.into(), price.into()]
        });
        let insert = "insert into product_demand (product_id, buyers, lately, season, price) values ";
        bulk::run(&transaction, insert, 5, "", values.collect()).await?;
        let insert = "insert into product_pairs (from_id, to_id, weight, together) values ";
        for part in pairs.chunks(PAGE as usize) {
            let values = part
                .iter()
                .flat_map(|one| [one.from.0.into(), one.to.0.into(), one.weight.into(), count(one.together)]);
            bulk::run(&transaction, insert, 4, "", values.collect()).await?;
        }
        transaction.commit().await?;
        Ok(RunId(id))
    }

    /// What the latest fit says of itself.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn latest_recommendation(&self, actor: Actor) -> Result<Option<Report>> {
        leave::to_read_customers(actor)?;
        let sql = "select report from recommendation_runs order by id desc limit 1";
        let report: Option<String> = sql::column(self.read(), sql, []).await?.pop();
        Ok(report.map(|report| serde_json::from_str(&report)).transpose()?)
    }

    /// What a person hasn't tried and most likely would, the best first, each with its reason; filled up
    /// with what is popular. Never what they have or declined, never what can't be had. Empty before the
    /// first fit.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn recommended(
        &self,
        actor: Actor,
        person: PersonId,
        limit: u32,
    ) -> Result<Vec<(ProductId, Suggestion)>> {
        leave::to_read_customers(actor)?;
        let limit = limit.min(SUGGESTIONS_MAX);
        let asked =
            || [Value::from(person.0), kind_name(OrderKind::Purchase).into(), i64::from(limit).into()];
        let best = format!(
            "{HAD} select p.id, p.sku, p.name, cast(d.lately as bigint)
             from had join product_pairs n on n.from_id = had.product_id
                 join product_demand d on d.product_id = n.to_id join products p on p.id = n.to_id
             where p.available = 1 and n.to_id not in (select product_id from never)
             group by p.id, p.sku, p.name, d.lately, d.season
             order by sum(n.weight) * d.season desc, p.id limit $3"
        );
        let popular = format!(
            "{HAD} select p.id, p.sku, p.name, cast(d.lately as bigint)
             from product_demand d join products p on p.id = d.product_id
             where d.lately > 0 and p.available = 1 and d.product_id not in (select product_id from never)
             order by d.lately desc, d.buyers desc, p.id limit $3"
        );
        let mut found: Vec<(ProductId, Suggestion)> = Vec::new();
        for sql in [best, popular] {
            for row in sql::results(self.read(), &sql, asked()).await? {
                let id = ProductId(sql::at(&row, 0)?);
                if found.len() < limit as usize && found.iter().all(|(known, _)| *known != id) {
                    let (product, name): (String, String) = (sql::at(&row, 1)?, sql::at(&row, 2)?);
                    let name = if name == product { String::new() } else { name };
                    let lately = products::count(&row, 3)?;
                    found.push((id, Suggestion { product, name, because: Vec::new(), lately }));
                }
            }
        }
        self.give_reasons(person, &mut found).await?;
        Ok(found)
    }

    async fn give_reasons(&self, person: PersonId, found: &mut [(ProductId, Suggestion)]) -> Result<()> {
        let ids: Vec<Uuid> = found.iter().map(|(id, _)| id.0).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = (0..ids.len()).map(|at| format!("${}", at + 3)).collect();
        let sql = format!(
            "{HAD} select n.to_id, p.sku, p.name, cast(d.buyers as bigint), cast(n.together as bigint)
             from had join product_pairs n on n.from_id = had.product_id
                 join product_demand d on d.product_id = n.from_id join products p on p.id = n.from_id
             where n.to_id in ({}) order by n.weight desc, n.from_id",
            places.join(", ")
        );
        let values = [person.0.into(), kind_name(OrderKind::Purchase).into()];
        let values = values.into_iter().chain(ids.into_iter().map(Value::from));
        let mut reasons: HashMap<Uuid, Vec<Because>> = HashMap::new();
        for row in sql::results(self.read(), &sql, values).await? {
            let reasons = reasons.entry(sql::at(&row, 0)?).or_default();
            if reasons.len() < REASONS {
                let (product, name): (String, String) = (sql::at(&row, 1)?, sql::at(&row, 2)?);
                let name = if name == product { String::new() } else { name };
                let (buyers, together) = (products::count(&row, 3)?, products::count(&row, 4)?);
                reasons.push(Because { product, name, buyers, together });
            }
        }
        for (id, suggestion) in found {
            suggestion.because = reasons.remove(&id.0).unwrap_or_default();
        }
        Ok(())
    }

    /// Writes down that a product is not for this person: never suggested to them again. Said twice, it
    /// is said once.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such person or product, or the database
    /// fails.
    pub async fn decline_product(&self, permit: &Permit, person: PersonId, product: ProductId) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        products::there(&transaction, product).await?;
        let identity = people::anchor(&transaction, person).await?;
        let insert = "insert into declined_products (identity_id, product_id, declined_by, declined_at)
                      values ($1, $2, $3, $4) on conflict (identity_id, product_id) do nothing";
        let by = leave::name_of(permit.actor());
        let values = [identity.into(), product.0.into(), by.into(), self.now().0.into()];
        if sql::run(&transaction, insert, values).await? > 0 {
            let detail = format!("product {product}");
            let actor = permit.actor();
            audit::write(&transaction, self, actor, "product.declined", "person", Some(person.0), &detail)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What a person declined, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn declined_products(&self, actor: Actor, person: PersonId) -> Result<Vec<Product>> {
        leave::to_read_customers(actor)?;
        let sql = "select p.id, p.sku, p.name, cast(p.available as bigint), max(d.declined_at)
                   from identities i join declined_products d on d.identity_id = i.id
                       join products p on p.id = d.product_id
                   where i.person_id = $1 group by p.id, p.sku, p.name, p.available
                   order by max(d.declined_at) desc, p.id limit 500";
        let rows = sql::results(self.read(), sql, [person.0.into()]).await?;
        rows.iter().map(products::product).collect()
    }
}
