//! What somebody hasn't bought and most likely would, as people and programs see it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::time::Day;
use crate::worth::{Estimate, Taken};

/// What is suggested, how that was chosen, and how well it foretold. Shares are 0 to 1; names are
/// stable.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Version of this document's shape.
    pub version: u32,
    /// What was read and how it was understood; one a file, empty when the store answered.
    pub taken: Vec<Taken>,
    /// Rows set aside, by [`crate::Reason::code`].
    pub refused: BTreeMap<String, u64>,
    /// People who bought something.
    pub people: u64,
    /// Products that somebody bought.
    pub products: u64,
    /// Products a person, on average.
    pub products_of_person: f64,
    /// The first day of a purchase.
    pub first_day: Day,
    /// The last.
    pub last_day: Day,
    /// The method that suggests: `popularity`, `item_item` or `ease`.
    pub method: String,
    /// Why: `better`, `nothing_better` or `untested`.
    pub why: String,
    /// The test on time; absent where history is too short or too few bought something new.
    pub test: Option<Test>,
}

/// Every method, fitted on what came until a day and asked for what people bought for the first
/// time after it. What is chosen was chosen on the stretch before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Test {
    /// The last day learned from.
    pub until: Day,
    /// The last day foretold.
    pub end: Day,
    /// People who had bought before and bought something new.
    pub people: u64,
    /// One a method, the simplest first.
    pub methods: Vec<Tested>,
}

/// How a method did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tested {
    /// `popularity`, `item_item` or `ease`.
    pub method: String,
    /// Whether things of the season come first.
    pub in_season: bool,
    /// Of the new products that ten suggestions could hold, the share they held.
    pub recall: Estimate,
    /// The same with the upper places counting more.
    pub ndcg: Estimate,
    /// Share of all products that were suggested to somebody.
    pub coverage: f64,
}

/// Something to suggest to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The product's own number, as the source has it.
    pub product: String,
    /// Its name; empty where the source has none.
    pub name: String,
    /// What of theirs leads to it, the strongest first; empty where it is suggested because it is
    /// popular.
    pub because: Vec<Because>,
    /// How many bought it of late.
    pub lately: u32,
}

/// Something they have that leads to something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The product's own number.
    pub product: String,
    /// Its name; empty where the source has none.
    pub name: String,
    /// People who bought it.
    pub buyers: u32,
    /// Those of them who bought what is suggested too.
    pub together: u32,
}

/// Orders from which somebody is committed enough for a step up.
pub const COMMITTED_ORDERS: u32 = 5;
/// The odds that they are still here, from which they are.
pub const COMMITTED_ALIVE: f64 = 0.8;
/// How many times what they paid a step up costs at least.
pub const PREMIUM_TIMES: f64 = 1.5;
/// How many times at most: beyond, it is another kind of thing.
pub const PREMIUM_MOST: f64 = 4.0;

/// A step up for somebody committed: of the kind they like, and dearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Premium {
    /// What, and the one thing of theirs that leads to it.
    pub suggestion: Suggestion,
    /// What a piece costs on average, in minor units.
    pub price: f64,
    /// What they paid for a piece of the thing that leads to it, on average, in minor units.
    pub paid: f64,
    /// Of both.
    pub currency: Currency,
}

/// All suggestions to one customer, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The customer, as the source names them.
    pub customer: String,
    /// What.
    pub suggestions: Vec<Suggestion>,
}

/// What a product is called: its name, else its number.
#[must_use]
pub fn called<'a>(name: &'a str, product: &'a str) -> &'a str {
    if name.is_empty() { product } else { name }
}
