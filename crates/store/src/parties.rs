//! Who bought and what was bought: finds the identities and products orders name, or makes them.

use std::collections::{HashMap, HashSet};

use domain::ids::IdMaker;
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::incoming::{Incoming, Key};
use crate::people::{Kind, sort_key};
use crate::{Result, bulk, sql, terms};

/// A person's name before an import filled it in, and as it then was.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) sort_key: String,
    pub(crate) filled: String,
}

struct Known {
    identity: Uuid,
    person: Uuid,
}

struct NewPerson<'a> {
    id: Uuid,
    name: &'a str,
    known_by: &'a str,
}

/// The people and identities of one batch.
pub(crate) struct Parties<'a> {
    ids: &'a IdMaker,
    source: &'a str,
    known: HashMap<(Kind, &'a str), Known>,
    new_people: Vec<NewPerson<'a>>,
    place_of_new: HashMap<Uuid, usize>,
    new_identities: Vec<(Uuid, Uuid, &'a Key)>,
    nameless: HashMap<Uuid, String>,
    filled: Vec<(Uuid, String, &'a str)>,
    touched: HashSet<Uuid>,
}

fn source_of(kind: Kind, source: &str) -> &str {
    if kind.is_of_one_source() { source } else { "" }
}

impl<'a> Parties<'a> {
    /// Looks up every key the orders name.
    pub(crate) async fn look_up(
        on: &impl ConnectionTrait,
        ids: &'a IdMaker,
        source: &'a str,
        orders: impl Iterator<Item = &'a Incoming>,
    ) -> Result<Self> {
        let wanted: HashSet<&'a Key> = orders.flat_map(|order| &order.keys).collect();
        // In the order of the index: neighbours stand on one page of it.
        let mut wanted: Vec<&'a Key> = wanted.into_iter().collect();
        wanted.sort_unstable_by_key(|key| (key.kind.name(), key.value.as_str()));
        let mut by_text: HashMap<(&str, &str), (Kind, &'a str)> = HashMap::with_capacity(wanted.len());
        let mut values = Vec::with_capacity(wanted.len() * 3);
        for key in wanted {
            by_text.insert((key.kind.name(), &key.value), (key.kind, &key.value));
            values.push(Value::from(key.kind.name()));
            values.push(source_of(key.kind, source).into());
            values.push(key.value.as_str().into());
        }
        let rows = bulk::ask(
            on,
            "with wanted (kind, source, value) as (values ",
            3,
            ") select i.kind, i.value, i.id, i.person_id, p.name, p.sort_key from wanted
               join identities i on i.kind = wanted.kind and i.source = wanted.source and i.value = wanted.value
               join people p on p.id = i.person_id",
            values,
        )
        .await?;
        let (mut known, mut nameless) = (HashMap::with_capacity(by_text.len()), HashMap::new());
        for row in &rows {
            let (kind, value): (String, String) = (sql::at(row, 0)?, sql::at(row, 1)?);
            let Some(&key) = by_text.get(&(kind.as_str(), value.as_str())) else { continue };
            let person: Uuid = sql::at(row, 3)?;
            known.insert(key, Known { identity: sql::at(row, 2)?, person });
            if sql::at::<String>(row, 4)?.is_empty() {
                nameless.insert(person, sql::at(row, 5)?);
            }
        }
        Ok(Self {
            ids,
            source,
            known,
            nameless,
            new_people: Vec::new(),
            place_of_new: HashMap::new(),
            new_identities: Vec::new(),
            filled: Vec::new(),
            touched: HashSet::new(),
        })
    }

    /// The identity an order came by: that of its surest key. What else it says of its buyer is
    /// added to the same person where nobody has it yet.
    pub(crate) fn identity(&mut self, order: &'a Incoming) -> Option<Uuid> {
        let first = order.keys.first()?;
        let (identity, person) = match self.known.get(&(first.kind, first.value.as_str())) {
            Some(known) => (known.identity, known.person),
            None => {
                let person = self.ids.next();
                self.place_of_new.insert(person, self.new_people.len());
                self.new_people.push(NewPerson { id: person, name: &order.name, known_by: &first.value });
                (self.add(person, first), person)
            }
        };
        for key in order.keys.iter().skip(1) {
            if !self.known.contains_key(&(key.kind, key.value.as_str())) {
                self.add(person, key);
            }
        }
        self.fill_name(person, &order.name);
        self.touch(person);
        Some(identity)
    }

    fn add(&mut self, person: Uuid, key: &'a Key) -> Uuid {
        let identity = self.ids.next();
        self.known.insert((key.kind, key.value.as_str()), Known { identity, person });
        self.new_identities.push((identity, person, key));
        identity
    }

    fn fill_name(&mut self, person: Uuid, name: &'a str) {
        if name.is_empty() {
            return;
        }
        if let Some(new) = self.place_of_new.get(&person).and_then(|&at| self.new_people.get_mut(at)) {
            if new.name.is_empty() {
                new.name = name;
            }
        } else if let Some(sort_key) = self.nameless.remove(&person) {
            self.filled.push((person, sort_key, name));
        }
    }

    /// Notes that a person's orders change.
    pub(crate) fn touch(&mut self, person: Uuid) {
        if !self.place_of_new.contains_key(&person) {
            self.touched.insert(person);
        }
    }

    /// Writes the new people and identities, the names filled in, and the stale marks.
    pub(crate) async fn write(&self, on: &impl ConnectionTrait, import: Uuid, mark: i64) -> Result<()> {
        let mut people = Vec::with_capacity(self.new_people.len() * 6);
        let mut words = Vec::with_capacity(self.new_people.len() * 2);
        for person in &self.new_people {
            terms::push_name(&mut words, person.id, person.name);
            people.push(Value::from(person.id));
            people.push("person".into());
            people.push(person.name.into());
            people.push(sort_key(person.name, person.known_by).into());
            people.push(import.into());
            people.push(mark.into());
        }
        let insert = "insert into people (id, kind, name, sort_key, import_id, stale) values ";
        bulk::run(on, insert, 6, "", people).await?;
        let phones = self.new_identities.iter().filter(|(_, _, key)| key.kind == Kind::Phone);
        phones.for_each(|(identity, person, key)| {
            terms::push_phone(&mut words, *person, *identity, &key.value)
        });
        terms::write(on, words).await?;
        let mut identities = Vec::with_capacity(self.new_identities.len() * 6);
        for (identity, person, key) in &self.new_identities {
            identities.push(Value::from(*identity));
            identities.push((*person).into());
            identities.push(key.kind.name().into());
            identities.push(source_of(key.kind, self.source).into());
            identities.push(key.value.as_str().into());
            identities.push(import.into());
        }
        let insert = "insert into identities (id, person_id, kind, source, value, import_id) values ";
        bulk::run(on, insert, 6, "", identities).await?;
        self.write_names(on, import).await?;
        mark_stale(on, self.touched.iter().copied(), mark).await
    }

    async fn write_names(&self, on: &impl ConnectionTrait, import: Uuid) -> Result<()> {
        let mut changes = Vec::with_capacity(self.filled.len() * 4);
        for (person, before, name) in &self.filled {
            sql::run(
                on,
                "update people set name = $1, sort_key = $2 where id = $3",
                [(*name).into(), sort_key(name, "").into(), (*person).into()],
            )
            .await?;
            terms::of_name(on, *person, name).await?;
            let before = Named { sort_key: before.clone(), filled: (*name).to_owned() };
            changes.push(Value::from(import));
            changes.push("person".into());
            changes.push((*person).into());
            changes.push(serde_json::to_string(&before)?.into());
        }
        let insert = "insert into import_changes (import_id, kind, row_id, before) values ";
        bulk::run(on, insert, 4, "", changes).await?;
        Ok(())
    }
}

/// Marks people to be scored again.
pub(crate) async fn mark_stale(
    on: &impl ConnectionTrait,
    people: impl Iterator<Item = Uuid>,
    mark: i64,
) -> Result<()> {
    let update = format!("update people set stale = {mark} where id in (values ");
    let mut people: Vec<Uuid> = people.collect();
    people.sort_unstable();
    bulk::run(on, &update, 1, ")", people.into_iter().map(Value::from).collect()).await?;
    Ok(())
}

/// Finds the products the orders name, or makes them: SKU to id.
pub(crate) async fn products<'a>(
    on: &impl ConnectionTrait,
    ids: &IdMaker,
    source: &str,
    import: Option<Uuid>,
    orders: impl Iterator<Item = &'a Incoming>,
) -> Result<HashMap<&'a str, Uuid>> {
    let mut wanted: HashMap<&'a str, &'a str> = HashMap::new();
    for line in orders.flat_map(|order| &order.lines) {
        let name = wanted.entry(&line.sku).or_insert(&line.name);
        if name.is_empty() {
            *name = &line.name;
        }
    }
    let keys = wanted.keys().flat_map(|&sku| [Value::from(source), sku.into()]).collect();
    let rows = bulk::ask(
        on,
        "with wanted (source, sku) as (values ",
        2,
        ") select p.sku, p.id from wanted join products p on p.source = wanted.source and p.sku = wanted.sku",
        keys,
    )
    .await?;
    let mut found: HashMap<&'a str, Uuid> = HashMap::with_capacity(wanted.len());
    for row in &rows {
        let sku: String = sql::at(row, 0)?;
        if let Some((&sku, _)) = wanted.get_key_value(sku.as_str()) {
            found.insert(sku, sql::at(row, 1)?);
        }
    }
    let mut new: Vec<(&str, &str)> = wanted.into_iter().filter(|(sku, _)| !found.contains_key(sku)).collect();
    new.sort_unstable();
    let mut values = Vec::with_capacity(new.len() * 5);
    for (sku, name) in new {
        let id = ids.next();
        found.insert(sku, id);
        values.push(Value::from(id));
        values.push(source.into());
        values.push(sku.into());
        values.push(if name.is_empty() { sku } else { name }.into());
        values.push(import.into());
    }
    bulk::run(on, "insert into products (id, source, sku, name, import_id) values ", 5, "", values).await?;
    Ok(found)
}
