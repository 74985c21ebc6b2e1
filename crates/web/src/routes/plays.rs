//! The pages of plays.

use domain::access::Action::{ManagePlays, ReadCustomers};

use super::{Line, Needs, get, post};
use crate::pages::plays::{self, behind, builder, costs, people, proof, rehearsal, why};

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
        get("/plays/{id}/proof", read, proof::of_play),
        post("/plays/{id}/proof", write, proof::ask_of_play),
        get("/plays/{id}/proof/people", read, behind::people_of_play),
        get("/plays/{id}/proof/spent", read, behind::spent_on_play),
        get("/plays/{id}/proof/organisations", read, behind::organisations_of_play),
        post("/plays/{id}/costs", write, costs::of_play),
        get("/programme/proof", read, proof::of_programme),
        post("/programme/proof", write, proof::ask_of_programme),
        get("/programme/proof/people", read, behind::people_of_programme),
        get("/programme/proof/spent", read, behind::spent_on_programme),
        post("/programme/costs", write, costs::of_programme),
        get("/people/{id}/plays", read, people::ways),
    ]
}
