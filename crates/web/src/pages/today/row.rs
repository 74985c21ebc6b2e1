//! A line of the day in words: why it stands there, the rows behind it, and what one can do.

use act::today::{Line, Why};
use domain::ids::PersonId;
use domain::plays::GestureKind;
use domain::presents::LATE_DAYS;
use domain::today::LineKind;
use domain::worth::Report;
use domain::{Currency, Day, Instant, Money};
use jiff::tz::TimeZone;
use locales::Words;
use store::today::Silent;

use crate::memory;
use crate::pages::person::People;
use crate::worth::Weighed;

/// Days of a year, as spans of time count them.
const YEAR: f64 = 365.25;

/// What a line needs to be said.
pub(super) struct Says<'a> {
    pub(super) words: Words,
    pub(super) today: Day,
    pub(super) zone: &'a TimeZone,
    pub(super) people: &'a People,
    pub(super) report: Option<&'a Report>,
    /// Whether who reads it may make plays.
    pub(super) may_manage: bool,
}

/// A line as the page shows it.
pub(super) struct Row {
    /// Its place in the list, and the place to come back to once it is gone.
    pub(super) at: usize,
    pub(super) then: usize,
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) about: String,
    pub(super) why: Weighed,
    /// What is said beside it in small letters.
    pub(super) aside: Option<String>,
    /// What stands behind it.
    pub(super) rows: Vec<String>,
    pub(super) open: Option<String>,
    /// The holiday a play can be made ready for with one press.
    pub(super) holiday: Option<String>,
    /// A promise that can be kept with one press: its id and version.
    pub(super) promise: Option<(String, i64)>,
    /// What can be begun with one press.
    pub(super) gestures: Vec<(&'static str, String)>,
    /// What is owed can be put off, and not declined.
    pub(super) declines: bool,
    pub(super) is_late: bool,
    /// Whether the sentence repeats somebody's own words.
    pub(super) quotes: bool,
}

/// The word for a kind of line.
pub(crate) fn line_kind(words: Words, kind: LineKind) -> String {
    match kind {
        LineKind::Promise => words.today_kind_promise(),
        LineKind::Task => words.today_kind_task(),
        LineKind::Missed => words.today_kind_missed(),
        LineKind::Letters => words.today_kind_letters(),
        LineKind::Stock => words.today_kind_stock(),
        LineKind::Parcels => words.today_kind_parcels(),
        LineKind::Approval => words.today_kind_approval(),
        LineKind::Leaving => words.today_kind_leaving(),
        LineKind::Peace => words.today_kind_peace(),
        LineKind::Occasion => words.today_kind_occasion(),
        LineKind::Holiday => words.today_kind_holiday(),
        LineKind::Certificate => words.today_kind_certificate(),
        LineKind::Silence => words.today_kind_silence(),
    }
}

/// What a holiday the program knows is called.
pub(crate) fn holiday(words: Words, name: &str) -> String {
    match name {
        "new_year" => words.holiday_new_year(),
        "womens_day" => words.holiday_womens_day(),
        "easter" => words.holiday_easter(),
        "mothers_day" => words.holiday_mothers_day(),
        "fathers_day" => words.holiday_fathers_day(),
        "ligo" => words.holiday_ligo(),
        "jani" => words.holiday_jani(),
        "independence_day" => words.holiday_independence_day(),
        "christmas" => words.holiday_christmas(),
        "vappu" => words.holiday_vappu(),
        "midsummer" => words.holiday_midsummer(),
        "nowruz" => words.holiday_nowruz(),
        "sizdah_bedar" => words.holiday_sizdah_bedar(),
        "mehregan" => words.holiday_mehregan(),
        "yalda" => words.holiday_yalda(),
        "orthodox_christmas" => words.holiday_orthodox_christmas(),
        "orthodox_easter" => words.holiday_orthodox_easter(),
        "thanksgiving" => words.holiday_thanksgiving(),
        own => own.to_owned(),
    }
}

impl Says<'_> {
    fn day_of(&self, at: Instant) -> String {
        self.words.day(at.day_in(self.zone))
    }

    fn away(&self, day: Day) -> String {
        self.words.from_today(day, self.today)
    }

    fn currency(&self) -> Currency {
        self.report.map_or(Currency::EUR, |report| report.currency)
    }

    /// How long their silence has lasted, counted to today.
    fn silent(&self, silent: &Silent) -> String {
        let words = self.words;
        let standing = &silent.standing;
        let rhythm = words.every(standing.rhythm_days.unwrap_or_default());
        let (came, days) = (f64::from(standing.recency_days), self.today.0 - standing.last_day.0);
        let horizon = self.report.map_or(YEAR, |report| f64::from(report.horizon_days.max(1)));
        let a_year = standing.value_if_alive.unwrap_or_default() * YEAR / horizon;
        words.today_why_silence(
            rhythm,
            words.lasting(came),
            words.lasting(f64::from(days)),
            words.money_about(a_year, self.currency()),
        )
    }

    /// Why a line stands there, in a sentence.
    fn why(&self, why: &Why) -> String {
        let words = self.words;
        match why {
            Why::Promise(promise) => {
                words.today_why_promise(self.away(promise.due.unwrap_or(self.today)), promise.text.as_str())
            }
            Why::Task { due, gesture } => {
                let kind = memory::gesture_kind(words, gesture.kind);
                words.today_why_task(kind, self.away(*due), gesture.words.as_str())
            }
            Why::Missed(missed) => {
                let step = &missed.step;
                words.today_why_missed(crate::plans::said(words, step), self.away(step.due))
            }
            Why::Letters { held } => words.today_why_letters(*held),
            Why::Stock(shelf) => words.today_why_stock(crate::presents::choice(words, shelf)),
            Why::Parcels { late } => words.today_why_parcels(*late, LATE_DAYS.unsigned_abs()),
            Why::Approval(play) => words.today_why_approval(play.name.as_str()),
            Why::Leaving { leaving, .. } => {
                let reason = leaving.reason.map(|reason| crate::leaving::reason(words, reason));
                words.today_why_leaving(reason.unwrap_or_default(), leaving.words.as_str())
            }
            Why::Peace { reason } => {
                words.today_why_peace(crate::pages::person::peace::reason(words, reason))
            }
            Why::Occasion { day, fact } => {
                let age = fact.draft.when.as_ref().and_then(|when| memory::age(words, when, *day));
                let text = fact.draft.text.as_str();
                match age {
                    Some(age) => words.today_why_occasion_age(self.away(*day), text, age),
                    None => words.today_why_occasion(self.away(*day), text),
                }
            }
            Why::Holiday { name, day, people } => {
                words.today_why_holiday(*people, holiday(words, name), self.away(*day))
            }
            Why::Certificate(open) => {
                let what = match open.what.as_str() {
                    "" => words.money(Money { minor: open.balance, currency: open.currency }),
                    trial => trial.to_owned(),
                };
                let last = open.expires_on.unwrap_or(self.today);
                words.today_why_certificate(what, words.day(last), self.away(last))
            }
            Why::Silence(silent) => self.silent(silent),
        }
    }

    /// The rows behind a line.
    fn rows(&self, why: &Why) -> Vec<String> {
        let words = self.words;
        match why {
            Why::Promise(promise) => {
                let by = self.people.by(words, &promise.made_by);
                said_by(words.today_row_promise(self.day_of(promise.made_at)), by)
            }
            Why::Task { gesture, .. } => {
                let by = self.people.by(words, &gesture.made_by);
                said_by(words.today_row_task(self.day_of(gesture.decided)), by)
            }
            Why::Occasion { fact, .. } => {
                let date = fact.draft.when.as_ref().map(|when| memory::date(words, when));
                let source = memory::source(words, fact.draft.source);
                let by = self.people.by(words, &fact.learned_by);
                let learned = words.today_row_fact(self.day_of(fact.learned_at), source);
                date.into_iter().chain(said_by(learned, by)).collect()
            }
            Why::Silence(silent) => {
                let standing = &silent.standing;
                let (first, last) = (words.day(standing.first_day), words.day(standing.last_day));
                let money = |amount: f64| words.money_exact(amount, self.currency());
                vec![
                    words.today_row_orders(u64::from(standing.frequency) + 1, first, last),
                    words.today_row_overdue(words.span(standing.overdue_days.unwrap_or_default())),
                    words.today_row_stake(
                        money(standing.value_at_stake.unwrap_or_default()),
                        words.odds(standing.p_alive.unwrap_or_default()),
                        money(silent.within_reach),
                    ),
                ]
            }
            Why::Leaving { leaving, day } => {
                let goes = (!leaving.destination.is_empty())
                    .then(|| words.leaving_goes(leaving.destination.as_str()));
                let source = crate::leaving::source(words, leaving.source);
                let day = words.leaving_fine_day(words.day(*day));
                goes.into_iter().chain([source, day, words.leaving_thank()]).collect()
            }
            Why::Approval(play) => {
                let by = self.people.by(words, &play.saved_by);
                said_by(words.today_row_approval(self.day_of(play.saved_at)), by)
            }
            Why::Missed(missed) => missed.step.reason.clone().into_iter().collect(),
            Why::Letters { .. }
            | Why::Stock(_)
            | Why::Parcels { .. }
            | Why::Peace { .. }
            | Why::Holiday { .. }
            | Why::Certificate(_) => Vec::new(),
        }
    }

    fn gestures(&self, why: &Why) -> Vec<(&'static str, String)> {
        use GestureKind::{Call, Certificate, Note, Present};
        let kinds: &[GestureKind] = match why {
            Why::Leaving { .. } | Why::Peace { .. } => &[Note, Call],
            Why::Occasion { .. } => &[Note, Call, Present],
            Why::Certificate(_) => &[Call, Note],
            Why::Silence(_) => &[Note, Call, Present, Certificate],
            Why::Promise(_)
            | Why::Task { .. }
            | Why::Missed(_)
            | Why::Letters { .. }
            | Why::Stock(_)
            | Why::Parcels { .. }
            | Why::Approval(_)
            | Why::Holiday { .. } => &[],
        };
        let say = |kind: &GestureKind| match kind {
            Call => self.words.today_do_call(),
            Present => self.words.today_do_present(),
            Certificate => self.words.today_do_certificate(),
            _ => self.words.today_do_note(),
        };
        kinds.iter().map(|kind| (kind.name(), say(kind))).collect()
    }
}

/// What was said and, where that was somebody who works here, by whom.
fn said_by(said: String, by: String) -> Vec<String> {
    [said, by].into_iter().filter(|part| !part.is_empty()).collect()
}

/// Where the thing itself stands.
fn open(line: &Line) -> Option<String> {
    match &line.why {
        Why::Task { gesture, .. } => Some(format!("/tasks/{}", gesture.id)),
        Why::Promise(promise) => Some(format!("/people/{}#promises", promise.person)),
        Why::Missed(missed) => Some(format!("/people/{}/plan#step-{}", missed.person, missed.step.id)),
        Why::Letters { .. } => Some("/outbox?state=held".to_owned()),
        Why::Stock(shelf) => Some(format!("/presents/{}", shelf.id)),
        Why::Parcels { .. } => Some("/parcels?state=sent".to_owned()),
        Why::Approval(play) => Some(format!("/plays/{}", play.id)),
        _ => None,
    }
}

impl Row {
    pub(super) fn new(says: &Says, line: &Line) -> Self {
        let words = says.words;
        let name = line.who.as_ref().map(|who| match (who.name.as_str(), who.known_by.as_str()) {
            ("", "") => words.people_unnamed(),
            ("", known_by) => known_by.to_owned(),
            (name, _) => name.to_owned(),
        });
        let aside = match &line.why {
            Why::Silence(silent) => {
                Some(words.today_why_odds(words.odds(silent.standing.p_alive.unwrap_or_default())))
            }
            Why::Promise(promise) => promise.owner.map(|owner| says.people.name(owner)),
            Why::Task { gesture, .. } => gesture.owner.map(|owner| says.people.name(owner)),
            Why::Missed(missed) => {
                Some(missed.step.owner.map_or_else(|| words.plans_nobody(), |owner| says.people.name(owner)))
            }
            _ => None,
        };
        let promise = match &line.why {
            Why::Promise(promise) => Some((promise.id.to_string(), promise.version)),
            _ => None,
        };
        let kind = line.why.kind();
        Self {
            at: 0,
            then: 0,
            person: line.person,
            name: name.unwrap_or_default(),
            kind: kind.name(),
            about: line.why.about(),
            why: match kind {
                LineKind::Silence => Weighed::new(&says.why(&line.why)),
                _ => Weighed::plain(says.why(&line.why)),
            },
            aside,
            rows: says.rows(&line.why),
            open: open(line),
            holiday: match &line.why {
                Why::Holiday { name, .. } if says.may_manage => Some(name.clone()),
                _ => None,
            },
            promise,
            gestures: says.gestures(&line.why),
            declines: kind.is_declinable(),
            is_late: line.rank.day < says.today,
            quotes: matches!(
                kind,
                LineKind::Promise
                    | LineKind::Task
                    | LineKind::Missed
                    | LineKind::Leaving
                    | LineKind::Peace
                    | LineKind::Occasion
                    | LineKind::Certificate
            ),
        }
    }
}

/// Why a line stands there, in plain words: what a task begun from it says.
pub(super) fn plainly(says: &Says, why: &Why) -> String {
    match why {
        Why::Silence(_) => says.why(why).replace('*', ""),
        _ => says.why(why),
    }
}
