-- The tables of migrations/sqlite, column for column: a test holds the two to each other. Ids are
-- `uuid`, digests `bytea`; days, months and years `integer` (i32), every other number `bigint` (i64);
-- text sorts by its bytes, as it does in SQLite.

create table settings (
    one bigint primary key check (one = 1),
    company text collate "C" not null,
    zone text collate "C" not null,
    currency text collate "C" not null
);

-- `stale` counts every commit that marks people stale, and never runs backwards, whatever the clock
-- does; `forecast` is the last month whose forecast was kept.
create table counters (name text collate "C" primary key, value bigint not null);
insert into counters (name, value) values ('stale', 0), ('forecast', -120000);

create table staff (
    id uuid primary key,
    email text collate "C" not null unique,
    name text collate "C" not null,
    role text collate "C" not null,
    password_hash text collate "C",
    created_at bigint not null
);

-- One-time links: only a hash of the token is kept.
create table links (
    token_hash bytea primary key,
    purpose text collate "C" not null,
    staff_id uuid references staff (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- Sessions: only a hash of the cookie's id is kept.
create table sessions (
    id_hash bytea primary key,
    staff_id uuid references staff (id) on delete cascade,
    data text collate "C" not null,
    expires_at bigint not null
);
create index sessions_by_staff on sessions (staff_id);

create table imports (
    id uuid primary key,
    source text collate "C" not null,
    file text collate "C" not null,
    mapping text collate "C" not null,
    started_by text collate "C" not null,
    started_at bigint not null,
    ended_at bigint,
    state text collate "C" not null,
    error text collate "C",
    batches bigint not null,
    rows_done bigint not null,
    bytes_done bigint not null,
    bytes_total bigint not null,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    refused bigint not null,
    kept bigint not null
);

create table people (
    id uuid primary key,
    kind text collate "C" not null,
    name text collate "C" not null,
    sort_key text collate "C" not null,
    import_id uuid,
    stale bigint
);
create index people_by_sort_key on people (sort_key, id);
create index people_stale on people (stale) where stale is not null;

-- The one mapping from a way of knowing somebody to the person.
create table identities (
    id uuid primary key,
    person_id uuid not null references people (id),
    kind text collate "C" not null,
    source text collate "C" not null,
    value text collate "C" not null,
    import_id uuid,
    unique (kind, source, value)
);
create index identities_by_person on identities (person_id);

create table products (
    id uuid primary key,
    source text collate "C" not null,
    sku text collate "C" not null,
    name text collate "C" not null,
    import_id uuid,
    unique (source, sku)
);

-- `refunds` is the source id of the order whose money went back, as the source names it. An order
-- with an identity stands on the timeline, which holds the reference and finds a person's orders:
-- a second index in the order of people would double the scattered writes of an import.
create table orders (
    id uuid primary key,
    source text collate "C" not null,
    source_id text collate "C" not null,
    identity_id uuid,
    kind text collate "C" not null,
    at bigint not null,
    day integer not null,
    amount bigint not null,
    currency text collate "C" not null,
    refunds text collate "C",
    content bytea not null,
    import_id uuid,
    unique (source, source_id)
);

-- Without a reference to the product: holding it would want an index no read needs.
create table order_lines (
    order_id uuid not null references orders (id) on delete cascade,
    line bigint not null,
    product_id uuid not null,
    quantity_milli bigint not null,
    amount bigint not null,
    primary key (order_id, line)
);

-- Everything that touched a person, in order of time. Entries point at the row that holds the
-- truth, which is itself unique by source and source id, so each thing stands here once.
create table timeline (
    identity_id uuid not null references identities (id),
    at bigint not null,
    kind text collate "C" not null,
    ref_id uuid not null,
    primary key (identity_id, at, kind, ref_id)
);

-- What an import changed, as it stood before; a row leaves when undo has put it back.
create table import_changes (
    import_id uuid not null references imports (id),
    kind text collate "C" not null,
    row_id uuid not null,
    before_import uuid,
    identity_id uuid references identities (id),
    before text collate "C" not null,
    primary key (import_id, kind, row_id)
);
create index import_changes_by_identity on import_changes (identity_id) where identity_id is not null;
create index import_changes_by_before on import_changes (before_import) where before_import is not null;

create table import_refusals (
    import_id uuid not null references imports (id),
    seq bigint not null,
    file text collate "C" not null,
    row bigint not null,
    column_name text collate "C",
    reason text collate "C" not null,
    value text collate "C" not null,
    primary key (import_id, seq)
);

-- All refusals by reason, those past the number kept included.
create table import_refusal_counts (
    import_id uuid not null references imports (id),
    reason text collate "C" not null,
    rows bigint not null,
    primary key (import_id, reason)
);

create table model_runs (
    id uuid primary key,
    created_at bigint not null,
    state text collate "C" not null,
    error text collate "C",
    as_of integer not null,
    unit text collate "C" not null,
    fit text collate "C" not null,
    model text collate "C" not null,
    params text collate "C" not null,
    covariance text collate "C" not null,
    data_digest bytea not null,
    report text collate "C"
);

create table standings (
    person_id uuid primary key references people (id) on delete cascade deferrable initially deferred,
    run_id uuid not null references model_runs (id),
    frequency bigint not null,
    recency_days bigint not null,
    age_days bigint not null,
    first_day integer not null,
    last_day integer not null,
    orders bigint not null,
    spend double precision not null,
    p_alive double precision,
    expected_orders double precision, expected_orders_low double precision, expected_orders_high double precision,
    predicted_orders double precision, predicted_orders_low double precision, predicted_orders_high double precision,
    expected_value double precision, expected_value_low double precision, expected_value_high double precision,
    predicted_value double precision, predicted_value_low double precision, predicted_value_high double precision,
    value_if_alive double precision,
    value_at_stake double precision,
    rhythm_days double precision,
    overdue_after_days double precision,
    overdue_days double precision
);
create index standings_overdue on standings (coalesce(value_at_stake, 0.0) desc, person_id desc) where overdue_days > 0;

-- The first forecast of each month, kept to be held against what came.
create table forecasts (
    person_id uuid not null references people (id) on delete cascade,
    month integer not null,
    run_id uuid not null references model_runs (id),
    p_alive double precision,
    expected_orders double precision,
    expected_value double precision,
    primary key (person_id, month)
);

create table jobs (
    id uuid primary key,
    kind text collate "C" not null,
    unique_key text collate "C",
    payload text collate "C" not null,
    state text collate "C" not null,
    run_after bigint not null,
    lease_until bigint,
    fence bigint not null,
    attempts bigint not null,
    progress text collate "C",
    error text collate "C",
    created_at bigint not null,
    ended_at bigint
);
create unique index jobs_waiting_once on jobs (kind, unique_key)
    where state = 'waiting' and unique_key is not null;
create index jobs_open on jobs (run_after) where state in ('waiting', 'running');
