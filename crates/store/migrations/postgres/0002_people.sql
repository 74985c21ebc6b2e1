-- One person, one timeline, everything we promised to remember; who else may ask, and who was told.

-- `kind` is person, organisation, or visitor: somebody who has not said who they are. What they are
-- to us (customer, supplier, ...) stands in `stakes`. `version` rises with every edit (ETags).
update people set kind = 'person' where kind = 'customer';
alter table people add column version bigint not null default 0;
drop index people_by_sort_key;
create index people_by_sort_key on people (sort_key, id) where kind <> 'visitor';
create index organisations_by_sort_key on people (sort_key, id) where kind = 'organisation';

-- What a person's page can say beyond the name; no row where nobody said it.
create table profiles (
    person_id uuid primary key references people (id) on delete cascade deferrable initially deferred,
    given text collate "C" not null,
    family text collate "C" not null,
    says text collate "C" not null,
    title text collate "C" not null,
    language text collate "C" not null,
    zone text collate "C" not null,
    website text collate "C" not null,
    street text collate "C" not null,
    city text collate "C" not null,
    region text collate "C" not null,
    postal_code text collate "C" not null,
    country text collate "C" not null
);
create index profiles_by_language on profiles (language, person_id) where language <> '';

-- What a person is to us: lead, supplier, lender, investor, media, reseller, provider, employee, or
-- an own word. Customers are those with orders and need no row.
create table stakes (
    person_id uuid not null references people (id) on delete cascade deferrable initially deferred,
    kind text collate "C" not null,
    since bigint not null,
    primary key (person_id, kind)
);
create index stakes_by_kind on stakes (kind, person_id);

-- The words people are found by, folded (domain::names): of names past their beginning, of names in
-- another script, of facts. `level` is the sensitivity of the fact, 0 for a name; it comes first, so
-- that a search reads nothing the actor may not see.
create table terms (
    level bigint not null,
    term text collate "C" not null,
    person_id uuid not null,
    origin text collate "C" not null,
    ref_id uuid not null,
    primary key (level, term, person_id, origin, ref_id)
);
create index terms_by_person on terms (person_id, term);

-- How two people belong together. `kind` reads from `from_identity` to `to_identity`: works_at,
-- part_of, family, colleague, introduced_by, or an own word.
create table relations (
    id uuid primary key,
    from_identity uuid not null references identities (id),
    to_identity uuid not null references identities (id),
    kind text collate "C" not null,
    note text collate "C" not null,
    created_by text collate "C" not null,
    created_at bigint not null,
    unique (from_identity, to_identity, kind)
);
create index relations_by_to on relations (to_identity);

-- What we promised to remember. A date recurs in its own calendar: `month` and `month_day` of
-- `calendar` (gregorian or jalali), `year` where known, `leap` says when a leap day comes in a common
-- year; a date that comes once is `on_day`. `level` is 0 ordinary, 1 private, 2 special (GDPR art. 9).
create table facts (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    kind text collate "C" not null,
    text text collate "C" not null,
    calendar text collate "C",
    year integer,
    month integer,
    month_day integer,
    leap text collate "C",
    on_day integer,
    source text collate "C" not null,
    source_note text collate "C" not null,
    basis text collate "C" not null,
    level bigint not null,
    expires_on integer,
    entry_kind text collate "C",
    entry_id uuid,
    phrase text collate "C",
    learned_by text collate "C" not null,
    learned_at bigint not null,
    version bigint not null
);
create index facts_by_identity on facts (identity_id);
create index facts_by_date on facts (calendar, month, month_day) where month is not null;

-- Promises we made and wishes they told.
create table promises (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    kind text collate "C" not null,
    text text collate "C" not null,
    owner uuid references staff (id),
    due_day integer,
    state text collate "C" not null,
    entry_kind text collate "C",
    entry_id uuid,
    made_by text collate "C" not null,
    made_at bigint not null,
    closed_by text collate "C",
    closed_at bigint,
    closing_note text collate "C",
    version bigint not null
);
create index promises_by_identity on promises (identity_id);
create index promises_open on promises (due_day) where state = 'open';

-- What somebody wrote down of a touch: a note, call, meeting, visit, letter or gift.
create table touches (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    kind text collate "C" not null,
    at bigint not null,
    text text collate "C" not null,
    written_by text collate "C" not null,
    written_at bigint not null,
    version bigint not null
);
create index touches_by_identity on touches (identity_id);

-- What shops and apps tell of their visitors, as they told it. `source` is the write key's. An identity
-- named by an event belongs to no import any more, so that no undo takes it away: a reference would
-- want an index no read needs.
create table events (
    id uuid primary key,
    source text collate "C" not null,
    message_id text collate "C" not null,
    identity_id uuid not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    at bigint not null,
    received_at bigint not null,
    content text collate "C" not null,
    unique (source, message_id)
);

-- Orders that events tell of: all that was told of one, so that it ends the same in whatever order
-- it is told (a refund may come before its order).
create table told_orders (
    source text collate "C" not null,
    source_id text collate "C" not null,
    identity_id uuid not null,
    state text collate "C" not null,
    primary key (source, source_id)
);

-- Products that can't be had are suggested to nobody.
alter table products add column available bigint not null default 1;

-- What a person said is not for them, for good.
create table declined_products (
    identity_id uuid not null references identities (id),
    product_id uuid not null,
    declined_by text collate "C" not null,
    declined_at bigint not null,
    primary key (identity_id, product_id)
);

-- Fits of what leads from one product to another: each report is kept, of what was found the latest.
create table recommendation_runs (
    id uuid primary key,
    created_at bigint not null,
    report text collate "C" not null
);
create table product_demand (
    product_id uuid primary key,
    buyers bigint not null,
    lately bigint not null,
    season double precision not null
);
create index product_demand_lately on product_demand (lately desc, buyers desc, product_id);
create table product_pairs (
    from_id uuid not null,
    to_id uuid not null,
    weight double precision not null,
    together bigint not null,
    primary key (from_id, to_id)
);

-- Two rows that may be one person, with the evidence, until somebody decides.
create table suggestions (
    a uuid not null,
    b uuid not null,
    probability double precision not null,
    evidence text collate "C" not null,
    found_at bigint not null,
    primary key (a, b)
);
create index suggestions_by_b on suggestions (b);
create index suggestions_by_probability on suggestions (probability desc, a, b);

-- An identity of one person that an event claimed by an identity of another, to be decided by a human.
create table doubts (
    claimed uuid not null references identities (id),
    claimant uuid not null references identities (id),
    raised_at bigint not null,
    primary key (claimed, claimant)
);
create index doubts_by_claimant on doubts (claimant);

-- Two identities a human said belong to different people: a < b.
create table distinctions (
    a uuid not null references identities (id),
    b uuid not null references identities (id),
    decided_by text collate "C" not null,
    decided_at bigint not null,
    primary key (a, b)
);
create index distinctions_by_b on distinctions (b);

-- A merge, with every row it changed as it stood, so that undo restores both to the byte.
create table merges (
    id uuid primary key,
    survivor uuid not null,
    absorbed uuid not null,
    journal text collate "C" not null,
    merged_by text collate "C" not null,
    merged_at bigint not null,
    undone_by text collate "C",
    undone_at bigint
);
create index merges_by_survivor on merges (survivor);
create index merges_by_absorbed on merges (absorbed) where undone_at is null;

-- Keys of programs: only a hash of the secret is kept. A write key of the event API has a `source`.
create table keys (
    id uuid primary key,
    name text collate "C" not null,
    source text collate "C",
    hash bytea not null unique,
    scopes bigint not null,
    created_by text collate "C" not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    used_day integer
);

-- The answer a key's request got, so that the same request gets the same answer.
create table answers (
    owner text collate "C" not null,
    idempotency_key text collate "C" not null,
    request_hash bytea not null,
    status bigint,
    headers text collate "C",
    body bytea,
    created_at bigint not null,
    primary key (owner, idempotency_key)
);
create index answers_by_age on answers (created_at);

-- Who wants to be told of what (Standard Webhooks), and what they were told.
create table webhooks (
    id uuid primary key,
    url text collate "C" not null,
    events text collate "C" not null,
    secret text collate "C" not null,
    old_secret text collate "C",
    old_secret_until bigint,
    state text collate "C" not null,
    problem text collate "C",
    created_by text collate "C" not null,
    created_at bigint not null,
    version bigint not null
);

create table messages (
    id uuid primary key,
    webhook_id uuid not null references webhooks (id) on delete cascade,
    event text collate "C" not null,
    body text collate "C" not null,
    state text collate "C" not null,
    attempts bigint not null,
    next_at bigint,
    lease_until bigint,
    created_at bigint not null
);
create index messages_by_webhook on messages (webhook_id, id);
create index messages_due on messages (webhook_id, next_at) where next_at is not null;

create table attempts (
    message_id uuid not null references messages (id) on delete cascade,
    attempt bigint not null,
    at bigint not null,
    status bigint,
    millis bigint not null,
    answer text collate "C" not null,
    primary key (message_id, attempt)
);

-- The team. A session ends when its member leaves.
alter table staff add column language text collate "C";
alter table staff add column left_at bigint;
alter table staff add column seen_at bigint;
alter table staff add column version bigint not null default 0;
alter table settings add column language text collate "C" not null default 'en';

create table invitations (
    id uuid primary key,
    token_hash bytea not null unique,
    email text collate "C" not null,
    name text collate "C" not null,
    role text collate "C" not null,
    invited_by text collate "C" not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint
);

-- Who saw what is sensitive and who changed what. Rows are only ever added.
create table audit (
    id uuid primary key,
    at bigint not null,
    actor text collate "C" not null,
    action text collate "C" not null,
    object text collate "C" not null,
    object_id uuid,
    detail text collate "C" not null
);
create index audit_by_object on audit (object_id, id) where object_id is not null;
create index audit_by_actor on audit (actor, id);
create function audit_refuses() returns trigger language plpgsql as
    $$ begin raise exception 'the audit is only ever added to'; end $$;
create trigger audit_is_not_changed before update or delete on audit
    for each row execute function audit_refuses();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function audit_refuses();
