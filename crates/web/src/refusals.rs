//! Why rows were set aside, in the reader's language.

use domain::Reason;
use locales::Words;

/// The sentence of a reason.
pub(crate) fn said(words: Words, reason: Reason) -> String {
    match reason {
        Reason::NoCustomer => words.refusal_no_customer(),
        Reason::BadDate => words.refusal_bad_date(),
        Reason::FutureDate => words.refusal_future_date(),
        Reason::AfterAsOf => words.refusal_after_as_of(),
        Reason::AncientDate => words.refusal_ancient_date(),
        Reason::BadAmount => words.refusal_bad_amount(),
        Reason::HugeAmount => words.refusal_huge_amount(),
        Reason::BadQuantity => words.refusal_bad_quantity(),
        Reason::BadCurrency => words.refusal_bad_currency(),
        Reason::OtherCurrency => words.refusal_other_currency(),
        Reason::NotPaid => words.refusal_not_paid(),
        Reason::Cancelled => words.refusal_cancelled(),
        Reason::RefundWithoutPurchase => words.refusal_refund_without_purchase(),
        Reason::BadShape => words.refusal_bad_shape(),
        Reason::TooLong => words.refusal_too_long(),
        Reason::NotText => words.refusal_not_text(),
        Reason::Erased => words.refusal_erased(),
        Reason::BadJson => words.refusal_bad_json(),
    }
}
