//! Imports: the file that comes in, the list of those there were, one under way, and taking it back.

use std::sync::Arc;
use std::time::Duration;

use adapters::files::SheetWriter;
use adapters::files::presets::REGISTRY;
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Actor;
use domain::access::{Action, check};
use domain::ids::ImportId;
use locales::Words;
use store::Store;
use store::imports::{Import, State as ImportState};

use super::Shell;
use super::import_columns::preset_title;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::readings;
use crate::refusals::said;
use crate::uploads::Uploads;

const LISTED: u32 = 100;
/// Rejected rows read at once for the download.
const REJECTED: u32 = 1_000;
/// A short undo is waited for, a long one watched.
const UNDO_WAIT: Duration = Duration::from_secs(2);

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ImportsPage {
    shell: Shell,
    presets: String,
    imports: Vec<Row>,
}

#[derive(Template)]
#[template(path = "imports/show.html")]
struct ImportPage {
    shell: Shell,
    row: Row,
    source: String,
    error: Option<String>,
    reasons: Vec<(String, String)>,
}

/// An import in words.
struct Row {
    id: ImportId,
    file: String,
    day: String,
    state: String,
    busy: bool,
    trouble: bool,
    can_undo: bool,
    percent: u64,
    rows: String,
    created: String,
    updated: String,
    unchanged: String,
    refused: u64,
    refused_rows: String,
    kept: u64,
}

impl Row {
    fn new(words: Words, import: &Import, zone: &jiff::tz::TimeZone) -> Self {
        let state = match import.state {
            ImportState::Running => words.imports_under_way(),
            ImportState::Done => words.imports_in(),
            ImportState::Failed => words.imports_stopped(),
            ImportState::Undoing => words.imports_undoing(),
            ImportState::Undone => words.imports_undone(),
        };
        let done = import.bytes_done.min(import.bytes_total);
        Self {
            id: import.id,
            file: import.file.clone(),
            day: words.day_short(import.started_at.day_in(zone)),
            state,
            busy: matches!(import.state, ImportState::Running | ImportState::Undoing),
            trouble: import.state == ImportState::Failed,
            can_undo: matches!(import.state, ImportState::Done | ImportState::Failed),
            percent: (done * 100).checked_div(import.bytes_total).unwrap_or(0),
            rows: words.number(import.rows_done),
            created: words.number(import.tally.created),
            updated: words.number(import.tally.updated),
            unchanged: words.number(import.tally.unchanged),
            refused: import.refused,
            refused_rows: words.number(import.refused),
            kept: import.kept,
        }
    }
}

/// The form for a new file, and the imports there were.
pub(crate) async fn imports(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let zone = app.store.zone(signed_in.actor).await?;
    let imports = app.store.imports(signed_in.actor, None, LISTED).await?;
    let words = signed_in.words;
    let presets: Vec<String> = REGISTRY
        .iter()
        .filter(|preset| preset.name != "generic")
        .map(|preset| preset_title(words, preset))
        .collect();
    Ok(super::page(&ImportsPage {
        shell: Shell::new(words.shell_imports(), "/imports", &signed_in),
        presets: words.list(&presets),
        imports: imports.iter().map(|import| Row::new(words, import, &zone)).collect(),
    }))
}

/// Takes a file and goes on to its preview.
pub(crate) async fn upload(
    State(app): State<App>,
    signed_in: SignedIn,
    mut form: Multipart,
) -> Result<Redirect, Fault> {
    check(signed_in.actor, Action::ImportOrders).map_err(|_| Fault::Forbidden)?;
    let uploads = Uploads::new(&app.data_dir);
    uploads.sweep(app.clock.now(), &app.store, signed_in.actor).await;
    while let Some(field) = form.next_field().await.map_err(|_| Fault::Wrong(Words::imports_broken_upload))? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let id = uploads.receive(&name, field, &app).await?;
            return Ok(Redirect::to(&format!("/imports/new/{id}")));
        }
    }
    Err(Fault::Wrong(Words::imports_choose_file))
}

fn import_id(text: &str) -> Result<ImportId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// One import: how far it is, what it did, and the way back.
pub(crate) async fn import(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = import_id(&id)?;
    let import = app.store.import(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let words = signed_in.words;
    let reasons = app.store.refusal_counts(signed_in.actor, id).await?;
    let reasons = reasons.into_iter().map(|(reason, rows)| (said(words, reason), words.number(rows)));
    Ok(super::page(&ImportPage {
        shell: Shell::new(import.file.clone(), "/imports", &signed_in),
        row: Row::new(words, &import, &app.store.zone(signed_in.actor).await?),
        source: import.source,
        error: import.error.map(|why| {
            let uploads = Uploads::new(&app.data_dir);
            let tidied = |sentence: &str| uploads.owners_words(sentence, &import.file);
            words.imports_stopped_because(readings::stopped(words, &why, tidied))
        }),
        reasons: reasons.collect(),
    }))
}

/// The rows an import set aside, as a spreadsheet file with the reasons.
pub(crate) async fn rejected_rows(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = import_id(&id)?;
    let import = app.store.import(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"rejected-rows.csv\""),
    ];
    Ok((headers, Body::from_stream(rejected_stream(app.store, signed_in.actor, id, import.file.into())))
        .into_response())
}

fn rejected_stream(
    store: Store,
    actor: Actor,
    id: ImportId,
    file: Arc<str>,
) -> impl futures::Stream<Item = Result<Bytes, store::Error>> + Send {
    // The byte order mark tells spreadsheets that the text is UTF-8.
    let mut head = SheetWriter::new("\u{feff}".as_bytes().to_vec());
    // Writing into memory can't fail.
    let _ = head.refusal_header();
    let head = futures::stream::once(async { Ok(Bytes::from(head.into_inner())) });
    let rows = futures::stream::try_unfold(Some(0), move |from: Option<u64>| {
        let (store, file) = (store.clone(), Arc::clone(&file));
        async move {
            let Some(from) = from else { return Ok(None) };
            let mut refusals = store.refusals(actor, id, from, REJECTED).await?;
            if refusals.is_empty() {
                return Ok(None);
            }
            // Under the name its owner knows it by, not the one we gave it.
            refusals.iter_mut().for_each(|refusal| refusal.file = Arc::clone(&file));
            let mut sheet = SheetWriter::new(Vec::new());
            let _ = refusals.iter().try_for_each(|refusal| sheet.refusal(refusal));
            let next = (refusals.len() == REJECTED as usize).then_some(from + u64::from(REJECTED));
            Ok(Some((Bytes::from(sheet.into_inner()), next)))
        }
    });
    futures::StreamExt::chain(head, rows)
}

/// Takes an import back. Goes on though the browser leaves; asked for again it goes on where it stood.
pub(crate) async fn undo(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Fault> {
    let id = import_id(&id)?;
    app.store.import(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::ImportOrders).map_err(|_| Fault::Forbidden)?;
    let store = app.store.clone();
    let mut undoing = tokio::spawn(async move { store.undo_import(&permit, id, |_| ()).await });
    if let Ok(ended) = tokio::time::timeout(UNDO_WAIT, &mut undoing).await {
        ended.map_err(Fault::internal)??;
    }
    Ok(Redirect::to(&format!("/imports/{id}")))
}
