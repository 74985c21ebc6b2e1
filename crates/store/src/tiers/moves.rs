//! Who joins and leaves: decided by the rules outside, done here for many people in one commit.

use std::collections::{HashMap, HashSet};

use domain::access::Action;
use domain::ids::{PersonId, TierId};
use domain::plays::GestureKind;
use domain::tiers::{Place, Turn, turn};
use domain::{Actor, Currency, Permit};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::{Tier, in_use, small};
use crate::gestures::{self, Decided};
use crate::{Result, Store, bulk, leave, sql};

/// What became of some people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Moved {
    /// People who joined a tier, those included who fell into a lower one.
    pub joined: u64,
    /// People who left a tier, for a lower one or for none.
    pub left: u64,
    /// Privileges somebody is now to give.
    pub privileges: u64,
}

/// A time somebody is in a tier that did not end.
struct Open {
    tier: Uuid,
    identity: Uuid,
    place: Place,
}

/// The open memberships of these people, the best first.
async fn open(on: &impl ConnectionTrait, people: Vec<Value>) -> Result<HashMap<Uuid, Vec<Open>>> {
    let select = "select i.person_id, m.tier_id, m.identity_id, t.rank, t.grace_days, m.failing_since
         from identities i join memberships m on m.identity_id = i.id and m.until is null
         join tiers t on t.id = m.tier_id where i.person_id in (values ";
    let mut found: HashMap<Uuid, Vec<Open>> = HashMap::new();
    for row in bulk::ask(on, select, 1, ")", people).await? {
        let tier: Uuid = sql::at(&row, 1)?;
        let failing_since: Option<i64> = sql::at(&row, 5)?;
        let place = Place {
            tier: TierId(tier),
            rank: small(sql::at(&row, 3)?)?,
            grace_days: small(sql::at(&row, 4)?)?,
            failing_since: failing_since.map(domain::Instant),
        };
        let theirs = found.entry(sql::at(&row, 0)?).or_default();
        theirs.push(Open { tier, identity: sql::at(&row, 2)?, place });
    }
    for theirs in found.values_mut() {
        theirs.sort_by_key(|open| open.place.rank);
    }
    Ok(found)
}

/// What some people were given of a tier, or are to be given: nobody is promised the same twice.
async fn promised(on: &impl ConnectionTrait, people: Vec<Value>) -> Result<HashSet<(Uuid, Uuid, String)>> {
    let select = "select i.person_id, g.tier_id, g.words from identities i cross join gestures g
         where g.identity_id = i.id and g.tier_id is not null and g.state <> 'cancelled' and i.person_id in (values ";
    let found = bulk::ask(on, select, 1, ")", people).await?;
    found.iter().map(|row| Ok((sql::at(row, 0)?, sql::at(row, 1)?, sql::at(row, 2)?))).collect()
}

/// All that is written for some people.
#[derive(Default)]
struct Plan {
    /// Tier and identity of memberships whose rule stopped holding, holds again, or that end.
    doubted: Vec<Value>,
    recovered: Vec<Value>,
    ended: Vec<Value>,
    /// Whose open privileges of which tier are called off.
    called_off: Vec<Value>,
    /// Who joins what.
    joins: Vec<(Uuid, TierId)>,
}

impl Plan {
    fn take(&mut self, person: Uuid, theirs: &[Open], turn: Turn) {
        let keys = || theirs.iter().flat_map(|open| [open.tier.into(), open.identity.into()]);
        match turn {
            Turn::Stay => {}
            Turn::Doubt => self.doubted.extend(keys().collect::<Vec<Value>>()),
            Turn::Recover => self.recovered.extend(keys().collect::<Vec<Value>>()),
            Turn::Join(tier) => {
                self.ended.extend(keys().collect::<Vec<Value>>());
                self.joins.push((person, tier));
            }
            Turn::Leave(lower) => {
                self.ended.extend(keys().collect::<Vec<Value>>());
                self.called_off.extend(keys().collect::<Vec<Value>>());
                self.joins.extend(lower.map(|tier| (person, tier)));
            }
        }
    }
}

impl Store {
    /// The best tier each of these people is in; of who is in none, nothing.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn tier_places(&self, actor: Actor, people: &[PersonId]) -> Result<HashMap<PersonId, Place>> {
        leave::to_read_customers(actor)?;
        let ids = people.iter().map(|person| person.0.into()).collect();
        let open = open(self.read(), ids).await?;
        let best = |(person, theirs): (Uuid, Vec<Open>)| Some((PersonId(person), theirs.first()?.place));
        Ok(open.into_iter().filter_map(best).collect())
    }

    /// Lets people join and leave as the rules say: with each the best tier that fits them, if any. What
    /// is promised to those who join becomes tasks, in the same commit.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails; nobody moves then.
    pub async fn move_members(
        &self,
        permit: &Permit,
        fits: &[(PersonId, Option<TierId>)],
        currency: Currency,
    ) -> Result<Moved> {
        leave::to_write(permit, Action::RunJobs)?;
        let (on, now) = (self.begin().await?, self.now());
        let tiers = in_use(&on).await?;
        let people = || fits.iter().map(|(person, _)| person.0.into()).collect::<Vec<Value>>();
        let open = open(&on, people()).await?;
        let (mut plan, mut moved) = (Plan::default(), Moved::default());
        for (person, fit) in fits {
            let theirs = open.get(&person.0).map_or(&[][..], Vec::as_slice);
            // A tier put away since the rules were asked is nobody's any more.
            let fit = fit.and_then(|fit| tiers.iter().find(|tier| tier.id == fit));
            let fit = fit.map(|tier| (tier.id, tier.definition.rank));
            let turn = turn(theirs.first().map(|open| &open.place), fit, now);
            moved.left += u64::from(matches!(turn, Turn::Leave(_)));
            plan.take(person.0, theirs, turn);
        }
        let set = |what: &str| {
            format!(
                "update memberships set {what} where until is null and (tier_id, identity_id) in (values "
            )
        };
        bulk::run(&on, &set(&format!("failing_since = {}", now.0)), 2, ")", plan.doubted).await?;
        bulk::run(&on, &set("failing_since = null"), 2, ")", plan.recovered).await?;
        bulk::run(&on, &set(&format!("until = {}", now.0)), 2, ")", plan.ended).await?;
        let off = format!(
            "update gestures set state = 'cancelled', reason = 'rule', ended_at = {}, closed_by = '{}',
                 version = version + 1 where state = 'open' and (tier_id, identity_id) in (values ",
            now.0,
            leave::name_of(permit.actor()),
        );
        bulk::run(&on, &off, 2, ")", plan.called_off).await?;
        (moved.joined, moved.privileges) = self.join(&on, permit, &tiers, &plan.joins, currency).await?;
        on.commit().await?;
        Ok(moved)
    }

    /// Writes down who joins, and what they are promised; how many joined, and how many promises.
    async fn join(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        tiers: &[Tier],
        joins: &[(Uuid, TierId)],
        currency: Currency,
    ) -> Result<(u64, u64)> {
        let now = self.now();
        let people = || joins.iter().map(|&(person, _)| person.into()).collect::<Vec<Value>>();
        let anchors = crate::people::anchors(on, people()).await?;
        let promised = promised(on, people()).await?;
        let (mut rows, mut tasks, mut joined) = (Vec::new(), Vec::new(), 0);
        for &(person, id) in joins {
            // Gone or merged away since the rules were asked.
            let Some(&identity) = anchors.get(&person) else { continue };
            let Some(tier) = tiers.iter().find(|tier| tier.id == id) else { continue };
            joined += 1;
            rows.extend::<[Value; 3]>([id.0.into(), identity.into(), now.0.into()]);
            for privilege in &tier.definition.privileges {
                if promised.contains(&(person, id.0, privilege.words.clone())) {
                    continue;
                }
                tasks.push(Decided {
                    id: self.inner.ids.next(),
                    identity,
                    play: None,
                    kind: GestureKind::Privilege,
                    owed: true,
                    due: now.plus_seconds(i64::from(privilege.within_days) * 86_400),
                    owner: None,
                    for_role: None,
                    words: privilege.words.clone(),
                    letter: None,
                    certificate: None,
                    tier: Some(id),
                    present: None,
                    cost: 0,
                    currency,
                });
            }
        }
        let insert = "insert into memberships (tier_id, identity_id, since) values ";
        let again = " on conflict (tier_id, identity_id, since) do update set until = null";
        bulk::run(on, insert, 3, again, rows).await?;
        gestures::write(on, self, permit.actor(), &tasks).await?;
        Ok((joined, tasks.len() as u64))
    }
}
