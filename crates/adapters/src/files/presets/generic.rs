//! Any table of orders: nothing is recognised, columns are named by the user or guessed.

use super::{Example, Preset, Statuses};

pub(super) static ORDERS: Preset = Preset {
    name: "generic",
    title: "Any table of orders",
    needs: &[],
    needs_one_of: &[],
    fields: &[],
    order_on_first_row: false,
    json_lines: None,
    zero_is_nobody: false,
    statuses: Statuses {
        counted: &[],
        refund: &["refund", "refunded", "return", "returned", "chargeback", "credit note"],
        cancelled: &["cancelled", "canceled", "void", "voided", "deleted"],
        unpaid: &[
            "failed",
            "pending",
            "unpaid",
            "not paid",
            "declined",
            "expired",
            "draft",
            "abandoned",
            "on-hold",
            "authorized",
            "requires_payment_method",
        ],
    },
    example: Example {
        text: "Customer ID;Order date;Status;Total\nA1;2025-03-01;paid;10,50\n\
               A1;2025-03-09;cancelled;7,00\nA1;2025-03-12;refunded;10,50\n",
        rows: &[("A1", "2025-03-01", 1050), ("A1", "2025-03-12", -1050)],
        refused: &["cancelled"],
    },
};
