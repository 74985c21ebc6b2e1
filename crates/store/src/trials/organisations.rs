//! A trial organisation by organisation, where their people were drawn as one.

use std::collections::BTreeMap;

use domain::Actor;
use domain::ids::PersonId;
use domain::plays::Arm;
use sea_orm::Value;
use uuid::Uuid;

use super::{Asked, DRAWS, Drawn, Standing, Terms, columns, drawn, outcomes, places};
use crate::{Result, Store, leave, sql};

/// An organisation drawn as one, and what its people did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drew {
    /// Which.
    pub organisation: PersonId,
    /// Its arm; none where it was merged of organisations of both, and is left out.
    pub arm: Option<Arm>,
    /// People who count.
    pub people: u64,
    /// People whose horizon isn't over.
    pub under_way: u64,
    /// People left out.
    pub left_out: u64,
    /// Orders of those who count.
    pub orders: u64,
    /// What they came to after refunds, in minor units.
    pub revenue: i64,
}

impl Store {
    /// The organisations of a trial, in the order of their ids, those after `after`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn organisations_drawn(
        &self,
        actor: Actor,
        asked: &Asked,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Vec<Drew>> {
        leave::to_read_customers(actor)?;
        let terms = Terms::read(self.read(), asked).await?;
        let select = format!(
            "select {} from {DRAWS} and c.person_id in (
                 select distinct o.person_id from draws q join identities o on o.id = q.cluster_id
                 where q.play_id = $1 and q.cluster_id is not null and q.drawn_at <= $3
                     and o.person_id > $4 order by o.person_id limit {limit})",
            columns(&terms)
        );
        let mut values: Vec<Value> = places(asked).into();
        values.push(after.map_or(Uuid::nil(), |after| after.0).into());
        let rows = sql::results(self.read(), &select, values).await?;
        let draws: Vec<Drawn> = rows.iter().map(|row| drawn(row, &terms)).collect::<Result<_>>()?;
        let counted: Vec<Drawn> =
            draws.iter().filter(|draw| draw.standing == Standing::Counted).copied().collect();
        let outcomes = outcomes::read(self.read(), asked.currency, &counted).await?;
        let mut found: BTreeMap<Uuid, Drew> = BTreeMap::new();
        for draw in draws {
            let Some(organisation) = draw.cluster else { continue };
            let one = found.entry(organisation).or_insert_with(|| Drew::of(organisation, draw.arm));
            one.arm = one.arm.filter(|arm| *arm == draw.arm);
            one.count(&draw, outcomes.get(&draw.person));
        }
        Ok(found.into_values().collect())
    }
}

impl Drew {
    fn of(organisation: Uuid, arm: Arm) -> Self {
        let (people, under_way, left_out, orders) = (0, 0, 0, 0);
        let arm = Some(arm);
        Self { organisation: PersonId(organisation), arm, people, under_way, left_out, orders, revenue: 0 }
    }

    fn count(&mut self, draw: &Drawn, outcome: Option<&outcomes::Outcome>) {
        match draw.standing {
            Standing::Counted => self.people += 1,
            Standing::UnderWay => self.under_way += 1,
            Standing::Conflicting | Standing::Merged | Standing::OtherShare => self.left_out += 1,
        }
        if let Some(outcome) = outcome.filter(|_| draw.standing == Standing::Counted) {
            self.orders += u64::from(outcome.orders);
            self.revenue += outcome.revenue;
        }
    }
}
