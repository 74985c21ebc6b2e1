-- One person, one timeline, everything we promised to remember; who else may ask, and who was told.

-- `kind` is person, organisation, or visitor: somebody who has not said who they are. What they are
-- to us (customer, supplier, ...) stands in `stakes`. `version` rises with every edit (ETags).
update people set kind = 'person' where kind = 'customer';
alter table people add column version integer not null default 0;
drop index people_by_sort_key;
create index people_by_sort_key on people (sort_key, id) where kind <> 'visitor';
create index organisations_by_sort_key on people (sort_key, id) where kind = 'organisation';

-- What a person's page can say beyond the name; no row where nobody said it.
create table profiles (
    person_id blob primary key references people (id) on delete cascade deferrable initially deferred,
    given text not null,
    family text not null,
    says text not null,
    title text not null,
    language text not null,
    zone text not null,
    website text not null,
    street text not null,
    city text not null,
    region text not null,
    postal_code text not null,
    country text not null
) strict, without rowid;
create index profiles_by_language on profiles (language, person_id) where language <> '';

-- What a person is to us: lead, supplier, lender, investor, media, reseller, provider, employee, or
-- an own word. Customers are those with orders and need no row.
create table stakes (
    person_id blob not null references people (id) on delete cascade deferrable initially deferred,
    kind text not null,
    since integer not null,
    primary key (person_id, kind)
) strict, without rowid;
create index stakes_by_kind on stakes (kind, person_id);

-- The words people are found by, folded (domain::names): of names past their beginning, of names in
-- another script, of facts. `level` is the sensitivity of the fact, 0 for a name; it comes first, so
-- that a search reads nothing the actor may not see.
create table terms (
    level integer not null,
    term text not null,
    person_id blob not null,
    origin text not null,
    ref_id blob not null,
    primary key (level, term, person_id, origin, ref_id)
) strict, without rowid;
create index terms_by_person on terms (person_id, term);

-- How two people belong together. `kind` reads from `from_identity` to `to_identity`: works_at,
-- part_of, family, colleague, introduced_by, or an own word.
create table relations (
    id blob primary key,
    from_identity blob not null references identities (id),
    to_identity blob not null references identities (id),
    kind text not null,
    note text not null,
    created_by text not null,
    created_at integer not null,
    unique (from_identity, to_identity, kind)
) strict, without rowid;
create index relations_by_to on relations (to_identity);

-- What we promised to remember. A date recurs in its own calendar: `month` and `month_day` of
-- `calendar` (gregorian or jalali), `year` where known, `leap` says when a leap day comes in a common
-- year; a date that comes once is `on_day`. `level` is 0 ordinary, 1 private, 2 special (GDPR art. 9).
create table facts (
    id blob primary key,
    identity_id blob not null references identities (id),
    kind text not null,
    text text not null,
    calendar text,
    year integer,
    month integer,
    month_day integer,
    leap text,
    on_day integer,
    source text not null,
    source_note text not null,
    basis text not null,
    level integer not null,
    expires_on integer,
    entry_kind text,
    entry_id blob,
    phrase text,
    learned_by text not null,
    learned_at integer not null,
    version integer not null
) strict, without rowid;
create index facts_by_identity on facts (identity_id);
create index facts_by_date on facts (calendar, month, month_day) where month is not null;

-- Promises we made and wishes they told.
create table promises (
    id blob primary key,
    identity_id blob not null references identities (id),
    kind text not null,
    text text not null,
    owner blob references staff (id),
    due_day integer,
    state text not null,
    entry_kind text,
    entry_id blob,
    made_by text not null,
    made_at integer not null,
    closed_by text,
    closed_at integer,
    closing_note text,
    version integer not null
) strict, without rowid;
create index promises_by_identity on promises (identity_id);
create index promises_open on promises (due_day) where state = 'open';

-- What somebody wrote down of a touch: a note, call, meeting, visit, letter or gift.
create table touches (
    id blob primary key,
    identity_id blob not null references identities (id),
    kind text not null,
    at integer not null,
    text text not null,
    written_by text not null,
    written_at integer not null,
    version integer not null
) strict, without rowid;
create index touches_by_identity on touches (identity_id);

-- What shops and apps tell of their visitors, as they told it. `source` is the write key's. An identity
-- named by an event belongs to no import any more, so that no undo takes it away: a reference would
-- want an index no read needs.
create table events (
    id blob primary key,
    source text not null,
    message_id text not null,
    identity_id blob not null,
    kind text not null,
    name text not null,
    at integer not null,
    received_at integer not null,
    content text not null,
    unique (source, message_id)
) strict, without rowid;

-- Orders that events tell of: all that was told of one, so that it ends the same in whatever order
-- it is told (a refund may come before its order).
create table told_orders (
    source text not null,
    source_id text not null,
    identity_id blob not null,
    state text not null,
    primary key (source, source_id)
) strict, without rowid;

-- Products that can't be had are suggested to nobody.
alter table products add column available integer not null default 1;

-- What a person said is not for them, for good.
create table declined_products (
    identity_id blob not null references identities (id),
    product_id blob not null,
    declined_by text not null,
    declined_at integer not null,
    primary key (identity_id, product_id)
) strict, without rowid;

-- Fits of what leads from one product to another: each report is kept, of what was found the latest.
create table recommendation_runs (
    id blob primary key,
    created_at integer not null,
    report text not null
) strict, without rowid;
create table product_demand (
    product_id blob primary key,
    buyers integer not null,
    lately integer not null,
    season real not null
) strict, without rowid;
create index product_demand_lately on product_demand (lately desc, buyers desc, product_id);
create table product_pairs (
    from_id blob not null,
    to_id blob not null,
    weight real not null,
    together integer not null,
    primary key (from_id, to_id)
) strict, without rowid;

-- Two rows that may be one person, with the evidence, until somebody decides.
create table suggestions (
    a blob not null,
    b blob not null,
    probability real not null,
    evidence text not null,
    found_at integer not null,
    primary key (a, b)
) strict, without rowid;
create index suggestions_by_b on suggestions (b);
create index suggestions_by_probability on suggestions (probability desc, a, b);

-- An identity of one person that an event claimed by an identity of another, to be decided by a human.
create table doubts (
    claimed blob not null references identities (id),
    claimant blob not null references identities (id),
    raised_at integer not null,
    primary key (claimed, claimant)
) strict, without rowid;
create index doubts_by_claimant on doubts (claimant);

-- Two identities a human said belong to different people: a < b.
create table distinctions (
    a blob not null references identities (id),
    b blob not null references identities (id),
    decided_by text not null,
    decided_at integer not null,
    primary key (a, b)
) strict, without rowid;
create index distinctions_by_b on distinctions (b);

-- A merge, with every row it changed as it stood, so that undo restores both to the byte.
create table merges (
    id blob primary key,
    survivor blob not null,
    absorbed blob not null,
    journal text not null,
    merged_by text not null,
    merged_at integer not null,
    undone_by text,
    undone_at integer
) strict, without rowid;
create index merges_by_survivor on merges (survivor);
create index merges_by_absorbed on merges (absorbed) where undone_at is null;

-- Keys of programs: only a hash of the secret is kept. A write key of the event API has a `source`.
create table keys (
    id blob primary key,
    name text not null,
    source text,
    hash blob not null unique,
    scopes integer not null,
    created_by text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    used_day integer
) strict, without rowid;

-- The answer a key's request got, so that the same request gets the same answer.
create table answers (
    owner text not null,
    idempotency_key text not null,
    request_hash blob not null,
    status integer,
    headers text,
    body blob,
    created_at integer not null,
    primary key (owner, idempotency_key)
) strict, without rowid;
create index answers_by_age on answers (created_at);

-- Who wants to be told of what (Standard Webhooks), and what they were told.
create table webhooks (
    id blob primary key,
    url text not null,
    events text not null,
    secret text not null,
    old_secret text,
    old_secret_until integer,
    state text not null,
    problem text,
    created_by text not null,
    created_at integer not null,
    version integer not null
) strict, without rowid;

create table messages (
    id blob primary key,
    webhook_id blob not null references webhooks (id) on delete cascade,
    event text not null,
    body text not null,
    state text not null,
    attempts integer not null,
    next_at integer,
    lease_until integer,
    created_at integer not null
) strict, without rowid;
create index messages_by_webhook on messages (webhook_id, id);
create index messages_due on messages (webhook_id, next_at) where next_at is not null;

create table attempts (
    message_id blob not null references messages (id) on delete cascade,
    attempt integer not null,
    at integer not null,
    status integer,
    millis integer not null,
    answer text not null,
    primary key (message_id, attempt)
) strict, without rowid;

-- The team. A session ends when its member leaves.
alter table staff add column language text;
alter table staff add column left_at integer;
alter table staff add column seen_at integer;
alter table staff add column version integer not null default 0;
alter table settings add column language text not null default 'en';

create table invitations (
    id blob primary key,
    token_hash blob not null unique,
    email text not null,
    name text not null,
    role text not null,
    invited_by text not null,
    created_at integer not null,
    expires_at integer not null,
    used_at integer,
    revoked_at integer
) strict, without rowid;

-- Who saw what is sensitive and who changed what. Rows are only ever added.
create table audit (
    id blob primary key,
    at integer not null,
    actor text not null,
    action text not null,
    object text not null,
    object_id blob,
    detail text not null
) strict, without rowid;
create index audit_by_object on audit (object_id, id) where object_id is not null;
create index audit_by_actor on audit (actor, id);
create trigger audit_is_not_changed before update on audit
begin select raise(abort, 'the audit is only ever added to'); end;
create trigger audit_is_not_shortened before delete on audit
begin select raise(abort, 'the audit is only ever added to'); end;
