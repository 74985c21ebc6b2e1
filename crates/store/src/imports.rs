//! Imports: their progress, their refusals, their ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::Action;
use domain::ids::ImportId;
use domain::limits::REFUSALS_KEPT;
use domain::{Actor, Instant, Permit, Reason, Refusal};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::incoming::{Batch, Tally};
use crate::jobs::NewJob;
use crate::{Error, Result, Store, audit, bulk, leave, sql};

/// An import to begin.
#[derive(Clone, Debug)]
pub struct NewImport<'a> {
    /// The name under which ids are unique: the shop or till the file came from.
    pub source: &'a str,
    /// The file, as its owner calls it.
    pub file: &'a str,
    /// How it is to be read, in Listen's shape.
    pub mapping: Json,
    /// The file's length.
    pub bytes_total: u64,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for or under way; also one whose process died.
    Running,
    /// All in.
    Done,
    /// Ended by an error; what was committed stays.
    Failed,
    /// Being taken back.
    Undoing,
    /// Taken back.
    Undone,
}

impl State {
    const ALL: [Self; 5] = [Self::Running, Self::Done, Self::Failed, Self::Undoing, Self::Undone];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }
}

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The name under which ids are unique.
    pub source: String,
    /// The file.
    pub file: String,
    /// How it was read, in Listen's shape.
    pub mapping: Json,
    /// Who began it, as a word.
    pub started_by: String,
    /// When.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// How far it has come.
    pub state: State,
    /// Why it failed.
    pub error: Option<String>,
    /// Rows of the file done with.
    pub rows_done: u64,
    /// Bytes of the file done with.
    pub bytes_done: u64,
    /// The file's length.
    pub bytes_total: u64,
    /// What became of the orders.
    pub tally: Tally,
    /// Rows set aside.
    pub refused: u64,
    /// After an undo: orders kept because they were changed since.
    pub kept: u64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    source: String,
    file: String,
    mapping: String,
    started_by: String,
    started_at: i64,
    ended_at: Option<i64>,
    state: String,
    error: Option<String>,
    rows_done: i64,
    bytes_done: i64,
    bytes_total: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    refused: i64,
    kept: i64,
}

const COLUMNS: &str = "id, source, file, mapping, started_by, started_at, ended_at, state, error, rows_done, \
     bytes_done, bytes_total, created, updated, unchanged, refused, kept";

impl TryFrom<Row> for Import {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let state = State::ALL.into_iter().find(|state| state.name() == row.state);
        Ok(Self {
            id: ImportId(row.id),
            source: row.source,
            file: row.file,
            mapping: serde_json::from_str(&row.mapping)?,
            started_by: row.started_by,
            started_at: Instant(row.started_at),
            ended_at: row.ended_at.map(Instant),
            state: state.ok_or_else(|| Error::unreadable(format!("the import state '{}'", row.state)))?,
            error: row.error,
            rows_done: row.rows_done.unsigned_abs(),
            bytes_done: row.bytes_done.unsigned_abs(),
            bytes_total: row.bytes_total.unsigned_abs(),
            tally: Tally {
                created: row.created.unsigned_abs(),
                updated: row.updated.unsigned_abs(),
                unchanged: row.unchanged.unsigned_abs(),
                erased: 0,
            },
            refused: row.refused.unsigned_abs(),
            kept: row.kept.unsigned_abs(),
        })
    }
}

#[derive(FromQueryResult)]
struct RefusalRow {
    file: String,
    row: i64,
    column_name: Option<String>,
    reason: String,
    value: String,
}

fn signed(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn reason(code: &str) -> Result<Reason> {
    let found = Reason::ALL.iter().find(|reason| reason.code() == code);
    found.copied().ok_or_else(|| Error::unreadable(format!("the reason '{code}'")))
}

/// The source of an import under way and how many of its batches are committed.
pub(crate) async fn running(on: &impl ConnectionTrait, import: ImportId) -> Result<(String, u64)> {
    let sql = "select source, batches from imports where id = $1 and state = 'running'";
    let rows = sql::results(on, sql, [import.0.into()]).await?;
    let row = rows.first().ok_or_else(Error::stopped)?;
    Ok((sql::at(row, 0)?, sql::at::<i64>(row, 1)?.unsigned_abs()))
}

/// Notes a batch's progress and refusals.
pub(crate) async fn advance(
    on: &impl ConnectionTrait,
    import: ImportId,
    batch: &Batch,
    tally: Tally,
) -> Result<()> {
    let refused = batch.refused.values().sum::<u64>() + tally.erased;
    let refused_before: i64 = sql::value(
        on,
        "update imports set batches = $2, rows_done = $3, bytes_done = $4, created = created + $5,
                updated = updated + $6, unchanged = unchanged + $7, refused = refused + $8
         where id = $1 returning refused - $8",
        [
            import.0.into(),
            signed(batch.number + 1),
            signed(batch.rows_done),
            signed(batch.bytes_done),
            signed(tally.created),
            signed(tally.updated),
            signed(tally.unchanged),
            signed(refused),
        ],
    )
    .await?;
    let mut kept = Vec::with_capacity(batch.refusals.len() * 7);
    for (seq, refusal) in (refused_before.unsigned_abs()..REFUSALS_KEPT as u64).zip(&batch.refusals) {
        kept.extend([
            Value::from(import.0),
            signed(seq),
            (*refusal.file).into(),
            signed(refusal.row),
            refusal.column.as_deref().into(),
            refusal.reason.code().into(),
            refusal.value.as_str().into(),
        ]);
    }
    let insert =
        "insert into import_refusals (import_id, seq, file, row, column_name, reason, value) values ";
    bulk::run(on, insert, 7, "", kept).await?;
    let erased = (tally.erased > 0).then_some((&Reason::Erased, &tally.erased));
    let counts = batch.refused.iter().chain(erased);
    let counts =
        counts.flat_map(|(reason, rows)| [import.0.into(), reason.code().into(), signed(*rows)]).collect();
    bulk::run(
        on,
        "insert into import_refusal_counts (import_id, reason, rows) values ",
        3,
        " on conflict (import_id, reason) do update
          set rows = import_refusal_counts.rows + excluded.rows",
        counts,
    )
    .await?;
    Ok(())
}

impl Store {
    /// Notes that an import begins.
    ///
    /// # Errors
    /// Where the permit is not for `ImportOrders`, or the database fails.
    pub async fn begin_import(&self, permit: &Permit, import: &NewImport<'_>) -> Result<ImportId> {
        leave::to_write(permit, Action::ImportOrders)?;
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        sql::run(
            &transaction,
            "insert into imports (id, source, file, mapping, started_by, started_at, state,
                 batches, rows_done, bytes_done, bytes_total, created, updated, unchanged, refused, kept)
             values ($1, $2, $3, $4, $5, $6, 'running', 0, 0, 0, $7, 0, 0, 0, 0, 0)",
            [
                id.into(),
                import.source.into(),
                import.file.into(),
                import.mapping.to_string().into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
                signed(import.bytes_total),
            ],
        )
        .await?;
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "import.started", "import", Some(id), import.source).await?;
        transaction.commit().await?;
        Ok(ImportId(id))
    }

    /// Ends an import whose batches are all in, and asks for one refit where anything changed.
    ///
    /// # Errors
    /// [`Error::Superseded`] where it was stopped or undone; where the permit is not for
    /// `ImportOrders`, or the database fails.
    pub async fn finish_import(&self, permit: &Permit, id: ImportId) -> Result<Import> {
        leave::to_write(permit, Action::ImportOrders)?;
        let transaction = self.begin().await?;
        let ended = sql::run(
            &transaction,
            "update imports set state = 'done', ended_at = $2 where id = $1 and state = 'running'",
            [id.0.into(), self.now().0.into()],
        )
        .await?;
        if ended == 0 {
            return Err(Error::stopped());
        }
        let import = read(&transaction, id).await?.ok_or_else(Error::stopped)?;
        if import.tally.created + import.tally.updated > 0 {
            self.ask_for_refit(&transaction).await?;
            self.ask_for_duplicates(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(import)
    }

    /// Asks Know to fit anew, once for all who ask before it begins.
    pub(crate) async fn ask_for_refit(&self, on: &impl ConnectionTrait) -> Result<()> {
        let job = NewJob { kind: "know.refit", unique_key: Some("all"), payload: json!({}), run_after: None };
        self.enqueue_in(on, &job).await?;
        Ok(())
    }

    /// Ends an import by an error. What was committed stays and can be undone.
    ///
    /// # Errors
    /// Where the permit is not for `ImportOrders`, or the database fails.
    pub async fn fail_import(&self, permit: &Permit, id: ImportId, error: &str) -> Result<()> {
        leave::to_write(permit, Action::ImportOrders)?;
        sql::run(
            self.write(),
            "update imports set state = 'failed', error = $2, ended_at = $3
             where id = $1 and state = 'running'",
            [id.0.into(), error.into(), self.now().0.into()],
        )
        .await?;
        Ok(())
    }

    /// An import.
    ///
    /// # Errors
    /// Where the actor may not import orders, or the database fails.
    pub async fn import(&self, actor: Actor, id: ImportId) -> Result<Option<Import>> {
        leave::to_read(actor, Action::ImportOrders)?;
        read(self.read(), id).await
    }

    /// The imports there were, the latest first, those before the import `after`.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub async fn imports(&self, actor: Actor, after: Option<ImportId>, limit: u32) -> Result<Vec<Import>> {
        leave::to_read(actor, Action::ImportOrders)?;
        let sql = format!("select {COLUMNS} from imports where id < $1 order by id desc limit $2");
        let before = after.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<Row> = sql::rows(self.read(), &sql, [before.into(), limit.into()]).await?;
        rows.into_iter().map(Import::try_from).collect()
    }

    /// Rows an import set aside, in the file's order, from the `from`th on. Those past
    /// [`REFUSALS_KEPT`] are only counted.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub async fn refusals(&self, actor: Actor, id: ImportId, from: u64, limit: u32) -> Result<Vec<Refusal>> {
        leave::to_read(actor, Action::ImportOrders)?;
        let rows: Vec<RefusalRow> = sql::rows(
            self.read(),
            "select file, row, column_name, reason, value from import_refusals
             where import_id = $1 and seq >= $2 order by seq limit $3",
            [id.0.into(), signed(from), limit.into()],
        )
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Refusal {
                    file: Arc::from(row.file),
                    row: row.row.unsigned_abs(),
                    column: row.column_name.map(Arc::from),
                    reason: reason(&row.reason)?,
                    value: row.value,
                })
            })
            .collect()
    }

    /// How many rows an import set aside, by reason.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub async fn refusal_counts(&self, actor: Actor, id: ImportId) -> Result<BTreeMap<Reason, u64>> {
        leave::to_read(actor, Action::ImportOrders)?;
        let sql = "select reason, rows from import_refusal_counts where import_id = $1";
        let rows = sql::results(self.read(), sql, [id.0.into()]).await?;
        rows.iter()
            .map(|row| Ok((reason(&sql::at::<String>(row, 0)?)?, sql::at::<i64>(row, 1)?.unsigned_abs())))
            .collect()
    }
}

async fn read(on: &impl ConnectionTrait, id: ImportId) -> Result<Option<Import>> {
    let sql = format!("select {COLUMNS} from imports where id = $1");
    let row: Option<Row> = sql::row(on, &sql, [id.0.into()]).await?;
    row.map(Import::try_from).transpose()
}
