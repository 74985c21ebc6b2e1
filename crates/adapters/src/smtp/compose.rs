//! A letter as bytes (RFC 5322 and MIME), with what bulk mail owes its readers (RFC 2369, 2919, 8058).

use std::time::{Duration, UNIX_EPOCH};

use domain::Instant;
use lettre::Message;
use lettre::address::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

/// A letter to be written out.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// Who writes: a name, or nothing, and an address.
    pub from: (&'a str, &'a str),
    /// Who reads.
    pub to: (&'a str, &'a str),
    /// The subject, in one line.
    pub subject: &'a str,
    /// The text for readers that show no HTML.
    pub text: &'a str,
    /// The same in HTML.
    pub html: &'a str,
    /// What stands before the `@` of its Message-ID: the same at each try.
    pub id: &'a str,
    /// When it was made.
    pub date: Instant,
    /// What it is about, for `List-Id`; letters are small, digits, `-` and `_`.
    pub topic: &'a str,
    /// The address that ends it with one POST; `None` for what is owed or a test.
    pub unsubscribe: Option<&'a str>,
    /// Whether no human pressed a button for this one letter (RFC 3834).
    pub automatic: bool,
}

/// Why a letter can't be written out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// An address that is none.
    #[error("'{0}' is no e-mail address a letter can be written with.")]
    Address(String),
    /// A link that can't stand in a header.
    #[error("The address of this server ('{0}') can't stand in a letter; set it with --base-url.")]
    Link(String),
    /// Something else the standard forbids.
    #[error("The letter can't be written out: {0}.")]
    Other(String),
}

fn address(text: &str) -> Result<Address, ComposeError> {
    let wrong =
        || ComposeError::Address(text.chars().filter(|letter| !letter.is_control()).take(254).collect());
    text.parse().map_err(|_| wrong())
}

fn mailbox((name, at): (&str, &str)) -> Result<Mailbox, ComposeError> {
    let name = domain::letters::one_line(name);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address(at)?))
}

/// A header of visible ASCII alone, which needs no encoding.
fn raw(name: &str, value: String) -> Result<HeaderValue, ComposeError> {
    let name = HeaderName::new_from_ascii(name.to_owned())
        .map_err(|error| ComposeError::Other(error.to_string()))?;
    Ok(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value))
}

/// Whether a link can stand between `<` and `>` of a header.
fn is_link(link: &str) -> bool {
    link.len() <= 900 && link.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,\"".contains(&byte))
}

/// Writes a letter out. Nothing of any field can become a header of its own.
///
/// # Errors
/// Where an address is none, or a link can't stand in a header.
pub fn compose(letter: &Letter<'_>) -> Result<(Address, Address, Vec<u8>), ComposeError> {
    let (from, to) = (mailbox(letter.from)?, mailbox(letter.to)?);
    let (sender, reader) = (from.email.clone(), to.email.clone());
    let domain = sender.domain().to_ascii_lowercase();
    let seconds = u64::try_from(letter.date.0.div_euclid(1_000_000)).unwrap_or(0);
    let mut message = Message::builder()
        .from(from)
        .to(to)
        .subject(domain::letters::one_line(letter.subject))
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .date(UNIX_EPOCH + Duration::from_secs(seconds));
    if let Some(link) = letter.unsubscribe {
        if !is_link(link) {
            return Err(ComposeError::Link(domain::letters::one_line(link).chars().take(100).collect()));
        }
        let list = format!("<{}.{domain}>", letter.topic);
        message = message
            .raw_header(raw("List-Id", list)?)
            .raw_header(raw("List-Unsubscribe", format!("<{link}>"))?)
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into())?);
    }
    if letter.automatic {
        message = message.raw_header(raw("Auto-Submitted", "auto-generated".into())?);
    }
    let parts = MultiPart::alternative()
        .boundary(format!("=_{}", letter.id))
        .singlepart(SinglePart::plain(letter.text.to_owned()))
        .singlepart(SinglePart::html(letter.html.to_owned()));
    let message = message.multipart(parts).map_err(|error| ComposeError::Other(error.to_string()))?;
    Ok((sender, reader, message.formatted()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter<'a>() -> Letter<'a> {
        Letter {
            from: ("Harbour Coffee", "care@harbour.example"),
            to: ("Ilze Ozola", "ilze@x.lv"),
            subject: "Spring",
            text: "Dear Ilze\n",
            html: "<p>Dear Ilze</p>",
            id: "0192",
            date: Instant(1_790_000_000_000_000),
            topic: "news",
            unsubscribe: Some("https://care.example/letters/stop/abc"),
            automatic: true,
        }
    }

    fn headers(letter: &Letter<'_>) -> String {
        let (_, _, bytes) = compose(letter).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        text.split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    #[test]
    fn a_letter_carries_what_bulk_mail_owes_its_readers() {
        let found = headers(&letter());
        for line in [
            "From: \"Harbour Coffee\" <care@harbour.example>",
            "Message-ID: <0192@harbour.example>",
            "List-Id: <news.harbour.example>",
            "List-Unsubscribe: <https://care.example/letters/stop/abc>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "Date: Mon, 21 Sep 2026 14:13:20 +0000",
        ] {
            assert!(found.contains(line), "no {line} in\n{found}");
        }
        assert!(!found.contains("mailto:"), "nobody reads mail that unsubscribes:\n{found}");
        let owed = headers(&Letter { unsubscribe: None, automatic: false, ..letter() });
        assert!(!owed.contains("List-") && !owed.contains("Auto-Submitted"));
    }

    #[test]
    fn the_same_letter_is_the_same_bytes() {
        assert_eq!(compose(&letter()).unwrap().2, compose(&letter()).unwrap().2);
    }

    #[test]
    fn no_field_becomes_a_header_of_its_own() {
        let naughty = "x\r\nBcc: all@evil.example\r\n\r\n<script> =?utf-8?q?=0D=0ABcc:_a@b?= \u{0}\u{2028}";
        let found = headers(&Letter {
            subject: naughty,
            to: (naughty, "ilze@x.lv"),
            from: (naughty, "a@b.lv"),
            ..letter()
        });
        for line in found.split("\r\n") {
            let known = [
                "From:",
                "To:",
                "Subject:",
                "Message-ID:",
                "Date:",
                "List-",
                "Auto-",
                "MIME-",
                "Content-",
                " ",
                "\t",
            ];
            assert!(known.iter().any(|begins| line.starts_with(begins)), "{line}");
        }
        for address in [naughty, "a@b\r\nBcc: c@d", "", "a b@c", "<a@b>", "a@b, c@d"] {
            let hostile = Letter { to: ("", address), ..letter() };
            assert!(matches!(compose(&hostile), Err(ComposeError::Address(_))), "{address}");
        }
        let link = Letter { unsubscribe: Some("https://x/>\r\nBcc: a@b"), ..letter() };
        assert!(matches!(compose(&link), Err(ComposeError::Link(_))));
    }

    #[test]
    fn every_script_survives() {
        let found = headers(&Letter { subject: "سلام زهرا", to: ("زهرا", "z@x.ir"), ..letter() });
        assert!(found.is_ascii() && found.contains("=?utf-8?b?"), "{found}");
    }
}
