//! WooCommerce: the CSV of Analytics, Orders, and orders as the REST API (v3) gives them, one JSON
//! object a line.

use super::{Example, Preset, Statuses};
use crate::files::mapping::Role;

/// Refunds stand on the order itself, so a refunded order counts with what is left of it.
const STATUSES: Statuses = Statuses {
    counted: &["completed", "processing", "refunded"],
    refund: &[],
    cancelled: &["cancelled", "canceled", "trash"],
    unpaid: &["pending", "pending payment", "on-hold", "on hold", "failed", "checkout-draft", "draft"],
};

pub(super) static ANALYTICS: Preset = Preset {
    name: "woocommerce_analytics",
    title: "WooCommerce Analytics, Orders",
    needs: &["Date", "Order #", "Status", "Customer"],
    needs_one_of: &["N. Revenue (formatted)", "N. Revenue", "Net Sales"],
    fields: &[
        (Role::Customer, &["Customer"]),
        (Role::Date, &["Date"]),
        (Role::Amount, &["Net Sales", "N. Revenue", "N. Revenue (formatted)"]),
        (Role::Status, &["Status"]),
        (Role::Order, &["Order #"]),
        (Role::ProductName, &["Product(s)"]),
        (Role::Name, &["Customer"]),
    ],
    order_on_first_row: false,
    json_lines: None,
    zero_is_nobody: false,
    statuses: STATUSES,
    example: Example {
        text: "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution\n\
               2025-02-03 10:00:00,12,\"৳2,999\",completed,Rahim Uddin,returning,2× Tea,2,,2999,Direct\n\
               2025-02-04 10:00:00,13,৳500,failed,Rahim Uddin,returning,1× Tea,1,,500,Direct\n",
        rows: &[("Rahim Uddin", "2025-02-03", 299_900)],
        refused: &["not_paid"],
    },
};

pub(super) static REST: Preset = Preset {
    name: "woocommerce",
    title: "WooCommerce orders (REST v3, JSON Lines)",
    needs: &["id", "date_created", "total", "status"],
    needs_one_of: &["billing.email", "billing.phone", "customer_id"],
    fields: &[
        (Role::Customer, &["billing.email", "billing.phone", "customer_id"]),
        (Role::Date, &["date_created"]),
        (Role::Amount, &["total"]),
        (Role::Refunded, &["refunds.total"]),
        (Role::Status, &["status"]),
        (Role::Order, &["id"]),
        (Role::Currency, &["currency"]),
        (Role::Product, &["line_items.sku", "line_items.product_id", "line_items.name"]),
        (Role::ProductName, &["line_items.name"]),
        (Role::Quantity, &["line_items.quantity"]),
        (Role::Price, &["line_items.price"]),
        (Role::Email, &["billing.email"]),
        (Role::Phone, &["billing.phone"]),
        (Role::Name, &["billing.first_name", "billing.last_name"]),
    ],
    order_on_first_row: true,
    json_lines: Some("line_items"),
    zero_is_nobody: true,
    statuses: STATUSES,
    example: Example {
        text: r#"{"id":727,"status":"completed","currency":"USD","date_created":"2025-03-22T16:28:02","total":"29.35","customer_id":0,"billing":{"first_name":"John","last_name":"Doe","email":"John.Doe@example.com","phone":""},"line_items":[{"name":"Cup","product_id":93,"quantity":2,"sku":"CUP","price":3}],"refunds":[{"id":1,"reason":"","total":"-9.35"}]}
{"id":728,"status":"pending","currency":"USD","date_created":"2025-03-23T16:28:02","total":"5.00","customer_id":3,"billing":{"first_name":"","last_name":"","email":"","phone":""},"line_items":[],"refunds":[]}
"#,
        rows: &[("john.doe@example.com", "2025-03-22", 2000)],
        refused: &["not_paid"],
    },
};
