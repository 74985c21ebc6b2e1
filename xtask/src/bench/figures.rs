//! What was measured against what was to be reached.

/// One measured figure.
pub struct Figure {
    what: String,
    ours: String,
    beside: String,
    goal: String,
    verdict: String,
}

impl Figure {
    /// A figure that ought to be `limit` or less.
    pub fn at_most(what: &str, ours: f64, limit: f64, unit: &str) -> Self {
        let verdict = if ours <= limit { reached() } else { missed(ours / limit) };
        Self::new(what, &say(ours, unit), &format!("{} or less", say(limit, unit)), verdict)
    }

    /// A figure that ought to be `limit` or more.
    pub fn at_least(what: &str, ours: f64, limit: f64, unit: &str) -> Self {
        let verdict = if ours >= limit { reached() } else { missed(limit / ours) };
        Self::new(what, &say(ours, unit), &format!("{} or more", say(limit, unit)), verdict)
    }

    /// A figure that ought to lie between two others.
    pub fn between(what: &str, ours: f64, low: f64, high: f64, unit: &str) -> Self {
        let verdict = match ours {
            ours if ours < low => format!("missed by {}", say(low - ours, unit)),
            ours if ours > high => format!("missed by {}", say(ours - high, unit)),
            _ => reached(),
        };
        Self::new(what, &say(ours, unit), &format!("{} to {}", say(low, unit), say(high, unit)), verdict)
    }

    /// A figure to know, with nothing to reach.
    pub fn told(what: &str, ours: &str) -> Self {
        Self::new(what, ours, "", String::new())
    }

    /// What was not measured, and why.
    pub fn skipped(what: &str, why: &str) -> Self {
        Self::new(what, "", "", format!("skipped: {why}"))
    }

    /// What could not be measured.
    pub fn broken(what: &str, error: &anyhow::Error) -> Self {
        let words: Vec<String> = format!("{error:#}").split_whitespace().map(str::to_owned).collect();
        Self::new(what, "", "", format!("not measured: {}", words.join(" ").replace('|', "/")))
    }

    /// With what stood beside it.
    #[must_use]
    pub fn beside(mut self, beside: impl Into<String>) -> Self {
        self.beside = beside.into();
        self
    }

    fn new(what: &str, ours: &str, goal: &str, verdict: String) -> Self {
        Self { what: what.into(), ours: ours.into(), beside: String::new(), goal: goal.into(), verdict }
    }

    /// For the terminal.
    pub fn line(&self) -> String {
        let mut line = format!("{}: {}", self.what, self.ours);
        for (word, text) in [("beside", &self.beside), ("goal", &self.goal), ("", &self.verdict)] {
            if !text.is_empty() {
                line.push_str(&format!(" | {word}{}{text}", if word.is_empty() { "" } else { " " }));
            }
        }
        line
    }
}

fn reached() -> String {
    "reached".into()
}

fn missed(times: f64) -> String {
    format!("missed by a factor of {times:.2}")
}

/// A number with its unit, as many digits as tell something.
pub fn say(value: f64, unit: &str) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 || size.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 4,
    };
    format!("{value:.digits$} {unit}").trim_end().to_owned()
}

/// All figures as a Markdown table.
pub fn markdown(figures: &[(&str, Figure)]) -> String {
    let mut table = String::from("| row | what | ours | beside | goal | |\n|---|---|---|---|---|---|\n");
    for (row, figure) in figures {
        let Figure { what, ours, beside, goal, verdict } = figure;
        table.push_str(&format!("| {row} | {what} | {ours} | {beside} | {goal} | {verdict} |\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_missed_says_so_and_by_how_much() {
        assert_eq!(Figure::at_most("fit", 1.2, 0.8, "s").verdict, "missed by a factor of 1.50");
        assert_eq!(Figure::at_most("fit", 0.8, 0.8, "s").verdict, "reached");
        assert_eq!(Figure::at_least("faster", 5.0, 10.0, "x").verdict, "missed by a factor of 2.00");
        assert_eq!(Figure::between("cover", 91.0, 92.0, 98.0, "%").verdict, "missed by 1 %");
        assert_eq!(Figure::at_most("fit", f64::NAN, 1.0, "s").verdict, "missed by a factor of NaN");
    }

    #[test]
    fn the_table_has_a_line_a_figure() {
        let figures = [("fit", Figure::at_most("time", 0.5, 0.8, "s").beside("lifetimes 9.5 s"))];
        let table = markdown(&figures);
        assert!(
            table.ends_with("| fit | time | 0.50 s | lifetimes 9.5 s | 0.80 s or less | reached |\n"),
            "{table}"
        );
    }
}
