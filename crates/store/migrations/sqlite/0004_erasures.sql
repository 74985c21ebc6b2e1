-- People of the kind `erased` are shells: nothing but what books and proof need refers to them, and no
-- list shows them.
drop index people_by_sort_key;
create index people_by_sort_key on people (sort_key, id) where kind not in ('visitor', 'erased');

-- The receipt of an erasure: who asked (domain::erasure::AskedBy), why, and how much there was of each thing.
create table erasures (
    id blob primary key,
    number integer not null unique,
    person_id blob not null,
    asked_by text not null,
    reason text not null,
    erased_by text not null,
    erased_at integer not null,
    counts text not null
) strict, without rowid;
create index erasures_by_person on erasures (person_id);

-- What they were known by, as a keyed digest, and the identity that stays: what is older than the erasure
-- is known again when it comes once more.
create table erased_identities (
    digest blob not null,
    erasure_id blob not null references erasures (id) on delete cascade,
    identity_id blob not null,
    primary key (digest, erasure_id, identity_id)
) strict, without rowid;
create index erased_identities_by_erasure on erased_identities (erasure_id);
