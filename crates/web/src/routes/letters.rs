//! Letters: written, sent, what became of them, and what their readers choose.

use domain::access::Action::{ManagePlays, ReadCustomers, WritePeople};

use super::{Line, Needs, get, post};
use crate::pages::{choices, letters, outbox, programme, topics};

/// A letter of the longest kind, as a form writes it.
const BODY: Option<usize> = Some(256 << 10);

pub(super) fn lines() -> Vec<Line> {
    let mut lines = by_their_links();
    lines.extend(written());
    lines
}

/// What the readers of letters choose, by the links in them.
fn by_their_links() -> Vec<Line> {
    vec![
        get("/letters/stop/{token}", Needs::Sealed, choices::stop_page),
        post("/letters/stop/{token}", Needs::Sealed, choices::stop),
        get("/letters/choose/{token}", Needs::Sealed, choices::choose_page),
        post("/letters/choose/{token}", Needs::Sealed, choices::choose),
    ]
}

/// Letters, what they are about, and what becomes of them.
fn written() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(ManagePlays));
    vec![
        get("/letters", read, letters::letters),
        get("/letters/new", write, letters::new),
        post("/letters/new", write, letters::make).body(BODY),
        post("/letters/look", write, letters::look).body(BODY),
        get("/letters/{id}", read, letters::letter),
        post("/letters/{id}", write, letters::change).body(BODY),
        post("/letters/{id}/trial", write, letters::trial),
        post("/letters/{id}/away", write, letters::put_away),
        get("/letters/{id}/many", write, letters::many::many),
        post("/letters/{id}/many", write, letters::many::send),
        get("/people/{id}/write", Needs::Staff(WritePeople), letters::one::one),
        post("/people/{id}/write", Needs::Staff(WritePeople), letters::one::write).body(BODY),
        get("/topics", read, topics::topics),
        post("/topics", write, topics::save),
        get("/outbox", read, outbox::outbox),
        post("/outbox/{id}/again", write, outbox::again),
        post("/outbox/{id}/leave", write, outbox::leave),
        get("/programme", read, programme::programme),
        post("/programme", write, programme::save),
        post("/programme/pause", write, programme::pause),
    ]
}
