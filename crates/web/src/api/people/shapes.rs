//! What goes in and comes out, as JSON.

use domain::party::PartyKind;
use domain::profile;
use serde::{Deserialize, Serialize};
use store::people::list::PartyLine;
use store::search::Matched;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::worth::Standing;

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
    pub(super) kind: Option<Kind>,
    /// Those who are this to us: `lead`, `supplier`, an own word.
    #[param(max_length = 200)]
    pub(super) stake: Option<String>,
    /// Those who like to be spoken to in this language (BCP 47).
    #[param(max_length = 200)]
    pub(super) language: Option<String>,
}

/// What to find.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Sought {
    /// A name, an e-mail address, a phone number, an order number, or a word from a fact.
    #[param(max_length = 200)]
    pub(super) q: String,
    /// Most people.
    #[param(minimum = 1, maximum = 50, default = 20)]
    pub(super) limit: Option<u32>,
}

/// A person or an organisation in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonLine {
    /// Their id.
    pub(super) id: Uuid,
    /// `person` or `organisation`.
    pub(super) kind: &'static str,
    /// Their name; empty where no source said it.
    pub(super) name: String,
    /// The surest way we know them: an e-mail address, else a phone number, else a source's id.
    pub(super) known_by: String,
    /// What they are to us besides a customer.
    pub(super) stakes: Vec<String>,
    /// What is believed of them, once scored.
    pub(super) standing: Option<Standing>,
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
    pub(super) id: Uuid,
    /// `person` or `organisation`.
    pub(super) kind: &'static str,
    /// Their name.
    pub(super) name: String,
    /// The surest way we know them.
    pub(super) known_by: String,
    /// By what they were found: `name`, `email`, `phone`, `order`, `fact` or `private_fact`.
    pub(super) matched: &'static str,
    /// What of theirs was found, but for a name and for what one opens the person to see.
    pub(super) text: Option<String>,
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
    pub(super) data: Vec<Hit>,
    /// Whether there may be more.
    pub(super) more: bool,
}

/// A way somebody is known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Identity {
    /// Its id.
    pub(super) id: Uuid,
    /// `email`, `phone`, `external`, `name`, `group`, `house` or `anonymous`.
    pub(super) kind: &'static str,
    /// The source it holds within; empty where it holds everywhere.
    pub(super) source: String,
    /// The address, number, id or name.
    pub(super) value: String,
}

/// What somebody's orders come to in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Total {
    /// ISO 4217.
    pub(super) currency: String,
    /// Purchases less refunds, in minor units.
    pub(super) amount_minor: i64,
    /// How many purchases.
    pub(super) purchases: u64,
    /// How many refunds.
    pub(super) refunds: u64,
    /// The day of the first.
    #[schema(format = Date)]
    pub(super) first_day: String,
    /// The day of the last.
    #[schema(format = Date)]
    pub(super) last_day: String,
}

/// What can be said beyond the name; empty where nobody said it.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Profile {
    /// Given name.
    #[schema(max_length = 200)]
    pub(super) given: String,
    /// Family name.
    #[schema(max_length = 200)]
    pub(super) family: String,
    /// How the name is said.
    #[schema(max_length = 200)]
    pub(super) says: String,
    /// What they do.
    #[schema(max_length = 200)]
    pub(super) title: String,
    /// The language they like to be spoken to in (BCP 47).
    #[schema(max_length = 200)]
    pub(super) language: String,
    /// IANA time zone.
    #[schema(max_length = 200)]
    pub(super) zone: String,
    /// Address of their site.
    #[schema(max_length = 200)]
    pub(super) website: String,
    /// Street and number.
    #[schema(max_length = 200)]
    pub(super) street: String,
    /// City.
    #[schema(max_length = 200)]
    pub(super) city: String,
    /// Region.
    #[schema(max_length = 200)]
    pub(super) region: String,
    /// Postal code.
    #[schema(max_length = 200)]
    pub(super) postal_code: String,
    /// Country.
    #[schema(max_length = 200)]
    pub(super) country: String,
}

macro_rules! same_fields {
    ($($field:ident),*) => {
        impl From<profile::Profile> for Profile {
            fn from(of: profile::Profile) -> Self {
                Self { $($field: of.$field),* }
            }
        }

        impl From<Profile> for profile::Profile {
            fn from(of: Profile) -> Self {
                Self { $($field: of.$field),* }
            }
        }
    };
}

same_fields!(given, family, says, title, language, zone, website, street, city, region, postal_code, country);

/// A person or an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// Their id.
    pub(super) id: Uuid,
    /// `person` or `organisation`, or `visitor` until they say who they are.
    pub(super) kind: String,
    /// Their name; empty where no source said it.
    pub(super) name: String,
    /// What can be said beyond the name.
    pub(super) profile: Profile,
    /// What they are to us besides a customer.
    pub(super) stakes: Vec<String>,
    /// Every way we know them, the surest first.
    pub(super) identities: Vec<Identity>,
    /// What is believed of them, once scored.
    pub(super) standing: Option<Standing>,
    /// Whether orders came since they were scored.
    pub(super) stale: bool,
    /// What their orders come to, by currency.
    pub(super) totals: Vec<Total>,
}

/// A person or organisation as it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonDraft {
    /// What it is.
    pub(super) kind: Kind,
    /// The whole name; where it is empty, given and family name make it.
    #[schema(max_length = 200)]
    pub(super) name: String,
    /// What can be said beyond the name. What is left out is empty.
    pub(super) profile: Option<Profile>,
    /// What they are to us besides a customer. Left out of a change, they stay.
    #[schema(max_items = 12)]
    pub(super) stakes: Option<Vec<String>>,
}

/// A person or organisation to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPerson {
    /// What it is.
    pub(super) kind: Kind,
    /// The whole name; where it is empty, given and family name make it.
    #[schema(max_length = 200)]
    pub(super) name: String,
    /// What can be said beyond the name.
    pub(super) profile: Option<Profile>,
    /// What they are to us besides a customer.
    #[schema(max_items = 12)]
    pub(super) stakes: Option<Vec<String>>,
    /// E-mail addresses.
    #[schema(max_items = 20)]
    pub(super) emails: Option<Vec<String>>,
    /// Phone numbers.
    #[schema(max_items = 20)]
    pub(super) phones: Option<Vec<String>>,
}

/// A way somebody is known, to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIdentity {
    /// `email` or `phone`.
    pub(super) kind: AddressKind,
    /// The address or number.
    #[schema(min_length = 3, max_length = 254)]
    pub(super) value: String,
}

/// Addresses people write down.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AddressKind {
    Email,
    Phone,
}
