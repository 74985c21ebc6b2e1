//! Passwords: argon2id with OWASP's parameters (19 MiB, two passes), never more than two at once.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::Entropy;
use tokio::sync::Semaphore;

use crate::fault::Fault;

/// Hashing takes memory; so many may go on side by side.
const AT_ONCE: usize = 2;

/// Makes and checks hashes.
#[derive(Clone)]
pub(crate) struct Passwords {
    entropy: Arc<dyn Entropy>,
    turns: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The PHC string of a new password.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Fault> {
        let mut salt = [0u8; 16];
        self.entropy.fill(&mut salt);
        let _turn = self.turns.acquire().await.map_err(Fault::internal)?;
        let work = move || {
            let hash: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string())
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::internal)?.map_err(Fault::internal)
    }

    /// Whether the password is the one of this hash. Without a hash the same work is done for
    /// nothing, so that the time does not tell whether there is such a person.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Fault> {
        let Some(hash) = hash else {
            self.hash(password).await?;
            return Ok(false);
        };
        let _turn = self.turns.acquire().await.map_err(Fault::internal)?;
        let work = move || {
            let hash = PasswordHash::new(&hash)?;
            Ok::<_, argon2::password_hash::phc::Error>(
                Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
            )
        };
        tokio::task::spawn_blocking(work).await.map_err(Fault::internal)?.map_err(Fault::internal)
    }
}
