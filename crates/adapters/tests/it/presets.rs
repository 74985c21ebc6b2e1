use adapters::files::presets::REGISTRY;

use crate::{options, read_bytes};

/// Shopify's header as of 2026: 79 columns.
const SHOPIFY: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References";

/// A row of the full Shopify export with these cells filled.
fn shopify_row(cells: &[(&str, &str)]) -> String {
    let filled = |name: &str| cells.iter().find(|(column, _)| *column == name).map_or("", |(_, value)| value);
    SHOPIFY.split(',').map(filled).collect::<Vec<_>>().join(",")
}

#[test]
fn every_preset_reads_its_own_example_and_is_recognised_by_it() {
    for preset in REGISTRY {
        for details in [false, true] {
            let mut options = options();
            options.details = details;
            let read = read_bytes(preset.example.text.as_bytes(), options).unwrap();
            let name = read.taken[0].preset.clone().unwrap_or_else(|| "generic".to_owned());
            assert_eq!(name, preset.name);
            let rows: Vec<(&str, &str, i64)> = read
                .rows
                .iter()
                .map(|(_, customer, day, minor)| (customer.as_str(), day.as_str(), *minor))
                .collect();
            let refused: Vec<&str> = read.refused.iter().map(|(_, reason)| *reason).collect();
            if details {
                // An import keeps rows that name nobody.
                let named: Vec<_> = rows.into_iter().filter(|row| !row.0.is_empty()).collect();
                assert_eq!(named, preset.example.rows, "{}", preset.name);
            } else {
                assert_eq!(rows, preset.example.rows, "{}", preset.name);
                assert_eq!(refused, preset.example.refused, "{}", preset.name);
            }
        }
    }
}

#[test]
fn preset_names_are_all_different_and_every_preset_has_an_example() {
    let mut names: Vec<&str> = REGISTRY.iter().map(|preset| preset.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), REGISTRY.len());
    assert!(REGISTRY.iter().all(|preset| !preset.example.rows.is_empty() && !preset.title.is_empty()));
}

#[test]
fn a_full_shopify_export_keeps_orders_lines_and_people_together() {
    assert_eq!(SHOPIFY.split(',').count(), 79);
    let first = shopify_row(&[
        ("Name", "#1001"),
        ("Email", "Ana@Example.com"),
        ("Financial Status", "paid"),
        ("Currency", "EUR"),
        ("Total", "35.00"),
        ("Created at", "2025-10-07 23:50:26 -0500"),
        ("Lineitem quantity", "2"),
        ("Lineitem name", "\"Beans, \"\"dark\"\"\nwhole\""),
        ("Lineitem sku", "B-1"),
        ("Lineitem price", "10.00"),
        ("Billing Name", "Ana Ķīse"),
        ("Billing Zip", "'75008"),
        ("Phone", "'+37120000000"),
        ("Refunded Amount", "0.00"),
    ]);
    let second = shopify_row(&[
        ("Name", "#1001"),
        ("Lineitem quantity", "1"),
        ("Lineitem name", "Mug"),
        ("Lineitem price", "15.00"),
        ("Vendor", "Us"),
    ]);
    let text = format!("{SHOPIFY}\n{first}\n{second}\n");
    let mut options = options();
    options.details = true;
    options.zone = jiff::tz::TimeZone::get("Europe/Riga").ok();
    let read = read_bytes(text.as_bytes(), options).unwrap();
    let details = read.chunks[0].details.as_ref().unwrap();
    assert_eq!(read.taken[0].preset.as_deref(), Some("shopify"));
    assert_eq!(read.orders(), ["#1001", "#1001"]);
    assert_eq!(read.rows[0], (2, "ana@example.com".into(), "2025-10-08".into(), 3500));
    assert_eq!(read.rows[1], (3, "ana@example.com".into(), "2025-10-08".into(), 0));
    assert_eq!(details.product.iter().collect::<Vec<_>>(), ["B-1", "Mug"]);
    assert_eq!(details.product_name.get(0), "Beans, \"dark\"\nwhole");
    assert_eq!(
        (details.quantity_milli.as_slice(), details.line_amount.as_slice()),
        (&[2000, 1000][..], &[2000, 1500][..])
    );
    assert_eq!((details.phone.get(1), details.name.get(1)), ("+37120000000", "Ana Ķīse"));
}

#[test]
fn lines_of_a_woocommerce_order_become_rows_of_one_order_in_an_import_only() {
    let text = r#"{"id":9,"status":"completed","currency":"JPY","date_created":"2025-03-22T16:28:02","total":"500","billing":{"email":"a@b.c"},"line_items":[{"name":"Cup","quantity":2,"price":100},{"name":"Tea","quantity":1,"price":300}],"refunds":[]}"#;
    let mut import = options();
    import.details = true;
    let imported = read_bytes(text.as_bytes(), import).unwrap();
    assert_eq!(imported.rows.iter().map(|row| row.3).collect::<Vec<_>>(), [500, 0]);
    let details = imported.chunks[0].details.as_ref().unwrap();
    assert_eq!(details.product.iter().collect::<Vec<_>>(), ["Cup", "Tea"]);
    assert_eq!(details.line_amount, [200, 300]);
    assert_eq!(imported.orders(), ["9", "9"]);
    let report = read_bytes(text.as_bytes(), options()).unwrap();
    assert_eq!(report.rows.len(), 1);
    assert!(report.chunks[0].details.is_none());
}

#[test]
fn stripe_dates_are_utc_and_fall_on_the_companys_day() {
    let text = "id,Created (UTC),Amount,Status,Customer ID\nch_1,2025-05-01 23:30:00,1.00,Paid,cus_1\n";
    let mut options = options();
    options.zone = jiff::tz::TimeZone::get("Europe/Riga").ok();
    let read = read_bytes(text.as_bytes(), options).unwrap();
    assert_eq!(read.rows, [(2, "cus_1".into(), "2025-05-02".into(), 100)]);
}

#[test]
fn columns_named_by_the_user_set_the_preset_aside_unless_it_is_asked_for() {
    let preset = REGISTRY.iter().find(|preset| preset.name == "shopify").unwrap();
    let mut named = options();
    named.mapping = crate::columns("Billing Name", "Created at", "Total");
    let read = read_bytes(preset.example.text.as_bytes(), named.clone()).unwrap();
    assert_eq!(read.taken[0].preset, None);
    assert!(read.rows.iter().any(|row| row.1 == "Ana"));
    named.preset = Some("shopify".into());
    named.mapping = adapters::files::Mapping::new().with(adapters::files::Role::Customer, "Billing Name");
    let read = read_bytes(preset.example.text.as_bytes(), named.clone()).unwrap();
    assert_eq!(read.rows[0].1, "Ana");
    named.preset = Some("nonsense".into());
    assert!(crate::sentence(preset.example.text.as_bytes(), named).contains("the presets are shopify"));
}
