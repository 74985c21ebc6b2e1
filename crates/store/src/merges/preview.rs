//! What a merge would do, before anybody does it.

use std::collections::BTreeSet;

use domain::Actor;
use domain::ids::PersonId;
use domain::merging::{Field, MergeRefusal};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Pair, Party, distinct, fields, needless, pair};
use crate::people::Identity;
use crate::{Error, Result, Store, leave, sql};

/// One of the two.
#[derive(Clone, Debug)]
pub struct Side {
    /// Who.
    pub id: PersonId,
    /// Person, organisation or visitor.
    pub kind: String,
    /// Their name, or how they are known.
    pub name: String,
    /// Every way they are known.
    pub identities: Vec<Identity>,
    /// How many orders and refunds they have.
    pub orders: i64,
    /// How many facts are remembered that anybody who reads customers may see.
    pub facts: i64,
    /// Promises and wishes.
    pub promises: i64,
    /// Everything on their timeline.
    pub entries: i64,
}

/// A field both sides fill differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub field: Field,
    /// What the survivor says.
    pub survivor: String,
    /// What the absorbed one says.
    pub absorbed: String,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who stays.
    pub survivor: Side,
    /// Who goes.
    pub absorbed: Side,
    /// Fields that both fill, and differently: the survivor's stays where nothing is chosen.
    pub choices: Vec<Choice>,
    /// What the survivor gets where it has nothing.
    pub filled: Vec<(Field, String)>,
    /// Relations that would say what another says, or lead from one to itself.
    pub relations: usize,
    /// Why they can't be one, where somebody said so.
    pub refusal: Option<MergeRefusal>,
}

#[derive(FromQueryResult)]
struct Counts {
    orders: i64,
    facts: i64,
    promises: i64,
    entries: i64,
}

impl Store {
    /// Shows what [`Store::merge`] would do, and changes nothing.
    ///
    /// # Errors
    /// [`Error::Merge`] where there are no two to be merged; where the actor may not read customers,
    /// or the database fails.
    pub async fn preview_merge(
        &self,
        actor: Actor,
        survivor: PersonId,
        absorbed: PersonId,
    ) -> Result<Preview> {
        leave::to_read_customers(actor)?;
        // Read with the pen in hand, so that both sides are of one moment; given up unwritten.
        let on = self.begin().await?;
        let pair: Pair = pair(&on, survivor, absorbed).await?;
        let ours = fields::read(&on, PersonId(pair.survivor.id)).await?;
        let theirs = fields::read(&on, PersonId(pair.absorbed.id)).await?;
        let merged = fields::merged(&ours, &theirs, &BTreeSet::new());
        let mut choices = Vec::new();
        let mut filled = Vec::new();
        for field in Field::ALL {
            let (our, their) = (fields::value(&ours, field), fields::value(&theirs, field));
            if !our.is_empty() && !their.is_empty() && our != their {
                choices.push(Choice { field, survivor: our.to_owned(), absorbed: their.to_owned() });
            } else if our.is_empty() && !their.is_empty() {
                filled.push((field, fields::value(&merged, field).to_owned()));
            }
        }
        let preview = Preview {
            survivor: side(&on, &pair.survivor).await?,
            absorbed: side(&on, &pair.absorbed).await?,
            choices,
            filled,
            relations: needless(&on, &pair).await?.len(),
            refusal: distinct(&on, pair.survivor.id, pair.absorbed.id).await?,
        };
        Ok(preview)
    }
}

async fn side(on: &impl ConnectionTrait, party: &Party) -> Result<Side> {
    let id = PersonId(party.id);
    let counts: Option<Counts> = sql::row(
        on,
        "with own as (select id from identities where person_id = $1)
         select (select count(*) from timeline where identity_id in (select id from own)
                     and kind in ('purchase', 'refund')) as orders,
                (select count(*) from facts where level = 0
                     and identity_id in (select id from own)) as facts,
                (select count(*) from promises where identity_id in (select id from own)) as promises,
                (select count(*) from timeline where identity_id in (select id from own)) as entries",
        [party.id.into()],
    )
    .await?;
    let counts = counts.ok_or(Error::Missing("There is no such person."))?;
    Ok(Side {
        id,
        kind: party.kind.clone(),
        name: party.shown(),
        identities: crate::people::identities(on, id).await?,
        orders: counts.orders,
        facts: counts.facts,
        promises: counts.promises,
        entries: counts.entries,
    })
}
