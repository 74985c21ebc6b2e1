//! Why people leave, counted: who was asked and answered, for what reasons they go and where to, and who
//! came back. Whoever ends only our letters has not left.

use std::collections::{BTreeMap, HashSet};

use domain::Day;
use domain::ids::PersonId;
use domain::leaving::Reason;
use store::leavings::Left;

/// Months the page looks back on, the present one included.
pub const MONTHS: i32 = 12;

/// Which of those who left or were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those we asked.
    Asked,
    /// Those we asked who answered.
    Answered,
    /// Those of whom it is known why, and who left us.
    Left,
    /// Those who left and bought again.
    Back,
    /// Those who said this.
    Reason(Reason),
    /// Those who go there, however it was spelled.
    Destination(String),
}

/// A destination as it is compared.
fn key(destination: &str) -> String {
    destination.to_lowercase()
}

impl Part {
    fn holds(&self, left: &Left) -> bool {
        let Left { leaving, back } = left;
        let leaves = leaving.reason.is_some_and(Reason::leaves);
        match self {
            Self::Asked => leaving.asked.is_some(),
            Self::Answered => leaving.asked.is_some() && leaving.reason.is_some(),
            Self::Left => leaves,
            Self::Back => leaves && back.is_some(),
            Self::Reason(reason) => leaving.reason == Some(*reason),
            Self::Destination(place) => {
                leaving.reason.is_some() && !place.is_empty() && key(&leaving.destination) == key(place)
            }
        }
    }

    /// Those of it, each person once by their latest row. The rows come the latest first.
    #[must_use]
    pub fn of<'a>(&self, rows: &[&'a Left]) -> Vec<&'a Left> {
        let mut seen: HashSet<PersonId> = HashSet::new();
        let holds = rows.iter().copied().filter(|left| self.holds(left));
        holds.filter(|left| seen.insert(left.leaving.person)).collect()
    }
}

/// What became of those of a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// Whom we asked.
    pub asked: usize,
    /// Who of them answered.
    pub answered: usize,
    /// Of how many it is known why they left us.
    pub left: usize,
    /// What was at stake with them when they left, in major units.
    pub at_stake: f64,
    /// How many of them bought again.
    pub back: usize,
    /// Within how many days half of those who came back did.
    pub back_days: Option<i32>,
    /// People by what they said, the most first.
    pub reasons: Vec<(Reason, usize)>,
    /// People by where they go, the most first.
    pub destinations: Vec<(String, usize)>,
}

impl Counted {
    /// The share of those asked who answered; `None` where nobody was.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.asked > 0).then(|| self.answered as f64 / self.asked as f64)
    }

    /// Counts the rows of a time, the latest first.
    #[must_use]
    pub fn of(rows: &[&Left]) -> Self {
        let (left, back) = (Part::Left.of(rows), Part::Back.of(rows));
        let after = |left: &&Left| left.back.map(|day| day.0 - left.leaving.day.0);
        let mut days: Vec<i32> = back.iter().filter_map(after).collect();
        days.sort_unstable();
        Self {
            asked: Part::Asked.of(rows).len(),
            answered: Part::Answered.of(rows).len(),
            at_stake: left.iter().filter_map(|left| left.leaving.at_stake).sum(),
            left: left.len(),
            back: back.len(),
            back_days: days.get(days.len().saturating_sub(1) / 2).copied(),
            reasons: reasons(rows),
            destinations: destinations(rows),
        }
    }
}

fn reasons(rows: &[&Left]) -> Vec<(Reason, usize)> {
    let count = |reason: Reason| (reason, Part::Reason(reason).of(rows).len());
    let mut counts: Vec<_> = Reason::ALL.map(count).into_iter().filter(|(_, count)| *count > 0).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Under the spelling of whoever said it last.
fn destinations(rows: &[&Left]) -> Vec<(String, usize)> {
    let mut named: BTreeMap<String, (&str, HashSet<PersonId>)> = BTreeMap::new();
    for left in rows.iter().filter(|left| left.leaving.reason.is_some()) {
        let place = left.leaving.destination.as_str();
        if !place.is_empty() {
            named.entry(key(place)).or_insert((place, HashSet::new())).1.insert(left.leaving.person);
        }
    }
    let mut counts: Vec<_> =
        named.into_values().map(|(place, people)| (place.to_owned(), people.len())).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The first and the last day of a calendar month, counted as [`Day::month`] does.
#[must_use]
pub fn days_of(month: i32) -> Option<(Day, Day)> {
    let first = |month: i32| -> Option<Day> {
        let year = i16::try_from(1970 + month.div_euclid(12)).ok()?;
        Day::from_ymd(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1)
    };
    Some((first(month)?, Day(first(month.checked_add(1)?)?.0 - 1)))
}

/// Rows by their calendar month, the latest first; months nobody left in are not there.
#[must_use]
pub fn by_month(rows: &[Left]) -> Vec<(i32, Vec<&Left>)> {
    let mut months: BTreeMap<i32, Vec<&Left>> = BTreeMap::new();
    for left in rows {
        months.entry(left.leaving.day.month()).or_default().push(left);
    }
    months.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use domain::Instant;
    use domain::ids::LeavingId;
    use domain::leaving::{Source, Voice};
    use store::leavings::Leaving;
    use uuid::Uuid;

    use super::*;

    fn left(
        person: u128,
        day: i32,
        asked: bool,
        reason: Option<Reason>,
        to: &str,
        back: Option<i32>,
    ) -> Left {
        Left {
            leaving: Leaving {
                id: LeavingId(Uuid::from_u128(person * 1000 + day.unsigned_abs() as u128)),
                person: PersonId(Uuid::from_u128(person)),
                source: if asked { Source::Letter } else { Source::Staff },
                asked: asked.then_some(Instant(0)),
                reason,
                words: String::new(),
                destination: to.to_owned(),
                voice: Voice::Theirs,
                day: Day(day),
                said_by: String::new(),
                said: reason.map(|_| Instant(0)),
                at_stake: Some(100.0),
                version: 1,
            },
            back: back.map(Day),
        }
    }

    #[test]
    fn every_number_is_as_long_as_the_list_it_opens_and_counts_a_person_once() {
        let rows = [
            left(1, 20_010, true, Some(Reason::Price), "North Quay", Some(20_020)),
            left(2, 20_009, true, None, "", None),
            left(3, 20_008, true, Some(Reason::Letters), "", Some(20_009)),
            left(4, 20_007, false, Some(Reason::Price), "north quay", Some(20_047)),
            // The same person, earlier: counted by the later row.
            left(1, 20_001, true, Some(Reason::Service), "", Some(20_005)),
            left(5, 20_000, false, Some(Reason::Place), "", None),
        ];
        let rows: Vec<&Left> = rows.iter().collect();
        let counted = Counted::of(&rows);
        assert_eq!((counted.asked, counted.answered, counted.left, counted.back), (3, 2, 3, 2));
        assert_eq!(counted.share(), Some(2.0 / 3.0));
        assert_eq!(counted.at_stake, 300.0);
        assert_eq!(counted.back_days, Some(10), "the lower of two in the middle");
        assert_eq!(counted.reasons.first(), Some(&(Reason::Price, 2)));
        assert_eq!(counted.destinations, [("North Quay".to_owned(), 2)]);
        for (reason, count) in counted.reasons {
            assert_eq!(Part::Reason(reason).of(&rows).len(), count);
        }
        assert_eq!(Part::Destination("NORTH quay".into()).of(&rows).len(), 2);
    }

    #[test]
    fn nobody_asked_is_no_share_and_a_month_has_its_days() {
        assert_eq!(Counted::of(&[]).share(), None);
        let month = Day::from_ymd(2024, 2, 10).unwrap().month();
        let (first, last) = days_of(month).unwrap();
        assert_eq!((first.to_string(), last.to_string()), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(days_of(i32::MAX), None);
    }
}
