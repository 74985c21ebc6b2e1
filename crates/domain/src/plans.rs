//! The year of an account: what we mean to do for it by which day, and when a step of it is missed.

use jiff::{ToSpan, civil};

use crate::named::named;
use crate::plays::{GestureKind, GestureState};
use crate::time::Day;

/// How many days before its day a step becomes somebody's task.
pub const AHEAD_DAYS: i32 = 14;
/// How many days before the end of a year the next is to be planned: its task comes six weeks before.
pub const RENEW_DAYS: i32 = 28;
/// After so many working days past its day a step is missed.
pub const GRACE_DAYS: u32 = 3;
/// Most steps of one year.
pub const STEPS_MAX: usize = 60;
/// What a step can be.
pub const KINDS: [GestureKind; 4] =
    [GestureKind::Call, GestureKind::Note, GestureKind::Present, GestureKind::Task];
/// Saturday and Sunday, in a mask whose bit 0 is Monday: no working days where a company names none.
const WEEKEND: u32 = 0b110_0000;

named! {
    /// How a step of a plan stands.
    StepState {
        /// Its day is far yet.
        ToCome = "to_come",
        /// It is somebody's task.
        Open = "open",
        /// Done in time.
        Done = "done",
        /// Done after it was missed.
        DoneLate = "done_late",
        /// Its day passed by more than three working days, or it could not be done.
        Missed = "missed",
        /// Left out, with a reason.
        Skipped = "skipped",
    }
}

/// Why a plan or a step can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// A plan for somebody who is no organisation.
    #[error("A year is planned for an organisation; say on its page that it is one.")]
    NotAnOrganisation,
    /// Another plan has some of these days.
    #[error("This account has a plan for some of these days already; change that one, or begin after it.")]
    Overlap,
    /// A year nobody can plan.
    #[error("A year begins at most a year ago and at most two years from now.")]
    Start,
    /// A step outside of its year.
    #[error("A step's day lies in the plan's year.")]
    Outside,
    /// A day that is over.
    #[error("A step's day is today or later.")]
    Past,
    /// A gesture that is not done by hand.
    #[error("A step is a call, a note, a present or another task.")]
    Kind,
    /// Too many steps.
    #[error("A plan has at most {STEPS_MAX} steps.")]
    TooMany,
    /// Skipped without a word.
    #[error("Say why the step is left out, so that others understand it.")]
    NoReason,
    /// The step is done or left out.
    #[error("This step is done or left out already.")]
    Closed,
    /// The plan has begun.
    #[error("A step of this plan has been somebody's task; leave its steps out instead.")]
    Begun,
    /// Somebody who is not of the team.
    #[error("Whoever owns a plan or a step is of the team.")]
    NotInTeam,
}

impl PlanRefusal {
    /// Whether it could be done if the account or the plan stood otherwise; else what was asked can't be.
    #[must_use]
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::NotAnOrganisation | Self::Overlap | Self::TooMany | Self::Closed | Self::Begun)
    }
}

/// The days the company works on, and which day it is.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Today, where the company is.
    pub today: Day,
    off: u32,
}

impl Calendar {
    /// With the weekdays on which nobody works, bit 0 Monday; none or all means Saturday and Sunday.
    #[must_use]
    pub fn new(today: Day, quiet_weekdays: u32) -> Self {
        let off = quiet_weekdays & 0b111_1111;
        Self { today, off: if matches!(off, 0 | 0b111_1111) { WEEKEND } else { off } }
    }

    /// A step whose day lies before this one and that is not done by the end of `day` is missed.
    #[must_use]
    pub fn missed_before(&self, day: Day) -> Day {
        let (mut at, mut worked) = (day, 0);
        loop {
            // 1970-01-01 was a Thursday.
            worked += u32::from(self.off & (1 << (at.0 + 3).rem_euclid(7)) == 0);
            if worked > GRACE_DAYS {
                return at;
            }
            at = Day(at.0 - 1);
        }
    }

    /// How a step stands that is due on a day: left out or not, and how its task stands, with the day it
    /// ended on.
    #[must_use]
    pub fn state(&self, skipped: bool, due: Day, task: Option<(GestureState, Option<Day>)>) -> StepState {
        let passed = due < self.missed_before(self.today);
        match task {
            _ if skipped => StepState::Skipped,
            Some((GestureState::Done, ended)) => {
                let late = ended.is_some_and(|day| due < self.missed_before(day));
                if late { StepState::DoneLate } else { StepState::Done }
            }
            Some((GestureState::CouldNot | GestureState::Cancelled, _)) => StepState::Missed,
            _ if passed => StepState::Missed,
            Some(_) => StepState::Open,
            None => StepState::ToCome,
        }
    }
}

/// The last day of the twelve months that begin on a day.
#[must_use]
pub fn last_day(starts_on: Day) -> Day {
    let next = starts_on.civil().saturating_add(1.year());
    Day(Day::from_civil(next).0 - 1)
}

/// The first day with this month and day of the month that is not before `from`; where the month is too
/// short for it, its last day.
#[must_use]
pub fn next_on(month: i8, day: i8, from: Day) -> Day {
    let first = from.civil();
    let in_year = |year: i16| {
        let month = civil::Date::new(year, month.clamp(1, 12), 1).unwrap_or(first);
        let last = month.days_in_month();
        Day::from_civil(civil::Date::new(year, month.month(), day.clamp(1, last)).unwrap_or(month))
    };
    let this = in_year(first.year());
    if this < from { in_year(first.year() + 1) } else { this }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_missed_on_the_fourth_working_day_after_its_day() {
        // Friday the 20th: Monday, Tuesday and Wednesday are grace.
        let friday = day("2026-11-20");
        let on = |today: &str, off| Calendar::new(day(today), off).state(false, friday, None);
        assert_eq!(on("2026-11-25", 0), StepState::ToCome);
        assert_eq!(on("2026-11-26", 0), StepState::Missed);
        // Where Friday alone is free, Saturday and Sunday are worked on.
        assert_eq!(on("2026-11-23", 1 << 4), StepState::ToCome);
        assert_eq!(on("2026-11-24", 1 << 4), StepState::Missed);
        assert_eq!(on("2026-11-26", 0b111_1111), StepState::Missed, "a week without work ends too");
    }

    #[test]
    fn how_a_step_stands_follows_from_its_task_and_the_day() {
        let calendar = Calendar::new(day("2026-11-26"), 0);
        let (past, today) = (day("2026-11-20"), day("2026-11-26"));
        let state = |due, task| calendar.state(false, due, task);
        assert_eq!(state(today, Some((GestureState::Open, None))), StepState::Open);
        assert_eq!(state(past, Some((GestureState::Open, None))), StepState::Missed);
        assert_eq!(state(today, Some((GestureState::CouldNot, None))), StepState::Missed);
        assert_eq!(state(past, Some((GestureState::Done, Some(day("2026-11-25"))))), StepState::Done);
        assert_eq!(state(past, Some((GestureState::Done, Some(today)))), StepState::DoneLate);
        assert_eq!(calendar.state(true, past, Some((GestureState::Cancelled, None))), StepState::Skipped);
    }

    #[test]
    fn a_year_has_twelve_months_and_a_leap_day_moves_to_the_last_of_february() {
        assert_eq!(last_day(day("2026-04-01")), day("2027-03-31"));
        assert_eq!(last_day(day("2028-02-29")), day("2029-02-27"));
        assert_eq!(next_on(2, 29, day("2027-01-01")), day("2027-02-28"));
        assert_eq!(next_on(2, 29, day("2028-01-01")), day("2028-02-29"));
        assert_eq!(next_on(3, 1, day("2026-03-02")), day("2027-03-01"));
    }
}
