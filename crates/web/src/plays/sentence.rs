//! A play said as a sentence: each language orders the parts as it does, and each part can be opened.

use std::collections::BTreeMap;

use domain::ids::{LetterId, StaffId};
use domain::plays::{
    By, Certificate, Definition, Gesture, GestureKind, Goal, Holdout, QuietHours, Score, Step, When, Worth,
};
use domain::{Currency, Day, Instant, Money};
use jiff::tz::TimeZone;
use locales::Words;
use store::presents::Shelves;

use super::clauses::clicked;

/// What a sentence is said with: names of what a play only points at.
pub(crate) struct Names {
    pub(crate) words: Words,
    pub(crate) currency: Currency,
    pub(crate) zone: TimeZone,
    pub(crate) letters: BTreeMap<LetterId, String>,
    pub(crate) team: BTreeMap<StaffId, String>,
    pub(crate) shelves: Shelves,
    pub(crate) topics: BTreeMap<String, String>,
}

/// A piece of the sentence.
pub(crate) enum Piece {
    /// Words between the parts.
    Between(String),
    /// A part that can be opened: its name, what it says now, and the mark that follows at once.
    Part(&'static str, String, String),
}

/// The parts of the sentence, in no order.
pub(crate) const PARTS: [&str; 8] = ["who", "when", "steps", "often", "quiet", "cost", "success", "held"];

/// A letter nobody writes, in place of a part until the sentence is whole.
fn mark(part: usize) -> String {
    char::from_u32(0xE000 + part as u32).map(String::from).unwrap_or_default()
}

/// The sentence, in the order of the language.
pub(crate) fn pieces(names: &Names, play: &Definition) -> Vec<Piece> {
    let [who, when, steps, often, quiet, cost, success, held] = std::array::from_fn(mark);
    let words = names.words;
    let meets = words.plays_sentence(who, when, steps, often, quiet);
    let frame = format!("{meets} {}", words.plays_sentence_proof(cost, success, held));
    let mut pieces = Vec::new();
    let mut between = String::new();
    for letter in frame.chars() {
        let part = (letter as u32).checked_sub(0xE000).and_then(|at| PARTS.get(at as usize));
        match part {
            Some(&part) => {
                close(&mut pieces, &mut between);
                pieces.push(Piece::Part(part, said(names, play, part), String::new()));
            }
            // The marks that set what is inserted apart; a part is set apart by its element.
            None if matches!(letter, '\u{2068}' | '\u{2069}') => {}
            None => between.push(letter),
        }
    }
    close(&mut pieces, &mut between);
    pieces
}

/// Ends what stands between two parts; a mark that follows a part at once stays with it.
fn close(pieces: &mut Vec<Piece>, between: &mut String) {
    let said = std::mem::take(between);
    let space = said.find(char::is_whitespace).unwrap_or(said.len());
    let (mark, rest) = said.split_at(space);
    match pieces.last_mut() {
        Some(Piece::Part(_, _, follows)) => mark.clone_into(follows),
        _ => return pieces.push(Piece::Between(said)),
    }
    pieces.push(Piece::Between(rest.to_owned()));
}

/// The sentence as one text.
pub(crate) fn text(names: &Names, play: &Definition) -> String {
    let piece = |piece| match piece {
        Piece::Between(text) => text,
        Piece::Part(_, text, mark) => text + &mark,
    };
    pieces(names, play).into_iter().map(piece).collect()
}

fn said(names: &Names, play: &Definition, part: &str) -> String {
    let words = names.words;
    match part {
        "who" => who(names, play),
        "when" => when(names, &play.when),
        "steps" => {
            let steps: Vec<String> = play.steps.iter().map(|one| step(names, one)).collect();
            words.list(&steps)
        }
        "often" => often(names, play),
        "quiet" => quiet(words, play.quiet),
        "cost" => match act::rehearsal::cost_each(play, &names.shelves) {
            0 => words.plays_cost_nothing(),
            minor => words.plays_cost_each(money(names, minor)),
        },
        "success" => success(words, play),
        _ => held(words, &play.holdout, play.owed),
    }
}

fn often(names: &Names, play: &Definition) -> String {
    let words = names.words;
    let often = match play.again_after_days {
        None => words.plays_often_once(),
        Some(365) => words.plays_often_yearly(),
        Some(days) => words.plays_often_days(days),
    };
    let often = match play.most_a_day {
        None => often,
        Some(most) => words.plays_often_most(most, often),
    };
    match play.until {
        None => often,
        Some(until) => words.plays_often_until(often, words.day(last_day(until, &names.zone))),
    }
}

/// The last day on which a play meets people that meets them until then.
pub(crate) fn last_day(until: Instant, zone: &TimeZone) -> Day {
    until.plus_seconds(-1).day_in(zone)
}

fn quiet(words: Words, own: Option<QuietHours>) -> String {
    let Some(own) = own else { return words.plays_quiet_usual() };
    let days = (0..7).filter(|day| own.weekdays & (1 << day) != 0).map(|day| weekday(words, day));
    let days: Vec<String> = days.collect();
    match (own.from == own.to, days.is_empty()) {
        (true, true) => words.plays_quiet_usual(),
        (true, false) => words.plays_quiet_days(words.list(&days)),
        (false, true) => words.plays_quiet_own(hour(own.from), hour(own.to)),
        (false, false) => words.plays_quiet_both(hour(own.from), hour(own.to), words.list(&days)),
    }
}

/// The name of a day of the week, 0 for Monday.
pub(crate) fn weekday(words: Words, day: i32) -> String {
    // Day 4 after the epoch was a Monday.
    words.weekday(domain::Day(4 + day))
}

/// An amount in minor units.
pub(crate) fn money(names: &Names, minor: i64) -> String {
    names.words.money(Money { minor, currency: names.currency })
}

/// A minute of the day as clocks show it.
pub(crate) fn hour(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn who(names: &Names, play: &Definition) -> String {
    let words = names.words;
    match clicked(&play.who, names.currency) {
        None => words.plays_who_rule(),
        Some(clauses) if clauses.is_empty() => words.plays_who_everybody(),
        Some(clauses) => {
            let said: Vec<String> = clauses.iter().map(|clause| clause.said(names)).collect();
            words.plays_who_clauses(words.list(&said))
        }
    }
}

fn when(names: &Names, when: &When) -> String {
    let words = names.words;
    match when {
        When::RuleHolds => words.plays_when_rule(),
        When::Once { at } => words.plays_when_once(words.instant(*at, &names.zone)),
        When::Date { fact, days_before } => {
            let (kind, said) = When::dated(fact);
            let kind = kind.map(|kind| crate::memory::fact_kind(words, kind));
            let when = words.plays_when_date(*days_before, kind.unwrap_or_else(|| fact.clone()));
            if said.is_empty() { when } else { words.plays_when_date_of(when, said.join(", ")) }
        }
        When::Holiday { holiday, days_before } => {
            words.plays_when_holiday(*days_before, crate::pages::today::holiday(words, holiday))
        }
        When::Silence { rhythms } => {
            words.plays_when_silence(words.decimal(*rhythms, usize::from(rhythms.fract() != 0.0)))
        }
        When::Order { nth: None, after_days } => words.plays_when_order(*after_days),
        When::Order { nth: Some(nth), after_days } => words.plays_when_order_nth(*after_days, *nth),
        When::Product { sku, after_days } => words.plays_when_product(*after_days, sku.as_str()),
        When::Score { of, line, above } => {
            let (figure, line) = (score(words, *of), score_line(names, *of, *line));
            if *above {
                words.plays_when_score_above(figure, line)
            } else {
                words.plays_when_score_below(figure, line)
            }
        }
    }
}

/// The name of a figure.
pub(crate) fn score(words: Words, of: Score) -> String {
    match of {
        Score::PAlive => words.plays_word_p_alive(),
        Score::ValueAtStake => words.plays_word_at_stake(),
        Score::ExpectedValue => words.plays_word_expected_value(),
        Score::Orders => words.plays_word_orders(),
    }
}

fn score_line(names: &Names, of: Score, line: f64) -> String {
    match of {
        Score::PAlive => names.words.percent(line),
        Score::ValueAtStake | Score::ExpectedValue => money(names, line as i64),
        Score::Orders => names.words.plain(line as i64),
    }
}

fn worth(names: &Names, certificate: &Certificate) -> String {
    match &certificate.worth {
        Worth::Money { amount } => money(names, *amount),
        Worth::Trial { of, .. } => of.clone(),
    }
}

fn what(names: &Names, gesture: &Gesture) -> String {
    let words = names.words;
    match gesture {
        Gesture::Letter { letter, certificate } => match (names.letters.get(letter), certificate) {
            (None, _) => words.plays_what_letter_gone(),
            (Some(name), None) => words.plays_what_letter(name.as_str()),
            (Some(name), Some(gift)) => words.plays_what_letter_with(name.as_str(), worth(names, gift)),
        },
        Gesture::Note { .. } => words.plays_what_note(),
        Gesture::Call { .. } => words.plays_what_call(),
        Gesture::Present { present, .. } => match present.and_then(|present| names.shelves.name(present)) {
            None => words.plays_what_present(),
            Some(name) => words.plays_what_present_named(name),
        },
        Gesture::Task { .. } => words.plays_what_task(),
        Gesture::Certificate(gift) => words.plays_what_certificate(worth(names, gift)),
    }
}

fn step(names: &Names, step: &Step) -> String {
    let words = names.words;
    let what = what(names, &step.gesture);
    let named = |name: String| words.plays_step_by(what.as_str(), name);
    let whole = match step.by {
        By::Itself if !step.gesture.kind().by_hand() => words.plays_step_itself(what.as_str()),
        By::Itself => words.plays_step_serves(what.as_str()),
        By::Member(id) => named(names.team.get(&id).cloned().unwrap_or_else(|| words.none().to_owned())),
        By::Role(role) => named(crate::pages::team::role_name(words, role)),
    };
    words.plays_step_later(step.after_days, whole)
}

fn success(words: Words, play: &Definition) -> String {
    let days = play.success.within_days;
    match play.success.what {
        Goal::Return => words.plays_goal_return(days),
        Goal::Revenue => words.plays_goal_revenue(days),
        Goal::Visit => words.plays_goal_visit(days),
        Goal::Answer => words.plays_goal_answer(days),
    }
}

fn held(words: Words, holdout: &Holdout, owed: bool) -> String {
    match holdout.mille {
        _ if owed => words.plays_held_owed(),
        0 => words.plays_held_nobody(),
        mille => words
            .plays_held_share(words.percent_with(f64::from(mille) / 1000.0, usize::from(mille % 10 != 0))),
    }
}

/// Quiet hours of a play that says none itself.
pub(crate) const NO_HOURS: QuietHours = QuietHours { from: 0, to: 0, weekdays: 0 };

/// What a gesture is.
pub(crate) fn kind(words: Words, kind: GestureKind) -> String {
    match kind {
        GestureKind::Letter => words.plays_field_what_letter(),
        GestureKind::Note => words.plays_field_what_note(),
        GestureKind::Call => words.plays_field_what_call(),
        GestureKind::Present => words.plays_field_what_present(),
        GestureKind::Certificate => words.plays_field_what_certificate(),
        GestureKind::Privilege | GestureKind::Task => words.plays_field_what_task(),
        GestureKind::Recovery => words.timeline_gesture_recovery(),
        GestureKind::FollowUp => words.timeline_gesture_follow_up(),
    }
}
