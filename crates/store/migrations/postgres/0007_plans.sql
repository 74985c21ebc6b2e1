-- The year of an account: `starts_on` to `ends_on`, twelve months, whatever the account is merged with.
create table plans (
    id uuid primary key,
    identity_id uuid not null references identities (id),
    starts_on integer not null,
    ends_on integer not null,
    owner uuid references staff (id),
    about text collate "C" not null,
    made_by text collate "C" not null,
    made_at bigint not null,
    version bigint not null,
    unique (identity_id, starts_on)
);
create index plans_by_end on plans (ends_on);

-- A step of a plan. How it stands follows from its task and the day. `owner` where it is another than the plan's;
-- `renews`: it is to plan the next year; `skipped`: why it is left out; `alarmed_at`: when programs were told that it
-- is missed.
create table plan_steps (
    id uuid primary key,
    plan_id uuid not null references plans (id),
    kind text collate "C" not null,
    words text collate "C" not null,
    due_day integer not null,
    owner uuid references staff (id),
    renews bigint not null,
    gesture_id uuid references gestures (id),
    skipped text collate "C",
    alarmed_at bigint
);
create index plan_steps_of_plan on plan_steps (plan_id, due_day);
create index plan_steps_to_open on plan_steps (due_day) where gesture_id is null and skipped is null;
create index plan_steps_alarmed on plan_steps (due_day) where alarmed_at is not null and skipped is null;
create unique index plan_steps_by_gesture on plan_steps (gesture_id) where gesture_id is not null;
