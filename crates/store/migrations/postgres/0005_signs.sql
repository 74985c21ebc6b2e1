-- How the company speaks: shown beside every place where words are written.
alter table programme add column voice text collate "C" not null default '';

-- What hangs offline and has an address of its own: `name` stands in it, `target` is what it opens.
create table signs (
    name text collate "C" primary key,
    title text collate "C" not null,
    target text collate "C" not null,
    made_at bigint not null,
    version bigint not null
);

-- How often a sign was opened on a day of the company's.
create table scans (
    sign text collate "C" not null references signs (name),
    day integer not null,
    times bigint not null,
    primary key (sign, day)
);

-- When a letter last went to the mail server: it counts to the cap from then on, whatever the clock says when the
-- answer is seen.
alter table outbox add column going_at bigint;
