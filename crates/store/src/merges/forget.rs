//! What merges kept of somebody, forgotten when they are erased.

use std::collections::{BTreeMap, HashSet};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Journal;
use crate::{Result, sql};

/// Everybody who was merged into this person, and into those, whether or not it was undone.
async fn part_of(on: &impl ConnectionTrait, person: Uuid) -> Result<HashSet<Uuid>> {
    let mut all = HashSet::from([person]);
    let mut next = vec![person];
    while let Some(survivor) = next.pop() {
        let select = "select absorbed from merges where survivor = $1 and undone_at is null";
        for absorbed in sql::column::<Uuid>(on, select, [survivor.into()]).await? {
            if all.insert(absorbed) {
                next.push(absorbed);
            }
        }
    }
    Ok(all)
}

/// Empties the journals of their merges, and takes what others' say of them: how they belong together.
pub(crate) async fn forget(
    on: &impl ConnectionTrait,
    person: Uuid,
    identities: &HashSet<Uuid>,
) -> Result<()> {
    let theirs = part_of(on, person).await?;
    let mut journals: BTreeMap<Uuid, (Uuid, Uuid, String)> = BTreeMap::new();
    let columns = "select id, survivor, absorbed, journal from merges where";
    let by_person = theirs.iter().map(|&id| (format!("{columns} survivor = $1 or absorbed = $1"), id.into()));
    let by_identity = identities
        .iter()
        .chain(&theirs)
        .map(|id| (format!("{columns} journal like $1"), format!("%{id}%").into()));
    for (select, value) in by_person.chain(by_identity) {
        let value: sea_orm::Value = value;
        for row in sql::results(on, &select, [value]).await? {
            let merge = (sql::at(&row, 1)?, sql::at(&row, 2)?, sql::at(&row, 3)?);
            journals.insert(sql::at(&row, 0)?, merge);
        }
    }
    for (id, (survivor, absorbed, journal)) in journals {
        let mut journal: Journal = serde_json::from_str(&journal)?;
        if theirs.contains(&survivor) || theirs.contains(&absorbed) {
            journal = journal.emptied(theirs.contains(&survivor), theirs.contains(&absorbed));
        }
        journal.relations.retain(|row| !identities.contains(&row.id(1)) && !identities.contains(&row.id(2)));
        journal.suggestions.retain(|row| !theirs.contains(&row.id(0)) && !theirs.contains(&row.id(1)));
        let update = "update merges set journal = $2 where id = $1";
        sql::run(on, update, [id.into(), serde_json::to_string(&journal)?.into()]).await?;
    }
    Ok(())
}

impl Journal {
    /// What is left of it where one of the two was erased: the name of the other, and how much moved.
    fn emptied(self, survivor: bool, absorbed: bool) -> Self {
        let Self { absorbed_name, survivor_name, identities, version, .. } = self;
        let unless = |erased: bool, name: String| if erased { String::new() } else { name };
        Self {
            absorbed_name: unless(absorbed, absorbed_name),
            survivor_name: unless(survivor, survivor_name),
            identities,
            before: BTreeMap::new(),
            after: BTreeMap::new(),
            version,
            person: Vec::new(),
            profile: Vec::new(),
            stakes: Vec::new(),
            standings: Vec::new(),
            suggestions: Vec::new(),
            relations: Vec::new(),
        }
    }
}
