//! Why a person left, as somebody here writes it down or corrects it.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{LeavingId, PersonId};
use domain::leaving::{Draft, Reason, Voice};
use domain::memory::{Problem, known};
use serde::Deserialize;
use store::leavings::Leaving;

use super::facts::{Choice, Version};
use super::{named, read_day, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::pages::Shell;
use crate::{leaving, memory};

#[derive(Template)]
#[template(path = "leaving/person.html")]
struct LeavingPage {
    shell: Shell,
    person: PersonId,
    name: String,
    /// The one that is corrected; `None` where one is written down.
    id: Option<LeavingId>,
    reasons: Vec<Choice>,
    voices: Vec<Choice>,
    form: LeavingForm,
    problem: Option<String>,
}

/// Why somebody left, as a form says it.
#[derive(Deserialize)]
pub(crate) struct LeavingForm {
    reason: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    destination: String,
    #[serde(default)]
    voice: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    version: i64,
}

impl LeavingForm {
    fn of(leaving: Leaving) -> Self {
        Self {
            reason: leaving.reason.map_or("", Reason::name).to_owned(),
            words: leaving.words,
            destination: leaving.destination,
            voice: leaving.voice.name().to_owned(),
            day: leaving.day.to_string(),
            version: leaving.version,
        }
    }

    fn read(&self, today: domain::Day) -> Result<Draft, Problem> {
        Ok(Draft {
            reason: known("reason", &self.reason, Reason::from_name)?,
            words: self.words.clone(),
            destination: self.destination.clone(),
            voice: known("voice", &self.voice, Voice::from_name)?,
            day: read_day(&self.day)?.unwrap_or(today),
        })
    }
}

fn show(
    signed_in: &SignedIn,
    (person, name): (PersonId, String),
    id: Option<LeavingId>,
    form: LeavingForm,
    problem: Option<String>,
) -> Response {
    let words = signed_in.words;
    let voice = |voice: Voice| (voice.name(), leaving::voice(words, voice), voice.name() == form.voice);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = LeavingPage {
        shell: Shell::new(words.leaving_record(), "/people", signed_in),
        person,
        name,
        id,
        reasons: leaving::reasons(words, Reason::from_name(&form.reason)),
        voices: Voice::ALL.map(voice).to_vec(),
        form,
        problem,
    };
    fault::page(status, &page)
}

async fn theirs(app: &App, signed_in: &SignedIn, person: PersonId, id: &str) -> Result<Leaving, Fault> {
    let id: LeavingId = id.parse().map_err(|_| Fault::NotFound)?;
    let leaving = app.store.leaving(signed_in.actor, id).await?;
    leaving.filter(|one| one.person == person && one.reason.is_some()).ok_or(Fault::NotFound)
}

/// The form of one to write down.
pub(crate) async fn record_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let form = LeavingForm {
        reason: String::new(),
        words: String::new(),
        destination: String::new(),
        voice: Voice::Theirs.name().to_owned(),
        day: today.to_string(),
        version: 0,
    };
    Ok(show(&signed_in, person, None, form, None))
}

/// Writes down why they left.
pub(crate) async fn record(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<LeavingForm>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let outcome = match form.read(today) {
        Ok(draft) => app.store.record_leaving(&permit, person.0, draft).await,
        Err(problem) => Err(problem.into()),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/people/{}#timeline", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => {
            let said = memory::problem(signed_in.words, &problem);
            Ok(show(&signed_in, person, None, form, Some(said)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The form of one to correct.
pub(crate) async fn correct_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, leaving)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let leaving = theirs(&app, &signed_in, person.0, &leaving).await?;
    Ok(show(&signed_in, person, Some(leaving.id), LeavingForm::of(leaving), None))
}

/// Corrects it. What somebody else changed in the meantime is shown beside what was written.
pub(crate) async fn correct(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, leaving)): Path<(String, String)>,
    Form(mut form): Form<LeavingForm>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let person = named(&app, &signed_in, &id).await?;
    let before = theirs(&app, &signed_in, person.0, &leaving).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let outcome = match form.read(before.day) {
        Ok(draft) => app.store.correct_leaving(&permit, before.id, form.version, draft).await,
        Err(problem) => Err(problem.into()),
    };
    let said = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("/people/{}#timeline", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => memory::problem(words, &problem),
        Err(store::Error::Superseded(_)) => {
            let now = theirs(&app, &signed_in, person.0, &leaving).await?;
            form.version = now.version;
            words.memory_conflict(self::leaving::said(words, &now).join(" · "))
        }
        Err(other) => return Err(other.into()),
    };
    Ok(show(&signed_in, person, Some(before.id), form, Some(said)))
}

/// Takes away what was written down by mistake.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, leaving)): Path<(String, String)>,
    Form(Version { version }): Form<Version>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let leaving = theirs(&app, &signed_in, person, &leaving).await?.id;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.remove_leaving(&permit, leaving, version).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#timeline")).into_response())
}
