//! How somebody stands to be met: all that the checks before a gesture ask, read in one state of the
//! database and in a number of statements that does not grow with how many are asked about.

mod organisations;

use std::collections::HashMap;

use domain::consent::Words;
use domain::ids::{GestureId, IdentityId, PersonId, PlayId};
use domain::plays::{Arm, EnrolmentState, GestureState, Goal};
use domain::{Actor, Day, Instant};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::draws::PROGRAMME;
use crate::{Error, Result, Store, bulk, consents, leave, sql};

pub use organisations::Organisation;

/// What is asked of people.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For which play; `None` for what a human begins.
    pub play: Option<PlayId>,
    /// Gestures decided after this instant count to the cap.
    pub cap_from: Instant,
    /// What counts as success.
    pub goal: Goal,
    /// Successes before this instant need not be looked for.
    pub goal_from: Instant,
    /// Whether people of one organisation are drawn as one.
    pub by_organisation: bool,
    /// Today, where the company is.
    pub today: Day,
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
    let mut found = identities(on, people).await?;
    let ids = || people.iter().map(|&id| Value::from(id)).collect::<Vec<_>>();
    for row in bulk::ask(
        on,
        "select person_id, zone from profiles where zone <> '' and person_id in (values ",
        1,
        ")",
        ids(),
    )
    .await?
    {
        if let Some(contact) = found.of(&row)? {
            contact.zone = sql::at(&row, 1)?;
        }
    }
    rests(on, asked, &mut found, ids()).await?;
    for (person, words) in consents::words_of(on, people).await? {
        if let Some(contact) = found.by_id.get(&person).and_then(|&at| found.people.get_mut(at)) {
            contact.words = words;
        }
    }
    lately(on, asked, &mut found, ids()).await?;
    draws(on, asked, &mut found, ids()).await?;
    if asked.play.is_some() {
        met(on, asked, &mut found, ids()).await?;
        goals(on, asked, &mut found, ids()).await?;
    }
    standings(on, &mut found, ids()).await?;
    if asked.by_organisation {
        organisations::read(on, asked, &mut found, ids()).await?;
    }
    Ok(found.people)
}

async fn identities(on: &impl ConnectionTrait, people: &[Uuid]) -> Result<Found> {
    let mut found =
        Found { people: Vec::with_capacity(people.len()), by_id: HashMap::with_capacity(people.len()) };
    let ids = people.iter().map(|&id| Value::from(id)).collect();
    let select = "select i.person_id, i.id, i.kind, case when exists (
                      select 1 from consents_now c where c.identity_id = i.id and c.topic = 'reach'
                      and c.state = 'refused') then 1 else 0 end
                  from identities i where i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", ids).await? {
        let (person, id): (Uuid, Uuid) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        let kind: String = sql::at(&row, 2)?;
        let at = *found.by_id.entry(person).or_insert_with(|| {
            found.people.push(Contact::new(PersonId(person), IdentityId(id)));
            found.people.len() - 1
        });
        let Some(contact) = found.people.get_mut(at) else { continue };
        contact.identity = contact.identity.min(IdentityId(id));
        if kind == "email" && sql::at::<i32>(&row, 3)? == 0 {
            contact.email = Some(contact.email.map_or(IdentityId(id), |first| first.min(IdentityId(id))));
        }
    }
    Ok(found)
}

impl Contact {
    fn new(person: PersonId, identity: IdentityId) -> Self {
        Self {
            person,
            identity,
            email: None,
            zone: String::new(),
            rests: false,
            words: Words::default(),
            is_customer: false,
            lately: Vec::new(),
            programme: Vec::new(),
            draws: Vec::new(),
            met: Vec::new(),
            goal: None,
            organisation: None,
            expected: (None, None),
        }
    }
}

async fn rests(on: &impl ConnectionTrait, asked: &Asked, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let today = asked.today.0;
    let resting = format!(
        "select i.person_id from identities i join rests r on r.identity_id = i.id
         where r.ended_at is null and r.since_day <= {today} and coalesce(r.until_day, {today}) >= {today}
           and i.person_id in (values "
    );
    let bereaved = format!(
        "select i.person_id from identities i join facts f on f.identity_id = i.id
         where f.kind = 'bereavement' and coalesce(f.expires_on, {today} + 1) > {today}
           and i.person_id in (values "
    );
    for select in [resting, bereaved] {
        for row in bulk::ask(on, &select, 1, ")", ids.clone()).await? {
            if let Some(contact) = found.of(&row)? {
                contact.rests = true;
            }
        }
    }
    Ok(())
}

async fn lately(on: &impl ConnectionTrait, asked: &Asked, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let select = format!(
        "select i.person_id, g.id, g.play_id, g.occasion, g.step, g.state, g.owed, g.decided_at
         from identities i join gestures g on g.identity_id = i.id
         where (g.play_id is not null or g.decided_at > {}) and i.person_id in (values ",
        asked.cap_from.0
    );
    for row in bulk::ask(on, &select, 1, ")", ids).await? {
        let play = sql::at::<Option<Uuid>>(&row, 2)?.map(PlayId);
        let decided = Instant(sql::at(&row, 7)?);
        if decided <= asked.cap_from && play != asked.play {
            continue;
        }
        let state: String = sql::at(&row, 5)?;
        let step: Option<i64> = sql::at(&row, 4)?;
        let gesture = Lately {
            id: GestureId(sql::at(&row, 1)?),
            play,
            occasion: sql::at(&row, 3)?,
            step: step.and_then(|step| u32::try_from(step).ok()),
            state: GestureState::from_name(&state)
                .ok_or_else(|| Error::unreadable(format!("a gesture that is '{state}'")))?,
            owed: sql::at::<i64>(&row, 6)? != 0,
            decided,
        };
        if let Some(contact) = found.of(&row)? {
            contact.lately.push(gesture);
        }
    }
    Ok(())
}

/// The arm kept under a name.
pub(crate) fn arm(name: &str) -> Result<Arm> {
    Arm::from_name(name).ok_or_else(|| Error::unreadable(format!("a draw into '{name}'")))
}

async fn draws(on: &impl ConnectionTrait, asked: &Asked, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let select = "select i.person_id, d.play_id, d.arm, d.drawn_at from identities i
                  join draws d on d.identity_id = i.id where i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", ids).await? {
        let play = PlayId(sql::at(&row, 1)?);
        let drawn = Drawn { arm: arm(&sql::at::<String>(&row, 2)?)?, at: Instant(sql::at(&row, 3)?) };
        let Some(contact) = found.of(&row)? else { continue };
        if play == PROGRAMME {
            contact.programme.push(drawn);
        } else if Some(play) == asked.play {
            contact.draws.push(drawn);
        }
    }
    Ok(())
}

async fn met(on: &impl ConnectionTrait, asked: &Asked, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let select = "select i.person_id, e.play_id, e.identity_id, e.occasion, e.entered_at, e.state
                  from identities i join enrolments e on e.identity_id = i.id where i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", ids).await? {
        if Some(PlayId(sql::at(&row, 1)?)) != asked.play {
            continue;
        }
        let state: String = sql::at(&row, 5)?;
        let met = Met {
            identity: IdentityId(sql::at(&row, 2)?),
            occasion: sql::at(&row, 3)?,
            entered: Instant(sql::at(&row, 4)?),
            state: EnrolmentState::from_name(&state)
                .ok_or_else(|| Error::unreadable(format!("an enrolment that is '{state}'")))?,
        };
        if let Some(contact) = found.of(&row)? {
            contact.met.push(met);
        }
    }
    Ok(())
}

/// The kinds of entries that are a success.
pub(crate) fn successes(goal: Goal) -> &'static str {
    match goal {
        Goal::Return | Goal::Revenue => "'purchase'",
        Goal::Visit => "'visit', 'purchase'",
        Goal::Answer => "'answer', 'call', 'meeting', 'review', 'visit', 'wish'",
    }
}

async fn goals(on: &impl ConnectionTrait, asked: &Asked, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let select = format!(
        "select i.person_id, max(t.at) from identities i join timeline t on t.identity_id = i.id
         where t.at > {} and t.kind in ({}) and i.person_id in (values ",
        asked.goal_from.0,
        successes(asked.goal)
    );
    for row in bulk::ask(on, &select, 1, ") group by i.person_id", ids).await? {
        let at = Instant(sql::at(&row, 1)?);
        if let Some(contact) = found.of(&row)? {
            contact.goal = Some(at);
        }
    }
    Ok(())
}

async fn standings(on: &impl ConnectionTrait, found: &mut Found, ids: Vec<Value>) -> Result<()> {
    let select = "select person_id, orders, expected_orders, expected_value from standings
                  where person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", ids).await? {
        let (orders, expected): (i64, _) = (sql::at(&row, 1)?, (sql::at(&row, 2)?, sql::at(&row, 3)?));
        if let Some(contact) = found.of(&row)? {
            (contact.is_customer, contact.expected) = (orders > 0, expected);
        }
    }
    // Who bought before the first model was fitted has no standing yet.
    let unknown = found.people.iter().filter(|one| !one.is_customer).map(|one| one.person.0.into()).collect();
    let select = "select distinct i.person_id from identities i join orders o on o.identity_id = i.id
                  where i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", unknown).await? {
        if let Some(contact) = found.of(&row)? {
            contact.is_customer = true;
        }
    }
    Ok(())
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
