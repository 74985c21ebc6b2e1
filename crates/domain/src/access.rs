//! Who may do what. [`check`] alone makes a [`Permit`], and a write needs one.

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// What a member of staff is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the company: everything.
    Owner,
}

impl Role {
    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
        }
    }

    /// The role of a name kept in the database.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        (name == "owner").then_some(Self::Owner)
    }
}

/// Who acts. Every call of the store carries one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody signed in.
    Staff {
        /// Who.
        id: StaffId,
        /// As what.
        role: Role,
    },
    /// The person at the keyboard of the server: the command line.
    Operator,
    /// A named part of the program itself.
    System(&'static str),
    /// Nobody we know.
    Visitor,
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read people, orders and worth.
    ReadCustomers,
    /// Bring orders in, and take an import back.
    ImportOrders,
    /// Fit models and write standings.
    WriteBeliefs,
    /// Make and change staff.
    ManageStaff,
    /// Take up, finish and fail jobs.
    RunJobs,
}

/// Leave to do one thing, made by [`check`] alone.
#[derive(Clone, Copy, Debug)]
pub struct Permit {
    actor: Actor,
    action: Action,
}

impl Permit {
    /// Who got it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// For what.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }
}

/// A refusal of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("You may not do this here; ask the owner for access.")]
pub struct Denied;

/// Gives leave, or refuses. The one place that decides.
///
/// # Errors
/// [`Denied`] where the actor may not.
pub fn check(actor: Actor, action: Action) -> Result<Permit, Denied> {
    let allowed = match actor {
        Actor::Staff { role: Role::Owner, .. } | Actor::Operator | Actor::System(_) => true,
        Actor::Visitor => false,
    };
    allowed.then_some(Permit { actor, action }).ok_or(Denied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_gets_no_permit_for_anything() {
        for action in [Action::ReadCustomers, Action::ImportOrders, Action::WriteBeliefs, Action::ManageStaff]
        {
            assert_eq!(check(Actor::Visitor, action).err(), Some(Denied));
            assert!(check(Actor::Operator, action).is_ok());
        }
    }
}
