//! The year of one account: begun, looked at, changed and handed on.

mod shown;

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, PlanId, StaffId, StepId};
use domain::memory::{Problem, known};
use domain::plays::GestureKind;
use domain::{Day, Permit};
use locales::Words;
use serde::Deserialize;
use store::plans::{Change, NewPlan, NewStep, Plan};

use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::pages::person::{named, read_day};
use crate::{memory, plans};

use shown::show;

/// What was typed and could not be kept, and why.
#[derive(Default)]
struct Wrong {
    say: Option<String>,
    /// A step as it was typed: to be added, or to become of the one named.
    step: Option<(Option<StepId>, StepForm)>,
    begin: Option<BeginForm>,
}

/// Which of an account's years, from the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    plan: Option<PlanId>,
}

/// A year to begin, as the form says it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct BeginForm {
    starts_on: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    about: String,
    /// `ready`, `last` or empty.
    #[serde(default)]
    from: String,
}

/// A step, as the form says it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct StepForm {
    version: i64,
    kind: String,
    words: String,
    due: String,
    #[serde(default)]
    owner: String,
}

/// What a year is for and whose it is, as the form says it.
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeForm {
    version: i64,
    #[serde(default)]
    about: String,
    #[serde(default)]
    owner: String,
}

/// Why a step is left out, as the form says it.
#[derive(Debug, Deserialize)]
pub(crate) struct SkipForm {
    version: i64,
    #[serde(default)]
    reason: String,
}

/// Which version is meant.
#[derive(Debug, Deserialize)]
pub(crate) struct Begun {
    version: i64,
}

fn owner(typed: &str) -> Result<Option<StaffId>, Problem> {
    let unknown = |_| Problem::Unknown { what: "member of staff", value: typed.chars().take(60).collect() };
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(unknown) }
}

fn day(typed: &str) -> Result<Day, Problem> {
    read_day(typed)?.ok_or_else(|| Problem::NotADate(String::new()))
}

impl StepForm {
    fn read(&self) -> Result<NewStep, Problem> {
        Ok(NewStep {
            kind: known("kind of step", &self.kind, GestureKind::from_name)?,
            words: self.words.clone(),
            due: day(&self.due)?,
            owner: owner(&self.owner)?,
        })
    }
}

impl BeginForm {
    /// The year with the steps it is begun with: those that stand ready, or those of the latest year before.
    async fn read(&self, app: &App, signed_in: &SignedIn, person: PersonId) -> Result<NewPlan, store::Error> {
        let (words, actor) = (signed_in.words, signed_in.actor);
        let starts_on = day(&self.starts_on)?;
        let today = app.clock.now().day_in(&app.store.zone(actor).await?);
        let steps = match self.from.as_str() {
            "ready" => {
                let came = app.store.person(actor, person).await?.and_then(|person| person.standing);
                plans::ready(words, starts_on, today, came.map(|standing| standing.first_day))
            }
            "last" => app.store.steps_again(actor, person, starts_on).await?,
            _ => Vec::new(),
        };
        let owner = owner(&self.owner)?;
        Ok(NewPlan { starts_on, owner, about: self.about.clone(), steps, renewal: words.plans_renewal() })
    }
}

fn to_write(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)
}

/// What whoever typed it can mend, in words; what is no fault of theirs is one of ours.
fn refused(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::Plan(why) => Ok(plans::refusal(words, why)),
        store::Error::Unfit(problem) => Ok(memory::problem(words, &problem)),
        store::Error::Superseded(_) => Ok(words.plans_conflict()),
        other => Err(other.into()),
    }
}

async fn found(app: &App, signed_in: &SignedIn, id: &str) -> Result<Plan, Fault> {
    let id: PlanId = id.parse().map_err(|_| Fault::NotFound)?;
    app.store.plan(signed_in.actor, id).await?.ok_or(Fault::NotFound)
}

/// Back to a plan, at the place `mark` of its page.
fn to(plan: &Plan, mark: &str) -> Response {
    Redirect::to(&format!("/people/{}/plan?plan={}{mark}", plan.person, plan.id)).into_response()
}

/// Back to the plan where it was done, else the plan with what was typed.
async fn after<T>(
    app: &App,
    signed_in: &SignedIn,
    plan: &Plan,
    outcome: store::Result<T>,
    mark: &str,
    step: Option<(Option<StepId>, StepForm)>,
) -> Result<Response, Fault> {
    let Err(error) = outcome else { return Ok(to(plan, mark)) };
    let wrong = Wrong { say: Some(refused(signed_in.words, error)?), step, begin: None };
    let person = plan.person.to_string();
    show(app, signed_in, &person, Some(plan.id), wrong, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The year that is asked for, else that of today, else the next, else the last.
pub(crate) async fn year(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &id, asked.plan, Wrong::default(), StatusCode::OK).await
}

/// Plans a year.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<BeginForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let (person, _) = named(&app, &signed_in, &id).await?;
    let made = match form.read(&app, &signed_in, person).await {
        Ok(new) => app.store.make_plan(&permit, person, new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(plan) => Ok(Redirect::to(&format!("/people/{person}/plan?plan={plan}")).into_response()),
        Err(error) => {
            let say = Some(refused(signed_in.words, error)?);
            let wrong = Wrong { say, begin: Some(form), step: None };
            show(&app, &signed_in, &id, None, wrong, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Changes what a year is for, and hands it on.
pub(crate) async fn change(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<ChangeForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let plan = found(&app, &signed_in, &id).await?;
    let changed = match owner(&form.owner) {
        Ok(owner) => {
            app.store.change_plan(&permit, plan.id, form.version, Change { owner, about: form.about }).await
        }
        Err(problem) => Err(problem.into()),
    };
    after(&app, &signed_in, &plan, changed, "", None).await
}

/// Takes a plan back.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(begun): Form<Begun>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let plan = found(&app, &signed_in, &id).await?;
    match app.store.remove_plan(&permit, plan.id, begun.version).await {
        Ok(()) => Ok(Redirect::to(&format!("/people/{}/plan", plan.person)).into_response()),
        refused => after(&app, &signed_in, &plan, refused, "", None).await,
    }
}

/// Adds a step.
pub(crate) async fn add(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let plan = found(&app, &signed_in, &id).await?;
    let added = match form.read() {
        Ok(new) => app.store.add_step(&permit, plan.id, form.version, new).await,
        Err(problem) => Err(problem.into()),
    };
    let mark = added.as_ref().map_or_else(|_| String::new(), |step| format!("#step-{step}"));
    after(&app, &signed_in, &plan, added, &mark, Some((None, form))).await
}

/// Changes a step, or moves it to another day.
pub(crate) async fn change_step(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, step)): Path<(String, String)>,
    Form(form): Form<StepForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let plan = found(&app, &signed_in, &id).await?;
    let step: StepId = step.parse().map_err(|_| Fault::NotFound)?;
    let changed = match form.read() {
        Ok(new) => app.store.change_step(&permit, plan.id, form.version, step, new).await,
        Err(problem) => Err(problem.into()),
    };
    after(&app, &signed_in, &plan, changed, &format!("#step-{step}"), Some((Some(step), form))).await
}

/// Leaves a step out.
pub(crate) async fn skip(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, step)): Path<(String, String)>,
    Form(form): Form<SkipForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let plan = found(&app, &signed_in, &id).await?;
    let step: StepId = step.parse().map_err(|_| Fault::NotFound)?;
    let skipped = app.store.skip_step(&permit, plan.id, form.version, step, &form.reason).await;
    after(&app, &signed_in, &plan, skipped, &format!("#step-{step}"), None).await
}
