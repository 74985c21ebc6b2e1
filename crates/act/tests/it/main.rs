//! Letters sent and webhooks told over real sockets, plays on real stores, and the day's list.
#![cfg(test)]

mod beliefs;
mod complaints;
mod erased;
mod faults;
mod house;
mod letters;
mod moments;
mod narrow;
mod occasions;
mod plans;
mod plays;
mod presents;
mod races;
mod tasks;
mod tiers;
mod today;
mod webhooks;
mod workers;
