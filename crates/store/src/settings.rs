//! What the company says of itself.

use std::str::FromStr;

use domain::access::Action;
use domain::{Actor, Currency, Permit, team};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Error, Result, Store, audit, leave, sql};

/// The margin where none is known: all of the revenue, which is then not called profit.
pub const MARGIN_UNKNOWN: u16 = 1000;

/// What the company says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name.
    pub company: String,
    /// Its IANA time zone, such as `Europe/Riga`; days begin and end there.
    pub zone: String,
    /// The currency its figures are in.
    pub currency: Currency,
    /// The share of revenue that stays after the cost of the goods, in thousandths; [`MARGIN_UNKNOWN`] where
    /// nobody said.
    pub margin_mille: u16,
}

/// Why settings can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsRefusal {
    /// No name, or none a company has.
    #[error("Say what the company is called, in at most 200 characters.")]
    Company,
    /// No zone.
    #[error("That is no IANA time zone, such as Europe/Riga.")]
    Zone,
    /// No currency.
    #[error("That is no currency of ISO 4217, such as EUR.")]
    Currency,
    /// No margin.
    #[error("The margin is above 0 and at most 1000 thousandths of the revenue; 1000 where it is not known.")]
    Margin,
}

impl Settings {
    /// Settings as somebody wrote them.
    ///
    /// # Errors
    /// The first part that can't be kept.
    pub fn new(
        company: &str,
        zone: &str,
        currency: &str,
        margin_mille: u16,
    ) -> std::result::Result<Self, SettingsRefusal> {
        let company = team::name(company).map_err(|_| SettingsRefusal::Company)?;
        let zone = zone.trim().to_owned();
        TimeZone::get(&zone).map_err(|_| SettingsRefusal::Zone)?;
        let currency = Currency::from_str(&currency.trim().to_uppercase());
        let currency = currency.map_err(|_| SettingsRefusal::Currency)?;
        if !(1..=MARGIN_UNKNOWN).contains(&margin_mille) {
            return Err(SettingsRefusal::Margin);
        }
        Ok(Self { company, zone, currency, margin_mille })
    }

    /// A number that is another for other settings: the version to change them under.
    #[must_use]
    pub fn version(&self) -> i64 {
        let mut hasher = blake3::Hasher::new();
        for part in [self.company.as_str(), self.zone.as_str(), self.currency.code()] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.update(&self.margin_mille.to_le_bytes());
        let mut bytes = [0; 8];
        hasher.finalize_xof().fill(&mut bytes);
        // Without its sign: it is written in addresses and headers.
        i64::from_le_bytes(bytes) & i64::MAX
    }
}

#[derive(FromQueryResult)]
struct Row {
    company: String,
    zone: String,
    currency: String,
    margin_mille: i64,
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
        read(self.read()).await
    }

    /// Saves the settings. The permit is for `ManageStaff`. Another zone or currency asks for a refit:
    /// every day and every figure is another then.
    ///
    /// # Errors
    /// Where the permit is for something else, or the database fails.
    pub async fn save_settings(&self, permit: &Permit, settings: &Settings) -> Result<()> {
        self.write_settings(permit, settings, None).await
    }

    /// As [`Store::save_settings`], where they stand at this version still; 0 is none yet.
    ///
    /// # Errors
    /// [`Error::Superseded`] where somebody changed them since; as [`Store::save_settings`].
    pub async fn change_settings(&self, permit: &Permit, settings: &Settings, version: i64) -> Result<()> {
        self.write_settings(permit, settings, Some(version)).await
    }

    async fn write_settings(&self, permit: &Permit, settings: &Settings, version: Option<i64>) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let before = read(&transaction).await?;
        if version.is_some_and(|version| version != before.as_ref().map_or(0, Settings::version)) {
            return Err(Error::Superseded("Somebody else changed the settings in the meantime; look again."));
        }
        let counts_otherwise =
            before.is_some_and(|before| before.zone != settings.zone || before.currency != settings.currency);
        if counts_otherwise {
            self.ask_for_refit(&transaction).await?;
        }
        sql::run(
            &transaction,
            "insert into settings (one, company, zone, currency, margin_mille) values (1, $1, $2, $3, $4)
             on conflict (one) do update set company = excluded.company, zone = excluded.zone,
                 currency = excluded.currency, margin_mille = excluded.margin_mille",
            [
                settings.company.as_str().into(),
                settings.zone.as_str().into(),
                settings.currency.code().into(),
                i64::from(settings.margin_mille).into(),
            ],
        )
        .await?;
        audit::write(&transaction, self, permit.actor(), "settings.changed", "settings", None, "").await?;
        Ok(transaction.commit().await?)
    }
}

async fn read(on: &impl ConnectionTrait) -> Result<Option<Settings>> {
    let row: Option<Row> =
        sql::row(on, "select company, zone, currency, margin_mille from settings", []).await?;
    row.map(|Row { company, zone, currency, margin_mille }| {
        let currency = Currency::from_str(&currency).map_err(Error::unreadable)?;
        let margin_mille = u16::try_from(margin_mille).unwrap_or(MARGIN_UNKNOWN);
        Ok(Settings { company, zone, currency, margin_mille })
    })
    .transpose()
}
