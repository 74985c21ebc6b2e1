//! Keys that seal what we hand out and take back.

use domain::Permit;
use domain::access::Action;

use crate::{Error, Result, Secret, Store, leave, sql};

/// The seal of the links in letters.
pub const LETTERS: &str = "letters";

impl Store {
    /// The key of a seal, made when it is first asked for; 64 hexadecimal digits.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn seal(&self, permit: &Permit, name: &str) -> Result<Secret> {
        leave::to_write(permit, Action::RunJobs)?;
        let select = "select key from seals where name = $1";
        let mut found: Vec<Vec<u8>> = sql::column(self.read(), select, [name.into()]).await?;
        if found.is_empty() {
            let mut fresh = vec![0u8; 32];
            self.inner.entropy.fill(&mut fresh);
            let insert = "insert into seals (name, key) values ($1, $2) on conflict (name) do nothing";
            sql::run(self.write(), insert, [name.into(), fresh.into()]).await?;
            found = sql::column(self.write(), select, [name.into()]).await?;
        }
        let key: [u8; 32] = found
            .pop()
            .and_then(|key| key.try_into().ok())
            .ok_or_else(|| Error::unreadable(format!("the seal '{name}'")))?;
        Ok(Secret(blake3::Hash::from_bytes(key).to_hex().to_string()))
    }
}
