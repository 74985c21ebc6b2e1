//! Which column is which, as the command line says it; `report` and `import` share it.

use std::path::PathBuf;

use adapters::files::{Mapping, Role};
use clap::Args;
use domain::Currency;
use jiff::tz::TimeZone;

use crate::failure::Failure;

/// Columns by header name, or by number from 1. Presets and common names are found without these.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Columns (a header name, or a number from 1)")]
pub struct Columns {
    /// Who bought.
    #[arg(long, value_name = "COLUMN")]
    customer: Option<String>,
    /// When.
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
    /// What the row came to; without it, quantity times price.
    #[arg(long, value_name = "COLUMN")]
    amount: Option<String>,
    /// The order the row belongs to; rows of one order are one order.
    #[arg(long, value_name = "COLUMN")]
    order: Option<String>,
    /// The product.
    #[arg(long, value_name = "COLUMN")]
    product: Option<String>,
    /// How many pieces.
    #[arg(long, value_name = "COLUMN")]
    quantity: Option<String>,
    /// The price of one piece.
    #[arg(long, value_name = "COLUMN")]
    price: Option<String>,
    /// The column with the currency, or the ISO 4217 code that holds for every row.
    #[arg(long, value_name = "COLUMN|CODE")]
    currency: Option<String>,
    /// Time zone whose midnight ends a day, as Europe/Riga (default: dates as written).
    #[arg(long, value_name = "ZONE", help_heading = "Reading")]
    zone: Option<String>,
    /// A file of date,currency,rate: what one unit of a currency was worth in the main one.
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub rates: Option<PathBuf>,
}

impl Columns {
    /// The columns named, as the reader takes them.
    pub fn mapping(&self) -> Mapping {
        let named = [
            (Role::Customer, &self.customer),
            (Role::Date, &self.date),
            (Role::Amount, &self.amount),
            (Role::Order, &self.order),
            (Role::Product, &self.product),
            (Role::Quantity, &self.quantity),
            (Role::Price, &self.price),
        ];
        let mut mapping = Mapping::new();
        for (role, column) in named {
            mapping.set(role, column.clone().unwrap_or_default());
        }
        if self.currency_code().is_none() {
            mapping.set(Role::Currency, self.currency.clone().unwrap_or_default());
        }
        mapping
    }

    /// The zone named.
    pub fn zone(&self) -> Result<Option<TimeZone>, Failure> {
        let Some(name) = &self.zone else { return Ok(None) };
        TimeZone::get(name).map(Some).map_err(|_| {
            Failure::Input(format!("--zone {name}: there is no such time zone; write it as Europe/Riga."))
        })
    }

    /// The currency of every row, where `--currency` gave a code in capitals and no column.
    pub fn currency_code(&self) -> Option<Currency> {
        let text = self.currency.as_deref()?;
        let capitals = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        capitals.then(|| text.parse().ok()).flatten()
    }
}
