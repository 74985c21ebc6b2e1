-- What we do for people, who is held out of it, and what it cost and earned.

-- The whole programme. `holdout_mille` of people get no play at all; `salt` draws them, and is never
-- changed. A person gets at most `cap_count` letters and gestures that nobody asked for in `cap_days`.
-- Quiet from minute to minute of the day in the person's own zone, and on the weekdays of the mask
-- (bit 0 Monday). `soft_opt_in`: customers who never said no may be written to about what they buy.
create table programme (
    one bigint primary key check (one = 1),
    salt bytea not null,
    holdout_mille bigint not null,
    cap_count bigint not null,
    cap_days bigint not null,
    quiet_from bigint not null,
    quiet_to bigint not null,
    quiet_weekdays bigint not null,
    soft_opt_in bigint not null,
    needs_approval bigint not null,
    sender_name text collate "C" not null,
    sender_address text collate "C" not null,
    postal_address text collate "C" not null,
    reminder_letter uuid,
    reminder_days bigint not null default 14,
    paused_at bigint,
    version bigint not null
);

-- A play. `definition` is domain::plays::Definition; `salt` draws its control group, and is never changed.
create table plays (
    id uuid primary key,
    name text collate "C" not null,
    state text collate "C" not null,
    definition text collate "C" not null,
    salt bytea not null,
    created_by text collate "C" not null,
    created_at bigint not null,
    approved_by text collate "C",
    approved_at bigint,
    started_at bigint,
    ended_at bigint,
    version bigint not null
);

-- Every definition a play ever had. What a person went through refers to the version that held then.
create table play_versions (
    play_id uuid not null references plays (id) on delete cascade,
    version bigint not null,
    definition text collate "C" not null,
    saved_by text collate "C" not null,
    saved_at bigint not null,
    primary key (play_id, version)
);

-- Who is in which arm: written before anything is done, never redrawn. The play of sixteen zero bytes is
-- the whole programme, drawn first. `cluster_id` is the identity of the organisation drawn as one.
-- What the model expected when the draw fell makes the proof sharper.
create table draws (
    play_id uuid not null,
    identity_id uuid not null references identities (id),
    arm text collate "C" not null,
    cluster_id uuid,
    share_mille bigint not null,
    drawn_at bigint not null,
    expected_orders double precision,
    expected_value double precision,
    primary key (play_id, identity_id)
);
create index draws_by_identity on draws (identity_id);
create index draws_by_cluster on draws (play_id, cluster_id) where cluster_id is not null;

-- A person's way through a play, one a occasion: a birthday of one year, an order, a silence. Those held
-- out have a row too, at the moment they would have been met.
create table enrolments (
    play_id uuid not null references plays (id),
    identity_id uuid not null references identities (id),
    occasion text collate "C" not null,
    version bigint not null,
    state text collate "C" not null,
    reason text collate "C",
    step bigint not null,
    next_at bigint,
    entered_at bigint not null,
    ended_at bigint,
    primary key (play_id, identity_id, occasion)
);
create index enrolments_by_identity on enrolments (identity_id);
create index enrolments_due on enrolments (next_at) where next_at is not null;

-- What is done for somebody, by a play or by a human of their own accord. Decided once, in one commit
-- with its letter or task. `owed` is never capped and never held out. A task without an owner is for
-- whoever of `for_role` takes it, or for anybody who serves.
create table gestures (
    id uuid primary key,
    play_id uuid,
    identity_id uuid not null references identities (id),
    occasion text collate "C",
    step bigint,
    kind text collate "C" not null,
    owed bigint not null,
    state text collate "C" not null,
    reason text collate "C",
    due_at bigint not null,
    decided_at bigint not null,
    ended_at bigint,
    owner uuid references staff (id),
    for_role text collate "C",
    words text collate "C" not null,
    letter_id uuid,
    certificate_id uuid,
    tier_id uuid,
    cost bigint not null,
    currency text collate "C" not null,
    made_by text collate "C" not null,
    closed_by text collate "C",
    version bigint not null
);
create unique index gestures_once on gestures (play_id, identity_id, occasion, step) where play_id is not null;
create index gestures_by_identity on gestures (identity_id, decided_at);
create index gestures_open on gestures (due_at) where state = 'open';
create index gestures_by_tier on gestures (tier_id, state) where tier_id is not null;

-- Letters on their way. `message` is what is sent, made once. A try holds the row until `lease_until`.
-- `unseen` counts the tries whose answer never came.
create table outbox (
    gesture_id uuid primary key references gestures (id) on delete cascade,
    to_identity uuid not null references identities (id),
    state text collate "C" not null,
    message bytea,
    attempts bigint not null,
    unseen bigint not null,
    next_at bigint,
    lease_until bigint,
    fence bigint not null,
    topic text collate "C",
    language text collate "C",
    subject text collate "C",
    answer text collate "C",
    ended_at bigint
);
create index outbox_due on outbox (next_at) where next_at is not null;
create index outbox_by_state on outbox (state, gesture_id);

-- Letters, each in as many languages as somebody wrote it in.
create table letters (
    id uuid primary key,
    name text collate "C" not null,
    topic text collate "C" not null,
    created_by text collate "C" not null,
    created_at bigint not null,
    put_away_at bigint,
    version bigint not null
);

create table letter_texts (
    letter_id uuid not null references letters (id) on delete cascade,
    language text collate "C" not null,
    subject text collate "C" not null,
    body text collate "C" not null,
    primary key (letter_id, language)
);

-- Keys that seal what we hand out and take back, such as the links of letters, by what they seal.
create table seals (
    name text collate "C" primary key,
    key bytea not null
);

-- What people can choose to be written about; `titles` by language.
create table topics (
    name text collate "C" primary key,
    titles text collate "C" not null,
    created_at bigint not null
);

-- Who may be written to about what, as they said it: rows are only ever added, and the last word counts.
-- `topic` is a topic's name, or `all`.
create table consents (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    topic text collate "C" not null,
    state text collate "C" not null,
    source text collate "C" not null,
    said_by text collate "C" not null,
    note text collate "C" not null,
    at bigint not null
);

-- Why people leave. A row without a reason is a question nobody answered; `asked_at` is null where nobody
-- asked. `at_stake` is what their standing said, in major units, when the row was written.
create table leavings (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    source text collate "C" not null,
    asked_at bigint,
    reason text collate "C",
    words text collate "C" not null,
    destination text collate "C" not null,
    voice text collate "C" not null,
    on_day integer not null,
    said_by text collate "C" not null,
    said_at bigint,
    at_stake double precision,
    version bigint not null
);
create index leavings_by_identity on leavings (identity_id);
create index leavings_by_day on leavings (on_day);
create index leavings_said on leavings (said_at) where said_at is not null;

-- The last word of each identity on each topic, for the reads that ask everybody.
create table consents_now (
    identity_id uuid not null references identities (id),
    topic text collate "C" not null,
    state text collate "C" not null,
    at bigint not null,
    primary key (identity_id, topic)
);

-- Somebody who is to be left in peace by everything cheerful, a bereavement first of all.
create table rests (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    reason text collate "C" not null,
    since_day integer not null,
    until_day integer,
    said_by text collate "C" not null,
    said_at bigint not null,
    ended_by text collate "C",
    ended_at bigint
);
create index rests_by_identity on rests (identity_id);

-- Lines of the page of the day that somebody put off until a day or declined; without a day, for good.
-- The identity of sixteen zero bytes is the whole house: a line about nobody in particular.
create table set_aside (
    identity_id uuid not null,
    kind text collate "C" not null,
    about text collate "C" not null,
    until_day integer,
    reason text collate "C" not null,
    said_by text collate "C" not null,
    said_at bigint not null,
    primary key (identity_id, kind, about)
);
create index set_aside_by_time on set_aside (said_at);

-- What the page of the day reads: the silent by what is at stake weighed by the odds that they are still
-- there, dates that come once, and people by country.
create index standings_within_reach on standings
    ((coalesce(value_at_stake, 0.0) * coalesce(p_alive, 0.0)) desc, person_id desc) where overdue_days > 0;
create index facts_by_day on facts (on_day) where on_day is not null;
create index profiles_by_country on profiles (country) where country <> '';

-- Certificates. `kind` is money, or a trial of what `what` names. The balance falls with redemptions.
create table certificates (
    id uuid primary key,
    code text collate "C" not null unique,
    identity_id uuid not null references identities (id),
    kind text collate "C" not null,
    what text collate "C" not null,
    amount bigint not null,
    balance bigint not null,
    currency text collate "C" not null,
    cost bigint not null,
    issued_by text collate "C" not null,
    issued_at bigint not null,
    expires_on integer,
    reminded_at bigint,
    voided_by text collate "C",
    voided_at bigint,
    void_reason text collate "C",
    play_id uuid,
    version bigint not null
);
create index certificates_by_identity on certificates (identity_id);
create index certificates_open on certificates (expires_on) where balance > 0 and voided_at is null;

-- What was taken off a certificate; a negative amount puts back. `request` is the till's own name for it.
create table redemptions (
    id uuid primary key,
    certificate_id uuid not null references certificates (id),
    request text collate "C" not null,
    amount bigint not null,
    balance bigint not null,
    at bigint not null,
    till text collate "C" not null,
    taken_by text collate "C" not null,
    note text collate "C" not null,
    unique (certificate_id, request)
);

-- Codes that were none, by who tried and in which hour, so that nobody tries a thousand.
create table guesses (
    who text collate "C" not null,
    hour bigint not null,
    wrong bigint not null,
    primary key (who, hour)
);

-- Tiers for the best regulars: who (a rule, as of a play), and what they are given. The lowest rank is the
-- best. Whom the rule holds for no more stays in for `grace_days` after `failing_since`.
create table tiers (
    id uuid primary key,
    name text collate "C" not null,
    rank bigint not null,
    rule text collate "C" not null,
    grace_days bigint not null,
    privileges text collate "C" not null,
    put_away_at bigint,
    version bigint not null
);

create table memberships (
    tier_id uuid not null references tiers (id),
    identity_id uuid not null references identities (id),
    since bigint not null,
    failing_since bigint,
    until bigint,
    primary key (tier_id, identity_id, since)
);
create index memberships_by_identity on memberships (identity_id) where until is null;

-- Holidays beyond those the program knows, and who keeps which calendar where their country doesn't say.
create table calendars (
    name text collate "C" primary key,
    title text collate "C" not null,
    rules text collate "C" not null,
    version bigint not null
);

create table observances (
    identity_id uuid not null references identities (id),
    calendar text collate "C" not null,
    primary key (identity_id, calendar)
);

-- What care cost beyond what each gesture says of itself.
create table costs (
    id uuid primary key,
    play_id uuid,
    kind text collate "C" not null,
    amount bigint not null,
    currency text collate "C" not null,
    on_day integer not null,
    note text collate "C" not null,
    written_by text collate "C" not null,
    written_at bigint not null
);
create index costs_by_play on costs (play_id, on_day);

-- The share of revenue that stays after the cost of the goods, in thousandths; 1000 where nobody said.
alter table settings add column margin_mille bigint not null default 1000;

-- What a play earned, as PROVE saw it on a day. Each look is kept.
create table verdicts (
    play_id uuid not null,
    as_of integer not null,
    made_at bigint not null,
    verdict text collate "C" not null,
    primary key (play_id, as_of)
);

-- What the first fit of each month expected of the customers there were, over the `days` after `as_of`, and,
-- once those are over, what came: domain::worth::Foretold and domain::worth::Outcome.
drop table forecasts;
delete from counters where name = 'forecast';
create table forecasts (
    as_of integer primary key,
    days bigint not null,
    made_at bigint not null,
    forecast text collate "C" not null,
    outcome text collate "C"
);

-- The same of each, by the identity they were first known by; gone once the outcome is final.
create table forecasts_each (
    identity_id uuid not null references identities (id) on delete cascade,
    as_of integer not null references forecasts (as_of) on delete cascade,
    orders double precision not null,
    value double precision,
    primary key (identity_id, as_of)
);

-- What a piece of a product cost on average when suggestions were last fitted, in minor units.
alter table product_demand add column price double precision;

-- What a webhook is for, in somebody's words.
alter table webhooks add column description text collate "C" not null default '';

-- Which server took a job up; a server that starts again takes up at once what it held when it died.
alter table jobs add column holder text collate "C";
