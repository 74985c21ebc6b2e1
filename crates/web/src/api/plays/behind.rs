//! The rows behind the numbers of a proof, as it was last looked at.

use domain::ids::{IdentityId, PersonId, PlayId};
use domain::memory::known;
use domain::plays::Arm;
use serde::{Deserialize, Serialize};
use store::costs::{Outlay, Spent};
use store::draws::PROGRAMME;
use store::trials::{Asked, Drew, Member, Members, Standing};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::proof::there;
use crate::api::answer::{Page, cursor, limit};
use crate::api::extract::{Path, Query};
use crate::api::gate::Call;
use crate::api::problem::Problem;

/// Which of the people drawn to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct People {
    /// Where they stand: `counted`, `under_way`, or left out as `conflicting`, `merged` or `other_share`.
    #[param(pattern = "^(counted|under_way|conflicting|merged|other_share)$")]
    of: String,
    /// `treated` or `held`; both without it.
    #[param(pattern = "^(treated|held)$")]
    arm: Option<String>,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Which of the costs to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct On {
    /// `gestures`, `certificates` or `written`.
    #[param(pattern = "^(gestures|certificates|written)$")]
    of: String,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Where a list of organisations goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Onward {
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Somebody drawn, and what followed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawnPerson {
    /// Who.
    person: Uuid,
    /// `treated` or `held`.
    arm: &'static str,
    /// Where they stand.
    standing: &'static str,
    /// The organisation they were drawn with.
    organisation: Option<Uuid>,
    /// When the draw fell.
    #[schema(format = DateTime)]
    drawn_at: String,
    /// For how many days after it what they do counts, as the play said then.
    within_days: u32,
    /// Orders in that time; of those who count alone.
    orders: Option<u32>,
    /// What they came to after refunds, in minor units.
    revenue: Option<i64>,
    /// Whether what the play is for happened.
    reached: Option<bool>,
}

impl From<Member> for DrawnPerson {
    fn from(Member { standing, followed, .. }: Member) -> Self {
        let counts = standing == Standing::Counted;
        Self {
            person: followed.person.0,
            arm: followed.arm.name(),
            standing: standing.name(),
            organisation: followed.cluster.map(|organisation| organisation.0),
            drawn_at: followed.drawn.to_string(),
            within_days: followed.success.within_days,
            orders: counts.then_some(followed.orders),
            revenue: counts.then_some(followed.revenue),
            reached: counts.then_some(followed.reached),
        }
    }
}

/// A line of what was spent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpentLine {
    /// The gesture, the redemption or the line of the ledger.
    id: Uuid,
    /// For whom; null of the ledger.
    person: Option<Uuid>,
    /// Of which play; null for the whole programme.
    play: Option<Uuid>,
    /// When it was done, taken or written down.
    #[schema(format = DateTime)]
    at: String,
    /// The kind of gesture, certificate or cost.
    what: String,
    /// What there is to say of it.
    note: String,
    /// How much, in minor units.
    amount: i64,
    /// The currency (ISO 4217).
    currency: String,
}

impl From<Spent> for SpentLine {
    fn from(line: Spent) -> Self {
        Self {
            id: line.id,
            person: line.person.map(|person| person.0),
            play: line.play.map(|play| play.0),
            at: line.at.to_string(),
            what: line.what,
            note: line.note,
            amount: line.amount.minor,
            currency: line.amount.currency.code().to_owned(),
        }
    }
}

/// An organisation drawn as one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationDrawn {
    /// Which.
    organisation: Uuid,
    /// `treated` or `held`; null where it was merged of both, and is left out.
    arm: Option<&'static str>,
    /// Its people who count.
    people: u64,
    /// Those still under way.
    under_way: u64,
    /// Those left out.
    left_out: u64,
    /// Orders of those who count.
    orders: u64,
    /// What they came to after refunds, in minor units.
    revenue: i64,
}

impl From<Drew> for OrganisationDrawn {
    fn from(one: Drew) -> Self {
        let Drew { organisation, arm, people, under_way, left_out, orders, revenue } = one;
        let (organisation, arm) = (organisation.0, arm.map(Arm::name));
        Self { organisation, arm, people, under_way, left_out, orders, revenue }
    }
}

/// What the last look asked.
async fn last(call: &Call, play: PlayId) -> Result<Asked, Problem> {
    let seen = call.store.verdict(call.actor, play).await?.ok_or_else(Problem::not_found)?;
    Ok(Asked::of(play, &seen.earned))
}

async fn people(call: &Call, play: PlayId, of: &People) -> Result<Page<DrawnPerson>, Problem> {
    let standing = known("standing", &of.of, Standing::from_name).map_err(Problem::malformed)?;
    let arm = of.arm.as_deref().map(|arm| known("arm", arm, Arm::from_name));
    let arm = arm.transpose().map_err(Problem::malformed)?;
    let (limit, after) = (limit(of.limit)?, cursor::<IdentityId>(of.after.as_deref())?);
    let asked = last(call, play).await?;
    let which = Members { standing, arm };
    let found = call.store.members(call.actor, &asked, which, after, limit + 1).await?;
    Ok(Page::of(found, limit, |member| member.identity, DrawnPerson::from))
}

async fn spent(call: &Call, play: PlayId, on: &On) -> Result<Page<SpentLine>, Problem> {
    let outlay = known("cost", &on.of, Outlay::from_name).map_err(Problem::malformed)?;
    let (limit, after) = (limit(on.limit)?, cursor::<Uuid>(on.after.as_deref())?);
    let asked = last(call, play).await?;
    let found = call.store.spent(call.actor, &asked, outlay, after, limit + 1).await?;
    Ok(Page::of(found, limit, |line| line.id, SpentLine::from))
}

/// List the people behind a number of what a play earned.
#[utoipa::path(get, path = "/api/v1/plays/{id}/proof/people", tag = "plays", operation_id = "listPeopleOfPlayProof",
    params(("id" = Uuid, Path, description = "Its id"), People),
    responses((status = 200, description = "The people", body = Page<DrawnPerson>)))]
pub(crate) async fn people_of_play(
    call: Call,
    Path(id): Path<PlayId>,
    Query(of): Query<People>,
) -> Result<Page<DrawnPerson>, Problem> {
    there(&call, id).await?;
    people(&call, id, &of).await
}

/// List the people behind a number of what the whole programme earned.
#[utoipa::path(get, path = "/api/v1/programme/proof/people", tag = "plays",
    operation_id = "listPeopleOfProgrammeProof", params(People),
    responses((status = 200, description = "The people", body = Page<DrawnPerson>),
        (status = 404, description = "Not looked at yet", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn people_of_programme(
    call: Call,
    Query(of): Query<People>,
) -> Result<Page<DrawnPerson>, Problem> {
    people(&call, PROGRAMME, &of).await
}

/// List what the cost of a play is made of.
#[utoipa::path(get, path = "/api/v1/plays/{id}/proof/spent", tag = "plays", operation_id = "listSpentOnPlay",
    params(("id" = Uuid, Path, description = "Its id"), On),
    responses((status = 200, description = "The lines", body = Page<SpentLine>)))]
pub(crate) async fn spent_on_play(
    call: Call,
    Path(id): Path<PlayId>,
    Query(on): Query<On>,
) -> Result<Page<SpentLine>, Problem> {
    there(&call, id).await?;
    spent(&call, id, &on).await
}

/// List what the cost of the whole programme is made of.
#[utoipa::path(get, path = "/api/v1/programme/proof/spent", tag = "plays", operation_id = "listSpentOnProgramme",
    params(On), responses((status = 200, description = "The lines", body = Page<SpentLine>),
        (status = 404, description = "Not looked at yet", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn spent_on_programme(call: Call, Query(on): Query<On>) -> Result<Page<SpentLine>, Problem> {
    spent(&call, PROGRAMME, &on).await
}

/// List the organisations of a play that draws them as one.
#[utoipa::path(get, path = "/api/v1/plays/{id}/proof/organisations", tag = "plays",
    operation_id = "listOrganisationsOfPlayProof", params(("id" = Uuid, Path, description = "Its id"), Onward),
    responses((status = 200, description = "The organisations", body = Page<OrganisationDrawn>)))]
pub(crate) async fn organisations_of_play(
    call: Call,
    Path(id): Path<PlayId>,
    Query(from): Query<Onward>,
) -> Result<Page<OrganisationDrawn>, Problem> {
    there(&call, id).await?;
    let (limit, after) = (limit(from.limit)?, cursor::<PersonId>(from.after.as_deref())?);
    let asked = last(&call, id).await?;
    let found = call.store.organisations_drawn(call.actor, &asked, after, limit + 1).await?;
    Ok(Page::of(found, limit, |one| one.organisation, OrganisationDrawn::from))
}
