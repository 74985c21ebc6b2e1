//! What every play and the whole programme earned, looked at each night and whenever somebody asks.

mod pass;

use std::sync::Arc;

use domain::access::{self, Action};
use domain::ids::PlayId;
use domain::plays::{Definition, Goal, PlayState, Success};
use domain::proof::{Counts, Earned, Unproved};
use domain::{Actor, Clock, Currency, Instant};
use store::Store;
use store::draws::PROGRAMME;
use store::jobs::NewJob;
use store::settings::MARGIN_UNKNOWN;
use store::trials::{Asked, Stratum};

use crate::Error;
use models::experiment::UNITS_MIN;

/// The job's kind.
pub const KIND: &str = "prove.verdict";
/// How long until everything is looked at again.
pub const NIGHTLY_SECONDS: i64 = 86_400;
/// How long after somebody was drawn the whole programme is judged by what they did: a quarter. A fixed time, so
/// that a look has as many days of everybody as the look before.
pub const PROGRAMME_DAYS: u32 = 91;

const ACTOR: Actor = Actor::System(KIND);

/// Why plays could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] access::Denied),
    /// A trial that can't be counted.
    #[error("What followed can't be judged: {0}")]
    Trial(#[from] Error),
}

/// What became of one look at everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Plays and programmes looked at.
    pub verdicts: usize,
}

/// Asks for a look at everything, now or then.
///
/// # Errors
/// Where the store fails.
pub async fn ask(store: &Store, then: Option<Instant>) -> store::Result<()> {
    let permit = access::check(ACTOR, Action::RunJobs)?;
    let unique_key = Some(if then.is_some() { "nightly" } else { "now" });
    let job = NewJob { kind: KIND, unique_key, payload: serde_json::json!({}), run_after: then };
    store.enqueue(&permit, &job).await?;
    Ok(())
}

/// Looks at every play that ever ran and at the whole programme, and keeps what is seen.
///
/// # Errors
/// Where the store fails; what was seen before stands.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>) -> Result<Looked, Failure> {
    let mut looked = Looked::default();
    let whole = Success { what: Goal::Return, within_days: PROGRAMME_DAYS };
    let whole = Judged { play: PROGRAMME, success: whole, owed: false, is_over: false };
    look(store, clock, whole).await?;
    for play in store.plays(ACTOR).await?.into_iter().filter(|play| play.started_at.is_some()) {
        let Definition { success, owed, .. } = play.definition;
        let is_over = play.state == PlayState::Ended || play.definition.is_over(play.started_at, clock.now());
        look(store, clock, Judged { play: play.id, success, owed, is_over }).await?;
        looked.verdicts += 1;
    }
    looked.verdicts += 1;
    Ok(looked)
}

/// A play, or the programme, to be looked at.
struct Judged {
    play: PlayId,
    success: Success,
    owed: bool,
    /// Whether nobody is drawn any more.
    is_over: bool,
}

/// Looks at one play, or the programme, and keeps what is seen.
async fn look(store: &Store, clock: &Arc<dyn Clock>, judged: Judged) -> Result<(), Failure> {
    let Judged { play, success, owed, is_over } = judged;
    let permit = access::check(ACTOR, Action::WriteBeliefs)?;
    let zone = store.zone(ACTOR).await?;
    let settings = store.settings(ACTOR).await?;
    let currency = settings.as_ref().map_or(Currency::EUR, |settings| settings.currency);
    let now = clock.now();
    let mut asked = Asked { play, share_mille: 0, success, as_of: now, currency };
    let strata = store.strata(ACTOR, &asked).await?;
    let trial = strata.iter().max_by_key(|stratum| (stratum.share_mille > 0, stratum.people));
    asked.share_mille = trial.map_or(0, |stratum| stratum.share_mille);
    let people = |stratum: &Stratum| stratum.people;
    let others = strata.iter().map(people).sum::<u64>() - trial.map_or(0, people);
    let before = store.verdict(ACTOR, play).await?;
    let mut earned = Earned {
        version: 1,
        as_of: now.day_in(&zone),
        at: now,
        success,
        terms: Vec::new(),
        share_mille: asked.share_mille,
        currency,
        planned: before.and_then(|before| before.earned.planned),
        counts: Counts { other_share: others, ..Counts::default() },
        unproved: None,
        orders: None,
        revenue: None,
        reached: None,
        cost: store.cost_of(ACTOR, &asked).await?,
        margin_mille: settings.map_or(MARGIN_UNKNOWN, |settings| settings.margin_mille),
        profit: None,
        profit_on_cost: None,
    };
    match trial {
        _ if owed => {
            let ways = store.enrolment_counts(ACTOR, play).await?;
            earned.counts.owed = ways.iter().map(|ways| ways.count.unsigned_abs()).sum();
            earned.unproved = Some(Unproved::Owed);
        }
        Some(stratum) if stratum.over > 0 => {
            // Twice those drawn when the first horizon is over, or all there are: chosen by their number alone,
            // and then kept.
            let drawn = if is_over { stratum.units } else { 2 * stratum.units };
            let planned = *earned.planned.get_or_insert(drawn.max(UNITS_MIN));
            pass::prove(store, &asked, stratum, (planned, is_over), &zone, &mut earned).await?;
        }
        drawn => {
            earned.counts.under_way = drawn.map_or(0, people);
            earned.unproved = Some(Unproved::NobodyYet);
        }
    }
    earned.weigh();
    store.save_verdict(&permit, play, &earned).await?;
    Ok(())
}
