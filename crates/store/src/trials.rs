//! What followed each draw: the rows by which a play, or the whole programme, is judged.

mod members;
mod organisations;
mod outcomes;
mod pasts;
pub(crate) mod standing;
mod terms;

use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, Success};
use domain::proof::Earned;
use domain::time::DAY_MICROS;
use domain::{Actor, Currency, Instant};
use futures::StreamExt;
use futures::stream::BoxStream;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::contacts::arm;
use crate::{Result, Store, leave, sql};

pub use members::{Member, Members};
pub use organisations::Drew;
pub use pasts::{Past, Sample};
pub use standing::Standing;
pub(crate) use terms::Terms;

/// Draws read at a time.
const PAGE: usize = 4_096;

/// What is asked of the draws of a play.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whose, or [`crate::draws::PROGRAMME`].
    pub play: PlayId,
    /// The share held out, in thousandths: draws of another are no part of one trial.
    pub share_mille: u16,
    /// What counts, and for how long: of the whole programme. Who was drawn by a play is judged by what the play
    /// said then.
    pub success: Success,
    /// The instant of the look: draws whose horizon isn't over by then are still under way, later ones are none.
    pub as_of: Instant,
    /// In which money is counted.
    pub currency: Currency,
}

impl Asked {
    /// What a look that was kept asked.
    #[must_use]
    pub fn of(play: PlayId, seen: &Earned) -> Self {
        let &Earned { share_mille, success, at, currency, .. } = seen;
        Self { play, share_mille, success, as_of: at, currency }
    }
}

/// The microseconds after a draw in which what follows counts.
fn horizon(success: &Success) -> i64 {
    i64::from(success.within_days) * DAY_MICROS
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
    /// What counts of them, and for how long.
    pub success: Success,
    /// What the model expected of them then: orders, and their value in major units.
    pub expected: (Option<f64>, Option<f64>),
    /// Orders within the horizon that were not taken back wholly.
    pub orders: u32,
    /// What they came to after refunds, in minor units; orders of other currencies are left out.
    pub revenue: i64,
    /// Whether what the play is for happened.
    pub reached: bool,
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
    /// People drawn while another share was held out.
    pub other_share: u64,
    /// Orders in other currencies.
    pub foreign: u64,
}

/// A draw as kept.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    identity: Uuid,
    person: Uuid,
    arm: Arm,
    cluster: Option<Uuid>,
    at: i64,
    expected: (Option<f64>, Option<f64>),
    success: Success,
    standing: Standing,
}

impl Drawn {
    fn followed(self, outcome: &outcomes::Outcome) -> Followed {
        Followed {
            person: PersonId(self.person),
            arm: self.arm,
            cluster: self.cluster.map(PersonId),
            drawn: Instant(self.at),
            success: self.success,
            expected: self.expected,
            orders: outcome.orders,
            revenue: outcome.revenue,
            reached: outcome.reached,
        }
    }
}

/// Draws `d` of the play $1 until the instant $3, by the identities `i`, with the organisation `c` drawn as one.
const DRAWS: &str = "draws d join identities i on i.id = d.identity_id
                     left join identities c on c.id = d.cluster_id
                     where d.play_id = $1 and d.drawn_at <= $3";

/// What [`drawn`] reads of [`DRAWS`], $2 the share held out.
fn columns(terms: &Terms) -> String {
    format!(
        "d.identity_id, i.person_id, d.arm, c.person_id as organisation, d.drawn_at, d.expected_orders,
         d.expected_value, {} as term, {} as standing",
        terms.number(),
        standing::of_draw(terms)
    )
}

fn drawn(row: &QueryResult, terms: &Terms) -> Result<Drawn> {
    Ok(Drawn {
        identity: sql::at(row, 0)?,
        person: sql::at(row, 1)?,
        arm: arm(&sql::at::<String>(row, 2)?)?,
        cluster: sql::at(row, 3)?,
        at: sql::at(row, 4)?,
        expected: (sql::at(row, 5)?, sql::at(row, 6)?),
        success: terms.success(sql::at(row, 7)?),
        standing: standing::read(&sql::at::<String>(row, 8)?)?,
    })
}

/// The first three places of every statement about draws.
fn places(asked: &Asked) -> [Value; 3] {
    [asked.play.0.into(), i64::from(asked.share_mille).into(), asked.as_of.0.into()]
}

impl Store {
    /// The draws of a play by the share that was held out when they fell.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn strata(&self, actor: Actor, asked: &Asked) -> Result<Vec<Stratum>> {
        leave::to_read_customers(actor)?;
        let terms = Terms::read(self.read(), asked).await?;
        let select = format!(
            "select share_mille, count(distinct coalesce(cluster_id, identity_id)), count(*),
                 cast(sum(case when drawn_at + {} <= $2 then 1 else 0 end) as bigint), count(cluster_id)
             from draws d where play_id = $1 and drawn_at <= $2 group by share_mille order by share_mille",
            terms.horizon()
        );
        let rows = sql::results(self.read(), &select, [asked.play.0.into(), asked.as_of.0.into()]).await?;
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
        let pages = futures::stream::try_unfold(start, move |state: Option<(Uuid, Option<Terms>)>| {
            let store = store.clone();
            async move {
                let Some((after, terms)) = state else { return Ok(None) };
                leave::to_read_customers(actor)?;
                let terms = match terms {
                    Some(terms) => terms,
                    None => Terms::read(store.read(), &asked).await?,
                };
                let draws = store.draws_after(&asked, &terms, after).await?;
                let Some(last) = draws.last().map(|draw| draw.identity) else { return Ok(None) };
                let next = (draws.len() == PAGE).then_some(last);
                let page = store.page(&asked, draws).await?;
                Ok(Some((page, next.map(|last| (last, Some(terms))))))
            }
        });
        pages.boxed()
    }

    /// What people did in the horizon after an instant each, nobody doing anything for them: orders, what they came to
    /// in minor units, and whether what the play is for happened. Those who did nothing are left out.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn lately(
        &self,
        actor: Actor,
        asked: &Asked,
        people: &[(PersonId, Instant)],
    ) -> Result<Vec<(u32, i64, bool)>> {
        leave::to_read_customers(actor)?;
        let as_drawn = |(person, at): &(PersonId, Instant)| Drawn {
            identity: person.0,
            person: person.0,
            arm: Arm::Held,
            cluster: None,
            at: at.0,
            expected: (None, None),
            success: asked.success,
            standing: Standing::Counted,
        };
        let draws: Vec<Drawn> = people.iter().map(as_drawn).collect();
        let found = outcomes::read(self.read(), asked.currency, &draws).await?;
        Ok(found.into_values().map(|one| (one.orders, one.revenue, one.reached)).collect())
    }

    async fn draws_after(&self, asked: &Asked, terms: &Terms, after: Uuid) -> Result<Vec<Drawn>> {
        let select = format!(
            "select {} from {DRAWS} and d.identity_id > $4 order by d.identity_id limit {PAGE}",
            columns(terms)
        );
        let values = places(asked).into_iter().chain([after.into()]);
        let rows = sql::results(self.read(), &select, values).await?;
        rows.iter().map(|row| drawn(row, terms)).collect()
    }

    async fn page(&self, asked: &Asked, draws: Vec<Drawn>) -> Result<Page> {
        let mut page = Page::default();
        let mut counted = Vec::with_capacity(draws.len());
        for draw in draws {
            match draw.standing {
                Standing::Counted => counted.push(draw),
                Standing::UnderWay => page.under_way += 1,
                Standing::Conflicting => page.conflicting += 1,
                Standing::Merged => page.merged += 1,
                Standing::OtherShare => page.other_share += 1,
            }
        }
        let mut outcomes = outcomes::read(self.read(), asked.currency, &counted).await?;
        page.rows.reserve(counted.len());
        for draw in counted {
            let outcome = outcomes.remove(&draw.person).unwrap_or_default();
            page.foreign += outcome.foreign;
            page.rows.push(draw.followed(&outcome));
        }
        Ok(page)
    }
}
