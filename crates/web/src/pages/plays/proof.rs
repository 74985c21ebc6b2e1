//! What a play, or the whole programme, earned; looked at again on demand; and the people of an arm.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::plays::Arm;
use serde::Deserialize;
use store::draws::PROGRAMME;

use super::costs::{self, Ledger};
use super::{Shell, named, permit};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::proof::EarnedBody;

const PAGE: usize = 50;

/// Whose proof.
pub(super) struct Whose {
    pub(super) play: PlayId,
    /// Its name; the whole programme has none.
    pub(super) name: Option<String>,
}

impl Whose {
    pub(super) async fn of(app: &App, signed_in: &SignedIn, id: &str) -> Result<Self, Fault> {
        let play = super::play(app, signed_in, id).await?;
        Ok(Self { play: play.id, name: Some(play.name) })
    }

    pub(super) fn programme() -> Self {
        Self { play: PROGRAMME, name: None }
    }

    /// Where its pages begin.
    pub(super) fn base(&self) -> String {
        if self.name.is_some() { format!("/plays/{}", self.play) } else { "/programme".to_owned() }
    }

    /// The page of the menu it belongs to.
    fn here(&self) -> &'static str {
        if self.name.is_some() { "/plays" } else { "/programme" }
    }
}

#[derive(Template)]
#[template(path = "plays/proof.html")]
struct ProofPage {
    shell: Shell,
    base: String,
    /// What it is a proof of.
    name: String,
    says: Option<(String, String)>,
    asked: bool,
    body: Option<EarnedBody>,
    ledger: Ledger,
    may_write: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    asked: Option<u8>,
}

/// The page, with what was refused of a cost where something was.
pub(super) async fn show(
    app: &App,
    signed_in: &SignedIn,
    whose: &Whose,
    asked: bool,
    refused: Option<(costs::CostForm, String)>,
) -> Result<Response, Fault> {
    let (words, store) = (signed_in.words, &app.store);
    let verdict = store.verdict(signed_in.actor, whose.play).await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = if whose.name.is_some() { words.earned_title() } else { words.earned_title_programme() };
    let shell = Shell::new(title, whose.here(), signed_in);
    let page = ProofPage {
        base: whose.base(),
        name: whose.name.clone().unwrap_or_else(|| words.programme_title()),
        says: verdict.as_ref().map(|seen| {
            let span = words.span(f64::from(seen.earned.success.within_days));
            (words.earned_says(span), words.earned_as_of(words.day(seen.earned.as_of)))
        }),
        asked,
        body: verdict.map(|seen| EarnedBody::new(words, &seen.earned, &whose.base())),
        ledger: Ledger::read(app, signed_in, whose, refused).await?,
        may_write: shell.opens("/plays/new"),
        shell,
    };
    Ok(fault::page(status, &page))
}

/// What a play earned.
pub(crate) async fn of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(Asked { asked }): Query<Asked>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    show(&app, &signed_in, &whose, asked.is_some(), None).await
}

/// What the whole programme earned.
pub(crate) async fn of_programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(Asked { asked }): Query<Asked>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &Whose::programme(), asked.is_some(), None).await
}

/// Has everything looked at again.
async fn ask(app: &App, signed_in: &SignedIn, whose: &Whose) -> Result<Response, Fault> {
    permit(signed_in.actor)?;
    prove::verdicts::ask(&app.store, None).await?;
    Ok(Redirect::to(&format!("{}/proof?asked=1", whose.base())).into_response())
}

/// Has everything looked at again, from a play's page.
pub(crate) async fn ask_of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    ask(&app, &signed_in, &whose).await
}

/// Has everything looked at again, from the programme's page.
pub(crate) async fn ask_of_programme(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    ask(&app, &signed_in, &Whose::programme()).await
}

#[derive(Template)]
#[template(path = "plays/arm.html")]
struct ArmPage {
    shell: Shell,
    base: String,
    sides: Vec<(String, String, bool)>,
    rows: Vec<(PersonId, String, String)>,
    next: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Side {
    #[serde(default)]
    arm: String,
    /// The identity after which the page begins.
    after: Option<IdentityId>,
}

async fn arm(app: &App, signed_in: &SignedIn, whose: &Whose, asked: &Side) -> Result<Response, Fault> {
    let words = signed_in.words;
    let side = Arm::from_name(&asked.arm).unwrap_or(Arm::Treated);
    let limit = PAGE as u32 + 1;
    let mut drawn = app.store.arm(signed_in.actor, whose.play, side, asked.after, limit).await?;
    let more = drawn.len() > PAGE;
    drawn.truncate(PAGE);
    let people: Vec<PersonId> = drawn.iter().map(|(_, person, _)| *person).collect();
    let called = named(app, signed_in, &people).await?;
    let zone = app.store.zone(signed_in.actor).await?;
    let base = whose.base();
    let address = |arm: Arm| format!("{base}/arms?arm={}", arm.name());
    let next = drawn.last().filter(|_| more).map(|(last, ..)| format!("{}&after={last}", address(side)));
    let sides = [(Arm::Treated, words.earned_treated()), (Arm::Held, words.earned_held())];
    let rows = drawn.into_iter().map(|(_, person, at)| {
        let name = called.get(&person).cloned().unwrap_or_default();
        (person, name, words.earned_drawn_on(words.day(at.day_in(&zone))))
    });
    Ok(fault::page(
        StatusCode::OK,
        &ArmPage {
            shell: Shell::new(words.earned_people(), whose.here(), signed_in),
            sides: sides.into_iter().map(|(arm, name)| (address(arm), name, arm == side)).collect(),
            rows: rows.collect(),
            next,
            base,
        },
    ))
}

/// The people of an arm of a play.
pub(crate) async fn arm_of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Side>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    arm(&app, &signed_in, &whose, &asked).await
}

/// The people of an arm of the whole programme.
pub(crate) async fn arm_of_programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Side>,
) -> Result<Response, Fault> {
    arm(&app, &signed_in, &Whose::programme(), &asked).await
}
