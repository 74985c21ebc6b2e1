//! Square's export of items sold: a row a line with its own amount, date and time apart.

use super::{Example, Preset, Statuses};
use crate::files::mapping::Role;

pub(super) static ITEMS: Preset = Preset {
    name: "square",
    title: "Square items",
    needs: &["Date", "Time", "Time Zone", "Item", "Qty", "Net Sales", "Transaction ID"],
    needs_one_of: &[],
    fields: &[
        (Role::Customer, &["Customer ID", "Customer Reference ID", "Customer Name"]),
        (Role::Date, &["Date"]),
        (Role::Time, &["Time"]),
        (Role::TimeZone, &["Time Zone"]),
        (Role::Amount, &["Net Sales"]),
        (Role::Order, &["Transaction ID"]),
        (Role::Product, &["SKU", "Item"]),
        (Role::ProductName, &["Item"]),
        (Role::Quantity, &["Qty"]),
        (Role::Name, &["Customer Name"]),
    ],
    order_on_first_row: false,
    json_lines: None,
    zero_is_nobody: false,
    statuses: Statuses { counted: &[], refund: &[], cancelled: &[], unpaid: &[] },
    example: Example {
        text: "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Customer Name\n\
               2025-04-01,08:15:00,Eastern Time (US & Canada),Coffee,Latte,1.0,Regular,,,$4.50,$0.00,$4.50,$0.40,T1,Kim Lee\n\
               2025-04-01,08:15:00,Eastern Time (US & Canada),Food,Muffin,2.0,Regular,MUF,,$6.00,($1.00),$5.00,$0.40,T1,Kim Lee\n\
               2025-04-02,09:00:00,Eastern Time (US & Canada),Coffee,Latte,-1.0,Regular,,,($4.50),$0.00,($4.50),$0.00,T2,Kim Lee\n\
               2025-04-02,09:10:00,Eastern Time (US & Canada),Coffee,Latte,1.0,Regular,,,$4.50,$0.00,$4.50,$0.00,T3,\n",
        rows: &[
            ("Kim Lee", "2025-04-01", 450),
            ("Kim Lee", "2025-04-01", 500),
            ("Kim Lee", "2025-04-02", -450),
        ],
        refused: &["no_customer"],
    },
};
