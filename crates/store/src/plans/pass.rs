//! What the pass over plans does: a step that comes soon becomes a task, and one that is missed says so.

use domain::access::Action;
use domain::ids::{PersonId, StaffId, StepId};
use domain::plans::AHEAD_DAYS;
use domain::{Actor, Currency, Day, Permit};
use sea_orm::{QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{PLANS, RENEWED, STEP_COLUMNS, STEPS, Step, missed, step};
use crate::gestures::{self, Decided};
use crate::{Result, Store, leave, sql, webhooks};

/// The job that looks over the plans.
pub const PASS: &str = "act.plans";

/// A step that was missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// For whom.
    pub person: PersonId,
    /// Which.
    pub step: Step,
}

impl Store {
    /// Steps that are to become tasks, the longest due first, at most `limit`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn steps_to_open(&self, actor: Actor, limit: u32) -> Result<Vec<StepId>> {
        leave::to_read_customers(actor)?;
        let by = self.days(actor).await?.calendar.today.0 + AHEAD_DAYS;
        let select = format!(
            "select s.id from plan_steps s join plans p on p.id = s.plan_id
                 join identities i on i.id = p.identity_id
             where s.gesture_id is null and s.skipped is null and s.due_day <= $1
                 and not (s.renews = 1 and {RENEWED})
             order by s.due_day, s.id limit $2"
        );
        let found: Vec<Uuid> = sql::column(self.read(), &select, [by.into(), limit.into()]).await?;
        Ok(found.into_iter().map(StepId).collect())
    }

    /// Makes a step somebody's task; whether it was to be one still. What an account is owed by plan is never
    /// capped and never held out.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn open_step(&self, permit: &Permit, id: StepId) -> Result<bool> {
        leave::to_write(permit, Action::RunJobs)?;
        let days = self.days(permit.actor()).await?;
        let currency = self.settings(permit.actor()).await?.map_or(Currency::EUR, |own| own.currency);
        let task = self.inner.ids.next();
        let on = self.begin().await?;
        let select = format!(
            "select {STEP_COLUMNS}, p.identity_id from {PLANS} {STEPS}
             where s.id = $1 and s.due_day <= $2 and not (s.renews = 1 and {RENEWED})"
        );
        let by = days.calendar.today.0 + AHEAD_DAYS;
        let Some(row) = sql::results(&on, &select, [id.0.into(), by.into()]).await?.pop() else {
            return Ok(false);
        };
        let step = step(&row, &days, false)?;
        let decided = Decided {
            id: task,
            identity: sql::at(&row, 13)?,
            play: None,
            kind: step.kind,
            owed: true,
            due: step.due.start_in(&days.zone),
            owner: step.owner,
            for_role: None,
            words: step.words,
            letter: None,
            certificate: None,
            tier: None,
            present: None,
            cost: 0,
            currency,
        };
        gestures::write(&on, self, permit.actor(), &[decided]).await?;
        let link = "update plan_steps set gesture_id = $1
                    where id = $2 and gesture_id is null and skipped is null";
        if sql::run(&on, link, [task.into(), id.0.into()]).await? == 0 {
            return Ok(false);
        }
        on.commit().await?;
        Ok(true)
    }

    /// Tells programs of the steps that are missed and were not told of, each once; how many. At most
    /// `limit`, each in a commit.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn tell_of_missed(&self, permit: &Permit, limit: u32) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let days = self.days(permit.actor()).await?;
        let those =
            format!("from {PLANS} {STEPS} where s.alarmed_at is null and {}", missed(days.missed_before()));
        let select = format!("select s.id {those} order by s.due_day, s.id limit $1");
        let mut told = 0;
        for id in sql::column::<Uuid>(self.read(), &select, [limit.into()]).await? {
            told += u64::from(self.tell_of(id, &those).await?);
        }
        Ok(told)
    }

    /// Tells of a step, if it is one of `those` still: it may have been done or moved since it was read.
    async fn tell_of(&self, id: Uuid, those: &str) -> Result<bool> {
        let on = self.begin().await?;
        let select = format!("select s.plan_id, i.person_id, s.due_day, w.id {those} and s.id = $1");
        let Some(row) = sql::results(&on, &select, [id.into()]).await?.pop() else { return Ok(false) };
        let (plan, person): (Uuid, Uuid) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        let (due, owner): (i32, Option<Uuid>) = (sql::at(&row, 2)?, sql::at(&row, 3)?);
        let mark =
            "update plan_steps set alarmed_at = $1 where id = $2 and alarmed_at is null and due_day = $3";
        if sql::run(&on, mark, [self.now().0.into(), id.into(), due.into()]).await? == 0 {
            return Ok(false);
        }
        let data = json!({ "id": id, "plan": plan, "person": person, "due": Day(due), "owner": owner });
        webhooks::tell(&on, self, "plan.missed", &data).await?;
        on.commit().await?;
        Ok(true)
    }

    /// Steps that were missed, the longest due first: `of` somebody and those nobody sees to, or
    /// everybody's.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn steps_missed(&self, actor: Actor, of: Option<StaffId>, limit: u32) -> Result<Vec<Missed>> {
        leave::to_read_customers(actor)?;
        let days = self.days(actor).await?;
        let mut values: Vec<Value> = vec![limit.into()];
        values.extend(of.map(|owner| Value::from(owner.0)));
        let select = format!(
            "select {STEP_COLUMNS}, i.person_id from {PLANS} {STEPS}
             where s.alarmed_at is not null and {}{} order by s.due_day, s.id limit $1",
            missed(days.missed_before()),
            if of.is_some() { " and (w.id is null or w.id = $2)" } else { "" }
        );
        let rows = sql::results(self.read(), &select, values).await?;
        let one = |row: &QueryResult| {
            Ok(Missed { person: PersonId(sql::at(row, 13)?), step: step(row, &days, false)? })
        };
        rows.iter().map(one).collect()
    }
}
