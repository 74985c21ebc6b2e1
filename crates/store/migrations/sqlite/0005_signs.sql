-- How the company speaks: shown beside every place where words are written.
alter table programme add column voice text not null default '';

-- What hangs offline and has an address of its own: `name` stands in it, `target` is what it opens.
create table signs (
    name text primary key,
    title text not null,
    target text not null,
    made_at integer not null,
    version integer not null
) strict, without rowid;

-- How often a sign was opened on a day of the company's.
create table scans (
    sign text not null references signs (name),
    day integer not null,
    times integer not null,
    primary key (sign, day)
) strict, without rowid;

-- When a letter last went to the mail server: it counts to the cap from then on, whatever the clock says when the
-- answer is seen.
alter table outbox add column going_at integer;
