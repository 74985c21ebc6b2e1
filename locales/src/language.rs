//! The languages, and which of them somebody would rather read.

use std::fmt;

/// A language the whole program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, as written in Europe.
    #[default]
    En,
    /// Latvian.
    Lv,
    /// Persian, from right to left, with its own digits and calendar.
    Fa,
    /// Russian.
    Ru,
    /// Finnish.
    Fi,
}

/// Which way the lines of a language run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// As HTML's `dir` has it.
impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        })
    }
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 5] = [Self::En, Self::Lv, Self::Fa, Self::Ru, Self::Fi];

    /// The language's tag by BCP 47, as `<html lang>` and the database have it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Lv => "lv",
            Self::Fa => "fa",
            Self::Ru => "ru",
            Self::Fi => "fi",
        }
    }

    /// The locale whose habits its numbers and dates follow.
    pub(crate) fn locale(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::Fa => "fa-u-ca-persian",
            other => other.tag(),
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Lv => "Latviešu",
            Self::Fa => "فارسی",
            Self::Ru => "Русский",
            Self::Fi => "Suomi",
        }
    }

    /// Which way its lines run.
    #[must_use]
    pub fn direction(self) -> Direction {
        if self == Self::Fa { Direction::Rtl } else { Direction::Ltr }
    }

    /// The language of a tag such as `fa`, `fa-AF` or `ru_RU`, by its first part.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(first))
    }

    /// The one that an `Accept-Language` header (RFC 9110, section 12.5.4) would rather have.
    #[must_use]
    pub fn preferred(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(32) {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok());
            let (Some(language), Some(weight)) = (Self::from_tag(tag), weight) else { continue };
            if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_matched_by_its_language() {
        assert_eq!(Language::from_tag("fa-AF"), Some(Language::Fa));
        assert_eq!(Language::from_tag("RU_ru"), Some(Language::Ru));
        assert_eq!(Language::from_tag("fil"), None);
        assert_eq!(Language::from_tag(""), None);
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn a_browser_gets_what_it_would_rather_have() {
        assert_eq!(Language::preferred("de, lv;q=0.8, ru;q=0.9"), Some(Language::Ru));
        assert_eq!(Language::preferred("fi-FI,fi;q=0.9,en;q=0.8"), Some(Language::Fi));
        assert_eq!(Language::preferred("fa;q=0, de"), None);
        assert_eq!(Language::preferred("en;q=rubbish,,;;=lv"), None);
    }
}
