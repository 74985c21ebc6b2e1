//! Tiers of regulars: made and changed, who is in each, and whether what they were promised was given.

mod form;

use std::collections::BTreeMap;

use act::tiers::Rehearsal;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, TierId};
use domain::tiers::Definition;
use domain::{Actor, Permit};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::tiers::{Member, Tier, TierCounts};

use super::Shell;
use super::plays::builder::WhoChoices;
use super::plays::names;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::clauses;
use crate::plays::form::{Fields, Reading};
use crate::plays::sentence::Names;
use crate::plays::wrong::{self, Wrong};
use form::TierForm;

/// Members on a page.
const PAGE: u32 = 100;

#[derive(Template)]
#[template(path = "tiers/list.html")]
struct TiersPage {
    shell: Shell,
    tiers: Vec<Row>,
    may_write: bool,
}

/// A tier in the list.
struct Row {
    id: TierId,
    name: String,
    rank: String,
    /// Who is in it, in words where clicking can say it.
    who: Option<String>,
    rule: String,
    grace: String,
    figures: Vec<(String, String)>,
    privileges: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "tiers/tier.html")]
struct TierPage {
    shell: Shell,
    /// Where the form goes; empty for who may only read.
    save: String,
    tier: TierForm,
    form: Fields,
    who: WhoChoices,
    /// Whether the rule says more than clicking can.
    clever: bool,
    wrong: Option<Wrong>,
    looked: Option<Looked>,
    /// Of a tier that stands.
    standing: Option<Standing>,
}

impl TierPage {
    /// Whether what is wrong stands in the rule.
    fn wrong_in(&self, part: &str) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.part == part)
    }
}

/// Who would be in it today.
struct Looked {
    figures: Vec<(String, String)>,
    some: Vec<(PersonId, String)>,
    broken: Option<String>,
}

/// Who is in a tier.
struct Standing {
    id: TierId,
    figures: Vec<(String, String)>,
    members: Vec<MemberRow>,
    next: Option<PersonId>,
}

struct MemberRow {
    id: PersonId,
    name: String,
    since: String,
    failing: Option<String>,
    given: String,
    open: String,
}

fn permit(actor: Actor) -> Result<Permit, Fault> {
    check(actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)
}

fn figures(words: Words, counts: TierCounts) -> Vec<(String, String)> {
    let figure = |count: u64, says: String| (words.number(count), says);
    let mut figures = vec![
        figure(counts.members, words.tiers_members()),
        figure(counts.given, words.tiers_given()),
        figure(counts.open, words.tiers_open()),
    ];
    if counts.could_not > 0 {
        figures.push(figure(counts.could_not, words.tiers_could_not()));
    }
    if counts.failing > 0 {
        figures.push(figure(counts.failing, words.tiers_failing()));
    }
    figures
}

/// A rule in words; `None` where it says more than clicking can.
fn said(names: &Names, rule: &str) -> Option<String> {
    let clauses = clauses::clicked(rule, names.currency)?;
    let said: Vec<String> = clauses.iter().map(|clause| clause.said(names)).collect();
    Some(names.words.list(&said))
}

fn within(words: Words, days: u32) -> String {
    if days == 0 { words.tiers_at_once() } else { words.tiers_within(days) }
}

/// Every tier, the best first.
pub(crate) async fn tiers(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let counts = app.store.tier_counts(actor).await?;
    let names = names(&app, &signed_in).await?;
    let row = |tier: Tier| {
        let definition = tier.definition;
        let privileges = definition.privileges.into_iter();
        Row {
            id: tier.id,
            rank: words.plain(definition.rank.into()),
            who: said(&names, &definition.rule),
            rule: definition.rule,
            grace: words.tiers_stays(definition.grace_days),
            figures: figures(words, counts.get(&tier.id).copied().unwrap_or_default()),
            privileges: privileges.map(|one| (one.words, within(words, one.within_days))).collect(),
            name: definition.name,
        }
    };
    let tiers = app.store.tiers(actor).await?.into_iter().map(row).collect();
    let shell = Shell::new(words.tiers_title(), "/tiers", &signed_in);
    let may_write = shell.opens("/tiers/new");
    Ok(super::page(&TiersPage { shell, tiers, may_write }))
}

/// A new tier, in the place after the last.
pub(crate) async fn new(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let tiers = app.store.tiers(signed_in.actor).await?;
    let form = TierForm::new(tiers.iter().map(|tier| tier.definition.rank).max().unwrap_or(0) + 1);
    show(&app, &signed_in, Shown { form, ..Shown::default() }).await
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<PersonId>,
}

/// One tier, and who is in it.
pub(crate) async fn tier(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let tier = standing(&app, &signed_in, &id).await?;
    let form = TierForm::of(&tier, app.currency(signed_in.actor).await?);
    let shown = Shown { form, after: asked.after, ..Shown::default() };
    show(&app, &signed_in, shown).await
}

/// A tier in use.
async fn standing(app: &App, signed_in: &SignedIn, id: &str) -> Result<Tier, Fault> {
    let id: TierId = id.parse().map_err(|_| Fault::NotFound)?;
    let tier = app.store.tier(signed_in.actor, id).await?;
    tier.filter(|tier| tier.put_away.is_none()).ok_or(Fault::NotFound)
}

/// Makes a tier.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    save(&app, &signed_in, TierForm::said(None, said)).await
}

/// Changes a tier.
pub(crate) async fn change(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let tier = standing(&app, &signed_in, &id).await?;
    save(&app, &signed_in, TierForm::said(Some(tier.id), said)).await
}

async fn save(app: &App, signed_in: &SignedIn, form: TierForm) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let wrong = match written(app, signed_in, &form).await? {
        Err(wrong) => wrong,
        Ok(tier) => {
            let saved = match form.id {
                None => act::tiers::make(&app.store, &permit, tier).await,
                Some(id) => act::tiers::change(&app.store, &permit, id, form.version, tier).await.map(|_| id),
            };
            match saved {
                Ok(id) => return Ok(Redirect::to(&format!("/tiers/{id}")).into_response()),
                Err(error) => refused(signed_in.words, error)?,
            }
        }
    };
    show(app, signed_in, Shown { form, wrong: Some(wrong), ..Shown::default() }).await
}

/// The tier a form says, or what is wrong with it in words.
async fn written(
    app: &App,
    signed_in: &SignedIn,
    form: &TierForm,
) -> Result<Result<Definition, Wrong>, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let reading = Reading { words, currency: app.currency(signed_in.actor).await?, zone: &zone };
    Ok(match form.who.rule(&reading) {
        Err(wrong) => Err(wrong.of("who")),
        Ok(rule) => form.definition(rule).map_err(|why| Wrong::said(form::refusal(words, &why))),
    })
}

/// What somebody who writes a tier can mend, in words.
fn refused(words: Words, error: act::Error) -> Result<Wrong, Fault> {
    match error {
        act::Error::Store(store::Error::Tier(why)) => Ok(Wrong::said(form::refusal(words, &why))),
        act::Error::Store(store::Error::Superseded(_)) => Ok(Wrong::said(words.fault_superseded())),
        other => wrong::saving(words, other),
    }
}

/// Who would be in a tier today, before it is saved.
pub(crate) async fn look(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    permit(signed_in.actor)?;
    let form = TierForm::said(None, said);
    let (now, actor) = (app.clock.now(), signed_in.actor);
    let wrong = match written(&app, &signed_in, &form).await? {
        Err(wrong) => wrong,
        Ok(tier) => {
            let privileges = tier.privileges.len() as u64;
            match act::tiers::rehearse(&app.store, now, actor, form.id, tier).await {
                Ok(told) => {
                    let looked = Some(looked(&app, &signed_in, told, privileges).await?);
                    return show(&app, &signed_in, Shown { form, looked, ..Shown::default() }).await;
                }
                Err(error) => refused(signed_in.words, error)?,
            }
        }
    };
    show(&app, &signed_in, Shown { form, wrong: Some(wrong), ..Shown::default() }).await
}

async fn looked(app: &App, signed_in: &SignedIn, told: Rehearsal, privileges: u64) -> Result<Looked, Fault> {
    let words = signed_in.words;
    let names = super::plays::named(app, signed_in, &told.some).await?;
    let figure = |count: u64, says: String| (words.number(count), says);
    Ok(Looked {
        figures: vec![
            figure(told.fits, words.tiers_look_fits()),
            figure(told.join, words.tiers_look_join()),
            figure(told.stay, words.tiers_look_stay()),
            figure(told.better, words.tiers_look_better()),
            figure(told.leave, words.tiers_look_leave()),
            figure(told.join.saturating_mul(privileges), words.tiers_look_tasks()),
        ],
        some: told.some.iter().filter_map(|id| Some((*id, names.get(id)?.clone()))).collect(),
        broken: told.failed.1.map(|why| words.plays_rehearsal_broken(told.failed.0, why)),
    })
}

#[derive(Deserialize)]
pub(crate) struct Begun {
    #[serde(default)]
    version: i64,
}

/// Puts a tier away: everybody leaves it.
pub(crate) async fn put_away(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(begun): Form<Begun>,
) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let tier = standing(&app, &signed_in, &id).await?;
    match app.store.put_tier_away(&permit, tier.id, begun.version).await {
        Ok(()) => Ok(Redirect::to("/tiers").into_response()),
        Err(error) => {
            let wrong = Some(refused(signed_in.words, error.into())?);
            let form = TierForm::of(&tier, app.currency(signed_in.actor).await?);
            show(&app, &signed_in, Shown { form, wrong, ..Shown::default() }).await
        }
    }
}

/// What the page of one tier is made of.
#[derive(Default)]
struct Shown {
    form: TierForm,
    wrong: Option<Wrong>,
    looked: Option<Looked>,
    after: Option<PersonId>,
}

async fn show(app: &App, signed_in: &SignedIn, shown: Shown) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let Shown { form, wrong, looked, after } = shown;
    let standing = match form.id {
        None => None,
        Some(id) => {
            let counts = app.store.tier_counts(actor).await?;
            let zone = app.store.zone(actor).await?;
            let mut members = app.store.tier_members(actor, id, after, PAGE + 1).await?;
            let more = members.len() > PAGE as usize;
            members.truncate(PAGE as usize);
            Some(Standing {
                id,
                figures: figures(words, counts.get(&id).copied().unwrap_or_default()),
                next: members.last().filter(|_| more).map(|member| member.person),
                members: members.iter().map(|member| member_row(words, member, &zone)).collect(),
            })
        }
    };
    let title = match form.id {
        Some(_) if !form.name.trim().is_empty() => form.name.clone(),
        Some(_) => words.tiers_title(),
        None => words.tiers_new(),
    };
    let shell = Shell::new(title, "/tiers", signed_in);
    let save = match form.id {
        _ if !shell.opens("/tiers/new") => String::new(),
        Some(id) => format!("/tiers/{id}"),
        None => "/tiers/new".to_owned(),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let names = names(app, signed_in).await?;
    let mut who = WhoChoices::read(app, signed_in, &names).await?;
    who.names.retain(|name| name.name != "tier");
    let mut tier = form;
    let form = std::mem::take(&mut tier.who);
    let written = form.get("who_text").trim();
    let clever = !written.is_empty() && clauses::clicked(written, names.currency).is_none();
    Ok(fault::page(status, &TierPage { shell, save, tier, form, who, clever, wrong, looked, standing }))
}

fn member_row(words: Words, member: &Member, zone: &TimeZone) -> MemberRow {
    MemberRow {
        id: member.person,
        name: if member.name.is_empty() { words.people_unnamed() } else { member.name.clone() },
        since: words.day(member.since.day_in(zone)),
        failing: member.failing_since.map(|since| words.tiers_failing_since(words.day(since.day_in(zone)))),
        given: words.number(member.given),
        open: words.number(member.open),
    }
}

/// The names of the tiers in use, by id.
pub(super) async fn in_use(app: &App, signed_in: &SignedIn) -> Result<BTreeMap<TierId, String>, Fault> {
    let tiers = app.store.tiers(signed_in.actor).await?;
    Ok(tiers.into_iter().map(|tier| (tier.id, tier.definition.name)).collect())
}
