//! The ways of knowing somebody that an event names.

use super::{NewEvent, Organisation};
use crate::people::Kind;

/// One way of knowing somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    pub(super) kind: &'static str,
    pub(super) source: &'a str,
    pub(super) value: &'a str,
}

impl<'a> Key<'a> {
    pub(super) fn new(kind: Kind, source: &'a str, value: &'a str) -> Self {
        Self { kind: kind.name(), source: if kind.is_of_one_source() { source } else { "" }, value }
    }

    pub(super) fn is(self, kind: Kind) -> bool {
        self.kind == kind.name()
    }
}

/// How the event says who it is about, the surest first.
pub(super) fn claims<'a>(source: &'a str, event: &'a NewEvent) -> Vec<Key<'a>> {
    let mut claims = Vec::new();
    claims.extend(event.user.as_deref().map(|user| Key::new(Kind::External, source, user)));
    if let Some(traits) = &event.traits {
        let of = [(Kind::Email, &traits.email), (Kind::Phone, &traits.phone)];
        let said = of.into_iter().filter(|(_, value)| !value.is_empty());
        claims.extend(said.map(|(kind, value)| Key::new(kind, "", value)));
    }
    claims
}

pub(super) fn organisations(event: &NewEvent) -> impl Iterator<Item = &Organisation> {
    event.group.iter().chain(event.traits.iter().filter_map(|traits| traits.company.as_ref()))
}

/// Every key by which the event names its person.
pub(super) fn of_person<'a>(source: &'a str, event: &'a NewEvent) -> Vec<Key<'a>> {
    let mut keys = claims(source, event);
    keys.extend(event.visitor.as_deref().map(|visitor| Key::new(Kind::Anonymous, source, visitor)));
    if let Some(previous) = event.previous.as_deref() {
        keys.push(Key::new(Kind::Anonymous, source, previous));
        keys.push(Key::new(Kind::External, source, previous));
    }
    keys
}

/// Every key the event names.
pub(super) fn keys<'a>(source: &'a str, event: &'a NewEvent) -> Vec<Key<'a>> {
    let mut keys = of_person(source, event);
    keys.extend(organisations(event).map(|organisation| Key::new(Kind::Group, source, &organisation.id)));
    keys
}
