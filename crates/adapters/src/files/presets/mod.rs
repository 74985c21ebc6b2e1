//! Exports we know by their header. A preset is one file here and one line in [`REGISTRY`].

mod generic;
mod shopify;
mod square;
mod stripe;
mod woocommerce;

use super::mapping::{Role, same_name};

/// Every preset, the most particular first. `generic` recognises nothing and so stands last.
pub const REGISTRY: &[&Preset] = &[
    &shopify::ORDERS,
    &woocommerce::REST,
    &woocommerce::ANALYTICS,
    &stripe::PAYMENTS,
    &square::ITEMS,
    &generic::ORDERS,
];

/// How one kind of export is recognised and read.
#[derive(Debug)]
pub struct Preset {
    /// The stable name, for options and pages.
    pub name: &'static str,
    /// The name people know it by.
    pub title: &'static str,
    /// Headers that must all be there.
    pub needs: &'static [&'static str],
    /// Headers of which one must be there; none where empty.
    pub needs_one_of: &'static [&'static str],
    /// Which columns a role is read from: the first that isn't empty counts, but a person's name
    /// is put together from all.
    pub fields: &'static [(Role, &'static [&'static str])],
    /// Whether only the first row of an order carries what belongs to the whole order, and the
    /// rows after it its other lines.
    pub order_on_first_row: bool,
    /// The list of lines in a JSON object, one row each.
    pub json_lines: Option<&'static str>,
    /// Whether customer `0` means a guest.
    pub zero_is_nobody: bool,
    /// What the words in the status column mean.
    pub statuses: Statuses,
    /// A tiny file of the kind, with the rows its test expects of it.
    pub example: Example,
}

/// What the words in a status column mean; they are compared without case.
#[derive(Debug)]
pub struct Statuses {
    /// Orders that count. Empty: every word that isn't listed below counts.
    pub counted: &'static [&'static str],
    /// Rows that give money back.
    pub refund: &'static [&'static str],
    /// Cancelled orders.
    pub cancelled: &'static [&'static str],
    /// Orders nobody has paid.
    pub unpaid: &'static [&'static str],
}

/// A tiny file of a preset's kind.
#[derive(Debug)]
pub struct Example {
    /// The file.
    pub text: &'static str,
    /// Customer, day and minor units of each row that counts.
    pub rows: &'static [(&'static str, &'static str, i64)],
    /// Reasons of the rows set aside.
    pub refused: &'static [&'static str],
}

/// What a status means for its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Counts,
    Refund,
    Cancelled,
    NotPaid,
}

impl Statuses {
    /// The meaning of a word.
    pub(crate) fn verdict(&self, word: &str) -> Verdict {
        let is_in = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(word));
        if is_in(self.refund) {
            Verdict::Refund
        } else if is_in(self.cancelled) {
            Verdict::Cancelled
        } else if is_in(self.unpaid) || !(self.counted.is_empty() || word.is_empty() || is_in(self.counted)) {
            Verdict::NotPaid
        } else {
            Verdict::Counts
        }
    }
}

impl Preset {
    /// The preset of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        REGISTRY.iter().copied().find(|preset| preset.name == name)
    }

    /// The preset a header belongs to.
    pub(crate) fn recognise(header: &[String]) -> Option<&'static Self> {
        let has = |name: &&str| header.iter().any(|column| same_name(column, name));
        REGISTRY.iter().copied().find(|preset| {
            !preset.needs.is_empty()
                && preset.needs.iter().all(has)
                && (preset.needs_one_of.is_empty() || preset.needs_one_of.iter().any(has))
        })
    }

    /// The columns (from 0) of a role, in the order they count.
    pub(crate) fn columns(&self, role: Role, header: &[String]) -> Vec<usize> {
        let names = self.fields.iter().find(|(field, _)| *field == role).map_or(&[][..], |(_, names)| names);
        names.iter().filter_map(|name| header.iter().position(|column| same_name(column, name))).collect()
    }
}
