//! What a play, or the whole programme, earned; looked at again on demand.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PlayId;
use domain::proof::Earned;
use locales::Words;
use serde::Deserialize;
use store::draws::PROGRAMME;

use super::costs::{self, Ledger};
use super::{Shell, behind, permit};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::proof::{EarnedBody, lists};

/// Organisations shown on the page itself.
const ORGANISATIONS: usize = 10;

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
    pub(super) fn here(&self) -> &'static str {
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
    /// The first organisations, where they were drawn as one: what the columns are called, and the rows.
    organisations: Option<(Vec<String>, Vec<behind::Row>)>,
    ledger: Ledger,
    may_write: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    asked: Option<u8>,
}

/// What is compared, and how long after the draw it counts.
fn says(words: Words, earned: &Earned) -> String {
    let mut days: Vec<u32> = earned.terms.iter().map(|terms| terms.within_days).collect();
    days.sort_unstable();
    match (days.first(), days.last()) {
        (Some(least), Some(most)) if least != most => {
            let [least, most] = [least, most].map(|days| words.span_days(u64::from(*days)));
            words.earned_says_several(least, most)
        }
        (first, _) => {
            let days = first.copied().unwrap_or(earned.success.within_days);
            words.earned_says(words.span_days(u64::from(days)))
        }
    }
}

/// The first organisations of a play that draws them as one.
async fn organisations(
    app: &App,
    signed_in: &SignedIn,
    whose: &Whose,
    earned: &Earned,
) -> Result<Option<(Vec<String>, Vec<behind::Row>)>, Fault> {
    let words = signed_in.words;
    if lists::organisations(words, earned).is_none() {
        return Ok(None);
    }
    let asked = store::trials::Asked::of(whose.play, earned);
    let drew = behind::drew(app, signed_in, &asked, None, ORGANISATIONS).await?;
    Ok(Some((behind::organisations_head(words), behind::organisations(words, earned, &drew))))
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
    let organisations = match &verdict {
        Some(seen) => organisations(app, signed_in, whose, &seen.earned).await?,
        None => None,
    };
    let page = ProofPage {
        base: whose.base(),
        name: whose.name.clone().unwrap_or_else(|| words.programme_title()),
        says: verdict
            .as_ref()
            .map(|seen| (says(words, &seen.earned), words.earned_as_of(words.day(seen.earned.as_of)))),
        organisations,
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
