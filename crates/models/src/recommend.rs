//! What somebody hasn't bought and most likely would: EASE (Steck 2019), item-item by BM25, and
//! popularity, with a test on time that says which of them holds here.
//!
//! Only what is new to a person counts, in the test as in the answer: whoever buys coffee every week
//! needs nobody to suggest it.

mod ease;
mod inverse;
mod item_item;
mod purchases;
mod recommender;
mod trial;

pub use purchases::{Bought, Purchase, Purchases};
pub use recommender::{Method, Neighbour, Pick, Recommender, Room, Settings};
pub use trial::{Choice, Share, TOP, Trial, Trials, Why, choose, outcomes};

#[cfg(test)]
mod tests;
