//! Who may do what. [`check`] alone makes a [`Permit`], and a write needs one.

use serde::{Deserialize, Serialize};

use crate::ids::{KeyId, StaffId};

/// What a member of staff is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the company: everything.
    Owner,
    /// Leads those who serve: all of the customers, none of the team and the keys.
    Manager,
    /// Serves customers: reads and remembers, what is special apart.
    Agent,
    /// Studies figures: reads, what is sensitive apart, and changes nothing.
    Analyst,
    /// Watches over the others: reads who did what, and customers without what is sensitive.
    Auditor,
}

impl Role {
    /// Every role, the most trusted first.
    pub const ALL: [Self; 5] = [Self::Owner, Self::Manager, Self::Agent, Self::Analyst, Self::Auditor];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Agent => "agent",
            Self::Analyst => "analyst",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a name kept in the database.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it is trusted with an action.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        use Action::{
            GiveGifts, ImportOrders, ManagePlays, ManageSelf, MergePeople, ReadAudit, ReadCustomers,
            ReadPrivate, ReadSpecial, RedeemGifts, WritePeople,
        };
        if action == ManageSelf {
            return true;
        }
        match self {
            Self::Owner => true,
            Self::Manager => matches!(
                action,
                ReadCustomers
                    | ReadPrivate
                    | ReadSpecial
                    | WritePeople
                    | MergePeople
                    | ImportOrders
                    | ReadAudit
                    | ManagePlays
                    | GiveGifts
                    | RedeemGifts
            ),
            Self::Agent => {
                matches!(action, ReadCustomers | ReadPrivate | WritePeople | GiveGifts | RedeemGifts)
            }
            Self::Analyst => action == ReadCustomers,
            Self::Auditor => matches!(action, ReadCustomers | ReadAudit),
        }
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
    /// A program with a key.
    Key {
        /// Which.
        id: KeyId,
        /// What it may do.
        scopes: Scopes,
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
    /// Read people, orders, worth and ordinary facts.
    ReadCustomers,
    /// Read facts that are private: health of a child, money, family matters.
    ReadPrivate,
    /// Read facts of the special categories (GDPR, article 9).
    ReadSpecial,
    /// Make and change people, relations, facts, promises and touches.
    WritePeople,
    /// Join two people into one, part them again, and say that two are different.
    MergePeople,
    /// Erase people, and play erasures again.
    ErasePeople,
    /// Bring orders in, and take an import back.
    ImportOrders,
    /// Write, start, stop and approve plays, letters and tiers, and keep the ledger of costs.
    ManagePlays,
    /// Issue and void certificates, and keep the presents.
    GiveGifts,
    /// Take off a certificate at a till.
    RedeemGifts,
    /// Tell what visitors of a shop or app do.
    SendEvents,
    /// Fit models and write standings.
    WriteBeliefs,
    /// Make and change staff, invitations and the company's settings.
    ManageStaff,
    /// Make and revoke programs' keys and webhooks.
    ManageKeys,
    /// Read who saw and changed what, and who is in the team.
    ReadAudit,
    /// Change one's own name, password and language, and end one's own sessions.
    ManageSelf,
    /// Take up, finish and fail jobs.
    RunJobs,
}

/// What a program's key may do: a set of the actions a key can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes(u32);

impl Scopes {
    /// Every action a key can be given, by the name of its scope.
    pub const NAMED: [(&'static str, Action); 14] = [
        ("people:read", Action::ReadCustomers),
        ("facts:private", Action::ReadPrivate),
        ("facts:special", Action::ReadSpecial),
        ("people:write", Action::WritePeople),
        ("people:merge", Action::MergePeople),
        ("orders:write", Action::ImportOrders),
        ("events:write", Action::SendEvents),
        ("keys:manage", Action::ManageKeys),
        ("audit:read", Action::ReadAudit),
        ("plays:manage", Action::ManagePlays),
        ("gifts:give", Action::GiveGifts),
        ("gifts:redeem", Action::RedeemGifts),
        ("team:manage", Action::ManageStaff),
        ("people:erase", Action::ErasePeople),
    ];

    /// The set of these scopes' names.
    ///
    /// # Errors
    /// The first name that is no scope.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, &'a str> {
        let mut bits = 0;
        for name in names {
            let place = Self::NAMED.iter().position(|(known, _)| *known == name).ok_or(name)?;
            bits |= 1 << place;
        }
        Ok(Self(bits))
    }

    /// As kept in the database.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// From the database; what this version doesn't know gives nothing.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << Self::NAMED.len()) - 1))
    }

    /// Whether the action is among them.
    #[must_use]
    pub fn allow(self, action: Action) -> bool {
        self.iter().any(|(_, granted)| granted == action)
    }

    /// Every scope of the set.
    pub fn iter(self) -> impl Iterator<Item = (&'static str, Action)> {
        Self::NAMED
            .into_iter()
            .enumerate()
            .filter(move |(place, _)| self.0 & (1 << place) != 0)
            .map(|(_, scope)| scope)
    }
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

/// Whether the actor may do it. The one place that decides.
#[must_use]
pub fn may(actor: Actor, action: Action) -> bool {
    match actor {
        Actor::Staff { role, .. } => role.may(action),
        Actor::Key { scopes, .. } => scopes.allow(action),
        Actor::Operator | Actor::System(_) => true,
        Actor::Visitor => false,
    }
}

/// Gives leave, or refuses.
///
/// # Errors
/// [`Denied`] where the actor may not.
pub fn check(actor: Actor, action: Action) -> Result<Permit, Denied> {
    may(actor, action).then_some(Permit { actor, action }).ok_or(Denied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_gets_no_permit_for_anything() {
        for (_, action) in Scopes::NAMED {
            assert_eq!(check(Actor::Visitor, action).err(), Some(Denied));
            assert!(check(Actor::Operator, action).is_ok());
        }
    }

    #[test]
    fn each_role_is_trusted_with_less_than_the_owner_and_only_two_with_what_is_special() {
        let special = Role::ALL.into_iter().filter(|role| role.may(Action::ReadSpecial));
        assert_eq!(special.collect::<Vec<_>>(), [Role::Owner, Role::Manager]);
        for role in &Role::ALL[1..] {
            assert!(!role.may(Action::ManageStaff) && !role.may(Action::ManageKeys));
            assert!(!role.may(Action::ErasePeople));
        }
    }

    #[test]
    fn a_key_may_what_its_scopes_name() {
        let scopes = Scopes::of(["people:read", "events:write"]).unwrap();
        assert!(scopes.allow(Action::ReadCustomers) && scopes.allow(Action::SendEvents));
        assert!(!scopes.allow(Action::WritePeople) && !scopes.allow(Action::RunJobs));
        assert_eq!(Scopes::from_bits(scopes.bits()), scopes);
        assert_eq!(Scopes::of(["people:read", "everything"]), Err("everything"));
    }

    #[test]
    fn the_guide_says_of_every_role_what_it_may() {
        let guide = include_str!("../../../docs/team.md");
        let rows = [
            ("Read people, orders, worth and ordinary facts", Action::ReadCustomers),
            ("Read private facts", Action::ReadPrivate),
            ("Read facts of special categories (GDPR, article 9)", Action::ReadSpecial),
            ("Make and change people, facts, promises and touches", Action::WritePeople),
            ("Merge people, part them, tell them apart", Action::MergePeople),
            ("Erase a person for good", Action::ErasePeople),
            ("Import orders, take an import back", Action::ImportOrders),
            ("Write, start, stop and approve plays, letters and tiers", Action::ManagePlays),
            ("Issue and void certificates, keep the presents", Action::GiveGifts),
            ("Take certificates at a till", Action::RedeemGifts),
            ("Read the audit and who is in the team", Action::ReadAudit),
            ("Make and revoke keys and webhooks", Action::ManageKeys),
            ("Invite, change roles, let go, change the company's settings", Action::ManageStaff),
            ("Change one's own name, password and language, end one's own sessions", Action::ManageSelf),
        ];
        for (says, action) in rows {
            let cells = Role::ALL.map(|role| if role.may(action) { " yes |" } else { " – |" }).concat();
            let row = format!("| {says} |{cells}\n");
            assert!(guide.contains(&row), "docs/team.md lacks: {row}");
        }
    }
}
