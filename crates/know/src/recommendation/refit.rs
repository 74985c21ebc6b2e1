//! The fit on everything the store holds, kept for whoever asks person by person.

use std::collections::HashMap;
use std::hash::Hash;

use domain::Actor;
use domain::access::{self, Action};
use domain::ids::{PersonId, ProductId, RunId};
use futures::TryStreamExt;
use models::recommend::{Purchase, Purchases};
use store::Store;
use store::recommendations::{Demand, Pair};

use super::{Fitted, fit};
use crate::Error;

const ACTOR: Actor = Actor::System("know.recommendation");

/// Things and their numbers, from 0.
struct Numbered<T> {
    numbers: HashMap<T, u32>,
    things: Vec<T>,
}

impl<T: Copy + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Self { numbers: HashMap::new(), things: Vec::new() }
    }

    fn number(&mut self, thing: T) -> u32 {
        *self.numbers.entry(thing).or_insert_with(|| {
            self.things.push(thing);
            self.things.len() as u32 - 1
        })
    }
}

/// Chooses, tests and fits on all purchases, and keeps what leads from one product to another. `None`
/// where nothing can be learned: nobody bought two products.
///
/// # Errors
/// Where the database fails.
pub async fn refit(store: &Store) -> Result<Option<RunId>, Error> {
    let permit = access::check(ACTOR, Action::WriteBeliefs)?;
    let (mut people, mut products) = (Numbered::<PersonId>::new(), Numbered::<ProductId>::new());
    let mut rows = Vec::new();
    let mut pages = store.purchases(ACTOR);
    while let Some(page) = pages.try_next().await? {
        rows.extend(page.iter().map(|bought| Purchase {
            person: people.number(bought.person),
            item: products.number(bought.product),
            day: bought.day,
        }));
    }
    let fitted = tokio::task::spawn_blocking(move || fit(&Purchases::new(rows), &|_| {})).await;
    let Fitted { report, recommender, .. } = match fitted.map_err(|_| Error::Stopped)? {
        Err(Error::NoOrders | Error::NothingToSuggest(_)) => return Ok(None),
        fitted => fitted?,
    };
    let of = |item: usize| products.things[item];
    let demand = (0..products.things.len()).map(|item| Demand {
        product: of(item),
        buyers: recommender.buyers[item],
        lately: recommender.lately[item],
        season: recommender.season[item],
    });
    let pairs = recommender.to.iter().enumerate().flat_map(|(item, neighbours)| {
        neighbours.iter().map(move |one| Pair {
            from: of(one.item as usize),
            to: of(item),
            weight: f64::from(one.weight),
            together: one.together,
        })
    });
    let (demand, pairs) = (demand.collect::<Vec<_>>(), pairs.collect::<Vec<_>>());
    Ok(Some(store.save_recommendation(&permit, &report, &demand, &pairs).await?))
}
