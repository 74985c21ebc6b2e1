//! Where a draw stands in its trial: counted, or left out and why. Said once, in SQL, for the proof, for the lists
//! behind its numbers and for what it cost.

use super::Terms;
use crate::{Error, Result};

/// Where a draw stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its horizon is over.
    Counted,
    /// Its horizon is not over.
    UnderWay,
    /// Its person is in both arms since they, or the organisations they were drawn with, were merged.
    Conflicting,
    /// A draw beyond the first of a person, merged since.
    Merged,
    /// It fell while another share was held out.
    OtherShare,
}

impl Standing {
    /// All there are.
    pub const ALL: [Self; 5] =
        [Self::Counted, Self::UnderWay, Self::Conflicting, Self::Merged, Self::OtherShare];

    /// Its name in the interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::UnderWay => "under_way",
            Self::Conflicting => "conflicting",
            Self::Merged => "merged",
            Self::OtherShare => "other_share",
        }
    }

    /// The standing of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

pub(super) fn read(name: &str) -> Result<Standing> {
    Standing::from_name(name).ok_or_else(|| Error::unreadable(format!("a draw that is '{name}'")))
}

/// Organisations whose people are in both arms of the play $1.
pub(crate) const TORN: &str = "select x.person_id from draws w join identities x on x.id = w.cluster_id
    where w.play_id = $1 and w.cluster_id is not null group by x.person_id having min(w.arm) <> max(w.arm)";

/// The name of where the draw `d` of [`super::DRAWS`] stands, $2 the share of the trial, $3 the instant of the look.
pub(crate) fn of_draw(terms: &Terms) -> String {
    let horizon = terms.horizon();
    format!(
        "case when d.share_mille <> $2 then 'other_share' else
         case (select max(case when f.drawn_at < d.drawn_at
                   or (f.drawn_at = d.drawn_at and f.identity_id < d.identity_id) then 2
                   when f.arm <> d.arm then 1 else 0 end)
               from identities j cross join draws f
               where f.identity_id = j.id and f.play_id = d.play_id and j.person_id = i.person_id)
         when 2 then 'merged' when 1 then 'conflicting' else
         case when c.person_id in ({TORN}) then 'conflicting'
              when d.drawn_at + {horizon} > $3 then 'under_way' else 'counted' end end end"
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::plays::{Goal, Success};
    use domain::{Currency, Instant};

    use super::super::{Asked, DRAWS, columns, places};
    use super::*;
    use crate::draws::PROGRAMME;
    use crate::still::Still;
    use crate::{Store, sql};

    #[tokio::test]
    async fn the_other_draws_of_a_person_are_looked_up_by_their_identities() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(folder.path().join("house.db"), Arc::new(Still), Arc::new(Still)).await.unwrap();
        let asked = Asked {
            play: PROGRAMME,
            share_mille: 100,
            success: Success { what: Goal::Return, within_days: 60 },
            as_of: Instant(0),
            currency: Currency::EUR,
        };
        let terms = Terms::read(store.read(), &asked).await.unwrap();
        let explain = format!("explain query plan select {} from {DRAWS}", columns(&terms));
        let plan = sql::results(store.read(), &explain, places(&asked)).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| sql::at(row, 3).unwrap()).collect();
        for (table, by) in [("j", "person_id=?"), ("f", "identity_id=?"), ("i", "id=?")] {
            let start = format!("SEARCH {table} USING");
            let line = plan.iter().find(|line| line.starts_with(&start)).unwrap();
            assert!(line.contains(by), "{plan:?}");
        }
    }
}
