//! The years of accounts: what is to be done for each by which day, and what was missed.

mod shapes;

use axum::http::StatusCode;
use domain::Day;
use domain::access::Action;
use domain::ids::{PersonId, PlanId, StaffId, StepId};
use domain::plans::last_day;
use locales::{Language, Words};
use store::plans::{Accounts, NewPlan};
use utoipa::OpenApi;

use super::answer::{Created, Page, Tagged};
use super::extract::{IfMatch, Json, Paged, Paging, Path};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;
use crate::plans;

pub(crate) use shapes::{Account, Plan, PlanChange, PlanDraft, Plans, Span, StepDraft, StepSkip};

/// What these handlers say of themselves.
#[derive(OpenApi)]
#[openapi(
    paths(list, without, of_person, make, one, change, remove, add, change_step, skip),
    tags((name = "plans", description = "The years of accounts: steps with owners and days, and what was missed"))
)]
pub(super) struct Handlers;

/// Which page of the accounts whose plans have days in a span; without one, of those of today.
fn which(paged: &Paged<Span>, today: Day) -> Result<Accounts, Problem> {
    let day = |text: &Option<String>| {
        text.as_deref().map(|text| read_day(text).map_err(Problem::malformed)).transpose()
    };
    let from = day(&paged.of.from)?.unwrap_or(today);
    let to = day(&paged.of.to)?.unwrap_or(from);
    let skip = paged.cursor()?.unwrap_or_default();
    Ok(Accounts { from, to, skip, limit: paged.limit + 1 })
}

async fn today(call: &Call) -> Result<Day, Problem> {
    Ok(call.now.day_in(&call.store.zone(call.actor).await?))
}

/// List plans, those with missed steps first, then by their next step.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans", operation_id = "listPlans", params(Paging, Span),
    responses((status = 200, description = "A page of plans", body = Page<Plan>)))]
pub(crate) async fn list(call: Call, paged: Paged<Span>) -> Result<Page<Plan>, Problem> {
    let which = which(&paged, today(&call).await?)?;
    let plans = call.store.plans(call.actor, which).await?;
    let next = which.skip.saturating_add(paged.limit);
    Ok(Page::of(plans, paged.limit, |_| next, Plan::from))
}

/// List organisations without a plan, the worthiest first.
#[utoipa::path(get, path = "/api/v1/plans/without", tag = "plans", operation_id = "listUnplanned",
    params(Paging, Span),
    responses((status = 200, description = "A page of organisations", body = Page<Account>)))]
pub(crate) async fn without(call: Call, paged: Paged<Span>) -> Result<Page<Account>, Problem> {
    let which = which(&paged, today(&call).await?)?;
    let accounts = call.store.accounts_without_plan(call.actor, which).await?;
    let next = which.skip.saturating_add(paged.limit);
    Ok(Page::of(accounts, paged.limit, |_| next, Account::from))
}

/// Read the years planned for an account.
#[utoipa::path(get, path = "/api/v1/people/{id}/plans", tag = "plans", operation_id = "listPlansOfAccount",
    params(("id" = Uuid, Path, description = "The account's id")),
    responses((status = 200, description = "Its plans", body = Plans)))]
pub(crate) async fn of_person(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Plans>, Problem> {
    call.someone(id).await?;
    let plans = call.store.plans_of(call.actor, id).await?;
    Ok(axum::Json(Plans { data: plans.into_iter().map(Plan::from).collect() }))
}

/// Plan a year of an account.
#[utoipa::path(post, path = "/api/v1/people/{id}/plans", tag = "plans", operation_id = "makePlan",
    params(("id" = Uuid, Path, description = "The account's id")), request_body = PlanDraft,
    responses((status = 201, description = "The plan", body = Plan)))]
pub(crate) async fn make(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<PlanDraft>,
) -> Result<Created<Plan>, Problem> {
    let starts_on = read_day(&draft.starts_on).map_err(Problem::invalid)?;
    let asked = draft.language.as_deref().map(Language::from_tag);
    let words = Words::of(asked.flatten().unwrap_or_default());
    let mut steps = match draft.from.as_deref() {
        Some("ready") => {
            let person = call.store.person(call.actor, id).await?.ok_or_else(Problem::not_found)?;
            let came = person.standing.map(|standing| standing.first_day);
            plans::ready(words, starts_on, today(&call).await?.min(last_day(starts_on)), came)
        }
        Some("last") => call.store.steps_again(call.actor, id, starts_on).await?,
        _ => Vec::new(),
    };
    for step in draft.steps {
        steps.push(step.read()?);
    }
    let new = NewPlan {
        starts_on,
        owner: draft.owner.map(StaffId),
        about: draft.about.unwrap_or_default(),
        steps,
        renewal: words.plans_renewal(),
    };
    let made = call.store.make_plan(&call.permit(Action::WritePeople)?, id, new).await?;
    let Tagged(version, plan) = one(call, Path(made)).await?;
    Ok(Created::new("/api/v1/plans", made, plan).tagged(version))
}

/// Read a plan.
#[utoipa::path(get, path = "/api/v1/plans/{id}", tag = "plans", operation_id = "readPlan",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn one(call: Call, Path(id): Path<PlanId>) -> Result<Tagged<Plan>, Problem> {
    let plan = call.store.plan(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(plan.version, plan.into()))
}

/// Say what a year is for, and hand it on: steps that are open or to come, and no third one's, go with it.
#[utoipa::path(put, path = "/api/v1/plans/{id}", tag = "plans", operation_id = "changePlan",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = PlanChange, responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<PlanChange>,
) -> Result<Tagged<Plan>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.change_plan(&permit, id, version, draft.read()).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Take a plan back that was made by mistake, before a step of it became a task.
#[utoipa::path(delete, path = "/api/v1/plans/{id}", tag = "plans", operation_id = "removePlan",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.remove_plan(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a step to a plan.
#[utoipa::path(post, path = "/api/v1/plans/{id}/steps", tag = "plans", operation_id = "addPlanStep",
    params(("id" = Uuid, Path, description = "The plan's id"),
        ("If-Match" = String, Header, description = "Its ETag")),
    request_body = StepDraft, responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn add(
    call: Call,
    Path(id): Path<PlanId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<StepDraft>,
) -> Result<Tagged<Plan>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.add_step(&permit, id, version, draft.read()?).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Change a step that is neither done nor left out, or move it to another day; its open task goes with it.
#[utoipa::path(put, path = "/api/v1/plans/{id}/steps/{step}", tag = "plans", operation_id = "changePlanStep",
    params(("id" = Uuid, Path, description = "The plan's id"), ("step" = Uuid, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The plan's ETag")),
    request_body = StepDraft, responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn change_step(
    call: Call,
    Path((id, step)): Path<(PlanId, StepId)>,
    IfMatch(version): IfMatch,
    Json(draft): Json<StepDraft>,
) -> Result<Tagged<Plan>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.change_step(&permit, id, version, step, draft.read()?).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Leave a step out, with a reason; its open task is called off.
#[utoipa::path(post, path = "/api/v1/plans/{id}/steps/{step}/skip", tag = "plans", operation_id = "skipPlanStep",
    params(("id" = Uuid, Path, description = "The plan's id"), ("step" = Uuid, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The plan's ETag")),
    request_body = StepSkip, responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn skip(
    call: Call,
    Path((id, step)): Path<(PlanId, StepId)>,
    IfMatch(version): IfMatch,
    Json(draft): Json<StepSkip>,
) -> Result<Tagged<Plan>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.skip_step(&permit, id, version, step, &draft.reason).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}
