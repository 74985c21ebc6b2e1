//! Customers and products numbered as they are met.

use std::collections::{BTreeMap, HashMap};

use domain::orders::OrderKind;
use domain::{OrderChunk, Reason};
use models::recommend::{Purchase, Purchases};

/// Words and their numbers, from 0.
#[derive(Default)]
struct Numbered {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Numbered {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.into(), number);
        self.words.push(word.into());
        number
    }

    fn word(&self, number: usize) -> &str {
        self.words.get(number).map_or("", AsRef::as_ref)
    }
}

/// Everything bought, by whom and when.
#[derive(Default)]
pub struct Catalogue {
    customers: Numbered,
    products: Numbered,
    names: Vec<Box<str>>,
    rows: Vec<Purchase>,
    without_customer: u64,
    without_product: u64,
}

impl Catalogue {
    /// Takes the lines of a chunk that was read with details. Money back is no purchase, and takes
    /// none away: it was tried.
    pub fn add(&mut self, chunk: &OrderChunk) {
        let Some(details) = &chunk.details else { return };
        for row in 0..chunk.len() {
            let (customer, product) = (chunk.customer.get(row), details.product.get(row));
            if customer.is_empty() {
                self.without_customer += 1;
            } else if product.is_empty() {
                self.without_product += 1;
            } else if chunk.kind[row] == OrderKind::Purchase {
                let (person, item) = (self.customers.number(customer), self.products.number(product));
                if self.names.len() <= item as usize {
                    self.names.push(details.product_name.get(row).into());
                }
                self.rows.push(Purchase { person, item, day: chunk.day[row] });
            }
        }
    }

    /// The purchases as the models take them.
    pub(super) fn purchases(&self) -> Purchases {
        Purchases::new(self.rows.clone())
    }

    /// Rows that say too little, by reason.
    pub(super) fn refused(&self) -> BTreeMap<String, u64> {
        let counts =
            [(Reason::NoCustomer.code(), self.without_customer), ("no_product", self.without_product)];
        counts.into_iter().filter(|count| count.1 > 0).map(|(code, rows)| (code.to_owned(), rows)).collect()
    }

    /// A customer, as the source names them.
    pub(super) fn customer(&self, person: usize) -> &str {
        self.customers.word(person)
    }

    /// A product's own number, and its name where it has another.
    pub(super) fn product(&self, item: u32) -> (&str, &str) {
        let product = self.products.word(item as usize);
        let name = self.names.get(item as usize).map_or("", AsRef::as_ref);
        (product, if name == product { "" } else { name })
    }

    /// The number here of a product.
    pub(super) fn number_of(&self, product: &str) -> Option<u32> {
        self.products.numbers.get(product).copied()
    }
}
