//! The one place that holds a call to the leave it was given.

use domain::access::{Action, Denied, check};
use domain::{Actor, Permit};

use crate::Result;

/// Lets a write go on if the permit is for it.
pub(crate) fn to_write(permit: &Permit, action: Action) -> Result<()> {
    if permit.action() == action { Ok(()) } else { Err(Denied.into()) }
}

/// Lets a read of customers go on if the actor may.
pub(crate) fn to_read_customers(actor: Actor) -> Result<()> {
    to_read(actor, Action::ReadCustomers)
}

/// Lets a read that belongs to an action go on if the actor may do it.
pub(crate) fn to_read(actor: Actor, action: Action) -> Result<()> {
    check(actor, action)?;
    Ok(())
}

/// The actor as a word, for "who did this" in the database.
pub(crate) fn name_of(actor: Actor) -> String {
    match actor {
        Actor::Staff { id, .. } => format!("staff {id}"),
        Actor::Key { id, .. } => format!("key {id}"),
        Actor::Operator => "operator".into(),
        Actor::System(name) => format!("system {name}"),
        Actor::Visitor => "visitor".into(),
    }
}
