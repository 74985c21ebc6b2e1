//! Keys of programs. Only a hash of the secret is kept.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::access::{Action, Scopes, check};
use domain::ids::KeyId;
use domain::keys::NewKey;
use domain::time::DAY_MICROS;
use domain::{Actor, Day, Instant, Permit};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Result, Secret, Store, audit, leave, sql};

const COLUMNS: &str = "id, name, source, scopes, created_by, created_at, expires_at, revoked_at, used_day";

/// A program's key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// What it is called.
    pub name: String,
    /// The source whose write key it is; `None` for keys of the REST interface.
    pub source: Option<String>,
    /// What it may do.
    pub scopes: Scopes,
    /// Who made it, as the audit names them.
    pub created_by: String,
    /// When.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// The last day (UTC) it was used on.
    pub used_day: Option<Day>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    source: Option<String>,
    scopes: i64,
    created_by: String,
    created_at: i64,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    used_day: Option<i32>,
}

impl TryFrom<Row> for Key {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let bits = u32::try_from(row.scopes).map_err(|_| Error::unreadable("the scopes of a key"))?;
        Ok(Self {
            id: KeyId(row.id),
            name: row.name,
            source: row.source,
            scopes: Scopes::from_bits(bits),
            created_by: row.created_by,
            created_at: Instant(row.created_at),
            expires_at: row.expires_at.map(Instant),
            revoked_at: row.revoked_at.map(Instant),
            used_day: row.used_day.map(Day),
        })
    }
}

fn hash(secret: &str) -> Vec<u8> {
    blake3::hash(secret.as_bytes()).as_bytes().to_vec()
}

impl Store {
    /// Makes a key; its secret is told here and never again. A key gives none a scope it lacks itself.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys` or reaches less far than the key, or the database
    /// fails.
    pub async fn make_key(&self, permit: &Permit, key: &NewKey) -> Result<(KeyId, Secret)> {
        leave::to_write(permit, Action::ManageKeys)?;
        for (_, action) in key.scopes().iter() {
            if matches!(permit.actor(), Actor::Key { .. }) {
                check(permit.actor(), action)?;
            }
        }
        let mut bytes = [0u8; 32];
        self.inner.entropy.fill(&mut bytes);
        let prefix = if key.source().is_some() { "pk_" } else { "sk_" };
        let secret = Secret(format!("{prefix}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes)));
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        sql::run(
            &transaction,
            "insert into keys (id, name, source, hash, scopes, created_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                id.into(),
                key.name().into(),
                key.source().into(),
                hash(secret.expose()).into(),
                i64::from(key.scopes().bits()).into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
                key.expires_at().map(|end| end.0).into(),
            ],
        )
        .await?;
        let scopes = key.scopes().iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ");
        audit::write(&transaction, self, permit.actor(), "key.made", "key", Some(id), &scopes).await?;
        transaction.commit().await?;
        Ok((KeyId(id), secret))
    }

    /// Ends a key at once; one revoked before stays as it was.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there is no such key, or the database fails.
    pub async fn revoke_key(&self, permit: &Permit, id: KeyId) -> Result<()> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        let there: i64 =
            sql::value(&transaction, "select count(*) from keys where id = $1", [id.0.into()]).await?;
        if there == 0 {
            return Err(Error::Missing("There is no such key."));
        }
        let revoked = sql::run(
            &transaction,
            "update keys set revoked_at = $1 where id = $2 and revoked_at is null",
            [self.now().0.into(), id.0.into()],
        )
        .await?;
        if revoked == 1 {
            audit::write(&transaction, self, permit.actor(), "key.revoked", "key", Some(id.0), "").await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The key of this secret; `None` where there is none, or it ended or was revoked.
    ///
    /// # Errors
    /// Where the actor may not manage keys (the interface asks as a part of the program), or the
    /// database fails.
    pub async fn key_by_secret(&self, actor: Actor, secret: &str) -> Result<Option<Key>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let sql = format!(
            "select {COLUMNS} from keys
             where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)"
        );
        let row: Option<Row> =
            sql::row(self.read(), &sql, [hash(secret).into(), self.now().0.into()]).await?;
        row.map(Key::try_from).transpose()
    }

    /// Notes that a key was used today (UTC): one write a key and day, none where it stands already.
    ///
    /// # Errors
    /// Where the actor may not manage keys (the interface asks as a part of the program), or the
    /// database fails.
    pub async fn key_was_used(&self, actor: Actor, key: &Key) -> Result<()> {
        leave::to_read(actor, Action::ManageKeys)?;
        let today = i32::try_from(self.now().0.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX);
        if key.used_day < Some(Day(today)) {
            let set = "update keys set used_day = $1 where id = $2 and (used_day is null or used_day < $1)";
            sql::run(self.write(), set, [today.into(), key.id.0.into()]).await?;
        }
        Ok(())
    }

    /// A key.
    ///
    /// # Errors
    /// As [`Store::keys`].
    pub async fn key(&self, actor: Actor, id: KeyId) -> Result<Option<Key>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let sql = format!("select {COLUMNS} from keys where id = $1");
        let row: Option<Row> = sql::row(self.read(), &sql, [id.0.into()]).await?;
        row.map(Key::try_from).transpose()
    }

    /// The keys, the latest made first, from below the key `after`.
    ///
    /// # Errors
    /// Where the actor may not manage keys, or the database fails.
    pub async fn keys(&self, actor: Actor, after: Option<KeyId>, limit: u32) -> Result<Vec<Key>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let after = after.map_or(Uuid::max(), |id| id.0);
        let sql = format!("select {COLUMNS} from keys where id < $1 order by id desc limit $2");
        let rows: Vec<Row> = sql::rows(self.read(), &sql, [after.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(Key::try_from).collect()
    }
}
