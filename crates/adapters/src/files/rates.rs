//! Reads a table of exchange rates: `date,currency,rate`, or one column a currency.
//!
//! A rate is what one unit of the foreign currency is worth in the reporting currency.

use std::sync::Arc;

use domain::Currency;
use domain::money::Rates;

use super::cell::{Cell, Row};
use super::error::ReadError;
use super::input::Input;
use super::mapping::{Mapping, same_name};
use super::reader::{ReadOptions, Rows, open_any};
use super::{dates, decimal};

/// Reads the table; every row must be readable, for a wrong rate is worse than none.
///
/// # Errors
/// A sentence that names the row and what is wrong with it.
pub fn read_rates(input: &Input, reporting: Currency) -> Result<Rates, ReadError> {
    let options = ReadOptions { mapping: Mapping::new(), ..ReadOptions::new(domain::Day(i32::MAX)) };
    let (sample, rows) = open_any(input, &options, &Arc::default())?;
    let fail = |problem: String| ReadError::new(&sample.name, problem);
    let Rows::Text(mut table) = rows else {
        return Err(fail("rates are read from CSV: date,currency,rate.".to_owned()));
    };
    let shape = shape(&sample.header).map_err(fail)?;
    let column = |at: usize| -> Vec<&str> {
        sample
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(|it| it.trim())
            .filter(|it| !it.is_empty())
            .collect()
    };
    let format = dates::detect(&column(shape.date)).map(|found| found.format);
    let (mark, _) = decimal::decimal_mark(shape.rates.iter().flat_map(|(at, _)| column(*at)));
    let mut rates = Rates::new(reporting);
    while let Some((number, row)) = table.next_row()? {
        let wrong = |what: &str| fail(format!("row {number}: {what}."));
        let day = row.cell(shape.date).stamp(format).ok_or_else(|| wrong("the date can't be read"))?.day;
        for (at, named) in &shape.rates {
            let cell = row.cell(*at);
            if cell.is_empty() {
                continue;
            }
            let currency = match named {
                Some(currency) => *currency,
                None => currency(row.cell(shape.currency))
                    .ok_or_else(|| wrong("the currency is no ISO 4217 code"))?,
            };
            let rate = cell.amount(mark).map(|amount| amount.value.to_f64()).filter(|rate| *rate > 0.0);
            let rate = rate.ok_or_else(|| wrong("the rate is no positive number"))?;
            rates.add(currency, domain::Day(day), rate);
        }
    }
    if rates.is_empty() {
        return Err(fail("it holds no rate.".to_owned()));
    }
    Ok(rates)
}

/// Which column is what.
struct Shape {
    date: usize,
    currency: usize,
    /// Columns of rates, each with its currency where the header names it.
    rates: Vec<(usize, Option<Currency>)>,
}

fn shape(header: &[String]) -> Result<Shape, String> {
    let find = |name: &str| header.iter().position(|column| same_name(column, name));
    let date = find("date").or(find("day"));
    let long = (date, find("currency"), find("rate"));
    if let (Some(date), Some(currency), Some(rate)) = long {
        return Ok(Shape { date, currency, rates: vec![(rate, None)] });
    }
    let wide: Vec<(usize, Option<Currency>)> = header
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, Some(name.trim().parse().ok()?))))
        .filter(|(at, _)| Some(*at) != date)
        .collect();
    match date {
        Some(date) if !wide.is_empty() => Ok(Shape { date, currency: 0, rates: wide }),
        _ => Err("the columns must be date, currency and rate, or date and one column a currency \
                  (date,USD,GBP)."
            .to_owned()),
    }
}

fn currency(cell: Cell<'_>) -> Option<Currency> {
    cell.text(&mut String::new())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Rates, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rates.csv");
        std::fs::write(&path, text).unwrap();
        read_rates(&Input::Path(path), Currency::EUR).map_err(|error| error.problem.to_string())
    }

    #[test]
    fn the_latest_rate_on_or_before_the_day_holds() {
        let usd: Currency = "USD".parse().unwrap();
        let day = |text: &str| text.parse().unwrap();
        for text in [
            "date,currency,rate\n2025-01-01,USD,0.9\n2025-02-01,usd,0.95\n",
            "Date;USD;GBP\n2025-01-01;0,9;1,2\n2025-02-01;0,95;\n",
        ] {
            let rates = read(text).unwrap();
            assert_eq!(rates.at(usd, day("2024-12-31")), None);
            assert_eq!(rates.at(usd, day("2025-01-31")), Some(0.9));
            assert_eq!(rates.at(usd, day("2025-02-01")), Some(0.95));
            assert_eq!(rates.at(Currency::EUR, day("1999-01-01")), Some(1.0));
        }
    }

    #[test]
    fn a_wrong_rate_is_named_by_its_row() {
        let of = |text: &str| read(text).err().unwrap();
        assert!(of("date,currency,rate\n2025-01-01,USD,0.9\n2025-01-02,USD,x\n").starts_with("row 3"));
        assert!(of("date,currency,rate\n2025-01-01,USD,0\n").contains("positive"));
        assert!(of("date,currency,rate\n2025-01-01,$,1\n").contains("ISO 4217"));
        assert!(of("when,what\n1,2\n").contains("date, currency and rate"));
    }
}
