//! Who is met, by whom the moment finds, what the rule says and what the checks say; and into which arm
//! each is drawn. Draw and way are one commit, before anything is done; a draw that stands is never
//! drawn again.

mod draw;
mod look;
mod plan;

use std::sync::Arc;

use domain::access::{Action, check};
use domain::plays::{PlayState, Programme};
use domain::{Actor, Clock, Currency, Instant, Permit};
use store::Store;
use store::jobs::NewJob;
use store::plays::Play;
use store::presents::Shelves;

use crate::Error;
use crate::moments::Asking;
use crate::rule::vocabulary::World;

pub use draw::held_out;
pub(crate) use look::{Look, Page};
pub(crate) use plan::at_once;
pub use plan::{Met, Plan, arms};
pub use store::plays::DECIDE as KIND;

/// How often everybody is looked at anew.
pub const EVERY_SECONDS: i64 = 600;
/// People whose ways begin in one commit.
const COMMIT: usize = 4_096;
pub(crate) const DECIDER: Actor = Actor::System("act.decide");

/// All that holds for everybody who is looked at.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Now.
    pub now: Instant,
    /// What holds for every play.
    pub programme: Programme,
    /// What draws who is left out of all of them.
    pub salt: Vec<u8>,
    /// Whether nothing goes out at all for now.
    pub is_paused: bool,
    /// What the rule's figures are in.
    pub world: World,
    /// How many of each present can still be given.
    pub shelves: Shelves,
    /// The company's zone.
    pub zone: jiff::tz::TimeZone,
}

impl Setting {
    /// The setting as it stands.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn read(store: &Store, now: Instant, actor: Actor) -> store::Result<Self> {
        let kept = store.programme(actor).await?;
        let zone = store.zone(actor).await?;
        let currency = store.settings(actor).await?.map_or(Currency::EUR, |settings| settings.currency);
        let minor_per_major = currency.minor_per_major() as f64;
        Ok(Self {
            now,
            programme: kept.programme,
            salt: kept.salt,
            is_paused: kept.paused_at.is_some(),
            world: World { today: now.day_in(&zone), minor_per_major },
            shelves: store.shelves(actor).await?,
            zone,
        })
    }

    pub(crate) fn asking(&self, play: Option<&Play>) -> Asking {
        Asking {
            now: self.now,
            today: self.world.today,
            started: play.and_then(|play| play.started_at).unwrap_or(self.now),
            minor_per_major: self.world.minor_per_major,
            is_over: play.is_some_and(|play| play.definition.is_over(play.started_at, self.now)),
            ahead: 0,
            until: play.and_then(|play| play.definition.until),
            again: play.is_some_and(|play| play.definition.again_after_days.is_some()),
        }
    }
}

/// What became of one look at everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Looked {
    /// Plays that run.
    pub plays: usize,
    /// People their moments found, without those left out before anybody was read.
    pub found: u64,
    /// Ways that began, those held out included.
    pub begun: u64,
}

/// Asks for a look at everybody, now or then, where any play runs.
///
/// # Errors
/// Where the store fails.
pub async fn ask(store: &Store, then: Option<Instant>) -> Result<(), Error> {
    let permit = check(DECIDER, Action::RunJobs)?;
    if store.plays(DECIDER).await?.iter().any(|play| play.state == PlayState::Running) {
        let unique_key = Some(if then.is_some() { "again" } else { "now" });
        let job = NewJob { kind: KIND, unique_key, payload: serde_json::json!({}), run_after: then };
        store.enqueue(&permit, &job).await?;
    }
    Ok(())
}

/// Looks at everybody for every play that runs, once.
///
/// # Errors
/// Where the store fails; what was decided before stands, and the other plays are looked at first.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>) -> Result<Looked, Error> {
    let (mut looked, mut failed) = (Looked::default(), None);
    let setting = Setting::read(store, clock.now(), DECIDER).await?;
    if setting.is_paused {
        return Ok(looked);
    }
    for play in store.plays(DECIDER).await? {
        if play.state != PlayState::Running {
            continue;
        }
        looked.plays += 1;
        let one = one(store, &setting, &play).await;
        match one {
            Ok((found, begun)) => (looked.found, looked.begun) = (looked.found + found, looked.begun + begun),
            Err(Error::Rule(why)) => tracing::error!(play = %play.id, "a play meets nobody: {why}"),
            // Somebody stopped or changed it while it was looked at; the next look sees what it is now.
            Err(Error::Store(store::Error::Superseded(_))) => {}
            Err(why) => failed = failed.or(Some(why)),
        }
    }
    failed.map_or(Ok(looked), Err)
}

/// Looks at everybody for one play: whom its moment found, and how many ways began.
async fn one(store: &Store, setting: &Setting, play: &Play) -> Result<(u64, u64), Error> {
    let permit = check(DECIDER, Action::RunJobs)?;
    let mut room = room(store, setting, play).await?;
    let mut look = Look::narrowed(store, setting, play, DECIDER)?;
    let (mut found, mut begun) = (0, 0);
    let mut next = look.next().await?;
    while let Some(page) = next {
        found += page.found;
        let plans = plans(&page, play, setting, &mut room);
        let writing = write(store, &permit, play, &plans);
        let (written, read) = if room == 0 {
            (writing.await?, None)
        } else if play.definition.holdout.by_organisation {
            // Of an organisation whose people stand on both pages, the first draws hold for the next.
            (writing.await?, look.next().await?)
        } else {
            tokio::try_join!(writing, look.next())?
        };
        begun += written;
        next = read;
    }
    Ok((found, begun))
}

/// How many more the play may meet: today, and while there is a present for each.
async fn room(store: &Store, setting: &Setting, play: &Play) -> Result<u64, Error> {
    let left = free(store, DECIDER, setting, play).await?.map_or(u64::MAX, |left| left.max(0).unsigned_abs());
    let Some(most) = play.definition.most_a_day else { return Ok(left) };
    let from = setting.world.today.start_in(&setting.zone);
    let met = store.met_since(DECIDER, play.id, from).await?;
    Ok(left.min(u64::from(most).saturating_sub(u64::try_from(met).unwrap_or(0))))
}

/// How many of the present its first step gives are left for who has yet to begin: those who wait for one come
/// first. `None` where nobody counts, or it gives none.
pub(crate) async fn free(
    store: &Store,
    actor: Actor,
    setting: &Setting,
    play: &Play,
) -> store::Result<Option<i64>> {
    let Some(free) = crate::checks::free(&setting.shelves, &play.definition, None) else { return Ok(None) };
    Ok(Some(free - store.at_first_step(actor, play.id).await?))
}

/// What is written for a page, a commit each; all of one person in one.
fn plans(page: &Page, play: &Play, setting: &Setting, room: &mut u64) -> Vec<Plan> {
    let (mut plans, mut plan, mut people) = (Vec::new(), Plan::default(), 0);
    for theirs in page.by_person() {
        if *room == 0 {
            break;
        }
        *room -= plan.meet(theirs, play, setting, *room);
        people += 1;
        if people % COMMIT == 0 {
            plans.push(std::mem::take(&mut plan));
        }
    }
    plans.push(plan);
    plans
}

async fn write(store: &Store, permit: &Permit, play: &Play, plans: &[Plan]) -> Result<u64, Error> {
    let mut begun = 0;
    for plan in plans {
        begun += store.enrol(permit, play.id, play.version, &plan.draws, &plan.ways).await?;
    }
    Ok(begun)
}
