//! How somebody stands to be met: all that the checks before a gesture ask, read in one state of the
//! database and in a number of statements that does not grow with how many are asked about.

mod organisations;
mod past;

use std::collections::HashMap;

use domain::consent::Words;
use domain::ids::{GestureId, IdentityId, PersonId, PlayId};
use domain::plays::{Arm, EnrolmentState, GestureState, Goal};
use domain::{Actor, Day, Instant};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, engine, leave, sql};

pub use organisations::Organisation;
pub(crate) use past::successes;

/// What is asked of people.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For which play; `None` for what a human begins.
    pub play: Option<PlayId>,
    /// Gestures decided after this instant count to the cap.
    pub cap_from: Instant,
    /// What counts as success.
    pub goal: Goal,
    /// Successes up to this instant need not be looked for; none at all without one.
    pub goal_from: Option<Instant>,
    /// Whether people of one organisation are drawn as one.
    pub by_organisation: bool,
    /// Today, where the company is.
    pub today: Day,
}

impl Asked {
    /// The play within a statement; one there never is where none is asked for.
    fn play_text(&self, on: &impl ConnectionTrait) -> String {
        engine::id(on, self.play.map_or_else(Uuid::max, |play| play.0))
    }
}

/// A gesture that may count to the cap, or that this play did already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lately {
    /// Which.
    pub id: GestureId,
    /// By which play.
    pub play: Option<PlayId>,
    /// On which occasion.
    pub occasion: Option<String>,
    /// By which step.
    pub step: Option<u32>,
    /// How it stands.
    pub state: GestureState,
    /// Whether it was owed.
    pub owed: bool,
    /// When it was decided.
    pub decided: Instant,
}

/// A draw somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The arm.
    pub arm: Arm,
    /// When it fell.
    pub at: Instant,
    /// The share that was held out then, in thousandths.
    pub share_mille: u16,
}

/// A way through the play somebody began, or was held out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// By which of their identities.
    pub identity: IdentityId,
    /// On which occasion.
    pub occasion: String,
    /// When.
    pub entered: Instant,
    /// How far it is.
    pub state: EnrolmentState,
}

/// How somebody stands to be met.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// The identity by which what is decided now refers to them.
    pub identity: IdentityId,
    /// Where a letter goes.
    pub email: Option<IdentityId>,
    /// Their own IANA zone; empty where nobody said.
    pub zone: String,
    /// Whether they are to be left in peace: a rest, or a bereavement remembered.
    pub rests: bool,
    /// Whether something they complained of is still to be made good.
    pub complains: bool,
    /// What they said of being written to.
    pub words: Words,
    /// Whether they ever bought.
    pub is_customer: bool,
    /// Gestures since [`Asked::cap_from`], and all of this play.
    pub lately: Vec<Lately>,
    /// Their draws of the whole programme; more than one where they were merged.
    pub programme: Vec<Drawn>,
    /// Their draws of the play; more than one where they were merged.
    pub draws: Vec<Drawn>,
    /// Their ways through the play.
    pub met: Vec<Met>,
    /// When what the play is for last happened.
    pub goal: Option<Instant>,
    /// The organisation they are drawn with.
    pub organisation: Option<Organisation>,
    /// What the model expects of them now: orders, and their value in major units.
    pub expected: (Option<f64>, Option<f64>),
}

/// People asked about, by the id they are read under.
pub(super) struct Found {
    people: Vec<Contact>,
    by_id: HashMap<Uuid, usize>,
}

impl Found {
    /// Whom a row whose first column is a person tells of.
    fn of(&mut self, row: &QueryResult) -> Result<Option<&mut Contact>> {
        let id: Uuid = sql::at(row, 0)?;
        Ok(self.by_id.get(&id).and_then(|&at| self.people.get_mut(at)))
    }
}

/// The contacts of people; those gone since are left out.
pub(crate) async fn read(on: &impl ConnectionTrait, asked: &Asked, people: &[Uuid]) -> Result<Vec<Contact>> {
    let mut found =
        Found { people: Vec::with_capacity(people.len()), by_id: HashMap::with_capacity(people.len()) };
    let ids = || people.iter().map(|&id| Value::from(id)).collect::<Vec<_>>();
    for row in bulk::ask(on, OF_THEMSELVES, 1, ")", ids()).await? {
        if let Some(contact) = contact(&row)? {
            found.by_id.insert(contact.person.0, found.people.len());
            found.people.push(contact);
        }
    }
    for row in bulk::ask(on, past::OWN, 1, &past::of(on, asked), ids()).await? {
        if let Some(contact) = found.of(&row)? {
            past::add(contact, asked, &row)?;
        }
    }
    bought(on, &mut found).await?;
    if asked.by_organisation {
        organisations::read(on, asked, &mut found, ids()).await?;
    }
    Ok(found.people)
}

const OF_THEMSELVES: &str = "select p.id,
     (select i.id from identities i where i.person_id = p.id order by i.id limit 1),
     (select i.id from identities i where i.person_id = p.id and i.kind = 'email'
          and not exists (select 1 from consents_now c where c.identity_id = i.id
                          and c.topic = 'reach' and c.state = 'refused')
          order by i.id limit 1),
     coalesce(r.zone, ''), coalesce(s.orders, 0), s.expected_orders, s.expected_value
     from people p left join profiles r on r.person_id = p.id left join standings s on s.person_id = p.id
     where p.kind <> 'erased' and p.id in (values ";

/// Somebody nothing was ever said to or done for; `None` where nothing is known to refer to them by.
fn contact(row: &QueryResult) -> Result<Option<Contact>> {
    let Some(identity) = sql::at::<Option<Uuid>>(row, 1)? else { return Ok(None) };
    Ok(Some(Contact {
        person: PersonId(sql::at(row, 0)?),
        identity: IdentityId(identity),
        email: sql::at::<Option<Uuid>>(row, 2)?.map(IdentityId),
        zone: sql::at(row, 3)?,
        rests: false,
        complains: false,
        words: Words::default(),
        is_customer: sql::at::<i64>(row, 4)? > 0,
        lately: Vec::new(),
        programme: Vec::new(),
        draws: Vec::new(),
        met: Vec::new(),
        goal: None,
        organisation: None,
        expected: (sql::at(row, 5)?, sql::at(row, 6)?),
    }))
}

/// Who bought before the first model was fitted has no standing yet.
async fn bought(on: &impl ConnectionTrait, found: &mut Found) -> Result<()> {
    let unknown = found.people.iter().filter(|one| !one.is_customer).map(|one| one.person.0.into()).collect();
    let select = "select distinct i.person_id from identities i cross join timeline t
                  where t.identity_id = i.id and t.kind = 'purchase' and i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", unknown).await? {
        if let Some(contact) = found.of(&row)? {
            contact.is_customer = true;
        }
    }
    Ok(())
}

/// A draw as its columns say it.
pub(crate) fn drawn(name: String, at: Instant, share_mille: i64) -> Result<Drawn> {
    let share = u16::try_from(share_mille);
    let share_mille =
        share.map_err(|_| Error::unreadable(format!("a share of {share_mille} thousandths")))?;
    Ok(Drawn { arm: arm(&name)?, at, share_mille })
}

/// The arm kept under a name.
pub(crate) fn arm(name: &str) -> Result<Arm> {
    Arm::from_name(name).ok_or_else(|| Error::unreadable(format!("a draw into '{name}'")))
}

impl Store {
    /// How people stand to be met; those there are not any more are left out.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn contacts(&self, actor: Actor, asked: &Asked, people: &[PersonId]) -> Result<Vec<Contact>> {
        leave::to_read_customers(actor)?;
        let ids: Vec<Uuid> = people.iter().map(|person| person.0).collect();
        let on = self.read().begin().await?;
        read(&on, asked, &ids).await
    }
}
