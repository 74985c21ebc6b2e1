//! Tiers: the rules are asked about everybody, and the store lets people join and leave.

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::{Action, check};
use domain::ids::{PersonId, TierId};
use domain::tiers::{Definition, TierRefusal};
use domain::{Actor, Clock, Currency, Instant, Permit};
use store::Store;
use store::audience::{Row, Sieve};
use store::jobs::NewJob;
use store::tiers::{Moved, Tier};

use crate::Error;
use crate::decide::Setting;
use crate::rule::vocabulary::World;
use crate::rule::{Rule, Verdict};

pub use store::tiers::RECOUNT as KIND;

/// How often everybody is looked at anew, whatever happens.
pub const EVERY_SECONDS: i64 = 86_400;
/// People read at a time, and moved in one commit.
const PAGE: u32 = 4_096;
/// People shown of each kind.
const SHOWN: usize = 20;
const COUNTER: Actor = Actor::System(KIND);

/// A tier and its rule, ready to be asked.
struct Asked {
    tier: TierId,
    rule: Arc<Rule>,
}

/// Asks for a look at everybody, now or then, where there is any tier.
///
/// # Errors
/// Where the store fails.
pub async fn ask(store: &Store, then: Option<Instant>) -> Result<(), Error> {
    let permit = check(COUNTER, Action::RunJobs)?;
    if !store.tiers(COUNTER).await?.is_empty() {
        let unique_key = Some(if then.is_some() { "again" } else { "now" });
        let job = NewJob { kind: KIND, unique_key, payload: serde_json::json!({}), run_after: then };
        store.enqueue(&permit, &job).await?;
    }
    Ok(())
}

/// Makes a tier.
///
/// # Errors
/// Where the rule can't be, asks for tiers itself or speaks of facts the writer may not know, anything
/// else it says can't be, or the store fails.
pub async fn make(store: &Store, permit: &Permit, tier: Definition) -> Result<TierId, Error> {
    hold(permit.actor(), &tier.rule)?;
    Ok(store.make_tier(permit, tier).await?)
}

/// Changes a tier, in an edit begun on `version`; the new version.
///
/// # Errors
/// As [`make`]; where it was put away, or somebody else changed it in the meantime.
pub async fn change(
    store: &Store,
    permit: &Permit,
    id: TierId,
    version: i64,
    tier: Definition,
) -> Result<i64, Error> {
    hold(permit.actor(), &tier.rule)?;
    Ok(store.change_tier(permit, id, version, tier).await?)
}

fn hold(actor: Actor, rule: &str) -> Result<Rule, Error> {
    let rule = Rule::read(rule)?;
    rule.held_to(actor)?;
    let speaks_of_tiers = rule.names().any(|name| name == "tier");
    if speaks_of_tiers {
        return Err(store::Error::from(TierRefusal::Circular).into());
    }
    Ok(rule)
}

/// Asks every tier's rule about everybody, and lets them join and leave, a page in a commit.
///
/// # Errors
/// Where the store fails; who moved before stays where they are.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>) -> Result<Moved, Error> {
    let permit = check(COUNTER, Action::RunJobs)?;
    let world = Setting::read(store, clock.now(), COUNTER).await?.world;
    let currency = store.settings(COUNTER).await?.map_or(Currency::EUR, |own| own.currency);
    let mut asked = Vec::new();
    for Tier { id, definition, .. } in store.tiers(COUNTER).await? {
        asked.push(Asked { tier: id, rule: Arc::new(Rule::read(&definition.rule)?) });
    }
    let (mut moved, mut after) = (Moved::default(), None);
    loop {
        let people = store.audience(COUNTER, &[], &Sieve::default(), world.today, after, PAGE).await?;
        let Some(last) = people.last() else { return Ok(moved) };
        after = Some(last.person);
        let people: Vec<PersonId> = people.iter().map(|row| row.person).collect();
        let fits = fits(store, &asked, people, &world).await?;
        let page = store.move_members(&permit, &fits, currency).await?;
        moved.joined += page.joined;
        moved.left += page.left;
        moved.privileges += page.privileges;
    }
}

/// The best tier whose rule holds for each.
async fn fits(
    store: &Store,
    asked: &[Asked],
    people: Vec<PersonId>,
    world: &World,
) -> Result<Vec<(PersonId, Option<TierId>)>, Error> {
    let mut fits = Vec::with_capacity(people.len());
    let mut left = people;
    for Asked { tier, rule } in asked {
        let rows = store.audience_of(COUNTER, rule.columns(), world.today, &left).await?;
        let verdicts = judged(rule, rows, *world).await?;
        left.retain(|person| {
            let holds = verdicts.get(person) == Some(&Verdict::Holds);
            if holds {
                fits.push((*person, Some(*tier)));
            }
            !holds
        });
    }
    fits.extend(left.into_iter().map(|person| (person, None)));
    Ok(fits)
}

async fn judged(rule: &Arc<Rule>, rows: Vec<Row>, world: World) -> Result<HashMap<PersonId, Verdict>, Error> {
    let rule = Arc::clone(rule);
    let judge = move || -> HashMap<PersonId, Verdict> {
        use rayon::prelude::*;
        rows.par_iter().map(|row| (row.person, rule.judge(row, &world))).collect()
    };
    tokio::task::spawn_blocking(judge).await.map_err(|_| Error::Interrupted)
}

/// Who would be in a tier today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehearsal {
    /// Everybody who was looked at.
    pub looked_at: u64,
    /// Whom the rule holds for.
    pub fits: u64,
    /// Of those, who are in it already.
    pub stay: u64,
    /// Of those, who are in a better one, and stay there.
    pub better: u64,
    /// Who would join.
    pub join: u64,
    /// Some of them.
    pub some: Vec<PersonId>,
    /// Who is in it and would leave after the grace.
    pub leave: u64,
    /// Whom a clause could not be worked out for, and why for one of them, in CEL's words.
    pub failed: (u64, Option<String>),
}

/// Looks who would be in a tier today, as it is written, and writes nothing. `own` is the tier it would
/// replace.
///
/// # Errors
/// As [`make`].
pub async fn rehearse(
    store: &Store,
    now: Instant,
    actor: Actor,
    own: Option<TierId>,
    tier: Definition,
) -> Result<Rehearsal, Error> {
    let tier = tier.checked().map_err(store::Error::from)?;
    let rule = Arc::new(hold(actor, &tier.rule)?);
    let world = Setting::read(store, now, actor).await?.world;
    let mut told = Rehearsal::default();
    let mut after = None;
    loop {
        let rows = store.audience(actor, rule.columns(), &Sieve::default(), world.today, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(told) };
        after = Some(last.person);
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let places = store.tier_places(actor, &people).await?;
        let mut verdicts = judged(&rule, rows, world).await?;
        for person in people {
            told.looked_at += 1;
            let place = places.get(&person);
            let is_own = place.is_some_and(|place| Some(place.tier) == own);
            match verdicts.remove(&person) {
                Some(Verdict::Holds) => {
                    told.fits += 1;
                    if is_own {
                        told.stay += 1;
                    } else if place.is_some_and(|place| place.rank < tier.rank) {
                        told.better += 1;
                    } else {
                        told.join += 1;
                        if told.some.len() < SHOWN {
                            told.some.push(person);
                        }
                    }
                }
                Some(Verdict::Failed(_, why)) => {
                    told.failed = (told.failed.0 + 1, told.failed.1.take().or(Some(why)));
                    told.leave += u64::from(is_own);
                }
                _ => told.leave += u64::from(is_own),
            }
        }
    }
}
