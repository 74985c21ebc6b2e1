//! What can be said of a person or an organisation beyond the name.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::memory::{Problem, note};

/// Longest of these, in characters.
pub const FIELD_MAX: usize = 200;

/// A person's particulars; empty is unknown. Nothing here is ever guessed from something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// How the name is said, as one would write it for a colleague.
    pub says: String,
    /// Title or position.
    pub title: String,
    /// The language they like to be spoken to in: BCP 47, such as `lv`.
    pub language: String,
    /// Their IANA time zone.
    pub zone: String,
    /// Their website, with `https://`.
    pub website: String,
    /// Street and house.
    pub street: String,
    /// Town.
    pub city: String,
    /// Region, state or province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country: ISO 3166-1, two letters.
    pub country: String,
}

impl Profile {
    /// The profile as it may be kept: each text cleaned, codes in their own writing.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn checked(mut self) -> Result<Self, Problem> {
        for field in [
            &mut self.given,
            &mut self.family,
            &mut self.says,
            &mut self.title,
            &mut self.language,
            &mut self.zone,
            &mut self.website,
            &mut self.street,
            &mut self.city,
            &mut self.region,
            &mut self.postal_code,
            &mut self.country,
        ] {
            *field = note(field, FIELD_MAX)?;
        }
        self.language = self.language.to_lowercase();
        self.country = self.country.to_uppercase();
        let unknown =
            |what, value: &String| Problem::Unknown { what, value: value.chars().take(60).collect() };
        let is_code = |text: &str, mark: &[char]| {
            text.split(mark).all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
        };
        let is_language = self.language.len() >= 2 && is_code(&self.language, &['-']);
        if !self.language.is_empty() && !is_language {
            return Err(unknown("language", &self.language));
        }
        let is_country =
            self.country.len() == 2 && self.country.bytes().all(|byte| byte.is_ascii_uppercase());
        if !self.country.is_empty() && !is_country {
            return Err(unknown("country", &self.country));
        }
        if !self.zone.is_empty() && TimeZone::get(&self.zone).is_err() {
            return Err(unknown("time zone", &self.zone));
        }
        let is_website = ["https://", "http://"].iter().any(|scheme| {
            self.website
                .strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
        });
        if !self.website.is_empty() && !is_website {
            return Err(unknown("website", &self.website));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept_in_their_own_writing_and_others_refused() {
        let good = Profile {
            language: "LV".to_owned(),
            country: " lv ".to_owned(),
            zone: "Europe/Riga".to_owned(),
            website: "https://harbour.example".to_owned(),
            ..Profile::default()
        };
        let kept = good.checked().unwrap();
        assert_eq!((kept.language.as_str(), kept.country.as_str()), ("lv", "LV"));
        for bad in [
            Profile { website: "javascript:alert(1)".to_owned(), ..Profile::default() },
            Profile { zone: "Mars/Olympus".to_owned(), ..Profile::default() },
            Profile { country: "Latvia".to_owned(), ..Profile::default() },
            Profile { language: "l v".to_owned(), ..Profile::default() },
            Profile { city: "x".repeat(201), ..Profile::default() },
        ] {
            assert!(bad.clone().checked().is_err(), "{bad:?}");
        }
    }
}
