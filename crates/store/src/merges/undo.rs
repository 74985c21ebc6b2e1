//! A merge made undone.

use domain::access::Action;
use domain::ids::{MergeId, PersonId};
use domain::merging::{Field, MergeRefusal};
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::fields::{self, Change};
use super::journal::{PEOPLE, PROFILES, RELATIONS, STAKES, STANDINGS, SUGGESTIONS};
use super::{Journal, survivor_of};
use crate::{Result, Store, audit, bulk, leave, parties, sql, terms, webhooks};

/// What an undo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoneMerge {
    /// Who stayed.
    pub survivor: PersonId,
    /// Who is back.
    pub absorbed: PersonId,
    /// Fields of the survivor that were edited since the merge and stay as they are now.
    pub kept: Vec<String>,
}

#[derive(FromQueryResult)]
struct MergeRow {
    id: Uuid,
    survivor: Uuid,
    absorbed: Uuid,
    journal: String,
    undone_at: Option<i64>,
}

impl Store {
    /// Takes two apart again as they were before a merge. What came since by an identity of the
    /// absorbed one goes back with it; fields of the survivor edited since stay and are named.
    /// Merges into one survivor can be undone in any order.
    ///
    /// # Errors
    /// [`crate::Error::Merge`] where it can't be undone; where the permit is not for `MergePeople`, or
    /// the database fails.
    pub async fn undo_merge(&self, permit: &Permit, id: MergeId) -> Result<UndoneMerge> {
        leave::to_write(permit, Action::MergePeople)?;
        let on = self.begin().await?;
        let undone = self.undo_merge_in(&on, permit.actor(), id).await?;
        on.commit().await?;
        Ok(undone)
    }

    async fn undo_merge_in(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        id: MergeId,
    ) -> Result<UndoneMerge> {
        let row = open(on, id).await?;
        let journal: Journal = serde_json::from_str(&row.journal)?;
        let (survivor, absorbed) = (PersonId(row.survivor), PersonId(row.absorbed));
        let current = current_version(on, survivor).await?;
        let back = identities_to_return(on, &journal, survivor).await?;
        PEOPLE.put_back(on, &journal.person).await?;
        return_identities(on, absorbed, back).await?;
        put_back_rows(on, &journal, survivor, absorbed).await?;
        let kept = self.restore_fields(on, &row, &journal, current).await?;
        return_terms(on, survivor, absorbed).await?;
        let mark = self.next_mark(on).await?;
        parties::mark_stale(on, [survivor.0, absorbed.0].into_iter(), mark).await?;
        let closed = "update merges set undone_by = $2, undone_at = $3 where id = $1";
        sql::run(on, closed, [id.0.into(), leave::name_of(actor).into(), self.now().0.into()]).await?;
        let detail = format!("gave back {absorbed}, merge {id}");
        audit::write(on, self, actor, "merge.undone", "person", Some(survivor.0), &detail).await?;
        let told = json!({ "id": survivor, "absorbed": absorbed, "merge": id });
        webhooks::tell(on, self, "merge.undone", &told).await?;
        Ok(UndoneMerge { survivor, absorbed, kept })
    }

    /// The survivor's fields as they were before, and its version where nothing is to be told from
    /// then.
    async fn restore_fields(
        &self,
        on: &impl ConnectionTrait,
        row: &MergeRow,
        journal: &Journal,
        current: i64,
    ) -> Result<Vec<String>> {
        let survivor = PersonId(row.survivor);
        let later: Vec<MergeRow> = sql::rows(
            on,
            "select id, survivor, absorbed, journal, undone_at from merges
             where survivor = $1 and id > $2 and undone_at is null order by id",
            [survivor.0.into(), row.id.into()],
        )
        .await?;
        let mut journals: Vec<(Uuid, Journal)> = Vec::with_capacity(later.len());
        for row in later {
            journals.push((row.id, serde_json::from_str(&row.journal)?));
        }
        let was = fields::read(on, survivor).await?;
        let mut now = was.clone();
        let mut changes: Vec<Change<'_>> = journals
            .iter_mut()
            .map(|(_, journal)| Change { before: &mut journal.before, after: &mut journal.after })
            .collect();
        let kept = fields::take_out(&journal.before, &journal.after, &mut changes, &mut now);
        fields::write(on, survivor, &was, &now).await?;
        for (id, journal) in &journals {
            let update = "update merges set journal = $2 where id = $1";
            sql::run(on, update, [(*id).into(), serde_json::to_string(journal)?.into()]).await?;
        }
        let untouched = current == journal.version + 1 && journals.is_empty();
        let version = if untouched { journal.version } else { current + 1 };
        let update = "update people set version = $2 where id = $1";
        sql::run(on, update, [survivor.0.into(), version.into()]).await?;
        Ok(kept)
    }
}

/// The merge, if it stands.
async fn open(on: &impl ConnectionTrait, id: MergeId) -> Result<MergeRow> {
    // Whoever undoes it at the same time waits here.
    sql::run(on, "update merges set survivor = survivor where id = $1", [id.0.into()]).await?;
    let sql = "select id, survivor, absorbed, journal, undone_at from merges where id = $1";
    let row: MergeRow = sql::row(on, sql, [id.0.into()]).await?.ok_or(MergeRefusal::NoMerge)?;
    if row.undone_at.is_some() { Err(MergeRefusal::Undone.into()) } else { Ok(row) }
}

/// The survivor's version, if it is there; held until the commit.
async fn current_version(on: &impl ConnectionTrait, survivor: PersonId) -> Result<i64> {
    sql::run(on, "update people set version = version where id = $1", [survivor.0.into()]).await?;
    let sql = "select version, kind from people where id = $1";
    match sql::results(on, sql, [survivor.0.into()]).await?.pop() {
        Some(row) if sql::at::<String>(&row, 1)? == "erased" => Err(MergeRefusal::Erased.into()),
        Some(row) => sql::at(&row, 0),
        None => Err(match survivor_of(on, survivor).await? {
            Some(into) => MergeRefusal::MergedOn { into }.into(),
            None => MergeRefusal::NothingLeft.into(),
        }),
    }
}

/// Those of the absorbed one's identities that are still with the survivor.
async fn identities_to_return(
    on: &impl ConnectionTrait,
    journal: &Journal,
    survivor: PersonId,
) -> Result<Vec<Uuid>> {
    let sql = "select id from identities where person_id = $1";
    let with_survivor: Vec<Uuid> = sql::column(on, sql, [survivor.0.into()]).await?;
    let mut back = journal.identities.clone();
    back.retain(|id| with_survivor.contains(id));
    if back.is_empty() && !journal.identities.is_empty() {
        return Err(MergeRefusal::NothingLeft.into());
    }
    Ok(back)
}

async fn return_identities(on: &impl ConnectionTrait, absorbed: PersonId, back: Vec<Uuid>) -> Result<()> {
    for id in back {
        let update = "update identities set person_id = $1 where id = $2";
        sql::run(on, update, [absorbed.0.into(), id.into()]).await?;
    }
    Ok(())
}

/// What the journal kept, where what it refers to is still there.
async fn put_back_rows(
    on: &impl ConnectionTrait,
    journal: &Journal,
    survivor: PersonId,
    absorbed: PersonId,
) -> Result<()> {
    PROFILES.put_back(on, &journal.profile).await?;
    STAKES.put_back(on, &journal.stakes).await?;
    let both = || [Value::from(survivor.0), absorbed.0.into()];
    sql::run(on, "delete from standings where person_id in ($1, $2)", both()).await?;
    STANDINGS.put_back(on, &journal.standings).await?;
    sql::run(on, "delete from suggestions where a in ($1, $2) or b in ($1, $2)", both()).await?;
    let ends = journal.suggestions.iter().flat_map(|row| [row.id(0), row.id(1)]).collect();
    let people = ids_there(on, "people", ends).await?;
    let mut suggestions = journal.suggestions.clone();
    suggestions.retain(|row| people.contains(&row.id(0)) && people.contains(&row.id(1)));
    SUGGESTIONS.put_back(on, &suggestions).await?;
    crate::distinctions::drop_suggestions(on).await?;
    let ends = journal.relations.iter().flat_map(|row| [row.id(1), row.id(2)]).collect();
    let identities = ids_there(on, "identities", ends).await?;
    let mut relations = journal.relations.clone();
    relations.retain(|row| identities.contains(&row.id(1)) && identities.contains(&row.id(2)));
    RELATIONS.put_back(on, &relations).await
}

async fn ids_there(on: &impl ConnectionTrait, table: &str, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let sql = format!("select id from {table} where id in (values ");
    let rows = bulk::ask(on, &sql, 1, ")", ids.into_iter().map(Value::from).collect()).await?;
    rows.iter().map(|row| sql::at(row, 0)).collect()
}

/// Words of facts and numbers follow these back; those of the names are written anew.
async fn return_terms(on: &impl ConnectionTrait, survivor: PersonId, absorbed: PersonId) -> Result<()> {
    sql::run(
        on,
        "update terms set person_id = $2 where person_id = $1 and ref_id in (
             select id from identities where person_id = $2
             union
             select f.id from facts f join identities i on i.id = f.identity_id where i.person_id = $2)",
        [survivor.0.into(), absorbed.0.into()],
    )
    .await?;
    for person in [survivor, absorbed] {
        let name = fields::read(on, person).await?;
        terms::of_name(on, person.0, fields::value(&name, Field::Name)).await?;
    }
    Ok(())
}
