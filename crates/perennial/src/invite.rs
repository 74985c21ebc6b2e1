//! `perennial invite`: the operator's way to let somebody in, also when no owner remembers a password.

use clap::Args as ClapArgs;
use clap::builder::PossibleValuesParser;
use domain::access::{self, Action, Role};
use domain::{Actor, Permit};
use store::Secret;
use store::Store;

use crate::company::{Folder, runtime};
use crate::failure::Failure;
use crate::serve::base_url;

/// Whom to let in.
#[derive(ClapArgs)]
pub struct Args {
    /// Their e-mail address. Somebody who is in the team already gets a link to a new password.
    email: String,
    /// What they are called; the part before the @ where nothing is said.
    #[arg(long)]
    name: Option<String>,
    /// What they are trusted with.
    #[arg(long, default_value = "owner", value_parser = PossibleValuesParser::new(Role::ALL.map(Role::name)))]
    role: String,
    /// The address people type.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", value_parser = base_url)]
    base_url: String,
    #[command(flatten)]
    folder: Folder,
}

/// Makes the link and says it.
pub fn run(args: &Args) -> Result<(), Failure> {
    runtime()?.block_on(async {
        let company = args.folder.open().await?;
        let permit = access::check(Actor::Operator, Action::ManageStaff)?;
        let (token, lives) = link(&company.store, &permit, args).await?;
        println!("{}/welcome/{}\nThe link works once, and for {lives}.", args.base_url, token.expose());
        Ok(company.store.close().await?)
    })
}

async fn link(store: &Store, permit: &Permit, args: &Args) -> Result<(Secret, &'static str), Failure> {
    let role = Role::from_name(&args.role).unwrap_or(Role::Auditor);
    let refused = |error| match error {
        store::Error::Team(why) => Failure::Input(format!("{}: {why}", args.email)),
        other => other.into(),
    };
    if let Some(member) = store.staff_by_email(Actor::Operator, &args.email).await? {
        store.set_role(permit, member.id, role).await.map_err(refused)?;
        return Ok((store.make_password_link(permit, member.id).await?, "an hour"));
    }
    let before_at = args.email.split('@').next().unwrap_or_default();
    let name = args.name.as_deref().unwrap_or(before_at);
    let (_, token) = store.invite(permit, &args.email, name, role).await.map_err(refused)?;
    Ok((token, "a day"))
}
