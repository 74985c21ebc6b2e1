//! Webhooks told over real sockets, plays on real stores, and the day's list.
#![cfg(test)]

mod house;
mod plays;
mod races;
mod today;
mod webhooks;
