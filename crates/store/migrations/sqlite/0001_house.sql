-- Ids are UUIDv7 in 16 bytes, instants microseconds UTC, days since 1970-01-01, money in minor units.
-- Tables keyed by such ids are kept in key order (without rowid), so a bulk load appends.

create table settings (
    one integer primary key check (one = 1),
    company text not null,
    zone text not null,
    currency text not null
) strict;

-- `stale` counts every commit that marks people stale, and never runs backwards, whatever the clock
-- does; `forecast` is the last month whose forecast was kept.
create table counters (name text primary key, value integer not null) strict, without rowid;
insert into counters (name, value) values ('stale', 0), ('forecast', -120000);

create table staff (
    id blob primary key,
    email text not null unique,
    name text not null,
    role text not null,
    password_hash text,
    created_at integer not null
) strict, without rowid;

-- One-time links: only a hash of the token is kept.
create table links (
    token_hash blob primary key,
    purpose text not null,
    staff_id blob references staff (id) on delete cascade,
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict, without rowid;

-- Sessions: only a hash of the cookie's id is kept.
create table sessions (
    id_hash blob primary key,
    staff_id blob references staff (id) on delete cascade,
    data text not null,
    expires_at integer not null
) strict, without rowid;
create index sessions_by_staff on sessions (staff_id);

create table imports (
    id blob primary key,
    source text not null,
    file text not null,
    mapping text not null,
    started_by text not null,
    started_at integer not null,
    ended_at integer,
    state text not null,
    error text,
    batches integer not null,
    rows_done integer not null,
    bytes_done integer not null,
    bytes_total integer not null,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    refused integer not null,
    kept integer not null
) strict, without rowid;

create table people (
    id blob primary key,
    kind text not null,
    name text not null,
    sort_key text not null,
    import_id blob,
    stale integer
) strict, without rowid;
create index people_by_sort_key on people (sort_key, id);
create index people_stale on people (stale) where stale is not null;

-- The one mapping from a way of knowing somebody to the person.
create table identities (
    id blob primary key,
    person_id blob not null references people (id),
    kind text not null,
    source text not null,
    value text not null,
    import_id blob,
    unique (kind, source, value)
) strict, without rowid;
create index identities_by_person on identities (person_id);

create table products (
    id blob primary key,
    source text not null,
    sku text not null,
    name text not null,
    import_id blob,
    unique (source, sku)
) strict, without rowid;

-- `refunds` is the source id of the order whose money went back, as the source names it. An order
-- with an identity stands on the timeline, which holds the reference and finds a person's orders:
-- a second index in the order of people would double the scattered writes of an import.
create table orders (
    id blob primary key,
    source text not null,
    source_id text not null,
    identity_id blob,
    kind text not null,
    at integer not null,
    day integer not null,
    amount integer not null,
    currency text not null,
    refunds text,
    content blob not null,
    import_id blob,
    unique (source, source_id)
) strict, without rowid;

-- Without a reference to the product: holding it would want an index no read needs.
create table order_lines (
    order_id blob not null references orders (id) on delete cascade,
    line integer not null,
    product_id blob not null,
    quantity_milli integer not null,
    amount integer not null,
    primary key (order_id, line)
) strict, without rowid;

-- Everything that touched a person, in order of time. Entries point at the row that holds the
-- truth, which is itself unique by source and source id, so each thing stands here once.
create table timeline (
    identity_id blob not null references identities (id),
    at integer not null,
    kind text not null,
    ref_id blob not null,
    primary key (identity_id, at, kind, ref_id)
) strict, without rowid;

-- What an import changed, as it stood before; a row leaves when undo has put it back.
create table import_changes (
    import_id blob not null references imports (id),
    kind text not null,
    row_id blob not null,
    before_import blob,
    identity_id blob references identities (id),
    before text not null,
    primary key (import_id, kind, row_id)
) strict, without rowid;
create index import_changes_by_identity on import_changes (identity_id) where identity_id is not null;
create index import_changes_by_before on import_changes (before_import) where before_import is not null;

create table import_refusals (
    import_id blob not null references imports (id),
    seq integer not null,
    file text not null,
    row integer not null,
    column_name text,
    reason text not null,
    value text not null,
    primary key (import_id, seq)
) strict, without rowid;

-- All refusals by reason, those past the number kept included.
create table import_refusal_counts (
    import_id blob not null references imports (id),
    reason text not null,
    rows integer not null,
    primary key (import_id, reason)
) strict, without rowid;

create table model_runs (
    id blob primary key,
    created_at integer not null,
    state text not null,
    error text,
    as_of integer not null,
    unit text not null,
    fit text not null,
    model text not null,
    params text not null,
    covariance text not null,
    data_digest blob not null,
    report text
) strict, without rowid;

create table standings (
    person_id blob primary key references people (id) on delete cascade deferrable initially deferred,
    run_id blob not null references model_runs (id),
    frequency integer not null,
    recency_days integer not null,
    age_days integer not null,
    first_day integer not null,
    last_day integer not null,
    orders integer not null,
    spend real not null,
    p_alive real,
    expected_orders real, expected_orders_low real, expected_orders_high real,
    predicted_orders real, predicted_orders_low real, predicted_orders_high real,
    expected_value real, expected_value_low real, expected_value_high real,
    predicted_value real, predicted_value_low real, predicted_value_high real,
    value_if_alive real,
    value_at_stake real,
    rhythm_days real,
    overdue_after_days real,
    overdue_days real
) strict, without rowid;
create index standings_overdue on standings (coalesce(value_at_stake, 0.0) desc, person_id desc) where overdue_days > 0;

-- The first forecast of each month, kept to be held against what came.
create table forecasts (
    person_id blob not null references people (id) on delete cascade,
    month integer not null,
    run_id blob not null references model_runs (id),
    p_alive real,
    expected_orders real,
    expected_value real,
    primary key (person_id, month)
) strict, without rowid;

create table jobs (
    id blob primary key,
    kind text not null,
    unique_key text,
    payload text not null,
    state text not null,
    run_after integer not null,
    lease_until integer,
    fence integer not null,
    attempts integer not null,
    progress text,
    error text,
    created_at integer not null,
    ended_at integer
) strict, without rowid;
create unique index jobs_waiting_once on jobs (kind, unique_key)
    where state = 'waiting' and unique_key is not null;
create index jobs_open on jobs (run_after) where state in ('waiting', 'running');
