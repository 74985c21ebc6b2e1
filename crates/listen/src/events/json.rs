//! JSON as others write it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// JSON that anybody can read again: no number beyond a double, no string that is no text, no nesting
/// beyond serde_json's 128. Checked without keeping any of it.
pub(super) struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Sound {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

/// A string or a number as text without control characters; `None` where it is neither, or empty.
pub(super) fn word(raw: &RawValue) -> Option<String> {
    let text = raw.get();
    let text = match text.as_bytes().first()? {
        b'"' if text.contains('\\') => serde_json::from_str(text).ok()?,
        b'"' => text.get(1..text.len() - 1)?.to_owned(),
        b'-' | b'0'..=b'9' => text.to_owned(),
        _ => return None,
    };
    if text.contains(char::is_control) || text.starts_with(' ') || text.ends_with(' ') {
        let clean: String = text.chars().filter(|letter| !letter.is_control()).collect();
        let clean = clean.trim();
        return (!clean.is_empty()).then(|| clean.to_owned());
    }
    (!text.is_empty()).then_some(text)
}

/// A typed look at an object; empty where it is no such object.
pub(super) fn object<'a, T: serde::Deserialize<'a> + Default>(raw: Option<&'a RawValue>) -> T {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}

/// Writes U+FFFD for halves of surrogate pairs (a shop that cut a text within an emoji): JSON lets
/// them through, UTF-8 does not.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<String> = None;
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'\\')) {
        at += found;
        let Some(unit) = escaped(bytes, at) else {
            at += 2;
            continue;
        };
        let follows = escaped(bytes, at + 6);
        match (unit, follows) {
            (0xd800..=0xdbff, Some(0xdc00..=0xdfff)) => at += 12,
            (0xd800..=0xdfff, _) => {
                let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
                out.push_str(text.get(kept..at).unwrap_or(""));
                out.push_str("\\ufffd");
                at += 6;
                kept = at;
            }
            _ => at += 6,
        }
    }
    match out {
        None => Cow::Borrowed(text),
        Some(mut out) => {
            out.push_str(text.get(kept..).unwrap_or(""));
            Cow::Owned(out)
        }
    }
}

/// The unit of `\uXXXX` at a place.
fn escaped(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_of_surrogate_pairs_are_mended_and_whole_ones_left() {
        assert_eq!(mended(r#"{"a":"x\ud83dy"}"#), r#"{"a":"x\ufffdy"}"#);
        assert_eq!(mended(r#"["\uDC00\ud83d\ude00\ud83d"]"#), r#"["\ufffd\ud83d\ude00\ufffd"]"#);
        let whole = r#"{"a":"\\ud83d \" \u00e4 \ud83d\ude00"}"#;
        assert!(matches!(mended(whole), Cow::Borrowed(same) if same == whole));
    }

    #[test]
    fn what_is_sound_can_be_read_again_and_what_is_not_is_not() {
        let sound = |text: &str| serde_json::from_str::<Sound>(text).is_ok();
        assert!(sound(r#"{"a":[1,-2.5,"x",null,true,{"b":1e300}]}"#));
        assert!(!sound("1e999"));
        assert!(!sound(&"[".repeat(200)));
        assert!(!sound(&format!("{}{}", "[".repeat(130), "]".repeat(130))));
        assert!(!sound(r#"{"a":1"#));
    }

    proptest! {
        #[test]
        fn whatever_is_mended_stays_text(text in "\\PC{0,20}(\\\\u[dD][0-9a-f]{3}){0,3}[\\\\u\"a]{0,6}") {
            let once = mended(&text).into_owned();
            prop_assert_eq!(mended(&once), once.as_str());
        }
    }
}
