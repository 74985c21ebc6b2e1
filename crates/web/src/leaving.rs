//! The words of why people leave.

use domain::leaving::{Reason, Source, Voice};
use locales::Words;
use store::leavings::Leaving;

/// Why.
pub(crate) fn reason(words: Words, reason: Reason) -> String {
    match reason {
        Reason::Price => words.leaving_reason_price(),
        Reason::Quality => words.leaving_reason_quality(),
        Reason::Service => words.leaving_reason_service(),
        Reason::Choice => words.leaving_reason_choice(),
        Reason::Elsewhere => words.leaving_reason_elsewhere(),
        Reason::Place => words.leaving_reason_place(),
        Reason::Need => words.leaving_reason_need(),
        Reason::Letters => words.leaving_reason_letters(),
        Reason::Other => words.leaving_reason_other(),
    }
}

/// Every reason as a form offers it: its name, its words, and whether it is the chosen one.
pub(crate) fn reasons(words: Words, chosen: Option<Reason>) -> Vec<(&'static str, String, bool)> {
    Reason::ALL.into_iter().map(|one| (one.name(), reason(words, one), chosen == Some(one))).collect()
}

/// How we came to know.
pub(crate) fn source(words: Words, source: Source) -> String {
    match source {
        Source::Stop => words.leaving_source_stop(),
        Source::Letter => words.leaving_source_letter(),
        Source::Staff => words.leaving_source_staff(),
        Source::Api => words.leaving_source_api(),
    }
}

/// In whose words.
pub(crate) fn voice(words: Words, voice: Voice) -> String {
    match voice {
        Voice::Theirs => words.leaving_voice_theirs(),
        Voice::Ours => words.leaving_voice_ours(),
    }
}

/// What was said, a line each: the reason, where they go, and the words.
pub(crate) fn said(words: Words, leaving: &Leaving) -> Vec<String> {
    let why = leaving.reason.map_or_else(|| words.leaving_unanswered(), |why| reason(words, why));
    let goes = (!leaving.destination.is_empty()).then(|| words.leaving_goes(leaving.destination.as_str()));
    let own = leaving.words.lines().map(str::to_owned);
    std::iter::once(why).chain(goes).chain(own).collect()
}
