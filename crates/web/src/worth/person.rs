//! How one person stands: in words, as figures, and as the rhythm of their days.

use domain::worth::{Estimate, Standing};
use domain::{Currency, Day};

use super::Key;
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};
use crate::format;

fn silent_days(standing: &Standing) -> f64 {
    f64::from(standing.age_days.saturating_sub(standing.recency_days))
}

/// How they stand, said plainly.
pub(crate) fn sentences(standing: &Standing, currency: Currency, horizon: &str) -> Vec<String> {
    let mut said = vec![rhythm(standing)];
    if let Some(p_alive) = standing.p_alive {
        said.push(format!("The odds that they are still a customer are {}.", format::odds(p_alive)));
    }
    if let (Some(orders), Some(predicted)) = (standing.expected_orders, standing.predicted_orders) {
        said.push(format!(
            "Over {} such a customer makes {} more purchases on average; what will be counted is likely between {} and {}.",
            horizon,
            format::interval(orders, format::expected),
            format::count_of(predicted.low),
            format::count_of(predicted.high),
        ));
    }
    if let (Some(value), Some(predicted)) = (standing.expected_value, standing.predicted_value) {
        let money = |amount| format::money(amount, currency);
        said.push(format!(
            "They are worth {}; what will be counted is likely between {} and {}.",
            format::interval(value, money),
            money(predicted.low),
            money(predicted.high),
        ));
    }
    said
}

fn rhythm(standing: &Standing) -> String {
    let silent = format::span(silent_days(standing));
    let (Some(rhythm), Some(after)) = (standing.rhythm_days, standing.overdue_after_days) else {
        return format!(
            "Bought on one day only, {silent} ago. One purchase shows no rhythm, so what follows rests on what other \
             customers do: it is little evidence."
        );
    };
    let usual = format!("Usually comes {}", format::every(rhythm));
    match standing.overdue_days {
        Some(over) if over > 0.0 => format!(
            "{usual}, and has been silent for {silent}. Nine in ten of their gaps would be over after {}.",
            format::span(after)
        ),
        _ => format!(
            "{usual}; last came {silent} ago, and is not overdue before {} have passed.",
            format::span(after)
        ),
    }
}

/// The same as figures.
pub(crate) fn figures(standing: &Standing, currency: Currency) -> Vec<Key> {
    let range = |estimate: Estimate, write: &dyn Fn(f64) -> String| {
        format!("{} to {}", write(estimate.low), write(estimate.high))
    };
    let money = |amount| format::money(amount, currency);
    let overdue = standing.overdue_days.is_some_and(|days| days > 0.0);
    let mut keys = Vec::new();
    let mut key = |name: &str, figure: String, fine: String, alarm| {
        keys.push(Key { name: name.to_owned(), figure, fine, alarm });
    };
    if let Some(p_alive) = standing.p_alive {
        let fine = format!("silent for {}", format::span(silent_days(standing)));
        key("Still a customer", format::odds(p_alive), fine, overdue);
    }
    if let Some(rhythm) = standing.rhythm_days {
        let fine = standing.overdue_after_days.map(|days| format!("overdue after {}", format::span(days)));
        key("Usual gap", format::span(rhythm), fine.unwrap_or_default(), false);
    }
    if let Some(value) = standing.expected_value {
        key("Expected value", money(value.value), range(value, &money), false);
    }
    if let Some(stake) = standing.value_at_stake {
        let if_alive =
            standing.value_if_alive.map(|value| format!("of {} were they surely here", money(value)));
        key("At stake", money(stake), if_alive.unwrap_or_default(), overdue);
    }
    let since = format!("since {}", format::day_short(standing.first_day));
    key("Spent so far", money(standing.spend), since, false);
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
    pub(crate) fn new(standing: &Standing, days: &[Day]) -> Option<Self> {
        let (&first, &last) = (days.first()?, days.last()?);
        let as_of = Day(standing.first_day.0.saturating_add(standing.age_days as i32)).max(last);
        let threshold = standing.overdue_after_days.map(|after| Day(last.0.saturating_add(after as i32)));
        let end = threshold.map_or(as_of, |day| day.max(as_of));
        let length = f64::from((end.0 - first.0).max(1));
        let place = |day: Day| f64::from(day.0 - first.0) / length * 1000.0;
        let at = |day: Day| format!("{:.1}", place(day));
        let silent = format::span(f64::from(as_of.0 - last.0));
        Some(Self {
            label: format!(
                "{} from {} to {}, then silence for {silent}",
                format::plural(days.len() as u64, "day of purchase", "days of purchase"),
                format::day(first),
                format::day(last)
            ),
            ticks: days.iter().map(|&day| (at(day), format::day(day))).collect(),
            silence: (at(last), format!("{:.1}", place(as_of) - place(last))),
            silence_words: format!("Silent for {silent}"),
            threshold: threshold.map(|day| (at(day), format::day(day))),
            overdue: standing.overdue_days.is_some_and(|days| days > 0.0),
            from: format::day_short(first),
            until: format::day_short(end),
        })
    }
}

/// The odds from the first purchase on, and as they will fall if nothing comes; `None` where no
/// model can say. Points are `(day, P(alive))`.
pub(crate) fn odds(past: &[(Day, f64)], future: &[(Day, f64)], as_of: Day) -> Option<Figure> {
    let (&(_, now), ahead) = future.split_first()?;
    let days = || past.iter().chain(ahead).map(|&(day, _)| day);
    let none = |count: usize| std::iter::repeat_n(None, count);
    let some = |points: &[(Day, f64)]| points.iter().map(|&(_, p)| Some(p)).collect::<Vec<_>>();
    let was = || some(past).into_iter().chain(none(ahead.len()));
    // The dashed line begins where the other ends.
    let joint = past.last().map(|_| Some(now));
    let falls = none(past.len().saturating_sub(1)).chain(joint).chain(some(ahead));
    let rows = past.iter().map(|point| (point, "")).chain(ahead.iter().map(|point| (point, "if silent")));
    let row = |(&(day, p), note): (&(Day, f64), &str)| {
        vec![format::day_short(day), format::percent_column(p), note.to_owned()]
    };
    Some(Figure {
        id: "odds",
        title: format!("The odds that they are still a customer: {} now", format::odds(now)),
        about:
            "They fall with every silent day and are up again with every purchase. Dashed: if nothing comes"
                .to_owned(),
        plot: Plot {
            x: XAxis::Day,
            xs: days().map(|day| X::Name(day.to_string())).collect(),
            y: YAxis { format: Format::PERCENT, max: Some(1.0) },
            series: vec![
                Series::new("", Mark::Area, Tone::Leaf, was()),
                Series::new("As they stood", Mark::Line, Tone::Leaf, was()),
                Series::new("If nothing comes", Mark::Line, Tone::Clay, falls).dashed(),
            ],
            rules: vec![Rule::at_x(X::Name(as_of.to_string()), format::day_short(as_of))],
            ratio: 0.3,
        },
        table: Table::new(&["Day", "Still a customer", "Note"], rows.map(row)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let said = sentences(&regular(), Currency::EUR, "the next 52 weeks");
        assert_eq!(
            said[0],
            "Usually comes every 3 weeks, and has been silent for 9 weeks. Nine in ten of their gaps would be over \
             after 5 weeks."
        );
        assert_eq!(said[1], "The odds that they are still a customer are 61%.");
        let once = Standing { rhythm_days: None, overdue_after_days: None, overdue_days: None, ..regular() };
        assert!(sentences(&once, Currency::EUR, "the next 52 weeks")[0].contains("little evidence"));
    }

    #[test]
    fn the_strip_ends_where_the_silence_or_the_threshold_ends() {
        let days = [Day(20_000), Day(20_090), Day(20_180)];
        let strip = Strip::new(&regular(), &days).unwrap();
        assert_eq!(strip.ticks[0].0, "0.0");
        assert!(strip.overdue);
        let (from, length): (f64, f64) = (strip.silence.0.parse().unwrap(), strip.silence.1.parse().unwrap());
        assert!((from + length - 1000.0).abs() < 0.2);
        assert!(Strip::new(&regular(), &[]).is_none());
    }

    #[test]
    fn the_dashed_line_begins_where_the_other_ends() {
        let past = [(Day(1), 1.0), (Day(2), 0.9)];
        let figure = odds(&past, &[(Day(2), 0.9), (Day(3), 0.8)], Day(2)).unwrap();
        assert_eq!(figure.plot.series[1].values, [Some(1.0), Some(0.9), None]);
        assert_eq!(figure.plot.series[2].values, [None, Some(0.9), Some(0.8)]);
        assert_eq!(figure.table.rows.len(), 3);
    }
}
