//! How a person stands, in words, in figures and as one small picture.

use domain::Currency;
use domain::Day;
use domain::worth::Standing;
use know::worth::Scorer;
use locales::Words;
use store::people::Person;

use crate::beliefs::Belief;
use crate::chart::Figure;
use crate::worth::Keys;
use crate::worth::person::{Strip, figures, odds, sentences};

/// Days of purchase the picture shows at most: more can't be told apart.
const DAYS_SHOWN: usize = 400;

/// How somebody stands.
pub(super) struct StandingPart {
    pub sentences: Vec<String>,
    pub stale: bool,
    pub keys: Keys,
    pub strip: Option<Strip>,
    pub strip_title: String,
    pub odds: Option<Figure>,
}

impl StandingPart {
    pub(super) fn new(words: Words, person: &Person, belief: Option<&Belief>, days: &[Day]) -> Self {
        let currency = belief.map_or(Currency::NONE, |belief| belief.report.currency);
        let horizon = belief.map_or_else(String::new, |belief| crate::worth::horizon(words, &belief.report));
        let standing = person.standing.as_ref();
        let shown = &days[days.len().saturating_sub(DAYS_SHOWN)..];
        let curve = |standing, scorer| curve(words, scorer, standing, days, shown.first().copied()?);
        Self {
            sentences: standing
                .map_or_else(Vec::new, |standing| sentences(words, standing, currency, &horizon)),
            stale: person.stale,
            keys: Keys(standing.map_or_else(Vec::new, |standing| figures(words, standing, currency))),
            strip: standing.and_then(|standing| Strip::new(words, standing, shown)),
            strip_title: if shown.len() < days.len() {
                words.person_strip_recent(DAYS_SHOWN as u64)
            } else {
                words.person_strip()
            },
            odds: standing
                .zip(belief.and_then(|belief| belief.scorer.as_ref()))
                .and_then(|(standing, scorer)| curve(standing, scorer)),
        }
    }
}

/// Odds from the first day shown until now, and from now on if nothing comes.
fn curve(words: Words, scorer: &Scorer, standing: &Standing, days: &[Day], since: Day) -> Option<Figure> {
    const STEPS: u32 = 90;
    let as_of = Day(standing.first_day.0.saturating_add(standing.age_days as i32));
    let ahead = standing.overdue_after_days.map_or(180, |days| (2.0 * days) as u32).clamp(60, 730);
    let past = know::odds::over_time(scorer, days, since, as_of, STEPS);
    let future = know::odds::if_silent(scorer, standing, as_of, ahead, ahead.div_ceil(30));
    let plain = |odds: Vec<know::odds::Odds>| {
        odds.into_iter().map(|odds| (odds.day, odds.p_alive)).collect::<Vec<_>>()
    };
    odds(words, &plain(past), &plain(future), as_of)
}
