//! Invitations into the team: by e-mail address, for one role, for a day, once.

use domain::access::{Action, Role};
use domain::ids::{InvitationId, StaffId};
use domain::team::{INVITATION_SECONDS, TeamRefusal};
use domain::{Actor, Instant, Permit, team};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::links::{Newcomer, Welcome, hash};
use crate::{Error, Result, Secret, Store, audit, leave, sql, staff};

const OPEN: &str = "used_at is null and revoked_at is null and expires_at > ";
const COLUMNS: &str = "id, email, name, role, invited_by, created_at, expires_at";

/// An invitation nobody has taken yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// To whom.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Who invited, as the audit names them.
    pub invited_by: String,
    /// When.
    pub created_at: Instant,
    /// Until when it may be taken.
    pub expires_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    invited_by: String,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<Row> for Invitation {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let role = staff::role(&row.role)?;
        let Row { id, email, name, invited_by, created_at, expires_at, .. } = row;
        let (created_at, expires_at) = (Instant(created_at), Instant(expires_at));
        Ok(Self { id: InvitationId(id), email, name, role, invited_by, created_at, expires_at })
    }
}

impl Store {
    /// Invites somebody. Earlier invitations to the same address stop working.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, the name or address won't do, somebody with this
    /// address is in the team, or the database fails.
    pub async fn invite(
        &self,
        permit: &Permit,
        email: &str,
        name: &str,
        role: Role,
    ) -> Result<(InvitationId, Secret)> {
        leave::to_write(permit, Action::ManageStaff)?;
        let (email, name) = (team::email(email)?, team::name(name)?);
        let (id, token, now) = (self.inner.ids.next(), self.token(), self.now());
        let transaction = self.begin().await?;
        let members = "select count(*) from staff where email = $1 and left_at is null";
        let members: i64 = sql::value(&transaction, members, [email.as_str().into()]).await?;
        if members > 0 {
            return Err(TeamRefusal::Member.into());
        }
        let earlier = "update invitations set revoked_at = $1
                       where email = $2 and used_at is null and revoked_at is null";
        sql::run(&transaction, earlier, [now.0.into(), email.as_str().into()]).await?;
        sql::run(
            &transaction,
            "insert into invitations (id, token_hash, email, name, role, invited_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                id.into(),
                hash(token.expose()).into(),
                email.into(),
                name.into(),
                role.name().into(),
                leave::name_of(permit.actor()).into(),
                now.0.into(),
                now.plus_seconds(INVITATION_SECONDS).0.into(),
            ],
        )
        .await?;
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "staff.invited", "invitation", Some(id), role.name()).await?;
        transaction.commit().await?;
        Ok((InvitationId(id), token))
    }

    /// Takes an invitation back before it is taken.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, there is no such open invitation, or the database
    /// fails.
    pub async fn revoke_invitation(&self, permit: &Permit, id: InvitationId) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let set = format!("update invitations set revoked_at = $1 where id = $2 and {OPEN}$1");
        if sql::run(&transaction, &set, [self.now().0.into(), id.0.into()]).await? == 0 {
            return Err(Error::Missing("There is no such invitation any more."));
        }
        let (actor, object) = (permit.actor(), Some(id.0));
        audit::write(&transaction, self, actor, "invitation.revoked", "invitation", object, "").await?;
        Ok(transaction.commit().await?)
    }

    /// The invitations that may still be taken, the latest first.
    ///
    /// # Errors
    /// Where the actor may not manage staff, or the database fails.
    pub async fn invitations(&self, actor: Actor) -> Result<Vec<Invitation>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let sql = format!("select {COLUMNS} from invitations where {OPEN}$1 order by id desc");
        let rows: Vec<Row> = sql::rows(self.read(), &sql, [self.now().0.into()]).await?;
        rows.into_iter().map(Invitation::try_from).collect()
    }

    /// What an invitation's link is good for.
    pub(crate) async fn invited(&self, token: &str) -> Result<Option<Welcome>> {
        let found = self.open_invitation(self.read(), token).await?;
        Ok(found.map(|Invitation { email, name, role, .. }| Welcome::Invited { email, name, role }))
    }

    async fn open_invitation(&self, on: &impl ConnectionTrait, token: &str) -> Result<Option<Invitation>> {
        let sql = format!("select {COLUMNS} from invitations where token_hash = $2 and {OPEN}$1");
        let row: Option<Row> = sql::row(on, &sql, [self.now().0.into(), hash(token).into()]).await?;
        row.map(Invitation::try_from).transpose()
    }

    /// Brings the invited into the team under the name they choose; somebody who left comes back as
    /// who they were.
    pub(crate) async fn take_invitation(
        &self,
        token: &str,
        newcomer: &Newcomer<'_>,
    ) -> Result<Option<StaffId>> {
        let (name, now) = (team::name(newcomer.name)?, self.now().0);
        let transaction = self.begin().await?;
        let Some(invitation) = self.open_invitation(&transaction, token).await? else { return Ok(None) };
        let set = "update invitations set used_at = $1 where id = $2";
        sql::run(&transaction, set, [now.into(), invitation.id.0.into()]).await?;
        let came = sql::run(
            &transaction,
            "insert into staff (id, email, name, role, password_hash, created_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (email) do update
             set name = excluded.name, role = excluded.role, password_hash = excluded.password_hash,
                 left_at = null, version = staff.version + 1
             where staff.left_at is not null",
            [
                self.inner.ids.next().into(),
                invitation.email.as_str().into(),
                name.into(),
                invitation.role.name().into(),
                newcomer.password_hash.into(),
                now.into(),
            ],
        )
        .await?;
        if came == 0 {
            return Err(TeamRefusal::Member.into());
        }
        let id = "select id from staff where email = $1";
        let id: Uuid = sql::value(&transaction, id, [invitation.email.into()]).await?;
        let role = invitation.role;
        let actor = Actor::Staff { id: StaffId(id), role };
        audit::write(&transaction, self, actor, "staff.joined", "staff", Some(id), role.name()).await?;
        transaction.commit().await?;
        Ok(Some(StaffId(id)))
    }
}
