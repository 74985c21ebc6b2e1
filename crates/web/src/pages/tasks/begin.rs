//! A gesture of one's own for a person: one press, or with what is owed, by whom, by when and what it costs.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::ids::{GestureId, PersonId};
use domain::memory::Problem;
use domain::plays::GestureKind;
use locales::Words;
use serde::Deserialize;
use store::gestures::NewGesture;

use super::to_write;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory::{self, gesture_kind};
use crate::pages::person::{read_day, refused};
use crate::pages::today::myself;

/// A gesture of one's own.
#[derive(Debug, Deserialize)]
pub(crate) struct BeginForm {
    kind: String,
    #[serde(default)]
    words: String,
    /// One of [`owed_choices`]; empty where it is not owed.
    #[serde(default)]
    owed: String,
    /// Who does it, nobody where it is empty; left out, whoever asks.
    owner: Option<String>,
    /// The day it is due; now, where it is empty.
    #[serde(default)]
    due: String,
    #[serde(default)]
    cost: String,
    /// The present of the catalogue, where it is one.
    #[serde(default)]
    present: String,
}

const AMENDS: &str = "amends";

/// What somebody can be owed: never capped, never held out, and done while they are left in peace.
pub(crate) fn owed_choices(words: Words) -> [(&'static str, String); 4] {
    [
        ("condolence", words.task_owed_condolence()),
        (AMENDS, words.task_owed_amends()),
        ("answer", words.task_owed_answer()),
        ("news", words.task_owed_news()),
    ]
}

impl BeginForm {
    /// What it is owed as, in words.
    fn owed(&self, words: Words) -> Result<Option<String>, Problem> {
        if self.owed.is_empty() {
            return Ok(None);
        }
        let named = owed_choices(words).into_iter().find(|(name, _)| *name == self.owed);
        let unknown = || Problem::Unknown { what: "debt", value: self.owed.chars().take(60).collect() };
        named.map(|(_, said)| Some(said)).ok_or_else(unknown)
    }

    /// Its words: what it is owed as, and what was typed; without either, what it is.
    fn words(&self, words: Words, kind: GestureKind, owed: Option<&str>) -> String {
        match (owed, self.words.trim()) {
            (None, "") => gesture_kind(words, kind),
            (None, said) => said.to_owned(),
            (Some(owed), "") => owed.to_owned(),
            (Some(owed), said) => format!("{owed}: {said}"),
        }
    }

    async fn read(&self, app: &App, signed_in: &SignedIn) -> Result<NewGesture, Fault> {
        let (words, actor) = (signed_in.words, signed_in.actor);
        let bad = |problem| Fault::Bad(memory::problem(words, &problem));
        let owed = self.owed(words).map_err(bad)?;
        let named =
            GestureKind::from_name(&self.kind).filter(|kind| kind.by_hand()).ok_or(Fault::NotFound)?;
        // Amends by whatever means are what a complaint waits for.
        let kind = if self.owed == AMENDS { GestureKind::Recovery } else { named };
        let owner = match self.owner.as_deref() {
            None => myself(actor),
            Some("") => None,
            Some(owner) => Some(owner.parse().map_err(|_| Fault::NotFound)?),
        };
        let zone = app.store.zone(actor).await?;
        let today = app.clock.now().day_in(&zone);
        let due = read_day(&self.due).map_err(bad)?;
        if due.is_some_and(|due| due < today) {
            return Err(bad(Problem::ExpiredAlready));
        }
        let currency = app.currency(actor).await?;
        let cost = match self.cost.trim() {
            "" => 0,
            typed => {
                let money = Money::typed(typed, currency).filter(|money| money.minor >= 0);
                money.ok_or_else(|| Fault::Bad(words.gifts_bad_amount()))?.minor
            }
        };
        // The form is one for every kind: what was chosen is meant where a present is.
        let present = match self.present.as_str() {
            chosen if kind == GestureKind::Present && !chosen.is_empty() => {
                Some(chosen.parse().map_err(|_| Fault::NotFound)?)
            }
            _ => None,
        };
        Ok(NewGesture {
            present,
            kind,
            words: self.words(words, kind, owed.as_deref()),
            owed: owed.is_some(),
            owner,
            due: due.filter(|due| *due > today).map(|due| due.start_in(&zone)),
            cost,
        })
    }
}

/// Begins a gesture of one's own for a person.
pub(crate) async fn begin(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<BeginForm>,
) -> Result<Response, Fault> {
    let permit = to_write(&signed_in)?;
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let new = form.read(&app, &signed_in).await?;
    let is_mine = new.owner == myself(signed_in.actor);
    let begun: GestureId =
        app.store.begin_gesture(&permit, person, new).await.map_err(refused(signed_in.words))?;
    let then = if is_mine { format!("/tasks/{begun}") } else { format!("/people/{person}#timeline") };
    Ok(Redirect::to(&then).into_response())
}
