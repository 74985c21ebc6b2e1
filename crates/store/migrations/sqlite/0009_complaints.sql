-- The complaint a task makes good or asks after: where it is taken back, so is what it began.
alter table gestures add column touch_id blob;
create index gestures_by_touch on gestures (touch_id) where touch_id is not null;
