//! Steps added and changed, on the plan or through the task they became.

use domain::access::Action;
use domain::ids::{GestureId, PlanId, StaffId, StepId};
use domain::plans::{PlanRefusal, STEPS_MAX};
use domain::{Day, Permit};
use sea_orm::ConnectionTrait;

use super::write::{in_team, insert_step};
use super::{NewStep, held};
use crate::{Result, Store, leave, sql};

impl Store {
    /// Adds a step to a plan, in an edit begun on `version`; the plan's new version.
    ///
    /// # Errors
    /// As [`Store::change_plan`]; where the step can't be kept.
    pub async fn add_step(
        &self,
        permit: &Permit,
        plan: PlanId,
        version: i64,
        new: NewStep,
    ) -> Result<StepId> {
        leave::to_write(permit, Action::WritePeople)?;
        let days = self.days(permit.actor()).await?;
        let on = self.begin().await?;
        let before = held(&on, &days, plan, version).await?;
        if before.steps.len() >= STEPS_MAX {
            return Err(PlanRefusal::TooMany.into());
        }
        let new = new.checked(days.calendar.today, (before.starts_on, before.ends_on))?;
        let id = StepId(self.inner.ids.next());
        insert_step(&on, id, plan, &new, false).await?;
        self.raise(&on, permit, "plan.step_added", plan).await?;
        on.commit().await?;
        Ok(id)
    }

    /// Changes a step that is neither done nor left out, and its open task with it; the plan's new version.
    /// One that could not be done becomes a task again, if it is given another day.
    ///
    /// # Errors
    /// As [`Store::add_step`]; where the step is done or left out.
    pub async fn change_step(
        &self,
        permit: &Permit,
        plan: PlanId,
        version: i64,
        step: StepId,
        new: NewStep,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let days = self.days(permit.actor()).await?;
        let on = self.begin().await?;
        let before = held(&on, &days, plan, version).await?;
        let (year, owner) = ((before.starts_on, before.ends_on), new.owner.or(before.owner));
        let before = before.open_step(step)?;
        let is_moved = new.due != before.due;
        let from = if is_moved { days.calendar.today } else { new.due };
        let new = new.checked(from, year)?;
        in_team(&on, new.owner).await?;
        sql::run(
            &on,
            "update plan_steps set kind = $1, words = $2, owner = $3 where id = $4",
            [
                new.kind.name().into(),
                new.words.as_str().into(),
                new.owner.map(|owner| owner.0).into(),
                step.0.into(),
            ],
        )
        .await?;
        if is_moved {
            // What could not be done then is somebody's task again; what is open goes on.
            let again = "update plan_steps set due_day = $1, alarmed_at = null,
                             gesture_id = (select id from gestures where id = gesture_id and state = 'open')
                         where id = $2";
            sql::run(&on, again, [new.due.0.into(), step.0.into()]).await?;
        }
        if let Some(task) = before.task {
            sql::run(
                &on,
                "update gestures set kind = $1, words = $2, due_at = $3, owner = $4, version = version + 1
                 where id = $5 and state = 'open'",
                [
                    new.kind.name().into(),
                    new.words.as_str().into(),
                    new.due.start_in(&days.zone).0.into(),
                    owner.map(|owner| owner.0).into(),
                    task.0.into(),
                ],
            )
            .await?;
        }
        self.raise(&on, permit, "plan.step_changed", plan).await?;
        on.commit().await?;
        Ok(version + 1)
    }
}

/// Moves the step a task came from with it.
pub(crate) async fn task_moved(on: &impl ConnectionTrait, task: GestureId, due: Day) -> Result<()> {
    let update = "update plan_steps set alarmed_at = case when due_day = $1 then alarmed_at end, due_day = $1
                  where gesture_id = $2";
    sql::run(on, update, [due.0.into(), task.0.into()]).await?;
    changed_by_task(on, task).await
}

/// Hands the step a task came from on with it.
pub(crate) async fn task_handed(
    on: &impl ConnectionTrait,
    task: GestureId,
    owner: Option<StaffId>,
) -> Result<()> {
    let update = "update plan_steps set owner = $1 where gesture_id = $2";
    sql::run(on, update, [owner.map(|owner| owner.0).into(), task.0.into()]).await?;
    changed_by_task(on, task).await
}

/// An edit of the plan begun before does not undo what was said on the task.
async fn changed_by_task(on: &impl ConnectionTrait, task: GestureId) -> Result<()> {
    let raise = "update plans set version = version + 1
                 where id in (select plan_id from plan_steps where gesture_id = $1)";
    sql::run(on, raise, [task.0.into()]).await?;
    Ok(())
}
