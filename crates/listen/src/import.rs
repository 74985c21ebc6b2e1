//! An export of orders comes in: looked at, tried dry, taken in, taken up again after a crash.

use std::collections::BTreeMap;
use std::path::PathBuf;

use adapters::files::{self, Input, Mapping, OrderReader, Problem, ReadError, ReadOptions, Role};
use domain::ids::ImportId;
use domain::worth::Taken;
use domain::{Actor, Currency, Day, Permit, Reason, Refusal};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::Store;
use store::imports::{Import, NewImport};
use store::incoming::{Incoming, Tally};

use crate::gather::{Gather, Row};
use crate::reading::Reading;
use crate::survey::Survey;

/// Refusals a dry run shows.
const SHOWN: usize = 100;

/// What stops an import.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What a job was given is not what this version gives.
    #[error("The import was asked for in words this version can't read ({0}); ask for it again.")]
    Asked(#[from] serde_json::Error),
    /// The thread that read the file died.
    #[error("Reading the file stopped without a word: a fault of ours; please report it.")]
    Reader,
}

/// What is kept of why an import stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// What is wrong with the file.
    File(Problem),
    /// Anything else, in English.
    Said(String),
}

impl Error {
    /// As it is kept beside the import: what is wrong with a file as a code, so that each reader can
    /// be told in their language.
    pub(crate) fn kept(&self) -> String {
        match self {
            Self::Read(error) => serde_json::to_string(error).unwrap_or_else(|_| error.to_string()),
            other => other.to_string(),
        }
    }
}

impl Stopped {
    /// Of what is kept. An import of before there were codes kept a sentence.
    #[must_use]
    pub fn of(kept: &str) -> Self {
        match serde_json::from_str::<ReadError>(kept) {
            Ok(error) => Self::File(error.problem),
            Err(_) => Self::Said(kept.to_owned()),
        }
    }
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(problem) => problem.fmt(f),
            Self::Said(sentence) => f.write_str(sentence),
        }
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// Role to column, as the user named them.
    pub columns: BTreeMap<String, String>,
    /// The preset asked for.
    pub preset: Option<String>,
    /// The currency of rows that name none.
    pub currency: Option<Currency>,
    /// The shop or till the file comes from. Order ids and customer ids hold within it, so files of
    /// one shop share it. By default the preset's name, or `orders`.
    pub source: Option<String>,
}

/// A file to import.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name as its owner knows it.
    pub file: String,
    /// How it is to be read.
    pub how: How,
    /// The company's zone.
    pub zone: Option<TimeZone>,
    /// The present day: rows after it are refused.
    pub today: Day,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Rows of the file done with; while taking in, committed.
    pub rows: u64,
    /// Bytes of the file done with, as they lie on disk.
    pub bytes: u64,
    /// The file's length.
    pub bytes_total: u64,
    /// New orders.
    pub created: u64,
    /// Orders that change.
    pub updated: u64,
    /// Orders that stay.
    pub unchanged: u64,
    /// Rows set aside.
    pub refused: u64,
}

/// How a file is understood, with its first rows.
#[derive(Clone, Debug)]
pub struct Preview {
    /// How it is understood.
    pub taken: Taken,
    /// Its first orders.
    pub orders: Vec<Incoming>,
    /// The first rows that can't be read.
    pub refusals: Vec<Refusal>,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct DryRun {
    /// How the file is understood.
    pub taken: Taken,
    /// The source its ids would hold in.
    pub source: String,
    /// What would become of its orders.
    pub tally: Tally,
    /// Rows that would be set aside, by reason.
    pub refused: BTreeMap<Reason, u64>,
    /// The first of them.
    pub refusals: Vec<Refusal>,
}

impl Request {
    pub(crate) fn reader(&self) -> Result<OrderReader, ReadError> {
        OrderReader::open(vec![Input::Path(self.path.clone())], self.options()?)
    }

    fn options(&self) -> Result<ReadOptions, ReadError> {
        let mut mapping = Mapping::new();
        for (role, column) in &self.how.columns {
            let role: Role = role.parse().map_err(|problem: String| ReadError::new(&self.file, problem))?;
            mapping.set(role, column);
        }
        Ok(ReadOptions {
            mapping,
            preset: self.how.preset.clone(),
            zone: self.zone.clone(),
            details: true,
            default_currency: self.how.currency,
            ..ReadOptions::new(self.today)
        })
    }

    fn source(&self, taken: &Taken) -> String {
        let named = self.how.source.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let preset = taken.preset.as_deref().filter(|preset| *preset != "generic");
        named.or(preset).unwrap_or("orders").to_owned()
    }

    fn bytes(&self) -> u64 {
        Input::Path(self.path.clone()).bytes().unwrap_or(0)
    }
}

/// Looks at a file as it stands: its columns, its first `rows` rows, and what each column is taken
/// for, also where it can't be read as orders yet. Blocks while it reads.
///
/// # Errors
/// A sentence where there is no table to be seen at all.
pub fn look(request: &Request, rows: usize) -> Result<files::Preview, Error> {
    Ok(files::preview(&Input::Path(request.path.clone()), &request.options()?, rows)?)
}

/// Looks at a file: how it is understood, and what its first rows say. Blocks while it reads.
///
/// # Errors
/// A sentence where the file can't be read as orders.
pub fn preview(request: &Request) -> Result<Preview, Error> {
    let mut reader = request.reader()?;
    let mut refusals = Vec::new();
    let chunk = reader.next_chunk(&mut |refusal| {
        if refusals.len() < SHOWN {
            refusals.push(refusal);
        }
    })?;
    let chunk = chunk.unwrap_or_default();
    let mut survey = Survey::default();
    survey.look(&chunk);
    let mut gather = Gather::new(survey.repeated());
    (0..chunk.len()).for_each(|index| gather.add(&Row::of(&chunk, index)));
    gather.end();
    gather.whole.truncate(SHOWN);
    let taken = reader.taken().pop().unwrap_or_default();
    Ok(Preview { taken, orders: gather.whole, refusals })
}

/// What an import would do, counted without writing. `progress` hears of it as it goes.
///
/// # Errors
/// A sentence where the file can't be read to its end, or the database fails.
pub async fn dry_run(
    store: &Store,
    actor: Actor,
    request: &Request,
    mut progress: impl FnMut(Progress),
) -> Result<DryRun, Error> {
    let source = request.source_of_file()?;
    let mut reading = Reading::begin(request).await?;
    let mut run = DryRun { source, ..DryRun::default() };
    while let Some(batch) = reading.next().await {
        run.tally += store.compare(actor, &run.source, &batch.orders).await?;
        let erased = std::mem::take(&mut run.tally.erased);
        if erased > 0 {
            *run.refused.entry(Reason::Erased).or_default() += erased;
        }
        for (reason, rows) in &batch.refused {
            *run.refused.entry(*reason).or_default() += rows;
        }
        let room = SHOWN.saturating_sub(run.refusals.len());
        run.refusals.extend(batch.refusals.into_iter().take(room));
        let refused = run.refused.values().sum();
        progress(Progress::of(batch.rows_done, batch.bytes_done, request.bytes(), run.tally, refused));
    }
    run.taken = reading.end().await?;
    Ok(run)
}

/// Notes that a file's import begins; [`take_in`] then does it.
///
/// # Errors
/// A sentence where the file can't be read as orders, or the database fails.
pub async fn begin(store: &Store, permit: &Permit, request: &Request) -> Result<ImportId, Error> {
    let source = request.source_of_file()?;
    let import = NewImport {
        source: &source,
        file: &request.file,
        mapping: serde_json::to_value(&request.how)?,
        bytes_total: request.bytes(),
    };
    Ok(store.begin_import(permit, &import).await?)
}

/// Takes a file in, batch by batch, each with its progress in one commit. `progress` hears of what
/// is committed. Called again for an import whose process died, it goes on behind the last batch
/// committed; the request must then be the same.
///
/// # Errors
/// A sentence where the file can't be read to its end, the import was stopped, or the database
/// fails. What was committed stays.
pub async fn take_in(
    store: &Store,
    permit: &Permit,
    id: ImportId,
    request: &Request,
    mut progress: impl FnMut(Progress),
) -> Result<Import, Error> {
    let mut reading = Reading::begin(request).await?;
    let (mut tally, mut refused) = (Tally::default(), 0);
    if let Some(import) = store.import(permit.actor(), id).await? {
        (tally, refused) = (import.tally, import.refused);
    }
    while let Some(batch) = reading.next().await {
        if let Some(done) = store.apply(permit, id, &batch).await? {
            tally += done;
            refused += batch.refused.values().sum::<u64>() + done.erased;
        }
        progress(Progress::of(batch.rows_done, batch.bytes_done, request.bytes(), tally, refused));
    }
    reading.end().await?;
    Ok(store.finish_import(permit, id).await?)
}

/// [`begin`] and [`take_in`]; an error ends the import as failed.
///
/// # Errors
/// As [`take_in`].
pub async fn import(
    store: &Store,
    permit: &Permit,
    request: &Request,
    progress: impl FnMut(Progress),
) -> Result<Import, Error> {
    let id = begin(store, permit, request).await?;
    let taken = take_in(store, permit, id, request, progress).await;
    if let Err(error) = &taken {
        store.fail_import(permit, id, &error.kept()).await?;
    }
    taken
}

impl Request {
    fn source_of_file(&self) -> Result<String, ReadError> {
        let reader = self.reader()?;
        Ok(self.source(&reader.taken().pop().unwrap_or_default()))
    }
}

impl Progress {
    fn of(rows: u64, bytes: u64, bytes_total: u64, tally: Tally, refused: u64) -> Self {
        let Tally { created, updated, unchanged, .. } = tally;
        Self { rows, bytes, bytes_total, created, updated, unchanged, refused }
    }
}
