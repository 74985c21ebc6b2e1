//! The team: who works here and as what, who is invited, and how they come and go.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, Role, check, may};
use domain::ids::{InvitationId, StaffId};
use domain::team::TeamRefusal;
use domain::{Actor, Permit};
use locales::Words;
use serde::Deserialize;
use store::Secret;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage {
    shell: Shell,
    manages: bool,
    members: Vec<Row>,
    invitations: Vec<Invited>,
    roles: Vec<(Role, String, String)>,
    /// The link just made, and whose it is.
    link: Option<(String, String)>,
    wrong: Option<String>,
    form: Invite,
}

struct Row {
    id: StaffId,
    name: String,
    email: String,
    role: Role,
    role_name: String,
    seen: String,
    oneself: bool,
}

struct Invited {
    id: InvitationId,
    name: String,
    email: String,
    role: String,
    until: String,
}

/// A role in words.
pub(crate) fn role_name(words: Words, role: Role) -> String {
    match role {
        Role::Owner => words.team_role_owner(),
        Role::Manager => words.team_role_manager(),
        Role::Agent => words.team_role_agent(),
        Role::Analyst => words.team_role_analyst(),
        Role::Auditor => words.team_role_auditor(),
    }
}

fn role_says(words: Words, role: Role) -> String {
    match role {
        Role::Owner => words.team_role_owner_says(),
        Role::Manager => words.team_role_manager_says(),
        Role::Agent => words.team_role_agent_says(),
        Role::Analyst => words.team_role_analyst_says(),
        Role::Auditor => words.team_role_auditor_says(),
    }
}

/// What is wrong, in words.
pub(crate) fn refusal(words: Words, why: TeamRefusal) -> String {
    match why {
        TeamRefusal::Name => words.team_bad_name(),
        TeamRefusal::Email => words.team_bad_email(),
        TeamRefusal::ShortPassword => words.team_short_password(),
        TeamRefusal::KnownPassword => words.team_known_password(),
        TeamRefusal::WrongPassword => words.team_wrong_password(),
        TeamRefusal::Member => words.team_member_already(),
        TeamRefusal::LastOwner => words.team_last_owner(),
    }
}

/// The address under which people reach a one-time link: of the configured address alone, whatever
/// a request says it asked.
pub(crate) fn link(app: &App, token: &Secret) -> String {
    format!("{}/welcome/{}", app.base_url, token.expose())
}

/// What a page shows beside the team itself.
#[derive(Default)]
struct Said {
    link: Option<(String, String)>,
    wrong: Option<TeamRefusal>,
    form: Invite,
}

async fn show(app: &App, signed_in: &SignedIn, said: Said) -> Result<Response, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let manages = may(signed_in.actor, Action::ManageStaff);
    let row = |member: store::staff::Member| Row {
        oneself: matches!(signed_in.actor, Actor::Staff { id, .. } if id == member.id),
        seen: member.seen_at.map_or_else(|| words.none().to_owned(), |at| words.instant(at, &zone)),
        role_name: role_name(words, member.role),
        id: member.id,
        name: member.name,
        email: member.email,
        role: member.role,
    };
    let invited = |invitation: store::invitations::Invitation| Invited {
        id: invitation.id,
        name: invitation.name,
        email: invitation.email,
        role: role_name(words, invitation.role),
        until: words.instant(invitation.expires_at, &zone),
    };
    let mut members: Vec<Row> = app.store.team(signed_in.actor).await?.into_iter().map(row).collect();
    members.sort_by_cached_key(|row| words.sort_key(&row.name));
    let invitations = if manages { app.store.invitations(signed_in.actor).await? } else { Vec::new() };
    let status = if said.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = TeamPage {
        shell: Shell::new(words.team_title(), "/team", signed_in),
        manages,
        members,
        invitations: invitations.into_iter().map(invited).collect(),
        roles: Role::ALL.map(|role| (role, role_name(words, role), role_says(words, role))).into(),
        link: said.link,
        wrong: said.wrong.map(|why| refusal(words, why)),
        form: said.form,
    };
    Ok(fault::page(status, &page))
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::ManageStaff).map_err(|_| Fault::Forbidden)
}

fn staff_id(text: &str) -> Result<StaffId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// After a change: the team as it is now, with what was wrong where something was.
async fn after(
    app: &App,
    signed_in: &SignedIn,
    done: Result<(), store::Error>,
    form: Invite,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to("/team").into_response()),
        Err(store::Error::Team(why)) => {
            show(app, signed_in, Said { wrong: Some(why), form, ..Said::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Who works here.
pub(crate) async fn team(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    show(&app, &signed_in, Said::default()).await
}

#[derive(Deserialize, Default)]
pub(crate) struct Invite {
    email: String,
    name: String,
    role: String,
}

/// Invites somebody, and shows their link once.
pub(crate) async fn invite(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<Invite>,
) -> Result<Response, Fault> {
    let role = Role::from_name(&form.role).ok_or(Fault::NotFound)?;
    match app.store.invite(&permit(&signed_in)?, &form.email, &form.name, role).await {
        Ok((_, token)) => {
            let link = Some((link(&app, &token), form.name));
            show(&app, &signed_in, Said { link, ..Said::default() }).await
        }
        Err(why) => after(&app, &signed_in, Err(why), form).await,
    }
}

/// Takes an invitation back.
pub(crate) async fn revoke(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    app.store.revoke_invitation(&permit(&signed_in)?, id).await?;
    Ok(Redirect::to("/team"))
}

#[derive(Deserialize)]
pub(crate) struct NewRole {
    role: String,
}

/// Gives a member another role.
pub(crate) async fn set_role(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<NewRole>,
) -> Result<Response, Fault> {
    let id = staff_id(&id)?;
    let role = Role::from_name(&form.role).ok_or(Fault::NotFound)?;
    let done = app.store.set_role(&permit(&signed_in)?, id, role).await;
    after(&app, &signed_in, done, Invite::default()).await
}

/// Makes a link by which a member chooses a new password, and shows it once.
pub(crate) async fn password_link(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = staff_id(&id)?;
    let token = app.store.make_password_link(&permit(&signed_in)?, id).await?;
    let member = app.store.staff(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let link = Some((link(&app, &token), member.name));
    show(&app, &signed_in, Said { link, ..Said::default() }).await
}

/// Lets a member go.
pub(crate) async fn let_go(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let done = app.store.let_go(&permit(&signed_in)?, staff_id(&id)?).await;
    after(&app, &signed_in, done, Invite::default()).await
}
