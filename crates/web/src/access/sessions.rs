//! Sessions in the company's database, so that they outlive a restart and end with a password.

use std::fmt;

use async_trait::async_trait;
use domain::access::{Action, check};
use domain::ids::StaffId;
use domain::{Instant, Permit};
use store::Store;
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::{PAGES, STAFF};

/// The store's session rows as tower-sessions asks for them.
#[derive(Clone)]
pub(crate) struct Sessions(Store);

impl Sessions {
    pub(crate) fn new(store: Store) -> Self {
        Self(store)
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// A cookie's id as the store knows it.
pub(crate) fn key(id: Id) -> [u8; 16] {
    id.0.to_le_bytes()
}

fn permit() -> Result<Permit> {
    check(PAGES, Action::ManageStaff).map_err(backend)
}

fn backend(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn row(record: &Record) -> Result<store::sessions::Session> {
    let staff = record.data.get(STAFF).cloned();
    let staff: Option<StaffId> =
        staff.map(serde_json::from_value).transpose().map_err(|error| Error::Encode(error.to_string()))?;
    let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let expires_at = Instant(record.expiry_date.unix_timestamp().saturating_mul(1_000_000));
    Ok(store::sessions::Session { staff, data, expires_at })
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let session = row(record)?;
        while !self.0.create_session(&permit()?, &key(record.id), &session).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // One that was ended in the meantime stays ended.
        let saved = self.0.save_session(&permit()?, &key(record.id), &row(record)?).await;
        saved.map(|_| ()).map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let session = self.0.session(&permit()?, &key(*id)).await.map_err(backend)?;
        let record = |session: store::sessions::Session| {
            let decode = |error: &dyn fmt::Display| Error::Decode(error.to_string());
            let data = serde_json::from_str(&session.data).map_err(|error| decode(&error))?;
            let seconds = session.expires_at.0.div_euclid(1_000_000);
            let expiry_date = OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| decode(&error))?;
            Ok(Record { id: *id, data, expiry_date })
        };
        session.map(record).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete_session(&permit()?, &key(*id)).await.map_err(backend)
    }
}
