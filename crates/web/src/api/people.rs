//! People and organisations: found, listed, read, made and changed.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{IdentityId, PersonId};
use domain::party::PartyKind;
use domain::profile;
use serde::{Deserialize, Serialize};
use store::people::edit::{Address, Draft};
use store::people::list::{Among, PartyLine, PeopleFilter};
use store::search::Matched;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page, Tagged, cursor, limit};
use super::extract::{IfMatch, Json, Path, Query};
use super::gate::Call;
use super::problem::Problem;
use super::worth::Standing;

/// What somebody is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Person,
    Organisation,
}

impl From<Kind> for PartyKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Organisation => Self::Organisation,
        }
    }
}

/// Which people to list; one group at a time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Only people, or only organisations.
    #[param(inline)]
    kind: Option<Kind>,
    /// Those who are this to us: `lead`, `supplier`, an own word.
    #[param(max_length = 40)]
    stake: Option<String>,
    /// Those who like to be spoken to in this language (BCP 47).
    #[param(max_length = 40)]
    language: Option<String>,
    /// Most people on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// What to find.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Sought {
    /// A name, an e-mail address, a phone number, an order number, or a word from a fact.
    #[param(max_length = 200)]
    q: String,
    /// Most people.
    #[param(minimum = 1, maximum = 50, default = 20)]
    limit: Option<u32>,
}

/// A person or an organisation in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonLine {
    /// Their id.
    id: Uuid,
    /// `person` or `organisation`.
    kind: &'static str,
    /// Their name; empty where no source said it.
    name: String,
    /// The surest way we know them: an e-mail address, else a phone number, else a source's id.
    known_by: String,
    /// What they are to us besides a customer.
    stakes: Vec<String>,
    /// What is believed of them, once scored.
    standing: Option<Standing>,
}

fn kind_of(organisation: bool) -> &'static str {
    if organisation { PartyKind::Organisation } else { PartyKind::Person }.name()
}

impl From<PartyLine> for PersonLine {
    fn from(party: PartyLine) -> Self {
        let PartyLine { line, organisation, stakes, .. } = party;
        Self {
            id: line.id.0,
            kind: kind_of(organisation),
            name: line.name,
            known_by: line.known_by,
            stakes,
            standing: line.standing.map(Standing::from),
        }
    }
}

/// Somebody found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hit {
    /// Their id.
    id: Uuid,
    /// `person` or `organisation`.
    kind: &'static str,
    /// Their name.
    name: String,
    /// The surest way we know them.
    known_by: String,
    /// By what they were found: `name`, `email`, `phone`, `order`, `fact` or `private_fact`.
    matched: &'static str,
    /// What of theirs was found, but for a name and for what one opens the person to see.
    text: Option<String>,
}

impl From<store::search::Hit> for Hit {
    fn from(hit: store::search::Hit) -> Self {
        let (matched, text) = match hit.matched {
            Matched::Name => ("name", None),
            Matched::Email(text) => ("email", Some(text)),
            Matched::Phone(text) => ("phone", Some(text)),
            Matched::Order(text) => ("order", Some(text)),
            Matched::Fact(text) => ("fact", Some(text)),
            Matched::PrivateFact => ("private_fact", None),
        };
        let kind = kind_of(hit.organisation);
        Self { id: hit.line.id.0, kind, name: hit.line.name, known_by: hit.line.known_by, matched, text }
    }
}

/// The people found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hits {
    /// Whole words before beginnings, then the most worth, then by name.
    data: Vec<Hit>,
    /// Whether there may be more.
    more: bool,
}

/// A way somebody is known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Identity {
    /// Its id.
    id: Uuid,
    /// `email`, `phone`, `external`, `name`, `group`, `house` or `anonymous`.
    kind: &'static str,
    /// The source it holds within; empty where it holds everywhere.
    source: String,
    /// The address, number, id or name.
    value: String,
}

/// What somebody's orders come to in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Total {
    /// ISO 4217.
    currency: String,
    /// Purchases less refunds, in minor units.
    amount_minor: i64,
    /// How many purchases.
    purchases: u64,
    /// How many refunds.
    refunds: u64,
    /// The day of the first.
    #[schema(format = Date)]
    first_day: String,
    /// The day of the last.
    #[schema(format = Date)]
    last_day: String,
}

/// What can be said beyond the name; empty where nobody said it.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Profile {
    /// Given name.
    #[schema(max_length = 200)]
    given: String,
    /// Family name.
    #[schema(max_length = 200)]
    family: String,
    /// How the name is said.
    #[schema(max_length = 200)]
    says: String,
    /// What they do.
    #[schema(max_length = 200)]
    title: String,
    /// The language they like to be spoken to in (BCP 47).
    #[schema(max_length = 200)]
    language: String,
    /// IANA time zone.
    #[schema(max_length = 200)]
    zone: String,
    /// Address of their site.
    #[schema(max_length = 200)]
    website: String,
    /// Street and number.
    #[schema(max_length = 200)]
    street: String,
    /// City.
    #[schema(max_length = 200)]
    city: String,
    /// Region.
    #[schema(max_length = 200)]
    region: String,
    /// Postal code.
    #[schema(max_length = 200)]
    postal_code: String,
    /// Country.
    #[schema(max_length = 200)]
    country: String,
}

macro_rules! same_fields {
    ($from:ident, $($field:ident),*) => { Self { $($field: $from.$field),* } };
}

impl From<profile::Profile> for Profile {
    fn from(of: profile::Profile) -> Self {
        same_fields!(
            of,
            given,
            family,
            says,
            title,
            language,
            zone,
            website,
            street,
            city,
            region,
            postal_code,
            country
        )
    }
}

impl From<Profile> for profile::Profile {
    fn from(of: Profile) -> Self {
        same_fields!(
            of,
            given,
            family,
            says,
            title,
            language,
            zone,
            website,
            street,
            city,
            region,
            postal_code,
            country
        )
    }
}

/// A person or an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// Their id.
    id: Uuid,
    /// `person` or `organisation`, or `visitor` until they say who they are.
    kind: String,
    /// Their name; empty where no source said it.
    name: String,
    /// What can be said beyond the name.
    profile: Profile,
    /// What they are to us besides a customer.
    stakes: Vec<String>,
    /// Every way we know them, the surest first.
    identities: Vec<Identity>,
    /// What is believed of them, once scored.
    standing: Option<Standing>,
    /// Whether orders came since they were scored.
    stale: bool,
    /// What their orders come to, by currency.
    totals: Vec<Total>,
}

/// A person or organisation as it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonDraft {
    /// What it is.
    #[schema(inline)]
    kind: Kind,
    /// The whole name; where it is empty, given and family name make it.
    #[schema(max_length = 200)]
    name: String,
    /// What can be said beyond the name. What is left out is empty.
    profile: Option<Profile>,
    /// What they are to us besides a customer. Left out of a change, they stay.
    #[schema(max_items = 12)]
    stakes: Option<Vec<String>>,
}

/// A person or organisation to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPerson {
    /// What it is.
    #[schema(inline)]
    kind: Kind,
    /// The whole name; where it is empty, given and family name make it.
    #[schema(max_length = 200)]
    name: String,
    /// What can be said beyond the name.
    profile: Option<Profile>,
    /// What they are to us besides a customer.
    #[schema(max_items = 12)]
    stakes: Option<Vec<String>>,
    /// E-mail addresses.
    #[schema(max_items = 20)]
    emails: Option<Vec<String>>,
    /// Phone numbers.
    #[schema(max_items = 20)]
    phones: Option<Vec<String>>,
}

/// A way somebody is known, to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIdentity {
    /// `email` or `phone`.
    #[schema(inline)]
    kind: AddressKind,
    /// The address or number.
    #[schema(min_length = 3, max_length = 254)]
    value: String,
}

/// Addresses people write down.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AddressKind {
    Email,
    Phone,
}

/// Most addresses of each kind that one request gives.
const ADDRESSES_MAX: usize = 20;

/// List people and organisations, by name.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", operation_id = "listPeople", params(Asked),
    responses((status = 200, description = "A page of people", body = Page<PersonLine>)))]
pub(crate) async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Page<PersonLine>, Problem> {
    let limit = limit(asked.limit)?;
    let among = match (asked.stake, asked.language) {
        (Some(_), Some(_)) => {
            return Err(Problem::malformed("Ask for one group at a time: 'stake' or 'language'."));
        }
        (stake, language) => stake.map(Among::Stake).or(language.map(Among::Language)),
    };
    let after = cursor(asked.after.as_deref())?.map(PersonId);
    let filter = PeopleFilter { kind: asked.kind.map(PartyKind::from), among, after };
    let people = call.store.parties(call.actor, &filter, limit + 1).await?;
    Ok(Page::of(people, limit, |party| party.line.id.0, PersonLine::from))
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
