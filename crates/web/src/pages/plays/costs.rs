//! The ledger of what a play, or the whole programme, cost beside its gestures.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::costs::{CostKind, CostRefusal};
use serde::Deserialize;
use store::costs::NewCost;
use store::draws::PROGRAMME;

use super::permit;
use super::proof::{self, Whose};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::pages::person::read_day;
use crate::plays::cost_kind;

/// Lines shown.
const LINES: u32 = 200;

/// The ledger and its form.
pub(super) struct Ledger {
    pub(super) lines: Vec<Line>,
    pub(super) kinds: Vec<(&'static str, String)>,
    pub(super) form: CostForm,
    pub(super) wrong: Option<String>,
}

/// A line of the ledger, said.
pub(super) struct Line {
    pub(super) day: String,
    pub(super) kind: String,
    pub(super) amount: String,
    pub(super) note: String,
}

/// A cost as the form gives it.
#[derive(Deserialize, Default)]
pub(crate) struct CostForm {
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) amount: String,
    #[serde(default)]
    pub(super) day: String,
    #[serde(default)]
    pub(super) note: String,
}

impl Ledger {
    pub(super) async fn read(
        app: &App,
        signed_in: &SignedIn,
        whose: &Whose,
        refused: Option<(CostForm, String)>,
    ) -> Result<Self, Fault> {
        let (words, actor) = (signed_in.words, signed_in.actor);
        let play = Some(whose.play).filter(|play| *play != PROGRAMME);
        let lines = app.store.costs(actor, play, None, LINES).await?;
        let line = |line: store::costs::Line| Line {
            day: words.day(line.on),
            kind: cost_kind(words, line.kind),
            amount: words.money(line.amount),
            note: line.note,
        };
        let today = app.clock.now().day_in(&app.store.zone(actor).await?);
        let fresh = || CostForm { day: today.to_string(), ..CostForm::default() };
        let (form, wrong) = match refused {
            Some((form, wrong)) => (form, Some(wrong)),
            None => (fresh(), None),
        };
        Ok(Self {
            lines: lines.into_iter().map(line).collect(),
            kinds: CostKind::ALL.map(|kind| (kind.name(), cost_kind(words, kind))).into(),
            form,
            wrong,
        })
    }
}

/// Writes a cost down; what is wrong with it in words.
async fn keep(
    app: &App,
    signed_in: &SignedIn,
    whose: &Whose,
    form: &CostForm,
) -> Result<Result<(), String>, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let permit = permit(actor)?;
    let currency = app.currency(actor).await?;
    let Some(kind) = CostKind::from_name(&form.kind) else { return Ok(Err(words.earned_wrong_kind())) };
    let Some(amount) = Money::typed(&form.amount, currency) else { return Ok(Err(words.gifts_bad_amount())) };
    let Ok(Some(on)) = read_day(&form.day) else { return Ok(Err(words.earned_wrong_day())) };
    let play = Some(whose.play).filter(|play| *play != PROGRAMME);
    let new = NewCost { play, kind, amount: amount.minor, on, note: &form.note };
    Ok(match app.store.write_cost(&permit, new).await {
        Ok(_) => Ok(()),
        Err(store::Error::Cost(CostRefusal::Amount)) => Err(words.gifts_bad_amount()),
        Err(store::Error::Cost(CostRefusal::NotYet)) => Err(words.earned_wrong_day()),
        Err(store::Error::Unfit(problem)) => Err(crate::memory::problem(words, &problem)),
        Err(other) => return Err(other.into()),
    })
}

async fn write(app: &App, signed_in: &SignedIn, whose: &Whose, form: CostForm) -> Result<Response, Fault> {
    match keep(app, signed_in, whose, &form).await? {
        Ok(()) => Ok(Redirect::to(&format!("{}/proof#costs", whose.base())).into_response()),
        Err(wrong) => proof::show(app, signed_in, whose, false, Some((form, wrong))).await,
    }
}

/// Writes down what a play cost.
pub(crate) async fn of_play(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<CostForm>,
) -> Result<Response, Fault> {
    let whose = Whose::of(&app, &signed_in, &id).await?;
    write(&app, &signed_in, &whose, form).await
}

/// Writes down what the whole programme cost.
pub(crate) async fn of_programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<CostForm>,
) -> Result<Response, Fault> {
    write(&app, &signed_in, &Whose::programme(), form).await
}
