//! A fitted method, and what it suggests to one person.

use serde::{Deserialize, Serialize};

use super::ease::Gram;
use super::item_item;
use super::purchases::Purchases;

/// How what somebody bought leads to what they may buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// What most people bought lately, the same for all.
    Popularity,
    /// Items bought by the same people, by BM25.
    ItemItem,
    /// EASE.
    Ease,
}

impl Method {
    /// Every method, the simplest first.
    pub const ALL: [Self; 3] = [Self::Popularity, Self::ItemItem, Self::Ease];

    /// Its name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::ItemItem => "item_item",
            Self::Ease => "ease",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Popularity => "popularity",
            Self::ItemItem => "item-item",
            Self::Ease => "EASE",
        }
    }
}

/// A method with all that is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The method.
    pub method: Method,
    /// Days that count as lately in popularity.
    pub lately: i32,
    /// Whether items that are bought now come before those whose season is over.
    pub in_season: bool,
    /// The penalty of EASE; without meaning elsewhere.
    pub lambda: f64,
}

/// Days by which the season of an item is told.
const SEASON_DAYS: i32 = 30;

/// An item that speaks for another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which.
    pub item: u32,
    /// How strongly, above 0.
    pub weight: f32,
    /// How many people have both.
    pub together: u32,
}

impl Neighbour {
    /// The strongest, at most `most`; of equals the lower number.
    pub(super) fn keep(mut all: Vec<Self>, most: usize) -> Vec<Self> {
        let order = |a: &Self, b: &Self| b.weight.total_cmp(&a.weight).then(a.item.cmp(&b.item));
        if all.len() > most {
            all.select_nth_unstable_by(most, order);
            all.truncate(most);
        }
        all.sort_unstable_by(order);
        all
    }
}

/// Something to suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// What.
    pub item: u32,
    /// How strongly; comparable within one answer alone.
    pub score: f64,
    /// What of theirs leads to it, the strongest first, with how many people have both; empty where it
    /// is suggested because it is popular.
    pub because: Vec<Neighbour>,
}

/// Reasons given for a suggestion.
const REASONS: usize = 2;

/// A fitted method.
#[derive(Clone, Debug)]
pub struct Recommender {
    /// What was fitted.
    pub settings: Settings,
    /// What leads to each item.
    pub to: Vec<Vec<Neighbour>>,
    /// How many people have each item.
    pub buyers: Vec<u32>,
    /// How many bought it lately.
    pub lately: Vec<u32>,
    /// What the score of each item is multiplied by.
    pub season: Vec<f64>,
    /// The same neighbours by what they lead from: places in `to`.
    from: Vec<Vec<(u32, f32)>>,
    /// Items that somebody bought lately, most bought first, then the others.
    popular: Vec<u32>,
}

impl Recommender {
    /// Fits a method on what was bought until the day `until`.
    #[must_use]
    pub fn fit(purchases: &Purchases, until: i32, settings: Settings) -> Self {
        let bought = purchases.bought(until);
        let to = match settings.method {
            Method::Popularity => vec![Vec::new(); bought.items()],
            Method::ItemItem => item_item::neighbours(&bought),
            Method::Ease => Gram::new(&bought).neighbours(settings.lambda, bought.items()),
        };
        Self::of(purchases, until, settings, to)
    }

    /// With neighbours that are known.
    pub(super) fn of(purchases: &Purchases, until: i32, settings: Settings, to: Vec<Vec<Neighbour>>) -> Self {
        let buyers = purchases.buyers(i32::MIN, until);
        let within = |days: i32| purchases.buyers(until.saturating_sub(days), until);
        let lately = within(settings.lately);
        let season = match settings.in_season {
            // The share of an item's buyers who bought it of late, drawn towards the low.
            true => within(SEASON_DAYS).iter().zip(&buyers).map(|(&now, &all)| share(now, all)).collect(),
            false => vec![1.0; buyers.len()],
        };
        let mut from = vec![Vec::new(); to.len()];
        for (item, neighbours) in to.iter().enumerate() {
            neighbours.iter().for_each(|one| from[one.item as usize].push((item as u32, one.weight)));
        }
        let mut popular: Vec<u32> =
            (0..buyers.len() as u32).filter(|&item| buyers[item as usize] > 0).collect();
        popular.sort_by_key(|&item| {
            std::cmp::Reverse((lately[item as usize], buyers[item as usize], std::cmp::Reverse(item)))
        });
        Self { settings, to, buyers, lately, season, from, popular }
    }

    /// What to suggest to somebody who has `bought` (sorted) and may be offered what `may` says, the
    /// best first: `count` items, fewer where there are no more. What nothing of theirs leads to is
    /// filled up with what is popular.
    pub fn suggest(
        &self,
        bought: &[u32],
        may: &dyn Fn(u32) -> bool,
        count: usize,
        room: &mut Room,
    ) -> Vec<Pick> {
        let is_new = |item: u32| bought.binary_search(&item).is_err() && may(item);
        room.score.resize(self.to.len(), 0.0);
        for &item in bought {
            for &(target, weight) in self.from.get(item as usize).into_iter().flatten() {
                let score = &mut room.score[target as usize];
                if *score == 0.0 {
                    room.touched.push(target);
                }
                *score += f64::from(weight);
            }
        }
        let mut best: Vec<(f64, u32)> = Vec::with_capacity(room.touched.len());
        for item in room.touched.drain(..) {
            let score = std::mem::take(&mut room.score[item as usize]) * self.season[item as usize];
            if is_new(item) {
                best.push((score, item));
            }
        }
        let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > count {
            best.select_nth_unstable_by(count, order);
            best.truncate(count);
        }
        best.sort_unstable_by(order);
        let pick = |(score, item)| Pick { item, score, because: self.because(bought, item) };
        let mut picks: Vec<Pick> = best.into_iter().map(pick).collect();
        let filled = self.popular.iter().filter(|&&item| is_new(item));
        for &item in filled {
            if picks.len() >= count {
                break;
            }
            if picks.iter().all(|pick| pick.item != item) {
                picks.push(Pick { item, score: 0.0, because: Vec::new() });
            }
        }
        picks
    }

    fn because(&self, bought: &[u32], item: u32) -> Vec<Neighbour> {
        let theirs = self.to[item as usize].iter().filter(|one| bought.binary_search(&one.item).is_ok());
        theirs.take(REASONS).copied().collect()
    }
}

/// Where scores are added up, kept from one person to the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    score: Vec<f64>,
    touched: Vec<u32>,
}

fn share(now: u32, all: u32) -> f64 {
    (f64::from(now) + 1.0) / (f64::from(all) + 10.0)
}
