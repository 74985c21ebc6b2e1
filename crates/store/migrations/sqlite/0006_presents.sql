-- Small presents that lie ready: `shelf` is how many do, those put by for somebody among them, null where nobody
-- counts; `mark` is below how many free ones the day says so. `cost` is minor units of the company's currency, of one.
create table presents (
    id blob primary key,
    name text not null,
    cost integer not null,
    shelf integer check (shelf >= 0),
    mark integer,
    made_by text not null,
    made_at integer not null,
    put_away_at integer,
    version integer not null
) strict, without rowid;

-- What became of the present of one gesture: `cost` is what it adds to the gesture's own. Who sent it, and with which
-- tracking number, the gesture says.
create table parcels (
    gesture_id blob primary key references gestures (id),
    present_id blob not null references presents (id),
    state text not null,
    cost integer not null,
    ended_by text,
    ended_at integer
) strict, without rowid;
create index parcels_present on parcels (present_id, state);
create index parcels_state on parcels (state, gesture_id);
