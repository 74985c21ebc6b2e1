//! The team: who works here and as what, who is invited, and how they come and go.

use axum::extract::State;
use axum::http::StatusCode;
use domain::access::{Action, Role};
use domain::ids::{InvitationId, StaffId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Created;
use super::extract::{Json, Path};
use super::gate::Call;
use super::problem::Problem;
use crate::App;
use crate::pages::team::link;

/// A member of the team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Member {
    /// Their id.
    id: Uuid,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// What they are trusted with.
    role: &'static str,
}

/// The team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Team {
    /// By name.
    data: Vec<Member>,
}

/// What a member is to be trusted with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    /// `owner`, `manager`, `agent`, `analyst` or `auditor`.
    #[schema(pattern = "^(owner|manager|agent|analyst|auditor)$")]
    role: String,
}

/// An invitation nobody has taken yet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// Its id.
    id: Uuid,
    /// To whom.
    email: String,
    /// What they are called.
    name: String,
    /// As what.
    role: &'static str,
    /// Who invited.
    invited_by: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when it may be taken.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// The invitations nobody has taken yet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitations {
    /// The latest first.
    data: Vec<Invitation>,
}

/// Somebody to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// Their e-mail address.
    #[schema(max_length = 254)]
    email: String,
    /// What they are called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// `owner`, `manager`, `agent`, `analyst` or `auditor`.
    #[schema(pattern = "^(owner|manager|agent|analyst|auditor)$")]
    role: String,
}

/// An invitation that was made, with its link.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invited {
    #[serde(flatten)]
    invitation: Invitation,
    /// The address by which they come in, once. It is said here and never again.
    link: String,
}

/// A link to a new password.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasswordLink {
    /// The address, good for an hour and once. It is said here and never again.
    link: String,
}

impl From<store::staff::Member> for Member {
    fn from(member: store::staff::Member) -> Self {
        Self { id: member.id.0, name: member.name, email: member.email, role: member.role.name() }
    }
}

impl From<store::invitations::Invitation> for Invitation {
    fn from(invitation: store::invitations::Invitation) -> Self {
        Self {
            id: invitation.id.0,
            email: invitation.email,
            name: invitation.name,
            role: invitation.role.name(),
            invited_by: invitation.invited_by,
            created_at: invitation.created_at.to_string(),
            expires_at: invitation.expires_at.to_string(),
        }
    }
}

fn role(name: &str) -> Result<Role, Problem> {
    let names = || Role::ALL.map(Role::name).join(", ");
    Role::from_name(name)
        .ok_or_else(|| Problem::invalid_at("#/role", format_args!("There are the roles {}.", names())))
}

/// List the team, by name.
#[utoipa::path(get, path = "/api/v1/team", tag = "company", operation_id = "listTeam",
    responses((status = 200, description = "The team", body = Team)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Team>, Problem> {
    let team = call.store.team(call.actor).await?;
    Ok(axum::Json(Team { data: team.into_iter().map(Member::from).collect() }))
}

/// Give a member another role. The last owner stays one.
#[utoipa::path(put, path = "/api/v1/team/{id}", tag = "company", operation_id = "changeRole",
    params(("id" = Uuid, Path, description = "Their id")), request_body = NewRole,
    responses((status = 200, description = "The member", body = Member)))]
pub(crate) async fn change_role(
    call: Call,
    Path(id): Path<StaffId>,
    Json(new): Json<NewRole>,
) -> Result<axum::Json<Member>, Problem> {
    call.store.set_role(&call.permit(Action::ManageStaff)?, id, role(&new.role)?).await?;
    let member = call.store.staff(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Member::from(member)))
}

/// Let a member go: every session of theirs ends. The last owner stays.
#[utoipa::path(delete, path = "/api/v1/team/{id}", tag = "company", operation_id = "letGo",
    params(("id" = Uuid, Path, description = "Their id")),
    responses((status = 204, description = "They work here no more")))]
pub(crate) async fn let_go(call: Call, Path(id): Path<StaffId>) -> Result<StatusCode, Problem> {
    call.store.let_go(&call.permit(Action::ManageStaff)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a link by which a member chooses a new password.
#[utoipa::path(post, path = "/api/v1/team/{id}/password-link", tag = "company", operation_id = "makePasswordLink",
    params(("id" = Uuid, Path, description = "Their id")),
    responses((status = 200, description = "The link", body = PasswordLink)))]
pub(crate) async fn password_link(
    State(app): State<App>,
    call: Call,
    Path(id): Path<StaffId>,
) -> Result<axum::Json<PasswordLink>, Problem> {
    let token = call.store.make_password_link(&call.permit(Action::ManageStaff)?, id).await?;
    Ok(axum::Json(PasswordLink { link: link(&app, &token) }))
}

/// List the invitations nobody has taken yet.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "company", operation_id = "listInvitations",
    responses((status = 200, description = "The invitations", body = Invitations)))]
pub(crate) async fn invitations(call: Call) -> Result<axum::Json<Invitations>, Problem> {
    let invitations = call.store.invitations(call.actor).await?;
    Ok(axum::Json(Invitations { data: invitations.into_iter().map(Invitation::from).collect() }))
}

/// Invite somebody. Earlier invitations to the same address stop working.
#[utoipa::path(post, path = "/api/v1/invitations", tag = "company", operation_id = "invite",
    request_body = NewInvitation,
    responses((status = 201, description = "The invitation, with its link", body = Invited)))]
pub(crate) async fn invite(
    State(app): State<App>,
    call: Call,
    Json(new): Json<NewInvitation>,
) -> Result<Created<Invited>, Problem> {
    let permit = call.permit(Action::ManageStaff)?;
    let (id, token) = call.store.invite(&permit, &new.email, &new.name, role(&new.role)?).await?;
    let mut made = call.store.invitations(call.actor).await?.into_iter();
    let invitation = made.find(|invitation| invitation.id == id).ok_or_else(Problem::not_found)?;
    let invited = Invited { invitation: Invitation::from(invitation), link: link(&app, &token) };
    Ok(Created::new("/api/v1/invitations", id.0, invited))
}

/// Take an invitation back before it is taken.
#[utoipa::path(delete, path = "/api/v1/invitations/{id}", tag = "company", operation_id = "revokeInvitation",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "It opens nothing any more")))]
pub(crate) async fn revoke(call: Call, Path(id): Path<InvitationId>) -> Result<StatusCode, Problem> {
    call.store.revoke_invitation(&call.permit(Action::ManageStaff)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
