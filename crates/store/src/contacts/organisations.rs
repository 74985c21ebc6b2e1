//! The organisation somebody is drawn with.

use std::collections::HashMap;

use domain::Instant;
use domain::ids::IdentityId;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::{Asked, Drawn, Found, drawn};
use crate::{Result, bulk, sql};

/// The organisation somebody works at, and how its people were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The identity it is drawn by.
    pub identity: IdentityId,
    /// The draws its people have in the play.
    pub draws: Vec<Drawn>,
}

/// Reads where people work; of several places the first that was written down counts.
pub(super) async fn read(
    on: &impl ConnectionTrait,
    asked: &Asked,
    found: &mut Found,
    ids: Vec<Value>,
) -> Result<()> {
    let select = "select i.person_id, o.person_id, r.id from identities i
                  join relations r on r.from_identity = i.id and r.kind = 'works_at'
                  join identities o on o.id = r.to_identity where i.person_id in (values ";
    let mut works: HashMap<Uuid, (Uuid, Uuid)> = HashMap::new();
    for row in bulk::ask(on, select, 1, ")", ids.clone()).await? {
        let (person, place, since): (Uuid, Uuid, Uuid) =
            (sql::at(&row, 0)?, sql::at(&row, 1)?, sql::at(&row, 2)?);
        let first = works.entry(person).or_insert((since, place));
        *first = (*first).min((since, place));
    }
    // Where an organisation is met itself, it is drawn with its people.
    let select = "select p.id from people p where p.kind = 'organisation' and p.id in (values ";
    for row in bulk::ask(on, select, 1, ")", ids).await? {
        let itself: Uuid = sql::at(&row, 0)?;
        works.insert(itself, (Uuid::nil(), itself));
    }
    let mut places: HashMap<Uuid, Organisation> = HashMap::new();
    let asks: Vec<Value> = works.values().map(|(_, place)| (*place).into()).collect();
    let select = "select person_id, id from identities where person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", asks.clone()).await? {
        let identity = IdentityId(sql::at(&row, 1)?);
        let place = places.entry(sql::at(&row, 0)?);
        let place = place.or_insert_with(|| Organisation { identity, draws: Vec::new() });
        place.identity = place.identity.min(identity);
    }
    let select = format!(
        "select o.person_id, d.arm, d.drawn_at, d.share_mille from identities o cross join draws d
         where d.cluster_id = o.id and d.play_id = {} and o.person_id in (values ",
        asked.play_text(on)
    );
    for row in bulk::ask(on, &select, 1, ")", asks).await? {
        let drawn = drawn(sql::at(&row, 1)?, Instant(sql::at(&row, 2)?), sql::at(&row, 3)?)?;
        if let Some(place) = places.get_mut(&sql::at(&row, 0)?)
            && !place.draws.contains(&drawn)
        {
            place.draws.push(drawn);
        }
    }
    for contact in &mut found.people {
        let place = works.get(&contact.person.0).and_then(|(_, place)| places.get(place));
        contact.organisation = place.cloned();
    }
    Ok(())
}
