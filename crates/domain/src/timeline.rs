//! What can touch a person: the kinds of entries on a timeline, and where each stands to a purchase.

use serde::{Deserialize, Serialize};

/// Where a touch stands to a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Looking round and choosing.
    Before,
    /// Paying.
    During,
    /// What follows.
    After,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 3] = [Self::Before, Self::During, Self::After];

    /// The name in addresses and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
        }
    }

    /// The phase of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

/// Which table holds what an entry points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// `orders`.
    Orders,
    /// `events`.
    Events,
    /// `touches`.
    Touches,
    /// `promises`.
    Promises,
    /// `gestures`.
    Gestures,
    /// `leavings`.
    Leavings,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $holder:ident, $phase:expr;)*) => {
        /// What an entry of a timeline is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Kind {$(
            $(#[$doc])*
            #[serde(rename = $name)]
            $kind,
        )*}

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name kept in the database and said by the API.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {$(Self::$kind => $name),*}
            }

            /// Which table holds the thing.
            #[must_use]
            pub fn holder(self) -> Holder {
                match self {$(Self::$kind => Holder::$holder),*}
            }

            /// Where it stands to a purchase by its nature. What has no place of its own (a call, a
            /// note) stands before until the person's first purchase, and after from then on.
            #[must_use]
            pub fn phase(self) -> Option<Phase> {
                match self {$(Self::$kind => $phase),*}
            }
        }
    };
}

kinds! {
    /// An order.
    Purchase = "purchase", Orders, Some(Phase::During);
    /// Money given back.
    Refund = "refund", Orders, Some(Phase::After);
    /// An order that was called off: no purchase any more.
    Cancelled = "cancelled", Events, Some(Phase::After);
    /// A page of a shop or site seen.
    Page = "page", Events, Some(Phase::Before);
    /// A screen of an app seen.
    Screen = "screen", Events, Some(Phase::Before);
    /// Products searched for.
    Search = "search", Events, Some(Phase::Before);
    /// A list of products or a promotion looked through.
    Browse = "browse", Events, Some(Phase::Before);
    /// One product looked at.
    Product = "product", Events, Some(Phase::Before);
    /// Something put on a wish list, or taken off it.
    WishList = "wishlist", Events, Some(Phase::Before);
    /// Something put in a cart, taken out, or the cart looked at.
    Cart = "cart", Events, Some(Phase::Before);
    /// A step of paying.
    Checkout = "checkout", Events, Some(Phase::During);
    /// A product reviewed.
    Review = "review", Events, Some(Phase::After);
    /// Anything else a shop or app told.
    Event = "event", Events, None;
    /// Something written down.
    Note = "note", Touches, None;
    /// A telephone call.
    Call = "call", Touches, None;
    /// A meeting.
    Meeting = "meeting", Touches, None;
    /// They came to us, or we to them.
    Visit = "visit", Touches, None;
    /// A letter or card on paper.
    Letter = "letter", Touches, None;
    /// They answered a letter or a message.
    Answer = "answer", Touches, None;
    /// They complained.
    Complaint = "complaint", Touches, None;
    /// A present.
    Gift = "gift", Touches, None;
    /// What we promised them.
    Promise = "promise", Promises, None;
    /// What they told us they wish.
    Wish = "wish", Promises, None;
    /// What was done for them: a letter, a task, a certificate.
    Gesture = "gesture", Gestures, None;
    /// Why they leave.
    Leaving = "leaving", Leavings, Some(Phase::After);
}

impl Kind {
    /// The kinds people write down by hand.
    pub const TOUCHES: [Self; 8] = [
        Self::Note,
        Self::Call,
        Self::Meeting,
        Self::Visit,
        Self::Letter,
        Self::Answer,
        Self::Complaint,
        Self::Gift,
    ];

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_by_no_other() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(*kind));
        }
        assert_eq!(Kind::from_name("Purchase"), None);
        assert!(Kind::TOUCHES.iter().all(|kind| kind.holder() == Holder::Touches));
    }
}
