//! A play as a sentence whose parts open in place, and what can be done to it.

use act::rule::vocabulary::NONE;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Role;
use domain::ids::{LetterId, PlayId};
use domain::leaving::Reason;
use domain::memory::FactKind;
use domain::party::PartyKind;
use domain::plays::{Definition, GestureKind, Goal, PlayState};
use locales::Language;
use serde::Deserialize;
use store::plays::Play;

use super::{Shell, names, permit};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::clauses::{self, Is, Name, Values};
use crate::plays::form::{Fields, Reading, SCORES, goal_name, score_name};
use crate::plays::sentence::{self, Names, Piece};
use crate::plays::wrong::{self, Wrong};

type Choice = (String, String);

#[derive(Template)]
#[template(path = "plays/play.html")]
struct PlayPage {
    shell: Shell,
    id: PlayId,
    state: String,
    running: bool,
    said: Vec<String>,
    pieces: Vec<Piece>,
    form: Fields,
    choices: Choices,
    deeds: Vec<Deed>,
    wrong: Option<Wrong>,
    /// Why its moment can never come, though it could when the play was written.
    never: Option<String>,
    clever: bool,
    may_change: bool,
}

impl PlayPage {
    /// Whether what is wrong stands in this part of the sentence.
    fn wrong_in(&self, part: &str) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.part == part)
    }
}

/// What can be done to a play as it stands.
struct Deed {
    name: &'static str,
    title: String,
    says: String,
    first: bool,
}

/// What the clauses of a rule can be.
pub(crate) struct WhoChoices {
    pub(crate) names: Vec<Name>,
    pub(crate) comparisons: Vec<(&'static str, &'static str, String)>,
    pub(crate) values: Vec<(&'static str, Vec<Choice>)>,
}

impl WhoChoices {
    pub(crate) async fn read(app: &App, signed_in: &SignedIn, names: &Names) -> Result<Self, Fault> {
        let words = signed_in.words;
        Ok(Self {
            names: clauses::names(words, names.currency),
            comparisons: Is::ALL.map(|is| (is.sign(), is.compares(), is.name(words))).into(),
            values: values(app, signed_in, names).await?,
        })
    }
}

/// What the fields can be.
struct Choices {
    who: WhoChoices,
    moments: Vec<(&'static str, String)>,
    facts: Vec<(&'static str, String)>,
    holidays: Vec<Choice>,
    scores: Vec<(&'static str, String)>,
    gestures: Vec<(&'static str, String)>,
    letters: Vec<(LetterId, String)>,
    presents: Vec<Choice>,
    doers: Vec<Choice>,
    topics: Vec<Choice>,
    goals: Vec<(&'static str, String)>,
    weekdays: Vec<(usize, String)>,
}

/// Every holiday there is, the company's own after those the program knows.
/// The one that stands in the form is among them, though its calendar went.
async fn holidays(app: &App, signed_in: &SignedIn, chosen: &str) -> Result<Vec<Choice>, Fault> {
    let known = domain::holidays::KNOWN.iter().flat_map(|calendar| calendar.holidays);
    let mut all: Vec<String> = known.map(|(name, _)| (*name).to_owned()).collect();
    let own = app.store.calendars(signed_in.actor).await?;
    all.extend(own.into_iter().flat_map(|calendar| calendar.holidays).map(|holiday| holiday.name));
    all.extend(Some(chosen.to_owned()).filter(|chosen| !chosen.is_empty()));
    let mut holidays: Vec<Choice> = Vec::new();
    for name in all {
        if !holidays.iter().any(|(known, _)| *known == name) {
            let title = crate::pages::today::holiday(signed_in.words, &name);
            holidays.push((name, title));
        }
    }
    Ok(holidays)
}

/// The values clauses are offered, by the name of their list.
async fn values(
    app: &App,
    signed_in: &SignedIn,
    names: &Names,
) -> Result<Vec<(&'static str, Vec<Choice>)>, Fault> {
    let owned = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut languages = app.store.languages_in_use(signed_in.actor).await?;
    let spoken = Language::ALL.iter().map(|language| language.tag().to_owned());
    languages.extend(spoken.filter(|tag| !languages.contains(tag)).collect::<Vec<_>>());
    let mut stakes = owned(&["customer"]);
    stakes.extend(owned(&domain::party::STAKES));
    let reasons = Reason::ALL.map(Reason::name);
    let reasons = std::iter::once(NONE).chain(reasons).map(str::to_owned).collect();
    let lists = [
        (Values::Topics, "consent.given", names.topics.keys().cloned().collect()),
        (Values::Facts, "facts.kinds", FactKind::ALL.iter().map(|kind| kind.name().to_owned()).collect()),
        (Values::Kinds, "kind", PartyKind::ALL.iter().map(|kind| kind.name().to_owned()).collect()),
        (Values::Languages, "language", languages),
        (Values::Stakes, "stakes", stakes),
        (Values::Reasons, "left_reason", reasons),
    ];
    let titled = |word: &str, value: String| (value.clone(), clauses::value(names, word, &value));
    let list = |(list, word, values): (Values, &str, Vec<String>)| {
        (list.name(), values.into_iter().map(|value| titled(word, value)).collect())
    };
    Ok(lists.into_iter().map(list).collect())
}

async fn choices(app: &App, signed_in: &SignedIn, names: &Names, form: &Fields) -> Result<Choices, Fault> {
    let words = signed_in.words;
    let team = app.store.colleagues(signed_in.actor).await?;
    let roles = [Role::Owner, Role::Manager, Role::Agent];
    let roles =
        roles.map(|role| (format!("role {}", role.name()), crate::pages::team::role_name(words, role)));
    let here = team.into_iter().filter(|(.., here)| *here);
    let doers = roles.into_iter().chain(here.map(|(id, name, _)| (format!("member {id}"), name)));
    let topics: Vec<Choice> = names.topics.clone().into_iter().collect();
    Ok(Choices {
        who: WhoChoices::read(app, signed_in, names).await?,
        moments: vec![
            ("rule", words.plays_field_when_rule()),
            ("silence", words.plays_field_when_silence()),
            ("order", words.plays_field_when_order()),
            ("date", words.plays_field_when_date()),
            ("holiday", words.plays_field_when_holiday()),
            ("product", words.plays_field_when_product()),
            ("score", words.plays_field_when_score()),
            ("once", words.plays_field_when_once()),
        ],
        facts: [FactKind::Date, FactKind::Family, FactKind::Work, FactKind::Event]
            .map(|kind| (kind.name(), crate::memory::fact_kind(words, kind)))
            .into(),
        holidays: holidays(app, signed_in, form.get("holiday")).await?,
        scores: SCORES.map(|score| (score_name(score), sentence::score(words, score))).into(),
        gestures: vec![
            (GestureKind::Letter.name(), words.plays_field_what_letter()),
            (GestureKind::Note.name(), words.plays_field_what_note()),
            (GestureKind::Call.name(), words.plays_field_what_call()),
            (GestureKind::Present.name(), words.plays_field_what_present()),
            (GestureKind::Certificate.name(), words.plays_field_what_certificate()),
            (GestureKind::Task.name(), words.plays_field_what_task()),
        ],
        letters: names.letters.iter().map(|(id, name)| (*id, name.clone())).collect(),
        presents: names
            .shelves
            .all()
            .into_iter()
            .map(|shelf| (shelf.id.to_string(), crate::presents::choice(words, shelf)))
            .collect(),
        doers: doers.collect(),
        topics,
        goals: vec![
            (goal_name(Goal::Return), words.plays_field_goal_return()),
            (goal_name(Goal::Revenue), words.plays_field_goal_revenue()),
            (goal_name(Goal::Visit), words.plays_field_goal_visit()),
            (goal_name(Goal::Answer), words.plays_field_goal_answer()),
        ],
        weekdays: (0..7).map(|day| (day as usize, sentence::weekday(words, day))).collect(),
    })
}

fn deeds(signed_in: &SignedIn, play: &Play, needs_approval: bool) -> Vec<Deed> {
    let words = signed_in.words;
    let approved = play.approved_at.is_some() || !needs_approval;
    let deed = |name, title, says, first| Deed { name, title, says, first };
    let submit = || deed("submit", words.plays_submit(), words.plays_submit_says(), !approved);
    let approve = || deed("approve", words.plays_approve(), words.plays_approve_says(), true);
    let has_started = play.started_at.is_some();
    let start = || match has_started {
        true => deed("start", words.plays_go_on(), words.plays_go_on_says(), true),
        false => deed("start", words.plays_start(), words.plays_start_says(), true),
    };
    let mut deeds = match play.state {
        PlayState::Draft if approved => vec![start(), submit()],
        PlayState::Draft => vec![submit()],
        PlayState::Waiting if approved => vec![start(), approve()],
        PlayState::Waiting => vec![approve()],
        PlayState::Running => vec![deed("pause", words.plays_pause(), words.plays_pause_says(), false)],
        PlayState::Paused if approved => vec![start()],
        PlayState::Paused => vec![submit()],
        PlayState::Ended => return Vec::new(),
    };
    if has_started {
        deeds.push(deed("end", words.plays_end(), words.plays_end_says(), false));
    }
    deeds
}

/// What happened to a play so far.
fn history(signed_in: &SignedIn, names: &Names, play: &Play) -> Vec<String> {
    let words = signed_in.words;
    let day = |at: domain::Instant| words.day(at.day_in(&names.zone));
    let said = [
        play.approved_at.map(|at| words.plays_approved_by(day(at))),
        play.started_at.map(|at| words.plays_started_on(day(at))),
        play.ended_at.map(|at| words.plays_ended_on(day(at))),
    ];
    said.into_iter().flatten().collect()
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    play: Play,
    refused: Option<(Option<Fields>, Wrong)>,
) -> Result<Response, Fault> {
    let names = names(app, signed_in).await?;
    let needs_approval = app.store.programme(signed_in.actor).await?.programme.needs_approval;
    let words = signed_in.words;
    let reading = Reading { words, currency: names.currency, zone: &names.zone };
    let (fields, wrong) = refused.map_or((None, None), |(fields, wrong)| (fields, Some(wrong)));
    let form = fields.unwrap_or_else(|| Fields::write(&play.name, play.version, &play.definition, &reading));
    // What somebody wrote is shown as the sentence it would be, once it can be one.
    let shown = form.read(&reading).unwrap_or_else(|_| play.definition.clone());
    let shell = Shell::new(play.name.as_str(), "/plays", signed_in);
    let may_write = shell.opens("/plays/new");
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = PlayPage {
        id: play.id,
        state: super::standing(words, &play, app.clock.now()),
        running: play.state == PlayState::Running,
        said: history(signed_in, &names, &play),
        pieces: sentence::pieces(&names, &shown),
        choices: choices(app, signed_in, &names, &form).await?,
        never: super::never(app, signed_in, &play).await?,
        deeds: if may_write { deeds(signed_in, &play, needs_approval) } else { Vec::new() },
        clever: clauses::clicked(&shown.who, names.currency).is_none(),
        may_change: may_write && !matches!(play.state, PlayState::Running | PlayState::Ended),
        shell,
        form,
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// A play.
pub(crate) async fn play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let play = super::play(&app, &signed_in, &id).await?;
    show(&app, &signed_in, play, None).await
}

/// Saves what somebody wrote, or says what is wrong with it and keeps it before them.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let words = signed_in.words;
    let play = super::play(&app, &signed_in, &id).await?;
    let names = names(&app, &signed_in).await?;
    let reading = Reading { words, currency: names.currency, zone: &names.zone };
    let mut fields = Fields(fields);
    let version: i64 = fields.get("version").parse().unwrap_or(-1);
    let definition = match fields.read(&reading) {
        Ok(definition) => definition,
        Err(wrong) => return show(&app, &signed_in, play, Some((Some(fields), wrong))).await,
    };
    let saved = save_as(&app, &permit, &play, version, fields.get("name"), &definition).await;
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/plays/{}", play.id)).into_response()),
        Err(act::Error::Store(store::Error::Superseded(_))) => {
            let play = super::play(&app, &signed_in, &id).await?;
            let theirs = sentence::text(&names, &play.definition);
            fields.0.retain(|(name, _)| name != "version");
            fields.0.push(("version".into(), play.version.to_string()));
            let wrong = Wrong::said(words.plays_wrong_both(theirs));
            show(&app, &signed_in, play, Some((Some(fields), wrong))).await
        }
        Err(why) => {
            let wrong = wrong::saving(words, why)?;
            show(&app, &signed_in, play, Some((Some(fields), wrong))).await
        }
    }
}

async fn save_as(
    app: &App,
    permit: &domain::Permit,
    play: &Play,
    version: i64,
    name: &str,
    definition: &Definition,
) -> Result<(), act::Error> {
    act::plays::change(&app.store, permit, play.id, version, name, definition).await.map(|_| ())
}

#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    what: String,
    #[serde(default)]
    version: i64,
}

/// Submits, approves, starts, pauses or ends a play.
pub(crate) async fn turn(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(done): Form<Done>,
) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let words = signed_in.words;
    let play = super::play(&app, &signed_in, &id).await?;
    let (store, version) = (&app.store, done.version);
    let turned = match done.what.as_str() {
        "submit" => store.submit_play(&permit, play.id, version).await,
        "approve" => store.approve_play(&permit, play.id, version).await,
        "start" => store.start_play(&permit, play.id, version).await,
        "pause" => store.pause_play(&permit, play.id, version).await,
        "end" => store.end_play(&permit, play.id, version).await,
        _ => return Err(Fault::Wrong(locales::Words::plays_wrong_state)),
    };
    let say = match turned {
        Ok(_) => return Ok(Redirect::to(&format!("/plays/{}", play.id)).into_response()),
        Err(store::Error::Play(why)) => wrong::refusal(words, why),
        Err(store::Error::Superseded(_)) => words.plays_wrong_moved(),
        Err(other) => return Err(other.into()),
    };
    let play = super::play(&app, &signed_in, &id).await?;
    show(&app, &signed_in, play, Some((None, Wrong::said(say)))).await
}
