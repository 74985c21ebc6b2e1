//! How many of each present can still be given.

use std::collections::HashMap;

use domain::Actor;
use domain::ids::PresentId;
use sea_orm::ConnectionTrait;

use crate::{Result, Store, leave, sql};

/// What can be given of each present that is not put away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelves(HashMap<PresentId, Shelf>);

/// What can be given of a present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Which.
    pub id: PresentId,
    /// What it is.
    pub name: String,
    /// What one costs, in minor units.
    pub cost: i64,
    /// How many are neither put by nor gone; `None` where nobody counts.
    pub free: Option<i64>,
    /// Below how many the day says so.
    pub mark: Option<i64>,
}

impl Shelf {
    /// Whether fewer are left than its mark; without one, whether none is.
    #[must_use]
    pub fn is_low(&self) -> bool {
        is_low(self.free, self.mark)
    }
}

/// Whether fewer are free than a mark says; without one, whether none is.
pub(super) fn is_low(free: Option<i64>, mark: Option<i64>) -> bool {
    free.is_some_and(|free| free < mark.unwrap_or(1))
}

impl Shelves {
    /// Whether there is such a present.
    #[must_use]
    pub fn holds(&self, present: PresentId) -> bool {
        self.0.contains_key(&present)
    }

    /// How many of what a step gives are free; `None` where nobody counts, or it gives none of the catalogue's.
    #[must_use]
    pub fn free(&self, present: Option<PresentId>) -> Option<i64> {
        present.and_then(|id| self.0.get(&id).map_or(Some(0), |shelf| shelf.free))
    }

    /// What one costs, in minor units; 0 of what is not there.
    #[must_use]
    pub fn cost(&self, present: Option<PresentId>) -> i64 {
        present.and_then(|id| self.0.get(&id)).map_or(0, |shelf| shelf.cost)
    }

    /// Every present there is, by name.
    #[must_use]
    pub fn all(&self) -> Vec<&Shelf> {
        let mut all: Vec<&Shelf> = self.0.values().collect();
        all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        all
    }

    /// What a present is called; `None` of what is not there.
    #[must_use]
    pub fn name(&self, present: PresentId) -> Option<&str> {
        self.0.get(&present).map(|shelf| shelf.name.as_str())
    }

    /// Takes one off.
    pub(crate) fn take(&mut self, present: Option<PresentId>) {
        if let Some(free) = present.and_then(|id| self.0.get_mut(&id)).and_then(|shelf| shelf.free.as_mut()) {
            *free -= 1;
        }
    }
}

/// What can be given now, inside a transaction too.
pub(crate) async fn shelves(on: &impl ConnectionTrait) -> Result<Shelves> {
    let select = "select p.id, p.name, p.cost, p.shelf - (select count(*) from parcels c
                      where c.present_id = p.id and c.state = 'reserved'), p.mark
                  from presents p where p.put_away_at is null";
    let shelf = |row| {
        let id = PresentId(sql::at(row, 0)?);
        let (name, cost) = (sql::at(row, 1)?, sql::at(row, 2)?);
        Ok((id, Shelf { id, name, cost, free: sql::at(row, 3)?, mark: sql::at(row, 4)? }))
    };
    Ok(Shelves(sql::results(on, select, []).await?.iter().map(shelf).collect::<Result<_>>()?))
}

impl Store {
    /// What can be given of each present.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn shelves(&self, actor: Actor) -> Result<Shelves> {
        leave::to_read_customers(actor)?;
        shelves(self.read()).await
    }
}
