//! Webhooks told over real sockets, and plays on real stores.
#![cfg(test)]

mod house;
mod plays;
mod races;
mod webhooks;
