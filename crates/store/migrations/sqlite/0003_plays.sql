-- What we do for people, who is held out of it, and what it cost and earned.

-- The whole programme. `holdout_mille` of people get no play at all; `salt` draws them, and is never
-- changed. A person gets at most `cap_count` letters and gestures that nobody asked for in `cap_days`.
-- Quiet from minute to minute of the day in the person's own zone, and on the weekdays of the mask
-- (bit 0 Monday). `soft_opt_in`: customers who never said no may be written to about what they buy.
create table programme (
    one integer primary key check (one = 1),
    salt blob not null,
    holdout_mille integer not null,
    cap_count integer not null,
    cap_days integer not null,
    quiet_from integer not null,
    quiet_to integer not null,
    quiet_weekdays integer not null,
    soft_opt_in integer not null,
    needs_approval integer not null,
    sender_name text not null,
    sender_address text not null,
    postal_address text not null,
    reminder_letter blob,
    reminder_days integer not null default 14,
    paused_at integer,
    version integer not null
) strict, without rowid;

-- A play. `definition` is domain::plays::Definition; `salt` draws its control group, and is never changed.
create table plays (
    id blob primary key,
    name text not null,
    state text not null,
    definition text not null,
    salt blob not null,
    created_by text not null,
    created_at integer not null,
    approved_by text,
    approved_at integer,
    started_at integer,
    ended_at integer,
    version integer not null
) strict, without rowid;

-- Every definition a play ever had. What a person went through refers to the version that held then.
create table play_versions (
    play_id blob not null references plays (id) on delete cascade,
    version integer not null,
    definition text not null,
    saved_by text not null,
    saved_at integer not null,
    primary key (play_id, version)
) strict, without rowid;

-- Who is in which arm: written before anything is done, never redrawn. The play of sixteen zero bytes is
-- the whole programme, drawn first. `cluster_id` is the identity of the organisation drawn as one.
-- What the model expected when the draw fell makes the proof sharper.
create table draws (
    play_id blob not null,
    identity_id blob not null references identities (id),
    arm text not null,
    cluster_id blob,
    share_mille integer not null,
    drawn_at integer not null,
    expected_orders real,
    expected_value real,
    primary key (play_id, identity_id)
) strict, without rowid;
create index draws_by_identity on draws (identity_id);
create index draws_by_cluster on draws (play_id, cluster_id) where cluster_id is not null;

-- A person's way through a play, one a occasion: a birthday of one year, an order, a silence. Those held
-- out have a row too, at the moment they would have been met.
create table enrolments (
    play_id blob not null references plays (id),
    identity_id blob not null references identities (id),
    occasion text not null,
    version integer not null,
    state text not null,
    reason text,
    step integer not null,
    next_at integer,
    entered_at integer not null,
    ended_at integer,
    primary key (play_id, identity_id, occasion)
) strict, without rowid;
create index enrolments_by_identity on enrolments (identity_id);
create index enrolments_due on enrolments (next_at) where next_at is not null;

-- What is done for somebody, by a play or by a human of their own accord. Decided once, in one commit
-- with its letter or task. `owed` is never capped and never held out. A task without an owner is for
-- whoever of `for_role` takes it, or for anybody who serves.
create table gestures (
    id blob primary key,
    play_id blob,
    identity_id blob not null references identities (id),
    occasion text,
    step integer,
    kind text not null,
    owed integer not null,
    state text not null,
    reason text,
    due_at integer not null,
    decided_at integer not null,
    ended_at integer,
    owner blob references staff (id),
    for_role text,
    words text not null,
    letter_id blob,
    certificate_id blob,
    tier_id blob,
    cost integer not null,
    currency text not null,
    made_by text not null,
    closed_by text,
    version integer not null
) strict, without rowid;
create unique index gestures_once on gestures (play_id, identity_id, occasion, step) where play_id is not null;
create index gestures_by_identity on gestures (identity_id, decided_at);
create index gestures_open on gestures (due_at) where state = 'open';
create index gestures_by_tier on gestures (tier_id, state) where tier_id is not null;

-- Letters on their way. `message` is what is sent, made once. A try holds the row until `lease_until`.
-- `unseen` counts the tries whose answer never came.
create table outbox (
    gesture_id blob primary key references gestures (id) on delete cascade,
    to_identity blob not null references identities (id),
    state text not null,
    message blob,
    attempts integer not null,
    unseen integer not null,
    next_at integer,
    lease_until integer,
    fence integer not null,
    topic text,
    language text,
    subject text,
    answer text,
    ended_at integer
) strict, without rowid;
create index outbox_due on outbox (next_at) where next_at is not null;
create index outbox_by_state on outbox (state, gesture_id);

-- Letters, each in as many languages as somebody wrote it in.
create table letters (
    id blob primary key,
    name text not null,
    topic text not null,
    created_by text not null,
    created_at integer not null,
    put_away_at integer,
    version integer not null
) strict, without rowid;

create table letter_texts (
    letter_id blob not null references letters (id) on delete cascade,
    language text not null,
    subject text not null,
    body text not null,
    primary key (letter_id, language)
) strict, without rowid;

-- Keys that seal what we hand out and take back, such as the links of letters, by what they seal.
create table seals (
    name text primary key,
    key blob not null
) strict, without rowid;

-- What people can choose to be written about; `titles` by language.
create table topics (
    name text primary key,
    titles text not null,
    created_at integer not null
) strict, without rowid;

-- Who may be written to about what, as they said it: rows are only ever added, and the last word counts.
-- `topic` is a topic's name, or `all`.
create table consents (
    id blob primary key,
    identity_id blob not null references identities (id),
    topic text not null,
    state text not null,
    source text not null,
    said_by text not null,
    note text not null,
    at integer not null
) strict, without rowid;

-- Why people leave. A row without a reason is a question nobody answered; `asked_at` is null where nobody
-- asked. `at_stake` is what their standing said, in major units, when the row was written.
create table leavings (
    id blob primary key,
    identity_id blob not null references identities (id),
    source text not null,
    asked_at integer,
    reason text,
    words text not null,
    destination text not null,
    voice text not null,
    on_day integer not null,
    said_by text not null,
    said_at integer,
    at_stake real,
    version integer not null
) strict, without rowid;
create index leavings_by_identity on leavings (identity_id);
create index leavings_by_day on leavings (on_day);
create index leavings_said on leavings (said_at) where said_at is not null;

-- The last word of each identity on each topic, for the reads that ask everybody.
create table consents_now (
    identity_id blob not null references identities (id),
    topic text not null,
    state text not null,
    at integer not null,
    primary key (identity_id, topic)
) strict, without rowid;

-- Somebody who is to be left in peace by everything cheerful, a bereavement first of all.
create table rests (
    id blob primary key,
    identity_id blob not null references identities (id),
    reason text not null,
    since_day integer not null,
    until_day integer,
    said_by text not null,
    said_at integer not null,
    ended_by text,
    ended_at integer
) strict, without rowid;
create index rests_by_identity on rests (identity_id);

-- Lines of the page of the day that somebody put off until a day or declined; without a day, for good.
-- The identity of sixteen zero bytes is the whole house: a line about nobody in particular.
create table set_aside (
    identity_id blob not null,
    kind text not null,
    about text not null,
    until_day integer,
    reason text not null,
    said_by text not null,
    said_at integer not null,
    primary key (identity_id, kind, about)
) strict, without rowid;
create index set_aside_by_time on set_aside (said_at);

-- What the page of the day reads: the silent by what is at stake weighed by the odds that they are still
-- there, dates that come once, and people by country.
create index standings_within_reach on standings
    ((coalesce(value_at_stake, 0.0) * coalesce(p_alive, 0.0)) desc, person_id desc) where overdue_days > 0;
create index facts_by_day on facts (on_day) where on_day is not null;
create index profiles_by_country on profiles (country) where country <> '';

-- Certificates. `kind` is money, or a trial of what `what` names. The balance falls with redemptions.
create table certificates (
    id blob primary key,
    code text not null unique,
    identity_id blob not null references identities (id),
    kind text not null,
    what text not null,
    amount integer not null,
    balance integer not null,
    currency text not null,
    cost integer not null,
    issued_by text not null,
    issued_at integer not null,
    expires_on integer,
    reminded_at integer,
    voided_by text,
    voided_at integer,
    void_reason text,
    play_id blob,
    version integer not null
) strict, without rowid;
create index certificates_by_identity on certificates (identity_id);
create index certificates_open on certificates (expires_on) where balance > 0 and voided_at is null;

-- What was taken off a certificate; a negative amount puts back. `request` is the till's own name for it.
create table redemptions (
    id blob primary key,
    certificate_id blob not null references certificates (id),
    request text not null,
    amount integer not null,
    balance integer not null,
    at integer not null,
    till text not null,
    taken_by text not null,
    note text not null,
    unique (certificate_id, request)
) strict, without rowid;

-- Codes that were none, by who tried and in which hour, so that nobody tries a thousand.
create table guesses (
    who text not null,
    hour integer not null,
    wrong integer not null,
    primary key (who, hour)
) strict, without rowid;

-- Tiers for the best regulars: who (a rule, as of a play), and what they are given. The lowest rank is the
-- best. Whom the rule holds for no more stays in for `grace_days` after `failing_since`.
create table tiers (
    id blob primary key,
    name text not null,
    rank integer not null,
    rule text not null,
    grace_days integer not null,
    privileges text not null,
    put_away_at integer,
    version integer not null
) strict, without rowid;

create table memberships (
    tier_id blob not null references tiers (id),
    identity_id blob not null references identities (id),
    since integer not null,
    failing_since integer,
    until integer,
    primary key (tier_id, identity_id, since)
) strict, without rowid;
create index memberships_by_identity on memberships (identity_id) where until is null;

-- Holidays beyond those the program knows, and who keeps which calendar where their country doesn't say.
create table calendars (
    name text primary key,
    title text not null,
    rules text not null,
    version integer not null
) strict, without rowid;

create table observances (
    identity_id blob not null references identities (id),
    calendar text not null,
    primary key (identity_id, calendar)
) strict, without rowid;

-- What care cost beyond what each gesture says of itself.
create table costs (
    id blob primary key,
    play_id blob,
    kind text not null,
    amount integer not null,
    currency text not null,
    on_day integer not null,
    note text not null,
    written_by text not null,
    written_at integer not null
) strict, without rowid;
create index costs_by_play on costs (play_id, on_day);

-- The share of revenue that stays after the cost of the goods, in thousandths; 1000 where nobody said.
alter table settings add column margin_mille integer not null default 1000;

-- What a play earned, as PROVE saw it on a day. Each look is kept.
create table verdicts (
    play_id blob not null,
    as_of integer not null,
    made_at integer not null,
    verdict text not null,
    primary key (play_id, as_of)
) strict, without rowid;

-- What the first fit of each month expected of the customers there were, over the `days` after `as_of`, and,
-- once those are over, what came: domain::worth::Foretold and domain::worth::Outcome.
drop table forecasts;
delete from counters where name = 'forecast';
create table forecasts (
    as_of integer primary key,
    days integer not null,
    made_at integer not null,
    forecast text not null,
    outcome text
) strict;

-- The same of each, by the identity they were first known by; gone once the outcome is final.
create table forecasts_each (
    identity_id blob not null references identities (id) on delete cascade,
    as_of integer not null references forecasts (as_of) on delete cascade,
    orders real not null,
    value real,
    primary key (identity_id, as_of)
) strict, without rowid;

-- What a piece of a product cost on average when suggestions were last fitted, in minor units.
alter table product_demand add column price real;

-- What a webhook is for, in somebody's words.
alter table webhooks add column description text not null default '';

-- Which server took a job up; a server that starts again takes up at once what it held when it died.
alter table jobs add column holder text;
