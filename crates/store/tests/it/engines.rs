//! What the engines owe each other: the same tables, the same digest, and a move that loses nothing.

use domain::Actor;
use domain::access::Action::{ManageStaff, RunJobs};
use serde_json::json;
use store::Error;
use store::jobs::NewJob;
use testing::Engine;

use crate::worth::{order, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_nul_is_refused_in_a_sentence_whatever_the_engine,
    a_database_that_is_not_empty_is_moved_into_by_nobody,
    damage_is_found,
];

const SQLITE: &str =
    "select m.name || '.' || c.name || case when c.\"notnull\" = 1 or c.pk > 0 then ' held' else '' end
     from sqlite_master m join pragma_table_info(m.name) c
     where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '_sqlx_migrations' order by 1";
const POSTGRES: &str =
    "select table_name || '.' || column_name || case when is_nullable = 'NO' then ' held' else '' end
     from information_schema.columns where table_schema = 'public' and table_name <> '_sqlx_migrations'
     order by (table_name || '.' || column_name) collate \"C\"";
const SQLITE_REFERENCES: &str =
    "select m.name || '.' || f.\"from\" || ' to ' || f.\"table\" || ' ' || f.on_delete
     from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1";
const POSTGRES_REFERENCES: &str =
    "select (c.conrelid::regclass || '.' || a.attname || ' to ' || c.confrelid::regclass
            || case c.confdeltype when 'c' then ' CASCADE' else ' NO ACTION' end) collate \"C\"
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' order by 1";
const SQLITE_INDEXES: &str =
    "select name from sqlite_master where type = 'index' and sql is not null order by 1";
const POSTGRES_INDEXES: &str = "select (indexrelid::regclass::text) collate \"C\" from pg_index
     join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint where conindid = indexrelid) order by 1";

#[tokio::test]
async fn both_engines_have_the_same_tables_references_and_indexes() {
    let (sqlite, postgres) = (fresh_on(Engine::Sqlite).await, fresh_on(Engine::Postgres).await);
    for (one, other) in
        [(SQLITE, POSTGRES), (SQLITE_REFERENCES, POSTGRES_REFERENCES), (SQLITE_INDEXES, POSTGRES_INDEXES)]
    {
        let (one, other) = (sqlite.place.raw(one).await.unwrap(), postgres.place.raw(other).await.unwrap());
        assert!(one.len() > 10);
        assert_eq!(one, other, "make the same change in migrations/sqlite and migrations/postgres");
    }
}

async fn fill(house: &Fresh) {
    take_in(&house.store, (0..9).map(|at| order(at, ["Ana", "bo", "Ćira"][at as usize % 3])).collect()).await;
    let job = NewJob { kind: "know.refit", unique_key: None, payload: json!({}), run_after: None };
    house.store.enqueue(&may(RunJobs), &job).await.unwrap();
}

#[tokio::test]
async fn moved_there_and_back_a_database_is_the_same_to_the_last_column() {
    let [first, second, third] =
        [fresh_on(Engine::Sqlite).await, fresh_on(Engine::Postgres).await, fresh_on(Engine::Sqlite).await];
    fill(&first).await;
    let there = first.store.move_into(&second.store, &may(ManageStaff), |_, _| {}).await.unwrap();
    let back = second.store.move_into(&third.store, &may(ManageStaff), |_, _| {}).await.unwrap();
    assert_eq!(there, back);
    for house in [&first, &second, &third] {
        assert_eq!(house.store.digest().await.unwrap(), there.digest);
        assert_eq!(house.store.jobs(Actor::Operator, "know.refit", 9).await.unwrap().len(), 2);
        assert!(house.store.damage().await.unwrap().is_empty());
    }
    second.clock.pass(1);
    take_in(&second.store, vec![order(99, "dee")]).await;
    assert_ne!(second.store.digest().await.unwrap(), there.digest);
}

#[tokio::test]
async fn both_engines_come_to_the_same_digest_by_themselves() {
    let (sqlite, postgres) = (fresh_on(Engine::Sqlite).await, fresh_on(Engine::Postgres).await);
    fill(&sqlite).await;
    fill(&postgres).await;
    assert_eq!(sqlite.store.digest().await.unwrap(), postgres.store.digest().await.unwrap());
}

async fn a_database_that_is_not_empty_is_moved_into_by_nobody(engine: Engine) {
    let (from, to) = (fresh_on(Engine::Sqlite).await, fresh_on(engine).await);
    fill(&from).await;
    fill(&to).await;
    let before = to.store.digest().await.unwrap();
    let refused = from.store.move_into(&to.store, &may(ManageStaff), |_, _| {}).await.unwrap_err();
    assert!(matches!(refused, Error::Taken(_)) && refused.to_string().contains("not empty"), "{refused}");
    assert_eq!(to.store.digest().await.unwrap(), before);
}

async fn a_nul_is_refused_in_a_sentence_whatever_the_engine(engine: Engine) {
    let house = fresh_on(engine).await;
    let found = house.store.people_list(Actor::Operator, "a\0b", None, 9).await;
    assert!(matches!(found, Err(Error::Nul)));
}

async fn damage_is_found(engine: Engine) {
    let house = fresh_on(engine).await;
    fill(&house).await;
    house.place.raw("delete from timeline where at = 3000000").await.unwrap();
    let found = house.store.damage().await.unwrap();
    assert_eq!(found, ["the order shop o3 is missing from the timeline"]);
}
