//! People and organisations: found, listed, read, made and changed.

mod shapes;

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{IdentityId, PersonId};
use domain::party::PartyKind;
use store::people::edit::{Address, Draft};
use store::people::list::{Among, PeopleFilter};

use super::answer::{Created, Page, Tagged};
use super::extract::{IfMatch, Json, Paged, Paging, Path, Query};
use super::gate::Call;
use super::problem::Problem;
use super::worth::Standing;

pub(crate) use shapes::{
    AddressKind, Asked, Hit, Hits, Identity, NewIdentity, NewPerson, Person, PersonDraft, PersonLine, Sought,
    Total,
};

/// Most addresses of each kind that one request gives.
const ADDRESSES_MAX: usize = 20;

/// List people and organisations, by name.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", operation_id = "listPeople", params(Paging, Asked),
    responses((status = 200, description = "A page of people", body = Page<PersonLine>)))]
pub(crate) async fn list(call: Call, paged: Paged<Asked>) -> Result<Page<PersonLine>, Problem> {
    let after = paged.cursor()?.map(PersonId);
    let among = match (paged.of.stake, paged.of.language) {
        (Some(_), Some(_)) => {
            return Err(Problem::malformed("Ask for one group at a time: 'stake' or 'language'."));
        }
        (stake, language) => stake.map(Among::Stake).or(language.map(Among::Language)),
    };
    let filter = PeopleFilter { kind: paged.of.kind.map(PartyKind::from), among, after };
    let people = call.store.parties(call.actor, &filter, paged.limit + 1).await?;
    Ok(Page::of(people, paged.limit, |party| party.line.id.0, PersonLine::from))
}

/// Find people and organisations by what they are known by.
#[utoipa::path(get, path = "/api/v1/search", tag = "people", operation_id = "findPeople", params(Sought),
    responses((status = 200, description = "The people found", body = Hits)))]
pub(crate) async fn find(call: Call, Query(sought): Query<Sought>) -> Result<axum::Json<Hits>, Problem> {
    let limit = sought.limit.unwrap_or(20);
    if !(1..=50).contains(&limit) {
        return Err(Problem::malformed("'limit' is a number from 1 to 50."));
    }
    let found = call.store.search(call.actor, &sought.q, limit as usize).await?;
    Ok(axum::Json(Hits { data: found.hits.into_iter().map(Hit::from).collect(), more: found.more }))
}

async fn read(call: &Call, id: PersonId) -> Result<(i64, Person), Problem> {
    let person = call.store.person(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let identity = |identity: store::people::Identity| Identity {
        id: identity.id.0,
        kind: identity.kind.name(),
        source: identity.source,
        value: identity.value,
    };
    let total = |total: store::people::Total| Total {
        currency: total.amount.currency.code().to_owned(),
        amount_minor: total.amount.minor,
        purchases: total.purchases,
        refunds: total.refunds,
        first_day: total.first_day.to_string(),
        last_day: total.last_day.to_string(),
    };
    let read = Person {
        id: person.id.0,
        kind: person.kind,
        name: person.name,
        profile: call.store.profile(call.actor, id).await?.into(),
        stakes: call.store.stakes(call.actor, id).await?,
        identities: person.identities.into_iter().map(identity).collect(),
        standing: person.standing.map(Standing::from),
        stale: person.stale,
        totals: call.store.totals(call.actor, id).await?.into_iter().map(total).collect(),
    };
    Ok((person.version, read))
}

/// Read a person or an organisation.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", operation_id = "readPerson",
    params(("id" = Uuid, Path, description = "Their id")),
    responses((status = 200, description = "Who they are", body = Person)))]
pub(crate) async fn one(call: Call, Path(id): Path<PersonId>) -> Result<Tagged<Person>, Problem> {
    let (version, person) = read(&call, id).await?;
    Ok(Tagged(version, person))
}

/// Make a person or an organisation, known by what is given.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", operation_id = "makePerson", request_body = NewPerson,
    responses((status = 201, description = "Who they are", body = Person)))]
pub(crate) async fn make(call: Call, Json(new): Json<NewPerson>) -> Result<Created<Person>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let (emails, phones) = (new.emails.unwrap_or_default(), new.phones.unwrap_or_default());
    if emails.len().max(phones.len()) > ADDRESSES_MAX {
        return Err(Problem::invalid(format_args!("Give at most {ADDRESSES_MAX} addresses of each kind.")));
    }
    let emails = emails.iter().map(|email| Address::Email(email));
    let addresses: Vec<_> = emails.chain(phones.iter().map(|phone| Address::Phone(phone))).collect();
    let draft = Draft {
        kind: new.kind.into(),
        name: new.name,
        profile: new.profile.unwrap_or_default().into(),
        stakes: new.stakes.unwrap_or_default(),
    };
    let id = call.store.make_person(&permit, draft, &addresses).await?;
    let (version, person) = read(&call, id).await?;
    Ok(Created::new("/api/v1/people", id.0, person).tagged(version))
}

/// Change a person or an organisation.
#[utoipa::path(put, path = "/api/v1/people/{id}", tag = "people", operation_id = "changePerson",
    params(("id" = Uuid, Path, description = "Their id"), ("If-Match" = String, Header, description = "Their ETag")),
    request_body = PersonDraft,
    responses((status = 200, description = "Who they are", body = Person)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<PersonId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<PersonDraft>,
) -> Result<Tagged<Person>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let stakes = match draft.stakes {
        Some(stakes) => stakes,
        None => call.store.stakes(call.actor, id).await?,
    };
    let profile = match draft.profile {
        Some(profile) => profile.into(),
        None => call.store.profile(call.actor, id).await?,
    };
    let draft = Draft { kind: draft.kind.into(), name: draft.name, profile, stakes };
    call.store.edit_person(&permit, id, version, draft).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Add a way somebody is known.
#[utoipa::path(post, path = "/api/v1/people/{id}/identities", tag = "people", operation_id = "addIdentity",
    params(("id" = Uuid, Path, description = "Their id"), ("If-Match" = String, Header, description = "Their ETag")),
    request_body = NewIdentity,
    responses((status = 200, description = "Who they are", body = Person)))]
pub(crate) async fn add_identity(
    call: Call,
    Path(id): Path<PersonId>,
    IfMatch(version): IfMatch,
    Json(new): Json<NewIdentity>,
) -> Result<Tagged<Person>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let address = match new.kind {
        AddressKind::Email => Address::Email(&new.value),
        AddressKind::Phone => Address::Phone(&new.value),
    };
    call.store.add_address(&permit, id, version, address).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Take a way somebody is known away.
#[utoipa::path(delete, path = "/api/v1/people/{id}/identities/{identity}", tag = "people",
    operation_id = "removeIdentity",
    params(("id" = Uuid, Path, description = "Their id"), ("identity" = Uuid, Path, description = "The identity's id"),
        ("If-Match" = String, Header, description = "Their ETag")),
    responses((status = 204, description = "They are no longer known by it")))]
pub(crate) async fn remove_identity(
    call: Call,
    Path((id, identity)): Path<(PersonId, IdentityId)>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let removed = call.store.remove_address(&permit, id, version, identity).await;
    removed.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
