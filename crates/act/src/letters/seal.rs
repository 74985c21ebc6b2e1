//! The links in a letter that let its reader choose without signing in: they name an identity and a
//! topic, and a seal that only we can make.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Permit;
use domain::consent::TOPIC_BYTES_MAX;
use domain::ids::IdentityId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{Secret, Store};
use uuid::Uuid;

/// Bytes of the seal: 128 bits.
const SEAL_BYTES: usize = 16;
const ID_BYTES: usize = 16;

/// What a link is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Who it was sent to.
    pub identity: IdentityId,
    /// About what.
    pub topic: String,
}

/// Makes links, and knows its own.
#[derive(Clone)]
pub struct Seal {
    key: Secret,
}

impl Seal {
    /// The seal of this store.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn of(store: &Store, permit: &Permit) -> Result<Self, store::Error> {
        Ok(Self { key: store.seal(permit, store::seals::LETTERS).await? })
    }

    fn mac(&self, sealed: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose().as_bytes()).ok()?;
        mac.update(b"letters");
        mac.update(sealed);
        Some(mac)
    }

    /// The end of a link.
    #[must_use]
    pub fn token(&self, stop: &Stop) -> String {
        let mut bytes = stop.identity.0.as_bytes().to_vec();
        bytes.extend_from_slice(stop.topic.as_bytes());
        let mac = self.mac(&bytes).map(|mac| mac.finalize().into_bytes());
        bytes.extend(mac.iter().flatten().take(SEAL_BYTES));
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a link is about; `None` where it is none of ours, or somebody changed it.
    #[must_use]
    pub fn open(&self, token: &str) -> Option<Stop> {
        let most = (ID_BYTES + TOPIC_BYTES_MAX + SEAL_BYTES).div_ceil(3) * 4;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok().filter(|_| token.len() <= most)?;
        let sealed = bytes.len().checked_sub(SEAL_BYTES).filter(|length| *length >= ID_BYTES)?;
        let (sealed, seal) = bytes.split_at(sealed);
        self.mac(sealed)?.verify_truncated_left(seal).ok()?;
        let (id, topic) = sealed.split_at(ID_BYTES);
        let identity = IdentityId(Uuid::from_slice(id).ok()?);
        Some(Stop { identity, topic: String::from_utf8(topic.to_vec()).ok()? })
    }
}
