//! Sessions of signed-in staff. What a session holds is the pages' business; here it is text.

use domain::access::{Action, Role};
use domain::ids::StaffId;
use domain::{Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::languages::Languages;
use crate::{Error, Result, Store, audit, leave, sql, staff};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in; `None` before they are.
    pub staff: Option<StaffId>,
    /// What the pages keep in it.
    pub data: String,
    /// When it ends.
    pub expires_at: Instant,
}

/// Who asks by a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Their id.
    pub id: StaffId,
    /// What they are called.
    pub name: String,
    /// What they are trusted with.
    pub role: Role,
    /// In which language they read.
    pub languages: Languages,
    /// What the pages keep in the session.
    pub data: String,
}

#[derive(FromQueryResult)]
struct AskerRow {
    id: Uuid,
    name: String,
    role: String,
    own: Option<String>,
    company: Option<String>,
    data: String,
    expires_at: i64,
}

#[derive(FromQueryResult)]
struct Row {
    staff_id: Option<Uuid>,
    data: String,
    expires_at: i64,
}

/// A session as its owner may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// By what it is ended: the hash of the cookie's id, in hexadecimal digits.
    pub key: String,
    /// Whether it is the one that asks.
    pub this: bool,
    /// What the pages keep in it.
    pub data: String,
}

/// The cookie's id is a secret: whoever reads the database must not be able to use it.
fn hash(id: &[u8]) -> Vec<u8> {
    blake3::hash(id).as_bytes().to_vec()
}

impl Store {
    /// Makes a session; false where there is one of this id already.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, or the database fails.
    pub async fn create_session(&self, permit: &Permit, id: &[u8], session: &Session) -> Result<bool> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let made = sql::run(
            &transaction,
            "insert into sessions (id_hash, staff_id, data, expires_at) values ($1, $2, $3, $4)
             on conflict (id_hash) do nothing",
            [
                hash(id).into(),
                session.staff.map(|staff| staff.0).into(),
                session.data.as_str().into(),
                session.expires_at.0.into(),
            ],
        )
        .await?;
        self.note_seen(&transaction, session.staff).await?;
        transaction.commit().await?;
        Ok(made == 1)
    }

    /// Saves a session made before; false where it has been ended since, and then it stays ended.
    ///
    /// # Errors
    /// As [`Store::create_session`].
    pub async fn save_session(&self, permit: &Permit, id: &[u8], session: &Session) -> Result<bool> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let saved = sql::run(
            &transaction,
            "update sessions set staff_id = $2, data = $3, expires_at = $4
             where id_hash = $1 and expires_at > $5",
            [
                hash(id).into(),
                session.staff.map(|staff| staff.0).into(),
                session.data.as_str().into(),
                session.expires_at.0.into(),
                self.now().0.into(),
            ],
        )
        .await?;
        if saved == 1 {
            self.note_seen(&transaction, session.staff).await?;
        } else {
            self.forget_expired(&transaction, id).await?;
        }
        transaction.commit().await?;
        Ok(saved == 1)
    }

    /// Notes that a member is here.
    async fn note_seen(&self, on: &impl ConnectionTrait, who: Option<StaffId>) -> Result<()> {
        if let Some(id) = who {
            let set = "update staff set seen_at = $1 where id = $2";
            sql::run(on, set, [self.now().0.into(), id.0.into()]).await?;
        }
        Ok(())
    }

    /// Forgets a session that was met after its time, so that a clock set back revives nothing.
    async fn forget_expired(&self, on: &impl ConnectionTrait, id: &[u8]) -> Result<()> {
        let delete = "delete from sessions where id_hash = $1 and expires_at <= $2";
        sql::run(on, delete, [hash(id).into(), self.now().0.into()]).await?;
        Ok(())
    }

    /// Whether a session that was met ends after now; else it is forgotten.
    async fn goes_on(&self, id: &[u8], expires_at: i64) -> Result<bool> {
        let goes_on = expires_at > self.now().0;
        if !goes_on {
            self.forget_expired(self.write(), id).await?;
        }
        Ok(goes_on)
    }

    /// The session of this id, unless it has ended; one that is met after its time is forgotten.
    ///
    /// # Errors
    /// As [`Store::create_session`].
    pub async fn session(&self, permit: &Permit, id: &[u8]) -> Result<Option<Session>> {
        leave::to_write(permit, Action::ManageStaff)?;
        let select = "select staff_id, data, expires_at from sessions where id_hash = $1";
        let row: Option<Row> = sql::row(self.read(), select, [hash(id).into()]).await?;
        let Some(row) = row else { return Ok(None) };
        if !self.goes_on(id, row.expires_at).await? {
            return Ok(None);
        }
        let Row { staff_id, data, expires_at } = row;
        Ok(Some(Session { staff: staff_id.map(StaffId), data, expires_at: Instant(expires_at) }))
    }

    /// The member of the team who asks by the session of this id, unless it has ended: all that every
    /// page needs to know of them, in one row.
    ///
    /// # Errors
    /// As [`Store::session`].
    pub async fn asker(&self, permit: &Permit, id: &[u8]) -> Result<Option<Asker>> {
        leave::to_write(permit, Action::ManageStaff)?;
        let row: Option<AskerRow> = sql::row(
            self.read(),
            "select m.id, m.name, m.role, m.language as own, (select language from settings) as company, s.data,
                 s.expires_at
             from sessions s join staff m on m.id = s.staff_id and m.left_at is null where s.id_hash = $1",
            [hash(id).into()],
        )
        .await?;
        let Some(row) = row else { return Ok(None) };
        if !self.goes_on(id, row.expires_at).await? {
            return Ok(None);
        }
        let AskerRow { id, name, role, own, company, data, .. } = row;
        let languages = Languages { own, company };
        Ok(Some(Asker { id: StaffId(id), name, role: staff::role(&role)?, languages, data }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// As [`Store::create_session`].
    pub async fn delete_session(&self, permit: &Permit, id: &[u8]) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        sql::run(self.write(), "delete from sessions where id_hash = $1", [hash(id).into()]).await?;
        Ok(())
    }

    /// Forgets the sessions that have ended; how many.
    ///
    /// # Errors
    /// As [`Store::create_session`].
    pub async fn expire_sessions(&self, permit: &Permit) -> Result<u64> {
        leave::to_write(permit, Action::ManageStaff)?;
        let now = self.now().0.into();
        sql::run(self.write(), "delete from sessions where expires_at <= $1", [now]).await
    }

    /// One's own sessions, of which `this` is the cookie's id of the one that asks.
    ///
    /// # Errors
    /// Where the permit is not for `ManageSelf`, or the database fails.
    pub async fn own_sessions(&self, permit: &Permit, this: &[u8]) -> Result<Vec<OwnSession>> {
        let id = staff::oneself(permit)?;
        let rows = sql::results(
            self.read(),
            "select id_hash, data from sessions where staff_id = $1 and expires_at > $2
             order by expires_at desc, id_hash",
            [id.0.into(), self.now().0.into()],
        )
        .await?;
        let this = hash(this);
        let session = |row| {
            let key: Vec<u8> = sql::at(row, 0)?;
            let digits = key.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(OwnSession { key: digits, this: key == this, data: sql::at(row, 1)? })
        };
        rows.iter().map(session).collect()
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// Where the permit is not for `ManageSelf`, there is no such session of one's own, or the
    /// database fails.
    pub async fn end_own_session(&self, permit: &Permit, key: &str) -> Result<()> {
        let id = staff::oneself(permit)?;
        let missing = || Error::Missing("There is no such session any more.");
        let key = blake3::Hash::from_hex(key).map_err(|_| missing())?;
        let transaction = self.begin().await?;
        let ended = sql::run(
            &transaction,
            "delete from sessions where id_hash = $1 and staff_id = $2",
            [key.as_bytes().to_vec().into(), id.0.into()],
        )
        .await?;
        if ended == 0 {
            return Err(missing());
        }
        audit::write(&transaction, self, permit.actor(), "session.ended", "staff", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }
}
