//! Who the events are about: finds the identities they name, makes those that are new, and notes
//! which visitors said who they are.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::ids::IdMaker;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::keys::{Key, claims, keys, organisations};
use super::{Call, Fresh, NewEvent, Organisation};
use crate::people::{Kind, sort_key};
use crate::{Result, bulk, sql};

#[derive(Clone, Copy)]
struct Known {
    identity: Uuid,
    person: Uuid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Visitor,
    Person,
    Organisation,
}

impl Sort {
    fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// Somebody the events are about, as they will be.
pub(super) struct Somebody {
    pub(super) sort: Sort,
    pub(super) name: String,
    sort_key: String,
    /// Made by these events.
    pub(super) new: bool,
    /// Nobody before these events but, at most, a visitor.
    newcomer: bool,
    changed: bool,
    pub(super) renamed: bool,
    /// The place of the event by which they first said who they are.
    pub(super) identified: Option<usize>,
}

/// Why two people may be one, though the evidence does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Doubt {
    pub(super) a: Uuid,
    pub(super) b: Uuid,
    /// The identity that belongs to `b`, though the event is by `a`, and its kind.
    pub(super) claimed: Uuid,
    pub(super) kind: &'static str,
    /// The identity of `a` by which the event came.
    pub(super) claimant: Uuid,
}

/// The people and identities of one commit.
pub(super) struct People<'a> {
    ids: &'a IdMaker,
    known: HashMap<Key<'a>, Known>,
    pub(super) all: HashMap<Uuid, Somebody>,
    /// Those who have an own id in a source.
    with_own_id: HashSet<(Uuid, String)>,
    new_identities: Vec<(Uuid, Uuid, Key<'a>)>,
    /// Identities and people an import made, which are now ours to keep.
    imported: Vec<(Uuid, Uuid)>,
    /// Visitors, and whom they turned out to be.
    pub(super) joined: HashMap<Uuid, Uuid>,
    pub(super) doubts: BTreeSet<Doubt>,
    /// Who works where: the identity of each.
    pub(super) works_at: HashSet<(Uuid, Uuid)>,
}

impl<'a> People<'a> {
    /// Looks up everybody the events name.
    pub(super) async fn look_up(
        on: &impl ConnectionTrait,
        ids: &'a IdMaker,
        fresh: &[Fresh<'a>],
    ) -> Result<Self> {
        let wanted: HashSet<Key<'a>> = fresh.iter().flat_map(|each| keys(each.source, each.event)).collect();
        // In the order of the index: neighbours stand on one page of it.
        let mut sorted: Vec<Key<'a>> = wanted.iter().copied().collect();
        sorted.sort_unstable();
        let values =
            sorted.iter().flat_map(|key| [Value::from(key.kind), key.source.into(), key.value.into()]);
        let rows = bulk::ask(
            on,
            "with wanted (kind, source, value) as (values ",
            3,
            ") select i.kind, i.source, i.value, i.id, i.person_id, p.kind, p.name, p.sort_key,
               i.import_id, p.import_id from wanted
               join identities i on i.kind = wanted.kind and i.source = wanted.source and i.value = wanted.value
               join people p on p.id = i.person_id",
            values.collect(),
        )
        .await?;
        let mut found = Self {
            ids,
            known: HashMap::with_capacity(wanted.len()),
            all: HashMap::new(),
            with_own_id: HashSet::new(),
            new_identities: Vec::new(),
            imported: Vec::new(),
            joined: HashMap::new(),
            doubts: BTreeSet::new(),
            works_at: HashSet::new(),
        };
        let by_text: HashMap<(&str, &str, &str), Key<'a>> =
            sorted.iter().map(|key| ((key.kind, key.source, key.value), *key)).collect();
        for row in &rows {
            let (kind, source, value): (String, String, String) =
                (sql::at(row, 0)?, sql::at(row, 1)?, sql::at(row, 2)?);
            let Some(key) = by_text.get(&(kind.as_str(), source.as_str(), value.as_str())) else { continue };
            let (identity, person) = (sql::at(row, 3)?, sql::at(row, 4)?);
            found.known.insert(*key, Known { identity, person });
            let sort = match sql::at::<String>(row, 5)?.as_str() {
                "visitor" => Sort::Visitor,
                "organisation" => Sort::Organisation,
                _ => Sort::Person,
            };
            let (name, sort_key) = (sql::at(row, 6)?, sql::at(row, 7)?);
            let of_import = [sql::at::<Option<Uuid>>(row, 8)?, sql::at(row, 9)?];
            found.imported.extend(of_import.iter().any(Option::is_some).then_some((identity, person)));
            found.all.insert(person, Somebody::standing(sort, name, sort_key));
        }
        found.look_up_own_ids(on).await?;
        Ok(found)
    }

    /// Which of those known by an address have an own id in a source already.
    async fn look_up_own_ids(&mut self, on: &impl ConnectionTrait) -> Result<()> {
        let addressed = |key: &Key<'_>| key.is(Kind::Email) || key.is(Kind::Phone);
        let addressed = self.known.iter().filter(|(key, _)| addressed(key));
        let people: HashSet<Uuid> = addressed.map(|(_, known)| known.person).collect();
        let own =
            "select person_id, source from identities where kind = 'external' and person_id in (values ";
        for row in bulk::ask(on, own, 1, ")", people.into_iter().map(Value::from).collect()).await? {
            self.with_own_id.insert((sql::at(&row, 0)?, sql::at(&row, 1)?));
        }
        Ok(())
    }

    /// The person as the joins so far leave them.
    pub(super) fn survivor(&self, person: Uuid) -> Uuid {
        self.joined.get(&person).copied().unwrap_or(person)
    }

    fn person_of(&self, key: Key<'a>) -> Option<Uuid> {
        self.known.get(&key).map(|known| self.survivor(known.person))
    }

    fn sort_of(&self, person: Uuid) -> Option<Sort> {
        self.all.get(&person).map(|somebody| somebody.sort)
    }

    /// Whose an event is, after the fold.
    pub(super) fn owner(&self, source: &'a str, event: &'a NewEvent) -> Option<Uuid> {
        let first = claims(source, event).first().copied();
        let visitor = event.visitor.as_deref().map(|visitor| Key::new(Kind::Anonymous, source, visitor));
        self.person_of(first.or(visitor)?)
    }

    /// Whom an organisation's id stands for.
    pub(super) fn organisation_of(&self, source: &'a str, organisation: &'a Organisation) -> Option<Uuid> {
        self.person_of(Key::new(Kind::Group, source, &organisation.id))
    }

    /// The identity an event came by. Events are taken in the order they were sent.
    pub(super) fn of(&mut self, place: usize, source: &'a str, event: &'a NewEvent) -> Uuid {
        let claims = claims(source, event);
        let mut visitor = event.visitor.as_deref().map(|id| Key::new(Kind::Anonymous, source, id));
        let mut before = None;
        if let Some(previous) = event.previous.as_deref() {
            let own = Key::new(Kind::External, source, previous);
            if self.known.contains_key(&own) {
                before = Some(own);
            } else {
                visitor = Some(Key::new(Kind::Anonymous, source, previous));
            }
        }
        let identity = match claims.first() {
            Some(first) => {
                let person = self.claimed(&claims, before, visitor, source);
                self.say_name(person, event);
                let says_who = matches!(event.call, Call::Identify | Call::Alias);
                if let Some(somebody) = self.all.get_mut(&person).filter(|_| says_who) {
                    somebody.identified = somebody.identified.or(somebody.newcomer.then_some(place));
                }
                self.known.get(first).map_or(Uuid::nil(), |known| known.identity)
            }
            None => self.visitor(visitor),
        };
        for organisation in organisations(event) {
            let group = self.organisation(source, organisation);
            self.works_at.insert((identity, group));
        }
        identity
    }

    fn visitor(&mut self, key: Option<Key<'a>>) -> Uuid {
        let Some(key) = key else { return Uuid::nil() };
        if let Some(known) = self.known.get(&key) {
            return known.identity;
        }
        let person = self.make(Sort::Visitor, key.value);
        self.add(person, key)
    }

    fn organisation(&mut self, source: &'a str, organisation: &'a Organisation) -> Uuid {
        let key = Key::new(Kind::Group, source, &organisation.id);
        let (person, identity) = match self.known.get(&key) {
            Some(known) => (known.person, known.identity),
            None => {
                let person = self.make(Sort::Organisation, &organisation.id);
                (person, self.add(person, key))
            }
        };
        self.rename(person, &organisation.name);
        identity
    }

    /// The person of claims: whose own id it is; else whose address, unless they have another own id
    /// here; else the visitor, who now said who they are; else somebody new. Addresses nobody has
    /// are theirs, and a visitor's past; what belongs to somebody else stays theirs.
    fn claimed(
        &mut self,
        claims: &[Key<'a>],
        before: Option<Key<'a>>,
        visitor: Option<Key<'a>>,
        source: &str,
    ) -> Uuid {
        let own = claims.iter().copied().find(|key| key.is(Kind::External));
        let fits = |people: &Self, person: &Uuid| {
            let has_own_id = || people.with_own_id.contains(&(*person, source.to_owned()));
            people.sort_of(*person) == Some(Sort::Person) && (own.is_none() || !has_own_id())
        };
        let is_visitor = |people: &Self, person: &Uuid| people.sort_of(*person) == Some(Sort::Visitor);
        let addresses = claims.iter().copied().filter(|key| !key.is(Kind::External));
        let found = own.and_then(|key| self.person_of(key));
        let found = found.or_else(|| before.and_then(|key| self.person_of(key)));
        let found = found.or_else(|| {
            addresses.clone().filter_map(|key| self.person_of(key)).find(|person| fits(self, person))
        });
        let silent = visitor.and_then(|key| self.person_of(key)).filter(|person| is_visitor(self, person));
        let known_by = claims.iter().min_by_key(|key| !key.is(Kind::Email)).map_or("", |key| key.value);
        let person = found.unwrap_or_else(|| match silent {
            Some(person) => self.promote(person, known_by),
            None => self.make(Sort::Person, known_by),
        });
        let said: Vec<Key<'a>> = claims.iter().copied().chain(before).collect();
        for &key in &said {
            if self.person_of(key).is_none() {
                self.add(person, key);
            }
        }
        self.doubt(person, &said);
        match visitor {
            Some(key) if !self.known.contains_key(&key) => drop(self.add(person, key)),
            _ => {}
        }
        if let Some(silent) = silent.filter(|silent| *silent != person) {
            self.joined.insert(silent, person);
        }
        person
    }

    /// Notes what is said of one person though it belongs to another.
    fn doubt(&mut self, person: Uuid, said: &[Key<'a>]) {
        let whose = |key: &Key<'a>| Some((self.person_of(*key)?, self.known.get(key)?.identity, key.kind));
        let known: Vec<(Uuid, Uuid, &'static str)> = said.iter().filter_map(whose).collect();
        let Some(&(_, claimant, _)) = known.iter().find(|(whose, ..)| *whose == person) else { return };
        for (other, claimed, kind) in known {
            if other != person && self.sort_of(other) == Some(Sort::Person) {
                self.doubts.insert(Doubt { a: person, b: other, claimed, kind, claimant });
            }
        }
    }

    fn make(&mut self, sort: Sort, known_by: &str) -> Uuid {
        let id = self.ids.next();
        let sort_key = sort_key("", known_by);
        let somebody =
            Somebody { new: true, newcomer: true, ..Somebody::standing(sort, String::new(), sort_key) };
        self.all.insert(id, somebody);
        id
    }

    fn promote(&mut self, person: Uuid, known_by: &str) -> Uuid {
        if let Some(somebody) = self.all.get_mut(&person) {
            (somebody.sort, somebody.changed, somebody.newcomer) = (Sort::Person, true, true);
            if somebody.name.is_empty() {
                somebody.sort_key = sort_key("", known_by);
            }
        }
        person
    }

    fn add(&mut self, person: Uuid, key: Key<'a>) -> Uuid {
        let identity = self.ids.next();
        self.known.insert(key, Known { identity, person });
        self.new_identities.push((identity, person, key));
        if key.is(Kind::External) {
            self.with_own_id.insert((person, key.source.to_owned()));
        }
        identity
    }

    fn say_name(&mut self, person: Uuid, event: &NewEvent) {
        if let Some(traits) = &event.traits {
            self.rename(person, &traits.name);
        }
    }

    /// Fills a name nobody said yet.
    fn rename(&mut self, person: Uuid, name: &str) {
        if let Some(somebody) = self.all.get_mut(&person).filter(|it| it.name.is_empty() && !name.is_empty())
        {
            (somebody.name, somebody.sort_key) = (name.to_owned(), sort_key(name, ""));
            (somebody.changed, somebody.renamed) = (true, true);
        }
    }

    /// Writes the new people and identities, and what changed of the others. Visitors who joined
    /// before they were ever written are not.
    pub(super) async fn write(&self, on: &impl ConnectionTrait) -> Result<()> {
        let mut people = Vec::new();
        for (id, somebody) in &self.all {
            if (somebody.new && !self.joined.contains_key(id)) || somebody.changed {
                people.push((*id, somebody));
            }
        }
        people.sort_unstable_by_key(|(id, _)| *id);
        let values = people.into_iter().flat_map(|(id, somebody)| {
            let Somebody { sort, name, sort_key, .. } = somebody;
            [Value::from(id), sort.name().into(), name.as_str().into(), sort_key.as_str().into()]
        });
        let change = " on conflict (id) do update set kind = excluded.kind, name = excluded.name, \
                      sort_key = excluded.sort_key, version = people.version + 1";
        bulk::run(on, "insert into people (id, kind, name, sort_key) values ", 4, change, values.collect())
            .await?;
        let identities = self.new_identities.iter().flat_map(|(identity, person, key)| {
            [
                Value::from(*identity),
                self.survivor(*person).into(),
                key.kind.into(),
                key.source.into(),
                key.value.into(),
            ]
        });
        let insert = "insert into identities (id, person_id, kind, source, value) values ";
        bulk::run(on, insert, 5, "", identities.collect()).await?;
        let (identities, people): (Vec<Value>, Vec<Value>) = self
            .imported
            .iter()
            .map(|(identity, person)| (Value::from(*identity), Value::from(*person)))
            .unzip();
        let keep = "update identities set import_id = null where id in (values ";
        bulk::run(on, keep, 1, ")", identities).await?;
        bulk::run(on, "update people set import_id = null where id in (values ", 1, ")", people).await?;
        Ok(())
    }
}

impl Somebody {
    fn standing(sort: Sort, name: String, sort_key: String) -> Self {
        Self {
            sort,
            name,
            sort_key,
            new: false,
            newcomer: false,
            changed: false,
            renamed: false,
            identified: None,
        }
    }
}
