//! How one person stands: in words, as figures, and as the rhythm of their days.

use domain::worth::Standing;
use domain::{Currency, Day};
use locales::Words;

use super::{Key, interval, range};
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

fn silent_days(standing: &Standing) -> f64 {
    f64::from(standing.age_days.saturating_sub(standing.recency_days))
}

/// How they stand, said plainly. `horizon` is [`super::horizon`]'s.
pub(crate) fn sentences(words: Words, standing: &Standing, currency: Currency, horizon: &str) -> Vec<String> {
    let mut said = vec![rhythm(words, standing)];
    if let Some(p_alive) = standing.p_alive {
        said.push(words.standing_odds(words.odds(p_alive)));
    }
    if let (Some(orders), Some(predicted)) = (standing.expected_orders, standing.predicted_orders) {
        let whole = |number| words.decimal(number, 0);
        said.push(words.standing_orders(
            interval(words, orders, |number| words.expected(number)),
            horizon,
            whole(predicted.low),
            whole(predicted.high),
        ));
    }
    if let (Some(value), Some(predicted)) = (standing.expected_value, standing.predicted_value) {
        let money = |amount| words.money_about(amount, currency);
        let value = interval(words, value, money);
        said.push(words.standing_value(value, money(predicted.low), money(predicted.high)));
    }
    said
}

/// How often somebody comes, and how long they have been silent.
pub(crate) fn rhythm(words: Words, standing: &Standing) -> String {
    let silent = words.span(silent_days(standing));
    let (Some(rhythm), Some(after)) = (standing.rhythm_days, standing.overdue_after_days) else {
        return words.standing_once(silent);
    };
    let (every, after) = (words.every(rhythm), words.span(after));
    match standing.overdue_days {
        Some(over) if over > 0.0 => {
            words.standing_overdue(every, words.lasting(silent_days(standing)), after)
        }
        _ => words.standing_in_time(every, silent, after),
    }
}

/// The same as figures.
pub(crate) fn figures(words: Words, standing: &Standing, currency: Currency) -> Vec<Key> {
    let money = |amount| words.money_about(amount, currency);
    let overdue = standing.overdue_days.is_some_and(|days| days > 0.0);
    let mut keys = Vec::new();
    let mut key = |name: String, figure: String, fine: Option<String>, alarm| {
        keys.push(Key { name, figure, fine: fine.unwrap_or_default(), alarm });
    };
    if let Some(p_alive) = standing.p_alive {
        let fine = words.standing_silent_for(words.lasting(silent_days(standing)));
        key(words.standing_still(), words.odds(p_alive), Some(fine), overdue);
    }
    if let Some(rhythm) = standing.rhythm_days {
        let fine = standing.overdue_after_days.map(|days| words.standing_overdue_after(words.span(days)));
        key(words.standing_gap(), words.span(rhythm), fine, false);
    }
    if let Some(value) = standing.expected_value {
        let fine = range(words, value, money);
        key(words.standing_expected_value(), money(value.value), Some(fine), false);
    }
    if let Some(stake) = standing.value_at_stake {
        let fine = standing.value_if_alive.map(|value| words.standing_if_here(money(value)));
        key(words.standing_at_stake(), money(stake), fine, overdue);
    }
    let since = words.standing_since(words.day_short(standing.first_day));
    key(words.standing_spent(), money(standing.spend), Some(since), false);
    keys
}

/// The days they came as ticks on a strip, with the silence after the last.
pub(crate) struct Strip {
    pub label: String,
    /// Where each purchase stands, 0 to 1000, and its date.
    pub ticks: Vec<(String, String)>,
    /// Where the silence begins and how far it reaches.
    pub silence: (String, String),
    pub silence_words: String,
    /// Where nine in ten gaps would be over, with its date.
    pub threshold: Option<(String, String)>,
    pub overdue: bool,
    pub from: String,
    pub until: String,
}

impl Strip {
    /// `None` where no purchase day is known.
    pub(crate) fn new(words: Words, standing: &Standing, days: &[Day]) -> Option<Self> {
        let (&first, &last) = (days.first()?, days.last()?);
        let as_of = Day(standing.first_day.0.saturating_add(standing.age_days as i32)).max(last);
        let threshold = standing.overdue_after_days.map(|after| Day(last.0.saturating_add(after as i32)));
        let end = threshold.map_or(as_of, |day| day.max(as_of));
        let length = f64::from((end.0 - first.0).max(1));
        let place = |day: Day| f64::from(day.0 - first.0) / length * 1000.0;
        let at = |day: Day| format!("{:.1}", place(day));
        let silent = words.lasting(f64::from(as_of.0 - last.0));
        Some(Self {
            label: words.standing_strip(
                days.len() as u64,
                words.day(first),
                words.day(last),
                silent.as_str(),
            ),
            ticks: days.iter().map(|&day| (at(day), words.day(day))).collect(),
            silence: (at(last), format!("{:.1}", place(as_of) - place(last))),
            silence_words: words.standing_strip_silent(silent),
            threshold: threshold.map(|day| (at(day), words.day(day))),
            overdue: standing.overdue_days.is_some_and(|days| days > 0.0),
            from: words.day_short(first),
            until: words.day_short(end),
        })
    }
}

/// The odds from the first purchase on, and as they will fall if nothing comes; `None` where no
/// model can say. Points are `(day, P(alive))`.
pub(crate) fn odds(words: Words, past: &[(Day, f64)], future: &[(Day, f64)], as_of: Day) -> Option<Figure> {
    let (&(_, now), ahead) = future.split_first()?;
    let days = || past.iter().chain(ahead).map(|&(day, _)| day);
    let none = |count: usize| std::iter::repeat_n(None, count);
    let some = |points: &[(Day, f64)]| points.iter().map(|&(_, p)| Some(p)).collect::<Vec<_>>();
    let was = || some(past).into_iter().chain(none(ahead.len()));
    // The dashed line begins where the other ends.
    let joint = past.last().map(|_| Some(now));
    let falls = none(past.len().saturating_sub(1)).chain(joint).chain(some(ahead));
    let rows = past.iter().map(|point| (point, String::new()));
    let rows = rows.chain(ahead.iter().map(|point| (point, words.standing_if_silent())));
    let row =
        |(&(day, p), note): (&(Day, f64), String)| vec![words.day_short(day), words.percent_with(p, 1), note];
    Some(Figure {
        words,
        id: "odds",
        title: words.standing_odds_title(words.odds(now)),
        about: words.standing_odds_about(),
        plot: Plot {
            x: XAxis::Day,
            xs: days().map(|day| X::Name(day.to_string())).collect(),
            y: YAxis { format: Format::PERCENT, max: Some(1.0) },
            series: vec![
                Series::new("", Mark::Area, Tone::Leaf, was()),
                Series::new(&words.standing_as_stood(), Mark::Line, Tone::Leaf, was()),
                Series::new(&words.standing_if_nothing(), Mark::Line, Tone::Clay, falls).dashed(),
            ],
            rules: vec![Rule::at_x(X::Name(as_of.to_string()), words.day_short(as_of))],
            ratio: 0.3,
        },
        table: Table::new([words.standing_day(), words.standing_still(), words.worth_note()], rows.map(row)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Words {
        Words::of(locales::Language::En)
    }

    fn regular() -> Standing {
        Standing {
            frequency: 9,
            recency_days: 180,
            age_days: 243,
            first_day: Day(20_000),
            last_day: Day(20_180),
            rhythm_days: Some(21.0),
            overdue_after_days: Some(35.0),
            overdue_days: Some(28.0),
            p_alive: Some(0.61),
            ..Standing::default()
        }
    }

    #[test]
    fn silence_is_said_against_the_persons_own_rhythm() {
        let said = sentences(english(), &regular(), Currency::EUR, "over the next 52 weeks");
        assert_eq!(
            said[0],
            "Usually comes every 3 weeks, and has been silent for 9 weeks. Nine in ten of their gaps would be over \
             after 5 weeks."
        );
        assert_eq!(said[1], "The odds that they are still a customer are 61%.");
        let once = Standing { rhythm_days: None, overdue_after_days: None, overdue_days: None, ..regular() };
        assert!(
            sentences(english(), &once, Currency::EUR, "over the next 52 weeks")[0]
                .contains("little evidence")
        );
    }

    #[test]
    fn the_strip_ends_where_the_silence_or_the_threshold_ends() {
        let days = [Day(20_000), Day(20_090), Day(20_180)];
        let strip = Strip::new(english(), &regular(), &days).unwrap();
        assert_eq!(strip.ticks[0].0, "0.0");
        assert!(strip.overdue);
        let (from, length): (f64, f64) = (strip.silence.0.parse().unwrap(), strip.silence.1.parse().unwrap());
        assert!((from + length - 1000.0).abs() < 0.2);
        assert!(Strip::new(english(), &regular(), &[]).is_none());
    }

    #[test]
    fn the_dashed_line_begins_where_the_other_ends() {
        let past = [(Day(1), 1.0), (Day(2), 0.9)];
        let figure = odds(english(), &past, &[(Day(2), 0.9), (Day(3), 0.8)], Day(2)).unwrap();
        assert_eq!(figure.plot.series[1].values, [Some(1.0), Some(0.9), None]);
        assert_eq!(figure.plot.series[2].values, [None, Some(0.9), Some(0.8)]);
        assert_eq!(figure.table.rows.len(), 3);
    }
}
