//! What the company says of itself.

use std::str::FromStr;

use domain::access::Action;
use domain::{Actor, Currency, Permit};
use jiff::tz::TimeZone;
use sea_orm::FromQueryResult;

use crate::{Error, Result, Store, audit, leave, sql};

/// What the company says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name.
    pub company: String,
    /// Its IANA time zone, such as `Europe/Riga`; days begin and end there.
    pub zone: String,
    /// The currency its figures are in.
    pub currency: Currency,
}

#[derive(FromQueryResult)]
struct Row {
    company: String,
    zone: String,
    currency: String,
}

impl Store {
    /// The company's zone; UTC until one is set.
    ///
    /// # Errors
    /// As [`Store::settings`].
    pub async fn zone(&self, actor: Actor) -> Result<TimeZone> {
        let settings = self.settings(actor).await?;
        Ok(settings.and_then(|settings| TimeZone::get(&settings.zone).ok()).unwrap_or(TimeZone::UTC))
    }

    /// The settings; `None` before they were first saved.
    ///
    /// # Errors
    /// Where a visitor asks, or the database fails.
    pub async fn settings(&self, actor: Actor) -> Result<Option<Settings>> {
        leave::to_read_customers(actor)?;
        let row: Option<Row> =
            sql::row(self.read(), "select company, zone, currency from settings", []).await?;
        row.map(|Row { company, zone, currency }| {
            let currency = Currency::from_str(&currency).map_err(Error::unreadable)?;
            Ok(Settings { company, zone, currency })
        })
        .transpose()
    }

    /// Saves the settings. The permit is for `ManageStaff`. Another zone or currency asks for a refit:
    /// every day and every figure is another then.
    ///
    /// # Errors
    /// Where the permit is for something else, or the database fails.
    pub async fn save_settings(&self, permit: &Permit, settings: &Settings) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let before: Option<Row> =
            sql::row(&transaction, "select company, zone, currency from settings", []).await?;
        let counts_otherwise = before.is_some_and(|before| {
            before.zone != settings.zone || before.currency != settings.currency.code()
        });
        if counts_otherwise {
            self.ask_for_refit(&transaction).await?;
        }
        sql::run(
            &transaction,
            "insert into settings (one, company, zone, currency) values (1, $1, $2, $3)
             on conflict (one) do update
             set company = excluded.company, zone = excluded.zone, currency = excluded.currency",
            [
                settings.company.as_str().into(),
                settings.zone.as_str().into(),
                settings.currency.code().into(),
            ],
        )
        .await?;
        audit::write(&transaction, self, permit.actor(), "settings.changed", "settings", None, "").await?;
        Ok(transaction.commit().await?)
    }
}
