//! What a person's row, profile and stakes say, as one map from a field to its value, so that a
//! merge and its undo treat them alike. A field nobody filled has no value.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::PersonId;
use domain::merging::Field;
use sea_orm::{ConnectionTrait, Value};

use crate::{Result, sql};

pub(super) type Fields = BTreeMap<String, Option<String>>;

const SORT_KEY: &str = "sort_key";
const STAKE: &str = "stake:";

/// The fields of `profiles`.
fn of_profile() -> impl Iterator<Item = Field> + Clone {
    Field::ALL.into_iter().skip(1)
}

fn columns() -> String {
    of_profile().map(Field::name).collect::<Vec<_>>().join(", ")
}

pub(super) async fn read(on: &impl ConnectionTrait, person: PersonId) -> Result<Fields> {
    let mut fields = Fields::new();
    let id = || [Value::from(person.0)];
    for row in sql::results(on, "select name, sort_key from people where id = $1", id()).await? {
        fields.insert(Field::Name.name().into(), Some(sql::at(&row, 0)?));
        fields.insert(SORT_KEY.into(), Some(sql::at(&row, 1)?));
    }
    let profile = format!("select {} from profiles where person_id = $1", columns());
    for row in sql::results(on, &profile, id()).await? {
        for (index, field) in of_profile().enumerate() {
            // An empty field says no more than no profile at all.
            fields.insert(
                field.name().into(),
                Some(sql::at(&row, index)?).filter(|text: &String| !text.is_empty()),
            );
        }
    }
    let stakes = "select kind, cast(since as bigint) from stakes where person_id = $1";
    for row in sql::results(on, stakes, id()).await? {
        let since: i64 = sql::at(&row, 1)?;
        fields.insert(format!("{STAKE}{}", sql::at::<String>(&row, 0)?), Some(since.to_string()));
    }
    Ok(fields)
}

/// The value of a field, empty where there is none.
pub(super) fn value(fields: &Fields, field: Field) -> &str {
    fields.get(field.name()).and_then(Option::as_deref).unwrap_or_default()
}

/// What the survivor says afterwards: its own, and the other's where it has nothing or where
/// `taken` says so. Stakes are both sides', each since the earlier day.
pub(super) fn merged(survivor: &Fields, absorbed: &Fields, taken: &BTreeSet<Field>) -> Fields {
    let mut merged = survivor.clone();
    for field in Field::ALL {
        let theirs = absorbed.get(field.name()).cloned().flatten();
        let fills =
            value(survivor, field).is_empty() && theirs.as_deref().is_some_and(|text| !text.is_empty());
        if theirs.is_some() && (fills || taken.contains(&field)) {
            merged.insert(field.name().into(), theirs);
            if field == Field::Name {
                merged.insert(SORT_KEY.into(), absorbed.get(SORT_KEY).cloned().flatten());
            }
        }
    }
    for (field, since) in absorbed.iter().filter(|(field, _)| field.starts_with(STAKE)) {
        let days = |since: &Option<String>| since.as_deref().and_then(|days| days.parse::<i64>().ok());
        let ours = merged.entry(field.clone()).or_default();
        if days(ours).is_none_or(|ours| days(since).is_some_and(|theirs| theirs < ours)) {
            ours.clone_from(since);
        }
    }
    merged
}

/// Makes the rows say what `now` says, where they say `was`.
pub(super) async fn write(
    on: &impl ConnectionTrait,
    person: PersonId,
    was: &Fields,
    now: &Fields,
) -> Result<()> {
    let text = |name: &str| -> Value { now.get(name).cloned().flatten().unwrap_or_default().into() };
    let id = || Value::from(person.0);
    let update = "update people set name = $2, sort_key = $3 where id = $1";
    sql::run(on, update, [id(), text(Field::Name.name()), text(SORT_KEY)]).await?;
    sql::run(on, "delete from profiles where person_id = $1", [id()]).await?;
    if of_profile().any(|field| now.get(field.name()).is_some_and(Option::is_some)) {
        let places: Vec<String> = (2..=Field::ALL.len()).map(|place| format!("${place}")).collect();
        let insert =
            format!("insert into profiles (person_id, {}) values ($1, {})", columns(), places.join(", "));
        let values = std::iter::once(id()).chain(of_profile().map(|field| text(field.name())));
        sql::run(on, &insert, values).await?;
    }
    for (field, _) in was.iter().chain(now).filter(|(field, _)| was.get(*field) != now.get(*field)) {
        let Some(kind) = field.strip_prefix(STAKE) else { continue };
        sql::run(on, "delete from stakes where person_id = $1 and kind = $2", [id(), kind.into()]).await?;
        if let Some(since) = now.get(field).and_then(|since| since.as_deref()?.parse::<i64>().ok()) {
            let insert = "insert into stakes (person_id, kind, since) values ($1, $2, $3)";
            sql::run(on, insert, [id(), kind.into(), since.into()]).await?;
        }
    }
    Ok(())
}

/// A merge's record of what it changed of its survivor.
pub(super) struct Change<'a> {
    pub(super) before: &'a mut Fields,
    pub(super) after: &'a mut Fields,
}

/// Takes one change out from under those that came later on the same survivor: what they left as
/// they found it falls back to what was before, all the way to the row itself. `now` are the
/// survivor's fields; the names of those an edit since keeps are given back.
pub(super) fn take_out(
    before: &Fields,
    after: &Fields,
    later: &mut [Change<'_>],
    now: &mut Fields,
) -> Vec<String> {
    let mut kept = Vec::new();
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let old = after.get(name).cloned().flatten();
        let new = before.get(name).cloned().flatten();
        if old == new {
            continue;
        }
        let mut chain = later.iter_mut();
        let stopped = chain.find_map(|change| {
            if change.before.get(name).cloned().flatten() != old {
                return Some(false);
            }
            change.before.insert(name.clone(), new.clone());
            if change.after.get(name).cloned().flatten() != old {
                return Some(true);
            }
            change.after.insert(name.clone(), new.clone());
            None
        });
        match stopped {
            None if now.get(name).cloned().flatten() == old => {
                now.insert(name.clone(), new);
            }
            Some(true) => {}
            None | Some(false) if name == SORT_KEY => {}
            None | Some(false) => kept.push(name.clone()),
        }
    }
    kept
}
