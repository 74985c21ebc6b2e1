//! Who works here, and the one-time links that let them in the first time.

use std::fmt;

use domain::access::{Action, Role};
use domain::ids::StaffId;
use domain::{Actor, Permit};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Result, Store, leave, sql};

/// How long a one-time link may be taken, in seconds.
pub const LINK_SECONDS: i64 = 24 * 60 * 60;

const OWNER: &str = "owner";

/// A member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: StaffId,
    /// Their e-mail address, lowercase.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they are trusted with.
    pub role: Role,
    /// The PHC string of their password; `None` before they set one.
    pub password_hash: Option<String>,
}

/// Leaves the password's hash out, so that no log ever carries it.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Member").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// The secret of a one-time link: 64 hexadecimal digits. Only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The digits, for the link.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Who takes the owner's link.
pub struct NewOwner<'a> {
    /// E-mail address; kept trimmed and lowercase.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// The PHC string of the password.
    pub password_hash: &'a str,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    password_hash: Option<String>,
}

impl TryFrom<Row> for Member {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let role = Role::from_name(&row.role)
            .ok_or_else(|| Error::unreadable(format!("the role '{}'", row.role)))?;
        let Row { id, email, name, password_hash, .. } = row;
        Ok(Self { id: StaffId(id), email, name, role, password_hash })
    }
}

fn clean(email: &str) -> String {
    email.trim().to_lowercase()
}

fn hash(token: &str) -> Vec<u8> {
    blake3::hash(token.as_bytes()).as_bytes().to_vec()
}

impl Store {
    /// Makes the link by which the first owner signs up; `None` once there is an owner. Links made
    /// before stop working.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, or the database fails.
    pub async fn make_owner_link(&self, permit: &Permit) -> Result<Option<Token>> {
        leave::to_write(permit, Action::ManageStaff)?;
        let mut bytes = [0u8; 32];
        self.inner.entropy.fill(&mut bytes);
        let token = Token(blake3::Hash::from_bytes(bytes).to_hex().to_string());
        let transaction = self.begin().await?;
        let staff: i64 = sql::value(&transaction, "select count(*) from staff", []).await?;
        if staff > 0 {
            return Ok(None);
        }
        let now = self.now();
        sql::run(&transaction, "delete from links where purpose = $1", [OWNER.into()]).await?;
        sql::run(
            &transaction,
            "insert into links (token_hash, purpose, created_at, expires_at) values ($1, $2, $3, $4)",
            [
                hash(token.expose()).into(),
                OWNER.into(),
                now.0.into(),
                now.plus_seconds(LINK_SECONDS).0.into(),
            ],
        )
        .await?;
        transaction.commit().await?;
        Ok(Some(token))
    }

    /// Whether the owner's link may still be taken.
    ///
    /// # Errors
    /// Where the actor may not manage staff (the pages ask as a part of the program), or the
    /// database fails.
    pub async fn owner_link_is_open(&self, actor: Actor, token: &str) -> Result<bool> {
        leave::to_read(actor, Action::ManageStaff)?;
        let open: i64 = sql::value(
            self.read(),
            "select count(*) from links
             where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3",
            [hash(token).into(), OWNER.into(), self.now().0.into()],
        )
        .await?;
        Ok(open > 0)
    }

    /// Takes the owner's link, once, and makes the owner; `None` where the link is unknown, taken or
    /// expired.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, or the database fails.
    pub async fn take_owner_link(
        &self,
        permit: &Permit,
        token: &str,
        owner: &NewOwner<'_>,
    ) -> Result<Option<StaffId>> {
        leave::to_write(permit, Action::ManageStaff)?;
        let now = self.now().0;
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        let taken = sql::run(
            &transaction,
            "update links set used_at = $1
             where token_hash = $2 and purpose = $3 and used_at is null and expires_at > $1
               and not exists (select 1 from staff)",
            [now.into(), hash(token).into(), OWNER.into()],
        )
        .await?;
        if taken == 0 {
            return Ok(None);
        }
        sql::run(
            &transaction,
            "insert into staff (id, email, name, role, password_hash, created_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                id.into(),
                clean(owner.email).into(),
                owner.name.trim().into(),
                Role::Owner.name().into(),
                owner.password_hash.into(),
                now.into(),
            ],
        )
        .await?;
        transaction.commit().await?;
        Ok(Some(StaffId(id)))
    }

    /// The member of staff with this e-mail address.
    ///
    /// # Errors
    /// Where the actor may not manage staff (sign-in asks as a part of the program), or the
    /// database fails.
    pub async fn staff_by_email(&self, actor: Actor, email: &str) -> Result<Option<Member>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let row: Option<Row> = sql::row(
            self.read(),
            "select id, email, name, role, password_hash from staff where email = $1",
            [clean(email).into()],
        )
        .await?;
        row.map(Member::try_from).transpose()
    }

    /// The member of staff with this id.
    ///
    /// # Errors
    /// As [`Store::staff_by_email`].
    pub async fn staff(&self, actor: Actor, id: StaffId) -> Result<Option<Member>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let row: Option<Row> = sql::row(
            self.read(),
            "select id, email, name, role, password_hash from staff where id = $1",
            [id.0.into()],
        )
        .await?;
        row.map(Member::try_from).transpose()
    }

    /// Sets a password's hash and ends every session of its owner.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, there is no such member, or the database fails.
    pub async fn set_password_hash(&self, permit: &Permit, id: StaffId, password_hash: &str) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let set = sql::run(
            &transaction,
            "update staff set password_hash = $1 where id = $2",
            [password_hash.into(), id.0.into()],
        )
        .await?;
        if set == 0 {
            return Err(Error::Missing("There is no such member of staff."));
        }
        sql::run(&transaction, "delete from sessions where staff_id = $1", [id.0.into()]).await?;
        Ok(transaction.commit().await?)
    }
}
