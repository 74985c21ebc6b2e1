//! Shopify's orders export: one row a line, what belongs to the whole order on its first row.

use super::{Example, Preset, Statuses};
use crate::files::mapping::Role;

pub(super) static ORDERS: Preset = Preset {
    name: "shopify",
    title: "Shopify orders",
    needs: &["Name", "Created at", "Total", "Financial Status"],
    needs_one_of: &["Email", "Phone", "Billing Name"],
    fields: &[
        (Role::Customer, &["Email", "Phone", "Billing Phone", "Billing Name"]),
        (Role::Date, &["Created at"]),
        (Role::Amount, &["Total"]),
        (Role::Refunded, &["Refunded Amount"]),
        (Role::Cancelled, &["Cancelled at"]),
        (Role::Status, &["Financial Status"]),
        (Role::Order, &["Name"]),
        (Role::Currency, &["Currency"]),
        (Role::Product, &["Lineitem sku", "Lineitem name"]),
        (Role::ProductName, &["Lineitem name"]),
        (Role::Quantity, &["Lineitem quantity"]),
        (Role::Price, &["Lineitem price"]),
        (Role::Email, &["Email"]),
        (Role::Phone, &["Phone", "Billing Phone", "Shipping Phone"]),
        (Role::Name, &["Billing Name"]),
    ],
    order_on_first_row: true,
    json_lines: None,
    zero_is_nobody: false,
    statuses: Statuses {
        counted: &["paid", "partially_paid", "partially_refunded", "refunded"],
        refund: &[],
        cancelled: &[],
        unpaid: &["pending", "authorized", "voided", "expired", "unpaid"],
    },
    example: Example {
        text: "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,\
               Billing Name,Billing Zip,Cancelled at,Refunded Amount\n\
               #1003,Ana@Example.com,partially_refunded,EUR,30.00,2025-10-07 09:50:26 +0200,2,\"Beans, \"\"dark\"\"\",10.00,Ana,'75008,,5.00\n\
               #1003,,,,,,1,Mug,10.00,,,,\n\
               #1002,,paid,EUR,8.00,2025-10-06 10:00:00 +0200,1,Mug,8.00,Bo Li,,,0.00\n\
               #1001,c@example.com,paid,EUR,8.00,2025-10-05 10:00:00 +0200,1,Mug,8.00,C,,2025-10-05 11:00:00 +0200,8.00\n\
               #1000,d@example.com,pending,EUR,8.00,2025-10-04 10:00:00 +0200,1,Mug,8.00,D,,,0.00\n",
        rows: &[
            ("ana@example.com", "2025-10-07", 2500),
            ("ana@example.com", "2025-10-07", 0),
            ("Bo Li", "2025-10-06", 800),
        ],
        refused: &["cancelled", "not_paid"],
    },
};
