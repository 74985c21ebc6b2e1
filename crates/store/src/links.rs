//! One-time links: the first owner's, and those to a new password. Only a hash of a link's secret is
//! kept.

use domain::access::{Action, Role};
use domain::ids::StaffId;
use domain::team::{INVITATION_SECONDS, PASSWORD_LINK_SECONDS};
use domain::{Actor, Permit, team};
use uuid::Uuid;

use crate::{Error, Result, Secret, Store, audit, leave, sql, staff};

const OWNER: &str = "owner";
const PASSWORD: &str = "password";

/// What a link is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Welcome {
    /// Whoever holds it becomes the first owner.
    Owner,
    /// Somebody invited comes into the team.
    Invited {
        /// Their address.
        email: String,
        /// What they are called by who invited them.
        name: String,
        /// What they will be trusted with.
        role: Role,
    },
    /// A member chooses a new password.
    Password {
        /// Their address.
        email: String,
        /// Their name.
        name: String,
    },
}

/// Who takes a link.
pub struct Newcomer<'a> {
    /// Name; of no weight to a link to a new password.
    pub name: &'a str,
    /// E-mail address; of weight to the first owner's link alone.
    pub email: &'a str,
    /// The PHC string of the password.
    pub password_hash: &'a str,
}

pub(crate) fn hash(token: &str) -> Vec<u8> {
    blake3::hash(token.as_bytes()).as_bytes().to_vec()
}

impl Store {
    pub(crate) fn token(&self) -> Secret {
        let mut bytes = [0u8; 32];
        self.inner.entropy.fill(&mut bytes);
        Secret(blake3::Hash::from_bytes(bytes).to_hex().to_string())
    }

    /// Makes the link by which the first owner signs up; `None` once there is somebody. Links made
    /// before stop working.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, or the database fails.
    pub async fn make_owner_link(&self, permit: &Permit) -> Result<Option<Secret>> {
        leave::to_write(permit, Action::ManageStaff)?;
        let token = self.token();
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
                now.plus_seconds(INVITATION_SECONDS).0.into(),
            ],
        )
        .await?;
        transaction.commit().await?;
        Ok(Some(token))
    }

    /// Makes a link by which a member chooses a new password. Those made before stop working.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, there is no such member, or the database fails.
    pub async fn make_password_link(&self, permit: &Permit, id: StaffId) -> Result<Secret> {
        leave::to_write(permit, Action::ManageStaff)?;
        let (token, now) = (self.token(), self.now());
        let transaction = self.begin().await?;
        sql::run(&transaction, "delete from links where staff_id = $1", [id.0.into()]).await?;
        let made = sql::run(
            &transaction,
            "insert into links (token_hash, purpose, staff_id, created_at, expires_at)
             select $1, $2, id, $3, $4 from staff where id = $5 and left_at is null",
            [
                hash(token.expose()).into(),
                PASSWORD.into(),
                now.0.into(),
                now.plus_seconds(PASSWORD_LINK_SECONDS).0.into(),
                id.0.into(),
            ],
        )
        .await?;
        if made == 0 {
            return Err(Error::Missing("There is no such member of staff."));
        }
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "staff.password_link", "staff", Some(id.0), "").await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// What a link is good for now; `None` where it is unknown, taken, revoked or expired.
    ///
    /// # Errors
    /// Where the actor may not manage staff (the pages ask as a part of the program), or the
    /// database fails.
    pub async fn welcome(&self, actor: Actor, token: &str) -> Result<Option<Welcome>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let owner: i64 = sql::value(
            self.read(),
            "select count(*) from links where token_hash = $1 and purpose = $2 and used_at is null
             and expires_at > $3 and not exists (select 1 from staff)",
            [hash(token).into(), OWNER.into(), self.now().0.into()],
        )
        .await?;
        if owner > 0 {
            return Ok(Some(Welcome::Owner));
        }
        let asked = [hash(token).into(), PASSWORD.into(), self.now().0.into()];
        let member = "select s.email, s.name from links l join staff s on s.id = l.staff_id
                      where l.token_hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > $3
                        and s.left_at is null";
        if let Some(row) = sql::results(self.read(), member, asked).await?.first() {
            return Ok(Some(Welcome::Password { email: sql::at(row, 0)?, name: sql::at(row, 1)? }));
        }
        self.invited(token).await
    }

    /// Takes a link, once; `None` where it is unknown, taken, revoked or expired. A member who chose
    /// a new password is signed out everywhere.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, the name or address won't do, or the database
    /// fails.
    pub async fn take_link(
        &self,
        permit: &Permit,
        token: &str,
        newcomer: &Newcomer<'_>,
    ) -> Result<Option<StaffId>> {
        leave::to_write(permit, Action::ManageStaff)?;
        match self.welcome(permit.actor(), token).await? {
            Some(Welcome::Owner) => self.take_owner_link(token, newcomer).await,
            Some(Welcome::Invited { .. }) => self.take_invitation(token, newcomer).await,
            Some(Welcome::Password { .. }) => self.take_password_link(token, newcomer.password_hash).await,
            None => Ok(None),
        }
    }

    async fn take_owner_link(&self, token: &str, owner: &Newcomer<'_>) -> Result<Option<StaffId>> {
        let (email, name) = (team::email(owner.email)?, team::name(owner.name)?);
        let (now, id) = (self.now().0, self.inner.ids.next());
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
                email.into(),
                name.into(),
                Role::Owner.name().into(),
                owner.password_hash.into(),
                now.into(),
            ],
        )
        .await?;
        let actor = Actor::Staff { id: StaffId(id), role: Role::Owner };
        audit::write(&transaction, self, actor, "staff.joined", "staff", Some(id), Role::Owner.name())
            .await?;
        transaction.commit().await?;
        Ok(Some(StaffId(id)))
    }

    async fn take_password_link(&self, token: &str, password_hash: &str) -> Result<Option<StaffId>> {
        let transaction = self.begin().await?;
        let found: Vec<Uuid> = sql::column(
            &transaction,
            "select l.staff_id from links l join staff s on s.id = l.staff_id
             where l.token_hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > $3
               and s.left_at is null",
            [hash(token).into(), PASSWORD.into(), self.now().0.into()],
        )
        .await?;
        let Some(&id) = found.first() else { return Ok(None) };
        let set = "update staff set password_hash = $1, version = version + 1 where id = $2";
        sql::run(&transaction, set, [password_hash.into(), id.into()]).await?;
        let roles: Vec<String> =
            sql::column(&transaction, "select role from staff where id = $1", [id.into()]).await?;
        let role = staff::role(roles.first().map_or("", String::as_str))?;
        staff::end_sessions(&transaction, StaffId(id)).await?;
        let actor = Actor::Staff { id: StaffId(id), role };
        audit::write(&transaction, self, actor, "staff.password", "staff", Some(id), "").await?;
        transaction.commit().await?;
        Ok(Some(StaffId(id)))
    }
}
