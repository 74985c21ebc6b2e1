//! What we owe on certificates: open balances by month, what moved, and the same as a spreadsheet.

use adapters::files::SheetWriter;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::certificates::CertificateKind;
use domain::time::month_name;
use domain::{Currency, Day, Money};
use locales::Words;
use serde::Deserialize;
use store::certificates::{Liability, Movement, Open};

use super::Shell;
use super::certificates::Row;
use super::person::read_day;
use crate::access::SignedIn;
use crate::app::App;
use crate::chart::{Figure, Format, Mark, Plot, Series, Table, Tone, X, XAxis, YAxis};
use crate::fault::Fault;
use crate::memory;

/// Certificates about to expire that the page lists, and within how many days.
const SOON: (u32, u16) = (50, 30);
/// Days of the period where nobody said one.
const PERIOD_DAYS: i32 = 90;
/// Months after the present one that the picture shows at least.
const MONTHS_MIN: i32 = 11;

/// A period; empty for the last 90 days.
#[derive(Deserialize, Default)]
pub(crate) struct Period {
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

/// What moved, in words.
struct Moved {
    of: String,
    opening: String,
    issued: String,
    redeemed: String,
    expired: String,
    voided: String,
    closing: String,
}

#[derive(Template)]
#[template(path = "gifts/liability.html")]
struct LiabilityPage {
    shell: Shell,
    lede: String,
    from: Day,
    until: Day,
    wrong: Option<String>,
    moved: Vec<Moved>,
    figures: Vec<String>,
    soon: Vec<Row>,
}

fn said(words: Words, kind: CertificateKind, currency: Currency, amount: i64) -> String {
    match kind {
        CertificateKind::Money => words.money(Money { minor: amount, currency }),
        CertificateKind::Trial => words.plain(amount),
    }
}

fn of(words: Words, kind: CertificateKind, currency: Currency) -> String {
    match kind {
        CertificateKind::Money => currency.to_string(),
        CertificateKind::Trial => words.gifts_trials(),
    }
}

fn moved(words: Words, line: &Movement) -> Moved {
    let say = |amount| said(words, line.kind, line.currency, amount);
    Moved {
        of: of(words, line.kind, line.currency),
        opening: say(line.opening),
        issued: say(line.issued),
        redeemed: say(line.redeemed),
        expired: say(line.expired),
        voided: say(line.voided),
        closing: say(line.closing),
    }
}

/// The month an open balance lapses in, in words.
fn lapses(words: Words, expires: Option<i32>) -> String {
    expires.map_or_else(|| words.gifts_never(), |month| words.month(month))
}

/// When what is owed in a currency lapses: a bar a month.
fn figure(words: Words, id: &'static str, month: i32, currency: Currency, open: &[&Open]) -> Figure {
    let last = open.iter().filter_map(|line| line.expires).max();
    let months = (month..=last.unwrap_or(month).max(month + MONTHS_MIN)).map(Some);
    let never = open.iter().any(|line| line.expires.is_none()).then_some(None);
    let months: Vec<Option<i32>> = months.chain(never).collect();
    let lapsing = |month: &Option<i32>| {
        let lines = open.iter().filter(|line| line.expires == *month);
        let minor = lines.map(|line| line.balance).sum();
        Some(Money { minor, currency }.major())
    };
    let bars: Vec<Option<f64>> = months.iter().map(lapsing).collect();
    Figure {
        words,
        id,
        title: words.gifts_lapse_title(currency.to_string()),
        about: words.gifts_lapse_about(),
        plot: Plot {
            x: XAxis::Band,
            xs: months.iter().map(|month| X::Name(lapses(words, *month))).collect(),
            y: YAxis::from(Format::money(currency)),
            series: vec![Series::new("", Mark::Bar, Tone::Leaf, bars)],
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(
            [words.gifts_lapse(), words.gifts_count(), words.gifts_balance()],
            open.iter().map(|line| {
                vec![
                    format!(
                        "{} ({})",
                        lapses(words, line.expires),
                        words.gifts_of_month(words.month(line.issued))
                    ),
                    words.plain(line.count),
                    words.money(Money { minor: line.balance, currency }),
                ]
            }),
        ),
    }
}

const FIGURES: [&str; 4] = ["lapse", "lapse-2", "lapse-3", "lapse-4"];

fn figures(words: Words, month: i32, liability: &Liability) -> Vec<String> {
    let money = |line: &&Open| line.kind == CertificateKind::Money;
    let mut currencies: Vec<Currency> =
        liability.open.iter().filter(money).map(|line| line.currency).collect();
    currencies.dedup();
    let drawn = FIGURES.into_iter().zip(currencies).filter_map(|(id, currency)| {
        let open: Vec<&Open> =
            liability.open.iter().filter(money).filter(|line| line.currency == currency).collect();
        figure(words, id, month, currency, &open).render().ok()
    });
    drawn.collect()
}

fn lede(words: Words, liability: &Liability) -> String {
    let mut sums: Vec<(Currency, i64, i64)> = Vec::new();
    for line in liability.open.iter().filter(|line| line.kind == CertificateKind::Money) {
        match sums.iter_mut().find(|(currency, ..)| *currency == line.currency) {
            Some(sum) => (sum.1, sum.2) = (sum.1 + line.count, sum.2.saturating_add(line.balance)),
            None => sums.push((line.currency, line.count, line.balance)),
        }
    }
    if sums.is_empty() {
        return words.gifts_owe_nothing();
    }
    let count: i64 = sums.iter().map(|(_, count, _)| count).sum();
    let owed: Vec<String> = sums
        .iter()
        .map(|(currency, _, minor)| words.money(Money { minor: *minor, currency: *currency }))
        .collect();
    words.gifts_owe(words.list(&owed), count.unsigned_abs())
}

impl Period {
    fn read(&self, today: Day) -> Result<(Day, Day), domain::memory::Problem> {
        let until = read_day(&self.until)?.unwrap_or(today);
        let from = read_day(&self.from)?.unwrap_or(Day(until.0.saturating_sub(PERIOD_DAYS - 1)));
        Ok((from.min(until), until))
    }
}

/// What we owe.
pub(crate) async fn liability(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Period>,
) -> Result<Response, Fault> {
    let (actor, words, store) = (signed_in.actor, signed_in.words, &app.store);
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let read = asked.read(today);
    let wrong = read.as_ref().err().map(|problem| memory::problem(words, problem));
    let (from, until) = read.unwrap_or((Day(today.0 - PERIOD_DAYS + 1), today));
    let owed = store.liability(actor, from, until).await?;
    let soon = store.certificates_expiring(actor, SOON.1, SOON.0).await?;
    Ok(super::page(&LiabilityPage {
        shell: Shell::new(words.gifts_title(), "/certificates", &signed_in),
        lede: lede(words, &owed),
        from,
        until,
        wrong,
        moved: owed.moved.iter().map(|line| moved(words, line)).collect(),
        figures: figures(words, today.month(), &owed),
        soon: soon.iter().map(|one| Row::new(words, one, today, &zone)).collect(),
    }))
}

/// The same for a spreadsheet: first what moved, then what is open by month of issue and expiry, each
/// line with its kind of figure, in major units.
pub(crate) async fn sheet(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Period>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let today = app.clock.now().day_in(&zone);
    let (from, until) = asked.read(today).map_err(|problem| Fault::Bad(memory::problem(words, &problem)))?;
    let owed = app.store.liability(signed_in.actor, from, until).await?;
    let mut sheet = SheetWriter::new("\u{feff}".as_bytes().to_vec());
    let mut rows = vec![[
        words.gifts_figure(),
        words.gifts_currency(),
        words.gifts_issued(),
        words.gifts_lapse(),
        words.gifts_count(),
        words.gifts_amount(),
    ]];
    rows.extend(owed.moved.iter().flat_map(|line| moved_rows(words, line, from, until)));
    rows.extend(owed.open.iter().map(|line| {
        [
            words.gifts_state_open(),
            of(words, line.kind, line.currency),
            month_name(line.issued),
            line.expires.map(month_name).unwrap_or_default(),
            line.count.to_string(),
            plain(line.kind, line.currency, line.balance),
        ]
    }));
    // Writing into memory can't fail.
    let _ = rows.iter().try_for_each(|row| sheet.row(row));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"certificates.csv\""),
    ];
    Ok((headers, sheet.into_inner()).into_response())
}

fn plain(kind: CertificateKind, currency: Currency, amount: i64) -> String {
    match kind {
        CertificateKind::Money => Money { minor: amount, currency }.plain(),
        CertificateKind::Trial => amount.to_string(),
    }
}

fn moved_rows(words: Words, line: &Movement, from: Day, until: Day) -> [[String; 6]; 6] {
    let figures = [
        (words.gifts_opening(), line.opening),
        (words.gifts_issued(), line.issued),
        (words.gifts_redeemed(), line.redeemed),
        (words.gifts_expired_sum(), line.expired),
        (words.gifts_voided_sum(), line.voided),
        (words.gifts_closing(), line.closing),
    ];
    figures.map(|(figure, amount)| {
        [
            figure,
            of(words, line.kind, line.currency),
            from.to_string(),
            until.to_string(),
            String::new(),
            plain(line.kind, line.currency, amount),
        ]
    })
}
