//! Why a row was set aside. Nothing is dropped without one of these.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $sentence:literal;)*) => {
        /// Why a row was set aside. The code is stable: files, pages and the API carry it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Reason {$(
            $(#[$doc])*
            #[serde(rename = $code)]
            $name,
        )*}

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable name.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {$(Self::$name => $code),*}
            }

            /// What is wrong and what to do, for people.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self {$(Self::$name => $sentence),*}
            }
        }
    };
}

reasons! {
    /// The row does not say who bought.
    NoCustomer = "no_customer", "The row names no customer, so it can't be laid to anyone.";
    /// The date is empty or not a date.
    BadDate = "bad_date", "The date can't be read; write dates one way throughout the file.";
    /// The date lies after today, or after the as-of date.
    FutureDate = "future_date", "The date lies in the future.";
    /// The date lies after the as-of date the reader was asked for.
    AfterAsOf = "after_as_of", "The date lies after the as-of date.";
    /// The year is before any order we could mean.
    AncientDate = "ancient_date", "The year is before 1970: a typing error, or a spreadsheet's zero.";
    /// The amount is empty, NaN or not a number.
    BadAmount = "bad_amount", "The amount can't be read as a number.";
    /// The amount is beyond any order.
    HugeAmount = "huge_amount", "The amount is larger than any order can be.";
    /// The quantity is not a number.
    BadQuantity = "bad_quantity", "The quantity can't be read as a number.";
    /// The currency is not an ISO 4217 code.
    BadCurrency = "bad_currency", "The currency is not an ISO 4217 code such as EUR.";
    /// The row is in another currency than the one analysed, and no rate was given.
    OtherCurrency = "other_currency", "The row is in another currency; give its rate with --rates to count it.";
    /// The payment did not go through, or the order is not final.
    NotPaid = "not_paid", "The order was not paid: failed, pending or voided.";
    /// The order was cancelled.
    Cancelled = "cancelled", "The order was cancelled, so it is no purchase.";
    /// A refund with no purchase before it.
    RefundWithoutPurchase = "refund_without_purchase", "The refund has no earlier purchase to lower.";
    /// The row has too few or too many cells.
    BadShape = "bad_shape", "The row has another number of cells than the header.";
    /// The row, or a cell of it, is longer than the limit.
    TooLong = "too_long", "The row is longer than a row can be; a quote may be missing before it.";
    /// The bytes are no text in the file's encoding.
    NotText = "not_text", "The row holds bytes that are not text in the file's encoding.";
    /// The customer was erased after the day of the order.
    Erased = "erased", "The customer was erased since; nothing older than that is taken in again.";
    /// A line of JSON that is not a JSON object.
    BadJson = "bad_json", "The line is not a JSON object.";
}

/// A row set aside, with what a person needs to find and mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// Its row, counted from 1 with the header as row 1 where there is one.
    pub row: u64,
    /// The column at fault, where one is.
    pub column: Option<Arc<str>>,
    /// Why.
    pub reason: Reason,
    /// The cell at fault or the row as it stood, cut to a readable length.
    pub value: String,
}
