//! Forecasts kept, each held against what came: are we honest?

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::Day;
use domain::worth::{Kept, Outcome, Ruling};
use locales::Words;
use serde::Deserialize;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::chart::{Figure, Format, Mark, Plot, Series, Table, Tone, X, XAxis, YAxis};
use crate::fault::Fault;

/// A forecast made later than so many days after its day was made looking back.
const AT_ONCE_DAYS: i32 = 2;

#[derive(Template)]
#[template(path = "worth/kept.html")]
struct ForecastsPage {
    shell: Shell,
    about: String,
    tabs: Vec<Tab>,
    /// Where nothing was kept, or nothing is over yet.
    waits: Option<String>,
    chosen: Option<Shown>,
}

struct Tab {
    as_of: Day,
    name: String,
    running: bool,
    here: bool,
}

/// One forecast, in words and a picture.
struct Shown {
    sentences: Vec<String>,
    beyond: bool,
    definition: String,
    remarks: Vec<String>,
    deciles: Option<Figure>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    as_of: Option<Day>,
}

/// The forecast asked for, or else the last that is over.
pub(crate) async fn forecasts(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let kept = app.store.forecasts(signed_in.actor).await?;
    let zone = app.store.zone(signed_in.actor).await?;
    let chosen = match asked.as_of {
        Some(day) => Some(kept.iter().find(|one| one.as_of == day).ok_or(Fault::NotFound)?),
        None => kept.iter().find(|one| one.outcome.is_some()).or(kept.first()),
    };
    let tab = |one: &Kept| Tab {
        as_of: one.as_of,
        name: words.kept_span(words.day_short(one.as_of), words.day_short(one.until())),
        running: one.outcome.is_none(),
        here: chosen.is_some_and(|chosen| chosen.as_of == one.as_of),
    };
    let first_over = kept.iter().map(Kept::until).min();
    let waits = match first_over {
        None => Some(words.kept_none()),
        Some(day) if kept.iter().all(|one| one.outcome.is_none()) => {
            Some(words.kept_first_over(words.day(day)))
        }
        Some(_) => None,
    };
    Ok(super::page(&ForecastsPage {
        about: words.kept_about(know::forecasts::DAYS),
        tabs: kept.iter().map(tab).collect(),
        waits,
        chosen: chosen.map(|one| shown(words, one, one.made_at.day_in(&zone))),
        shell: Shell::new(words.kept_title(), "/forecasts", &signed_in),
    }))
}

fn shown(words: Words, kept: &Kept, made: Day) -> Shown {
    let mut remarks = Vec::new();
    if made.0 > kept.as_of.0 + AT_ONCE_DAYS {
        remarks.push(words.kept_looked_back(words.day(made), words.day(kept.as_of)));
    }
    if let Some(outcome) = &kept.outcome {
        let (counted, last) = (outcome.counted_on, Day(kept.until().0 + know::forecasts::LATE_DAYS));
        remarks.push(if counted > last {
            words.kept_counted_for_good(words.day(counted))
        } else {
            words.kept_counted(words.day(counted), words.day(last))
        });
    }
    let ruling = kept.outcome.as_ref().map(|outcome| kept.forecast.ruling(outcome.orders));
    Shown {
        sentences: sentences(words, kept),
        beyond: ruling.is_some_and(|ruling| ruling != Ruling::Within),
        definition: words.kept_definition(kept.forecast.customers),
        remarks,
        deciles: kept.outcome.as_ref().map(|outcome| deciles(words, kept, outcome)),
    }
}

/// What was said and what came, and how far apart they are.
fn sentences(words: Words, kept: &Kept) -> Vec<String> {
    let whole = |number| words.decimal(number, 0);
    let orders = kept.forecast.orders;
    let (said, low, high) = (whole(orders.value), whole(orders.low), whole(orders.high));
    let Some(outcome) = &kept.outcome else {
        return vec![words.kept_running(words.day(kept.as_of), said, low, high, words.day(kept.until()))];
    };
    let came = words.number(outcome.orders);
    let mut told = vec![match kept.forecast.ruling(outcome.orders) {
        Ruling::Within => words.kept_within(said, came, low, high),
        Ruling::TooHigh => words.kept_too_high(said, came, low, high),
        Ruling::TooLow => words.kept_too_low(said, came, low, high),
    }];
    match kept.forecast.bias(outcome.orders) {
        Some(bias) if bias > 0.005 => told.push(words.kept_bias_high(words.percent(bias))),
        Some(bias) if bias < -0.005 => told.push(words.kept_bias_low(words.percent(-bias))),
        _ => {}
    }
    if let Some(value) = kept.forecast.value {
        let money = |amount| words.money_about(amount, kept.forecast.currency);
        told.push(words.kept_value(money(value), money(outcome.value)));
    }
    told
}

fn deciles(words: Words, kept: &Kept, outcome: &Outcome) -> Figure {
    let tenths = &outcome.deciles;
    let money = |amount| words.money_about(amount, kept.forecast.currency);
    let name = |place: usize| words.plain(place as i64 + 1);
    let row = |(place, tenth): (usize, &domain::worth::Decile)| {
        vec![
            name(place),
            words.number(tenth.customers),
            words.decimal(tenth.predicted, 2),
            words.decimal(tenth.actual.value, 2),
            words.format_range(words.decimal(tenth.actual.low, 2), words.decimal(tenth.actual.high, 2)),
            money(tenth.predicted_value),
            money(tenth.value),
        ]
    };
    let customers = tenths.iter().map(|tenth| tenth.customers).sum::<u64>();
    let mean = |of: fn(&domain::worth::Decile) -> f64| {
        let sum = tenths.iter().map(|tenth| of(tenth) * tenth.customers as f64).sum::<f64>();
        words.decimal(sum / customers.max(1) as f64, 2)
    };
    let all = vec![
        words.kept_all(),
        words.number(customers),
        mean(|tenth| tenth.predicted),
        mean(|tenth| tenth.actual.value),
        words.none().to_owned(),
        money(tenths.iter().map(|tenth| tenth.predicted_value).sum()),
        money(outcome.value),
    ];
    let came = tenths.iter().map(|tenth| Some(tenth.actual.value));
    let expected = tenths.iter().map(|tenth| Some(tenth.predicted));
    let rises = tenths.windows(2).all(|pair| pair[1].actual.value >= pair[0].actual.value);
    Figure {
        words,
        id: "kept-deciles",
        title: if rises { words.worth_holdout_more() } else { words.worth_holdout_by_expected() },
        about: words.kept_deciles_about(),
        plot: Plot {
            x: XAxis::Band,
            xs: (0..tenths.len()).map(|place| X::Name(name(place))).collect(),
            y: YAxis::from(Format::COUNT),
            series: vec![
                Series::new(&words.worth_came(), Mark::Bar, Tone::Pale, came),
                Series::new(&words.worth_expected(), Mark::Tick, Tone::Leaf, expected),
            ],
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(
            [
                words.kept_tenth(),
                words.worth_customers(),
                words.worth_expected(),
                words.worth_came(),
                words.kept_interval(),
                words.kept_value_said(),
                words.kept_value_came(),
            ],
            tenths.iter().enumerate().map(row).chain([all]),
        ),
    }
}
