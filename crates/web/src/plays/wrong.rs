//! What is wrong with a play, in the reader's language.

use act::moments::NoMoment;
use act::rule::vocabulary::Word;
use act::rule::{Problem, RuleError};
use domain::certificates::{EXPIRY_DAYS_MAX, NAME_MAX};
use domain::letters::LetterRefusal;
use domain::memory::TEXT_MAX;
use domain::plays::{DAYS_MAX, DefinitionError, HOLDOUT_MILLE_MAX, PlayRefusal, RULE_BYTES_MAX, STEPS_MAX};
use locales::Words;

use super::clauses::{self, Clause, Is};
use crate::fault::Fault;

/// What keeps a play from being saved: a sentence, and the part of the rule it is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wrong {
    pub(crate) say: String,
    /// The clause of the rule, as written.
    pub(crate) clause: String,
    /// The part of the sentence it stands in; empty for the whole.
    pub(crate) part: &'static str,
}

impl Wrong {
    pub(crate) fn said(say: String) -> Self {
        Self { say, ..Self::default() }
    }

    /// The same, of a part of the sentence.
    pub(crate) fn of(self, part: &'static str) -> Self {
        Self { part, ..self }
    }
}

/// What is wrong with a clause somebody chose: the comparison, or what stands beside it.
pub(crate) fn clause(words: Words, at: usize, word: &Word, clause: &Clause) -> Wrong {
    let (at, name) = (number(at + 1), clauses::named(words, word));
    let fitting = || Is::ALL.into_iter().filter(|is| clauses::goes_with(word, *is));
    Wrong::said(if !clauses::goes_with(word, clause.is) {
        let can: Vec<String> = fitting().map(|is| is.name(words)).collect();
        words.plays_wrong_clause_is(at, clause.is.name(words), name, words.list(&can))
    } else if clause.value.trim().is_empty() {
        words.plays_wrong_clause_empty(at, name)
    } else {
        words.plays_wrong_clause_number(at, clause.value.as_str(), name)
    })
}

/// Why a play could not be saved, where that is the asker's to mend.
pub(crate) fn saving(words: Words, error: act::Error) -> Result<Wrong, Fault> {
    match error {
        act::Error::Rule(wrong) => Ok(rule(words, wrong)),
        act::Error::Moment(why) => Ok(Wrong::said(moment(words, why)).of("when")),
        act::Error::NoHoliday(letter) => Ok(Wrong::said(words.plays_wrong_no_holiday(letter)).of("when")),
        act::Error::Store(store::Error::Definition(why)) => {
            Ok(Wrong::said(definition(words, &why)).of(part(&why)))
        }
        act::Error::Store(store::Error::Play(why)) => Ok(Wrong::said(refusal(words, why))),
        act::Error::Store(store::Error::Letter(LetterRefusal::NoTopic(_))) => {
            Ok(Wrong::said(words.plays_wrong_topic()).of("steps"))
        }
        other => Err(fault(other)),
    }
}

/// A failure of the room that acts.
pub(crate) fn fault(error: act::Error) -> Fault {
    match error {
        act::Error::Store(error) => error.into(),
        act::Error::Denied(_) => Fault::Forbidden,
        act::Error::Rule(wrong) => Fault::Bad(wrong.to_string()),
        act::Error::Moment(why) => Fault::Bad(why.to_string()),
        other => Fault::internal(other),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Why a moment can never come.
pub(crate) fn moment(words: Words, why: NoMoment) -> String {
    match why {
        NoMoment::Date(fact) => words.plays_wrong_date(fact),
        NoMoment::Holiday(holiday) => {
            words.plays_wrong_holiday(crate::pages::today::holiday(words, &holiday))
        }
        NoMoment::Silence => words.plays_wrong_silence(),
        NoMoment::Line => words.plays_wrong_line(),
        NoMoment::Product => words.plays_wrong_product(),
        NoMoment::Order => words.plays_wrong_order(),
    }
}

/// The part of the sentence a definition is wrong in.
fn part(why: &DefinitionError) -> &'static str {
    match why {
        DefinitionError::RuleTooLong(_) => "who",
        DefinitionError::NoStep
        | DefinitionError::TooManySteps(_)
        | DefinitionError::NoTopic
        | DefinitionError::Amount(_)
        | DefinitionError::Trial(_)
        | DefinitionError::Expiry(_)
        | DefinitionError::Words(_)
        | DefinitionError::Owner(_)
        | DefinitionError::Present(_) => "steps",
        DefinitionError::NegativeCost(_) => "cost",
        DefinitionError::TooManyDays(_, "a success") | DefinitionError::NoTimeForSuccess => "success",
        DefinitionError::TooManyDays(..) => "steps",
        DefinitionError::NoReasonForNoHoldout
        | DefinitionError::HoldoutTooLarge(_)
        | DefinitionError::OwedIsNeverDrawn => "held",
    }
}

fn definition(words: Words, why: &DefinitionError) -> String {
    match why {
        DefinitionError::NoStep => words.plays_wrong_no_step(),
        DefinitionError::TooManySteps(_) => words.plays_wrong_too_many_steps(number(STEPS_MAX)),
        DefinitionError::RuleTooLong(_) => words.plays_wrong_rule_long(number(RULE_BYTES_MAX)),
        DefinitionError::TooManyDays(days, _) => words.plays_wrong_days(*days, DAYS_MAX),
        DefinitionError::NoTimeForSuccess => words.plays_wrong_no_time(),
        DefinitionError::NoReasonForNoHoldout => words.plays_wrong_no_reason(),
        DefinitionError::HoldoutTooLarge(_) => {
            words.plays_wrong_holdout(words.percent(f64::from(HOLDOUT_MILLE_MAX) / 1000.0))
        }
        DefinitionError::OwedIsNeverDrawn => words.plays_wrong_owed(),
        DefinitionError::NoTopic => words.plays_wrong_topic(),
        DefinitionError::NegativeCost(_) => words.plays_wrong_cost(),
        DefinitionError::Amount(step) => words.plays_wrong_step_amount(number(*step)),
        DefinitionError::Trial(step) => words.plays_wrong_step_trial(number(*step), number(NAME_MAX)),
        DefinitionError::Expiry(step) => words.plays_wrong_step_expiry(number(*step), EXPIRY_DAYS_MAX),
        DefinitionError::Words(step) => words.plays_wrong_step_words(number(*step), number(TEXT_MAX)),
        DefinitionError::Owner(step) => words.plays_wrong_step_owner(number(*step)),
        DefinitionError::Present(step) => words.plays_wrong_step_present(number(*step)),
    }
}

/// Why something can't be done to a play.
pub(crate) fn refusal(words: Words, why: PlayRefusal) -> String {
    match why {
        PlayRefusal::Name => words.plays_wrong_name(number(domain::plays::NAME_CHARS_MAX)),
        PlayRefusal::NeedsApproval => words.plays_wrong_approval(),
        PlayRefusal::OwnPlay => words.plays_wrong_own(),
        PlayRefusal::Quiet => words.plays_wrong_quiet(),
        PlayRefusal::Running => words.plays_wrong_running(),
        PlayRefusal::LastDay => words.plays_stopped_over(),
        PlayRefusal::Cost => words.plays_wrong_cost(),
        _ => words.plays_wrong_state(),
    }
}

/// What is wrong with a rule, in which clause, and where.
pub(crate) fn rule(words: Words, wrong: RuleError) -> Wrong {
    let problem = match wrong.problem {
        Problem::Syntax(said) => words.plays_rule_syntax(said),
        Problem::Name(name, None) => words.plays_rule_name(name),
        Problem::Name(name, Some(near)) => words.plays_rule_near(name, near),
        Problem::Function(name) => words.plays_rule_function(name),
        Problem::Types { of, given } => words.plays_rule_types(of, given.join(", ")),
        Problem::NotABool(_) => words.plays_rule_no_truth(),
        Problem::TooLong => words.plays_rule_too_long(),
        Problem::TooDeep => words.plays_rule_too_deep(),
        Problem::Level(name) => words.plays_rule_level(name),
    };
    Wrong {
        say: words.plays_wrong_rule(number(wrong.line), number(wrong.column), problem),
        clause: wrong.clause,
        part: "who",
    }
}
