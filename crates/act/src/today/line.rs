//! One line of the day: about whom, why, and where it stands.

use domain::Day;
use domain::ids::PersonId;
use domain::today::{LineKind, Rank};
use store::certificates::Certificate;
use store::facts::Fact;
use store::gestures::Gesture;
use store::leavings::Leaving;
use store::plans::Missed;
use store::plays::ToApprove;
use store::presents::Shelf;
use store::promises::Promise;
use store::set_aside::Which;
use store::today::{Silent, Who};

/// Bytes of a holiday's name by which its line is set aside; a day follows.
const HOLIDAY_BYTES: usize = 80;

/// Why a line stands there: the rows behind it.
#[derive(Clone, Debug)]
pub enum Why {
    /// What we promised.
    Promise(Promise),
    /// What somebody is to do.
    Task {
        /// The day it is due, where the company is.
        due: Day,
        /// What.
        gesture: Gesture,
    },
    /// A step of an account's year that was missed.
    Missed(Box<Missed>),
    /// Letters whose end we never saw.
    Letters {
        /// How many.
        held: u64,
    },
    /// Few are left of a present.
    Stock(Shelf),
    /// Presents sent long ago of which nobody heard since.
    Parcels {
        /// How many.
        late: u64,
    },
    /// A play that somebody else wrote waits for a word.
    Approval(ToApprove),
    /// They said why they leave, in their own words.
    Leaving {
        /// The day they said it on, where the company is.
        day: Day,
        /// What they said.
        leaving: Box<Leaving>,
    },
    /// They are to be left in peace: no offer, perhaps a word.
    Peace {
        /// Why, in our words.
        reason: String,
    },
    /// A date they told us.
    Occasion {
        /// When it comes.
        day: Day,
        /// What was said.
        fact: Fact,
    },
    /// A holiday many of them keep.
    Holiday {
        /// Which.
        name: String,
        /// When it comes.
        day: Day,
        /// How many people keep it.
        people: u64,
    },
    /// Something left on a certificate that is about to expire.
    Certificate(Box<Certificate>),
    /// They have fallen silent.
    Silence(Box<Silent>),
}

impl Why {
    /// What the line is.
    #[must_use]
    pub fn kind(&self) -> LineKind {
        match self {
            Self::Promise(_) => LineKind::Promise,
            Self::Task { .. } => LineKind::Task,
            Self::Missed(_) => LineKind::Missed,
            Self::Letters { .. } => LineKind::Letters,
            Self::Stock(_) => LineKind::Stock,
            Self::Parcels { .. } => LineKind::Parcels,
            Self::Approval(_) => LineKind::Approval,
            Self::Leaving { .. } => LineKind::Leaving,
            Self::Peace { .. } => LineKind::Peace,
            Self::Occasion { .. } => LineKind::Occasion,
            Self::Holiday { .. } => LineKind::Holiday,
            Self::Certificate(_) => LineKind::Certificate,
            Self::Silence(_) => LineKind::Silence,
        }
    }

    /// What of a person it is about: with the kind, what it is set aside by. A silence is named by its
    /// last purchase day, so that another silence is another line; a date by its day.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Promise(promise) => promise.id.to_string(),
            Self::Task { gesture, .. } => gesture.id.to_string(),
            // Moved and missed again, it is another line.
            Self::Missed(missed) => format!("{} {}", missed.step.id, missed.step.due),
            Self::Letters { .. } => "held".into(),
            Self::Stock(shelf) => shelf.id.to_string(),
            Self::Parcels { .. } => "late".into(),
            // What was put off is another line once it says something else.
            Self::Approval(play) => format!("{} {}", play.id, play.version),
            Self::Leaving { leaving, .. } => leaving.id.to_string(),
            Self::Peace { .. } => "rest".into(),
            Self::Occasion { day, fact } => format!("{} {day}", fact.id),
            Self::Holiday { name, day, .. } => {
                format!("{} {day}", &name[..name.floor_char_boundary(HOLIDAY_BYTES)])
            }
            Self::Certificate(open) => open.id.to_string(),
            Self::Silence(silent) => silent.standing.last_day.0.to_string(),
        }
    }

    /// Whether it would be out of place with somebody in mourning. What we owe never is.
    #[must_use]
    pub fn is_cheerful(&self) -> bool {
        matches!(self, Self::Occasion { .. } | Self::Certificate(_) | Self::Silence(_))
    }

    fn rank(&self, today: Day) -> Rank {
        match self {
            Self::Promise(promise) => Rank::owed(promise.due.unwrap_or(today), today),
            Self::Missed(missed) => Rank::owed(missed.step.due, today),
            Self::Task { due, gesture } if gesture.owed => Rank::owed(*due, today),
            Self::Task { due, .. } => Rank::agreed(*due, today),
            Self::Letters { .. } | Self::Stock(_) | Self::Parcels { .. } | Self::Approval(_) => {
                Rank::agreed(today, today)
            }
            Self::Peace { .. } => Rank::courteous(today, today),
            Self::Leaving { day, .. } | Self::Occasion { day, .. } | Self::Holiday { day, .. } => {
                Rank::courteous(*day, today)
            }
            Self::Certificate(open) => Rank::until(open.expires_on.unwrap_or(today)),
            Self::Silence(silent) => Rank::worth(silent.within_reach),
        }
    }
}

/// One line of the day.
#[derive(Clone, Debug)]
pub struct Line {
    /// About whom; `None` for what is about nobody in particular.
    pub person: Option<PersonId>,
    /// How they are called.
    pub who: Option<Who>,
    /// Why it stands there.
    pub why: Why,
    /// Where it stands.
    pub rank: Rank,
}

impl Line {
    pub(super) fn new(person: PersonId, why: Why, today: Day) -> Self {
        Self { person: Some(person), who: None, rank: why.rank(today), why }
    }

    pub(super) fn of_house(why: Why, today: Day) -> Self {
        Self { person: None, who: None, rank: why.rank(today), why }
    }

    /// The name it is set aside by.
    #[must_use]
    pub fn which(&self) -> Which {
        Which { person: self.person, kind: self.why.kind(), about: self.why.about() }
    }
}
