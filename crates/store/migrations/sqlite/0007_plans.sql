-- The year of an account: `starts_on` to `ends_on`, twelve months, whatever the account is merged with.
create table plans (
    id blob primary key,
    identity_id blob not null references identities (id),
    starts_on integer not null,
    ends_on integer not null,
    owner blob references staff (id),
    about text not null,
    made_by text not null,
    made_at integer not null,
    version integer not null,
    unique (identity_id, starts_on)
) strict, without rowid;
create index plans_by_end on plans (ends_on);

-- A step of a plan. How it stands follows from its task and the day. `owner` where it is another than the plan's;
-- `renews`: it is to plan the next year; `skipped`: why it is left out; `alarmed_at`: when programs were told that it
-- is missed.
create table plan_steps (
    id blob primary key,
    plan_id blob not null references plans (id),
    kind text not null,
    words text not null,
    due_day integer not null,
    owner blob references staff (id),
    renews integer not null,
    gesture_id blob references gestures (id),
    skipped text,
    alarmed_at integer
) strict, without rowid;
create index plan_steps_of_plan on plan_steps (plan_id, due_day);
create index plan_steps_to_open on plan_steps (due_day) where gesture_id is null and skipped is null;
create index plan_steps_alarmed on plan_steps (due_day) where alarmed_at is not null and skipped is null;
create unique index plan_steps_by_gesture on plan_steps (gesture_id) where gesture_id is not null;
