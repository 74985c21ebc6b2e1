//! Plays in words and as a form: what a play says, said as a sentence, and read back from its fields.

pub(crate) mod clauses;
pub(crate) mod form;
pub(crate) mod ready;
pub(crate) mod sentence;
pub(crate) mod wrong;

use domain::costs::CostKind;
use domain::plays::{EnrolmentState, GestureState, PlayState, Stopped};
use locales::Words;

/// Where a play stands.
pub(crate) fn state(words: Words, state: PlayState) -> String {
    match state {
        PlayState::Draft => words.plays_state_draft(),
        PlayState::Waiting => words.plays_state_waiting(),
        PlayState::Running => words.plays_state_running(),
        PlayState::Paused => words.plays_state_paused(),
        PlayState::Ended => words.plays_state_ended(),
    }
}

/// Where somebody stands in a play.
pub(crate) fn way(words: Words, state: EnrolmentState) -> String {
    match state {
        EnrolmentState::Underway => words.plays_way_underway(),
        EnrolmentState::Held => words.plays_way_held(),
        EnrolmentState::Done => words.plays_way_done(),
        EnrolmentState::GoalMet => words.plays_way_goal_met(),
        EnrolmentState::Stopped => words.plays_way_stopped(),
    }
}

/// Where a gesture stands.
pub(crate) fn gesture_state(words: Words, state: GestureState) -> String {
    match state {
        GestureState::Waiting => words.plays_gesture_waiting(),
        GestureState::Open => words.plays_gesture_open(),
        GestureState::Done => words.plays_gesture_done(),
        GestureState::Held => words.plays_gesture_held(),
        GestureState::CouldNot => words.plays_gesture_could_not(),
        GestureState::Cancelled => words.plays_gesture_cancelled(),
    }
}

/// What a check asks.
pub(crate) fn check(words: Words, check: Stopped) -> String {
    match check {
        Stopped::Rule => words.plays_check_rule(),
        Stopped::Rest => words.plays_check_rest(),
        Stopped::Complaint => words.plays_check_complaint(),
        Stopped::Consent => words.plays_check_consent(),
        Stopped::Cap => words.plays_check_cap(),
        Stopped::Quiet => words.plays_check_quiet(),
        Stopped::Goal => words.plays_check_goal(),
        Stopped::Holdout => words.plays_check_holdout(),
        Stopped::Full => words.plays_check_full(),
        Stopped::Stock => words.plays_check_stock(),
        Stopped::Over => words.plays_check_over(),
        Stopped::Play => words.plays_check_play(),
        Stopped::Again => words.plays_check_again(),
        Stopped::Erased => words.plays_check_erased(),
        Stopped::Unfit => words.plays_check_unfit(),
    }
}

/// Why somebody was not met, or left.
pub(crate) fn stopped(words: Words, why: Stopped) -> String {
    match why {
        Stopped::Rule => words.plays_stopped_rule(),
        Stopped::Rest => words.plays_stopped_rest(),
        Stopped::Complaint => words.plays_stopped_complaint(),
        Stopped::Consent => words.plays_stopped_consent(),
        Stopped::Cap => words.plays_stopped_cap(),
        Stopped::Quiet => words.plays_stopped_quiet(),
        Stopped::Goal => words.plays_stopped_goal(),
        Stopped::Holdout => words.plays_stopped_holdout(),
        Stopped::Full => words.plays_stopped_full(),
        Stopped::Stock => words.plays_stopped_stock(),
        Stopped::Over => words.plays_stopped_over(),
        Stopped::Play => words.plays_stopped_play(),
        Stopped::Again => words.plays_stopped_again(),
        Stopped::Erased => words.plays_stopped_erased(),
        Stopped::Unfit => words.plays_stopped_unfit(),
    }
}

/// What money went into.
pub(crate) fn cost_kind(words: Words, kind: CostKind) -> String {
    match kind {
        CostKind::Time => words.earned_kind_time(),
        CostKind::Material => words.earned_kind_material(),
        CostKind::Postage => words.earned_kind_postage(),
        CostKind::Goods => words.earned_kind_goods(),
        CostKind::Tools => words.earned_kind_tools(),
        CostKind::Training => words.earned_kind_training(),
        CostKind::Other => words.earned_kind_other(),
    }
}
