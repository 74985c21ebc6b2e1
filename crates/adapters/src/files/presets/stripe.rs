//! Stripe's export of payments. People choose its columns, so three names must do; columns about
//! cards are never read.

use super::{Example, Preset, Statuses};
use crate::files::mapping::Role;

pub(super) static PAYMENTS: Preset = Preset {
    name: "stripe",
    title: "Stripe payments",
    needs: &["id", "Amount"],
    needs_one_of: &["Created (UTC)", "Created date (UTC)"],
    fields: &[
        (Role::Customer, &["Customer Email", "Customer ID", "Customer Description"]),
        (Role::Date, &["Created (UTC)", "Created date (UTC)"]),
        (Role::Amount, &["Amount"]),
        (Role::Refunded, &["Amount Refunded"]),
        (Role::Status, &["Status"]),
        (Role::Order, &["id"]),
        (Role::Currency, &["Currency"]),
        (Role::ProductName, &["Description"]),
        (Role::Email, &["Customer Email"]),
    ],
    order_on_first_row: false,
    json_lines: None,
    zero_is_nobody: false,
    statuses: Statuses {
        counted: &["paid", "succeeded", "refunded", "partially refunded", "partial refund"],
        refund: &[],
        cancelled: &["canceled", "cancelled"],
        unpaid: &[],
    },
    example: Example {
        text: "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email,Card ID,Card Last4\n\
               ch_1,Plan,2025-05-01 23:30:00,20.00,0.00,eur,Paid,cus_1,Eva@Example.com,card_1,4242\n\
               ch_2,Plan,2025-05-02 10:00:00,20.00,20.00,eur,Refunded,cus_1,eva@example.com,card_1,4242\n\
               ch_3,Plan,2025-05-03 10:00:00,20.00,0.00,eur,Failed,cus_2,,card_2,0002\n",
        rows: &[("eva@example.com", "2025-05-01", 2000), ("eva@example.com", "2025-05-02", 0)],
        refused: &["not_paid"],
    },
};
