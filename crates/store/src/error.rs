//! What can go wrong here, in sentences.

use sea_orm::{DbErr, RuntimeErr};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
    /// It can't be done to the team.
    #[error(transparent)]
    Team(#[from] domain::team::TeamRefusal),
    /// The database file could not be opened or brought up to date.
    #[error("{path}: {problem}")]
    Open {
        /// The file.
        path: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A row read does not mean anything to this version.
    #[error("The database holds {what}, which this version can't read; was it changed by hand?")]
    Unreadable {
        /// What was found.
        what: String,
    },
    /// Two rows can't be merged, or a merge not be undone.
    #[error(transparent)]
    Merge(#[from] domain::merging::MergeRefusal),
    /// Somebody can't be erased.
    #[error(transparent)]
    Erasure(#[from] domain::erasure::ErasureRefusal),
    /// A webhook can't be made.
    #[error(transparent)]
    Webhook(#[from] domain::webhooks::WebhookRefusal),
    /// The programme can't be set so.
    #[error(transparent)]
    Programme(#[from] domain::plays::ProgrammeError),
    /// A letter or a topic can't be kept.
    #[error(transparent)]
    Letter(#[from] domain::letters::LetterRefusal),
    /// A certificate can't be issued, taken or voided.
    #[error(transparent)]
    Certificate(#[from] domain::certificates::CertificateRefusal),
    /// It can't be done to a present or a parcel.
    #[error(transparent)]
    Present(#[from] domain::presents::PresentRefusal),
    /// A play says something it can't mean.
    #[error(transparent)]
    Definition(#[from] domain::plays::DefinitionError),
    /// It can't be done to a play as it stands.
    #[error(transparent)]
    Play(#[from] domain::plays::PlayRefusal),
    /// A tier can't be kept.
    #[error(transparent)]
    Tier(#[from] domain::tiers::TierRefusal),
    /// A cost can't be written down.
    #[error(transparent)]
    Cost(#[from] domain::costs::CostRefusal),
    /// A line of the day can't be set aside so.
    #[error(transparent)]
    Aside(#[from] domain::today::AsideRefusal),
    /// A calendar can't be kept.
    #[error(transparent)]
    Calendar(#[from] domain::holidays::CalendarRefusal),
    /// A sign can't be kept.
    #[error(transparent)]
    Sign(#[from] domain::signs::SignRefusal),
    /// A key message can't be kept.
    #[error(transparent)]
    KeyMessage(#[from] domain::key_messages::KeyMessageRefusal),
    /// A plan or a step of it can't be kept.
    #[error(transparent)]
    Plan(#[from] domain::plans::PlanRefusal),
    /// There is no such row, or not in the state the call needs.
    #[error("{0}")]
    Missing(&'static str),
    /// Somebody else has taken the job over, or undone the import, in the meantime.
    #[error("{0}")]
    Superseded(&'static str),
    /// It is not fit to be kept as it was written.
    #[error(transparent)]
    Unfit(#[from] domain::memory::Problem),
    /// An address by which somebody else is known.
    #[error("That address belongs to somebody else already; look whether the two are the same person.")]
    Belongs(domain::ids::PersonId),
    /// The target of a move holds something already.
    #[error(
        "The database to move into is not empty: its table {0} has rows. Choose a new file, or make a new database."
    )]
    Taken(&'static str),
    /// The target of a move would not hold what was carried.
    #[error(
        "What the new database holds is not what was carried into it; nothing was kept there. Please report it."
    )]
    Differs,
    /// A text held U+0000, which PostgreSQL does not keep.
    #[error("A text holds the character U+0000, which can't be kept; take it out.")]
    Nul,
    /// The database can't be reached, or is too busy to answer.
    #[error(
        "The database can't be reached or is too busy: {0}. Nothing was changed; try again in a moment, and if it \
         stays so, look whether its server runs."
    )]
    Away(DbErr),
    /// A commit whose answer was lost, and the server could not be asked since.
    #[error("{UNSURE}")]
    Unsure,
    /// The database refused.
    #[error(
        "The database could not do it: {0}. If the disk is full, make room and try again; nothing half-done was kept."
    )]
    Database(DbErr),
}

/// What is said of a commit that nobody can tell the end of.
pub(crate) const UNSURE: &str = "The connection to the database was lost while it kept the change, and it could not \
     be asked since: the change stands or it does not. Look before doing it again.";

/// Whether an error means that the server was not there to answer, or not in time.
pub(crate) fn is_away(error: &DbErr) -> bool {
    let (DbErr::Conn(inner) | DbErr::Exec(inner) | DbErr::Query(inner)) = error else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    let RuntimeErr::SqlxError(inner) = inner else { return false };
    match &**inner {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Connection exception, operator intervention, too many connections, lock not available.
        sqlx::Error::Database(said) => said.code().is_some_and(|code| {
            code.starts_with("08") || code.starts_with("57P") || code == "53300" || code == "55P03"
        }),
        _ => false,
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Custom(said) if said == UNSURE => Self::Unsure,
            away if is_away(&away) => Self::Away(away),
            other => Self::Database(other),
        }
    }
}

/// What a call of the store gives.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The same again, where the database could not be reached at all: whoever else waits for it need
    /// not find that out one by one.
    #[must_use]
    pub fn unreachable(&self) -> Option<Self> {
        match self {
            Self::Away(why @ (DbErr::ConnectionAcquire(_) | DbErr::Conn(_))) => Some(Self::Away(why.clone())),
            _ => None,
        }
    }

    /// Whether it lies in the very row that was to be written, so that others could be written all the
    /// same.
    pub(crate) fn is_of_the_row(&self) -> bool {
        match self {
            Self::Certificate(_) | Self::Present(_) | Self::Unfit(_) | Self::Nul | Self::Missing(_) => true,
            Self::Database(why) => why.sql_err().is_some(),
            _ => false,
        }
    }

    pub(crate) fn unreadable(what: impl Into<String>) -> Self {
        Self::Unreadable { what: what.into() }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::unreadable(format!("a document that is not as expected ({error})"))
    }
}
