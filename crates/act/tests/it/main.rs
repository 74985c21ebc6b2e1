//! Webhooks told over real sockets.
#![cfg(test)]

mod webhooks;
