//! Tasks that wait for somebody.

use domain::access::Action;
use domain::ids::{GestureId, PersonId, PlayId, StaffId};
use domain::plays::{GestureState, Stopped};
use domain::{Actor, Instant, Permit};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{COLUMNS, Gesture, PRESENT, gesture, held, in_team, settle};
use crate::draws::PROGRAMME;
use crate::plans::{task_handed, task_moved};
use crate::{Result, Store, audit, engine, leave, sql};

/// Which open tasks are asked for. Empty asks for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenGestures {
    /// Of this member of the team; theirs, not those anybody may take.
    pub owner: Option<StaffId>,
    /// That nobody has yet, or any more.
    pub nobodys: bool,
    /// For this person.
    pub person: Option<PersonId>,
    /// Of this play.
    pub play: Option<PlayId>,
    /// Due by this instant.
    pub due_by: Option<Instant>,
}

/// Calls off what is still open of plays whose control group somebody is in since a merge: for themselves,
/// and where they are an organisation for those drawn with it. What is owed stays.
pub(crate) async fn call_off_held(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    merged: PersonId,
) -> Result<()> {
    let programme = engine::id(on, PROGRAMME.0);
    let select = format!(
        "select g.id from gestures g join identities i on i.id = g.identity_id
         where g.state = 'open' and g.owed = 0 and g.play_id is not null and (
             i.person_id = $1 and exists (
                 select 1 from identities x join draws d on d.identity_id = x.id
                 where x.person_id = $1 and d.arm = 'held' and d.play_id in (g.play_id, {programme}))
             or exists (
                 select 1 from identities o join draws d on d.cluster_id = o.id
                 where o.person_id = $1 and d.arm = 'held' and d.play_id = g.play_id)
             and exists (
                 select 1 from identities j join draws q on q.identity_id = j.id and q.play_id = g.play_id
                     join identities o on o.id = q.cluster_id
                 where j.person_id = i.person_id and o.person_id = $1))"
    );
    for id in sql::column::<Uuid>(on, &select, [merged.0.into()]).await? {
        let why = Some(Stopped::Holdout.name());
        settle(on, store, actor, GestureId(id), GestureState::Cancelled, why).await?;
    }
    Ok(())
}

impl Store {
    /// Moves an open task to another time. The new version.
    ///
    /// # Errors
    /// As [`Store::close_gesture`].
    pub async fn move_gesture(
        &self,
        permit: &Permit,
        id: GestureId,
        version: i64,
        due: Instant,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let zone = self.zone(permit.actor()).await?;
        let on = self.begin().await?;
        held(&on, id, version).await?;
        let update = "update gestures set due_at = $1, version = version + 1 where id = $2";
        sql::run(&on, update, [due.0.into(), id.0.into()]).await?;
        task_moved(&on, id, due.day_in(&zone)).await?;
        audit::write(&on, self, permit.actor(), "gesture.moved", "gesture", Some(id.0), "").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Gives an open task to somebody, or back to whoever takes it. The new version.
    ///
    /// # Errors
    /// As [`Store::close_gesture`]; where the owner does not work here.
    pub async fn hand_gesture(
        &self,
        permit: &Permit,
        id: GestureId,
        version: i64,
        owner: Option<StaffId>,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let on = self.begin().await?;
        held(&on, id, version).await?;
        in_team(&on, owner).await?;
        let hand = "update gestures set owner = $1, version = version + 1 where id = $2";
        sql::run(&on, hand, [owner.map(|owner| owner.0).into(), id.0.into()]).await?;
        task_handed(&on, id, owner).await?;
        audit::write(&on, self, permit.actor(), "gesture.handed", "gesture", Some(id.0), "").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Tasks somebody is to do, the longest due first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn open_gestures(
        &self,
        actor: Actor,
        asked: &OpenGestures,
        limit: u32,
    ) -> Result<Vec<Gesture>> {
        leave::to_read_customers(actor)?;
        let mut values = vec![limit.into(), asked.due_by.map_or(i64::MAX, |at| at.0).into()];
        let mut also = String::new();
        let ids = [
            ("g.owner", asked.owner.map(|id| id.0)),
            ("i.person_id", asked.person.map(|id| id.0)),
            ("g.play_id", asked.play.map(|id| id.0)),
        ];
        for (column, id) in ids {
            if let Some(id) = id {
                values.push(id.into());
                also.push_str(&format!(" and {column} = ${}", values.len()));
            }
        }
        if asked.nobodys {
            also.push_str(
                " and (g.owner is null or g.owner in (select id from staff where left_at is not null))",
            );
        }
        let select = format!(
            "select {COLUMNS} from gestures g join identities i on i.id = g.identity_id {PRESENT}
             where g.state = 'open' and g.due_at <= $2{also} order by g.due_at, g.id limit $1"
        );
        sql::results(self.read(), &select, values).await?.iter().map(gesture).collect()
    }
}
