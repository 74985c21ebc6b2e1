//! How people belong together: at work, in a family, by who brought whom.

use domain::access::Action;
use domain::ids::{PersonId, RelationId};
use domain::memory::{NOTE_MAX, Problem, RelationKind, note, text};
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, people, sql};

/// Longest own word for a relation, in characters.
pub const KIND_MAX: usize = 60;

/// What a relation says: one of ours, or an own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bond {
    /// One of ours.
    Known(RelationKind),
    /// An own word, read from one to the other.
    Own(String),
}

impl Bond {
    /// The one of a name; any other word is an own one.
    ///
    /// # Errors
    /// Where it is empty or too long.
    pub fn of(name: &str) -> std::result::Result<Self, Problem> {
        match RelationKind::from_name(name) {
            Some(kind) => Ok(Self::Known(kind)),
            None => Ok(Self::Own(text(name, KIND_MAX)?)),
        }
    }

    /// The name kept in the database.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known(kind) => kind.name(),
            Self::Own(word) => word,
        }
    }
}

/// A relation as it looks from one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Which.
    pub id: RelationId,
    /// What it says.
    pub bond: Bond,
    /// Whether it reads from the person asked about to the other.
    pub is_outward: bool,
    /// The other.
    pub other: PersonId,
    /// Their name, or how we know them.
    pub other_name: String,
    /// Whether the other is an organisation.
    pub is_organisation: bool,
    /// More about it.
    pub note: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    outward: i64,
    other: Uuid,
    name: String,
    known_by: String,
    other_kind: String,
    note: String,
}

/// Most relations shown of one person.
const SHOWN: u32 = 200;

impl Store {
    /// Says how two people belong together, read from the one to the other.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the two are one, they are related so already, the
    /// other is no organisation though the relation needs one, organisations would form a ring,
    /// there is no such person, or the database fails.
    pub async fn relate(
        &self,
        permit: &Permit,
        from: PersonId,
        bond: &Bond,
        to: PersonId,
        written: &str,
    ) -> Result<RelationId> {
        leave::to_write(permit, Action::WritePeople)?;
        let note = note(written, NOTE_MAX)?;
        if from == to {
            return Err(Problem::Themselves.into());
        }
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        let from_identity = people::anchor(&transaction, from).await?;
        let to_identity = people::anchor(&transaction, to).await?;
        is_fit(&transaction, from, bond, to).await?;
        sql::run(
            &transaction,
            "insert into relations (id, from_identity, to_identity, kind, note, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                id.into(),
                from_identity.into(),
                to_identity.into(),
                bond.name().into(),
                note.into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
            ],
        )
        .await?;
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "relation.made", "person", Some(from.0), bond.name()).await?;
        transaction.commit().await?;
        Ok(RelationId(id))
    }

    /// Takes a relation back.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such relation, or the database fails.
    pub async fn unrelate(&self, permit: &Permit, id: RelationId) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let gone = sql::run(&transaction, "delete from relations where id = $1", [id.0.into()]).await?;
        if gone == 0 {
            return Err(Error::Missing("There is no such relation, or not any more."));
        }
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "relation.removed", "relation", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }

    /// A person's relations in both directions, the oldest first; at most 200.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn relations(&self, actor: Actor, person: PersonId) -> Result<Vec<Relation>> {
        leave::to_read_customers(actor)?;
        let side = |outward: u8, own: &str, other: &str| {
            format!(
                "select r.id, r.kind, cast({outward} as bigint) as outward, o.person_id as other, r.note
                 from identities i join relations r on r.{own} = i.id join identities o on o.id = r.{other}
                 where i.person_id = $1"
            )
        };
        let select = format!(
            "select r.id, r.kind, r.outward, r.other, p.name, {} as known_by, p.kind as other_kind, r.note
             from ({} union all {}) r join people p on p.id = r.other
             where r.other <> $1 order by r.id limit {SHOWN}",
            people::KNOWN_BY,
            side(1, "from_identity", "to_identity"),
            side(0, "to_identity", "from_identity"),
        );
        let rows: Vec<Row> = sql::rows(self.read(), &select, [person.0.into()]).await?;
        let relation = |row: Row| {
            let bond = match RelationKind::from_name(&row.kind) {
                Some(kind) => Bond::Known(kind),
                None => Bond::Own(row.kind),
            };
            Relation {
                id: RelationId(row.id),
                bond,
                is_outward: row.outward == 1,
                other: PersonId(row.other),
                other_name: if row.name.is_empty() { row.known_by } else { row.name },
                is_organisation: row.other_kind == "organisation",
                note: row.note,
            }
        };
        Ok(rows.into_iter().map(relation).collect())
    }
}

/// Whether such a relation may stand beside those that do.
async fn is_fit(on: &impl ConnectionTrait, from: PersonId, bond: &Bond, to: PersonId) -> Result<()> {
    let same = "select r.id from relations r join identities a on a.id = r.from_identity
                join identities b on b.id = r.to_identity
                where a.person_id = $1 and b.person_id = $2 and r.kind = $3 limit 1";
    let values = [from.0.into(), to.0.into(), bond.name().into()];
    if !sql::column::<Uuid>(on, same, values).await?.is_empty() {
        return Err(Problem::RelatedAlready.into());
    }
    let Bond::Known(kind @ (RelationKind::WorksAt | RelationKind::PartOf)) = bond else { return Ok(()) };
    let kind_of = "select kind from people where id = $1";
    let is_organisation = |kinds: Vec<String>| kinds.iter().any(|kind| kind == "organisation");
    let to_one = is_organisation(sql::column(on, kind_of, [to.0.into()]).await?);
    let from_one = is_organisation(sql::column(on, kind_of, [from.0.into()]).await?);
    if !to_one || (*kind == RelationKind::PartOf && !from_one) {
        return Err(Problem::NotAnOrganisation.into());
    }
    // `union` drops what was seen, so that it ends also where a merge has closed a ring.
    let above = "with recursive above (person_id) as (
                     select id from people where id = $1
                     union
                     select b.person_id from above
                     join identities a on a.person_id = above.person_id
                     join relations r on r.from_identity = a.id and r.kind in ('works_at', 'part_of')
                     join identities b on b.id = r.to_identity)
                 select person_id from above where person_id = $2";
    if sql::column::<Uuid>(on, above, [to.0.into(), from.0.into()]).await?.is_empty() {
        Ok(())
    } else {
        Err(Problem::Ring.into())
    }
}
