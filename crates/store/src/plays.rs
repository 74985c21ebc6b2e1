//! Plays: what each says of itself, every version it had, and how far it is.

mod states;

use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::{By, Definition, DefinitionError, PlayRefusal, PlayState, name};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::programme::SALT_BYTES;
use crate::{Error, Result, Store, audit, gestures, leave, presents, sql};

pub use states::{DECIDE, ToApprove};

/// Most plays a list gives.
const LIST_MAX: u32 = 500;

/// A play.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// Which.
    pub id: PlayId,
    /// What it is called.
    pub name: String,
    /// How far it is.
    pub state: PlayState,
    /// What it says of itself.
    pub definition: Definition,
    /// What draws its control group.
    pub salt: Vec<u8>,
    /// Who made it: `staff <id>`, `key <id>`.
    pub created_by: String,
    /// When.
    pub created_at: Instant,
    /// Who approved what it says now.
    pub approved_by: Option<String>,
    /// When.
    pub approved_at: Option<Instant>,
    /// When it first started.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Rises with every change.
    pub version: i64,
}

/// A definition a play has or had.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The play's version from which it held.
    pub version: i64,
    /// What it said.
    pub definition: Definition,
    /// Who wrote it.
    pub saved_by: String,
    /// When.
    pub saved_at: Instant,
}

const COLUMNS: &str = "id, name, state, definition, salt, created_by, created_at, approved_by, approved_at, \
     started_at, ended_at, version";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    state: String,
    definition: String,
    salt: Vec<u8>,
    created_by: String,
    created_at: i64,
    approved_by: Option<String>,
    approved_at: Option<i64>,
    started_at: Option<i64>,
    ended_at: Option<i64>,
    version: i64,
}

impl TryFrom<Row> for Play {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unreadable = || Error::unreadable(format!("a play that is '{}'", row.state));
        Ok(Self {
            id: PlayId(row.id),
            name: row.name,
            state: PlayState::from_name(&row.state).ok_or_else(unreadable)?,
            definition: serde_json::from_str(&row.definition)?,
            salt: row.salt,
            created_by: row.created_by,
            created_at: Instant(row.created_at),
            approved_by: row.approved_by,
            approved_at: row.approved_at.map(Instant),
            started_at: row.started_at.map(Instant),
            ended_at: row.ended_at.map(Instant),
            version: row.version,
        })
    }
}

#[derive(FromQueryResult)]
struct VersionRow {
    version: i64,
    definition: String,
    saved_by: String,
    saved_at: i64,
}

/// A play, inside a transaction too.
pub(crate) async fn read(on: &impl ConnectionTrait, id: PlayId) -> Result<Option<Play>> {
    let select = format!("select {COLUMNS} from plays where id = $1");
    sql::row::<Row>(on, &select, [id.0.into()]).await?.map(Play::try_from).transpose()
}

/// What a play said at one of its versions.
pub(crate) async fn definition(
    on: &impl ConnectionTrait,
    id: PlayId,
    version: i64,
) -> Result<Option<Definition>> {
    let select = "select definition from play_versions where play_id = $1 and version <= $2
                  order by version desc limit 1";
    let written: Option<String> = sql::column(on, select, [id.0.into(), version.into()]).await?.pop();
    Ok(written.as_deref().map(serde_json::from_str).transpose()?)
}

/// The play an edit was begun on, if it still stands so.
async fn held(on: &impl ConnectionTrait, id: PlayId, version: i64) -> Result<Play> {
    let play = read(on, id).await?.ok_or(Error::Missing("There is no such play, or not any more."))?;
    if play.version == version {
        return Ok(play);
    }
    Err(Error::Superseded(
        "Somebody else changed this play in the meantime; look again and repeat your change.",
    ))
}

/// Holds a definition to what can be held without knowing the rule's language.
fn checked(definition: &Definition) -> Result<String> {
    definition.check()?;
    if definition.quiet.is_some_and(|quiet| !quiet.are_possible()) {
        return Err(PlayRefusal::Quiet.into());
    }
    let written = serde_json::to_string(definition)?;
    // However it is written, as the character itself or as an escape of the rule's language.
    if written.contains("\\u0000") { Err(Error::Nul) } else { Ok(written) }
}

/// That whoever a step is for works here, and what it gives is there.
async fn there(on: &impl ConnectionTrait, definition: &Definition) -> Result<()> {
    let shelves = presents::shelves(on).await?;
    for (at, step) in definition.steps.iter().enumerate() {
        if step.gesture.present().is_some_and(|present| !shelves.holds(present)) {
            return Err(DefinitionError::Present(at + 1).into());
        }
        if let By::Member(owner) = step.by
            && !gestures::works_here(on, owner).await?
        {
            return Err(DefinitionError::Owner(at + 1).into());
        }
    }
    Ok(())
}

impl Store {
    /// Every play, those running first, then the latest made. At most 500.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn plays(&self, actor: Actor) -> Result<Vec<Play>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from plays
             order by case state when 'running' then 0 when 'waiting' then 1 when 'paused' then 2
                      when 'draft' then 3 else 4 end, id desc limit {LIST_MAX}"
        );
        sql::rows::<Row>(self.read(), &select, []).await?.into_iter().map(Play::try_from).collect()
    }

    /// One play.
    ///
    /// # Errors
    /// As [`Store::plays`].
    pub async fn play(&self, actor: Actor, id: PlayId) -> Result<Option<Play>> {
        leave::to_read_customers(actor)?;
        read(self.read(), id).await
    }

    /// What a play said at one of its versions.
    ///
    /// # Errors
    /// As [`Store::plays`].
    pub async fn play_said(&self, actor: Actor, id: PlayId, version: i64) -> Result<Option<Definition>> {
        leave::to_read_customers(actor)?;
        definition(self.read(), id, version).await
    }

    /// Every definition a play had, the latest first.
    ///
    /// # Errors
    /// As [`Store::plays`].
    pub async fn play_versions(&self, actor: Actor, id: PlayId) -> Result<Vec<Version>> {
        leave::to_read_customers(actor)?;
        let select = "select version, definition, saved_by, saved_at from play_versions where play_id = $1
                      order by version desc";
        let rows: Vec<VersionRow> = sql::rows(self.read(), select, [id.0.into()]).await?;
        rows.into_iter()
            .map(|VersionRow { version, definition, saved_by, saved_at }| {
                let definition = serde_json::from_str(&definition)?;
                Ok(Version { version, definition, saved_by, saved_at: Instant(saved_at) })
            })
            .collect()
    }

    /// Makes a play, as a draft. The rule is held to its language by `act::rule` before.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the name or the definition can't be, or the database
    /// fails.
    pub async fn make_play(&self, permit: &Permit, called: &str, definition: &Definition) -> Result<PlayId> {
        leave::to_write(permit, Action::ManagePlays)?;
        let (called, written) = (name(called)?, checked(definition)?);
        let (id, now, by) = (self.inner.ids.next(), self.now(), leave::name_of(permit.actor()));
        let mut salt = vec![0; SALT_BYTES];
        self.inner.entropy.fill(&mut salt);
        let on = self.begin().await?;
        there(&on, definition).await?;
        sql::run(
            &on,
            "insert into plays (id, name, state, definition, salt, created_by, created_at, version)
             values ($1, $2, 'draft', $3, $4, $5, $6, 1)",
            [id.into(), called.into(), written.as_str().into(), salt.into(), by.into(), now.0.into()],
        )
        .await?;
        self.keep_version(&on, permit, PlayId(id), 1, &written).await?;
        audit::write(&on, self, permit.actor(), "play.made", "play", Some(id), "").await?;
        on.commit().await?;
        Ok(PlayId(id))
    }

    /// Changes what a play is called and says, in an edit begun on `version`; the new version. What was
    /// approved has to be approved again. Those on the way end by what held when they came.
    ///
    /// # Errors
    /// As [`Store::make_play`]; where the play runs or has ended, somebody else changed it in the
    /// meantime, or there is none.
    pub async fn change_play(
        &self,
        permit: &Permit,
        id: PlayId,
        version: i64,
        called: &str,
        definition: &Definition,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let (called, written) = (name(called)?, checked(definition)?);
        let on = self.begin().await?;
        let play = held(&on, id, version).await?;
        let state = match play.state {
            PlayState::Running => return Err(PlayRefusal::Running.into()),
            PlayState::Ended => return Err(PlayRefusal::State(PlayState::Ended).into()),
            PlayState::Waiting if play.started_at.is_some() => PlayState::Paused,
            PlayState::Waiting => PlayState::Draft,
            same => same,
        };
        there(&on, definition).await?;
        sql::run(
            &on,
            "update plays set name = $1, definition = $2, state = $3, approved_by = null,
                 approved_at = null, version = $4 where id = $5",
            [called.into(), written.as_str().into(), state.name().into(), (version + 1).into(), id.0.into()],
        )
        .await?;
        self.keep_version(&on, permit, id, version + 1, &written).await?;
        audit::write(&on, self, permit.actor(), "play.changed", "play", Some(id.0), "").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    async fn keep_version(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        id: PlayId,
        version: i64,
        written: &str,
    ) -> Result<()> {
        let values: [Value; 5] = [
            id.0.into(),
            version.into(),
            written.into(),
            leave::name_of(permit.actor()).into(),
            self.now().0.into(),
        ];
        let insert = "insert into play_versions (play_id, version, definition, saved_by, saved_at)
                      values ($1, $2, $3, $4, $5)";
        sql::run(on, insert, values).await?;
        Ok(())
    }
}
