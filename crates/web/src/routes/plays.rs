//! The pages of plays.

use domain::access::Action::{ManagePlays, ReadCustomers};

use super::{Line, Needs, get, post};
use crate::pages::plays::{self, builder, people, rehearsal, why};

/// A play with every field filled in.
const BODY: Option<usize> = Some(256 << 10);

pub(super) fn lines() -> Vec<Line> {
    let (read, write) = (Needs::Staff(ReadCustomers), Needs::Staff(ManagePlays));
    vec![
        get("/plays", read, plays::plays),
        get("/plays/new", write, plays::choose),
        post("/plays/new", write, plays::make),
        get("/plays/{id}", read, builder::play),
        post("/plays/{id}", write, builder::save).body(BODY),
        post("/plays/{id}/turn", write, builder::turn),
        get("/plays/{id}/rehearsal", read, rehearsal::rehearsal),
        get("/plays/{id}/people", read, people::people),
        get("/plays/{id}/why", read, why::why),
        get("/people/{id}/plays", read, people::ways),
    ]
}
