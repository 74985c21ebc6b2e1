//! Numbers, bars and tables in plain characters.

use domain::Currency;

/// `1234567` as `1,234,567`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with `decimals` digits after the point, grouped before it.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "-".to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, part) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let sign = if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "-" } else { "" };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), count);
    part.map_or_else(|| format!("{sign}{whole}"), |part| format!("{sign}{whole}.{part}"))
}

/// An amount in major units with its currency; whole units from ten thousand up.
pub fn money(value: f64, currency: Currency) -> String {
    let decimals = if value.abs() >= 10_000.0 { 0 } else { currency.exponent() as usize };
    match currency {
        Currency::NONE => number(value, decimals),
        named => format!("{} {named}", number(value, decimals)),
    }
}

/// A share as a percentage.
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 1))
}

/// A row of blocks, the lowest value low and the highest high; a gap where there is none.
pub fn sparkline(values: &[Option<f64>]) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let low = known().fold(f64::INFINITY, f64::min);
    let block = |value: f64| match high - low {
        span if span > 0.0 => BLOCKS[(((value - low) / span) * 7.0).round() as usize],
        _ => BLOCKS[3],
    };
    values.iter().map(|value| value.filter(|value| value.is_finite()).map_or(' ', block)).collect()
}

/// Rows under a header: the first column to the left, the others to the right; a header that begins
/// with a blank keeps its column to the left.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| match column == 0 || header[column].starts_with(' ') {
                true => format!("{:<width$}", cell.trim_start()),
                false => format!("{cell:>width$}"),
            })
            .collect();
        format!("  {}\n", padded.join("  ").trim_end())
    };
    let body = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    std::iter::once(line(header.to_vec())).chain(body).collect()
}

/// A heading on a line of its own.
pub fn heading(text: &str) -> String {
    format!("{text}\n")
}

/// A name cut to `width` characters, and with what a terminal would obey taken out.
pub fn cut(name: &str, width: usize) -> String {
    let clean = name.chars().filter(|character| !character.is_control());
    match name.chars().count() > width {
        true => clean.take(width - 1).chain(['…']).collect(),
        false => clean.collect(),
    }
}

/// The papers' name of a model.
pub fn model(name: &str) -> &str {
    match name {
        "pareto_nbd" => "Pareto/NBD",
        "bg_nbd" => "BG/NBD",
        "mbg_nbd" => "MBG/NBD",
        "gamma_gamma" => "Gamma-Gamma",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands_and_never_minus_nothing() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(number(-0.001, 2), "0.00");
        assert_eq!(number(-1234.5, 1), "-1,234.5");
        assert_eq!(number(f64::NAN, 1), "-");
        assert_eq!(money(12.5, Currency::EUR), "12.50 EUR");
        assert_eq!(money(12_500.4, Currency::NONE), "12,500");
    }

    #[test]
    fn a_sparkline_leaves_a_gap_where_nothing_is_known() {
        assert_eq!(sparkline(&[Some(0.0), None, Some(1.0)]), "▁ █");
        assert_eq!(sparkline(&[Some(2.0), Some(2.0)]), "▄▄");
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(cut("Ann\u{1b}[2J", 20), "Ann[2J");
        assert_eq!(cut("a very long customer name", 8), "a very …");
    }
}
