//! What a person's page can say beyond the name: the parts of it, how to say it, where they live.

use domain::access::Action;
use domain::ids::PersonId;
use domain::profile::Profile;
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{Error, Result, Store, audit, leave, sql};

/// The columns of a profile, as [`profile`] reads them.
pub(crate) const COLUMNS: &str = "given, family, says, title, language, zone, website, street, city, region, \
     postal_code, country";

/// The profile whose [`COLUMNS`] begin a row.
pub(crate) fn profile(row: &QueryResult) -> Result<Profile> {
    Ok(Profile {
        given: sql::at(row, 0)?,
        family: sql::at(row, 1)?,
        says: sql::at(row, 2)?,
        title: sql::at(row, 3)?,
        language: sql::at(row, 4)?,
        zone: sql::at(row, 5)?,
        website: sql::at(row, 6)?,
        street: sql::at(row, 7)?,
        city: sql::at(row, 8)?,
        region: sql::at(row, 9)?,
        postal_code: sql::at(row, 10)?,
        country: sql::at(row, 11)?,
    })
}

/// Writes a checked profile over what stood there; an empty one leaves no row.
pub(crate) async fn write(on: &impl ConnectionTrait, person: PersonId, profile: &Profile) -> Result<()> {
    if *profile == Profile::default() {
        sql::run(on, "delete from profiles where person_id = $1", [person.0.into()]).await?;
        return Ok(());
    }
    let insert = format!(
        "insert into profiles (person_id, {COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (person_id) do update set given = excluded.given, family = excluded.family,
             says = excluded.says, title = excluded.title, language = excluded.language,
             zone = excluded.zone, website = excluded.website, street = excluded.street,
             city = excluded.city, region = excluded.region, postal_code = excluded.postal_code,
             country = excluded.country"
    );
    let texts = [
        &profile.given,
        &profile.family,
        &profile.says,
        &profile.title,
        &profile.language,
        &profile.zone,
        &profile.website,
        &profile.street,
        &profile.city,
        &profile.region,
        &profile.postal_code,
        &profile.country,
    ];
    let values = std::iter::once(person.0.into()).chain(texts.map(|text| text.as_str().into()));
    sql::run(on, &insert, values).await?;
    Ok(())
}

/// Raises a person's version in the transaction of an edit that was begun on `version`; the new one.
pub(crate) async fn raise_version(on: &impl ConnectionTrait, person: PersonId, version: i64) -> Result<i64> {
    let raise = "update people set version = version + 1
                 where id = $1 and version = $2 and kind <> 'erased'";
    if sql::run(on, raise, [person.0.into(), version.into()]).await? == 1 {
        return Ok(version + 1);
    }
    let there: Vec<i64> =
        sql::column(on, "select version from people where id = $1 and kind <> 'erased'", [person.0.into()])
            .await?;
    Err(if there.is_empty() {
        Error::Missing("There is no such person, or not any more; look them up again.")
    } else {
        Error::Superseded(
            "Somebody else changed this person in the meantime; look again and repeat your change.",
        )
    })
}

impl Store {
    /// What is said of a person beyond the name; empty where nothing is.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn profile(&self, actor: Actor, person: PersonId) -> Result<Profile> {
        leave::to_read_customers(actor)?;
        let select = format!("select {COLUMNS} from profiles where person_id = $1");
        let rows = sql::results(self.read(), &select, [person.0.into()]).await?;
        rows.first().map_or_else(|| Ok(Profile::default()), profile)
    }

    /// Writes a person's profile, in an edit that was begun on `version`; the new version.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the profile is not fit to keep, somebody else
    /// changed the person in the meantime, or the database fails.
    pub async fn save_profile(
        &self,
        permit: &Permit,
        person: PersonId,
        version: i64,
        profile: Profile,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let profile = profile.checked()?;
        let transaction = self.begin().await?;
        let version = raise_version(&transaction, person, version).await?;
        write(&transaction, person, &profile).await?;
        let action = "person.profile_changed";
        audit::write(&transaction, self, permit.actor(), action, "person", Some(person.0), "").await?;
        transaction.commit().await?;
        Ok(version)
    }
}
