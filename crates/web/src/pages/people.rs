//! People and organisations: found as one types, else listed by name and by what they are.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Currency;
use domain::ids::{PersonId, TierId};
use domain::party::PartyKind;
use locales::Words;
use serde::Deserialize;
use store::people::PersonLine;
use store::people::list::{AMONG_MAX, Among, PartyLine, PeopleFilter};
use store::search::{Found, HITS_MAX, Hit, Matched};

use super::Shell;
use crate::access::{SignedIn, percent};
use crate::app::App;
use crate::fault::Fault;

const PAGE: u32 = 50;
/// People shown under the box of every page.
const AT_A_GLANCE: usize = 8;

/// A page of people; as a part of a page, its list alone.
#[derive(Template)]
#[template(path = "people.html", blocks = ["list"])]
struct PeoplePage {
    shell: Shell,
    lede: String,
    q: String,
    /// What was found, in words; empty where nothing was asked for.
    said: String,
    chips: Vec<Chip>,
    people: Vec<Row>,
    /// The address of the next page, and of the first.
    next: Option<String>,
    start: Option<String>,
    may_write: bool,
}

/// What stands under the box of every page.
#[derive(Template)]
#[template(path = "people_found.html")]
struct FoundPart {
    words: Words,
    q: String,
    said: String,
    people: Vec<Row>,
}

/// What tiers are called.
type Tiers = BTreeMap<TierId, String>;

/// A filter to choose.
struct Chip {
    name: String,
    href: String,
    here: bool,
}

/// One person of the list.
struct Row {
    id: PersonId,
    name: String,
    /// By what they were found, or are known beside the name.
    beside: String,
    tags: Vec<String>,
    last: String,
    odds: String,
    value: String,
    overdue: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<PersonId>,
    kind: Option<String>,
    only: Option<String>,
    stake: Option<String>,
    language: Option<String>,
    tier: Option<TierId>,
}

impl Asked {
    fn filter(&self) -> PeopleFilter {
        let among = match (&self.stake, &self.language, self.only.as_deref()) {
            _ if self.tier.is_some() => self.tier.map(Among::Tier),
            (Some(stake), _, _) => Some(Among::Stake(stake.clone())),
            (None, Some(language), _) => Some(Among::Language(language.clone())),
            (None, None, Some("overdue")) => Some(Among::Overdue),
            (None, None, Some("promised")) => Some(Among::Promised),
            _ => None,
        };
        let kind = self.kind.as_deref().and_then(PartyKind::from_name);
        PeopleFilter { kind, among, after: self.after }
    }

    /// The question but for the page, as an address.
    fn address(&self) -> String {
        let tier = self.tier.map(|tier| tier.to_string());
        let parts = [
            ("kind", &self.kind),
            ("only", &self.only),
            ("stake", &self.stake),
            ("language", &self.language),
            ("tier", &tier),
        ];
        let parts = parts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let parts: Vec<String> = parts.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("/people?{}", parts.join("&"))
    }
}

/// A page of people.
pub(crate) async fn people(
    State(app): State<App>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let currency = currency(&app, &signed_in).await?;
    let shell = Shell::new(signed_in.words.people_title(), "/people", &signed_in);
    let words = shell.words;
    let tiers = super::tiers::in_use(&app, &signed_in).await?;
    let mut page = PeoplePage {
        lede: lede(words, &asked, &tiers),
        q: asked.q.trim().to_owned(),
        said: String::new(),
        chips: Vec::new(),
        people: Vec::new(),
        next: None,
        start: asked.after.map(|_| asked.address()),
        may_write: shell.opens("/people/new"),
        shell,
    };
    if page.q.is_empty() {
        let mut lines = app.store.parties(signed_in.actor, &asked.filter(), PAGE + 1).await?;
        let more = lines.len() > PAGE as usize;
        lines.truncate(PAGE as usize);
        let next = |line: &PartyLine| format!("{}&after={}", asked.address(), line.line.id);
        page.next = lines.last().filter(|_| more).map(next);
        page.people = lines.iter().map(|line| listed(words, line, currency)).collect();
    } else {
        let found = app.store.search(signed_in.actor, &page.q, HITS_MAX).await?;
        page.said = said(words, &found);
        page.people = found.hits.iter().map(|hit| hit_row(words, hit, currency)).collect();
    }
    if headers.contains_key("hx-request") {
        return Ok(super::page(&page.as_list()));
    }
    page.chips = chips(&app, &signed_in, &tiers, &asked).await?;
    Ok(super::page(&page))
}

/// What is found so far, under the box of any page.
pub(crate) async fn find(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, q) = (signed_in.words, asked.q.trim().to_owned());
    let found = app.store.search(signed_in.actor, &q, AT_A_GLANCE).await?;
    let people = found.hits.iter().map(|hit| hit_row(words, hit, Currency::NONE)).collect();
    let said = if q.is_empty() { String::new() } else { said(words, &found) };
    Ok(super::page(&FoundPart { words, q, said, people }))
}

fn said(words: Words, found: &Found) -> String {
    match (found.hits.len() as u64, found.more) {
        (0, _) => words.people_nobody(),
        (count, true) => words.people_found_more(count),
        (count, false) => words.people_found(count),
    }
}

fn lede(words: Words, asked: &Asked, tiers: &Tiers) -> String {
    let among = asked.filter().among;
    let lede = match &among {
        Some(Among::Tier(tier)) => words.people_lede_tier(tiers.get(tier).cloned().unwrap_or_default()),
        Some(Among::Stake(stake)) => words.people_lede_stake(stake_name(words, stake)),
        Some(Among::Language(tag)) => words.people_lede_language(language_name(tag)),
        Some(Among::Overdue) => words.people_lede_overdue(),
        Some(Among::Promised) => words.people_lede_promised(),
        None if asked.kind.as_deref() == Some("organisation") => words.people_lede_organisations(),
        None => return words.people_lede(),
    };
    if among.is_some() { format!("{lede} {}", words.people_lede_limit(u64::from(AMONG_MAX))) } else { lede }
}

async fn chips(app: &App, signed_in: &SignedIn, tiers: &Tiers, asked: &Asked) -> Result<Vec<Chip>, Fault> {
    let (here, words) = (asked.address(), signed_in.words);
    let chip = |name: String, href: String| Chip { name, here: href == here, href };
    let mut chips = vec![
        chip(words.people_filter_all(), "/people?".to_owned()),
        chip(words.people_filter_persons(), "/people?kind=person".to_owned()),
        chip(words.people_filter_organisations(), "/people?kind=organisation".to_owned()),
        chip(words.people_filter_overdue(), "/people?only=overdue".to_owned()),
        chip(words.people_filter_promised(), "/people?only=promised".to_owned()),
    ];
    chips.extend(tiers.iter().map(|(id, name)| chip(name.clone(), format!("/people?tier={id}"))));
    for stake in app.store.stakes_in_use(signed_in.actor).await? {
        chips.push(chip(stake_name(words, &stake), format!("/people?stake={}", percent(&stake))));
    }
    for tag in app.store.languages_in_use(signed_in.actor).await? {
        chips.push(chip(language_name(&tag), format!("/people?language={}", percent(&tag))));
    }
    Ok(chips)
}

/// What somebody is to us, in words; an own word is its own.
pub(crate) fn stake_name(words: Words, stake: &str) -> String {
    match stake {
        "customer" => words.people_stake_customer(),
        "lead" => words.people_stake_lead(),
        "supplier" => words.people_stake_supplier(),
        "lender" => words.people_stake_lender(),
        "investor" => words.people_stake_investor(),
        "media" => words.people_stake_media(),
        "reseller" => words.people_stake_reseller(),
        "provider" => words.people_stake_provider(),
        "employee" => words.people_stake_employee(),
        own => own.to_owned(),
    }
}

/// A language by its own name, where we speak it, else by its code.
pub(crate) fn language_name(tag: &str) -> String {
    locales::Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.own_name().to_owned())
}

/// The currency figures are in: of the last fit, else of the settings.
pub(crate) async fn currency(app: &App, signed_in: &SignedIn) -> Result<Currency, Fault> {
    if let Some(belief) = app.beliefs.latest(&app.store, signed_in.actor).await? {
        return Ok(belief.report.currency);
    }
    Ok(app.store.settings(signed_in.actor).await?.map_or(Currency::NONE, |settings| settings.currency))
}

fn listed(words: Words, party: &PartyLine, currency: Currency) -> Row {
    let mut row = row(words, &party.line, currency);
    if party.organisation {
        row.tags.push(words.people_tag_organisation());
    }
    row.tags.extend(party.stakes.iter().map(|stake| stake_name(words, stake)));
    if party.members > 0 {
        row.tags.push(words.people_members(party.members));
    }
    row
}

fn hit_row(words: Words, hit: &Hit, currency: Currency) -> Row {
    let mut row = row(words, &hit.line, currency);
    if hit.organisation {
        row.tags.push(words.people_tag_organisation());
    }
    row.beside = match &hit.matched {
        Matched::Name => row.beside,
        Matched::Email(address) if *address == row.name => String::new(),
        Matched::Email(address) => words.people_by_email(address.as_str()),
        Matched::Phone(number) => words.people_by_phone(number.as_str()),
        Matched::Order(number) => words.people_by_order(number.as_str()),
        Matched::Fact(text) => words.people_by_fact(shortened(text)),
        Matched::PrivateFact => words.people_by_private(),
    };
    row
}

/// The beginning of a text that may be long.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn row(words: Words, line: &PersonLine, currency: Currency) -> Row {
    let none = || words.none().to_owned();
    let standing = line.standing.as_ref();
    Row {
        id: line.id,
        name: Some(shown_name(line))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| words.people_unnamed()),
        beside: if line.name.is_empty() { String::new() } else { line.known_by.clone() },
        tags: Vec::new(),
        last: standing.map_or_else(none, |standing| words.day_short(standing.last_day)),
        odds: standing.and_then(|it| it.p_alive).map_or_else(none, |p| words.odds(p)),
        value: standing
            .and_then(|standing| standing.expected_value)
            .map_or_else(none, |value| words.money_about(value.value, currency)),
        overdue: standing.and_then(|it| it.overdue_days).is_some_and(|days| days > 0.0),
    }
}

/// The name, or how we know them where no source said it.
pub(crate) fn shown_name(line: &PersonLine) -> String {
    if line.name.is_empty() { line.known_by.clone() } else { line.name.clone() }
}
