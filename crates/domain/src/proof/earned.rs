//! What a play, or the whole programme, earned, as it was seen on a day: what is kept of each look.

use serde::{Deserialize, Serialize};

use super::Proof;
use crate::money::Currency;
use crate::plays::Success;
use crate::time::{Day, Instant};
use crate::worth::Estimate;

/// What a play earned. Looks are kept: what came to the document later is empty in older ones.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Earned {
    /// Version of this document's shape.
    pub version: u32,
    /// The day it was seen on.
    pub as_of: Day,
    /// The instant: who was drawn later is no part of it.
    #[serde(default)]
    pub at: Instant,
    /// What counts as success, and for how long after each draw: for who is drawn now.
    pub success: Success,
    /// The same for those who count, as the play said it when each was drawn; several where it was changed.
    #[serde(default)]
    pub terms: Vec<Success>,
    /// The share held out of those who count, in thousandths.
    #[serde(default)]
    pub share_mille: u16,
    /// Currency of everything in money.
    pub currency: Currency,
    /// Units the intervals are tuned to, chosen at the first look and kept; absent before it.
    pub planned: Option<u64>,
    /// Who counts and who doesn't.
    pub counts: Counts,
    /// Why nothing can be proved; absent where it can.
    pub unproved: Option<Unproved>,
    /// Extra orders within the horizon.
    pub orders: Option<Proof>,
    /// Extra revenue within the horizon, in major units.
    pub revenue: Option<Proof>,
    /// Its own success, as yes or no.
    pub reached: Option<Proof>,
    /// What it cost to treat those who count.
    pub cost: Cost,
    /// The share of revenue that stays after the cost of the goods, as the settings said, in thousandths; 1000 where
    /// it is not known, and then [`Earned::profit`] is before the cost of the goods.
    #[serde(default = "whole")]
    pub margin_mille: u16,
    /// That share of the extra revenue of all treated, less the cost, in major units, with the interval for every
    /// look.
    pub profit: Option<Estimate>,
    /// Profit by unit of cost; absent where it cost nothing.
    pub profit_on_cost: Option<Estimate>,
}

fn whole() -> u16 {
    1000
}

/// Who counts and who doesn't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// People whose horizon is over.
    pub counted: u64,
    /// People whose horizon isn't.
    pub under_way: u64,
    /// People in both arms since they were merged.
    pub conflicting: u64,
    /// Draws beyond the first of people merged since.
    pub merged: u64,
    /// People drawn while another share was held out.
    pub other_share: u64,
    /// Ways that were owed, and so never drawn.
    pub owed: u64,
    /// Orders in other currencies: counted as orders, their revenue left out.
    pub foreign: u64,
}

/// Why nothing can be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unproved {
    /// Nobody's horizon is over.
    NobodyYet,
    /// Nobody of those was held out, or everybody.
    OneArm,
    /// What is owed is done for everybody.
    Owed,
    /// Organisations are more than can be held.
    TooMany,
}

/// What it cost, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Gestures that were done within the horizon.
    pub gestures: i64,
    /// What was taken off certificates that came with them.
    pub certificates: i64,
    /// What was written down beside them.
    pub written: i64,
}

impl Cost {
    /// All together.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.gestures.saturating_add(self.certificates).saturating_add(self.written)
    }
}

impl Earned {
    /// Sets profit from what the revenue's proof claims in all; nothing where that claims nothing.
    pub fn weigh(&mut self) {
        let cost = self.cost.total() as f64 / self.currency.minor_per_major() as f64;
        let margin = f64::from(self.margin_mille) / 1000.0;
        let effect = self.revenue.as_ref().and_then(|revenue| revenue.effects.first());
        self.profit =
            effect.and_then(|effect| effect.in_all).map(|all| all.map(|value| value * margin - cost));
        self.profit_on_cost =
            self.profit.filter(|_| cost > 0.0).map(|profit| profit.map(|value| value / cost));
    }
}
