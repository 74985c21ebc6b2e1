//! Small presents: what lies ready to be given, and what became of each that was meant for somebody.

use crate::named::named;

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Most presents a catalogue holds, those put away among them.
pub const PRESENTS_MAX: i64 = 1_000;
/// Most pieces that can lie on the shelf.
pub const PIECES_MAX: i64 = 1_000_000;
/// Days after which a parcel that nobody heard of is asked after.
pub const LATE_DAYS: i32 = 14;

named! {
    /// What became of a present that was meant for somebody.
    ParcelState {
        /// Put by for them.
        Reserved = "reserved",
        /// On its way.
        Sent = "sent",
        /// It arrived.
        Delivered = "delivered",
        /// It came back.
        Returned = "returned",
        /// Never sent, and free again.
        Released = "released",
    }
}

/// Why it can't be done to a present or a parcel.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PresentRefusal {
    /// No name, or too long a one.
    #[error("Say what the present is, in at most {NAME_MAX} characters.")]
    Name,
    /// A cost that is none.
    #[error("Say what one costs: nothing or more, and not beyond what any amount can be.")]
    Cost,
    /// A number of pieces that is none.
    #[error(
        "Say how many there are, and from how few on you want to hear of it, as a number from 0 to {PIECES_MAX}."
    )]
    Pieces,
    /// Fewer counted than are put by for somebody.
    #[error(
        "{0} of them are put by for somebody: count at least so many, or first call off tasks that wait for one."
    )]
    PutBy(i64),
    /// The catalogue is full.
    #[error("There are {PRESENTS_MAX} presents in the catalogue; that is as many as there can be.")]
    TooMany,
    /// Plays name it.
    #[error("Plays name it: {0}. Choose another present there, or end them, and then put this one away.")]
    Named(String),
    /// None left.
    #[error("None of this present is left; choose another, or count what is on the shelf.")]
    NoneLeft,
    /// A present for what is none.
    #[error("Only a small present can be one of the catalogue's.")]
    NoPresent,
    /// Arrived or came back before it was sent.
    #[error("This present was not sent yet; say first that it was.")]
    NotSent,
    /// Not how a parcel ends.
    #[error("A parcel ends as delivered or returned.")]
    NoEnd,
}

impl PresentRefusal {
    /// Whether it could be done if things stood otherwise; else what was asked can't be.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::PutBy(_) | Self::Named(_) | Self::NoneLeft | Self::NotSent)
    }
}
