//! One person: who they are and how related, how they stand, what we remember and promised, what we
//! could ask, and everything that touched them.

pub(crate) mod asks;
pub(crate) mod consents;
pub(crate) mod facts;
mod gifts;
pub(crate) mod leavings;
pub(crate) mod peace;
pub(crate) mod promises;
pub(crate) mod relations;
mod standing;
pub(crate) mod suggested;
pub(crate) mod timeline;
pub(crate) mod touches;

use std::collections::HashMap;
use std::str::FromStr;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use domain::ids::{PersonId, PresentId, StaffId};
use domain::memory::{FactKind, Problem};
use domain::profile::Profile;
use domain::timeline::Kind as EntryKind;
use domain::worth::Standing;
use domain::{Currency, Day};
use jiff::tz::TimeZone;
use locales::Words;
use store::facts::Fact;
use store::people::{Kind, Person};
use store::tiers::Membership;

use super::Shell;
use super::people::stake_name;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

/// Identities shown before the rest is folded away.
const IDENTITIES: usize = 6;

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    shell: Shell,
    id: PersonId,
    tags: Vec<String>,
    says: String,
    title: String,
    is_bereaved: bool,
    is_organisation: bool,
    peace: peace::PeacePart,
    /// What a gesture of one's own can be owed as.
    owed: [(&'static str, String); 4],
    /// What can be given, and how much of it is left.
    presents: Vec<(PresentId, String)>,
    may_write: bool,
    may_audit: bool,
    may_erase: bool,
    standing: standing::StandingPart,
    facts: facts::FactsPart,
    fields: facts::Fields,
    asks: Vec<(String, Option<&'static str>)>,
    open: Vec<promises::Row>,
    closed: Vec<promises::Row>,
    closed_title: String,
    owners: Vec<(StaffId, String, bool)>,
    timeline: timeline::TimelinePart,
    touch_kinds: Vec<(&'static str, String)>,
    relations: Vec<relations::Row>,
    /// Nothing where nobody would suggest: to those who never bought, or mourn.
    suggested: Option<Vec<suggested::Row>>,
    is_led: bool,
    declined: Vec<String>,
    declined_title: String,
    known: Vec<(String, String)>,
    known_more: Vec<(String, String)>,
    known_more_title: String,
    particulars: Vec<(String, String)>,
    website: String,
    total: Option<String>,
    consents: consents::ConsentsPart,
    gifts: gifts::GiftsPart,
    /// Tiers they are and were in, with the days.
    tiers: Vec<(String, String)>,
}

/// A person's page.
pub(crate) async fn person(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(filter): Query<timeline::Filter>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let (actor, words, store) = (signed_in.actor, signed_in.words, &app.store);
    let Some(person) = store.person(actor, id).await? else { return elsewhere(&app, &signed_in, id).await };
    let (profile, stakes) = (store.profile(actor, id).await?, store.stakes(actor, id).await?);
    let (remembered, related) = (store.facts(actor, id).await?, store.relations(actor, id).await?);
    let (promised, page) =
        (store.promises(actor, id).await?, store.timeline(actor, id, &filter.asked()?).await?);
    let (days, tiers) = (store.purchase_days(actor, id).await?, store.memberships(actor, id).await?);
    let (belief, people) = (app.beliefs.latest(store, actor).await?, People::read(&app, &signed_in).await?);
    let (zone, presents) = (store.zone(actor).await?, crate::presents::choices(&app, &signed_in).await?);
    let today = app.clock.now().day_in(&zone);
    let is_bereaved = is_bereaved(&remembered, today);
    let known = asks::Known {
        profile: &profile,
        facts: &remembered,
        relations: &related,
        is_organisation: person.kind == "organisation",
        is_bereaved,
    };
    let asks = asks::open(&known).into_iter().map(|ask| ((ask.say)(words), ask.kind.map(FactKind::name)));
    let rows = promised.iter().map(|promise| promises::Row::new(words, promise, &people, today));
    let (open, closed): (Vec<_>, Vec<_>) = rows.partition(|row| row.is_open);
    let mut identities = identities(words, &person);
    let known_more = identities.split_off(identities.len().min(IDENTITIES));
    let is_asked = !days.is_empty() && !is_bereaved;
    let suggested = suggested::rows(&app, &signed_in, id, is_asked).await?;
    let (declined, declined_title) = suggested::declined(&app, &signed_in, id).await?;
    let total = person.standing.as_ref().zip(belief.as_ref());
    let total = total.map(|(standing, belief)| totals(words, standing, belief.report.currency));
    Ok(super::page(&PersonPage {
        gifts: gifts::GiftsPart::read(&app, &signed_in, id, &people).await?,
        owed: crate::pages::tasks::owed_choices(words),
        presents,
        peace: peace::PeacePart::read(&app, &signed_in, id, &people).await?,
        tags: tags(words, &person, stakes, &tiers),
        tiers: tiers.iter().map(|one| (one.name.clone(), spell(words, one, &zone))).collect(),
        shell: Shell::new(name_of(words, &person), "/people", &signed_in),
        id,
        says: profile.says.clone(),
        title: profile.title.clone(),
        is_bereaved,
        is_organisation: person.kind == "organisation",
        may_write: signed_in.role.may(Action::WritePeople),
        may_audit: signed_in.role.may(Action::ReadAudit),
        may_erase: signed_in.role.may(Action::ErasePeople),
        standing: standing::StandingPart::new(words, &person, belief.as_deref(), &days),
        facts: facts::FactsPart::new(words, &remembered, today, &zone),
        fields: facts::Fields::new(words, &signed_in, facts::FactForm::default()),
        asks: asks.collect(),
        open,
        closed_title: format!("{} ({})", words.memory_promise_closed(), words.number(closed.len() as u64)),
        closed,
        owners: people.here(signed_in.actor),
        timeline: timeline::TimelinePart::new(&signed_in, id, &filter, &page, &people, &zone),
        touch_kinds: EntryKind::TOUCHES.map(|kind| (kind.name(), memory::entry_kind(words, kind))).to_vec(),
        relations: related.iter().map(|relation| relations::Row::new(words, relation)).collect(),
        is_led: suggested.iter().flatten().any(|row| row.is_led),
        suggested,
        declined,
        declined_title,
        known: identities,
        known_more_title: words.person_identities_more(known_more.len() as u64),
        known_more,
        particulars: particulars(words, &profile),
        website: profile.website,
        total,
        consents: consents::ConsentsPart::read(&app, &signed_in, id).await?,
    }))
}

/// All they bought so far, and since when.
fn totals(words: Words, standing: &Standing, currency: Currency) -> String {
    let spend = words.money_exact(standing.spend, currency);
    words.person_totals(words.number(standing.orders.into()), spend, words.day(standing.first_day))
}

/// Where somebody is who has no page any more: merged into another, or erased.
async fn elsewhere(app: &App, signed_in: &SignedIn, id: PersonId) -> Result<Response, Fault> {
    if let Some(gone) = super::erase::gone(app, signed_in, id).await? {
        return Ok(gone);
    }
    let survivor = app.store.merged_into(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    // Not for ever: a merge can be undone.
    Ok(Redirect::to(&format!("/people/{survivor}")).into_response())
}

/// Whether something sad stands that the reader may see.
pub(crate) fn is_bereaved(facts: &[Fact], today: Day) -> bool {
    facts.iter().any(|fact| fact.draft.kind == FactKind::Bereavement && !fact.is_expired(today))
}

/// The name, or how we know them where no source said it.
pub(crate) fn name_of(words: Words, person: &Person) -> String {
    let known = person.identities.first().filter(|identity| identity.kind != Kind::House);
    match known.filter(|_| person.name.is_empty()) {
        Some(identity) => identity.value.clone(),
        None if person.name.is_empty() => words.person_unnamed(),
        None => person.name.clone(),
    }
}

fn tags(words: Words, person: &Person, stakes: Vec<String>, tiers: &[Membership]) -> Vec<String> {
    let organisation = (person.kind == "organisation").then(|| words.person_organisation());
    let customer = person.standing.is_some().then(|| words.person_customer());
    let stakes = stakes.iter().map(|stake| stake_name(words, stake));
    let tier = tiers.iter().find(|one| one.until.is_none()).map(|one| one.name.clone());
    organisation.into_iter().chain(customer).chain(stakes).chain(tier).collect()
}

fn identities(words: Words, person: &Person) -> Vec<(String, String)> {
    let kind = |kind| match kind {
        Kind::Email => words.person_identity_email(),
        Kind::Phone => words.person_identity_phone(),
        Kind::External => words.person_identity_external(),
        Kind::Name => words.person_identity_name(),
        Kind::Group => words.person_identity_group(),
        Kind::House => words.person_identity_house(),
        Kind::Anonymous => words.person_identity_anonymous(),
    };
    let say = |identity: &store::people::Identity| {
        let value = match identity.source.as_str() {
            "" => identity.value.clone(),
            source => format!("{} ({source})", identity.value),
        };
        (kind(identity.kind), value)
    };
    person.identities.iter().map(say).collect()
}

fn particulars(words: Words, profile: &Profile) -> Vec<(String, String)> {
    let town = [profile.postal_code.as_str(), &profile.city].join(" ");
    let address = [profile.street.as_str(), town.trim(), &profile.region, &profile.country];
    let address: Vec<&str> = address.into_iter().filter(|part| !part.is_empty()).collect();
    let all = [
        (words.person_language(), profile.language.clone()),
        (words.person_zone(), profile.zone.clone()),
        (words.person_address(), address.join(", ")),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The names of those who work or worked here.
pub(crate) struct People(HashMap<StaffId, (String, bool)>);

impl People {
    pub(crate) async fn read(app: &App, signed_in: &SignedIn) -> Result<Self, Fault> {
        let all = app.store.colleagues(signed_in.actor).await?;
        Ok(Self(all.into_iter().map(|(id, name, is_here)| (id, (name, is_here))).collect()))
    }

    /// What somebody is called; their id where nobody knows.
    pub(crate) fn name(&self, id: StaffId) -> String {
        self.0.get(&id).map_or_else(|| id.to_string(), |(name, _)| name.clone())
    }

    /// Who wrote something, where that was somebody who works or worked here.
    pub(crate) fn by(&self, words: Words, actor: &str) -> String {
        let staff = actor.strip_prefix("staff ").and_then(|id| id.parse().ok());
        staff.map(|id| words.timeline_by(self.name(id))).unwrap_or_default()
    }

    /// Those who work here by name, and whether each is the one who asks.
    pub(crate) fn here(&self, actor: domain::Actor) -> Vec<(StaffId, String, bool)> {
        let is_asking = |id| matches!(actor, domain::Actor::Staff { id: asking, .. } if asking == id);
        let here = self.0.iter().filter(|(_, (_, is_here))| *is_here);
        let mut here: Vec<_> = here.map(|(&id, (name, _))| (id, name.clone(), is_asking(id))).collect();
        here.sort_by(|a, b| a.1.cmp(&b.1));
        here
    }
}

/// The days somebody was in a tier.
fn spell(words: Words, one: &Membership, zone: &TimeZone) -> String {
    let day = |at: domain::Instant| words.day_short(at.day_in(zone));
    match one.until {
        Some(until) => words.tiers_past(day(one.since), day(until)),
        None => words.tiers_now(day(one.since)),
    }
}

/// Somebody the reader may see, and what they are called.
pub(crate) async fn named(app: &App, signed_in: &SignedIn, id: &str) -> Result<(PersonId, String), Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let person = app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    Ok((id, name_of(signed_in.words, &person)))
}

/// A refusal of the store, said to the one who asked.
pub(crate) fn refused(words: Words) -> impl Fn(store::Error) -> Fault {
    move |error| match error {
        store::Error::Unfit(problem) => Fault::Bad(memory::problem(words, &problem)),
        store::Error::Present(why) => Fault::Bad(crate::presents::refusal(words, &why)),
        other => other.into(),
    }
}

/// Digits of any script as a number; nothing where nothing was filled in.
fn read_number<T: FromStr>(text: &str) -> Result<Option<T>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = domain::memory::latin_digits(text).parse();
    read.map(Some).map_err(|_| Problem::NotADate(text.chars().take(60).collect()))
}

/// A day as `<input type="date">` has it; nothing where nothing was filled in.
pub(crate) fn read_day(text: &str) -> Result<Option<Day>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Problem::NotADate(text.chars().take(60).collect()))
}
