//! The years of accounts: what we mean to do for each by which day, by whom, and what was missed.

mod accounts;
mod pass;
mod steps;
mod write;

use std::collections::HashMap;

use domain::ids::{GestureId, PersonId, PlanId, StaffId, StepId};
use domain::plans::{Calendar, StepState, last_day, next_on};
use domain::plays::{GestureKind, GestureState};
use domain::{Actor, Day, Instant};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, leave, programme, sql};

pub use accounts::{Account, Accounts};
pub use pass::{Missed, PASS};
pub(crate) use steps::{task_handed, task_moved};
pub use write::{Change, NewPlan, NewStep};

/// The year of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// For whom, as they are known now.
    pub person: PersonId,
    /// Its first day.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// Who sees to it; who left the team is nobody.
    pub owner: Option<StaffId>,
    /// What the year is for, in our words.
    pub about: String,
    /// Who made it: `staff <id>`, `key <id>`.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// Whether the next year of theirs is planned.
    pub renewed: bool,
    /// Its steps, by their days.
    pub steps: Vec<Step>,
    /// Rises with every change.
    pub version: i64,
}

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// Of which plan.
    pub plan: PlanId,
    /// What.
    pub kind: GestureKind,
    /// In our words.
    pub words: String,
    /// By which day.
    pub due: Day,
    /// Who does it; who left the team is nobody.
    pub owner: Option<StaffId>,
    /// Whether that is another than the plan's.
    pub has_own_owner: bool,
    /// Whether it is to plan the next year.
    pub renews: bool,
    /// How it stands today.
    pub state: StepState,
    /// Why it was left out, or could not be done.
    pub reason: Option<String>,
    /// The task it became.
    pub task: Option<GestureId>,
    /// The day it was done on, or given up.
    pub ended: Option<Day>,
}

/// The columns of a plan `p` of an identity `i`, as [`plan`] reads them.
const COLUMNS: &str =
    "p.id, i.person_id, p.starts_on, p.ends_on, o.id, p.about, p.made_by, p.made_at, p.version";
/// Where plans stand, each with its owner where they work here.
const PLANS: &str = "plans p join identities i on i.id = p.identity_id
     left join staff o on o.id = p.owner and o.left_at is null";
/// Within how many days of the end of a year the next begins.
const NEXT_DAYS: i32 = 366;
/// That the next year of the account of a plan `p` is planned: it begins within [`NEXT_DAYS`].
const RENEWED: &str = "exists (select 1 from plans n join identities ni on ni.id = n.identity_id
     where ni.person_id = i.person_id and n.starts_on > p.ends_on and n.starts_on <= p.ends_on + 366)";
/// Where the steps of [`PLANS`] stand, each with its task and its owner where they work here.
const STEPS: &str = "join plan_steps s on s.plan_id = p.id left join gestures g on g.id = s.gesture_id
     left join staff w on w.left_at is null
         and w.id = case when g.state = 'open' then g.owner else coalesce(s.owner, p.owner) end";
const STEP_COLUMNS: &str =
    "s.id, s.plan_id, s.kind, s.words, s.due_day, w.id, s.owner, s.renews, s.skipped, s.gesture_id,
     g.state, g.ended_at, g.reason";
const MISSING: Error = Error::Missing("There is no such plan or step, or not any more.");

/// That a step `s` with its task `g` is missed where its day lies before a day; of a plan that is renewed,
/// planning the next year never is.
fn missed(before: Day) -> String {
    format!(
        "s.skipped is null and (s.due_day < {} and coalesce(g.state, 'open') = 'open'
             or g.state in ('could_not', 'cancelled'))
         and not (s.renews = 1 and {RENEWED})",
        before.0
    )
}

/// The day and the working days by which steps stand.
pub(crate) struct Days {
    calendar: Calendar,
    zone: TimeZone,
}

impl Days {
    fn missed_before(&self) -> Day {
        self.calendar.missed_before(self.calendar.today)
    }
}

fn plan(row: &QueryResult) -> Result<Plan> {
    Ok(Plan {
        id: PlanId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        starts_on: Day(sql::at(row, 2)?),
        ends_on: Day(sql::at(row, 3)?),
        owner: sql::at::<Option<Uuid>>(row, 4)?.map(StaffId),
        about: sql::at(row, 5)?,
        made_by: sql::at(row, 6)?,
        made_at: Instant(sql::at(row, 7)?),
        version: sql::at(row, 8)?,
        renewed: sql::at::<i64>(row, 9)? != 0,
        steps: Vec::new(),
    })
}

fn step(row: &QueryResult, days: &Days, renewed: bool) -> Result<Step> {
    let kind: String = sql::at(row, 2)?;
    let unreadable = |name: &str| Error::unreadable(format!("a step of a plan that is '{name}'"));
    let due = Day(sql::at(row, 4)?);
    let skipped: Option<String> = sql::at(row, 8)?;
    let task = sql::at::<Option<Uuid>>(row, 9)?.map(GestureId);
    let ended = sql::at::<Option<i64>>(row, 11)?.map(|at| Instant(at).day_in(&days.zone));
    let stands = match sql::at::<Option<String>>(row, 10)? {
        None => None,
        Some(name) => Some(GestureState::from_name(&name).ok_or_else(|| unreadable(&name))?),
    };
    let renews = sql::at::<i64>(row, 7)? != 0;
    let state = match days.calendar.state(skipped.is_some(), due, stands.map(|state| (state, ended))) {
        StepState::Skipped => StepState::Skipped,
        _ if renews && renewed => StepState::Done,
        state => state,
    };
    Ok(Step {
        id: StepId(sql::at(row, 0)?),
        plan: PlanId(sql::at(row, 1)?),
        kind: GestureKind::from_name(&kind).ok_or_else(|| unreadable(&kind))?,
        words: sql::at(row, 3)?,
        due,
        owner: sql::at::<Option<Uuid>>(row, 5)?.map(StaffId),
        has_own_owner: sql::at::<Option<Uuid>>(row, 6)?.is_some(),
        renews,
        state,
        reason: skipped.or(sql::at(row, 12)?),
        task,
        ended,
    })
}

/// Plans found by what follows [`PLANS`], with their steps.
async fn read(
    on: &impl ConnectionTrait,
    days: &Days,
    those: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Plan>> {
    let select = format!(
        "select {COLUMNS}, case when {RENEWED} then cast(1 as bigint) else 0 end from {PLANS} {those}"
    );
    let rows = sql::results(on, &select, values).await?;
    let mut plans = rows.iter().map(plan).collect::<Result<Vec<_>>>()?;
    let places: HashMap<PlanId, usize> = plans.iter().enumerate().map(|(at, plan)| (plan.id, at)).collect();
    let select = format!("select {STEP_COLUMNS} from {PLANS} {STEPS} where s.plan_id in (values ");
    let ids = plans.iter().map(|plan| plan.id.0.into()).collect();
    for row in bulk::ask(on, &select, 1, ")", ids).await? {
        if let Some(plan) = places.get(&PlanId(sql::at(&row, 1)?)).and_then(|&at| plans.get_mut(at)) {
            let step = step(&row, days, plan.renewed)?;
            plan.steps.push(step);
        }
    }
    for plan in &mut plans {
        plan.steps.sort_by_key(|step| (step.due, step.id));
    }
    Ok(plans)
}

/// The plan an edit was begun on, if it still stands so.
async fn held(on: &impl ConnectionTrait, days: &Days, id: PlanId, version: i64) -> Result<Plan> {
    let plan = read(on, days, "where p.id = $1", [id.0.into()]).await?.pop().ok_or(MISSING)?;
    if plan.version == version {
        return Ok(plan);
    }
    Err(Error::Superseded(
        "Somebody else changed this plan in the meantime; look again and repeat your change.",
    ))
}

impl Plan {
    /// The same steps in a year that begins on a day, those that were left out and those before `from` apart.
    fn again(&self, starts_on: Day, from: Day) -> Vec<NewStep> {
        let last = last_day(starts_on);
        let steps = self.steps.iter().filter(|step| !step.renews && step.state != StepState::Skipped);
        let again = steps.map(|step| {
            let date = step.due.civil();
            NewStep {
                kind: step.kind,
                words: step.words.clone(),
                due: next_on(date.month(), date.day(), starts_on).min(last),
                owner: step.owner.filter(|_| step.has_own_owner),
            }
        });
        again.filter(|step| step.due >= from).collect()
    }
}

impl Store {
    async fn days(&self, actor: Actor) -> Result<Days> {
        let zone = self.zone(actor).await?;
        let weekdays = programme::read(self.read()).await?.programme.quiet.weekdays;
        Ok(Days { calendar: Calendar::new(self.now().day_in(&zone), u32::from(weekdays)), zone })
    }

    /// The years planned for an account, the latest first. At most 100.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn plans_of(&self, actor: Actor, person: PersonId) -> Result<Vec<Plan>> {
        leave::to_read_customers(actor)?;
        let those = "where i.person_id = $1 order by p.starts_on desc, p.id limit 100";
        read(self.read(), &self.days(actor).await?, those, [person.0.into()]).await
    }

    /// The steps of an account's latest year before the one that begins on a day, as they are to come again.
    ///
    /// # Errors
    /// As [`Store::plans_of`].
    pub async fn steps_again(&self, actor: Actor, person: PersonId, starts_on: Day) -> Result<Vec<NewStep>> {
        let today = self.days(actor).await?.calendar.today;
        let plans = self.plans_of(actor, person).await?;
        let last = plans.iter().find(|plan| plan.starts_on < starts_on);
        Ok(last.map(|last| last.again(starts_on, today)).unwrap_or_default())
    }

    /// One plan.
    ///
    /// # Errors
    /// As [`Store::plans_of`].
    pub async fn plan(&self, actor: Actor, id: PlanId) -> Result<Option<Plan>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), &self.days(actor).await?, "where p.id = $1", [id.0.into()]).await?.pop())
    }
}
