//! Files of orders: uploaded, looked at, tried dry, taken in, taken back.

mod reading;

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use domain::access::Action;
use domain::ids::ImportId;
use domain::{Instant, Refusal};
use locales::{Language, Words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page};
use super::extract::{Json, Paged, Paging, Path, Query};
use super::gate::Call;
use super::problem::Problem;
use crate::App;
use crate::fault::Fault;
use crate::readings;
use crate::uploads::{Asked, Uploads};

pub(crate) use reading::{NewImport, Reading, Seen, Trial};

/// An import of orders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Import {
    /// Its id.
    pub(super) id: Uuid,
    /// The name under which ids are unique.
    source: String,
    /// The file.
    file: String,
    /// `running`, `done`, `failed`, `undoing` or `undone`.
    state: &'static str,
    /// Why it failed.
    error: Option<String>,
    /// When it began.
    #[schema(format = DateTime)]
    started_at: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Rows of the file done with.
    rows_done: u64,
    /// Orders made.
    created: u64,
    /// Orders changed.
    updated: u64,
    /// Orders that stood already as the file says.
    unchanged: u64,
    /// Rows set aside.
    refused: u64,
    /// After an undo: orders kept because they were changed since.
    kept: u64,
}

/// An import with why rows were set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    #[serde(flatten)]
    import: Import,
    /// Rows set aside, by reason.
    reasons: BTreeMap<&'static str, u64>,
}

/// A row set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusedRow {
    /// Its place in the file, counted from 1.
    row: u64,
    /// The column at fault, where one is.
    column: Option<String>,
    /// Why, for programs.
    reason: &'static str,
    /// Why, for people.
    detail: &'static str,
    /// What stood there.
    value: String,
}

/// A file that was uploaded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Upload {
    /// Its id: 32 hexadecimal digits.
    id: String,
    /// The name its owner gave it.
    name: String,
}

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Named {
    /// Its name, such as `orders.csv`.
    #[param(min_length = 1, max_length = 120)]
    name: String,
}

impl From<store::imports::Import> for Import {
    fn from(import: store::imports::Import) -> Self {
        Self {
            id: import.id.0,
            source: import.source,
            file: import.file,
            state: import.state.name(),
            error: import.error,
            started_at: import.started_at.to_string(),
            ended_at: import.ended_at.as_ref().map(Instant::to_string),
            rows_done: import.rows_done,
            created: import.tally.created,
            updated: import.tally.updated,
            unchanged: import.tally.unchanged,
            refused: import.refused,
            kept: import.kept,
        }
    }
}

impl From<Refusal> for RefusedRow {
    fn from(refusal: Refusal) -> Self {
        Self {
            row: refusal.row,
            column: refusal.column.map(|column| column.to_string()),
            reason: refusal.reason.code(),
            detail: refusal.reason.sentence(),
            value: refusal.value,
        }
    }
}

/// Why an import stopped, under the name the file's owner knows it by.
fn stopped(app: &App, import: &store::imports::Import) -> Option<String> {
    let uploads = Uploads::new(&app.data_dir);
    let tidied = |sentence: &str| uploads.owners_words(sentence, &import.file);
    import.error.as_ref().map(|why| readings::stopped(Words::of(Language::En), why, tidied))
}

/// Why a file can't be read.
fn failed(error: &listen::import::Error) -> String {
    readings::failed(Words::of(Language::En), error)
}

async fn found(app: &App, call: &Call, id: ImportId) -> Result<Imported, Problem> {
    let mut import = call.store.import(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    import.error = stopped(app, &import);
    let reasons = call.store.refusal_counts(call.actor, id).await?;
    let reasons = reasons.into_iter().map(|(reason, rows)| (reason.code(), rows)).collect();
    Ok(Imported { import: Import::from(import), reasons })
}

/// Upload a file of orders: CSV, Parquet or JSON Lines, packed with gzip or not, as the body itself. It
/// waits a day for its import. It is streamed, so that it takes no Idempotency-Key; sent again it is another.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "orders", operation_id = "uploadFile", params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    responses((status = 201, description = "The upload", body = Upload)))]
pub(crate) async fn upload(
    State(app): State<App>,
    call: Call,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Created<Upload>, Problem> {
    call.permit(Action::ImportOrders)?;
    let uploads = Uploads::new(&app.data_dir);
    uploads.sweep(call.now, &app.store, call.actor).await;
    let id = uploads.receive(&named.name, request.into_body().into_data_stream(), &app).await?;
    let made = Upload { id: id.to_string(), name: uploads.note(&id).await?.name };
    Ok(Created::new("/api/v1/uploads", id, made))
}

/// See how an upload is understood: its columns, its first orders, the first rows that can't be read.
#[utoipa::path(post, path = "/api/v1/uploads/{id}/preview", tag = "orders", operation_id = "previewImport",
    params(("id" = String, Path, description = "The upload's id")), request_body = Reading,
    responses((status = 200, description = "How it is understood", body = Seen)))]
pub(crate) async fn preview(
    State(app): State<App>,
    call: Call,
    Path(id): Path<String>,
    Json(reading): Json<Reading>,
) -> Result<axum::Json<Seen>, Problem> {
    let Asked { name, request, .. } = Asked::of(&app, call.actor, &id, reading.how()?).await?;
    let read = tokio::task::spawn_blocking(move || listen::import::preview(&request));
    let why = |error| Problem::invalid(failed(&error));
    let seen = read.await.map_err(Problem::internal)?.map_err(why)?;
    Ok(axum::Json(Seen::new(seen, name)))
}

/// Count what the import of an upload would change, without changing anything. The count goes on by
/// itself: ask again, without an Idempotency-Key, until its state is no longer `running`.
#[utoipa::path(post, path = "/api/v1/uploads/{id}/trial", tag = "orders", operation_id = "tryImport",
    params(("id" = String, Path, description = "The upload's id")), request_body = Reading,
    responses((status = 200, description = "How far the count is, or what it came to", body = Trial)))]
pub(crate) async fn try_dry(
    State(app): State<App>,
    call: Call,
    Path(id): Path<String>,
    Json(reading): Json<Reading>,
) -> Result<axum::Json<Trial>, Problem> {
    let Asked { id, request, .. } = Asked::of(&app, call.actor, &id, reading.how()?).await?;
    let how = request.how.clone();
    app.trials.begin(&app.store, call.actor, &id, request);
    let stage = app.trials.stage(&id, &how).ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Trial::from(stage)))
}

/// Import an upload. The import goes on by itself; asked for twice it is one import.
#[utoipa::path(post, path = "/api/v1/imports", tag = "orders", operation_id = "importOrders",
    request_body = NewImport, responses((status = 201, description = "The import", body = Imported)))]
pub(crate) async fn begin(
    State(app): State<App>,
    call: Call,
    Json(new): Json<NewImport>,
) -> Result<Created<Imported>, Problem> {
    call.permit(Action::ImportOrders)?;
    let asked = Asked::of(&app, call.actor, &new.upload, new.reading.how()?).await?;
    let uploads = Uploads::new(&app.data_dir);
    let id = uploads.import(&call.store, call.actor, &asked, |error| Fault::Bad(failed(error))).await?;
    Ok(Created::new("/api/v1/imports", id, found(&app, &call, id).await?))
}

/// List the imports there were, the latest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "orders", operation_id = "listImports", params(Paging),
    responses((status = 200, description = "A page of imports", body = Page<Import>)))]
pub(crate) async fn list(State(app): State<App>, call: Call, paged: Paged) -> Result<Page<Import>, Problem> {
    let after = paged.cursor()?.map(ImportId);
    let mut imports = call.store.imports(call.actor, after, paged.limit + 1).await?;
    for import in &mut imports {
        import.error = stopped(&app, import);
    }
    Ok(Page::of(imports, paged.limit, |import| import.id.0, Import::from))
}

/// Read an import: how far it is, what it did, and why rows were set aside.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "orders", operation_id = "readImport",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The import", body = Imported)))]
pub(crate) async fn one(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ImportId>,
) -> Result<axum::Json<Imported>, Problem> {
    Ok(axum::Json(found(&app, &call, id).await?))
}

/// List the rows an import set aside, in the file's order; the first 100,000 are kept.
#[utoipa::path(get, path = "/api/v1/imports/{id}/refusals", tag = "orders", operation_id = "listRefusals",
    params(("id" = Uuid, Path, description = "The import's id"), Paging),
    responses((status = 200, description = "A page of rows", body = Page<RefusedRow>)))]
pub(crate) async fn refusals(
    call: Call,
    Path(id): Path<ImportId>,
    paged: Paged,
) -> Result<Page<RefusedRow>, Problem> {
    call.store.import(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let from: u64 = paged.cursor()?.unwrap_or(0);
    let rows = call.store.refusals(call.actor, id, from, paged.limit + 1).await?;
    let next = from.saturating_add(u64::from(paged.limit));
    Ok(Page::of(rows, paged.limit, |_| next, RefusedRow::from))
}

/// Take an import back. Orders changed since are kept.
#[utoipa::path(post, path = "/api/v1/imports/{id}/undo", tag = "orders", operation_id = "undoImport",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The import", body = Imported)))]
pub(crate) async fn undo(
    State(app): State<App>,
    call: Call,
    Path(id): Path<ImportId>,
) -> Result<axum::Json<Imported>, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    call.store.undo_import(&permit, id, |_| ()).await?;
    Ok(axum::Json(found(&app, &call, id).await?))
}
