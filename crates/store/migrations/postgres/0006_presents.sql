-- Small presents that lie ready: `shelf` is how many do, those put by for somebody among them, null where nobody
-- counts; `mark` is below how many free ones the day says so. `cost` is minor units of the company's currency, of one.
create table presents (
    id uuid primary key,
    name text collate "C" not null,
    cost bigint not null,
    shelf bigint check (shelf >= 0),
    mark bigint,
    made_by text collate "C" not null,
    made_at bigint not null,
    put_away_at bigint,
    version bigint not null
);

-- What became of the present of one gesture: `cost` is what it adds to the gesture's own. Who sent it, and with which
-- tracking number, the gesture says.
create table parcels (
    gesture_id uuid primary key references gestures (id),
    present_id uuid not null references presents (id),
    state text collate "C" not null,
    cost bigint not null,
    ended_by text collate "C",
    ended_at bigint
);
create index parcels_present on parcels (present_id, state);
create index parcels_state on parcels (state, gesture_id);
