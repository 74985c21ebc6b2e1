//! What programs can be told of, and who may ask to be.

use crate::letters::one_line;

/// Longest address, in bytes.
pub const URL_BYTES_MAX: usize = 2_000;
/// Most webhooks a company has.
pub const WEBHOOKS_MAX: usize = 100;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 200;
/// Largest body of a message, in bytes (Standard Webhooks 1.0).
pub const BODY_BYTES_MAX: usize = 20_000;

/// Everything a program can be told of.
pub const EVENTS: [&str; 26] = [
    "person.created",
    "person.updated",
    "person.identified",
    "person.merged",
    "merge.undone",
    "person.erased",
    "fact.remembered",
    "fact.forgotten",
    "promise.made",
    "promise.kept",
    "promise.broken",
    "promise.withdrawn",
    "wish.told",
    "touch.written",
    "order.recorded",
    "play.started",
    "play.ended",
    "gesture.done",
    "certificate.issued",
    "certificate.redeemed",
    "certificate.voided",
    "consent.given",
    "consent.refused",
    "leaving.told",
    "plan.missed",
    TEST,
];
/// What a test tells; every webhook gets it that is asked to be tested.
pub const TEST: &str = "webhook.test";

/// A webhook to be made, or what becomes of one, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWebhook {
    url: String,
    events: Vec<&'static str>,
    description: String,
}

/// Why a webhook can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefusal {
    /// No address of the web.
    #[error(
        "Write the address as https://shop.example/told, without a name or password in it and at most \
         {URL_BYTES_MAX} bytes."
    )]
    Url,
    /// Something nobody can be told of, or nothing.
    #[error("Choose at least one of the events there are.")]
    Events,
    /// A description that is too long.
    #[error("Say what it is for in at most {DESCRIPTION_MAX} characters.")]
    Description,
    /// There are as many as there may be.
    #[error("There are {WEBHOOKS_MAX} webhooks already; remove one that is no longer needed.")]
    TooMany,
}

impl NewWebhook {
    /// A webhook at this address that is told of these.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new<'a>(url: &str, events: impl IntoIterator<Item = &'a str>) -> Result<Self, WebhookRefusal> {
        let url = url.trim();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let fine = host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
            && url.len() <= URL_BYTES_MAX
            && !url.contains(|letter: char| letter.is_control() || letter.is_whitespace() || letter == '\\');
        if !fine {
            return Err(WebhookRefusal::Url);
        }
        let known = |name: &str| EVENTS.into_iter().find(|event| *event == name && name != TEST);
        let events: Option<Vec<&'static str>> = events.into_iter().map(known).collect();
        let mut events = events.filter(|events| !events.is_empty()).ok_or(WebhookRefusal::Events)?;
        events.sort_unstable();
        events.dedup();
        Ok(Self { url: url.to_owned(), events, description: String::new() })
    }

    /// The same with what it is for, in somebody's words.
    ///
    /// # Errors
    /// Where it is longer than [`DESCRIPTION_MAX`] characters.
    pub fn described(self, description: &str) -> Result<Self, WebhookRefusal> {
        let description = one_line(description);
        if description.chars().count() > DESCRIPTION_MAX {
            return Err(WebhookRefusal::Description);
        }
        Ok(Self { description, ..self })
    }

    /// What it is for; empty where nobody said.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it is told of.
    #[must_use]
    pub fn events(&self) -> &[&'static str] {
        &self.events
    }
}

/// Why a webhook is no longer told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ending {
    /// It said so.
    #[error(
        "The receiver answered 410 Gone, which asks us to stop. Turn the webhook on when it listens again."
    )]
    Gone,
    /// It took a message in none of all tries.
    #[error(
        "The receiver took a message in none of ten tries over three days. Mend it, then turn the webhook on."
    )]
    Exhausted,
}

impl Ending {
    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Exhausted => "exhausted",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Gone, Self::Exhausted].into_iter().find(|ending| ending.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_the_web_without_secrets_in_it() {
        let events = ["person.created", "person.updated", "person.created"];
        let made = NewWebhook::new(" https://shop.example/told?by=us ", events).unwrap();
        assert_eq!((made.url(), made.events().len()), ("https://shop.example/told?by=us", 2));
        assert_eq!(made.clone().described(" the\ntill ").unwrap().description(), "the till");
        let long = "x".repeat(DESCRIPTION_MAX + 1);
        assert_eq!(made.described(&long), Err(WebhookRefusal::Description));
        let long = format!("https://shop.example/{}", "a".repeat(URL_BYTES_MAX));
        for url in [
            "",
            "shop.example",
            "ftp://shop.example",
            "https://",
            "https://a:b@shop.example",
            "https://a b",
            &long,
        ] {
            assert_eq!(NewWebhook::new(url, events), Err(WebhookRefusal::Url), "{url}");
        }
        for events in [&[][..], &["everything"], &["webhook.test"]] {
            let made = NewWebhook::new("https://shop.example", events.iter().copied());
            assert_eq!(made, Err(WebhookRefusal::Events));
        }
    }

    #[test]
    fn event_names_are_dotted_words() {
        let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(EVENTS.iter().all(|event| event.split('.').count() == 2 && event.split('.').all(word)));
    }
}
