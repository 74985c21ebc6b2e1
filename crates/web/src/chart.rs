//! A chart: what the script draws, and the table behind it, which works without the script and
//! whose cells are the numbers on hover.

use askama::Template;
use domain::Currency;
use locales::Words;
use serde::Serialize;

/// A figure with its title, its legend, its picture and its table.
#[derive(Template)]
#[template(path = "figure.html")]
pub(crate) struct Figure {
    pub words: Words,
    /// Unique on its page.
    pub id: &'static str,
    /// Says what the picture shows, as a sentence.
    pub title: String,
    /// Unit and definition of what is drawn; may be empty.
    pub about: String,
    pub plot: Plot,
    pub table: Table,
}

impl Figure {
    /// The specification for the script, safe between `<script>` tags.
    fn json(&self) -> String {
        json_for_script(&self.plot)
    }

    /// The legend says something only where there are several series.
    fn has_legend(&self) -> bool {
        let Plot { series, rules, .. } = &self.plot;
        series.len() > 1 || series.iter().any(Series::has_faint) || rules.iter().any(|rule| rule.y.is_some())
    }
}

/// JSON that can't end the element it stands in.
pub(crate) fn json_for_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
}

/// The table behind a chart: one row a place on x, in the same order.
#[derive(Default)]
pub(crate) struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(
        head: impl IntoIterator<Item = String>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        Self { head: head.into_iter().collect(), rows: rows.into_iter().collect() }
    }
}

/// What the script draws.
#[derive(Serialize)]
pub(crate) struct Plot {
    pub x: XAxis,
    pub xs: Vec<X>,
    pub y: YAxis,
    pub series: Vec<Series>,
    pub rules: Vec<Rule>,
    /// Height over width.
    pub ratio: f64,
}

/// A place along x.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum X {
    Name(String),
    Number(f64),
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum XAxis {
    /// Names side by side.
    Band,
    /// Dates as `YYYY-MM-DD`.
    Day,
    /// Numbers.
    Number { format: Format },
}

#[derive(Serialize)]
pub(crate) struct YAxis {
    pub format: Format,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

impl From<Format> for YAxis {
    fn from(format: Format) -> Self {
        Self { format, max: None }
    }
}

/// Options of the browser's own `Intl.NumberFormat`, so that axes speak the reader's language.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Format {
    style: &'static str,
    notation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    maximum_fraction_digits: u8,
}

impl Format {
    pub(crate) const COUNT: Self =
        Self { style: "decimal", notation: "compact", currency: None, maximum_fraction_digits: 2 };
    pub(crate) const PERCENT: Self =
        Self { style: "percent", notation: "standard", currency: None, maximum_fraction_digits: 1 };

    pub(crate) fn money(currency: Currency) -> Self {
        let known = (currency != Currency::NONE).then_some(currency);
        let style = if known.is_some() { "currency" } else { "decimal" };
        Self { style, notation: "compact", currency: known, maximum_fraction_digits: 1 }
    }
}

/// One run of marks.
#[derive(Serialize)]
pub(crate) struct Series {
    #[serde(skip)]
    pub name: String,
    pub tone: Tone,
    pub mark: Mark,
    pub values: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub low: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faint: Vec<bool>,
    /// What a faint mark means, for the legend.
    #[serde(skip)]
    pub faint_name: String,
    pub dashed: bool,
}

impl Series {
    pub(crate) fn new(
        name: &str,
        mark: Mark,
        tone: Tone,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            tone,
            mark,
            values: values.into_iter().collect(),
            low: Vec::new(),
            faint: Vec::new(),
            faint_name: String::new(),
            dashed: false,
        }
    }

    /// Lifts the marks: areas between two edges, bars on top of others.
    pub(crate) fn above(mut self, low: impl IntoIterator<Item = Option<f64>>) -> Self {
        self.low = low.into_iter().collect();
        self
    }

    /// Draws some marks pale, and says why in the legend.
    pub(crate) fn pale_where(mut self, name: &str, faint: impl IntoIterator<Item = bool>) -> Self {
        self.faint = faint.into_iter().collect();
        self.faint_name = name.to_owned();
        self
    }

    pub(crate) fn dashed(mut self) -> Self {
        self.dashed = true;
        self
    }

    fn has_faint(&self) -> bool {
        self.faint.iter().any(|&faint| faint)
    }
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mark {
    Bar,
    Line,
    Area,
    Tick,
}

impl Mark {
    fn name(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Line => "line",
            Self::Area => "area",
            Self::Tick => "tick",
        }
    }
}

/// Colours by what they stand for: leaf is ours and expected, ink what happened, honey the other.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tone {
    Leaf,
    Honey,
    Ink,
    Pale,
    Clay,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Honey => "honey",
            Self::Ink => "ink",
            Self::Pale => "pale",
            Self::Clay => "clay",
        }
    }
}

/// A dashed line across the picture, with a word on it.
#[derive(Serialize)]
pub(crate) struct Rule {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<X>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<f64>,
    pub label: String,
}

impl Rule {
    pub(crate) fn at_x(x: X, label: impl Into<String>) -> Self {
        Self { x: Some(x), y: None, label: label.into() }
    }

    pub(crate) fn at_y(y: f64, label: impl Into<String>) -> Self {
        Self { x: None, y: Some(y), label: label.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::json_for_script;

    #[test]
    fn json_cannot_end_its_script() {
        let json = json_for_script(&["</script><img onerror=alert(1)>&"]);
        assert!(!json.contains('<') && !json.contains('>') && !json.contains('&'));
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&json).unwrap()[0],
            "</script><img onerror=alert(1)>&"
        );
    }
}
