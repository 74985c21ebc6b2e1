//! Webhooks told over real sockets, plays on real stores, and the day's list.
//! Letters sent and webhooks told over real sockets, and plays on real stores.
#![cfg(test)]

mod house;
mod letters;
mod plays;
mod races;
mod tiers;
mod today;
mod webhooks;
