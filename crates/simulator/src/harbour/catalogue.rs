//! What Harbour Coffee sells.

use rand_chacha::ChaCha8Rng;

use super::season;
use crate::draw::{chance, weighted};

/// Where an order is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// At the counter of the café.
    Cafe,
    /// In the web shop.
    Web,
}

/// One thing for sale.
#[derive(Debug)]
pub struct Product {
    /// The shop's own number.
    pub sku: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Price in cents of a euro.
    pub cents: i64,
    cafe: f64,
    web: f64,
    /// What takes its place in summer or before Christmas, at the same price.
    swap: Swap,
}

#[derive(Clone, Copy, Debug)]
enum Swap {
    Never,
    Summer(usize),
    December(usize),
}

const fn product(
    sku: &'static str,
    name: &'static str,
    cents: i64,
    (cafe, web): (f64, f64),
    swap: Swap,
) -> Product {
    Product { sku, name, cents, cafe, web, swap }
}

/// The catalogue. The last four stand in for others in their season.
pub static CATALOGUE: [Product; 28] = [
    product("ESP", "Espresso", 220, (14.0, 0.0), Swap::Never),
    product("CAP", "Cappuccino", 360, (20.0, 0.0), Swap::December(26)),
    product("FIL", "Filter coffee", 280, (18.0, 0.0), Swap::Summer(25)),
    product("LAT", "Latte", 390, (14.0, 0.0), Swap::Summer(24)),
    product("TEA", "Black tea", 260, (7.0, 0.0), Swap::Never),
    product("CHO", "Hot chocolate", 380, (4.0, 0.0), Swap::Never),
    product("CRO", "Croissant", 270, (10.0, 0.0), Swap::Never),
    product("BUN", "Cinnamon bun", 310, (12.0, 0.0), Swap::Never),
    product("CAR", "Carrot cake", 450, (8.0, 0.0), Swap::Never),
    product("CHE", "Cheesecake", 490, (6.0, 0.0), Swap::Never),
    product("SAN", "Smoked salmon sandwich", 720, (5.0, 0.0), Swap::Never),
    product("BH250", "House beans 250 g", 890, (2.5, 26.0), Swap::Never),
    product("BE250", "Ethiopia beans 250 g", 1150, (1.0, 16.0), Swap::Never),
    product("BD250", "Decaf beans 250 g", 950, (0.5, 7.0), Swap::Never),
    product("BH1000", "House beans 1 kg", 2900, (0.4, 14.0), Swap::December(27)),
    product("PAP", "Filter papers", 420, (0.4, 9.0), Swap::Never),
    product("MUG", "Harbour mug", 1400, (0.6, 8.0), Swap::Never),
    product("DRI", "Pour-over dripper", 2200, (0.1, 4.0), Swap::Never),
    product("FRE", "French press", 3400, (0.1, 2.5), Swap::Never),
    product("GRI", "Hand grinder", 8900, (0.0, 1.0), Swap::Never),
    product("BOX-S", "Subscription box small", 1900, (0.0, 10.0), Swap::Never),
    product("BOX-L", "Subscription box large", 3600, (0.0, 4.0), Swap::Never),
    product("CRS-B", "Course: home barista", 6500, (0.05, 1.0), Swap::Never),
    product("CRS-L", "Course: latte art", 7500, (0.05, 0.6), Swap::Never),
    product("ICL", "Iced latte", 390, (0.0, 0.0), Swap::Never),
    product("CBR", "Cold brew", 280, (0.0, 0.0), Swap::Never),
    product("GIN", "Gingerbread cappuccino", 360, (0.0, 0.0), Swap::Never),
    product("GIFT", "Christmas gift box", 2900, (0.0, 0.0), Swap::Never),
];

impl Product {
    fn weight(&self, channel: Channel) -> f64 {
        match channel {
            Channel::Cafe => self.cafe,
            Channel::Web => self.web,
        }
    }
}

impl Channel {
    /// Mean number of lines beyond the first, for a customer of average appetite.
    pub(super) fn further_lines(self) -> f64 {
        match self {
            Self::Cafe => 0.6,
            Self::Web => 1.0,
        }
    }

    /// Chance that a line is of two pieces.
    pub(super) fn pairs(self) -> f64 {
        match self {
            Self::Cafe => 0.12,
            Self::Web => 0.2,
        }
    }

    /// Mean value of a line, in cents.
    pub(super) fn mean_line(self) -> f64 {
        let total: f64 = CATALOGUE.iter().map(|product| product.weight(self)).sum();
        let value: f64 = CATALOGUE.iter().map(|product| product.weight(self) * product.cents as f64).sum();
        value / total * (1.0 + self.pairs())
    }
}

/// Draws a product for a month (1 to 12), as an index into [`CATALOGUE`].
pub(super) fn draw(rng: &mut ChaCha8Rng, channel: Channel, month: i8) -> usize {
    let drawn = weighted(rng, CATALOGUE.iter().map(|product| product.weight(channel)));
    match CATALOGUE[drawn].swap {
        Swap::Summer(other) if chance(rng, season::iced(month)) => other,
        Swap::December(other) if chance(rng, season::festive(month)) => other,
        _ => drawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_for_another_costs_the_same_and_no_name_breaks_a_csv() {
        for product in &CATALOGUE {
            if let Swap::Summer(other) | Swap::December(other) = product.swap {
                assert_eq!(product.cents, CATALOGUE[other].cents, "{}", product.name);
                assert_eq!(CATALOGUE[other].weight(Channel::Cafe), 0.0);
            }
            assert!(!product.sku.contains([',', '"']) && !product.name.contains([',', '"']));
        }
    }
}
