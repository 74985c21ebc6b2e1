//! Keys and words of names written anew where this version of the program makes others than the one
//! that wrote them: Unicode and CLDR move on, and so does the way names are folded.

use domain::collation;
use sea_orm::Value;
use uuid::Uuid;

use crate::people::{KNOWN_BY, sort_key};
use crate::terms::{self, Term};
use crate::{Result, Store, bulk, sql};

/// People in one commit.
const BATCH: i64 = 4_096;

impl Store {
    /// Writes the keys and words of all names anew where another version wrote them. Killed halfway,
    /// it begins again with the next start.
    pub(crate) async fn sort_names_anew(&self) -> Result<()> {
        let written = "select value from counters where name = 'names'";
        let written: Vec<i64> = sql::column(self.read(), written, []).await?;
        if written.first() == Some(&collation::VERSION) {
            return Ok(());
        }
        let mut after = Uuid::nil();
        while let Some(last) = self.sort_batch(after).await? {
            after = last;
        }
        let done = "insert into counters (name, value) values ('names', $1)
                    on conflict (name) do update set value = excluded.value";
        sql::run(self.write(), done, [collation::VERSION.into()]).await?;
        Ok(())
    }

    /// The people after one, and the last of them.
    async fn sort_batch(&self, after: Uuid) -> Result<Option<Uuid>> {
        let transaction = self.begin().await?;
        let select = format!(
            "select id, name, {KNOWN_BY}, sort_key from people p
             where id > $1 and kind not in ('visitor', 'erased') order by id limit $2"
        );
        let rows = sql::results(&transaction, &select, [after.into(), BATCH.into()]).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let last = sql::at(last, 0)?;
        let (mut people, mut words): (Vec<Value>, Vec<Term>) = (Vec::new(), Vec::new());
        for row in &rows {
            let (id, name, known_by): (Uuid, String, String) =
                (sql::at(row, 0)?, sql::at(row, 1)?, sql::at(row, 2)?);
            let key = sort_key(&name, &known_by);
            if key != sql::at::<String>(row, 3)? {
                let update = "update people set sort_key = $1 where id = $2";
                sql::run(&transaction, update, [key.into(), id.into()]).await?;
            }
            terms::push_name(&mut words, id, &name);
            people.push(id.into());
        }
        let clear = "delete from terms where origin in ('name', 'phone') and person_id in (values ";
        bulk::run(&transaction, clear, 1, ")", people.clone()).await?;
        let phones =
            "select id, person_id, value from identities where kind = 'phone' and person_id in (values ";
        for row in bulk::ask(&transaction, phones, 1, ")", people).await? {
            terms::push_phone(&mut words, sql::at(&row, 1)?, sql::at(&row, 0)?, &sql::at::<String>(&row, 2)?);
        }
        terms::write(&transaction, words).await?;
        transaction.commit().await?;
        Ok(Some(last))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::Actor;
    use domain::access::{Action, check};

    use super::*;
    use crate::people::edit::{Address, Draft};
    use crate::still::Still;

    #[tokio::test]
    async fn names_kept_by_an_earlier_version_are_found_and_sorted_as_by_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(folder.path().join("house.db"), Arc::new(Still), Arc::new(Still)).await.unwrap();
        let permit = check(Actor::Operator, Action::WritePeople).unwrap();
        for name in ["Zane Ozola", "Āda Мария"] {
            let draft = Draft { name: name.to_owned(), ..Draft::default() };
            let phone = format!("+3712612345{}", name.len());
            store.make_person(&permit, draft, &[Address::Phone(&phone)]).await.unwrap();
        }
        let kept = store.digest().await.unwrap();
        for earlier in [
            "update people set sort_key = name",
            "delete from terms",
            "insert into terms (level, term, person_id, origin, ref_id) select 0, 'stray', id, 'name', id from people",
            "update counters set value = 0 where name = 'names'",
        ] {
            sql::run(store.write(), earlier, []).await.unwrap();
        }
        store.sort_names_anew().await.unwrap();
        assert_eq!(store.digest().await.unwrap(), kept);
        let found = async |text| store.search(Actor::Operator, text, 9).await.unwrap().hits.len();
        assert_eq!([found("maria").await, found("261234").await, found("stray").await], [1, 2, 0]);
    }
}
