//! What a human said: these two are different people. It is said of every pair of their identities
//! at that time, so it holds on whichever people these come to rest.

use domain::access::Action;
use domain::ids::PersonId;
use domain::merging::MergeRefusal;
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::{Result, Store, audit, bulk, leave, sql};

/// Identities of either side that count, the first we had before the others.
const IDENTITIES_MAX: u32 = 16;

/// A decision that two are different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distinction {
    /// From whom the person asked about was told apart.
    pub other: PersonId,
    /// Their name.
    pub name: String,
    /// By whom, as the audit names them.
    pub decided_by: String,
    /// When.
    pub decided_at: Instant,
}

impl Store {
    /// Says that two are different people: they are not suggested again and can't be merged.
    ///
    /// # Errors
    /// [`crate::Error::Merge`] where there are no two; where the permit is not for `MergePeople`, or
    /// the database fails.
    pub async fn tell_apart(&self, permit: &Permit, one: PersonId, other: PersonId) -> Result<()> {
        leave::to_write(permit, Action::MergePeople)?;
        if one == other {
            return Err(MergeRefusal::Same.into());
        }
        let on = self.begin().await?;
        let (ones, others) = (first_identities(&on, one).await?, first_identities(&on, other).await?);
        let (by, at) = (leave::name_of(permit.actor()), self.now().0);
        let mut values = Vec::with_capacity(ones.len() * others.len() * 4);
        for &one in &ones {
            for &other in &others {
                values.extend([one.min(other).into(), one.max(other).into()]);
                values.extend([Value::from(by.as_str()), at.into()]);
            }
        }
        let insert = "insert into distinctions (a, b, decided_by, decided_at) values ";
        bulk::run(&on, insert, 4, " on conflict (a, b) do nothing", values).await?;
        let pair = [one.min(other).0.into(), one.max(other).0.into()];
        sql::run(&on, "delete from suggestions where a = $1 and b = $2", pair).await?;
        let detail = format!("from {other}");
        audit::write(&on, self, permit.actor(), "person.told_apart", "person", Some(one.0), &detail).await?;
        Ok(on.commit().await?)
    }

    /// Takes it back that two are different. Whether there was anything to take back.
    ///
    /// # Errors
    /// Where the permit is not for `MergePeople`, or the database fails.
    pub async fn lift_distinction(&self, permit: &Permit, one: PersonId, other: PersonId) -> Result<bool> {
        leave::to_write(permit, Action::MergePeople)?;
        let on = self.begin().await?;
        let lifted = sql::run(
            &on,
            "delete from distinctions
             where (a in (select id from identities where person_id = $1)
                    and b in (select id from identities where person_id = $2))
                or (a in (select id from identities where person_id = $2)
                    and b in (select id from identities where person_id = $1))",
            [one.0.into(), other.0.into()],
        )
        .await?;
        if lifted > 0 {
            let detail = format!("from {other}");
            let action = "person.distinction_lifted";
            audit::write(&on, self, permit.actor(), action, "person", Some(one.0), &detail).await?;
        }
        on.commit().await?;
        Ok(lifted > 0)
    }

    /// From whom somebody was told apart, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn distinctions(&self, actor: Actor, person: PersonId) -> Result<Vec<Distinction>> {
        leave::to_read_customers(actor)?;
        let rows = sql::results(
            self.read(),
            "select p.id, p.name, min(decided_by), cast(max(decided_at) as bigint) as at from (
                 select y.person_id as other, d.decided_by, d.decided_at from identities x
                     join distinctions d on d.a = x.id join identities y on y.id = d.b where x.person_id = $1
                 union all
                 select y.person_id, d.decided_by, d.decided_at from identities x
                     join distinctions d on d.b = x.id join identities y on y.id = d.a where x.person_id = $1
             ) told join people p on p.id = told.other
             group by p.id, p.name order by at desc, p.id",
            [person.0.into()],
        )
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Distinction {
                    other: PersonId(sql::at(row, 0)?),
                    name: sql::at(row, 1)?,
                    decided_by: sql::at(row, 2)?,
                    decided_at: Instant(sql::at(row, 3)?),
                })
            })
            .collect()
    }
}

async fn first_identities(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Uuid>> {
    let sql = "select id from identities where person_id = $1 order by id limit $2";
    let ids = sql::column(on, sql, [person.0.into(), i64::from(IDENTITIES_MAX).into()]).await?;
    if ids.is_empty() { Err(MergeRefusal::Missing.into()) } else { Ok(ids) }
}

/// Takes suggestions away that a human has decided.
pub(crate) async fn drop_suggestions(on: &impl ConnectionTrait) -> Result<()> {
    sql::run(
        on,
        "delete from suggestions where (a, b) in (
             select x.person_id, y.person_id from distinctions d
                 join identities x on x.id = d.a join identities y on y.id = d.b
             union
             select y.person_id, x.person_id from distinctions d
                 join identities x on x.id = d.a join identities y on y.id = d.b)",
        [],
    )
    .await?;
    Ok(())
}
