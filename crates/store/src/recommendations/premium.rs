//! One step up for those who are committed by their own standing: of the kind they like, and dearer than
//! what they use to pay for it. It changes no ranking: it stands beside what is suggested.

use std::collections::HashMap;

use domain::ids::{PersonId, ProductId};
use domain::orders::OrderKind;
use domain::recommendation::{
    Because, COMMITTED_ALIVE, COMMITTED_ORDERS, PREMIUM_MOST, PREMIUM_TIMES, Premium, Suggestion,
};
use domain::{Actor, Currency};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::HAD;
use crate::orders::kind_name;
use crate::{Result, Store, leave, products, sql};

/// What a piece cost, over lines `l` of orders `o`, in minor units.
const PIECE: &str =
    "cast(sum(l.amount) as double precision) * 1000.0 / cast(sum(l.quantity_milli) as double precision)";

/// What a piece of each product cost on average, in minor units of the company's currency.
pub(super) async fn prices(on: &impl ConnectionTrait, currency: Currency) -> Result<HashMap<Uuid, f64>> {
    let select = format!(
        "select l.product_id, {PIECE} from order_lines l join orders o on o.id = l.order_id
         where o.kind = $1 and o.currency in ($2, $3) and l.amount > 0 and l.quantity_milli > 0
         group by l.product_id"
    );
    let rows = sql::results(on, &select, money(currency)).await?;
    rows.iter().map(|row| Ok((sql::at(row, 0)?, sql::at(row, 1)?))).collect()
}

/// Purchases, and the currencies whose amounts are the company's.
fn money(currency: Currency) -> [Value; 3] {
    [kind_name(OrderKind::Purchase).into(), currency.code().into(), Currency::NONE.code().into()]
}

fn named(row: &QueryResult, at: usize) -> Result<(String, String)> {
    let (product, name): (String, String) = (sql::at(row, at)?, sql::at(row, at + 1)?);
    let name = if name == product { String::new() } else { name };
    Ok((product, name))
}

fn premium(row: &QueryResult, currency: Currency) -> Result<(ProductId, Premium)> {
    let ((product, name), (liked, liked_name)) = (named(row, 1)?, named(row, 4)?);
    let (buyers, together) = (products::count(row, 6)?, products::count(row, 7)?);
    let because = vec![Because { product: liked, name: liked_name, buyers, together }];
    let suggestion = Suggestion { product, name, because, lately: products::count(row, 3)? };
    let premium = Premium { suggestion, price: sql::at(row, 8)?, paid: sql::at(row, 9)?, currency };
    Ok((ProductId(sql::at(row, 0)?), premium))
}

impl Store {
    pub(super) async fn currency(&self, actor: Actor) -> Result<Currency> {
        Ok(self.settings(actor).await?.map_or(Currency::EUR, |settings| settings.currency))
    }

    /// What may be suggested to somebody committed as a step up: of what goes with something they have,
    /// the strongest that costs [`PREMIUM_TIMES`] to [`PREMIUM_MOST`] times what they paid for that, is in
    /// stock, and was never bought or declined. `None` for who bought fewer than [`COMMITTED_ORDERS`]
    /// times, is overdue, or is less surely still here than [`COMMITTED_ALIVE`]; and before the first fit.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn premium(&self, actor: Actor, person: PersonId) -> Result<Option<(ProductId, Premium)>> {
        leave::to_read_customers(actor)?;
        let currency = self.currency(actor).await?;
        let select = format!(
            "{HAD}, paid as (
                 select l.product_id, {PIECE} as price
                 from identities i join timeline t on t.identity_id = i.id
                     join orders o on o.id = t.ref_id join order_lines l on l.order_id = o.id
                 where i.person_id = $1 and o.kind = $2 and o.currency in ($3, $4)
                   and l.amount > 0 and l.quantity_milli > 0
                 group by l.product_id)
             select p.id, p.sku, p.name, cast(d.lately as bigint), f.sku, f.name, cast(e.buyers as bigint),
                 cast(n.together as bigint), d.price, paid.price
             from paid join product_pairs n on n.from_id = paid.product_id
                 join product_demand d on d.product_id = n.to_id
                 join product_demand e on e.product_id = n.from_id
                 join products p on p.id = n.to_id join products f on f.id = n.from_id
             where p.available = 1 and n.weight > 0 and n.to_id not in (select product_id from never)
               and d.price >= {PREMIUM_TIMES:?} * paid.price and d.price <= {PREMIUM_MOST:?} * paid.price
               and exists (select 1 from standings s where s.person_id = $1
                           and s.orders >= {COMMITTED_ORDERS} and s.p_alive >= {COMMITTED_ALIVE:?}
                           and s.overdue_days <= 0)
             order by n.weight * d.season desc, p.id limit 1"
        );
        let values = std::iter::once(person.0.into()).chain(money(currency));
        let rows = sql::results(self.read(), &select, values).await?;
        rows.first().map(|row| premium(row, currency)).transpose()
    }
}
