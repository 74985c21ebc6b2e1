//! What is done for people: decided once, by a play or by a human of their own accord, and closed once.

mod open;
pub(crate) mod recovery;

use domain::access::{Action, Role};
use domain::ids::{
    CertificateId, GestureId, IdentityId, LetterId, PersonId, PlayId, PresentId, StaffId, TierId,
};
use domain::limits::AMOUNT_MINOR_MAX;
use domain::memory::{NOTE_MAX, TEXT_MAX, note, text};
use domain::plays::{GestureKind, GestureState, PlayRefusal};
use domain::presents::{ParcelState, PresentRefusal};
use domain::timeline::Kind;
use domain::{Actor, Currency, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::{Error, Result, Store, audit, bulk, leave, people, presents, sql, webhooks};

pub use open::OpenGestures;
pub(crate) use open::call_off_held;

/// Something done, or to be done, for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesture {
    /// Which.
    pub id: GestureId,
    /// For whom, as they are known now.
    pub person: PersonId,
    /// The identity it was decided for.
    pub identity: IdentityId,
    /// By which play; `None` where a human began it.
    pub play: Option<PlayId>,
    /// On which occasion of the play.
    pub occasion: Option<String>,
    /// By which of its steps, from 0.
    pub step: Option<u32>,
    /// What.
    pub kind: GestureKind,
    /// Whether it is owed: never capped, never held out.
    pub owed: bool,
    /// How it stands.
    pub state: GestureState,
    /// Why it was called off or could not be done: a name of [`domain::plays::Stopped`], or our words.
    pub reason: Option<String>,
    /// When it is due.
    pub due: Instant,
    /// When it was decided.
    pub decided: Instant,
    /// When it was done or called off.
    pub ended: Option<Instant>,
    /// Who does it.
    pub owner: Option<StaffId>,
    /// Where nobody does yet: for whom of the team it is.
    pub for_role: Option<Role>,
    /// Words to begin from.
    pub words: String,
    /// The letter.
    pub letter: Option<LetterId>,
    /// The certificate issued with it.
    pub certificate: Option<CertificateId>,
    /// The tier whose privilege it is.
    pub tier: Option<TierId>,
    /// The present of the catalogue it gives.
    pub present: Option<Given>,
    /// What it costs, in minor units.
    pub cost: i64,
    /// Of which currency.
    pub currency: Currency,
    /// Who decided it: `system act.steps`, `staff <id>`.
    pub made_by: String,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// Rises with every change.
    pub version: i64,
}

/// A present of the catalogue that a gesture gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub id: PresentId,
    /// What it is.
    pub name: String,
    /// What became of it.
    pub state: ParcelState,
}

/// A gesture to be written.
#[derive(Clone, Debug)]
pub(crate) struct Decided {
    pub id: Uuid,
    pub identity: Uuid,
    pub play: Option<(PlayId, String, u32)>,
    pub kind: GestureKind,
    pub owed: bool,
    pub due: Instant,
    pub owner: Option<StaffId>,
    pub for_role: Option<Role>,
    pub words: String,
    pub letter: Option<LetterId>,
    pub certificate: Option<CertificateId>,
    pub tier: Option<TierId>,
    pub present: Option<PresentId>,
    pub cost: i64,
    pub currency: Currency,
}

/// A gesture somebody begins of their own accord.
#[derive(Clone, Debug)]
pub struct NewGesture {
    /// What.
    pub kind: GestureKind,
    /// Words to begin from.
    pub words: String,
    /// Whether it is owed: a recovery, a condolence, an answer.
    pub owed: bool,
    /// Who does it.
    pub owner: Option<StaffId>,
    /// When it is due; `None` for now.
    pub due: Option<Instant>,
    /// The present of the catalogue it gives, which costs what it costs beside.
    pub present: Option<PresentId>,
    /// What it costs, in minor units of the company's currency.
    pub cost: i64,
}

/// The columns of a gesture `g` of an identity `i`, as [`gesture`] reads them.
pub(crate) const COLUMNS: &str = "g.id, i.person_id, g.identity_id, g.play_id, g.occasion, g.step, g.kind, \
     g.owed, g.state, g.reason, g.due_at, g.decided_at, g.ended_at, g.owner, g.for_role, g.words, g.letter_id, \
     g.certificate_id, g.tier_id, g.cost, g.currency, g.made_by, g.closed_by, g.version, \
     c.present_id, n.name, c.state";
/// Where a gesture `g` has its present.
pub(crate) const PRESENT: &str =
    "left join parcels c on c.gesture_id = g.id left join presents n on n.id = c.present_id";

/// The gesture whose [`COLUMNS`] are a row.
pub(crate) fn gesture(row: &QueryResult) -> Result<Gesture> {
    let (kind, state): (String, String) = (sql::at(row, 6)?, sql::at(row, 8)?);
    let unreadable = |name: &str| Error::unreadable(format!("a gesture that is '{name}'"));
    let instant = |at| -> Result<Option<Instant>> { Ok(sql::at::<Option<i64>>(row, at)?.map(Instant)) };
    let currency: String = sql::at(row, 20)?;
    let step: Option<i64> = sql::at(row, 5)?;
    let present = match sql::at::<Option<Uuid>>(row, 24)?.map(PresentId) {
        None => None,
        Some(id) => {
            let (name, state): (String, String) = (sql::at(row, 25)?, sql::at(row, 26)?);
            let state = ParcelState::from_name(&state).ok_or_else(|| unreadable(&state))?;
            Some(Given { id, name, state })
        }
    };
    Ok(Gesture {
        id: GestureId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        identity: IdentityId(sql::at(row, 2)?),
        play: sql::at::<Option<Uuid>>(row, 3)?.map(PlayId),
        occasion: sql::at(row, 4)?,
        step: step.and_then(|step| u32::try_from(step).ok()),
        kind: GestureKind::from_name(&kind).ok_or_else(|| unreadable(&kind))?,
        owed: sql::at::<i64>(row, 7)? != 0,
        state: GestureState::from_name(&state).ok_or_else(|| unreadable(&state))?,
        reason: sql::at(row, 9)?,
        due: Instant(sql::at(row, 10)?),
        decided: Instant(sql::at(row, 11)?),
        ended: instant(12)?,
        owner: sql::at::<Option<Uuid>>(row, 13)?.map(StaffId),
        for_role: sql::at::<Option<String>>(row, 14)?.as_deref().and_then(Role::from_name),
        words: sql::at(row, 15)?,
        letter: sql::at::<Option<Uuid>>(row, 16)?.map(LetterId),
        certificate: sql::at::<Option<Uuid>>(row, 17)?.map(CertificateId),
        tier: sql::at::<Option<Uuid>>(row, 18)?.map(TierId),
        present,
        cost: sql::at(row, 19)?,
        currency: currency.parse().map_err(Error::unreadable)?,
        made_by: sql::at(row, 21)?,
        closed_by: sql::at(row, 22)?,
        version: sql::at(row, 23)?,
    })
}

/// Gestures by their ids.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Gesture>> {
    let select = format!(
        "select {COLUMNS} from gestures g join identities i on i.id = g.identity_id {PRESENT} where g.id in (values "
    );
    bulk::ask(on, &select, 1, ")", ids).await?.iter().map(gesture).collect()
}

/// Writes gestures with their entries on the timeline, inside the commit that decides them. A letter
/// waits, anything else is an open task.
pub(crate) async fn write(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    gestures: &[Decided],
) -> Result<()> {
    let (now, by) = (store.now(), leave::name_of(actor));
    let mut values = Vec::with_capacity(gestures.len() * 20);
    let mut entries = Vec::with_capacity(gestures.len() * 4);
    for new in gestures {
        let state = if new.kind.by_hand() { GestureState::Open } else { GestureState::Waiting };
        let of_play = new.play.as_ref();
        values.extend([
            new.id.into(),
            of_play.map(|(play, ..)| play.0).into(),
            new.identity.into(),
            of_play.map(|(_, occasion, _)| occasion.clone()).into(),
            of_play.map(|(.., step)| i64::from(*step)).into(),
            new.kind.name().into(),
            i64::from(new.owed).into(),
            state.name().into(),
            new.due.0.into(),
            now.0.into(),
            new.owner.map(|owner| owner.0).into(),
            new.for_role.map(Role::name).into(),
            new.words.as_str().into(),
            new.letter.map(|id| id.0).into(),
            new.certificate.map(|id| id.0).into(),
            new.tier.map(|id| id.0).into(),
            new.cost.into(),
            new.currency.code().into(),
            by.as_str().into(),
            Value::from(1i64),
        ]);
        entries.extend([new.identity.into(), now.0.into(), Kind::Gesture.name().into(), new.id.into()]);
    }
    let insert = "insert into gestures (id, play_id, identity_id, occasion, step, kind, owed, state, due_at,
                      decided_at, owner, for_role, words, letter_id, certificate_id, tier_id, cost, currency,
                      made_by, version) values ";
    bulk::run(on, insert, 20, "", values).await?;
    let insert = "insert into timeline (identity_id, at, kind, ref_id) values ";
    bulk::run(on, insert, 4, "", entries).await?;
    presents::reserve(on, gestures).await
}

/// Ends a gesture by what became of its letter, inside the commit that ends the letter. Nothing where
/// it has ended already.
pub(crate) async fn settle(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    id: GestureId,
    state: GestureState,
    reason: Option<&str>,
) -> Result<()> {
    let end =
        "update gestures set state = $1, reason = $2, ended_at = $3, closed_by = $4, version = version + 1
               where id = $5 and state in ('waiting', 'open', 'held') returning kind";
    let values =
        [state.name().into(), reason.into(), store.now().0.into(), leave::name_of(actor).into(), id.0.into()];
    let Some(kind) = sql::column::<String>(on, end, values).await?.pop() else { return Ok(()) };
    if kind == GestureKind::Present.name() {
        presents::follow(on, id, state, store.now()).await?;
    }
    if state == GestureState::Done {
        webhooks::tell(on, store, "gesture.done", &json!({ "id": id })).await?;
    }
    Ok(())
}

impl Store {
    /// What was done and is to be done for a person, the latest first. At most 500.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn gestures(&self, actor: Actor, person: PersonId) -> Result<Vec<Gesture>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from identities i join gestures g on g.identity_id = i.id {PRESENT}
             where i.person_id = $1 order by g.decided_at desc, g.id desc limit 500"
        );
        sql::results(self.read(), &select, [person.0.into()]).await?.iter().map(gesture).collect()
    }

    /// One gesture.
    ///
    /// # Errors
    /// As [`Store::gestures`].
    pub async fn gesture(&self, actor: Actor, id: GestureId) -> Result<Option<Gesture>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), vec![id.0.into()]).await?.pop())
    }

    /// Begins a gesture of one's own accord: a task for somebody.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, it is a letter (those go by plays), nothing is said of
    /// it, its cost is below zero, none is left of its present, there is no such person, or the database fails.
    pub async fn begin_gesture(
        &self,
        permit: &Permit,
        person: PersonId,
        new: NewGesture,
    ) -> Result<GestureId> {
        leave::to_write(permit, Action::WritePeople)?;
        let words = text(&new.words, TEXT_MAX)?;
        if !new.kind.by_hand() {
            return Err(PlayRefusal::NotByHand.into());
        }
        if new.present.is_some() && new.kind != GestureKind::Present {
            return Err(PresentRefusal::NoPresent.into());
        }
        if !(0..=AMOUNT_MINOR_MAX).contains(&new.cost) {
            return Err(PlayRefusal::Cost.into());
        }
        let currency = self.settings(permit.actor()).await?.map_or(Currency::EUR, |own| own.currency);
        let (id, now) = (self.inner.ids.next(), self.now());
        let on = self.begin().await?;
        in_team(&on, new.owner).await?;
        let decided = Decided {
            id,
            identity: people::anchor(&on, person).await?,
            play: None,
            kind: new.kind,
            owed: new.owed || new.kind.is_owed(),
            due: new.due.unwrap_or(now),
            owner: new.owner,
            for_role: None,
            words,
            letter: None,
            certificate: None,
            tier: None,
            present: new.present,
            cost: new.cost,
            currency,
        };
        write(&on, self, permit.actor(), &[decided]).await?;
        let kind = new.kind.name();
        audit::write(&on, self, permit.actor(), "gesture.begun", "gesture", Some(id), kind).await?;
        on.commit().await?;
        Ok(GestureId(id))
    }

    /// Closes a task that is open at `version`: done, could not be done, or called off. The new version.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the state is none of these or the gesture a letter,
    /// the note is too long, somebody else changed or closed it in the meantime, there is none, or the
    /// database fails.
    pub async fn close_gesture(
        &self,
        permit: &Permit,
        id: GestureId,
        version: i64,
        state: GestureState,
        written: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        let written = note(written, NOTE_MAX)?;
        if !matches!(state, GestureState::Done | GestureState::CouldNot | GestureState::Cancelled) {
            return Err(PlayRefusal::NoEnd.into());
        }
        let on = self.begin().await?;
        let before = held(&on, id, version).await?;
        let reason = (!written.is_empty()).then_some(written.as_str());
        settle(&on, self, permit.actor(), id, state, reason).await?;
        let action = format!("gesture.{}", state.name());
        audit::write(&on, self, permit.actor(), &action, "gesture", Some(id.0), before.kind.name()).await?;
        on.commit().await?;
        Ok(version + 1)
    }
}

/// That a task's owner works here.
async fn in_team(on: &impl ConnectionTrait, owner: Option<StaffId>) -> Result<()> {
    match owner {
        Some(owner) if !works_here(on, owner).await? => Err(PlayRefusal::NotInTeam.into()),
        _ => Ok(()),
    }
}

/// Whether somebody is of the team.
pub(crate) async fn works_here(on: &impl ConnectionTrait, who: StaffId) -> Result<bool> {
    let here = "select id from staff where id = $1 and left_at is null";
    let here: Vec<Uuid> = sql::column(on, here, [who.0.into()]).await?;
    Ok(!here.is_empty())
}

/// The open task an edit was begun on, if it still stands so.
pub(crate) async fn held(on: &impl ConnectionTrait, id: GestureId, version: i64) -> Result<Gesture> {
    let found = read(on, vec![id.0.into()]).await?.pop();
    let found = found.ok_or(Error::Missing("There is no such gesture, or not any more."))?;
    if found.version == version && found.state == GestureState::Open {
        return Ok(found);
    }
    Err(Error::Superseded("Somebody else changed or closed this task in the meantime; look again."))
}
