//! What goes and what stays of a person, table by table.

use domain::Instant;
use domain::erasure::Thing;
use domain::ids::PersonId;
use domain::plays::Goal;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Held;
use crate::{Result, contacts, presents, sql};

/// Rows of a table that belong to the person $1.
struct Rows {
    thing: Thing,
    table: &'static str,
    those: &'static str,
}

const fn rows(thing: Thing, table: &'static str, those: &'static str) -> Rows {
    Rows { thing, table, those }
}

const BY_IDENTITY: &str = "identity_id in (select id from identities where person_id = $1)";
const BY_PERSON: &str = "person_id = $1";

/// Rows deleted.
const GO: &[Rows] = &[
    rows(Thing::Profile, "profiles", BY_PERSON),
    rows(Thing::Profile, "stakes", BY_PERSON),
    rows(Thing::Facts, "facts", BY_IDENTITY),
    rows(Thing::Promises, "promises", BY_IDENTITY),
    rows(
        Thing::Plans,
        "plan_steps",
        "plan_id in (select id from plans where identity_id in (select id from identities where person_id = $1))",
    ),
    rows(Thing::Plans, "plans", BY_IDENTITY),
    rows(
        Thing::Relations,
        "relations",
        "from_identity in (select id from identities where person_id = $1)
         or to_identity in (select id from identities where person_id = $1)",
    ),
    rows(Thing::Touches, "touches", BY_IDENTITY),
    rows(Thing::Touches, "leavings", BY_IDENTITY),
    rows(Thing::Events, "events", BY_IDENTITY),
    rows(Thing::Consents, "consents", BY_IDENTITY),
    rows(Thing::Consents, "consents_now", BY_IDENTITY),
    rows(Thing::Rests, "rests", BY_IDENTITY),
    rows(Thing::Rests, "set_aside", BY_IDENTITY),
    rows(Thing::Rests, "observances", BY_IDENTITY),
    rows(Thing::Rests, "declined_products", BY_IDENTITY),
    rows(Thing::Memberships, "memberships", BY_IDENTITY),
    rows(Thing::Duplicates, "suggestions", "a = $1 or b = $1"),
    rows(
        Thing::Duplicates,
        "doubts",
        "claimed in (select id from identities where person_id = $1)
         or claimant in (select id from identities where person_id = $1)",
    ),
    rows(
        Thing::Duplicates,
        "distinctions",
        "a in (select id from identities where person_id = $1)
         or b in (select id from identities where person_id = $1)",
    ),
    rows(Thing::Standing, "standings", BY_PERSON),
    rows(Thing::Standing, "terms", BY_PERSON),
    rows(Thing::Traces, "import_changes", "kind = 'person' and row_id = $1"),
];

/// Their orders: an index leads to them by the timeline alone.
const BOUGHT: &str = "id in (select t.ref_id from identities i join timeline t on t.identity_id = i.id
     where i.person_id = $1 and t.kind in ('purchase', 'refund'))";
const LETTERS: &str = "gesture_id in (select g.id from identities i join gestures g on g.identity_id = i.id
     where i.person_id = $1)";

/// Rows counted besides: emptied of words, or left.
const COUNTED: &[Rows] = &[
    rows(Thing::Identities, "identities", BY_PERSON),
    rows(Thing::Letters, "outbox", LETTERS),
    rows(
        Thing::Words,
        "gestures",
        "(words <> '' or reason is not null)
         and identity_id in (select id from identities where person_id = $1)",
    ),
    rows(Thing::Merges, "merges", "survivor = $1"),
    rows(Thing::Orders, "orders", BOUGHT),
    rows(Thing::Draws, "draws", BY_IDENTITY),
    rows(Thing::Ways, "enrolments", BY_IDENTITY),
    rows(Thing::Gestures, "gestures", BY_IDENTITY),
    rows(Thing::Certificates, "certificates", BY_IDENTITY),
];

/// How much there is of each thing; of what there is none, nothing.
pub(super) async fn held(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Held>> {
    let mut found: Vec<Held> = Thing::ALL.iter().map(|&thing| Held { thing, count: 0 }).collect();
    for Rows { thing, table, those } in GO.iter().chain(COUNTED) {
        // Words people are found by are no thing of their own, and go with what they are words of.
        if *table == "terms" || *table == "consents_now" {
            continue;
        }
        let count: i64 =
            sql::value(on, &format!("select count(*) from {table} where {those}"), [person.0.into()]).await?;
        if let Some(held) = found.iter_mut().find(|held| held.thing == *thing) {
            held.count += count.unsigned_abs();
        }
    }
    found.retain(|held| held.count > 0);
    Ok(found)
}

/// Deletes what goes, and empties of its words what stays.
pub(super) async fn clear(on: &impl ConnectionTrait, person: PersonId, now: i64) -> Result<()> {
    let of = || [person.0.into()];
    for Rows { table, those, .. } in GO {
        sql::run(on, &format!("delete from {table} where {those}"), of()).await?;
    }
    // What is bought, or a success of a play, is still counted: that it was, and when.
    let timeline = format!(
        "delete from timeline where {BY_IDENTITY}
         and kind not in ('refund', {}, {})",
        contacts::successes(Goal::Visit),
        contacts::successes(Goal::Answer)
    );
    sql::run(on, &timeline, of()).await?;
    for statement in [
        format!(
            "update enrolments set state = 'stopped', reason = 'erased', next_at = null, ended_at = $2
             where state = 'underway' and {BY_IDENTITY}"
        ),
        // A letter that is just being given ends as it ends.
        format!(
            "update outbox set state = 'cancelled', ended_at = $2, next_at = null, lease_until = null,
                 fence = fence + 1
             where (state = 'waiting' or state = 'held' and ended_at is null) and {LETTERS}"
        ),
        format!(
            "update gestures set state = 'cancelled', ended_at = $2, version = version + 1
             where (state in ('open', 'held') or state = 'waiting' and not exists (
                 select 1 from outbox o where o.gesture_id = gestures.id and o.state = 'sending'))
               and {BY_IDENTITY}"
        ),
    ] {
        sql::run(on, &statement, [person.0.into(), now.into()]).await?;
    }
    presents::give_back(on, Instant(now)).await?;
    for statement in [
        format!("update outbox set message = null, subject = null, answer = null where {LETTERS}"),
        format!("update gestures set words = '', reason = null where {BY_IDENTITY}"),
        format!("update gestures set reason = 'erased' where state = 'cancelled' and {BY_IDENTITY}"),
        format!("update certificates set void_reason = null where {BY_IDENTITY}"),
        format!(
            "update redemptions set note = '' where note <> '' and certificate_id in (
                 select id from certificates where {BY_IDENTITY})"
        ),
    ] {
        sql::run(on, &statement, of()).await?;
    }
    bare_orders(on, person).await
}

/// Takes from orders what could be held against a name: the digest of what their file said, and the
/// source id that was made of it where the file had none.
async fn bare_orders(on: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    let update = format!("update orders set content = $2 where {BOUGHT}");
    sql::run(on, &update, [person.0.into(), Vec::<u8>::new().into()]).await?;
    let select = format!("select id, source_id from orders where {BOUGHT}");
    for row in sql::results(on, &select, [person.0.into()]).await? {
        let (id, source_id): (Uuid, String) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        if is_made_of_the_row(&source_id) {
            let update = "update orders set source_id = $2 where id = $1";
            sql::run(on, update, [id.into(), id.to_string().into()]).await?;
        }
    }
    let select = format!(
        "select import_id, row_id, before from import_changes where kind = 'order' and {BY_IDENTITY}"
    );
    for row in sql::results(on, &select, [person.0.into()]).await? {
        let (import, order): (Uuid, Uuid) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        let mut before: crate::apply::Before = serde_json::from_str(&sql::at::<String>(&row, 2)?)?;
        before.content.clear();
        let update = "update import_changes set before = $3
                      where import_id = $1 and kind = 'order' and row_id = $2";
        let values = [import.into(), order.into(), serde_json::to_string(&before)?.into()];
        sql::run(on, update, values).await?;
    }
    Ok(())
}

/// Whether a source id is the 32 hexadecimal digits and the occurrence that `listen` gives rows without
/// an order's id: who knows the customer's address could find them again by it.
fn is_made_of_the_row(source_id: &str) -> bool {
    source_id.split_once('-').is_some_and(|(digits, occurrence)| {
        digits.len() == 32
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
            && occurrence.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::TABLES;

    /// What leads to a person and is neither deleted nor counted, and why.
    const LEFT: [(&str, &str); 6] = [
        ("people", "the shell itself"),
        ("timeline", "orders and successes hang on it; the rest is taken off"),
        ("told_orders", "says of an order what the next event of it needs, and nothing of its buyer"),
        ("forecasts_each", "figures of a forecast under way"),
        ("erasures", "the receipt"),
        ("erased_identities", "the receipt's digests"),
    ];

    #[test]
    fn whatever_leads_to_a_person_is_in_the_plan_or_left_for_a_reason() {
        let leads = ["person_id", "identity_id", "to_identity", "from_identity", "a", "claimed"];
        for table in TABLES {
            let (columns, _) = table.columns();
            if !columns.iter().any(|(name, letter)| *letter == b'u' && leads.contains(name)) {
                continue;
            }
            let planned = GO.iter().chain(COUNTED).any(|rows| rows.table == table.name);
            let left = LEFT.iter().any(|(name, _)| *name == table.name);
            assert!(planned || left, "say in store/src/erasures/plan.rs what becomes of {}", table.name);
        }
    }

    #[test]
    fn a_source_id_made_of_a_row_is_told_from_a_shops_own() {
        let made = format!("{}-12", "0f".repeat(16));
        assert!(is_made_of_the_row(&made));
        for own in ["1001", "#1001-2", "0f0f-0", "018f3c6e-0000-7000-8000-000000000000"] {
            assert!(!is_made_of_the_row(own), "{own}");
        }
    }
}
