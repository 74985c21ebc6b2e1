//! Model runs: what was fitted, on what, when. Never changed once written.

use domain::access::Action;
use domain::ids::RunId;
use domain::worth::{Report, Unit};
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Error, Result, Store, leave, sql};

/// A fit to keep.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// The last day observed.
    pub as_of: Day,
    /// The unit of the parameters.
    pub unit: Unit,
    /// `map` or `mle`.
    pub fit: String,
    /// The model that scores.
    pub model: String,
    /// Parameters, in the shape Know reads back.
    pub params: Json,
    /// Covariances of the parameters, in the shape Know reads back.
    pub covariance: Json,
    /// Digest of the data it was fitted on.
    pub data_digest: [u8; 32],
    /// Everything people see.
    pub report: Report,
}

/// A fit kept.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its id; standings carry it.
    pub id: RunId,
    /// When it was kept.
    pub created_at: Instant,
    /// What was fitted.
    pub run: NewRun,
}

/// One line of the history of runs.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// Its id.
    pub id: RunId,
    /// When it was kept.
    pub created_at: Instant,
    /// The last day observed.
    pub as_of: Day,
    /// The model that scored.
    pub model: String,
    /// Why it failed, where it did.
    pub error: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    created_at: i64,
    as_of: i32,
    unit: String,
    fit: String,
    model: String,
    params: String,
    covariance: String,
    data_digest: Vec<u8>,
    report: String,
}

#[derive(FromQueryResult)]
struct LineRow {
    id: Uuid,
    created_at: i64,
    as_of: i32,
    model: String,
    error: Option<String>,
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
    }
}

impl TryFrom<Row> for Run {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unit = match row.unit.as_str() {
            "day" => Unit::Day,
            "week" => Unit::Week,
            other => return Err(Error::unreadable(format!("the unit '{other}'"))),
        };
        let data_digest =
            row.data_digest.try_into().map_err(|_| Error::unreadable("a digest of the wrong length"))?;
        let run = NewRun {
            as_of: Day(row.as_of),
            unit,
            fit: row.fit,
            model: row.model,
            params: serde_json::from_str(&row.params)?,
            covariance: serde_json::from_str(&row.covariance)?,
            data_digest,
            report: serde_json::from_str(&row.report)?,
        };
        Ok(Self { id: RunId(row.id), created_at: Instant(row.created_at), run })
    }
}

impl Store {
    /// The latest fit that succeeded.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn latest_run(&self, actor: Actor) -> Result<Option<Run>> {
        leave::to_read_customers(actor)?;
        let row: Option<Row> = sql::row(
            self.read(),
            "select id, created_at, as_of, unit, fit, model, params, covariance, data_digest, report
             from model_runs where state = 'done' order by id desc limit 1",
            [],
        )
        .await?;
        row.map(Run::try_from).transpose()
    }

    /// Which fit [`Store::latest_run`] would read.
    ///
    /// # Errors
    /// As [`Store::latest_run`].
    pub async fn latest_run_id(&self, actor: Actor) -> Result<Option<RunId>> {
        leave::to_read_customers(actor)?;
        let sql = "select id from model_runs where state = 'done' order by id desc limit 1";
        Ok(sql::column(self.read(), sql, []).await?.pop().map(RunId))
    }

    /// The history of runs, failed ones included, the latest first.
    ///
    /// # Errors
    /// As [`Store::latest_run`].
    pub async fn runs(&self, actor: Actor, limit: u32) -> Result<Vec<RunLine>> {
        leave::to_read_customers(actor)?;
        let rows: Vec<LineRow> = sql::rows(
            self.read(),
            "select id, created_at, as_of, model, error from model_runs order by id desc limit $1",
            [limit.into()],
        )
        .await?;
        let line = |row: LineRow| RunLine {
            id: RunId(row.id),
            created_at: Instant(row.created_at),
            as_of: Day(row.as_of),
            model: row.model,
            error: row.error,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Keeps the memory of a refit that failed; the last good run and its standings stay.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, or the database fails.
    pub async fn save_failed_run(&self, permit: &Permit, as_of: Day, why: &str) -> Result<RunId> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let id = self.inner.ids.next();
        sql::run(
            self.write(),
            "insert into model_runs (id, created_at, state, error, as_of, unit, fit, model, params,
                 covariance, data_digest)
             values ($1, $2, 'failed', $3, $4, '', '', '', 'null', 'null', $5)",
            [id.into(), self.now().0.into(), why.into(), as_of.0.into(), Vec::<u8>::new().into()],
        )
        .await?;
        Ok(RunId(id))
    }

    pub(crate) async fn insert_run(&self, on: &impl ConnectionTrait, run: &NewRun) -> Result<RunId> {
        let id = self.inner.ids.next();
        sql::run(
            on,
            "insert into model_runs (id, created_at, state, as_of, unit, fit, model, params, covariance,
                 data_digest, report)
             values ($1, $2, 'done', $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                id.into(),
                self.now().0.into(),
                run.as_of.0.into(),
                unit_name(run.unit).into(),
                run.fit.as_str().into(),
                run.model.as_str().into(),
                run.params.to_string().into(),
                run.covariance.to_string().into(),
                run.data_digest.to_vec().into(),
                serde_json::to_string(&run.report)?.into(),
            ],
        )
        .await?;
        Ok(RunId(id))
    }
}
