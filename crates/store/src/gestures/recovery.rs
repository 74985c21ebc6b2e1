//! What follows a complaint: it is made good by somebody, by a day, and some days later they are asked.

use domain::ids::{GestureId, TouchId};
use domain::plays::{FOLLOW_UP_DAYS, GestureKind, GestureState, RECOVERY_DAYS};
use domain::timeline::Kind;
use domain::{Actor, Currency, Day};
use jiff::tz::TimeZone;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Decided, settle, write};
use crate::{Result, Store, audit, sql};

/// What is read of the company before the commit.
pub(crate) struct Terms {
    currency: Currency,
    zone: TimeZone,
    today: Day,
}

impl Terms {
    /// What a touch of this kind needs; nothing, where it is no complaint.
    pub(crate) async fn of(store: &Store, actor: Actor, kind: Kind) -> Result<Option<Self>> {
        if kind != Kind::Complaint {
            return Ok(None);
        }
        let currency = store.settings(actor).await?.map_or(Currency::EUR, |own| own.currency);
        let zone = store.zone(actor).await?;
        let today = store.now().day_in(&zone);
        Ok(Some(Self { currency, zone, today }))
    }
}

/// Begins both tasks in the commit that writes the complaint down. Whoever of the team wrote it down has
/// them, until they are handed over.
pub(crate) async fn begin(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    terms: &Terms,
    identity: Uuid,
    (complaint, words): (TouchId, &str),
) -> Result<()> {
    let owner = match actor {
        Actor::Staff { id, .. } => Some(id),
        _ => None,
    };
    let task = |kind, days| Decided {
        id: store.inner.ids.next(),
        identity,
        play: None,
        kind,
        owed: true,
        due: Day(terms.today.0 + days).start_in(&terms.zone),
        owner,
        for_role: None,
        words: words.to_owned(),
        letter: None,
        certificate: None,
        tier: None,
        present: None,
        cost: 0,
        currency: terms.currency,
    };
    let tasks = [task(GestureKind::Recovery, RECOVERY_DAYS), task(GestureKind::FollowUp, FOLLOW_UP_DAYS)];
    write(on, store, actor, &tasks).await?;
    for task in &tasks {
        let of = "update gestures set touch_id = $1 where id = $2";
        sql::run(on, of, [complaint.0.into(), task.id.into()]).await?;
        audit::write(on, store, actor, "gesture.begun", "gesture", Some(task.id), task.kind.name()).await?;
    }
    Ok(())
}

/// Calls off what is still open of a complaint that was none, in the commit that takes it back.
pub(crate) async fn call_off(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    complaint: TouchId,
) -> Result<()> {
    let open = "select id from gestures where touch_id = $1 and state = 'open'";
    for id in sql::column::<Uuid>(on, open, [complaint.0.into()]).await? {
        settle(on, store, actor, GestureId(id), GestureState::Cancelled, None).await?;
        audit::write(on, store, actor, "gesture.cancelled", "gesture", Some(id), "complaint").await?;
    }
    Ok(())
}
