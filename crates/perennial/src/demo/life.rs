//! What Harbour Coffee remembers, written through the doors everybody uses.

use std::collections::BTreeMap;

use domain::access::{self, Action};
use domain::ids::PersonId;
use domain::memory::{Basis, Draft as Fact, FactKind, Level, RelationKind, Source, When};
use domain::party::PartyKind;
use domain::promises::PromiseState;
use domain::{Actor, Instant, Permit};
use simulator::Harbour;
use simulator::harbour::{Double, Promise, Remembered};
use store::Store;
use store::people::edit::{Address, Draft};
use store::promises::NewPromise;
use store::relations::Bond;

use crate::failure::Failure;

/// Remembers what the simulator says of those known well, and writes its firms and doubles down.
pub async fn remember(store: &Store, harbour: &Harbour) -> Result<(), Failure> {
    let life = Life { store, permit: access::check(Actor::Operator, Action::WritePeople)? };
    let people = life.known_well(harbour).await?;
    for (customer, id) in &people {
        life.one(*id, harbour.person(*customer).name(), harbour.remembered(*customer)).await?;
    }
    life.firms(harbour, &people).await?;
    for double in harbour.doubles() {
        if let Some(id) = people.get(&double.of) {
            life.double(double, *id).await?;
        }
    }
    Ok(())
}

/// Writes down what was promised them, and how they were met, up to the day the demo opens.
pub async fn lately(store: &Store, harbour: &Harbour) -> Result<(), Failure> {
    let life = Life { store, permit: access::check(Actor::Operator, Action::WritePeople)? };
    for (customer, id) in life.known_well(harbour).await? {
        let known = harbour.remembered(customer);
        for promise in known.promises {
            life.promise(id, promise).await?;
        }
        for touch in known.touches {
            store.write_touch(&life.permit, id, touch.kind, Instant(touch.at), &touch.text).await?;
        }
    }
    Ok(())
}

struct Life<'a> {
    store: &'a Store,
    permit: Permit,
}

impl Life<'_> {
    async fn known_well(&self, harbour: &Harbour) -> Result<BTreeMap<u64, PersonId>, Failure> {
        let mut people = BTreeMap::new();
        for customer in harbour.known_well() {
            if let Some(id) = self.find(harbour, customer).await? {
                people.insert(customer, id);
            }
        }
        Ok(people)
    }

    /// A customer who left an e-mail address.
    async fn find(&self, harbour: &Harbour, customer: u64) -> Result<Option<PersonId>, Failure> {
        let Some(email) = harbour.person(customer).email else { return Ok(None) };
        let found = self.store.search(Actor::Operator, &email, 1).await?;
        Ok(found.hits.first().map(|hit| hit.line.id))
    }

    async fn one(&self, id: PersonId, name: String, known: Remembered) -> Result<(), Failure> {
        let Some(person) = self.store.person(Actor::Operator, id).await? else { return Ok(()) };
        let draft = Draft { kind: PartyKind::Person, name, profile: known.profile, stakes: Vec::new() };
        self.store.edit_person(&self.permit, id, person.version, draft).await?;
        for fact in known.facts {
            self.store.remember(&self.permit, id, fact, None).await?;
        }
        Ok(())
    }

    async fn promise(&self, id: PersonId, promise: Promise) -> Result<(), Failure> {
        let Promise { kind, text, due, state } = promise;
        let new = NewPromise { kind, text, owner: None, due, entry: None };
        let made = self.store.make_promise(&self.permit, id, new).await?;
        if state != PromiseState::Open
            && let Some(promise) = self.store.promise(Actor::Operator, made).await?
        {
            self.store.close_promise(&self.permit, made, promise.version, state, "").await?;
        }
        Ok(())
    }

    async fn firms(&self, harbour: &Harbour, people: &BTreeMap<u64, PersonId>) -> Result<(), Failure> {
        let mut firms = Vec::new();
        let bond = |kind| Bond::Known(kind);
        for company in harbour.companies() {
            let mut draft =
                Draft { kind: PartyKind::Organisation, name: company.name.to_owned(), ..Draft::default() };
            company.city.clone_into(&mut draft.profile.city);
            draft.stakes = company.stakes.iter().map(|stake| (*stake).to_owned()).collect();
            let firm = self.store.make_person(&self.permit, draft, &[]).await?;
            if let Some(whole) = company.part_of.and_then(|place| firms.get(place)) {
                self.store.relate(&self.permit, firm, &bond(RelationKind::PartOf), *whole, "").await?;
            }
            for member in company.members.iter().filter_map(|customer| people.get(customer)) {
                self.store.relate(&self.permit, *member, &bond(RelationKind::WorksAt), firm, "").await?;
            }
            firms.push(firm);
        }
        for (one, other) in harbour.families() {
            if let (Some(one), Some(other)) = (people.get(&one), people.get(&other)) {
                self.store.relate(&self.permit, *one, &bond(RelationKind::Family), *other, "").await?;
            }
        }
        Ok(())
    }

    async fn double(&self, double: Double, of: PersonId) -> Result<(), Failure> {
        let [first, again] = &double.phones;
        if let Some(person) = self.store.person(Actor::Operator, of).await? {
            self.store.add_address(&self.permit, of, person.version, Address::Phone(first)).await?;
        }
        let draft =
            Draft { kind: PartyKind::Person, name: double.name, profile: double.profile, stakes: Vec::new() };
        let id = self
            .store
            .make_person(&self.permit, draft, &[Address::Email(&double.email), Address::Phone(again)])
            .await?;
        if let Some(born) = double.born {
            let fact = Fact {
                kind: FactKind::Date,
                text: "Birthday".to_owned(),
                when: Some(When::Yearly(born)),
                source: Source::Said,
                source_note: String::new(),
                basis: Basis::Consent,
                level: Level::Ordinary,
                expires_on: None,
            };
            self.store.remember(&self.permit, id, fact, None).await?;
        }
        Ok(())
    }
}
