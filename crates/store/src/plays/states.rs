//! How a play comes to run, and to its end.

use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::{PlayRefusal, PlayState, Stopped};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{Play, held};
use crate::jobs::NewJob;
use crate::{Result, Store, audit, leave, presents, programme, sql, webhooks};

/// The job that meets people for every play that runs.
pub const DECIDE: &str = "plays.decide";

/// A play that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToApprove {
    /// Which.
    pub id: PlayId,
    /// What it is called.
    pub name: String,
    /// The version to approve.
    pub version: i64,
    /// Who wrote it last: `staff <id>`, `key <id>`.
    pub saved_by: String,
    /// When.
    pub saved_at: Instant,
}

impl Store {
    /// Hands a draft, or a play that is paused, in for approval, as it stood at `version`; the new version.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the play is neither, somebody else changed it in the
    /// meantime, there is none, or the database fails.
    pub async fn submit_play(&self, permit: &Permit, id: PlayId, version: i64) -> Result<i64> {
        let (on, play) = self.begin_on_play(permit, id, version).await?;
        if !matches!(play.state, PlayState::Draft | PlayState::Paused) {
            return Err(PlayRefusal::State(play.state).into());
        }
        self.to_state(&on, permit, &play, PlayState::Waiting, "play.submitted").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Approves what a play says, as it stood at `version`; the new version.
    ///
    /// # Errors
    /// As [`Store::submit_play`]; where the play does not wait, or the actor wrote it last.
    pub async fn approve_play(&self, permit: &Permit, id: PlayId, version: i64) -> Result<i64> {
        let (on, play) = self.begin_on_play(permit, id, version).await?;
        if play.state != PlayState::Waiting {
            return Err(PlayRefusal::State(play.state).into());
        }
        let by = leave::name_of(permit.actor());
        let last = "select saved_by from play_versions where play_id = $1 order by version desc limit 1";
        if sql::column::<String>(&on, last, [id.0.into()]).await?.pop().as_deref() == Some(by.as_str()) {
            return Err(PlayRefusal::OwnPlay.into());
        }
        let approve = "update plays set approved_by = $1, approved_at = $2 where id = $3";
        sql::run(&on, approve, [by.into(), self.now().0.into(), id.0.into()]).await?;
        self.to_state(&on, permit, &play, PlayState::Waiting, "play.approved").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Plays that wait for approval and that somebody else than the actor wrote last, the longest
    /// waiting first; at most 50.
    ///
    /// # Errors
    /// Where the actor may not manage plays, or the database fails.
    pub async fn plays_to_approve(&self, actor: Actor) -> Result<Vec<ToApprove>> {
        leave::to_read(actor, Action::ManagePlays)?;
        let select = "select p.id, p.name, p.version, v.saved_by, v.saved_at
                      from plays p join play_versions v on v.play_id = p.id
                      where p.state = 'waiting' and p.approved_at is null and v.saved_by <> $1
                        and v.version = (select max(version) from play_versions where play_id = p.id)
                      order by v.saved_at, p.id limit 50";
        let rows = sql::results(self.read(), select, [leave::name_of(actor).into()]).await?;
        let one = |row: &QueryResult| {
            Ok(ToApprove {
                id: PlayId(sql::at(row, 0)?),
                name: sql::at(row, 1)?,
                version: sql::at(row, 2)?,
                saved_by: sql::at(row, 3)?,
                saved_at: Instant(sql::at(row, 4)?),
            })
        };
        rows.iter().map(one).collect()
    }

    /// Starts a play, or lets one go on that was paused; the new version. People are met at once.
    ///
    /// # Errors
    /// As [`Store::submit_play`]; where the programme wants approval and it has none, or it runs or has
    /// ended.
    pub async fn start_play(&self, permit: &Permit, id: PlayId, version: i64) -> Result<i64> {
        let (on, play) = self.begin_on_play(permit, id, version).await?;
        if matches!(play.state, PlayState::Running | PlayState::Ended) {
            return Err(PlayRefusal::State(play.state).into());
        }
        if programme::read(&on).await?.programme.needs_approval && play.approved_at.is_none() {
            return Err(PlayRefusal::NeedsApproval.into());
        }
        if play.definition.is_past_last_day(self.now()) {
            return Err(PlayRefusal::LastDay.into());
        }
        self.settle_programme(&on).await?;
        let start = "update plays set started_at = coalesce(started_at, $1) where id = $2";
        sql::run(&on, start, [self.now().0.into(), id.0.into()]).await?;
        self.to_state(&on, permit, &play, PlayState::Running, "play.started").await?;
        webhooks::tell(&on, self, "play.started", &json!({ "id": id, "name": play.name })).await?;
        self.ask_to_decide(&on).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Asks for everybody to be looked at anew, now; see [`DECIDE`].
    pub(crate) async fn ask_to_decide(&self, on: &impl ConnectionTrait) -> Result<()> {
        let payload = json!({});
        let job = NewJob { kind: DECIDE, unique_key: Some("now"), payload, run_after: None };
        self.enqueue_in(on, &job).await?;
        Ok(())
    }

    /// Stops a play for now: nobody is met, and who is on the way waits. The new version.
    ///
    /// # Errors
    /// As [`Store::submit_play`]; where it does not run.
    pub async fn pause_play(&self, permit: &Permit, id: PlayId, version: i64) -> Result<i64> {
        let (on, play) = self.begin_on_play(permit, id, version).await?;
        if play.state != PlayState::Running {
            return Err(PlayRefusal::State(play.state).into());
        }
        self.to_state(&on, permit, &play, PlayState::Paused, "play.paused").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Ends a play for good: who is on the way leaves, and tasks nobody did yet are called off. Letters
    /// on their way are called off when they would be sent. The new version.
    ///
    /// # Errors
    /// As [`Store::submit_play`]; where it has ended already.
    pub async fn end_play(&self, permit: &Permit, id: PlayId, version: i64) -> Result<i64> {
        let (on, play) = self.begin_on_play(permit, id, version).await?;
        if play.state == PlayState::Ended {
            return Err(PlayRefusal::State(play.state).into());
        }
        let of = || -> [Value; 3] { [id.0.into(), self.now().0.into(), Stopped::Play.name().into()] };
        sql::run(
            &on,
            "update enrolments set state = 'stopped', reason = $3, next_at = null, ended_at = $2
             where play_id = $1 and state = 'underway'",
            of(),
        )
        .await?;
        sql::run(
            &on,
            "update gestures set state = 'cancelled', reason = $3, ended_at = $2, version = version + 1
             where play_id = $1 and state = 'open'",
            of(),
        )
        .await?;
        presents::give_back(&on, self.now()).await?;
        sql::run(&on, "update plays set ended_at = $1 where id = $2", [self.now().0.into(), id.0.into()])
            .await?;
        self.to_state(&on, permit, &play, PlayState::Ended, "play.ended").await?;
        webhooks::tell(&on, self, "play.ended", &json!({ "id": id, "name": play.name })).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    async fn begin_on_play(
        &self,
        permit: &Permit,
        id: PlayId,
        version: i64,
    ) -> Result<(crate::Transaction, Play)> {
        leave::to_write(permit, Action::ManagePlays)?;
        let on = self.begin().await?;
        let play = held(&on, id, version).await?;
        Ok((on, play))
    }

    async fn to_state(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        play: &Play,
        state: PlayState,
        action: &str,
    ) -> Result<()> {
        let raise = "update plays set state = $1, version = version + 1 where id = $2";
        sql::run(on, raise, [state.name().into(), play.id.0.into()]).await?;
        let object: Option<Uuid> = Some(play.id.0);
        audit::write(on, self, permit.actor(), action, "play", object, "").await
    }
}
