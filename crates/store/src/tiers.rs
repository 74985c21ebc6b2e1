//! Tiers: what each says of itself, who is in it, and whether what they were promised was given.

mod moves;

use std::collections::BTreeMap;

use domain::access::Action;
use domain::ids::{PersonId, TierId};
use domain::tiers::{Definition, TIERS_MAX, TierRefusal};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use uuid::Uuid;

use crate::jobs::NewJob;
use crate::{Error, Result, Store, audit, leave, sql};

pub use moves::Moved;

/// The job that asks who is in which tier.
pub const RECOUNT: &str = "act.tiers";

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Which.
    pub id: TierId,
    /// What it says of itself.
    pub definition: Definition,
    /// Whether and when it was put away.
    pub put_away: Option<Instant>,
    /// Rises with every change.
    pub version: i64,
}

/// How a tier stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierCounts {
    /// People in it.
    pub members: u64,
    /// Of those, whom the rule does not hold for any more: they leave when the grace is over.
    pub failing: u64,
    /// Privileges that were given.
    pub given: u64,
    /// Privileges somebody is still to give.
    pub open: u64,
    /// Privileges that could not be given.
    pub could_not: u64,
}

/// Somebody in a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their name; empty where no source said it.
    pub name: String,
    /// Since when.
    pub since: Instant,
    /// Since when the rule does not hold for them.
    pub failing_since: Option<Instant>,
    /// Privileges of this tier they were given.
    pub given: u64,
    /// Privileges of this tier somebody is still to give them.
    pub open: u64,
}

/// A time somebody was in a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Which tier.
    pub tier: TierId,
    /// What it is called.
    pub name: String,
    /// Its place, 1 the best.
    pub rank: u32,
    /// From when.
    pub since: Instant,
    /// Since when the rule does not hold for them.
    pub failing_since: Option<Instant>,
    /// Until when; `None` while they are in it.
    pub until: Option<Instant>,
}

const COLUMNS: &str = "id, name, rank, rule, grace_days, privileges, put_away_at, version";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    rank: i64,
    rule: String,
    grace_days: i64,
    privileges: String,
    put_away_at: Option<i64>,
    version: i64,
}

fn small(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::unreadable(format!("the tier number {number}")))
}

impl TryFrom<Row> for Tier {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let definition = Definition {
            name: row.name,
            rank: small(row.rank)?,
            rule: row.rule,
            grace_days: small(row.grace_days)?,
            privileges: serde_json::from_str(&row.privileges)?,
        };
        let put_away = row.put_away_at.map(Instant);
        Ok(Self { id: TierId(row.id), definition, put_away, version: row.version })
    }
}

/// The tiers in use, the best first.
pub(crate) async fn in_use(on: &impl ConnectionTrait) -> Result<Vec<Tier>> {
    let select = format!("select {COLUMNS} from tiers where put_away_at is null order by rank, id");
    sql::rows::<Row>(on, &select, []).await?.into_iter().map(Tier::try_from).collect()
}

async fn read(on: &impl ConnectionTrait, id: TierId) -> Result<Option<Tier>> {
    let select = format!("select {COLUMNS} from tiers where id = $1");
    sql::row::<Row>(on, &select, [id.0.into()]).await?.map(Tier::try_from).transpose()
}

/// The tier an edit was begun on, if it still stands so.
async fn held(on: &impl ConnectionTrait, id: TierId, version: i64) -> Result<()> {
    let tier = read(on, id).await?.ok_or(Error::Missing("There is no such tier."))?;
    if tier.put_away.is_some() {
        return Err(TierRefusal::PutAway.into());
    }
    if tier.version == version {
        return Ok(());
    }
    Err(Error::Superseded(
        "Somebody else changed this tier in the meantime; look again and repeat your change.",
    ))
}

/// That a name and a place are nobody else's, and that there is room for a new one.
async fn free(on: &impl ConnectionTrait, own: Option<TierId>, tier: &Definition) -> Result<()> {
    let mut others = in_use(on).await?;
    others.retain(|other| Some(other.id) != own);
    if own.is_none() && others.len() >= TIERS_MAX {
        return Err(TierRefusal::TooMany.into());
    }
    if others.iter().any(|other| other.definition.name == tier.name) {
        return Err(TierRefusal::NameTaken.into());
    }
    if others.iter().any(|other| other.definition.rank == tier.rank) {
        return Err(TierRefusal::RankTaken.into());
    }
    Ok(())
}

impl Store {
    /// The tiers in use, the best first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn tiers(&self, actor: Actor) -> Result<Vec<Tier>> {
        leave::to_read_customers(actor)?;
        in_use(self.read()).await
    }

    /// One tier, also one put away.
    ///
    /// # Errors
    /// As [`Store::tiers`].
    pub async fn tier(&self, actor: Actor, id: TierId) -> Result<Option<Tier>> {
        leave::to_read_customers(actor)?;
        read(self.read(), id).await
    }

    /// How every tier stands that has or had anybody in it.
    ///
    /// # Errors
    /// As [`Store::tiers`].
    pub async fn tier_counts(&self, actor: Actor) -> Result<BTreeMap<TierId, TierCounts>> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let mut counts: BTreeMap<TierId, TierCounts> = BTreeMap::new();
        let members = "select m.tier_id, count(distinct i.person_id),
                   count(distinct case when m.failing_since is not null then i.person_id end)
             from memberships m join identities i on i.id = m.identity_id
             where m.until is null group by m.tier_id";
        for row in sql::results(on, members, []).await? {
            let tier = counts.entry(TierId(sql::at(&row, 0)?)).or_default();
            tier.members = sql::at::<i64>(&row, 1)?.unsigned_abs();
            tier.failing = sql::at::<i64>(&row, 2)?.unsigned_abs();
        }
        let privileges =
            "select tier_id, state, count(*) from gestures where tier_id is not null group by tier_id, state";
        for row in sql::results(on, privileges, []).await? {
            let tier = counts.entry(TierId(sql::at(&row, 0)?)).or_default();
            let count = sql::at::<i64>(&row, 2)?.unsigned_abs();
            match sql::at::<String>(&row, 1)?.as_str() {
                "done" => tier.given = count,
                "open" => tier.open = count,
                "could_not" => tier.could_not = count,
                _ => {}
            }
        }
        Ok(counts)
    }

    /// Who is in a tier, those after one, in the order of their ids.
    ///
    /// # Errors
    /// As [`Store::tiers`].
    pub async fn tier_members(
        &self,
        actor: Actor,
        tier: TierId,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Vec<Member>> {
        leave::to_read_customers(actor)?;
        let given = |state: &str| {
            format!(
                "(select count(*) from gestures g join identities o on o.id = g.identity_id
                  where o.person_id = p.id and g.tier_id = $1 and g.state = '{state}')"
            )
        };
        let select = format!(
            "select p.id, p.name, min(m.since), min(m.failing_since), {}, {}
             from memberships m join identities i on i.id = m.identity_id join people p on p.id = i.person_id
             where m.tier_id = $1 and m.until is null and p.id > $2
             group by p.id, p.name order by p.id limit $3",
            given("done"),
            given("open"),
        );
        let after = after.map_or(Uuid::nil(), |after| after.0);
        let values = [tier.0.into(), after.into(), i64::from(limit).into()];
        let member = |row: &sea_orm::QueryResult| {
            Ok(Member {
                person: PersonId(sql::at(row, 0)?),
                name: sql::at(row, 1)?,
                since: Instant(sql::at(row, 2)?),
                failing_since: sql::at::<Option<i64>>(row, 3)?.map(Instant),
                given: sql::at::<i64>(row, 4)?.unsigned_abs(),
                open: sql::at::<i64>(row, 5)?.unsigned_abs(),
            })
        };
        sql::results(self.read(), &select, values).await?.iter().map(member).collect()
    }

    /// The tiers somebody is and was in: the one they are in first, then the latest.
    ///
    /// # Errors
    /// As [`Store::tiers`].
    pub async fn memberships(&self, actor: Actor, person: PersonId) -> Result<Vec<Membership>> {
        leave::to_read_customers(actor)?;
        let select = "select m.tier_id, t.name, t.rank, m.since, m.failing_since, m.until
             from identities i join memberships m on m.identity_id = i.id join tiers t on t.id = m.tier_id
             where i.person_id = $1
             order by case when m.until is null then 0 else 1 end,
                      case when m.until is null then t.rank else 0 end, m.since desc, m.tier_id limit 100";
        let membership = |row: &sea_orm::QueryResult| {
            let instant =
                |at| -> Result<Option<Instant>> { Ok(sql::at::<Option<i64>>(row, at)?.map(Instant)) };
            Ok(Membership {
                tier: TierId(sql::at(row, 0)?),
                name: sql::at(row, 1)?,
                rank: small(sql::at(row, 2)?)?,
                since: Instant(sql::at(row, 3)?),
                failing_since: instant(4)?,
                until: instant(5)?,
            })
        };
        sql::results(self.read(), select, [person.0.into()]).await?.iter().map(membership).collect()
    }

    /// Makes a tier; who is in it is asked at once. The rule is held to its language by `act::tiers`
    /// before.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, something it says can't be or is another's, or the
    /// database fails.
    pub async fn make_tier(&self, permit: &Permit, tier: Definition) -> Result<TierId> {
        leave::to_write(permit, Action::ManagePlays)?;
        let tier = tier.checked()?;
        let id = TierId(self.inner.ids.next());
        let on = self.begin().await?;
        free(&on, None, &tier).await?;
        sql::run(
            &on,
            "insert into tiers (id, name, rank, rule, grace_days, privileges, version)
             values ($1, $2, $3, $4, $5, $6, 1)",
            [
                id.0.into(),
                tier.name.as_str().into(),
                i64::from(tier.rank).into(),
                tier.rule.as_str().into(),
                i64::from(tier.grace_days).into(),
                serde_json::to_string(&tier.privileges)?.into(),
            ],
        )
        .await?;
        self.recount(&on).await?;
        audit::write(&on, self, permit.actor(), "tier.made", "tier", Some(id.0), &tier.name).await?;
        on.commit().await?;
        Ok(id)
    }

    /// Changes a tier, in an edit begun on `version`; the new version. Who is in it is asked at once;
    /// those the new rule leaves out have the grace.
    ///
    /// # Errors
    /// As [`Store::make_tier`]; where it was put away, somebody else changed it in the meantime, or
    /// there is none.
    pub async fn change_tier(
        &self,
        permit: &Permit,
        id: TierId,
        version: i64,
        tier: Definition,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let tier = tier.checked()?;
        let on = self.begin().await?;
        held(&on, id, version).await?;
        free(&on, Some(id), &tier).await?;
        sql::run(
            &on,
            "update tiers set name = $2, rank = $3, rule = $4, grace_days = $5, privileges = $6, version = $7
             where id = $1",
            [
                id.0.into(),
                tier.name.as_str().into(),
                i64::from(tier.rank).into(),
                tier.rule.as_str().into(),
                i64::from(tier.grace_days).into(),
                serde_json::to_string(&tier.privileges)?.into(),
                (version + 1).into(),
            ],
        )
        .await?;
        self.recount(&on).await?;
        audit::write(&on, self, permit.actor(), "tier.changed", "tier", Some(id.0), &tier.name).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Puts a tier away, as it stood at `version`: everybody leaves it now, and what was not yet given
    /// to them is called off.
    ///
    /// # Errors
    /// As [`Store::change_tier`].
    pub async fn put_tier_away(&self, permit: &Permit, id: TierId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let on = self.begin().await?;
        held(&on, id, version).await?;
        let now = self.now().0;
        let away = "update tiers set put_away_at = $2, version = version + 1 where id = $1";
        sql::run(&on, away, [id.0.into(), now.into()]).await?;
        let gone = "update memberships set until = $2 where tier_id = $1 and until is null";
        sql::run(&on, gone, [id.0.into(), now.into()]).await?;
        let off = "update gestures set state = 'cancelled', reason = 'rule', ended_at = $2, closed_by = $3,
                       version = version + 1 where tier_id = $1 and state = 'open'";
        sql::run(&on, off, [id.0.into(), now.into(), leave::name_of(permit.actor()).into()]).await?;
        self.recount(&on).await?;
        audit::write(&on, self, permit.actor(), "tier.put_away", "tier", Some(id.0), "").await?;
        Ok(on.commit().await?)
    }

    /// Asks for a look at who is in which tier, behind the one that may run.
    async fn recount(&self, on: &impl ConnectionTrait) -> Result<()> {
        let job = NewJob { kind: RECOUNT, unique_key: Some("now"), payload: json!({}), run_after: None };
        self.enqueue_in(on, &job).await.map(drop)
    }
}
