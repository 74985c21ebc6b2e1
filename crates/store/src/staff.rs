//! Who works here.

use std::collections::HashMap;
use std::fmt;

use domain::access::{Action, Role};
use domain::ids::StaffId;
use domain::team::TeamRefusal;
use domain::{Actor, Instant, Permit, team};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, sql};

const COLUMNS: &str = "id, email, name, role, password_hash, seen_at";

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
    /// The PHC string of their password.
    pub password_hash: Option<String>,
    /// When they last were here, within the hour.
    pub seen_at: Option<Instant>,
}

/// Leaves the password's hash out, so that no log ever carries it.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Member").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    password_hash: Option<String>,
    seen_at: Option<i64>,
}

impl TryFrom<Row> for Member {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let role = role(&row.role)?;
        let Row { id, email, name, password_hash, seen_at, .. } = row;
        Ok(Self { id: StaffId(id), email, name, role, password_hash, seen_at: seen_at.map(Instant) })
    }
}

/// A role as kept in the database.
pub(crate) fn role(name: &str) -> Result<Role> {
    Role::from_name(name).ok_or_else(|| Error::unreadable(format!("the role '{name}'")))
}

/// Who a permit to [`Action::ManageSelf`] is for.
pub(crate) fn oneself(permit: &Permit) -> Result<StaffId> {
    leave::to_write(permit, Action::ManageSelf)?;
    match permit.actor() {
        Actor::Staff { id, .. } => Ok(id),
        _ => Err(domain::access::Denied.into()),
    }
}

/// The role of somebody in the team.
async fn in_team(on: &impl ConnectionTrait, id: StaffId) -> Result<Role> {
    let found: Vec<String> =
        sql::column(on, "select role from staff where id = $1 and left_at is null", [id.0.into()]).await?;
    role(found.first().ok_or(Error::Missing("There is no such member of staff."))?)
}

/// Refuses where nobody but this member is an owner.
async fn leaves_an_owner(on: &impl ConnectionTrait, id: StaffId) -> Result<()> {
    let others = "select count(*) from staff where role = $1 and id <> $2 and left_at is null";
    let others: i64 = sql::value(on, others, [Role::Owner.name().into(), id.0.into()]).await?;
    if others == 0 { Err(TeamRefusal::LastOwner.into()) } else { Ok(()) }
}

/// Ends every session of a member and every link to a new password.
pub(crate) async fn end_sessions(on: &impl ConnectionTrait, id: StaffId) -> Result<()> {
    for table in ["sessions", "links"] {
        sql::run(on, &format!("delete from {table} where staff_id = $1"), [id.0.into()]).await?;
    }
    Ok(())
}

impl Store {
    /// What everybody who works or worked here is called, for "who did this", and whether they still
    /// do.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn colleagues(&self, actor: Actor) -> Result<Vec<(StaffId, String, bool)>> {
        leave::to_read_customers(actor)?;
        let sql = "select id, name, left_at from staff order by name, id";
        let colleague = |row: &sea_orm::QueryResult| {
            let left: Option<i64> = sql::at(row, 2)?;
            Ok((StaffId(sql::at(row, 0)?), sql::at(row, 1)?, left.is_none()))
        };
        sql::results(self.read(), sql, []).await?.iter().map(colleague).collect()
    }

    /// The member of staff with this e-mail address.
    ///
    /// # Errors
    /// Where the actor may not manage staff (sign-in asks as a part of the program), or the
    /// database fails.
    pub async fn staff_by_email(&self, actor: Actor, email: &str) -> Result<Option<Member>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let sql = format!("select {COLUMNS} from staff where email = $1 and left_at is null");
        let row: Option<Row> = sql::row(self.read(), &sql, [email.trim().to_lowercase().into()]).await?;
        row.map(Member::try_from).transpose()
    }

    /// The member of staff with this id.
    ///
    /// # Errors
    /// As [`Store::staff_by_email`].
    pub async fn staff(&self, actor: Actor, id: StaffId) -> Result<Option<Member>> {
        leave::to_read(actor, Action::ManageStaff)?;
        let sql = format!("select {COLUMNS} from staff where id = $1 and left_at is null");
        let row: Option<Row> = sql::row(self.read(), &sql, [id.0.into()]).await?;
        row.map(Member::try_from).transpose()
    }

    /// Everybody in the team, by name.
    ///
    /// # Errors
    /// Where the actor may not read the audit, or the database fails.
    pub async fn team(&self, actor: Actor) -> Result<Vec<Member>> {
        leave::to_read(actor, Action::ReadAudit)?;
        let sql = format!("select {COLUMNS} from staff where left_at is null order by name, id");
        let rows: Vec<Row> = sql::rows(self.read(), &sql, []).await?;
        rows.into_iter().map(Member::try_from).collect()
    }

    /// The names of all who work or worked here.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn staff_names(&self, actor: Actor) -> Result<HashMap<StaffId, String>> {
        leave::to_read_customers(actor)?;
        let rows = sql::results(self.read(), "select id, name from staff", []).await?;
        rows.iter().map(|row| Ok((StaffId(sql::at(row, 0)?), sql::at(row, 1)?))).collect()
    }

    /// Gives a member another role and ends their sessions. The last owner keeps theirs.
    ///
    /// # Errors
    /// Where the permit is not for `ManageStaff`, there is no such member, they are the last owner,
    /// or the database fails.
    pub async fn set_role(&self, permit: &Permit, id: StaffId, to: Role) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let present = in_team(&transaction, id).await?;
        if present == to {
            return Ok(());
        }
        leaves_an_owner(&transaction, id).await?;
        let set = "update staff set role = $1, version = version + 1 where id = $2";
        sql::run(&transaction, set, [to.name().into(), id.0.into()]).await?;
        end_sessions(&transaction, id).await?;
        let (actor, object) = (permit.actor(), Some(id.0));
        audit::write(&transaction, self, actor, "staff.role", "staff", object, to.name()).await?;
        Ok(transaction.commit().await?)
    }

    /// Lets a member go: their sessions end at once, and what they did stays theirs. The last owner
    /// can't go.
    ///
    /// # Errors
    /// As [`Store::set_role`].
    pub async fn let_go(&self, permit: &Permit, id: StaffId) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let role = in_team(&transaction, id).await?;
        leaves_an_owner(&transaction, id).await?;
        let set = "update staff set left_at = $1, password_hash = null, version = version + 1 where id = $2";
        sql::run(&transaction, set, [self.now().0.into(), id.0.into()]).await?;
        end_sessions(&transaction, id).await?;
        let object = Some(id.0);
        audit::write(&transaction, self, permit.actor(), "staff.left", "staff", object, role.name()).await?;
        Ok(transaction.commit().await?)
    }

    /// Changes one's own name.
    ///
    /// # Errors
    /// Where the permit is not for `ManageSelf`, the name won't do, or the database fails.
    pub async fn rename_oneself(&self, permit: &Permit, name: &str) -> Result<()> {
        let id = oneself(permit)?;
        let name = team::name(name)?;
        let transaction = self.begin().await?;
        let set = "update staff set name = $1, version = version + 1 where id = $2";
        sql::run(&transaction, set, [name.into(), id.0.into()]).await?;
        audit::write(&transaction, self, permit.actor(), "staff.renamed", "staff", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }

    /// Sets one's own password's hash and ends every session of one's own, and every link to a new
    /// password.
    ///
    /// # Errors
    /// Where the permit is not for `ManageSelf`, or the database fails.
    pub async fn set_own_password(&self, permit: &Permit, password_hash: &str) -> Result<()> {
        let id = oneself(permit)?;
        let transaction = self.begin().await?;
        let set = "update staff set password_hash = $1, version = version + 1 where id = $2";
        sql::run(&transaction, set, [password_hash.into(), id.0.into()]).await?;
        end_sessions(&transaction, id).await?;
        audit::write(&transaction, self, permit.actor(), "staff.password", "staff", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }
}
