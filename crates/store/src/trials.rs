//! What followed each draw: the rows by which a play, or the whole programme, is judged.

mod outcomes;

use std::collections::{HashMap, HashSet};

use domain::ids::{IdentityId, PersonId, PlayId};
use domain::plays::{Arm, Goal};
use domain::{Actor, Currency, Instant};
use futures::StreamExt;
use futures::stream::BoxStream;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::contacts::arm;
use crate::{Result, Store, bulk, leave, sql};

/// Draws read at a time.
const PAGE: usize = 4_096;

/// What is asked of the draws of a play.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whose, or [`crate::draws::PROGRAMME`].
    pub play: PlayId,
    /// The share held out, in thousandths: draws of another are no part of one trial.
    pub share_mille: u16,
    /// What counts as success.
    pub goal: Goal,
    /// Seconds from the draw in which what follows counts.
    pub horizon_seconds: i64,
    /// Now: draws whose horizon isn't over are still under way.
    pub as_of: Instant,
    /// In which money is counted.
    pub currency: Currency,
}

impl Asked {
    /// Draws until this instant have had their horizon.
    #[must_use]
    pub fn until(&self) -> Instant {
        self.as_of.plus_seconds(-self.horizon_seconds)
    }
}

/// Draws that fell with one share held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The share, in thousandths.
    pub share_mille: u16,
    /// Units drawn: organisations where they were drawn as one, people otherwise.
    pub units: u64,
    /// People drawn.
    pub people: u64,
    /// People whose horizon is over.
    pub over: u64,
    /// Whether organisations were drawn as one.
    pub by_organisation: bool,
}

/// Somebody drawn whose horizon is over, and what followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Who.
    pub person: PersonId,
    /// Their arm.
    pub arm: Arm,
    /// The organisation drawn as one.
    pub cluster: Option<PersonId>,
    /// When.
    pub drawn: Instant,
    /// What the model expected of them then: orders, and their value in major units.
    pub expected: (Option<f64>, Option<f64>),
    /// Orders within the horizon that were not taken back wholly.
    pub orders: u32,
    /// What they came to after refunds, in minor units; orders of other currencies are left out.
    pub revenue: i64,
    /// Whether what the play is for happened.
    pub success: bool,
}

/// Draws one page long, and those left out of it, each counted once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Who counts.
    pub rows: Vec<Followed>,
    /// People whose horizon is not over.
    pub under_way: u64,
    /// People in both arms since they, or the organisations they were drawn with, were merged.
    pub conflicting: u64,
    /// Draws beyond the first of people merged since.
    pub merged: u64,
    /// Orders in other currencies.
    pub foreign: u64,
}

/// A draw as kept.
struct Drawn {
    identity: Uuid,
    person: Uuid,
    arm: Arm,
    cluster: Option<Uuid>,
    at: i64,
    expected: (Option<f64>, Option<f64>),
}

fn drawn(row: &QueryResult) -> Result<Drawn> {
    Ok(Drawn {
        identity: sql::at(row, 0)?,
        person: sql::at(row, 1)?,
        arm: arm(&sql::at::<String>(row, 2)?)?,
        cluster: sql::at(row, 3)?,
        at: sql::at(row, 4)?,
        expected: (sql::at(row, 5)?, sql::at(row, 6)?),
    })
}

impl Store {
    /// The draws of a play by the share that was held out when they fell.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn strata(&self, actor: Actor, play: PlayId, until: Instant) -> Result<Vec<Stratum>> {
        leave::to_read_customers(actor)?;
        let select = "select share_mille, count(distinct coalesce(cluster_id, identity_id)), count(*),
                          cast(sum(case when drawn_at <= $2 then 1 else 0 end) as bigint), count(cluster_id)
                      from draws where play_id = $1 group by share_mille order by share_mille";
        let rows = sql::results(self.read(), select, [play.0.into(), until.0.into()]).await?;
        let count = |row: &QueryResult, at| -> Result<u64> { Ok(sql::at::<i64>(row, at)?.unsigned_abs()) };
        rows.iter()
            .map(|row| {
                Ok(Stratum {
                    share_mille: u16::try_from(sql::at::<i64>(row, 0)?).unwrap_or(u16::MAX),
                    units: count(row, 1)?,
                    people: count(row, 2)?,
                    over: count(row, 3)?,
                    by_organisation: count(row, 4)? > 0,
                })
            })
            .collect()
    }

    /// What followed every draw of a play, in pages of bounded size. What is written while the stream
    /// runs may or may not be in it.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub fn followed(&self, actor: Actor, asked: Asked) -> BoxStream<'static, Result<Page>> {
        let store = self.clone();
        let start = Some((Uuid::nil(), None));
        let pages = futures::stream::try_unfold(start, move |state: Option<(Uuid, Option<Torn>)>| {
            let store = store.clone();
            async move {
                let Some((after, torn)) = state else { return Ok(None) };
                leave::to_read_customers(actor)?;
                let torn = match torn {
                    Some(torn) => torn,
                    None => store.torn(asked.play).await?,
                };
                let draws = store.draws_after(&asked, after).await?;
                let Some(last) = draws.last().map(|draw| draw.identity) else { return Ok(None) };
                let next = (draws.len() == PAGE).then_some(last);
                let page = store.page(&asked, &torn, draws).await?;
                Ok(Some((page, next.map(|last| (last, Some(torn))))))
            }
        });
        pages.boxed()
    }

    /// What these people did in the horizon that ends now, nobody doing anything for them: orders, what they came
    /// to in minor units, and whether what the play is for happened. Those who did nothing are left out.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn lately(
        &self,
        actor: Actor,
        asked: &Asked,
        people: &[PersonId],
    ) -> Result<Vec<(u32, i64, bool)>> {
        leave::to_read_customers(actor)?;
        let as_drawn = |person: &PersonId| Drawn {
            identity: person.0,
            person: person.0,
            arm: Arm::Held,
            cluster: None,
            at: asked.until().0,
            expected: (None, None),
        };
        let draws: Vec<Drawn> = people.iter().map(as_drawn).collect();
        let found = outcomes::read(self.read(), asked, &draws).await?;
        Ok(found.into_values().map(|one| (one.orders, one.revenue, one.success)).collect())
    }

    async fn draws_after(&self, asked: &Asked, after: Uuid) -> Result<Vec<Drawn>> {
        let select = "select d.identity_id, i.person_id, d.arm, c.person_id, d.drawn_at, d.expected_orders,
                          d.expected_value
                      from draws d join identities i on i.id = d.identity_id
                      left join identities c on c.id = d.cluster_id
                      where d.play_id = $1 and d.identity_id > $2 and d.share_mille = $3
                      order by d.identity_id limit $4";
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let values: [Value; 4] =
            [asked.play.0.into(), after.into(), i64::from(asked.share_mille).into(), limit.into()];
        sql::results(self.read(), select, values).await?.iter().map(drawn).collect()
    }

    /// Organisations whose people are in both arms.
    async fn torn(&self, play: PlayId) -> Result<Torn> {
        let select = "select c.person_id from draws d join identities c on c.id = d.cluster_id
                      where d.play_id = $1 group by c.person_id having min(d.arm) <> max(d.arm)";
        Ok(sql::column(self.read(), select, [play.0.into()]).await?.into_iter().collect())
    }

    async fn page(&self, asked: &Asked, torn: &Torn, draws: Vec<Drawn>) -> Result<Page> {
        let mut page = Page::default();
        let people: Vec<Uuid> = draws.iter().map(|draw| draw.person).collect();
        let all = self.draws_of_all(asked, &people).await?;
        let mut counted = Vec::with_capacity(draws.len());
        for draw in draws {
            let theirs = all.get(&draw.person).map_or(&[][..], Vec::as_slice);
            let is_first = theirs.first().is_none_or(|(_, identity, _)| *identity == draw.identity);
            let is_torn = draw.cluster.is_some_and(|cluster| torn.contains(&cluster));
            if !is_first {
                page.merged += 1;
            } else if is_torn || theirs.iter().any(|(.., arm)| *arm != draw.arm) {
                page.conflicting += 1;
            } else if draw.at > asked.until().0 {
                page.under_way += 1;
            } else {
                counted.push(draw);
            }
        }
        let mut outcomes = outcomes::read(self.read(), asked, &counted).await?;
        page.rows.reserve(counted.len());
        for draw in counted {
            let outcome = outcomes.remove(&draw.person).unwrap_or_default();
            page.foreign += outcome.foreign;
            page.rows.push(Followed {
                person: PersonId(draw.person),
                arm: draw.arm,
                cluster: draw.cluster.map(PersonId),
                drawn: Instant(draw.at),
                expected: draw.expected,
                orders: outcome.orders,
                revenue: outcome.revenue,
                success: outcome.success,
            });
        }
        Ok(page)
    }

    /// The draws people have in the play by whichever identity, the first first.
    async fn draws_of_all(
        &self,
        asked: &Asked,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<(i64, Uuid, Arm)>>> {
        let select = "select i.person_id, d.play_id, d.drawn_at, d.identity_id, d.arm from identities i
                      join draws d on d.identity_id = i.id where i.person_id in (values ";
        let unique: HashSet<Uuid> = people.iter().copied().collect();
        let ids = unique.into_iter().map(Value::from).collect();
        let mut all: HashMap<Uuid, Vec<(i64, Uuid, Arm)>> = HashMap::with_capacity(people.len());
        for row in bulk::ask(self.read(), select, 1, ")", ids).await? {
            if sql::at::<Uuid>(&row, 1)? == asked.play.0 {
                let found = (sql::at(&row, 2)?, sql::at(&row, 3)?, arm(&sql::at::<String>(&row, 4)?)?);
                all.entry(sql::at(&row, 0)?).or_default().push(found);
            }
        }
        all.values_mut().for_each(|theirs| theirs.sort_unstable_by_key(|(at, identity, _)| (*at, *identity)));
        Ok(all)
    }

    /// The people of an arm, in the order of their identities, those after `after`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn arm(
        &self,
        actor: Actor,
        play: PlayId,
        of: Arm,
        after: Option<IdentityId>,
        limit: u32,
    ) -> Result<Vec<(IdentityId, PersonId, Instant)>> {
        leave::to_read_customers(actor)?;
        let select = "select d.identity_id, i.person_id, d.drawn_at from draws d
                      join identities i on i.id = d.identity_id
                      where d.play_id = $1 and d.arm = $2 and d.identity_id > $3
                      order by d.identity_id limit $4";
        let after = after.map_or(Uuid::nil(), |identity| identity.0);
        let values: [Value; 4] = [play.0.into(), of.name().into(), after.into(), i64::from(limit).into()];
        sql::results(self.read(), select, values)
            .await?
            .iter()
            .map(|row| {
                Ok((IdentityId(sql::at(row, 0)?), PersonId(sql::at(row, 1)?), Instant(sql::at(row, 2)?)))
            })
            .collect()
    }
}

type Torn = HashSet<Uuid>;
