//! What some customers bought: by it one reckons whom a moment would have found, and what they did then.

use domain::ids::PersonId;
use domain::{Actor, Instant};
use sea_orm::Value;
use uuid::Uuid;

use crate::{Result, Store, engine, leave, sql};

/// People asked about in one statement.
const PART: usize = 256;

/// What somebody bought.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Who.
    pub person: PersonId,
    /// Days from one purchase of theirs to the next, where they have a rhythm.
    pub rhythm_days: Option<f64>,
    /// When they bought, the earliest first.
    pub bought: Vec<Instant>,
}

/// Some of the customers, and of how many they were taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// What they bought.
    pub pasts: Vec<Past>,
    /// How many customers there are.
    pub of: u64,
}

impl Store {
    /// What at most so many customers bought, of one product or of any: all of them, or a sample that no purchase
    /// has a hand in.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn pasts(&self, actor: Actor, most: u32, sku: Option<&str>) -> Result<Sample> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let of: i64 = sql::value(on, "select count(*) from standings", []).await?;
        let select = format!(
            "select person_id, rhythm_days from standings order by {} limit {most}",
            engine::drawn_by(on, "person_id")
        );
        let mut pasts = Vec::new();
        for row in sql::results(on, &select, []).await? {
            let rhythm_days = sql::at::<Option<f64>>(&row, 1)?.filter(|days| *days > 0.0);
            pasts.push(Past { person: PersonId(sql::at(&row, 0)?), rhythm_days, bought: Vec::new() });
        }
        pasts.sort_unstable_by_key(|past| past.person);
        for part in pasts.chunks_mut(PART) {
            self.fill(part, sku).await?;
        }
        Ok(Sample { pasts, of: of.unsigned_abs() })
    }

    async fn fill(&self, part: &mut [Past], sku: Option<&str>) -> Result<()> {
        let mut asked: Vec<Value> = sku.map(Value::from).into_iter().collect();
        let of_product = sku.map_or("", |_| {
            " and exists (select 1 from order_lines l join products q on q.id = l.product_id
                  where l.order_id = t.ref_id and q.sku = $1)"
        });
        let places: Vec<String> = (1..=part.len()).map(|at| format!("${}", asked.len() + at)).collect();
        asked.extend(part.iter().map(|past| Value::from(past.person.0)));
        let select = format!(
            "select i.person_id, t.at from identities i cross join timeline t
             where t.identity_id = i.id and t.kind = 'purchase'{of_product} and i.person_id in ({})
             order by i.person_id, t.at",
            places.join(", ")
        );
        for row in sql::results(self.read(), &select, asked).await? {
            let person: Uuid = sql::at(&row, 0)?;
            if let Ok(at) = part.binary_search_by_key(&PersonId(person), |past| past.person) {
                part[at].bought.push(Instant(sql::at(&row, 1)?));
            }
        }
        Ok(())
    }
}
