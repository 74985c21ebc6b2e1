//! One letter before a certificate expires unused, where the programme has named it.

use domain::Instant;
use domain::access::{Action, check};
use store::Store;

use super::{Error, Judge, WORKER};
use crate::decide::Setting;

/// Certificates looked at in one commit.
const BATCH: u32 = 256;

/// Writes to everybody whose certificate expires soon and whom nothing speaks against; how many
/// letters that made. Who can't be written to now is looked at again the next time.
///
/// # Errors
/// Where the store fails; what was written before stands.
pub async fn remind(store: &Store, now: Instant) -> Result<usize, Error> {
    let permit = check(WORKER, Action::RunJobs)?;
    let setting = Setting::read(store, now, WORKER).await?;
    let programme = &setting.programme;
    let (Some(letter), days) = (programme.reminder_letter, programme.reminder_days) else { return Ok(0) };
    let judge = Judge::new(setting);
    let (mut sent, mut after) = (0, None);
    loop {
        let needs = |own: &_| judge.needs(None, own);
        let which = (after, BATCH);
        let reminded =
            store.remind(&permit, (letter, days), which, needs, |facts| judge.rule_on(facts)).await?;
        sent += reminded.sent;
        if reminded.last.is_none() {
            return Ok(sent);
        }
        after = reminded.last;
    }
}
