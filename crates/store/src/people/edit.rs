//! People and organisations made and changed by hand.

use domain::access::Action;
use domain::ids::{IdentityId, PersonId};
use domain::memory::note;
use domain::party::{self, NAME_MAX, PartyKind};
use domain::profile::Profile;
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::{Kind, sort_key};
use crate::outbox::address_gone;
use crate::profiles::{self, raise_version};
use crate::{Error, Result, Store, audit, leave, sql, terms, webhooks};

/// A person or organisation as somebody writes it down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it is.
    pub kind: PartyKind,
    /// The whole name, as it is shown. Where it is empty, given and family name make it.
    pub name: String,
    /// What can be said beyond the name.
    pub profile: Profile,
    /// What they are to us besides a customer.
    pub stakes: Vec<String>,
}

/// A way somebody is known, as somebody writes it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// An e-mail address.
    Email(&'a str),
    /// A phone number.
    Phone(&'a str),
}

impl Address<'_> {
    /// Its kind, and the address in the writing it is kept in.
    fn kept(self) -> Result<(Kind, String)> {
        Ok(match self {
            Self::Email(written) => (Kind::Email, party::email(written)?),
            Self::Phone(written) => (Kind::Phone, party::phone(written)?),
        })
    }
}

impl Draft {
    fn checked(self) -> Result<Self> {
        let profile = self.profile.checked()?;
        let mut name = note(&self.name, NAME_MAX)?.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            name = format!("{} {}", profile.given, profile.family).trim().to_owned();
        }
        let stakes = party::stakes(self.stakes.iter().map(String::as_str))?;
        Ok(Self { name, profile, stakes, ..self })
    }
}

async fn write_stakes(
    on: &impl ConnectionTrait,
    store: &Store,
    person: Uuid,
    stakes: &[String],
) -> Result<()> {
    let kept: Vec<String> =
        sql::column(on, "select kind from stakes where person_id = $1", [person.into()]).await?;
    for gone in kept.iter().filter(|kind| !stakes.contains(kind)) {
        let delete = "delete from stakes where person_id = $1 and kind = $2";
        sql::run(on, delete, [person.into(), gone.as_str().into()]).await?;
    }
    for new in stakes.iter().filter(|kind| !kept.contains(kind)) {
        let insert = "insert into stakes (person_id, kind, since) values ($1, $2, $3)";
        sql::run(on, insert, [person.into(), new.as_str().into(), store.now().0.into()]).await?;
    }
    Ok(())
}

async fn add_identity(
    on: &impl ConnectionTrait,
    store: &Store,
    person: Uuid,
    kind: Kind,
    value: &str,
) -> Result<()> {
    let whose = "select person_id from identities where kind = $1 and source = '' and value = $2";
    let whose: Vec<Uuid> = sql::column(on, whose, [kind.name().into(), value.into()]).await?;
    match whose.first() {
        Some(other) if *other == person => return Ok(()),
        Some(other) => return Err(Error::Belongs(PersonId(*other))),
        None => {}
    }
    let insert = "insert into identities (id, person_id, kind, source, value) values ($1, $2, $3, '', $4)";
    let id = store.inner.ids.next();
    sql::run(on, insert, [id.into(), person.into(), kind.name().into(), value.into()]).await?;
    if kind == Kind::Phone { terms::of_phone(on, person, id, value).await } else { Ok(()) }
}

/// Sorts a person anew: by their name, else by the surest way we know them.
async fn sort_anew(on: &impl ConnectionTrait, person: Uuid) -> Result<()> {
    let select = format!("select name, {} from people p where id = $1", super::KNOWN_BY);
    for row in sql::results(on, &select, [person.into()]).await? {
        let key = sort_key(&sql::at::<String>(&row, 0)?, &sql::at::<String>(&row, 1)?);
        sql::run(on, "update people set sort_key = $1 where id = $2", [key.into(), person.into()]).await?;
    }
    Ok(())
}

async fn changed(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    person: Uuid,
    action: &str,
    what: &str,
) -> Result<()> {
    audit::write(on, store, actor, action, "person", Some(person), what).await?;
    let event = if action == "person.created" { "person.created" } else { "person.updated" };
    webhooks::tell(on, store, event, &json!({ "id": person, "changed": what })).await
}

impl Store {
    /// Makes a person or organisation known by what is given; its id.
    ///
    /// # Errors
    /// [`Error::Unfit`] where something can't be kept, or there is neither a name nor an address;
    /// [`Error::Belongs`] where an address is somebody else's; where the permit is not for
    /// `WritePeople`, or the database fails.
    pub async fn make_person(
        &self,
        permit: &Permit,
        draft: Draft,
        known_by: &[Address<'_>],
    ) -> Result<PersonId> {
        leave::to_write(permit, Action::WritePeople)?;
        let draft = draft.checked()?;
        let addresses = known_by.iter().map(|address| address.kept()).collect::<Result<Vec<_>>>()?;
        let surest = addresses.first().map_or("", |(_, value)| value.as_str());
        if draft.name.is_empty() && surest.is_empty() {
            return Err(domain::memory::Problem::Empty.into());
        }
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        sql::run(
            &transaction,
            "insert into people (id, kind, name, sort_key, version) values ($1, $2, $3, $4, 0)",
            [
                id.into(),
                draft.kind.name().into(),
                draft.name.as_str().into(),
                sort_key(&draft.name, surest).into(),
            ],
        )
        .await?;
        let house = Value::from(self.inner.ids.next());
        sql::run(
            &transaction,
            "insert into identities (id, person_id, kind, source, value) values ($1, $2, 'house', '', $3)",
            [house, id.into(), id.to_string().into()],
        )
        .await?;
        for (kind, value) in &addresses {
            add_identity(&transaction, self, id, *kind, value).await?;
        }
        profiles::write(&transaction, PersonId(id), &draft.profile).await?;
        write_stakes(&transaction, self, id, &draft.stakes).await?;
        terms::of_name(&transaction, id, &draft.name).await?;
        changed(&transaction, self, permit.actor(), id, "person.created", draft.kind.name()).await?;
        self.ask_for_doubles(&transaction, id).await?;
        transaction.commit().await?;
        Ok(PersonId(id))
    }

    /// Writes what a person is, what they are called, their profile and what they are to us, in an
    /// edit that was begun on `version`; the new version.
    ///
    /// # Errors
    /// [`Error::Unfit`] where something can't be kept; [`Error::Superseded`] where somebody else
    /// changed the person in the meantime; where there is no such person, the permit is not for
    /// `WritePeople`, or the database fails.
    pub async fn edit_person(
        &self,
        permit: &Permit,
        id: PersonId,
        version: i64,
        draft: Draft,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let draft = draft.checked()?;
        let transaction = self.begin().await?;
        let version = raise_version(&transaction, id, version).await?;
        let update = "update people set kind = $1, name = $2 where id = $3";
        let values = [draft.kind.name().into(), draft.name.as_str().into(), id.0.into()];
        sql::run(&transaction, update, values).await?;
        sort_anew(&transaction, id.0).await?;
        terms::of_name(&transaction, id.0, &draft.name).await?;
        profiles::write(&transaction, id, &draft.profile).await?;
        write_stakes(&transaction, self, id.0, &draft.stakes).await?;
        changed(&transaction, self, permit.actor(), id.0, "person.updated", "profile").await?;
        self.ask_for_doubles(&transaction, id.0).await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// Adds a way somebody is known, in an edit that was begun on `version`; the new version.
    ///
    /// # Errors
    /// [`Error::Belongs`] where the address is somebody else's; otherwise as
    /// [`Store::edit_person`].
    pub async fn add_address(
        &self,
        permit: &Permit,
        id: PersonId,
        version: i64,
        address: Address<'_>,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let (kind, value) = address.kept()?;
        let transaction = self.begin().await?;
        let version = raise_version(&transaction, id, version).await?;
        add_identity(&transaction, self, id.0, kind, &value).await?;
        sort_anew(&transaction, id.0).await?;
        changed(&transaction, self, permit.actor(), id.0, "person.address_added", kind.name()).await?;
        self.ask_for_doubles(&transaction, id.0).await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// Takes an e-mail address or phone number from somebody, in an edit that was begun on `version`;
    /// the new version. What came by it stays with the person; the address is free again. Letters that wait
    /// for it go to another of theirs, or are called off.
    ///
    /// # Errors
    /// [`Error::Missing`] where it is none of theirs; otherwise as [`Store::edit_person`].
    pub async fn remove_address(
        &self,
        permit: &Permit,
        id: PersonId,
        version: i64,
        identity: IdentityId,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let version = raise_version(&transaction, id, version).await?;
        // Rows refer to the identity; it stays as one of ours.
        let update = "update identities set kind = 'house', value = $1
                      where id = $2 and person_id = $3 and kind in ('email', 'phone')";
        let values = [identity.0.to_string().into(), identity.0.into(), id.0.into()];
        if sql::run(&transaction, update, values).await? == 0 {
            return Err(Error::Missing("This person is not known by that address, or not any more."));
        }
        address_gone(&transaction, id, identity, self.now()).await?;
        terms::forget(&transaction, id.0, identity.0).await?;
        sort_anew(&transaction, id.0).await?;
        changed(&transaction, self, permit.actor(), id.0, "person.address_removed", "").await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// What somebody is to us besides a customer.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn stakes(&self, actor: Actor, id: PersonId) -> Result<Vec<String>> {
        leave::to_read_customers(actor)?;
        let sql = "select kind from stakes where person_id = $1 order by kind";
        sql::column(self.read(), sql, [id.0.into()]).await
    }

    /// Every word that says what somebody is to us, one step down the index for each.
    ///
    /// # Errors
    /// As [`Store::stakes`].
    pub async fn stakes_in_use(&self, actor: Actor) -> Result<Vec<String>> {
        leave::to_read_customers(actor)?;
        let sql = "with recursive used (name, place) as (
                       select min(kind), 1 from stakes
                       union all
                       select (select min(kind) from stakes where kind > name), place + 1
                       from used where name is not null and place < 200)
                   select name from used where name is not null";
        sql::column(self.read(), sql, []).await
    }
}
