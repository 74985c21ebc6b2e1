//! Work to be done: enqueued in the commit that makes it needed, done at least once.
//!
//! A worker leases a job for a while. Every lease raises the job's fence; whoever comes back with
//! an older fence has lost the job and can change nothing. A unique key holds among jobs that still
//! wait: one that runs may have read too early, so another may be asked for behind it.

use domain::access::Action;
use domain::ids::JobId;
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Error, Result, Store, leave, sql};

/// After so many tries a job is laid aside, with its last error.
pub const ATTEMPTS_MAX: i64 = 8;
/// Wait before the second try; each further wait is twice as long.
const RETRY_SECONDS: i64 = 10;

/// A job to enqueue.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// What is to be done, as `listen.import`.
    pub kind: &'a str,
    /// Of jobs of one kind and key, only one waits.
    pub unique_key: Option<&'a str>,
    /// What it needs to know.
    pub payload: Json,
    /// Not before this instant; `None` is at once.
    pub run_after: Option<Instant>,
}

/// A job taken up.
#[derive(Clone, Debug)]
pub struct Lease {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// What it needs to know.
    pub payload: Json,
    /// How often it was taken up, this time included.
    pub attempts: i64,
    /// The token that shows the job is still ours.
    pub fence: i64,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has taken it up, or a try failed and another will come.
    Waiting,
    /// A worker has it, or had it when it died.
    Running,
    /// Done.
    Done,
    /// Given up after [`ATTEMPTS_MAX`] tries, or a failure no retry mends.
    Dead,
}

impl State {
    fn from_name(name: &str) -> Result<Self> {
        Ok(match name {
            "waiting" => Self::Waiting,
            "running" => Self::Running,
            "done" => Self::Done,
            "dead" => Self::Dead,
            other => return Err(Error::unreadable(format!("the job state '{other}'"))),
        })
    }
}

/// A job as it stands, for whoever waits for it.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// How far it has come.
    pub state: State,
    /// What the worker last said of its progress.
    pub progress: Option<Json>,
    /// The last failure, as a sentence.
    pub error: Option<String>,
    /// How often it was taken up.
    pub attempts: i64,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it was done or given up.
    pub ended_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct LeaseRow {
    id: Uuid,
    kind: String,
    payload: String,
    attempts: i64,
    fence: i64,
}

#[derive(FromQueryResult)]
struct JobRow {
    id: Uuid,
    kind: String,
    state: String,
    progress: Option<String>,
    error: Option<String>,
    attempts: i64,
    created_at: i64,
    ended_at: Option<i64>,
}

impl TryFrom<JobRow> for Job {
    type Error = Error;

    fn try_from(row: JobRow) -> Result<Self> {
        Ok(Self {
            id: JobId(row.id),
            kind: row.kind,
            state: State::from_name(&row.state)?,
            progress: row.progress.as_deref().map(serde_json::from_str).transpose()?,
            error: row.error,
            attempts: row.attempts,
            created_at: Instant(row.created_at),
            ended_at: row.ended_at.map(Instant),
        })
    }
}

const LOST: Error = Error::Superseded("Another worker has taken this job over.");

impl Store {
    /// Asks for a job; the id of the one that waits already where there is one of its key.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn enqueue(&self, permit: &Permit, job: &NewJob<'_>) -> Result<JobId> {
        leave::to_write(permit, Action::RunJobs)?;
        let transaction = self.begin().await?;
        let id = self.enqueue_in(&transaction, job).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// [`Store::enqueue`] as a part of a larger commit.
    pub(crate) async fn enqueue_in(&self, on: &impl ConnectionTrait, job: &NewJob<'_>) -> Result<JobId> {
        let now = self.now();
        let id = self.inner.ids.next();
        let made = sql::run(
            on,
            "insert into jobs (id, kind, unique_key, payload, state, run_after, fence, attempts, created_at)
             values ($1, $2, $3, $4, 'waiting', $5, 0, 0, $6)
             on conflict (kind, unique_key) where state = 'waiting' and unique_key is not null do nothing",
            [
                id.into(),
                job.kind.into(),
                job.unique_key.into(),
                job.payload.to_string().into(),
                job.run_after.unwrap_or(now).0.into(),
                now.0.into(),
            ],
        )
        .await?;
        if made == 1 {
            return Ok(JobId(id));
        }
        let waiting: Uuid = sql::value(
            on,
            "select id from jobs where kind = $1 and unique_key = $2 and state = 'waiting'",
            [job.kind.into(), job.unique_key.into()],
        )
        .await?;
        Ok(JobId(waiting))
    }

    /// Takes up the job that has waited longest, for `seconds`; `None` where there is nothing to do.
    /// A job whose worker let its lease run out is taken up again; one whose twin of the same key
    /// runs waits for it.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn lease(&self, permit: &Permit, seconds: i64) -> Result<Option<Lease>> {
        leave::to_write(permit, Action::RunJobs)?;
        let now = self.now();
        let transaction = self.begin().await?;
        sql::run(
            &transaction,
            "update jobs set state = 'dead', lease_until = null, ended_at = $1,
                    error = coalesce(error, 'Its worker died or fell silent each time.')
             where state = 'running' and lease_until <= $1 and attempts >= $2",
            [now.0.into(), ATTEMPTS_MAX.into()],
        )
        .await?;
        let row: Option<LeaseRow> = sql::row(
            &transaction,
            "update jobs
             set state = 'running', lease_until = $2, fence = fence + 1, attempts = attempts + 1,
                 holder = $3
             where id = (
                 select id from jobs as next
                 where ((state = 'waiting' and run_after <= $1) or (state = 'running' and lease_until <= $1))
                   and not exists (
                       select 1 from jobs as twin
                       where twin.kind = next.kind and twin.unique_key = next.unique_key
                         and twin.id <> next.id and twin.state = 'running' and twin.lease_until > $1)
                 order by run_after, id limit 1)
             returning id, kind, payload, attempts, fence",
            [now.0.into(), now.plus_seconds(seconds).0.into(), self.inner.holder.get().cloned().into()],
        )
        .await?;
        transaction.commit().await?;
        row.map(|row| {
            Ok(Lease {
                id: JobId(row.id),
                kind: row.kind,
                payload: serde_json::from_str(&row.payload)?,
                attempts: row.attempts,
                fence: row.fence,
            })
        })
        .transpose()
    }

    /// Says which server this is, and lets go of what it held in a life before: those jobs are taken up
    /// at once, and not when their leases end. Jobs of other servers stay theirs. How many. Whoever calls
    /// holds a lock, so that no server of this name lives.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn serve_as(&self, permit: &Permit, server: &str) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let server = self.inner.holder.get_or_init(|| server.to_owned());
        let update = "update jobs set lease_until = $1 where state = 'running' and holder = $2
                      and lease_until > $1";
        sql::run(self.write(), update, [self.now().0.into(), server.as_str().into()]).await
    }

    /// Says that the worker still has the job, for `seconds` more, and how far it has come.
    ///
    /// # Errors
    /// [`Error::Superseded`] where another worker has it; where the permit is not for `RunJobs`, or
    /// the database fails.
    pub async fn job_progress(
        &self,
        permit: &Permit,
        lease: &Lease,
        seconds: i64,
        progress: Option<&Json>,
    ) -> Result<()> {
        leave::to_write(permit, Action::RunJobs)?;
        let ours = sql::run(
            self.write(),
            "update jobs set lease_until = $1, progress = coalesce($2, progress)
             where id = $3 and fence = $4 and state = 'running'",
            [
                self.now().plus_seconds(seconds).0.into(),
                progress.map(Json::to_string).into(),
                lease.id.0.into(),
                lease.fence.into(),
            ],
        )
        .await?;
        if ours == 1 { Ok(()) } else { Err(LOST) }
    }

    /// Marks a job done.
    ///
    /// # Errors
    /// As [`Store::job_progress`].
    pub async fn job_done(&self, permit: &Permit, lease: &Lease, progress: Option<&Json>) -> Result<()> {
        leave::to_write(permit, Action::RunJobs)?;
        let ours = sql::run(
            self.write(),
            "update jobs set state = 'done', lease_until = null, error = null, ended_at = $1,
                    progress = coalesce($2, progress)
             where id = $3 and fence = $4 and state = 'running'",
            [
                self.now().0.into(),
                progress.map(Json::to_string).into(),
                lease.id.0.into(),
                lease.fence.into(),
            ],
        )
        .await?;
        if ours == 1 { Ok(()) } else { Err(LOST) }
    }

    /// Lays a try aside that failed: with `retry` the job waits for another, doubling the pause each
    /// time, until [`ATTEMPTS_MAX`]; without, or then, or where a twin waits already, it is given up.
    ///
    /// # Errors
    /// As [`Store::job_progress`].
    pub async fn job_failed(
        &self,
        permit: &Permit,
        lease: &Lease,
        error: &str,
        retry: bool,
    ) -> Result<State> {
        leave::to_write(permit, Action::RunJobs)?;
        let now = self.now();
        let transaction = self.begin().await?;
        let twins: i64 = sql::value(
            &transaction,
            "select count(*) from jobs as job join jobs as twin
                 on twin.kind = job.kind and twin.unique_key = job.unique_key and twin.state = 'waiting'
             where job.id = $1",
            [lease.id.0.into()],
        )
        .await?;
        let again = retry && lease.attempts < ATTEMPTS_MAX && twins == 0;
        let pause = RETRY_SECONDS << lease.attempts.clamp(1, ATTEMPTS_MAX);
        let (state, ended_at) = if again { ("waiting", None) } else { ("dead", Some(now.0)) };
        let ours = sql::run(
            &transaction,
            "update jobs set state = $1, ended_at = $2, run_after = $3, lease_until = null, error = $4
             where id = $5 and fence = $6 and state = 'running'",
            [
                state.into(),
                ended_at.into(),
                now.plus_seconds(pause / 2).0.into(),
                error.into(),
                lease.id.0.into(),
                lease.fence.into(),
            ],
        )
        .await?;
        if ours == 0 {
            return Err(LOST);
        }
        transaction.commit().await?;
        State::from_name(state)
    }

    /// A job as it stands.
    ///
    /// # Errors
    /// Where the actor may not run jobs, or the database fails.
    pub async fn job(&self, actor: Actor, id: JobId) -> Result<Option<Job>> {
        leave::to_read(actor, Action::RunJobs)?;
        let row: Option<JobRow> = sql::row(
            self.read(),
            "select id, kind, state, progress, error, attempts, created_at, ended_at from jobs where id = $1",
            [id.0.into()],
        )
        .await?;
        row.map(Job::try_from).transpose()
    }

    /// The jobs of a kind, the latest asked for first.
    ///
    /// # Errors
    /// As [`Store::job`].
    pub async fn jobs(&self, actor: Actor, kind: &str, limit: u32) -> Result<Vec<Job>> {
        leave::to_read(actor, Action::RunJobs)?;
        let rows: Vec<JobRow> = sql::rows(
            self.read(),
            "select id, kind, state, progress, error, attempts, created_at, ended_at
             from jobs where kind = $1 order by id desc limit $2",
            [kind.into(), limit.into()],
        )
        .await?;
        rows.into_iter().map(Job::try_from).collect()
    }
}
