//! What the audit calls things, in words.

use domain::access::Role;
use domain::certificates::CertificateKind;
use domain::costs::CostKind;
use domain::memory::{FactKind, Level};
use domain::party::PartyKind;
use domain::plays::GestureKind;
use domain::timeline;
use domain::today::LineKind;
use locales::Words;
use store::people::Kind;

use super::party::{kind_name, party_kind};
use super::team::role_name;
use crate::memory::{entry_kind, fact_kind, gesture_kind, level};
use crate::plays::cost_kind;

type Said = fn(Words) -> String;

/// The nouns one may ask for: the first part of an action.
pub(super) const NOUNS: [(&str, Said); 32] = [
    ("seen", Words::audit_noun_seen),
    ("person", Words::audit_noun_person),
    ("fact", Words::audit_noun_fact),
    ("promise", Words::audit_noun_promise),
    ("plan", Words::audit_noun_plan),
    ("wish", Words::audit_noun_wish),
    ("touch", Words::audit_noun_touch),
    ("leaving", Words::audit_noun_leaving),
    ("relation", Words::audit_noun_relation),
    ("product", Words::audit_noun_product),
    ("merge", Words::audit_noun_merge),
    ("order", Words::audit_noun_order),
    ("import", Words::audit_noun_import),
    ("key", Words::audit_noun_key),
    ("webhook", Words::audit_noun_webhook),
    ("staff", Words::audit_noun_staff),
    ("invitation", Words::audit_noun_invitation),
    ("session", Words::audit_noun_session),
    ("certificate", Words::audit_noun_certificate),
    ("calendar", Words::audit_noun_calendar),
    ("settings", Words::audit_noun_settings),
    ("letter", Words::audit_noun_letter),
    ("topic", Words::audit_noun_topic),
    ("consent", Words::audit_noun_consent),
    ("play", Words::audit_noun_play),
    ("tier", Words::audit_noun_tier),
    ("programme", Words::audit_noun_programme),
    ("rest", Words::audit_noun_rest),
    ("gesture", Words::audit_noun_gesture),
    ("cost", Words::audit_noun_cost),
    ("present", Words::audit_noun_present),
    ("parcel", Words::audit_noun_parcel),
];

const DID: [(&str, Said); 111] = [
    ("seen", Words::audit_did_seen),
    ("person.created", Words::audit_did_person_created),
    ("person.updated", Words::audit_did_person_updated),
    ("person.address_added", Words::audit_did_person_address_added),
    ("person.address_removed", Words::audit_did_person_address_removed),
    ("webhook.replayed", Words::audit_did_webhook_replayed),
    ("webhook.rotated", Words::audit_did_webhook_rotated),
    ("person.profile_changed", Words::audit_did_person_profile_changed),
    ("person.merged", Words::audit_did_person_merged),
    ("person.erased", Words::audit_did_person_erased),
    ("person.told_apart", Words::audit_did_person_told_apart),
    ("person.distinction_lifted", Words::audit_did_person_distinction_lifted),
    ("merge.undone", Words::audit_did_merge_undone),
    ("fact.remembered", Words::audit_did_fact_remembered),
    ("fact.corrected", Words::audit_did_fact_corrected),
    ("fact.forgotten", Words::audit_did_fact_forgotten),
    ("promise.made", Words::audit_did_promise_made),
    ("promise.kept", Words::audit_did_promise_kept),
    ("promise.broken", Words::audit_did_promise_broken),
    ("promise.withdrawn", Words::audit_did_promise_withdrawn),
    ("promise.corrected", Words::audit_did_promise_corrected),
    ("promise.removed", Words::audit_did_promise_removed),
    ("plan.made", Words::audit_did_plan_made),
    ("plan.changed", Words::audit_did_plan_changed),
    ("plan.handed", Words::audit_did_plan_handed),
    ("plan.removed", Words::audit_did_plan_removed),
    ("plan.step_added", Words::audit_did_plan_step_added),
    ("plan.step_changed", Words::audit_did_plan_step_changed),
    ("plan.step_skipped", Words::audit_did_plan_step_skipped),
    ("wish.told", Words::audit_did_wish_told),
    ("touch.written", Words::audit_did_touch_written),
    ("touch.corrected", Words::audit_did_touch_corrected),
    ("touch.removed", Words::audit_did_touch_removed),
    ("leaving.told", Words::audit_did_leaving_told),
    ("leaving.corrected", Words::audit_did_leaving_corrected),
    ("leaving.removed", Words::audit_did_leaving_removed),
    ("relation.made", Words::audit_did_relation_made),
    ("relation.removed", Words::audit_did_relation_removed),
    ("product.declined", Words::audit_did_product_declined),
    ("product.available", Words::audit_did_product_available),
    ("product.unavailable", Words::audit_did_product_unavailable),
    ("key.made", Words::audit_did_key_made),
    ("key.revoked", Words::audit_did_key_revoked),
    ("webhook.made", Words::audit_did_webhook_made),
    ("webhook.changed", Words::audit_did_webhook_changed),
    ("webhook.removed", Words::audit_did_webhook_removed),
    ("order.recorded", Words::audit_did_order_recorded),
    ("order.changed", Words::audit_did_order_changed),
    ("order.refunded", Words::audit_did_order_refunded),
    ("order.cancelled", Words::audit_did_order_cancelled),
    ("import.started", Words::audit_did_import_started),
    ("import.undone", Words::audit_did_import_undone),
    ("certificate.issued", Words::audit_did_certificate_issued),
    ("certificate.redeemed", Words::audit_did_certificate_redeemed),
    ("certificate.put_back", Words::audit_did_certificate_put_back),
    ("certificate.voided", Words::audit_did_certificate_voided),
    ("calendar.changed", Words::audit_did_calendar_changed),
    ("calendar.removed", Words::audit_did_calendar_removed),
    ("tier.made", Words::audit_did_tier_made),
    ("tier.changed", Words::audit_did_tier_changed),
    ("tier.put_away", Words::audit_did_tier_put_away),
    ("settings.changed", Words::audit_did_settings_changed),
    ("staff.invited", Words::audit_did_staff_invited),
    ("invitation.revoked", Words::audit_did_invitation_revoked),
    ("staff.joined", Words::audit_did_staff_joined),
    ("staff.role", Words::audit_did_staff_role),
    ("staff.left", Words::audit_did_staff_left),
    ("staff.renamed", Words::audit_did_staff_renamed),
    ("staff.password", Words::audit_did_staff_password),
    ("staff.password_link", Words::audit_did_staff_password_link),
    ("session.ended", Words::audit_did_session_ended),
    ("play.made", Words::audit_did_play_made),
    ("play.changed", Words::audit_did_play_changed),
    ("play.submitted", Words::audit_did_play_submitted),
    ("play.approved", Words::audit_did_play_approved),
    ("play.started", Words::audit_did_play_started),
    ("play.paused", Words::audit_did_play_paused),
    ("play.ended", Words::audit_did_play_ended),
    ("programme.changed", Words::audit_did_programme_changed),
    ("sign.changed", Words::audit_did_sign_changed),
    ("key_message.changed", Words::audit_did_key_message_changed),
    ("key_message.removed", Words::audit_did_key_message_removed),
    ("programme.paused", Words::audit_did_programme_paused),
    ("programme.resumed", Words::audit_did_programme_resumed),
    ("rest.begun", Words::audit_did_rest_begun),
    ("rest.ended", Words::audit_did_rest_ended),
    ("gesture.begun", Words::audit_did_gesture_begun),
    ("gesture.done", Words::audit_did_gesture_done),
    ("gesture.could_not", Words::audit_did_gesture_could_not),
    ("gesture.cancelled", Words::audit_did_gesture_cancelled),
    ("gesture.handed", Words::audit_did_gesture_handed),
    ("letter.written", Words::audit_did_letter_written),
    ("letter.changed", Words::audit_did_letter_changed),
    ("letter.to_one", Words::audit_did_letter_to_one),
    ("letter.put_away", Words::audit_did_letter_put_away),
    ("letter.taken_out", Words::audit_did_letter_taken_out),
    ("letter.sent_again", Words::audit_did_letter_sent_again),
    ("letter.left", Words::audit_did_letter_left),
    ("topic.saved", Words::audit_did_topic_saved),
    ("cost.written", Words::audit_did_cost_written),
    ("present.made", Words::audit_did_present_made),
    ("present.changed", Words::audit_did_present_changed),
    ("present.put_away", Words::audit_did_present_put_away),
    ("present.brought_out", Words::audit_did_present_brought_out),
    ("parcel.delivered", Words::audit_did_parcel_delivered),
    ("parcel.returned", Words::audit_did_parcel_returned),
    ("consent.given", Words::audit_did_consent_given),
    ("consent.refused", Words::audit_did_consent_refused),
    ("gesture.moved", Words::audit_did_gesture_moved),
    ("line.set_aside", Words::audit_did_line_set_aside),
    ("line.taken_up", Words::audit_did_line_taken_up),
];

/// What was done; an action of a later version is called by its own name.
pub(super) fn did(words: Words, action: &str, object: &str) -> String {
    match DID.iter().find(|(name, _)| *name == action) {
        Some((_, said)) => said(words),
        None => format!("{action} {object}"),
    }
}

/// What kind of thing it was done to.
pub(super) fn noun(words: Words, object: &str) -> String {
    NOUNS.iter().find(|(name, _)| *name == object).map_or_else(|| object.to_owned(), |(_, said)| said(words))
}

/// What stands beside an action, in words; what has none, such as a scope or a shop, stands as it is.
pub(super) fn detail(words: Words, action: &str, detail: &str) -> String {
    let count = || detail.split(' ').next().and_then(|count| count.parse::<u64>().ok());
    let said = match action {
        "seen" => count().map(|facts| words.audit_detail_facts(facts)),
        "person.created" => PartyKind::from_name(detail).map(|kind| party_kind(words, kind)),
        "person.updated" if detail == "profile" => Some(words.audit_detail_profile()),
        "person.address_added" => Kind::from_name(detail).ok().map(|kind| kind_name(words, kind)),
        "person.erased" => detail.strip_prefix("receipt ").map(|number| words.erasure_receipt(number)),
        "person.told_apart" | "person.distinction_lifted" => {
            detail.strip_prefix("from ").map(|other| words.audit_detail_from(other))
        }
        "person.merged" | "merge.undone" => merged(words, detail),
        "fact.remembered" | "fact.corrected" | "fact.forgotten" => fact(words, detail),
        "touch.written" | "touch.removed" => {
            timeline::Kind::from_name(detail).map(|kind| entry_kind(words, kind))
        }
        "staff.invited" | "staff.joined" | "staff.role" | "staff.left" => {
            Role::from_name(detail).map(|role| role_name(words, role))
        }
        "certificate.issued" => match CertificateKind::from_name(detail) {
            Some(CertificateKind::Money) => Some(words.gifts_money()),
            Some(CertificateKind::Trial) => Some(words.gifts_trial()),
            None => None,
        },
        "person.updated" if detail == "calendars" => Some(words.calendars_kept()),
        "settings.changed" if detail == "language" => Some(words.shell_language()),
        "gesture.begun" | "gesture.done" | "gesture.could_not" | "gesture.cancelled" => {
            GestureKind::from_name(detail).map(|kind| gesture_kind(words, kind))
        }
        "cost.written" => CostKind::from_name(detail).map(|kind| cost_kind(words, kind)),
        "line.set_aside" | "line.taken_up" => {
            LineKind::from_name(detail).map(|kind| super::today::line_kind(words, kind))
        }
        "webhook.replayed" => count().map(|messages| words.audit_detail_messages(messages)),
        _ => None,
    };
    said.unwrap_or_else(|| detail.to_owned())
}

/// `date, ordinary`: what kind of fact, and how sensitive.
fn fact(words: Words, detail: &str) -> Option<String> {
    let (kind, sensitivity) = detail.split_once(", ")?;
    let parts = [fact_kind(words, FactKind::from_name(kind)?), level(words, Level::from_name(sensitivity)?)];
    Some(words.list(&parts))
}

/// `absorbed A, merge B` and `gave back A, merge B`: the other of the two.
fn merged(words: Words, detail: &str) -> Option<String> {
    let (other, _) = detail.split_once(", merge ")?;
    Some(words.audit_detail_other(other.rsplit(' ').next()?))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn what_stands_beside_an_action_is_said_in_the_readers_language() {
        let words = Words::of(locales::Language::Fi);
        let plain = |action: &str, text: &str| detail(words, action, text);
        assert_eq!(plain("staff.joined", "owner"), words.team_role_owner());
        assert_eq!(plain("seen", "3 sensitive facts"), words.audit_detail_facts(3));
        for (action, text) in [
            ("person.created", "organisation"),
            ("person.address_added", "phone"),
            ("fact.remembered", "date, ordinary"),
            ("touch.written", "call"),
            ("person.merged", "absorbed 01a2, merge 01b3"),
            ("settings.changed", "language"),
        ] {
            assert_ne!(plain(action, text), text, "{action}");
        }
        assert_eq!(plain("key.made", "people:read"), "people:read");
        assert_eq!(plain("fact.remembered", "unheard of"), "unheard of");
    }

    #[test]
    fn everything_the_store_writes_into_the_audit_has_words() {
        let mut found = 0;
        for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src")) {
            let source = std::fs::read_to_string(&path).unwrap();
            if !source.contains("audit::write") {
                continue;
            }
            for literal in source.split('"').skip(1).step_by(2) {
                let Some((noun, verb)) = literal.split_once('.') else { continue };
                let is_action = NOUNS.iter().any(|(name, _)| *name == noun)
                    && verb.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                if is_action {
                    found += 1;
                    assert!(DID.iter().any(|(name, _)| *name == literal), "{}: {literal}", path.display());
                }
            }
        }
        assert!(found > 30, "{found}");
    }
}
