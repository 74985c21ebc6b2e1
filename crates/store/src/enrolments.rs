//! People's ways through plays: one an occasion, those held out included.

mod step;

use std::collections::{BTreeMap, HashMap};

use domain::access::Action;
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::plays::{EnrolmentState, PlayState};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use uuid::Uuid;

use crate::draws::{self, NewDraw};
use crate::{Error, Result, Store, bulk, engine, erasures, leave, plays, sql};

pub use step::{Deed, Due, Move, Needs, Stepped};

/// Somebody who begins a way through a play, or is held out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEnrolment {
    /// Who.
    pub identity: IdentityId,
    /// On which occasion; one that was met already stays as it is.
    pub occasion: String,
    /// Underway or held.
    pub state: EnrolmentState,
    /// When the first step is due; `None` for those held.
    pub next: Option<Instant>,
}

/// A way through a play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Which play.
    pub play: PlayId,
    /// Who, as they are known now.
    pub person: PersonId,
    /// The identity it was begun for.
    pub identity: IdentityId,
    /// On which occasion.
    pub occasion: String,
    /// The version of the play that holds for it.
    pub version: i64,
    /// How far it is.
    pub state: EnrolmentState,
    /// Why it was left: a name of [`domain::plays::Stopped`].
    pub reason: Option<String>,
    /// The next step, from 0.
    pub step: u32,
    /// When that is due.
    pub next: Option<Instant>,
    /// When it began.
    pub entered: Instant,
    /// When it ended.
    pub ended: Option<Instant>,
}

/// How many ways through a play stand how.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// A name of [`EnrolmentState`].
    pub state: String,
    /// Why they were left; empty otherwise.
    pub reason: String,
    /// How many.
    pub count: i64,
}

/// The columns of an enrolment `e` of an identity `i`, as [`enrolment`] reads them.
pub(crate) const COLUMNS: &str = "e.play_id, i.person_id, e.identity_id, e.occasion, e.version, e.state, e.reason, e.step, \
     e.next_at, e.entered_at, e.ended_at";

/// The enrolment whose [`COLUMNS`] are a row.
pub(crate) fn enrolment(row: &QueryResult) -> Result<Enrolment> {
    let (state, step): (String, i64) = (sql::at(row, 5)?, sql::at(row, 7)?);
    let instant = |at| -> Result<Option<Instant>> { Ok(sql::at::<Option<i64>>(row, at)?.map(Instant)) };
    Ok(Enrolment {
        play: PlayId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        identity: IdentityId(sql::at(row, 2)?),
        occasion: sql::at(row, 3)?,
        version: sql::at(row, 4)?,
        state: EnrolmentState::from_name(&state)
            .ok_or_else(|| Error::unreadable(format!("an enrolment that is '{state}'")))?,
        reason: sql::at(row, 6)?,
        step: u32::try_from(step).unwrap_or(u32::MAX),
        next: instant(8)?,
        entered: Instant(sql::at(row, 9)?),
        ended: instant(10)?,
    })
}

/// Begins ways through a version of a play; how many began that had not.
async fn begin<'a>(
    on: &impl ConnectionTrait,
    (play, version): (PlayId, i64),
    now: Instant,
    enrolled: impl Iterator<Item = &'a NewEnrolment>,
) -> Result<u64> {
    let mut alike: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for new in enrolled {
        alike.entry(new.state.name()).or_default().extend([
            new.identity.0.into(),
            new.occasion.as_str().into(),
            new.next.map(|at| at.0).into(),
        ]);
    }
    let mut begun = 0;
    for (state, values) in alike {
        let insert = format!(
            "insert into enrolments (play_id, identity_id, occasion, version, state, step, next_at, entered_at)
             select {}, column1, column2, {version}, '{state}', 0, column3, {} from (values ",
            engine::id(on, play.0),
            now.0
        );
        let after = ") as new where true on conflict (play_id, identity_id, occasion) do nothing";
        begun += bulk::run(on, &insert, 3, after, values).await?;
    }
    Ok(begun)
}

impl Store {
    /// Keeps draws and begins ways through a play, in one commit; how many began that had not. Nothing
    /// where the play does not run any more.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, somebody changed the play since `version`, or the database
    /// fails.
    pub async fn enrol(
        &self,
        permit: &Permit,
        play: PlayId,
        version: i64,
        drawn: &[NewDraw],
        enrolled: &[NewEnrolment],
    ) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let on = self.begin().await?;
        let stands = plays::read(&on, play).await?;
        if stands.is_none_or(|stands| stands.version != version || stands.state != PlayState::Running) {
            return Err(Error::Superseded("The play was changed or stopped in the meantime."));
        }
        let now = self.now();
        let met = drawn.iter().map(|new| new.identity.0).chain(enrolled.iter().map(|new| new.identity.0));
        let gone = erasures::just_erased(&on, now, met).await?;
        let drawn: Vec<NewDraw> =
            drawn.iter().filter(|new| !gone.contains(&new.identity.0)).cloned().collect();
        draws::write(&on, now, &drawn).await?;
        let enrolled = enrolled.iter().filter(|new| !gone.contains(&new.identity.0));
        let begun = begin(&on, (play, version), now, enrolled).await?;
        on.commit().await?;
        Ok(begun)
    }

    /// The ways a person went through a play, the latest first; through every play without one.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn enrolments_of(
        &self,
        actor: Actor,
        person: PersonId,
        play: Option<PlayId>,
    ) -> Result<Vec<Enrolment>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from identities i join enrolments e on e.identity_id = i.id
             where i.person_id = $1 order by e.entered_at desc, e.play_id, e.occasion limit 500"
        );
        let rows = sql::results(self.read(), &select, [person.0.into()]).await?;
        let mut found = rows.iter().map(enrolment).collect::<Result<Vec<_>>>()?;
        found.retain(|one| play.is_none_or(|play| one.play == play));
        Ok(found)
    }

    /// On which occasions these people met a play; who never did is not in it.
    ///
    /// # Errors
    /// As [`Store::enrolments_of`].
    pub async fn occasions_met(
        &self,
        actor: Actor,
        play: PlayId,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Vec<String>>> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let select = format!(
            "select i.person_id, e.occasion from identities i cross join enrolments e
             where e.identity_id = i.id and e.play_id = {} and i.person_id in (values ",
            engine::id(on, play.0)
        );
        let ids = people.iter().map(|person| Value::from(person.0)).collect();
        let mut met: HashMap<PersonId, Vec<String>> = HashMap::new();
        for row in bulk::ask(on, &select, 1, ")", ids).await? {
            met.entry(PersonId(sql::at(&row, 0)?)).or_default().push(sql::at(&row, 1)?);
        }
        Ok(met)
    }

    /// People of a play, in the order of their identities, those after `after`.
    ///
    /// # Errors
    /// As [`Store::enrolments_of`].
    pub async fn enrolments(
        &self,
        actor: Actor,
        play: PlayId,
        state: Option<EnrolmentState>,
        after: Option<(IdentityId, String)>,
        limit: u32,
    ) -> Result<Vec<Enrolment>> {
        leave::to_read_customers(actor)?;
        let (identity, occasion) = after.map_or((Uuid::nil(), String::new()), |(id, at)| (id.0, at));
        let mut values: Vec<Value> =
            vec![play.0.into(), identity.into(), occasion.into(), i64::from(limit).into()];
        let of_state = state.map_or("", |state| {
            values.push(state.name().into());
            " and e.state = $5"
        });
        let select = format!(
            "select {COLUMNS} from enrolments e join identities i on i.id = e.identity_id
             where e.play_id = $1 and (e.identity_id, e.occasion) > ($2, $3){of_state}
             order by e.identity_id, e.occasion limit $4"
        );
        sql::results(self.read(), &select, values).await?.iter().map(enrolment).collect()
    }

    /// How the ways through a play stand.
    ///
    /// # Errors
    /// As [`Store::enrolments_of`].
    pub async fn enrolment_counts(&self, actor: Actor, play: PlayId) -> Result<Vec<Count>> {
        leave::to_read_customers(actor)?;
        let select = "select state, coalesce(reason, '') as reason, count(*) as count from enrolments
                      where play_id = $1 group by state, coalesce(reason, '') order by 1, 2";
        sql::rows(self.read(), select, [play.0.into()]).await
    }

    /// How many are on their way through a play and have not been met yet.
    ///
    /// # Errors
    /// As [`Store::enrolments_of`].
    pub async fn at_first_step(&self, actor: Actor, play: PlayId) -> Result<i64> {
        leave::to_read_customers(actor)?;
        let select = "select count(*) from enrolments where play_id = $1 and state = 'underway' and step = 0";
        sql::value(self.read(), select, [play.0.into()]).await
    }

    /// How many began a way through a play, held out or not, from an instant on.
    ///
    /// # Errors
    /// As [`Store::enrolments_of`].
    pub async fn met_since(&self, actor: Actor, play: PlayId, from: Instant) -> Result<i64> {
        leave::to_read_customers(actor)?;
        let select = "select count(*) from enrolments where play_id = $1 and entered_at >= $2";
        sql::value(self.read(), select, [play.0.into(), from.0.into()]).await
    }
}
