//! The answer a request got, so that the same request gets the same answer.
//!
//! The effect of a request and its answer are one commit: after a crash either both are there or
//! neither, and asking again is safe. Requests that failed changed nothing and are not kept.

use domain::access::{Action, Denied};
use domain::{Actor, Permit};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Store, leave, sql};

/// How long answers are kept, in seconds.
pub const KEPT_SECONDS: i64 = 48 * 60 * 60;

/// A request that may come again.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who asks; everybody's keys are their own.
    pub actor: Actor,
    /// What they call the request: their `Idempotency-Key`.
    pub key: String,
    /// A digest of all that the request says.
    pub request: [u8; 32],
}

/// What a request got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers that belong to the answer: names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What is known of a request.
pub enum Claim {
    /// It is new. All calls of this store are one commit, made by [`Store::keep_answer`]; dropped,
    /// nothing was asked.
    New(Store),
    /// It was answered.
    Answered(Answer),
    /// The key belongs to a request that said something else.
    Other,
}

#[derive(FromQueryResult)]
struct Row {
    request_hash: Vec<u8>,
    status: Option<i64>,
    headers: Option<String>,
    body: Option<Vec<u8>>,
}

impl Store {
    /// Takes up a request, or finds the answer it got. Where the same is under way elsewhere, this
    /// waits for it.
    ///
    /// # Errors
    /// Where a visitor asks, or the database fails.
    pub async fn claim_answer(&self, asked: &Asked) -> Result<Claim> {
        let owner = owner(asked)?;
        let commit = self.begin_commit().await?;
        let new = sql::run(
            commit.write(),
            "insert into answers (owner, idempotency_key, request_hash, created_at)
             values ($1, $2, $3, $4) on conflict (owner, idempotency_key) do nothing",
            [
                owner.as_str().into(),
                asked.key.as_str().into(),
                asked.request.to_vec().into(),
                self.now().0.into(),
            ],
        )
        .await?;
        if new == 1 {
            return Ok(Claim::New(commit));
        }
        let row: Option<Row> = sql::row(
            commit.write(),
            "select request_hash, status, headers, body from answers
             where owner = $1 and idempotency_key = $2",
            [owner.into(), asked.key.as_str().into()],
        )
        .await?;
        let row = row.ok_or(Error::Missing("The answer was swept away this moment; ask again."))?;
        if row.request_hash != asked.request {
            return Ok(Claim::Other);
        }
        let (Some(status), Some(headers)) = (row.status, row.headers) else {
            return Err(Error::unreadable("an answer without a status"));
        };
        // An answer that named somebody erased since is said without its body.
        let body = row.body.unwrap_or_default();
        let status = u16::try_from(status).map_err(|_| Error::unreadable("an answer's status"))?;
        Ok(Claim::Answered(Answer { status, headers: serde_json::from_str(&headers)?, body }))
    }

    /// Commits what was done through [`Claim::New`]'s store, with its answer. No other clone of that
    /// store may be left.
    ///
    /// # Errors
    /// Where a visitor asks, a clone is left, or the database fails; then nothing was done.
    pub async fn keep_answer(self, asked: &Asked, answer: &Answer) -> Result<()> {
        sql::run(
            self.write(),
            "update answers set status = $1, headers = $2, body = $3 where owner = $4 and idempotency_key = $5",
            [
                i64::from(answer.status).into(),
                serde_json::to_string(&answer.headers)?.into(),
                answer.body.clone().into(),
                owner(asked)?.into(),
                asked.key.as_str().into(),
            ],
        )
        .await?;
        self.finish_commit().await
    }

    /// Forgets answers older than [`KEPT_SECONDS`]; how many.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn sweep_answers(&self, permit: &Permit) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let before = self.now().plus_seconds(-KEPT_SECONDS).0;
        sql::run(self.write(), "delete from answers where created_at < $1", [before.into()]).await
    }
}

fn owner(asked: &Asked) -> Result<String> {
    match asked.actor {
        Actor::Visitor => Err(Denied.into()),
        known => Ok(leave::name_of(known)),
    }
}
