//! What events say of a person beyond their deeds: fills what nobody said yet, and never what
//! somebody did.

use sea_orm::ConnectionTrait;

use super::Fresh;
use super::people::People;
use crate::{Result, Store};

pub(super) async fn write(
    _store: &Store,
    _on: &impl ConnectionTrait,
    _fresh: &[Fresh<'_>],
    _people: &People<'_>,
) -> Result<()> {
    Ok(())
}
