//! The tables, in an order in which each can be filled before those that refer to it.

use super::Table;

/// Every table, but the engines' own records.
pub(crate) const TABLES: &[Table] = &[
    Table::of("settings", 1, "one:i company:t zone:t currency:t language:t margin_mille:i", ""),
    Table::of("counters", 1, "", "name:t value:i"),
    Table::of(
        "staff",
        1,
        "id:u email:t name:t role:t password_hash:t created_at:i language:t left_at:i",
        "seen_at:i version:i",
    ),
    Table::of("links", 1, "", "token_hash:b purpose:t staff_id:u created_at:i expires_at:i used_at:i"),
    Table::of("sessions", 1, "", "id_hash:b staff_id:u data:t expires_at:i"),
    Table::of(
        "invitations",
        1,
        "id:u token_hash:b email:t name:t role:t invited_by:t created_at:i expires_at:i used_at:i \
         revoked_at:i",
        "",
    ),
    Table::of(
        "imports",
        1,
        "",
        "id:u source:t file:t mapping:t started_by:t started_at:i ended_at:i state:t error:t \
         batches:i rows_done:i bytes_done:i bytes_total:i created:i updated:i unchanged:i \
         refused:i kept:i",
    )
    .by(256),
    Table::of("people", 1, "id:u kind:t name:t sort_key:t import_id:u", "stale:i version:i"),
    Table::of("identities", 1, "id:u person_id:u kind:t source:t value:t import_id:u", ""),
    Table::of(
        "profiles",
        1,
        "person_id:u given:t family:t says:t title:t language:t zone:t website:t street:t city:t \
         region:t postal_code:t country:t",
        "",
    ),
    Table::of("stakes", 2, "person_id:u kind:t since:i", ""),
    Table::of("terms", 5, "", "level:i term:t person_id:u origin:t ref_id:u"),
    Table::of(
        "relations",
        1,
        "id:u from_identity:u to_identity:u kind:t note:t created_by:t created_at:i",
        "",
    ),
    Table::of("products", 1, "id:u source:t sku:t name:t import_id:u available:i", ""),
    Table::of(
        "orders",
        1,
        "id:u source:t source_id:t identity_id:u kind:t at:i day:d amount:i currency:t refunds:t \
         content:b import_id:u",
        "",
    ),
    Table::of("order_lines", 2, "order_id:u line:i product_id:u quantity_milli:i amount:i", ""),
    Table::of("timeline", 4, "identity_id:u at:i kind:t ref_id:u", ""),
    Table::of("import_changes", 3, "", "import_id:u kind:t row_id:u before_import:u identity_id:u before:t")
        .by(1024),
    Table::of("import_refusals", 2, "", "import_id:u seq:i file:t row:i column_name:t reason:t value:t"),
    Table::of("import_refusal_counts", 2, "", "import_id:u reason:t rows:i"),
    Table::of(
        "facts",
        1,
        "id:u identity_id:u kind:t text:t calendar:t year:d month:d month_day:d leap:t on_day:d \
         source:t source_note:t basis:t level:i expires_on:d entry_kind:t entry_id:u phrase:t \
         learned_by:t learned_at:i",
        "version:i",
    ),
    Table::of(
        "promises",
        1,
        "id:u identity_id:u kind:t text:t owner:u due_day:d state:t entry_kind:t entry_id:u \
         made_by:t made_at:i closed_by:t closed_at:i closing_note:t",
        "version:i",
    ),
    Table::of("declined_products", 2, "identity_id:u product_id:u declined_by:t declined_at:i", ""),
    Table::of("recommendation_runs", 1, "id:u created_at:i report:t", "").by(16),
    Table::of("product_demand", 1, "", "product_id:u buyers:i lately:i season:r price:r"),
    Table::of("product_pairs", 2, "", "from_id:u to_id:u weight:r together:i"),
    Table::of("touches", 1, "id:u identity_id:u kind:t at:i text:t written_by:t written_at:i", "version:i"),
    Table::of(
        "events",
        1,
        "id:u source:t message_id:t identity_id:u kind:t name:t at:i received_at:i content:t",
        "",
    )
    .by(512),
    Table::of("told_orders", 2, "source:t source_id:t identity_id:u state:t", ""),
    Table::of("suggestions", 2, "", "a:u b:u probability:r evidence:t found_at:i"),
    Table::of("doubts", 2, "claimed:u claimant:u raised_at:i", ""),
    Table::of("distinctions", 2, "a:u b:u decided_by:t decided_at:i", ""),
    Table::of(
        "merges",
        1,
        "",
        "id:u survivor:u absorbed:u journal:t merged_by:t merged_at:i undone_by:t undone_at:i",
    )
    .by(16),
    Table::of(
        "programme",
        1,
        "one:i salt:b holdout_mille:i cap_count:i cap_days:i quiet_from:i quiet_to:i \
         quiet_weekdays:i soft_opt_in:i needs_approval:i sender_name:t sender_address:t \
         postal_address:t reminder_letter:u reminder_days:i paused_at:i voice:t",
        "version:i",
    ),
    Table::of(
        "plays",
        1,
        "id:u name:t state:t definition:t salt:b created_by:t created_at:i approved_by:t \
         approved_at:i started_at:i ended_at:i",
        "version:i",
    ),
    Table::of("play_versions", 2, "play_id:u version:i definition:t saved_by:t saved_at:i", ""),
    Table::of(
        "draws",
        2,
        "play_id:u identity_id:u arm:t cluster_id:u share_mille:i drawn_at:i \
         expected_orders:r expected_value:r",
        "",
    ),
    Table::of(
        "enrolments",
        3,
        "play_id:u identity_id:u occasion:t state:t reason:t step:i entered_at:i \
         ended_at:i",
        "version:i next_at:i",
    ),
    Table::of(
        "gestures",
        1,
        "id:u play_id:u identity_id:u occasion:t step:i kind:t owed:i state:t reason:t \
         due_at:i decided_at:i ended_at:i owner:u for_role:t words:t letter_id:u certificate_id:u \
         tier_id:u cost:i currency:t made_by:t closed_by:t touch_id:u",
        "version:i",
    ),
    Table::of(
        "plans",
        1,
        "id:u identity_id:u starts_on:d ends_on:d owner:u about:t made_by:t made_at:i",
        "version:i",
    ),
    Table::of(
        "plan_steps",
        1,
        "id:u plan_id:u kind:t words:t due_day:d owner:u renews:i gesture_id:u skipped:t alarmed_at:i",
        "",
    ),
    Table::of(
        "outbox",
        1,
        "gesture_id:u to_identity:u state:t message:b topic:t language:t subject:t answer:t ended_at:i \
         going_at:i",
        "attempts:i unseen:i next_at:i lease_until:i fence:i",
    ),
    Table::of("letters", 1, "id:u name:t topic:t created_by:t created_at:i put_away_at:i", "version:i"),
    Table::of("letter_texts", 2, "letter_id:u language:t subject:t body:t", ""),
    Table::of("seals", 1, "name:t key:b", ""),
    Table::of("topics", 1, "name:t titles:t created_at:i", ""),
    Table::of("consents", 1, "id:u identity_id:u topic:t state:t source:t said_by:t note:t at:i", ""),
    Table::of("consents_now", 2, "", "identity_id:u topic:t state:t at:i"),
    Table::of(
        "leavings",
        1,
        "id:u identity_id:u source:t asked_at:i reason:t words:t destination:t voice:t on_day:d said_by:t \
         said_at:i at_stake:r",
        "version:i",
    ),
    Table::of(
        "rests",
        1,
        "id:u identity_id:u reason:t since_day:d until_day:d said_by:t said_at:i \
         ended_by:t ended_at:i",
        "",
    ),
    Table::of("set_aside", 3, "identity_id:u kind:t about:t until_day:d reason:t said_by:t said_at:i", ""),
    Table::of(
        "certificates",
        1,
        "id:u code:t identity_id:u kind:t what:t amount:i balance:i currency:t cost:i \
         issued_by:t issued_at:i expires_on:d reminded_at:i voided_by:t voided_at:i \
         void_reason:t play_id:u",
        "version:i",
    ),
    Table::of(
        "redemptions",
        1,
        "id:u certificate_id:u request:t amount:i balance:i at:i till:t taken_by:t note:t",
        "",
    ),
    Table::of(
        "presents",
        1,
        "id:u name:t cost:i shelf:i mark:i made_by:t made_at:i put_away_at:i",
        "version:i",
    ),
    Table::of("parcels", 1, "gesture_id:u present_id:u state:t cost:i ended_by:t ended_at:i", ""),
    Table::of("guesses", 2, "", "who:t hour:i wrong:i"),
    Table::of("tiers", 1, "id:u name:t rank:i rule:t grace_days:i privileges:t put_away_at:i", "version:i"),
    Table::of("memberships", 3, "tier_id:u identity_id:u since:i failing_since:i until:i", ""),
    Table::of("signs", 1, "name:t title:t target:t made_at:i", "version:i"),
    Table::of("scans", 2, "sign:t day:d times:i", ""),
    Table::of("key_messages", 1, "from_day:d until_day:d texts:t", "version:i"),
    Table::of("calendars", 1, "name:t title:t rules:t", "version:i"),
    Table::of("observances", 2, "identity_id:u calendar:t", ""),
    Table::of(
        "costs",
        1,
        "id:u play_id:u kind:t amount:i currency:t on_day:d note:t written_by:t \
         written_at:i",
        "",
    ),
    Table::of("verdicts", 2, "play_id:u as_of:d made_at:i verdict:t", ""),
    Table::of(
        "model_runs",
        1,
        "id:u created_at:i state:t error:t as_of:d unit:t fit:t model:t params:t covariance:t \
         data_digest:b report:t",
        "",
    )
    .by(16),
    Table::of(
        "standings",
        1,
        "person_id:u run_id:u frequency:i recency_days:i age_days:i first_day:d last_day:d \
         orders:i spend:r p_alive:r expected_orders:r expected_orders_low:r \
         expected_orders_high:r predicted_orders:r predicted_orders_low:r predicted_orders_high:r \
         expected_value:r expected_value_low:r expected_value_high:r predicted_value:r \
         predicted_value_low:r predicted_value_high:r value_if_alive:r value_at_stake:r \
         rhythm_days:r overdue_after_days:r overdue_days:r",
        "",
    ),
    Table::of(
        "erasures",
        1,
        "id:u number:i person_id:u asked_by:t reason:t erased_by:t erased_at:i counts:t",
        "",
    ),
    Table::of("erased_identities", 3, "", "digest:b erasure_id:u identity_id:u"),
    Table::of("forecasts", 1, "as_of:d days:i made_at:i forecast:t outcome:t", ""),
    Table::of("forecasts_each", 2, "identity_id:u as_of:d orders:r value:r", ""),
    Table::of(
        "jobs",
        1,
        "",
        "id:u kind:t unique_key:t payload:t state:t run_after:i lease_until:i fence:i attempts:i \
         progress:t error:t created_at:i ended_at:i holder:t",
    )
    .by(512),
    Table::of(
        "keys",
        1,
        "id:u name:t source:t hash:b scopes:i created_by:t created_at:i expires_at:i revoked_at:i",
        "used_day:d",
    ),
    Table::of(
        "answers",
        2,
        "",
        "owner:t idempotency_key:t request_hash:b status:i headers:t body:b created_at:i",
    )
    .by(64),
    Table::of(
        "webhooks",
        1,
        "id:u url:t events:t description:t secret:t old_secret:t old_secret_until:i created_by:t \
         created_at:i",
        "state:t problem:t version:i",
    ),
    Table::of(
        "messages",
        1,
        "",
        "id:u webhook_id:u event:t body:t state:t attempts:i next_at:i lease_until:i created_at:i",
    )
    .by(512),
    Table::of("attempts", 2, "", "message_id:u attempt:i at:i status:i millis:i answer:t"),
    Table::of("audit", 1, "", "id:u at:i actor:t action:t object:t object_id:u detail:t").by(1024),
];
