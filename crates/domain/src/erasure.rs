//! Erasing a person: what goes, what stays with nobody's name on it, who may have asked, and why it is
//! refused.

use crate::ids::PersonId;
use crate::named::named;

/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;

named! {
    /// Who asked that somebody be erased. Never a name: the receipt outlives the person.
    AskedBy {
        /// They themselves.
        Person = "person",
        /// A parent, heir or lawyer of theirs.
        Representative = "representative",
        /// A court or an authority.
        Authority = "authority",
        /// Nobody: we need them no longer.
        Company = "company",
    }

    /// What we hold of a person. What goes comes first, then what stays.
    Thing {
        /// The ways we know them: addresses, numbers, ids of shops.
        Identities = "identities",
        /// What their page says beyond the name, and what they are to us.
        Profile = "profile",
        /// What we remember of them.
        Facts = "facts",
        /// Promises and wishes.
        Promises = "promises",
        /// The years planned for them.
        Plans = "plans",
        /// How they belong together with others.
        Relations = "relations",
        /// Calls, visits, notes somebody wrote down.
        Touches = "touches",
        /// What shops and apps told of them.
        Events = "events",
        /// The texts and addresses of letters.
        Letters = "letters",
        /// The words of tasks and what was written at their end.
        Words = "words",
        /// What they said of being written to.
        Consents = "consents",
        /// Times in which they were left in peace, and lines of the day set aside.
        Rests = "rests",
        /// Tiers they were in.
        Memberships = "memberships",
        /// Whom they might be one with, or were told apart from.
        Duplicates = "duplicates",
        /// What merges kept of them.
        Merges = "merges",
        /// What we believed of them.
        Standing = "standing",
        /// Rows of files that were set aside, answers and messages to programs that name them.
        Traces = "traces",
        /// Orders and refunds.
        Orders = "orders",
        /// Into which arm of which play they were drawn.
        Draws = "draws",
        /// Their ways through plays.
        Ways = "ways",
        /// What was done for them, when and for how much.
        Gestures = "gestures",
        /// Certificates, which still are worth what they are worth.
        Certificates = "certificates",
    }
}

impl Thing {
    /// Whether it stays, with nobody's name on it: the company's books and honest proof need it.
    #[must_use]
    pub fn stays(self) -> bool {
        self >= Self::Orders
    }
}

/// Why somebody can't be erased, or an erasure not be played again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefusal {
    /// No such person.
    #[error("There is no such person, or not any more; look them up again.")]
    Missing,
    /// They were merged into somebody.
    #[error("They have been merged and are now {into}; erase that one, or undo the merge first.")]
    Merged {
        /// Where they are found now.
        into: PersonId,
    },
    /// No reason.
    #[error("Write down why, in at most {REASON_MAX} characters.")]
    NoReason,
    /// The reason says who they are.
    #[error("The reason says who they are; write it without their name or address, for it stays.")]
    Named,
    /// Something older than the erasure of the one it names.
    #[error("The one it names was erased since; nothing older than that is taken in again.")]
    Older,
    /// What was erased belongs to somebody here who is more than that.
    #[error(
        "Here they are one with somebody who was not erased ({person}): undo that merge, then play it again."
    )]
    More {
        /// Who.
        person: PersonId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_stays_are_told_apart_and_named_as_the_api_says() {
        let stay: Vec<_> =
            Thing::ALL.iter().filter(|thing| thing.stays()).map(|thing| thing.name()).collect();
        assert_eq!(stay, ["orders", "draws", "ways", "gestures", "certificates"]);
        for thing in Thing::ALL {
            assert_eq!(serde_json::to_value(thing).unwrap(), thing.name());
            assert_eq!(Thing::from_name(thing.name()), Some(*thing));
        }
        assert_eq!(AskedBy::from_name("company"), Some(AskedBy::Company));
    }
}
