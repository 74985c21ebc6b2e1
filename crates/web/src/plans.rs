//! What is said of the years of accounts, and the year that stands ready.

use domain::Day;
use domain::memory::Calendar;
use domain::plans::{PlanRefusal, STEPS_MAX, StepState, last_day, next_on};
use domain::plays::GestureKind;
use jiff::ToSpan;
use locales::Words;
use store::plans::{NewStep, Step};

use crate::memory::gesture_kind;

/// A step in words: what, and our words for it, which say all of a task that is none of the others.
pub(crate) fn said(words: Words, step: &Step) -> String {
    match step.kind {
        GestureKind::Task => step.words.clone(),
        kind => format!("{}: {}", gesture_kind(words, kind), step.words),
    }
}

/// How a step stands.
pub(crate) fn state(words: Words, state: StepState) -> String {
    match state {
        StepState::ToCome => words.plans_state_to_come(),
        StepState::Open => words.plans_state_open(),
        StepState::Done => words.plans_state_done(),
        StepState::DoneLate => words.plans_state_done_late(),
        StepState::Missed => words.plans_state_missed(),
        StepState::Skipped => words.plans_state_skipped(),
    }
}

/// Why a plan or a step can't be kept.
pub(crate) fn refusal(words: Words, why: PlanRefusal) -> String {
    match why {
        PlanRefusal::NotAnOrganisation => words.plans_wrong_organisation(),
        PlanRefusal::Overlap => words.plans_wrong_overlap(),
        PlanRefusal::Start => words.plans_wrong_start(),
        PlanRefusal::Outside => words.plans_wrong_outside(),
        PlanRefusal::Past => words.plans_wrong_past(),
        PlanRefusal::Kind => words.plans_wrong_kind(),
        PlanRefusal::TooMany => words.plans_wrong_many(words.number(STEPS_MAX as u64)),
        PlanRefusal::NoReason => words.plans_wrong_reason(),
        PlanRefusal::Closed => words.plans_wrong_closed(),
        PlanRefusal::Begun => words.plans_wrong_begun(),
        PlanRefusal::NotInTeam => words.plans_wrong_team(),
    }
}

/// The year that stands ready: three calls, a visit, thanks on the day they came first, a note for the
/// holiday of the language, and a look back; what would be due before `from` is left out.
pub(crate) fn ready(words: Words, starts_on: Day, from: Day, came: Option<Day>) -> Vec<NewStep> {
    let last = last_day(starts_on);
    let after = |months: i32| Day::from_civil(starts_on.civil().saturating_add(months.months()));
    // A week before Nowruz, and ten days before Christmas.
    let greeting = match words.calendar() {
        Calendar::Jalali => next_on(3, 14, starts_on),
        Calendar::Gregorian => next_on(12, 15, starts_on),
    };
    let thanks = came.map_or(after(8), |day| next_on(day.civil().month(), day.civil().day(), starts_on));
    let step = |kind, words: String, due: Day| NewStep { kind, words, due: due.min(last), owner: None };
    let steps = [
        step(GestureKind::Call, words.plans_ready_call(), after(1)),
        step(GestureKind::Task, words.plans_ready_visit(), after(3)),
        step(GestureKind::Call, words.plans_ready_call(), after(6)),
        step(GestureKind::Note, words.plans_ready_thanks(), thanks),
        step(GestureKind::Note, words.plans_ready_greeting(), greeting),
        step(GestureKind::Task, words.plans_ready_review(), after(10)),
    ];
    steps.into_iter().filter(|step| step.due >= from).collect()
}
