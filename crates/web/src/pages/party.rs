//! A person or organisation made or changed by hand.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{self, Action};
use domain::ids::{IdentityId, PersonId};
use domain::memory::Problem;
use domain::party::{PartyKind, STAKES};
use domain::profile::Profile;
use locales::Words;
use serde::Deserialize;
use store::people::Kind;
use store::people::edit::{Address, Draft};

use super::Shell;
use super::people::stake_name;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

/// What the form says, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    kind: String,
    name: String,
    #[serde(flatten)]
    profile: Profile,
    lead: Option<String>,
    supplier: Option<String>,
    lender: Option<String>,
    investor: Option<String>,
    media: Option<String>,
    reseller: Option<String>,
    provider: Option<String>,
    employee: Option<String>,
    own_stakes: String,
    email: String,
    phone: String,
    version: i64,
}

impl Typed {
    fn of(kind: &str, name: &str, version: i64, profile: Profile, stakes: &[String]) -> Self {
        let has = |stake: &str| stakes.iter().any(|it| it == stake).then(|| "on".to_owned());
        let own: Vec<&str> =
            stakes.iter().map(String::as_str).filter(|stake| !STAKES.contains(stake)).collect();
        Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
            profile,
            lead: has("lead"),
            supplier: has("supplier"),
            lender: has("lender"),
            investor: has("investor"),
            media: has("media"),
            reseller: has("reseller"),
            provider: has("provider"),
            employee: has("employee"),
            own_stakes: own.join(", "),
            email: String::new(),
            phone: String::new(),
            version,
        }
    }

    fn ticked(&self) -> [(&'static str, bool); 8] {
        let Self { lead, supplier, lender, investor, media, reseller, provider, employee, .. } = self;
        let ticks = [lead, supplier, lender, investor, media, reseller, provider, employee];
        std::array::from_fn(|at| (STAKES[at], ticks[at].is_some()))
    }

    fn draft(&self) -> Draft {
        let typed = self.clone();
        let ticked = self.ticked().into_iter().filter(|(_, on)| *on).map(|(stake, _)| stake.to_owned());
        let own = self.own_stakes.split([',', '،', ';', '\n']).map(str::to_owned);
        Draft {
            kind: PartyKind::from_name(&self.kind).unwrap_or_default(),
            stakes: ticked.chain(own).collect(),
            name: typed.name,
            profile: typed.profile,
        }
    }

    /// The addresses a new person is known by, those filled in.
    fn addresses(&self) -> Vec<Address<'_>> {
        let given = [(&self.email, Address::Email(&self.email)), (&self.phone, Address::Phone(&self.phone))];
        given.into_iter().filter(|(typed, _)| !typed.trim().is_empty()).map(|(_, address)| address).collect()
    }
}

/// What is wrong with a form, and where to look.
struct Wrong {
    sentence: String,
    links: Vec<(String, String)>,
}

/// An address to take away.
struct AddressRow {
    id: IdentityId,
    kind: String,
    value: String,
    removable: bool,
}

#[derive(Template)]
#[template(path = "party.html")]
struct PartyPage {
    shell: Shell,
    /// Whom it changes; nobody where somebody new is made.
    id: Option<PersonId>,
    typed: Typed,
    stakes: Vec<(&'static str, String, bool)>,
    addresses: Vec<AddressRow>,
    calendars: Vec<(String, String, bool)>,
    wrong: Option<Wrong>,
}

impl PartyPage {
    fn new(shell: Shell, id: Option<PersonId>, typed: Typed) -> Self {
        let stakes = typed.ticked().map(|(stake, on)| (stake, stake_name(shell.words, stake), on));
        Self {
            shell,
            id,
            typed,
            stakes: stakes.to_vec(),
            addresses: Vec::new(),
            calendars: Vec::new(),
            wrong: None,
        }
    }
}

/// The form for somebody new.
pub(crate) async fn new(signed_in: SignedIn) -> Response {
    let shell = Shell::new(signed_in.words.people_new(), "/people", &signed_in);
    let typed = Typed { kind: "person".to_owned(), ..Typed::default() };
    super::page(&PartyPage::new(shell, None, typed))
}

/// Makes somebody new.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let permit = access::check(signed_in.actor, Action::WritePeople).map_err(store::Error::from)?;
    match app.store.make_person(&permit, typed.draft(), &typed.addresses()).await {
        Ok(id) => Ok(Redirect::to(&format!("/people/{id}")).into_response()),
        Err(error) => {
            let (status, wrong) = wrong(&app, &signed_in, error, None).await?;
            let shell = Shell::new(signed_in.words.people_new(), "/people", &signed_in);
            let page = PartyPage { wrong: Some(wrong), ..PartyPage::new(shell, None, typed) };
            Ok(fault::page(status, &page))
        }
    }
}

/// The form for somebody we know.
pub(crate) async fn edit(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
) -> Result<Response, Fault> {
    Ok(super::page(&edit_page(&app, &signed_in, id).await?))
}

/// Saves the form for somebody we know.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let permit = access::check(signed_in.actor, Action::WritePeople).map_err(store::Error::from)?;
    let saved = app.store.edit_person(&permit, id, typed.version, typed.draft()).await.map(drop);
    answer(&app, &signed_in, id, saved, Some(typed)).await
}

/// An address as the form says it.
#[derive(Deserialize)]
pub(crate) struct TypedAddress {
    kind: String,
    value: String,
    version: i64,
}

/// Adds a way somebody is known.
pub(crate) async fn add_address(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(typed): Form<TypedAddress>,
) -> Result<Response, Fault> {
    let permit = access::check(signed_in.actor, Action::WritePeople).map_err(store::Error::from)?;
    let address = match typed.kind.as_str() {
        "phone" => Address::Phone(&typed.value),
        _ => Address::Email(&typed.value),
    };
    let added = app.store.add_address(&permit, id, typed.version, address).await.map(drop);
    answer(&app, &signed_in, id, added, None).await
}

/// Which version an edit was begun on.
#[derive(Deserialize)]
pub(crate) struct Begun {
    version: i64,
}

/// Takes an address from somebody.
pub(crate) async fn remove_address(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, identity)): Path<(PersonId, IdentityId)>,
    Form(begun): Form<Begun>,
) -> Result<Response, Fault> {
    let permit = access::check(signed_in.actor, Action::WritePeople).map_err(store::Error::from)?;
    let removed = app.store.remove_address(&permit, id, begun.version, identity).await.map(drop);
    answer(&app, &signed_in, id, removed, None).await
}

/// Back to the person where an edit was saved, else to the form with what was typed.
async fn answer(
    app: &App,
    signed_in: &SignedIn,
    id: PersonId,
    saved: store::Result<()>,
    typed: Option<Typed>,
) -> Result<Response, Fault> {
    let Err(error) = saved else {
        let back = if typed.is_some() { format!("/people/{id}") } else { format!("/people/{id}/edit") };
        return Ok(Redirect::to(&back).into_response());
    };
    let (status, wrong) = wrong(app, signed_in, error, Some(id)).await?;
    let mut page = edit_page(app, signed_in, id).await?;
    if let Some(typed) = typed {
        let version = page.typed.version;
        let shown = PartyPage::new(page.shell, Some(id), Typed { version, ..typed });
        page = PartyPage { addresses: page.addresses, calendars: page.calendars, ..shown };
    }
    page.wrong = Some(wrong);
    Ok(fault::page(status, &page))
}

async fn edit_page(app: &App, signed_in: &SignedIn, id: PersonId) -> Result<PartyPage, Fault> {
    let person = app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let (profile, stakes) =
        (app.store.profile(signed_in.actor, id).await?, app.store.stakes(signed_in.actor, id).await?);
    let words = signed_in.words;
    let shell = Shell::new(words.people_edit_title(person.name.as_str()), "/people", signed_in);
    let typed = Typed::of(&person.kind, &person.name, person.version, profile, &stakes);
    let shown = person.identities.into_iter().filter(|it| it.kind != Kind::House);
    let addresses = shown.map(|identity| AddressRow {
        id: identity.id,
        kind: kind_name(words, identity.kind),
        value: identity.value,
        removable: matches!(identity.kind, Kind::Email | Kind::Phone),
    });
    let calendars = super::calendars::choices(app, signed_in, id).await?;
    let page = PartyPage::new(shell, Some(id), typed);
    Ok(PartyPage { addresses: addresses.collect(), calendars, ..page })
}

/// The kind of a way somebody is known, in words.
pub(crate) fn party_kind(words: Words, kind: PartyKind) -> String {
    match kind {
        PartyKind::Person => words.people_kind_person(),
        PartyKind::Organisation => words.people_kind_organisation(),
    }
}

/// How somebody is known, in words.
pub(crate) fn kind_name(words: Words, kind: Kind) -> String {
    match kind {
        Kind::Email => words.people_kind_email(),
        Kind::Phone => words.people_kind_phone(),
        Kind::External => words.people_kind_external(),
        Kind::Name => words.people_kind_name(),
        Kind::Group => words.people_kind_group(),
        Kind::House => words.people_kind_house(),
        Kind::Anonymous => words.people_kind_anonymous(),
    }
}

/// What to say of an edit that could not be saved; what is no fault of the form is one of ours.
async fn wrong(
    app: &App,
    signed_in: &SignedIn,
    error: store::Error,
    of: Option<PersonId>,
) -> Result<(StatusCode, Wrong), Fault> {
    let words = signed_in.words;
    match error {
        store::Error::Unfit(problem) => {
            let wrong = Wrong { sentence: unfit(words, &problem), links: Vec::new() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, wrong))
        }
        store::Error::Superseded(_) => {
            let now = of.map(|id| (words.people_wrong_see(), format!("/people/{id}")));
            let wrong = Wrong { sentence: words.people_wrong_conflict(), links: now.into_iter().collect() };
            Ok((StatusCode::CONFLICT, wrong))
        }
        store::Error::Belongs(other) => {
            let person = app.store.person(signed_in.actor, other).await?;
            let name = person.map(|person| person.name).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| words.people_unnamed());
            let mut links = vec![(words.people_wrong_look(), format!("/people/{other}"))];
            if let Some(id) = of {
                links.push((words.people_wrong_same(), format!("/merge?survivor={other}&absorbed={id}")));
            }
            Ok((StatusCode::CONFLICT, Wrong { sentence: words.people_wrong_belongs(name), links }))
        }
        other => Err(other.into()),
    }
}

fn unfit(words: Words, problem: &Problem) -> String {
    match problem {
        Problem::Empty => words.people_wrong_empty(),
        Problem::TooLong { length, max } => words.people_wrong_long(*length as u64, *max as u64),
        Problem::Unknown { what, value } => match *what {
            "e-mail address" => words.people_wrong_email(value.as_str()),
            "phone number" => words.people_wrong_phone(value.as_str()),
            "website" => words.people_wrong_website(value.as_str()),
            "time zone" => words.people_wrong_zone(value.as_str()),
            "language" => words.people_wrong_language(value.as_str()),
            _ => words.people_wrong_country(value.as_str()),
        },
        other => other.to_string(),
    }
}
