//! How a file is to be read, how it was understood, and what its import would do, as JSON.

use std::collections::BTreeMap;

use adapters::files::Role;
use domain::orders::OrderKind;
use domain::worth::Taken;
use domain::{Currency, Day, Instant};
use listen::import::{How, Preview};
use serde::{Deserialize, Serialize};
use store::incoming::Incoming;
use utoipa::ToSchema;

use super::RefusedRow;
use crate::api::orders::OrderLine;
use crate::api::problem::Problem;
use crate::trials::Stage;

/// Longest word in which a file's reading is said, in characters.
const WORD_CHARS_MAX: usize = 500;

/// How a file is to be read; what is left out is found out from the file.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    /// The column of a role, by its name or number: `customer`, `date`, `amount`, `order`, `product`,
    /// `product_name`, `quantity`, `price`, `currency`, `email`, `phone`, `name`, `status`.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    /// How the program names its exports: `shopify`, `woocommerce`, `stripe`, `square`, `generic`.
    #[schema(max_length = 500)]
    preset: Option<String>,
    /// The currency of rows that name none (ISO 4217).
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: Option<String>,
    /// The shop or till: ids of orders and customers hold within it.
    #[schema(max_length = 256)]
    source: Option<String>,
}

/// An upload to import, and how it is to be read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewImport {
    /// The upload's id.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    pub(super) upload: String,
    /// How it is to be read.
    #[serde(default)]
    pub(super) reading: Reading,
}

impl Reading {
    pub(super) fn how(self) -> Result<How, Problem> {
        let words = self.columns.values().chain(&self.preset).chain(&self.source);
        for word in words {
            if word.chars().count() > WORD_CHARS_MAX || word.contains('\0') {
                let detail =
                    format!("No column, preset or source has more than {WORD_CHARS_MAX} characters.");
                return Err(Problem::invalid(detail));
            }
        }
        for role in self.columns.keys() {
            if !Role::MAPPABLE.iter().any(|known| known.name() == role) {
                let known: Vec<&str> = Role::MAPPABLE.iter().map(|role| role.name()).collect();
                let detail = format!("There is no such role; there are {}.", known.join(", "));
                return Err(Problem::invalid_at("#/columns", detail));
            }
        }
        let currency = |text: &String| {
            let wrong =
                |_| Problem::invalid_at("#/currency", "That is no currency of ISO 4217, such as EUR.");
            text.parse::<Currency>().map_err(wrong)
        };
        Ok(How {
            currency: self.currency.as_ref().map(currency).transpose()?,
            columns: self.columns,
            preset: self.preset,
            source: self.source,
        })
    }
}

/// One of a file's first orders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeenOrder {
    /// Its id in the file.
    source_id: String,
    /// `purchase` or `refund`.
    kind: &'static str,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The company's day.
    #[schema(format = Date)]
    day: String,
    /// What it came to, in minor units.
    amount_minor: i64,
    /// ISO 4217.
    currency: String,
    /// Every way the file knows who bought, the surest first.
    known_by: Vec<String>,
    /// The buyer's name.
    name: String,
    /// What was bought.
    lines: Vec<OrderLine>,
}

/// How a file is understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Seen {
    /// Format, preset, encoding, delimiter, decimal sign, date format, the column of each role, and
    /// what was assumed, in sentences.
    #[schema(value_type = Object)]
    taken: Taken,
    /// Its first orders, at most 100.
    orders: Vec<SeenOrder>,
    /// The first rows that can't be read, at most 100.
    refused: Vec<RefusedRow>,
}

/// What the import of a file would do.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Trial {
    /// `running`, `done` or `failed`.
    state: &'static str,
    /// Why it failed.
    error: Option<String>,
    /// The source its ids would hold in, once it is done.
    source: Option<String>,
    /// Orders it would make.
    created: u64,
    /// Orders it would change.
    updated: u64,
    /// Orders that stand already as the file says.
    unchanged: u64,
    /// Rows it would set aside.
    refused: u64,
    /// These by reason, once it is done.
    reasons: BTreeMap<&'static str, u64>,
    /// The first of these, once it is done, at most 100.
    rows: Vec<RefusedRow>,
}

impl From<Incoming> for SeenOrder {
    fn from(order: Incoming) -> Self {
        Self {
            source_id: order.source_id,
            kind: match order.kind {
                OrderKind::Purchase => "purchase",
                OrderKind::Refund => "refund",
            },
            at: Instant(order.at).to_string(),
            day: Day(order.day).to_string(),
            amount_minor: order.amount,
            currency: order.currency.code().to_owned(),
            known_by: order.keys.into_iter().map(|key| key.value).collect(),
            name: order.name,
            lines: order.lines.into_iter().map(OrderLine::from).collect(),
        }
    }
}

impl Seen {
    pub(super) fn new(preview: Preview, name: String) -> Self {
        Self {
            // Under the name its owner knows it by, not the one we gave it.
            taken: Taken { file: name, ..preview.taken },
            orders: preview.orders.into_iter().map(SeenOrder::from).collect(),
            refused: preview.refusals.into_iter().map(RefusedRow::from).collect(),
        }
    }
}

impl From<Stage> for Trial {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Running(progress) => Self {
                state: "running",
                created: progress.created,
                updated: progress.updated,
                unchanged: progress.unchanged,
                refused: progress.refused,
                ..Self::default()
            },
            Stage::Failed(why) => {
                Self { state: "failed", error: Some(super::failed(&why)), ..Self::default() }
            }
            Stage::Done(run) => Self {
                state: "done",
                source: Some(run.source.clone()),
                created: run.tally.created,
                updated: run.tally.updated,
                unchanged: run.tally.unchanged,
                refused: run.refused.values().sum(),
                reasons: run.refused.iter().map(|(reason, rows)| (reason.code(), *rows)).collect(),
                rows: run.refusals.iter().cloned().map(RefusedRow::from).collect(),
                ..Self::default()
            },
        }
    }
}
