//! A new file on its way in: how it is understood, what it would change, and the word to go.

use std::collections::BTreeMap;

use adapters::files::Role;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::orders::OrderKind;
use domain::worth::Taken;
use domain::{Day, Money};
use listen::import::{How, Preview, Progress};
use locales::Words;
use store::incoming::Incoming;

use super::Shell;
use super::import_columns::{self, Columns};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::trials::Stage;
use crate::uploads::{Asked, UploadId, Uploads};
use crate::worth::taken::{File, Refused};
use crate::{readings, refusals};

const SHOWN: usize = 12;
const REFUSALS_SHOWN: usize = 5;

/// The fields of the forms, by role name, with `preset`, `currency` and `source`.
type Fields = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "imports/preview.html")]
struct PreviewPage {
    shell: Shell,
    upload: UploadId,
    problem: Option<String>,
    file: Option<File>,
    rows: Vec<Row>,
    refusals: Vec<(String, String)>,
    columns: Option<Columns>,
    how: Vec<(String, String)>,
}

/// One of the first orders.
struct Row {
    day: String,
    customer: String,
    what: String,
    order: String,
    amount: String,
    refund: bool,
}

#[derive(Template)]
#[template(path = "imports/trial.html")]
struct TrialPage {
    shell: Shell,
    upload: UploadId,
    stage: Counted,
    how: Vec<(String, String)>,
}

enum Counted {
    Running {
        percent: u64,
        rows: String,
    },
    Failed(String),
    Done {
        created: String,
        updated: String,
        unchanged: String,
        refused: String,
        reasons: Vec<Refused>,
        changes: bool,
    },
}

impl Counted {
    fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

async fn asked(app: &App, signed_in: &SignedIn, id: &str, fields: &Fields) -> Result<Asked, Fault> {
    Asked::of(app, signed_in.actor, id, how(fields)?).await
}

fn how(fields: &Fields) -> Result<How, Fault> {
    let text = |name: &str| fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let currency = text("currency").map(str::parse).transpose();
    let currency = currency.map_err(|_| Fault::Wrong(Words::imports_bad_currency))?;
    let roles = Role::MAPPABLE.iter().map(|role| role.name()).filter(|name| *name != "currency");
    let mut columns: BTreeMap<String, String> =
        roles.filter_map(|name| Some((name.to_owned(), text(name)?.to_owned()))).collect();
    if let Some(column) = text("currency_column") {
        columns.insert("currency".to_owned(), column.to_owned());
    }
    Ok(How {
        columns,
        preset: text("preset").map(str::to_owned),
        currency,
        source: text("source").map(str::to_owned),
    })
}

/// The fields that say something, to hand on from page to page.
fn said(fields: &Fields) -> Vec<(String, String)> {
    let says = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    says.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect()
}

/// How the file is understood, with its first orders and its columns to choose from.
pub(crate) async fn preview(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Response, Fault> {
    let asked = asked(&app, &signed_in, &id, &fields).await?;
    let words = signed_in.words;
    let request = asked.request;
    let read = tokio::task::spawn_blocking(move || {
        (listen::import::look(&request, import_columns::ROWS), listen::import::preview(&request))
    });
    let (look, preview) = read.await.map_err(Fault::internal)?;
    let (problem, preview) = match preview {
        Ok(preview) => (None, preview),
        Err(error) => (
            Some(words.imports_cannot_read(readings::failed(words, &error))),
            Preview { taken: Taken::default(), orders: Vec::new(), refusals: Vec::new() },
        ),
    };
    let row = |refusal: &domain::Refusal| {
        (
            words.number(refusal.row),
            words.refusal_of_value(refusals::said(words, refusal.reason), refusal.value.as_str()),
        )
    };
    // Where there is no table at all, the problem already says so.
    let columns = look.ok().map(|look| Columns::new(words, asked.id.clone(), &look, &fields));
    Ok(super::page(&PreviewPage {
        shell: Shell::new(asked.name.clone(), "/imports", &signed_in),
        upload: asked.id,
        file: problem.is_none().then(|| File::new(words, &preview.taken, asked.name)),
        problem,
        rows: preview.orders.iter().take(SHOWN).map(|order| row_of(words, order)).collect(),
        refusals: preview.refusals.iter().take(REFUSALS_SHOWN).map(row).collect(),
        columns,
        how: said(&fields),
    }))
}

fn row_of(words: Words, order: &Incoming) -> Row {
    let customer = if order.name.is_empty() { order.keys.first().map(|key| key.value.clone()) } else { None };
    let lines: Vec<&str> = order
        .lines
        .iter()
        .map(|line| if line.name.is_empty() { line.sku.as_str() } else { line.name.as_str() })
        .filter(|name| !name.is_empty())
        .collect();
    let amount = Money { minor: order.amount, currency: order.currency };
    Row {
        day: words.day_short(Day(order.day)),
        customer: customer.unwrap_or_else(|| order.name.clone()),
        what: lines.join(", "),
        order: order.source_id.clone(),
        amount: words.money(amount),
        refund: order.kind == OrderKind::Refund,
    }
}

/// The query that says the same again; empty where nothing was said.
fn query(fields: &Fields) -> String {
    let pairs = said(fields);
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", crate::access::percent(value)));
    pairs.enumerate().map(|(at, pair)| format!("{}{pair}", if at == 0 { "?" } else { "&" })).collect()
}

/// Begins to count what the import would change.
pub(crate) async fn begin_trial(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Fault> {
    let asked = asked(&app, &signed_in, &id, &fields).await?;
    app.trials.begin(&app.store, signed_in.actor, &asked.id, asked.request);
    Ok(Redirect::to(&format!("/imports/new/{}/trial{}", asked.id, query(&fields))))
}

/// How far the count is, and what it came to.
pub(crate) async fn trial(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Response, Fault> {
    let asked = asked(&app, &signed_in, &id, &fields).await?;
    let Some(stage) = app.trials.stage(&asked.id, &asked.request.how) else {
        return Ok(Redirect::to(&format!("/imports/new/{}{}", asked.id, query(&fields))).into_response());
    };
    let words = signed_in.words;
    Ok(super::page(&TrialPage {
        shell: Shell::new(asked.name, "/imports", &signed_in),
        upload: asked.id,
        stage: counted(words, stage),
        how: said(&fields),
    }))
}

fn counted(words: Words, stage: Stage) -> Counted {
    match stage {
        Stage::Running(Progress { rows, bytes, bytes_total, .. }) => Counted::Running {
            percent: (bytes.min(bytes_total) * 100).checked_div(bytes_total).unwrap_or(0),
            rows: words.number(rows),
        },
        Stage::Failed(why) => Counted::Failed(words.imports_cannot_read(readings::failed(words, &why))),
        Stage::Done(run) => Counted::Done {
            created: words.number(run.tally.created),
            updated: words.number(run.tally.updated),
            unchanged: words.number(run.tally.unchanged),
            refused: words.number(run.refused.values().sum()),
            reasons: run.refused.iter().map(|(reason, &rows)| Refused::new(words, *reason, rows)).collect(),
            changes: run.tally.created + run.tally.updated > 0,
        },
    }
}

/// Gives the file to the worker.
pub(crate) async fn confirm(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Fault> {
    let asked = asked(&app, &signed_in, &id, &fields).await?;
    let words = signed_in.words;
    let say = |error: &_| Fault::Bad(words.imports_cannot_read(readings::failed(words, error)));
    let import = Uploads::new(&app.data_dir).import(&app.store, signed_in.actor, &asked, say).await?;
    Ok(Redirect::to(&format!("/imports/{import}")))
}
