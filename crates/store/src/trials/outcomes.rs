//! Orders after a draw, refunds taken off, and what else counts as success.

use std::collections::HashMap;

use domain::Currency;
use domain::orders::OrderKind;
use domain::plays::Goal;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::{Drawn, horizon};
use crate::{Result, bulk, contacts, orders, sql};

/// What followed a draw.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcome {
    pub orders: u32,
    pub revenue: i64,
    pub reached: bool,
    /// Orders in other currencies.
    pub foreign: u64,
}

/// Somebody's orders within their horizon, and what went back of them.
#[derive(Default)]
struct Account {
    /// Amount and what went back, by source and its id there.
    bought: HashMap<(String, String), (i64, i64)>,
    /// Refunds that name an order, by source and that id.
    named: Vec<((String, String), i64)>,
    /// Refunds within the horizon that name none.
    loose: i64,
    foreign: u64,
}

impl Account {
    fn enter(&mut self, row: &QueryResult, currency: Currency, draw: &Drawn) -> Result<()> {
        let (at, amount): (i64, i64) = (sql::at(row, 2)?, sql::at(row, 3)?);
        let source: String = sql::at(row, 5)?;
        let within = draw.covers(at);
        let code: String = sql::at(row, 4)?;
        let is_ours = [currency.code(), Currency::NONE.code()].contains(&code.as_str());
        let amount = if is_ours { amount } else { 0 };
        match orders::kind_from(&sql::at::<String>(row, 1)?)? {
            OrderKind::Purchase if within => {
                self.foreign += u64::from(!is_ours);
                self.bought.insert((source, sql::at(row, 6)?), (amount, 0));
            }
            OrderKind::Purchase => {}
            OrderKind::Refund => match sql::at::<Option<String>>(row, 7)? {
                Some(of) => self.named.push(((source, of), amount)),
                None if within => self.loose += amount,
                None => {}
            },
        }
        Ok(())
    }

    fn close(mut self) -> Outcome {
        for (of, amount) in self.named {
            if let Some((_, back)) = self.bought.get_mut(&of) {
                *back += amount;
            }
        }
        let kept = |&&(amount, back): &&(i64, i64)| back == 0 || amount + back > 0;
        let orders = self.bought.values().filter(kept).count();
        Outcome {
            orders: u32::try_from(orders).unwrap_or(u32::MAX),
            revenue: self.bought.values().map(|(amount, back)| amount + back).sum::<i64>() + self.loose,
            reached: orders > 0,
            foreign: self.foreign,
        }
    }
}

impl Drawn {
    /// Whether what happened at this instant followed the draw, within its horizon.
    fn covers(&self, at: i64) -> bool {
        at > self.at && at <= self.at + horizon(&self.success)
    }
}

/// What followed each of these draws, by person.
pub(super) async fn read(
    on: &impl ConnectionTrait,
    currency: Currency,
    draws: &[Drawn],
) -> Result<HashMap<Uuid, Outcome>> {
    let drawn: HashMap<Uuid, &Drawn> = draws.iter().map(|draw| (draw.person, draw)).collect();
    let from = draws.iter().map(|draw| draw.at).min().unwrap_or(i64::MAX);
    let ids = drawn.keys().map(|&id| Value::from(id)).collect();
    let select = format!(
        "select i.person_id, o.kind, o.at, o.amount, o.currency, o.source, o.source_id, o.refunds
         from identities i join timeline t on t.identity_id = i.id join orders o on o.id = t.ref_id
         where t.kind in ('purchase', 'refund') and t.at > {from} and i.person_id in (values "
    );
    let mut accounts: HashMap<Uuid, Account> = HashMap::new();
    for row in bulk::ask(on, &select, 1, ")", ids).await? {
        let person: Uuid = sql::at(&row, 0)?;
        if let Some(draw) = drawn.get(&person) {
            accounts.entry(person).or_default().enter(&row, currency, draw)?;
        }
    }
    let mut outcomes: HashMap<Uuid, Outcome> =
        accounts.into_iter().map(|(person, account)| (person, account.close())).collect();
    for goal in [Goal::Visit, Goal::Answer] {
        touches(on, goal, &drawn, &mut outcomes).await?;
    }
    Ok(outcomes)
}

/// Of those whose success is no purchase, whether it happened.
async fn touches(
    on: &impl ConnectionTrait,
    goal: Goal,
    drawn: &HashMap<Uuid, &Drawn>,
    outcomes: &mut HashMap<Uuid, Outcome>,
) -> Result<()> {
    let theirs = || drawn.values().filter(|draw| draw.success.what == goal);
    let Some(from) = theirs().map(|draw| draw.at).min() else { return Ok(()) };
    for draw in theirs() {
        if let Some(outcome) = outcomes.get_mut(&draw.person) {
            outcome.reached = false;
        }
    }
    let select = format!(
        "select i.person_id, t.at from identities i join timeline t on t.identity_id = i.id
         where t.at > {from} and t.kind in ({}) and i.person_id in (values ",
        contacts::successes(goal)
    );
    let ids = theirs().map(|draw| Value::from(draw.person)).collect();
    for row in bulk::ask(on, &select, 1, ")", ids).await? {
        let (person, at): (Uuid, i64) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        if drawn.get(&person).is_some_and(|draw| draw.covers(at)) {
            outcomes.entry(person).or_default().reached = true;
        }
    }
    Ok(())
}
