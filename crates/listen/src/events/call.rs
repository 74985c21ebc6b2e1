//! One call of the event API.

use domain::timeline::Kind as Moment;
use domain::{Currency, Instant};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::events::{Call, NewEvent};

use super::{About, CALL_BYTES_MAX, commerce, json, moment, traits};

/// Longest id, in bytes.
const ID_BYTES_MAX: usize = 256;
/// Longest name kept beside the content, in characters.
const NAME_MAX: usize = 200;

/// Why an event is not kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not an event at all.
    #[error("It is no JSON object as expected ({0}).")]
    NotJson(String),
    /// Larger than one may be.
    #[error("It has {0} bytes and may have {CALL_BYTES_MAX}; send less with it.")]
    TooLarge(usize),
    /// Without a type.
    #[error("It has no type; name identify, track, page, screen, group or alias.")]
    NoType,
    /// Of a type we don't know.
    #[error("There is no call '{0}'; there are identify, track, page, screen, group and alias.")]
    UnknownType(String),
    /// About nobody.
    #[error("It has neither a userId nor an anonymousId; say who did it.")]
    Nobody,
    /// Without what its call can't be without.
    #[error("A {call} needs its '{field}'.")]
    Lacks {
        /// The call.
        call: &'static str,
        /// What it lacks.
        field: &'static str,
    },
    /// An id no shop has.
    #[error("Its {field} has {bytes} bytes and may have {ID_BYTES_MAX}.")]
    LongId {
        /// Which.
        field: &'static str,
        /// How long it is.
        bytes: usize,
    },
}

#[derive(Default, Deserialize)]
pub(super) struct Raw<'a> {
    #[serde(borrow, default, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "userId", alias = "user_id")]
    user: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "anonymousId", alias = "anonymous_id")]
    visitor: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "previousId", alias = "previous_id")]
    previous: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "groupId", alias = "group_id")]
    group: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "messageId", alias = "message_id")]
    message: Option<&'a RawValue>,
    #[serde(borrow, default)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "originalTimestamp", alias = "original_timestamp")]
    original: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "sentAt", alias = "sent_at")]
    sent_at: Option<&'a RawValue>,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    name: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) properties: Option<&'a RawValue>,
    #[serde(borrow, default)]
    traits: Option<&'a RawValue>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "writeKey", alias = "write_key")]
    write_key: Option<&'a RawValue>,
}

/// What an event's own words are read beside.
pub(super) struct Reader<'a> {
    pub(super) sent_at: Option<&'a RawValue>,
    /// The context of the batch.
    pub(super) context: Option<&'a RawValue>,
    pub(super) received_at: Instant,
    pub(super) currency: Currency,
}

type Rejected = (Option<String>, Reason);

fn id(raw: Option<&RawValue>, field: &'static str) -> Result<Option<String>, Reason> {
    match raw.and_then(json::word) {
        Some(id) if id.len() > ID_BYTES_MAX => Err(Reason::LongId { field, bytes: id.len() }),
        id => Ok(id),
    }
}

impl Reader<'_> {
    /// Understands one call; what there is to know of it beside.
    pub(super) fn read(&self, text: &str, call: Option<Call>) -> Result<(NewEvent, Vec<About>), Rejected> {
        if text.len() > CALL_BYTES_MAX {
            return Err((None, Reason::TooLarge(text.len())));
        }
        let unreadable = |error: serde_json::Error| (None, Reason::NotJson(error.to_string()));
        serde_json::from_str::<json::Sound>(text).map_err(unreadable)?;
        let raw: Raw<'_> = serde_json::from_str(text).map_err(unreadable)?;
        let message = id(raw.message, "messageId").map_err(|reason| (None, reason))?;
        let content = self.content(text, &raw);
        let mut about = Vec::new();
        let event = self
            .understand(&raw, call, message.clone(), content, &mut about)
            .map_err(|reason| (message, reason))?;
        Ok((event, about))
    }

    fn understand(
        &self,
        raw: &Raw<'_>,
        call: Option<Call>,
        message: Option<String>,
        content: String,
        about: &mut Vec<About>,
    ) -> Result<NewEvent, Reason> {
        let call = call.map_or_else(|| call_of(raw), Ok)?;
        let (user, visitor) = (id(raw.user, "userId")?, id(raw.visitor, "anonymousId")?);
        if user.is_none() && visitor.is_none() {
            return Err(Reason::Nobody);
        }
        let lacks = |field| Reason::Lacks { call: call.name(), field };
        let previous = id(raw.previous.filter(|_| call == Call::Alias), "previousId")?;
        if call == Call::Alias && previous.is_none() {
            return Err(lacks("previousId"));
        }
        if call == Call::Alias && user.is_none() {
            return Err(lacks("userId"));
        }
        let group = id(raw.group.filter(|_| call == Call::Group), "groupId")?;
        if call == Call::Group && group.is_none() {
            return Err(lacks("groupId"));
        }
        let name = match call {
            Call::Track => raw.event.and_then(json::word).ok_or_else(|| lacks("event"))?,
            Call::Page | Call::Screen => raw.name.and_then(json::word).unwrap_or_default(),
            Call::Group => group.clone().unwrap_or_default(),
            Call::Identify | Call::Alias => String::new(),
        };
        let (at, note) =
            moment::moment(raw.original.or(raw.timestamp), raw.sent_at.or(self.sent_at), self.received_at);
        about.extend(note.map(About::from));
        // Without an id of its own the same words are the same event.
        let message_id =
            message.unwrap_or_else(|| blake3::hash(content.as_bytes()).to_hex()[..32].to_owned());
        let context = raw.context.or(self.context);
        let mut event = NewEvent {
            message_id,
            call,
            moment: None,
            name: name.chars().take(NAME_MAX).collect(),
            at,
            received_at: self.received_at,
            content,
            user,
            visitor,
            previous,
            traits: None,
            group: group.map(|id| traits::organisation(id, raw.traits)),
            order: None,
        };
        match call {
            Call::Page => event.moment = Some(Moment::Page),
            Call::Screen => event.moment = Some(Moment::Screen),
            Call::Track => {
                let properties = raw.properties;
                about.extend(commerce::understand(&mut event, properties, context, self.currency));
            }
            Call::Identify => event.traits = traits::read(raw.traits, context),
            Call::Group | Call::Alias => {}
        }
        Ok(event)
    }

    /// What is kept of what was sent: all of it but the write key, with the context of its batch
    /// where it has none of its own.
    fn content(&self, text: &str, raw: &Raw<'_>) -> String {
        let text = text.trim();
        let context = self.context.filter(|_| raw.context.is_none());
        if raw.write_key.is_none() && context.is_none() {
            return text.to_owned();
        }
        let parts: Result<indexed::Parts<'_>, _> = serde_json::from_str(text);
        let Ok(mut parts) = parts else { return text.to_owned() };
        parts.0.retain(|(key, _)| !matches!(key.as_str(), "writeKey" | "write_key"));
        parts.0.extend(context.map(|context| ("context".to_owned(), context)));
        parts.to_string()
    }
}

fn call_of(raw: &Raw<'_>) -> Result<Call, Reason> {
    let name = raw.kind.and_then(json::word).ok_or(Reason::NoType)?;
    let unknown = || Reason::UnknownType(name.chars().take(60).collect());
    Call::from_name(&name.to_ascii_lowercase()).ok_or_else(unknown)
}

/// An object's members in their order, each as it was written.
mod indexed {
    use std::fmt;

    use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
    use serde_json::value::RawValue;

    pub(super) struct Parts<'a>(pub(super) Vec<(String, &'a RawValue)>);

    impl<'de> Deserialize<'de> for Parts<'de> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Gather)
        }
    }

    struct Gather;

    impl<'de> Visitor<'de> for Gather {
        type Value = Parts<'de>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts<'de>, A::Error> {
            let mut parts = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                parts.push((key, value));
            }
            Ok(Parts(parts))
        }
    }

    impl fmt::Display for Parts<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for (place, (key, value)) in self.0.iter().enumerate() {
                let key = serde_json::to_string(key).map_err(|_| fmt::Error)?;
                write!(f, "{}{key}:{}", if place == 0 { "{" } else { "," }, value.get())?;
            }
            f.write_str(if self.0.is_empty() { "{}" } else { "}" })
        }
    }
}
