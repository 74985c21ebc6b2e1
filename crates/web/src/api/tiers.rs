//! Tiers of regulars: made, changed and put away, and who is in them.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{PersonId, TierId};
use domain::tiers::{Definition, Privilege};
use serde::{Deserialize, Serialize};
use store::tiers::TierCounts;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Page, Tagged};
use super::extract::{IfMatch, Json, Paged, Paging, Path};
use super::gate::Call;
use super::problem::Problem;

/// What everybody who joins is given, by a human.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TierPrivilege {
    /// What.
    #[schema(min_length = 1, max_length = 500)]
    words: String,
    /// Within how many days of joining.
    #[serde(default)]
    #[schema(maximum = 730, default = 0)]
    within_days: u32,
}

/// A tier to be made, or what becomes of one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TierDraft {
    /// What it is called.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// Its place among the others, from 1, the best.
    #[schema(minimum = 1, maximum = 99)]
    rank: u32,
    /// Who is in it: a rule in CEL, as plays have it, without `tier`.
    #[schema(min_length = 1, max_length = 4096)]
    rule: String,
    /// Days somebody stays in after the rule stopped holding for them.
    #[schema(maximum = 730)]
    grace_days: u32,
    /// What everybody who joins is given.
    #[serde(default)]
    #[schema(max_items = 12)]
    privileges: Vec<TierPrivilege>,
}

impl From<TierDraft> for Definition {
    fn from(draft: TierDraft) -> Self {
        let privilege = |TierPrivilege { words, within_days }| Privilege { words, within_days };
        let privileges = draft.privileges.into_iter().map(privilege).collect();
        let TierDraft { name, rank, rule, grace_days, .. } = draft;
        Self { name, rank, rule, grace_days, privileges }
    }
}

/// A tier, and how it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tier {
    /// Its id.
    id: Uuid,
    /// What it is called.
    name: String,
    /// Its place among the others, from 1, the best.
    rank: u32,
    /// Who is in it.
    rule: String,
    /// Days somebody stays in after the rule stopped holding for them.
    grace_days: u32,
    /// What everybody who joins is given.
    privileges: Vec<TierPrivilege>,
    /// People in it.
    members: u64,
    /// Of those, who leave after the grace unless the rule holds for them again.
    failing: u64,
    /// Privileges that were given.
    given: u64,
    /// Privileges somebody is still to give.
    open: u64,
    /// Privileges that could not be given.
    could_not: u64,
    /// When it was put away.
    #[schema(format = DateTime)]
    put_away_at: Option<String>,
    /// Its version: the ETag to change it under.
    version: i64,
}

impl Tier {
    fn new(tier: store::tiers::Tier, counts: TierCounts) -> Self {
        let Definition { name, rank, rule, grace_days, privileges } = tier.definition;
        let privilege = |Privilege { words, within_days }| TierPrivilege { words, within_days };
        Self {
            id: tier.id.0,
            name,
            rank,
            rule,
            grace_days,
            privileges: privileges.into_iter().map(privilege).collect(),
            members: counts.members,
            failing: counts.failing,
            given: counts.given,
            open: counts.open,
            could_not: counts.could_not,
            put_away_at: tier.put_away.map(|at| at.to_string()),
            version: tier.version,
        }
    }
}

/// The tiers in use.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tiers {
    /// The best first.
    data: Vec<Tier>,
}

/// Who would be in a tier today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierRehearsal {
    /// Everybody who was looked at.
    looked_at: u64,
    /// Whom the rule holds for.
    fits: u64,
    /// Of those, who are in a better tier and stay there.
    better: u64,
    /// Of those, who would join.
    join: u64,
    /// Some of them, at most twenty.
    some: Vec<Uuid>,
    /// Whom a clause of the rule could not be worked out for.
    failed: u64,
    /// Why, for one of them, in CEL's words.
    failure: Option<String>,
}

/// Somebody in a tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierMember {
    /// Their id.
    id: Uuid,
    /// Their name; empty where no source said it.
    name: String,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
    /// Since when the rule does not hold for them.
    #[schema(format = DateTime)]
    failing_since: Option<String>,
    /// Privileges of this tier they were given.
    given: u64,
    /// Privileges of this tier somebody is still to give them.
    open: u64,
}

/// A time somebody was in a tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierMembership {
    /// Which tier.
    tier: Uuid,
    /// What it is called.
    name: String,
    /// From when.
    #[schema(format = DateTime)]
    since: String,
    /// Since when the rule does not hold for them.
    #[schema(format = DateTime)]
    failing_since: Option<String>,
    /// Until when; absent while they are in it.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// The tiers somebody is and was in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TierMemberships {
    /// The one they are in first, then the latest.
    data: Vec<TierMembership>,
}

fn refused(error: act::Error) -> Problem {
    match error {
        act::Error::Rule(wrong) => Problem::invalid_at("#/rule", wrong),
        act::Error::Store(error) => Problem::of_edit(error),
        other => other.into(),
    }
}

/// List the tiers in use, the best first.
#[utoipa::path(get, path = "/api/v1/tiers", tag = "tiers", operation_id = "listTiers",
    responses((status = 200, description = "The tiers", body = Tiers)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Tiers>, Problem> {
    let counts = call.store.tier_counts(call.actor).await?;
    let of = |tier: store::tiers::Tier| {
        let counts = counts.get(&tier.id).copied().unwrap_or_default();
        Tier::new(tier, counts)
    };
    Ok(axum::Json(Tiers { data: call.store.tiers(call.actor).await?.into_iter().map(of).collect() }))
}

/// Make a tier. Who fits joins at once, and each privilege becomes a task for somebody.
#[utoipa::path(post, path = "/api/v1/tiers", tag = "tiers", operation_id = "makeTier", request_body = TierDraft,
    responses((status = 201, description = "The tier", body = Tier)))]
pub(crate) async fn make(call: Call, Json(draft): Json<TierDraft>) -> Result<Created<Tier>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let id = act::tiers::make(&call.store, &permit, draft.into()).await.map_err(refused)?;
    let Tagged(version, tier) = one(call, Path(id)).await?;
    Ok(Created::new("/api/v1/tiers", id.0, tier).tagged(version))
}

/// Say who would be in a tier today, and make nothing.
#[utoipa::path(post, path = "/api/v1/tiers/rehearse", tag = "tiers", operation_id = "rehearseTier",
    request_body = TierDraft,
    responses((status = 200, description = "Who would be in it", body = TierRehearsal)))]
pub(crate) async fn rehearse(
    call: Call,
    Json(draft): Json<TierDraft>,
) -> Result<axum::Json<TierRehearsal>, Problem> {
    call.permit(Action::ManagePlays)?;
    let told = act::tiers::rehearse(&call.store, call.now, call.actor, None, draft.into()).await;
    let told = told.map_err(refused)?;
    Ok(axum::Json(TierRehearsal {
        looked_at: told.looked_at,
        fits: told.fits,
        better: told.better,
        join: told.join,
        some: told.some.into_iter().map(|person| person.0).collect(),
        failed: told.failed.0,
        failure: told.failed.1,
    }))
}

/// Read a tier.
#[utoipa::path(get, path = "/api/v1/tiers/{id}", tag = "tiers", operation_id = "readTier",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The tier", body = Tier)))]
pub(crate) async fn one(call: Call, Path(id): Path<TierId>) -> Result<Tagged<Tier>, Problem> {
    let tier = call.store.tier(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let counts = call.store.tier_counts(call.actor).await?.remove(&id).unwrap_or_default();
    Ok(Tagged(tier.version, Tier::new(tier, counts)))
}

/// Change a tier. Whom the new rule leaves out stays for the days of grace.
#[utoipa::path(put, path = "/api/v1/tiers/{id}", tag = "tiers", operation_id = "changeTier",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = TierDraft, responses((status = 200, description = "The tier", body = Tier)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<TierId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<TierDraft>,
) -> Result<Tagged<Tier>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    act::tiers::change(&call.store, &permit, id, version, draft.into()).await.map_err(refused)?;
    one(call, Path(id)).await
}

/// Put a tier away: everybody leaves it, and what is still to give is called off.
#[utoipa::path(delete, path = "/api/v1/tiers/{id}", tag = "tiers", operation_id = "putTierAway",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is put away")))]
pub(crate) async fn put_away(
    call: Call,
    Path(id): Path<TierId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.put_tier_away(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}

/// List who is in a tier.
#[utoipa::path(get, path = "/api/v1/tiers/{id}/members", tag = "tiers", operation_id = "listTierMembers",
    params(("id" = Uuid, Path, description = "Its id"), Paging),
    responses((status = 200, description = "A page of people", body = Page<TierMember>)))]
pub(crate) async fn members(
    call: Call,
    Path(id): Path<TierId>,
    paged: Paged,
) -> Result<Page<TierMember>, Problem> {
    call.store.tier(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let after = paged.cursor()?.map(PersonId);
    let members = call.store.tier_members(call.actor, id, after, paged.limit + 1).await?;
    let member = |member: store::tiers::Member| TierMember {
        id: member.person.0,
        name: member.name,
        since: member.since.to_string(),
        failing_since: member.failing_since.map(|since| since.to_string()),
        given: member.given,
        open: member.open,
    };
    Ok(Page::of(members, paged.limit, |member| member.person.0, member))
}

/// Read the tiers somebody is and was in.
#[utoipa::path(get, path = "/api/v1/people/{id}/tiers", tag = "tiers", operation_id = "listPersonTiers",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The tiers", body = TierMemberships)))]
pub(crate) async fn of_person(
    call: Call,
    Path(id): Path<PersonId>,
) -> Result<axum::Json<TierMemberships>, Problem> {
    call.someone(id).await?;
    let membership = |one: store::tiers::Membership| TierMembership {
        tier: one.tier.0,
        name: one.name,
        since: one.since.to_string(),
        failing_since: one.failing_since.map(|since| since.to_string()),
        until: one.until.map(|until| until.to_string()),
    };
    let data = call.store.memberships(call.actor, id).await?.into_iter().map(membership).collect();
    Ok(axum::Json(TierMemberships { data }))
}
