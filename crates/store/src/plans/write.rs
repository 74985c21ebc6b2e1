//! A year planned, changed, handed on and taken back.

use domain::access::Action;
use domain::ids::{GestureId, PersonId, PlanId, StaffId, StepId};
use domain::memory::{NOTE_MAX, TEXT_MAX, note, text};
use domain::plans::{KINDS, PlanRefusal, RENEW_DAYS, STEPS_MAX, StepState, last_day};
use domain::plays::{GestureKind, GestureState};
use domain::{Day, Permit};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use super::{Plan, held};
use crate::gestures::{settle, works_here};
use crate::jobs::NewJob;
use crate::{Error, Result, Store, audit, leave, people, sql};

/// How far back and ahead a year may begin, in days.
const START: std::ops::RangeInclusive<i32> = -366..=731;

/// A year to be planned.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Its first day.
    pub starts_on: Day,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// What the year is for; may be empty.
    pub about: String,
    /// What is to be done.
    pub steps: Vec<NewStep>,
    /// The words of the step that plans the next year.
    pub renewal: String,
}

/// A step to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStep {
    /// What.
    pub kind: GestureKind,
    /// In our words.
    pub words: String,
    /// By which day.
    pub due: Day,
    /// Who does it; `None` for the plan's owner.
    pub owner: Option<StaffId>,
}

/// What becomes of a plan.
#[derive(Clone, Debug)]
pub struct Change {
    /// Who sees to it from now on.
    pub owner: Option<StaffId>,
    /// What the year is for.
    pub about: String,
}

impl NewStep {
    /// The step as it is kept, if its day lies in the year and is not before `from`.
    pub(super) fn checked(self, from: Day, year: (Day, Day)) -> Result<Self> {
        if !KINDS.contains(&self.kind) {
            return Err(PlanRefusal::Kind.into());
        }
        if self.due < from {
            return Err(PlanRefusal::Past.into());
        }
        if !(year.0..=year.1).contains(&self.due) {
            return Err(PlanRefusal::Outside.into());
        }
        Ok(Self { words: text(&self.words, TEXT_MAX)?, ..self })
    }
}

/// That an owner is of the team.
pub(super) async fn in_team(on: &impl ConnectionTrait, owner: Option<StaffId>) -> Result<()> {
    match owner {
        Some(owner) if !works_here(on, owner).await? => Err(PlanRefusal::NotInTeam.into()),
        _ => Ok(()),
    }
}

pub(super) async fn insert_step(
    on: &impl ConnectionTrait,
    id: StepId,
    plan: PlanId,
    step: &NewStep,
    renews: bool,
) -> Result<()> {
    in_team(on, step.owner).await?;
    sql::run(
        on,
        "insert into plan_steps (id, plan_id, kind, words, due_day, owner, renews)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            id.0.into(),
            plan.0.into(),
            step.kind.name().into(),
            step.words.as_str().into(),
            step.due.0.into(),
            step.owner.map(|owner| owner.0).into(),
            i64::from(renews).into(),
        ],
    )
    .await?;
    Ok(())
}

/// That the account is an organisation, and no other plan of it has a day of the year.
async fn free(on: &impl ConnectionTrait, person: PersonId, year: (Day, Day)) -> Result<()> {
    let kind: Vec<String> =
        sql::column(on, "select kind from people where id = $1", [person.0.into()]).await?;
    if kind.first().is_some_and(|kind| kind != "organisation") {
        return Err(PlanRefusal::NotAnOrganisation.into());
    }
    let others = "select count(*) from plans p join identities i on i.id = p.identity_id
                  where i.person_id = $1 and p.starts_on <= $3 and p.ends_on >= $2";
    let others: i64 = sql::value(on, others, [person.0.into(), year.0.0.into(), year.1.0.into()]).await?;
    if others > 0 { Err(PlanRefusal::Overlap.into()) } else { Ok(()) }
}

impl Store {
    /// Plans a year of an account, with a last step that plans the next. What comes soon becomes
    /// somebody's task at once.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, something it says can't be, the account is no
    /// organisation or has a plan for these days, there is no such account, or the database fails.
    pub async fn make_plan(&self, permit: &Permit, person: PersonId, new: NewPlan) -> Result<PlanId> {
        leave::to_write(permit, Action::WritePeople)?;
        let today = self.days(permit.actor()).await?.calendar.today;
        let about = note(&new.about, TEXT_MAX)?;
        let year = (new.starts_on, last_day(new.starts_on));
        if !START.contains(&(new.starts_on.0 - today.0)) || year.1 < today {
            return Err(PlanRefusal::Start.into());
        }
        if new.steps.len() >= STEPS_MAX {
            return Err(PlanRefusal::TooMany.into());
        }
        let due = Day(year.1.0 - RENEW_DAYS).max(today);
        let renewal = NewStep { kind: GestureKind::Task, words: new.renewal, due, owner: None };
        let steps = new.steps.into_iter().map(|step| (step, false)).chain([(renewal, true)]);
        let checked = |(step, renews): (NewStep, bool)| Ok((step.checked(today, year)?, renews));
        let steps = steps.map(checked).collect::<Result<Vec<_>>>()?;
        let id = PlanId(self.inner.ids.next());
        let on = self.begin().await?;
        let identity = people::anchor(&on, person).await?;
        free(&on, person, year).await?;
        in_team(&on, new.owner).await?;
        sql::run(
            &on,
            "insert into plans (id, identity_id, starts_on, ends_on, owner, about, made_by, made_at, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
            [
                id.0.into(),
                identity.into(),
                year.0.0.into(),
                year.1.0.into(),
                new.owner.map(|owner| owner.0).into(),
                about.into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
            ],
        )
        .await?;
        for (step, renews) in &steps {
            insert_step(&on, StepId(self.inner.ids.next()), id, step, *renews).await?;
        }
        self.renewed(&on, permit, person, new.starts_on).await?;
        self.planned(&on, permit, "plan.made", id).await?;
        on.commit().await?;
        Ok(id)
    }

    /// Ends as done the open tasks that asked for this year to be planned. Their steps let go of them: should the year
    /// be taken back, or go to another account again, they ask anew.
    async fn renewed(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        person: PersonId,
        starts_on: Day,
    ) -> Result<()> {
        let select = "select g.id from plans p join identities i on i.id = p.identity_id
                          join plan_steps s on s.plan_id = p.id and s.renews = 1
                          join gestures g on g.id = s.gesture_id and g.state = 'open'
                      where i.person_id = $1 and p.ends_on < $2 and p.ends_on >= $3";
        let values = [person.0.into(), starts_on.0.into(), (starts_on.0 - super::NEXT_DAYS).into()];
        for task in sql::column::<Uuid>(on, select, values).await? {
            settle(on, self, permit.actor(), GestureId(task), GestureState::Done, None).await?;
            let free = "update plan_steps set gesture_id = null, alarmed_at = null where gesture_id = $1";
            sql::run(on, free, [task.into()]).await?;
        }
        Ok(())
    }

    /// What every change of a plan leaves behind: a line in the audit, and a look at what comes soon.
    pub(super) async fn planned(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        action: &str,
        plan: PlanId,
    ) -> Result<()> {
        audit::write(on, self, permit.actor(), action, "plan", Some(plan.0), "").await?;
        let job = NewJob { kind: super::PASS, unique_key: Some("now"), payload: json!({}), run_after: None };
        self.enqueue_in(on, &job).await.map(drop)
    }

    /// Changes what a year is for and who sees to it, in an edit begun on `version`; the new version. What
    /// is open or to come and no third one's goes with it.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the text is too long, the owner is not of the team,
    /// somebody else changed the plan in the meantime, there is none, or the database fails.
    pub async fn change_plan(&self, permit: &Permit, id: PlanId, version: i64, new: Change) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let about = note(&new.about, TEXT_MAX)?;
        let days = self.days(permit.actor()).await?;
        let on = self.begin().await?;
        let plan = held(&on, &days, id, version).await?;
        let owner = new.owner.map(|owner| owner.0);
        if plan.owner != new.owner {
            in_team(&on, new.owner).await?;
            hand(&on, &plan, new.owner).await?;
        }
        let update = "update plans set about = $1, owner = $2, version = version + 1 where id = $3";
        sql::run(&on, update, [about.into(), owner.into(), id.0.into()]).await?;
        let action = if plan.owner == new.owner { "plan.changed" } else { "plan.handed" };
        self.planned(&on, permit, action, id).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Takes a plan back that was made by mistake, as it stood at `version`.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, a step of it has been a task, somebody else changed it
    /// in the meantime, there is none, or the database fails.
    pub async fn remove_plan(&self, permit: &Permit, id: PlanId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let days = self.days(permit.actor()).await?;
        let on = self.begin().await?;
        let plan = held(&on, &days, id, version).await?;
        if plan.steps.iter().any(|step| step.task.is_some()) {
            return Err(PlanRefusal::Begun.into());
        }
        for delete in ["delete from plan_steps where plan_id = $1", "delete from plans where id = $1"] {
            sql::run(&on, delete, [id.0.into()]).await?;
        }
        audit::write(&on, self, permit.actor(), "plan.removed", "plan", Some(id.0), "").await?;
        on.commit().await?;
        Ok(())
    }

    /// Leaves a step out, with a reason; its open task is called off. The plan's new version.
    ///
    /// # Errors
    /// As [`Store::change_plan`]; where no reason is written, or the step is done or left out.
    pub async fn skip_step(
        &self,
        permit: &Permit,
        plan: PlanId,
        version: i64,
        step: StepId,
        reason: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let reason = note(reason, NOTE_MAX)?;
        if reason.is_empty() {
            return Err(PlanRefusal::NoReason.into());
        }
        let days = self.days(permit.actor()).await?;
        let on = self.begin().await?;
        let before = held(&on, &days, plan, version).await?.open_step(step)?;
        if let Some(task) = before.task {
            settle(&on, self, permit.actor(), task, GestureState::Cancelled, Some(&reason)).await?;
        }
        let skip = "update plan_steps set skipped = $1 where id = $2";
        sql::run(&on, skip, [reason.into(), step.0.into()]).await?;
        self.raise(&on, permit, "plan.step_skipped", plan).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// [`Store::planned`], for what changes a plan's steps.
    pub(super) async fn raise(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        action: &str,
        plan: PlanId,
    ) -> Result<()> {
        sql::run(on, "update plans set version = version + 1 where id = $1", [plan.0.into()]).await?;
        self.planned(on, permit, action, plan).await
    }
}

impl Plan {
    /// A step that is neither done nor left out.
    pub(super) fn open_step(self, id: StepId) -> Result<super::Step> {
        let step = self.steps.into_iter().find(|step| step.id == id);
        let step = step.ok_or(Error::Missing("There is no such step in this plan, or not any more."))?;
        match step.state {
            StepState::Done | StepState::DoneLate | StepState::Skipped => Err(PlanRefusal::Closed.into()),
            _ => Ok(step),
        }
    }
}

/// Gives what is open or to come, and no third one's, to a plan's new owner.
async fn hand(on: &impl ConnectionTrait, plan: &Plan, owner: Option<StaffId>) -> Result<()> {
    for step in &plan.steps {
        let is_closed = matches!(step.state, StepState::Done | StepState::DoneLate | StepState::Skipped);
        let is_a_thirds = step.owner.is_some() && step.owner != plan.owner;
        if is_closed || is_a_thirds {
            continue;
        }
        sql::run(on, "update plan_steps set owner = null where id = $1", [step.id.0.into()]).await?;
        if let Some(task) = step.task {
            let hand =
                "update gestures set owner = $1, version = version + 1 where id = $2 and state = 'open'";
            sql::run(on, hand, [owner.map(|owner| owner.0).into(), task.0.into()]).await?;
        }
    }
    Ok(())
}
