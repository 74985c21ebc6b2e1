//! The words of what is remembered: facts, dates, promises, touches and what is wrong with them.

use domain::Day;
use domain::memory::{Basis, Calendar, FactKind, LeapRule, Level, Problem, RelationKind, Source, When};
use domain::plays::{GestureKind, GestureState};
use domain::promises::PromiseState;
use domain::timeline::{Kind, Phase};
use locales::Words;
use store::relations::Bond;

/// What a fact is about.
pub(crate) fn fact_kind(words: Words, kind: FactKind) -> String {
    match kind {
        FactKind::Family => words.memory_kind_family(),
        FactKind::Work => words.memory_kind_work(),
        FactKind::Interest => words.memory_kind_interest(),
        FactKind::Preference => words.memory_kind_preference(),
        FactKind::Date => words.memory_kind_date(),
        FactKind::Event => words.memory_kind_event(),
        FactKind::Bereavement => words.memory_kind_bereavement(),
        FactKind::Other => words.memory_kind_other(),
    }
}

/// How it was learned.
pub(crate) fn source(words: Words, source: Source) -> String {
    match source {
        Source::Said => words.memory_source_said(),
        Source::Written => words.memory_source_written(),
        Source::Public => words.memory_source_public(),
        Source::Seen => words.memory_source_seen(),
        Source::Told => words.memory_source_told(),
    }
}

/// Why it may be kept.
pub(crate) fn basis(words: Words, basis: Basis) -> String {
    match basis {
        Basis::Consent => words.memory_basis_consent(),
        Basis::Contract => words.memory_basis_contract(),
        Basis::LegalObligation => words.memory_basis_legal_obligation(),
        Basis::VitalInterests => words.memory_basis_vital_interests(),
        Basis::PublicTask => words.memory_basis_public_task(),
        Basis::LegitimateInterests => words.memory_basis_legitimate_interests(),
    }
}

/// How sensitive it is.
pub(crate) fn level(words: Words, level: Level) -> String {
    match level {
        Level::Ordinary => words.memory_level_ordinary(),
        Level::Private => words.memory_level_private(),
        Level::Special => words.memory_level_special(),
    }
}

/// A calendar's name.
pub(crate) fn calendar(words: Words, calendar: Calendar) -> String {
    match calendar {
        Calendar::Gregorian => words.memory_calendar_gregorian(),
        Calendar::Jalali => words.memory_calendar_jalali(),
    }
}

/// When a leap day is kept.
pub(crate) fn leap(words: Words, rule: LeapRule) -> String {
    match rule {
        LeapRule::Before => words.memory_leap_before(),
        LeapRule::After => words.memory_leap_after(),
        LeapRule::LeapYears => words.memory_leap_leap_years(),
    }
}

/// How a promise stands.
pub(crate) fn state(words: Words, state: PromiseState) -> String {
    match state {
        PromiseState::Open => words.memory_state_open(),
        PromiseState::Kept => words.memory_state_kept(),
        PromiseState::Broken => words.memory_state_broken(),
        PromiseState::Withdrawn => words.memory_state_withdrawn(),
    }
}

/// What an entry of a timeline is.
pub(crate) fn entry_kind(words: Words, kind: Kind) -> String {
    match kind {
        Kind::Purchase => words.timeline_kind_purchase(),
        Kind::Refund => words.timeline_kind_refund(),
        Kind::Cancelled => words.timeline_kind_cancelled(),
        Kind::Page => words.timeline_kind_page(),
        Kind::Screen => words.timeline_kind_screen(),
        Kind::Search => words.timeline_kind_search(),
        Kind::Browse => words.timeline_kind_browse(),
        Kind::Product => words.timeline_kind_product(),
        Kind::WishList => words.timeline_kind_wishlist(),
        Kind::Cart => words.timeline_kind_cart(),
        Kind::Checkout => words.timeline_kind_checkout(),
        Kind::Review => words.timeline_kind_review(),
        Kind::Event => words.timeline_kind_event(),
        Kind::Note => words.timeline_kind_note(),
        Kind::Call => words.timeline_kind_call(),
        Kind::Meeting => words.timeline_kind_meeting(),
        Kind::Visit => words.timeline_kind_visit(),
        Kind::Letter => words.timeline_kind_letter(),
        Kind::Answer => words.timeline_kind_answer(),
        Kind::Complaint => words.timeline_kind_complaint(),
        Kind::Gift => words.timeline_kind_gift(),
        Kind::Promise => words.timeline_kind_promise(),
        Kind::Wish => words.timeline_kind_wish(),
        Kind::Gesture => words.timeline_kind_gesture(),
        Kind::Leaving => words.timeline_kind_leaving(),
    }
}

/// What was done for somebody.
pub(crate) fn gesture_kind(words: Words, kind: GestureKind) -> String {
    match kind {
        GestureKind::Letter => words.timeline_gesture_letter(),
        GestureKind::Note => words.timeline_gesture_note(),
        GestureKind::Call => words.timeline_kind_call(),
        GestureKind::Present => words.timeline_gesture_present(),
        GestureKind::Certificate => words.timeline_gesture_certificate(),
        GestureKind::Privilege => words.timeline_gesture_privilege(),
        GestureKind::Task => words.timeline_gesture_task(),
        GestureKind::Recovery => words.timeline_gesture_recovery(),
        GestureKind::FollowUp => words.timeline_gesture_follow_up(),
    }
}

/// How a gesture stands.
pub(crate) fn gesture_state(words: Words, state: GestureState) -> String {
    match state {
        GestureState::Waiting => words.timeline_gesture_waiting(),
        GestureState::Open => words.memory_state_open(),
        GestureState::Done => words.timeline_gesture_done(),
        GestureState::Held => words.timeline_gesture_held(),
        GestureState::CouldNot => words.timeline_gesture_could_not(),
        GestureState::Cancelled => words.timeline_gesture_cancelled(),
    }
}

/// Where an entry stands to a purchase.
pub(crate) fn phase(words: Words, phase: Phase) -> String {
    match phase {
        Phase::Before => words.timeline_phase_before(),
        Phase::During => words.timeline_phase_during(),
        Phase::After => words.timeline_phase_after(),
    }
}

/// How the other stands to the person whose page it is.
pub(crate) fn bond(words: Words, bond: &Bond, is_outward: bool) -> String {
    use RelationKind::{Colleague, Family, IntroducedBy, PartOf, WorksAt};
    match (bond, is_outward) {
        (Bond::Known(WorksAt), true) => words.person_relation_works_at(),
        (Bond::Known(WorksAt), false) => words.person_relation_works_at_back(),
        (Bond::Known(PartOf), true) => words.person_relation_part_of(),
        (Bond::Known(PartOf), false) => words.person_relation_part_of_back(),
        (Bond::Known(Family), _) => words.person_relation_family(),
        (Bond::Known(Colleague), _) => words.person_relation_colleague(),
        (Bond::Known(IntroducedBy), true) => words.person_relation_introduced_by(),
        (Bond::Known(IntroducedBy), false) => words.person_relation_introduced_by_back(),
        (Bond::Own(word), _) => word.clone(),
    }
}

/// A date as it is remembered: in its own calendar, with its year where known and the rule of a leap
/// day.
pub(crate) fn date(words: Words, when: &When) -> String {
    let date = match when {
        When::Once(day) => return words.day(*day),
        When::Yearly(date) => date,
    };
    let mut said = words.day_of_year(date.calendar(), date.month(), date.day());
    if let Some(year) = date.year() {
        said = words.memory_dated(said, words.plain(year.into()));
    }
    match date.leap() {
        Some(rule) => format!("{said} ({})", leap(words, rule)),
        None => said,
    }
}

/// How old it will be on a day it comes: `40 years`.
pub(crate) fn age(words: Words, when: &When, on: Day) -> Option<String> {
    let When::Yearly(date) = when else { return None };
    date.years_on(on).filter(|years| *years > 0).map(|years| words.memory_turns(years))
}

/// What is wrong and what to do.
pub(crate) fn problem(words: Words, problem: &Problem) -> String {
    match problem {
        Problem::Empty => words.memory_problem_empty(),
        Problem::TooLong { length, max } => {
            words.memory_problem_too_long(words.number(*length as u64), words.number(*max as u64))
        }
        Problem::Unknown { value, .. } => words.memory_problem_unknown(value.as_str()),
        Problem::Year { year, first, last } => words.memory_problem_year(
            words.plain(*year),
            words.plain((*first).into()),
            words.plain((*last).into()),
        ),
        Problem::Month(month) => words.memory_problem_month(*month),
        Problem::NoSuchDay { day, month } => words.memory_problem_no_such_day(*month, *day),
        Problem::NoLeapDay { year, .. } => words.memory_problem_no_leap_day(words.plain((*year).into())),
        Problem::HalfDate => words.memory_problem_half_date(),
        Problem::NotADate(text) => words.memory_problem_not_a_date(text.as_str()),
        Problem::DateWanted => words.memory_problem_date_wanted(),
        Problem::SpecialBasis => words.memory_problem_special_basis(),
        Problem::PublicPrivate => words.memory_problem_public_private(),
        Problem::ExpiredAlready => words.memory_problem_expired_already(),
        Problem::NotTheirEntry => words.memory_problem_not_their_entry(),
        Problem::Themselves => words.memory_problem_themselves(),
        Problem::Ring => words.memory_problem_ring(),
        Problem::NotAnOrganisation => words.memory_problem_not_an_organisation(),
        Problem::RelatedAlready => words.memory_problem_related_already(),
        Problem::InFuture => words.memory_problem_in_future(),
    }
}
