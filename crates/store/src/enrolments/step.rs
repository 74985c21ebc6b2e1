//! Steps that are due, each decided once: the gesture, its letter or certificate, its entry on the
//! timeline and the time of the next step are one commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::access::{Action, Role};
use domain::ids::{GestureId, LetterId, PlayId, PresentId, StaffId};
use domain::plays::{Certificate, Definition, EnrolmentState, GestureKind, Stopped};
use domain::{Actor, Currency, Instant, Permit};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{COLUMNS, Enrolment, enrolment};
use crate::audience::{self, Column, Row};
use crate::certificates::{self, Issue};
use crate::contacts::{self, Asked, Contact};
use crate::gestures::{self, Decided};
use crate::outbox::{self, Queued};
use crate::{Error, Result, Store, Transaction, leave, plays, presents, sql};

/// What has to be read to decide the steps of a play.
#[derive(Clone, Debug)]
pub struct Needs {
    /// Of how each stands to be met.
    pub asked: Asked,
    /// Of what the rule speaks of.
    pub columns: Vec<Column>,
}

/// A step that is due, and all there is to decide it by.
#[derive(Clone, Debug)]
pub struct Due {
    /// The way it is a step of.
    pub enrolment: Enrolment,
    /// What the play said when the way began.
    pub definition: Arc<Definition>,
    /// How the person stands to be met.
    pub contact: Contact,
    /// What the rule speaks of.
    pub row: Row,
    /// How many are left of the present it gives; `None` where nobody counts, or it gives none.
    pub free: Option<i64>,
}

impl Due {
    /// The present of the catalogue the step gives.
    fn present(&self) -> Option<PresentId> {
        self.definition.steps.get(self.enrolment.step as usize).and_then(|step| step.gesture.present())
    }
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What.
    pub kind: GestureKind,
    /// When it is due.
    pub due: Instant,
    /// Who does it.
    pub owner: Option<StaffId>,
    /// Where nobody does yet: for whom of the team it is.
    pub for_role: Option<Role>,
    /// Words to begin from.
    pub words: String,
    /// The letter, which needs an address to go to.
    pub letter: Option<LetterId>,
    /// The certificate issued with it.
    pub certificate: Option<Certificate>,
    /// The present of the catalogue it gives, which costs what it costs beside.
    pub present: Option<PresentId>,
    /// What it costs, in minor units.
    pub cost: i64,
}

/// What becomes of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// It is done, and the next is due then; `None` where it was the last.
    Do(Deed, Option<Instant>),
    /// Not now.
    Wait(Instant),
    /// The way ends here.
    Leave(EnrolmentState, Stopped),
}

/// What became of the steps taken up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stepped {
    /// Steps looked at.
    pub due: usize,
    /// Gestures decided.
    pub done: usize,
}

/// Reads what is due, with all there is to decide it by, and the ways of who is there no more.
async fn due(
    on: &impl ConnectionTrait,
    now: Instant,
    limit: u32,
    needs: &(impl Fn(PlayId, &Definition) -> Needs + Sync),
) -> Result<(Vec<Due>, Vec<Enrolment>)> {
    let select = format!(
        "select {COLUMNS} from enrolments e join identities i on i.id = e.identity_id
             join plays p on p.id = e.play_id and p.state = 'running'
         where e.next_at <= $1 and e.state = 'underway' order by e.next_at, e.play_id, e.identity_id limit $2"
    );
    let rows = sql::results(on, &select, [now.0.into(), limit.into()]).await?;
    let mut ways: BTreeMap<(PlayId, i64), Vec<Enrolment>> = BTreeMap::new();
    for row in &rows {
        let way = enrolment(row)?;
        ways.entry((way.play, way.version)).or_default().push(way);
    }
    let (mut found, mut gone) = (Vec::with_capacity(rows.len()), Vec::new());
    for ((play, version), ways) in ways {
        let Some(definition) = plays::definition(on, play, version).await? else { continue };
        let definition = Arc::new(definition);
        let needs = needs(play, &definition);
        let mut people: Vec<Uuid> = ways.iter().map(|way| way.person.0).collect();
        people.sort_unstable();
        people.dedup();
        let contacts = contacts::read(on, &needs.asked, &people).await?;
        let contacts: HashMap<_, _> = contacts.into_iter().map(|one| (one.person, one)).collect();
        let rows = audience::of(on, &needs.columns, &people, needs.asked.today).await?;
        let rows: HashMap<_, _> = rows.into_iter().map(|row| (row.person, row)).collect();
        for enrolment in ways {
            if let (Some(contact), Some(row)) = (contacts.get(&enrolment.person), rows.get(&enrolment.person))
            {
                let (contact, row) = (contact.clone(), row.clone());
                found.push(Due { enrolment, definition: Arc::clone(&definition), contact, row, free: None });
            } else {
                gone.push(enrolment);
            }
        }
    }
    Ok((found, gone))
}

impl Store {
    /// Takes up to `limit` steps that are due, and decides each by `decide`, all in one commit that
    /// holds the pen throughout: what a decision read stays true until it is written. One at a time
    /// decides for a person, since the next sees what it wrote: a person with several steps due is
    /// decided once here, and the others are left for the next call. A step that can't be written as it
    /// is ends its way, [`Stopped::Unfit`].
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails; nothing was done then.
    pub async fn take_steps(
        &self,
        permit: &Permit,
        limit: u32,
        needs: impl Fn(PlayId, &Definition) -> Needs + Send + Sync,
        mut decide: impl FnMut(&Due) -> Move + Send,
    ) -> Result<Stepped> {
        leave::to_write(permit, Action::RunJobs)?;
        let currency = self.settings(permit.actor()).await?.map_or(Currency::EUR, |own| own.currency);
        let on = self.begin().await?;
        let mut stepped = Stepped::default();
        let mut seen = std::collections::HashSet::new();
        let mut steps = Vec::new();
        let (due, gone) = due(&on, self.now(), limit, &needs).await?;
        for way in gone {
            stepped.due += 1;
            self.advance(&on, &way, &Move::Leave(EnrolmentState::Stopped, Stopped::Erased)).await?;
        }
        let mut shelves = presents::shelves(&on).await?;
        for mut due in due {
            if seen.insert(due.enrolment.person) {
                stepped.due += 1;
                due.free = shelves.free(due.present());
                let next = decide(&due);
                if let Move::Do(deed, _) = &next {
                    shelves.take(deed.present);
                }
                steps.push((due, next));
            }
        }
        match self.keep_apart(&on, permit, &steps, currency).await {
            Ok(done) => stepped.done = done,
            // One that can't be taken ends alone, and holds up none of the others.
            Err(why) if why.is_of_the_row() => {
                for step in &steps {
                    stepped.done += self.keep_or_leave(&on, permit, step, currency).await?;
                }
            }
            Err(why) => return Err(why),
        }
        on.commit().await?;
        Ok(stepped)
    }

    /// Writes one step; where that can't be done, its way ends. How many gestures that made.
    async fn keep_or_leave(
        &self,
        on: &Transaction,
        permit: &Permit,
        step: &(Due, Move),
        currency: Currency,
    ) -> Result<usize> {
        let way = &step.0.enrolment;
        match self.keep_apart(on, permit, std::slice::from_ref(step), currency).await {
            Err(why) if why.is_of_the_row() => {
                tracing::warn!(play = %way.play, step = way.step, "a step can't be taken, and its way ends: {why}");
                self.advance(on, way, &Move::Leave(EnrolmentState::Stopped, Stopped::Unfit)).await?;
                Ok(0)
            }
            kept => kept,
        }
    }

    /// Writes steps as a part of the commit that can be given up alone; how many gestures that made.
    async fn keep_apart(
        &self,
        on: &Transaction,
        permit: &Permit,
        steps: &[(Due, Move)],
        currency: Currency,
    ) -> Result<usize> {
        let part = on.part().await?;
        let done = self.keep(&part, permit, steps, currency).await?;
        part.commit().await?;
        Ok(done)
    }

    async fn keep(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        steps: &[(Due, Move)],
        currency: Currency,
    ) -> Result<usize> {
        let (mut decided, mut queued) = (Vec::new(), Vec::new());
        for (due, next) in steps {
            if let Move::Do(deed, _) = next {
                let gesture = self.deed(on, permit, due, deed, currency).await?;
                if gesture.letter.is_some() {
                    let to = due.contact.email.ok_or(Error::Missing("There is no address to write to."))?;
                    queued.push(Queued { gesture: GestureId(gesture.id), to, due: deed.due });
                }
                decided.push(gesture);
            }
            self.advance(on, &due.enrolment, next).await?;
        }
        gestures::write(on, self, permit.actor(), &decided).await?;
        for letter in &queued {
            outbox::enqueue(on, letter).await?;
        }
        Ok(decided.len())
    }

    /// Whether any step is due.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn steps_due(&self, actor: Actor) -> Result<bool> {
        leave::to_read_customers(actor)?;
        let select = "select e.next_at from enrolments e join plays p on p.id = e.play_id
                      where e.next_at <= $1 and e.state = 'underway' and p.state = 'running'
                      order by e.next_at limit 1";
        let due: Vec<i64> = sql::column(self.read(), select, [self.now().0.into()]).await?;
        Ok(!due.is_empty())
    }

    /// The gesture of a step.
    async fn deed(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        due: &Due,
        deed: &Deed,
        currency: Currency,
    ) -> Result<Decided> {
        let way = &due.enrolment;
        let certificate = match &deed.certificate {
            None => None,
            Some(certificate) => {
                let issue = Issue { identity: way.identity, certificate, play: Some(way.play) };
                Some(certificates::issue(on, self, permit.actor(), &issue).await?)
            }
        };
        Ok(Decided {
            id: self.inner.ids.next(),
            identity: way.identity.0,
            play: Some((way.play, way.occasion.clone(), way.step)),
            kind: deed.kind,
            owed: due.definition.owed,
            due: deed.due,
            owner: deed.owner,
            for_role: deed.for_role,
            words: deed.words.clone(),
            letter: deed.letter,
            certificate,
            tier: None,
            present: deed.present,
            cost: deed.cost,
            currency,
        })
    }

    async fn advance(&self, on: &impl ConnectionTrait, way: &Enrolment, next: &Move) -> Result<()> {
        let now = self.now().0;
        let (state, reason, step, next_at) = match next {
            Move::Do(_, Some(at)) => (EnrolmentState::Underway, None, way.step + 1, Some(at.0)),
            Move::Do(_, None) => (EnrolmentState::Done, None, way.step + 1, None),
            Move::Wait(at) => (EnrolmentState::Underway, None, way.step, Some(at.0)),
            Move::Leave(state, why) => (*state, Some(why.name()), way.step, None),
        };
        let ended = (state != EnrolmentState::Underway).then_some(now);
        sql::run(
            on,
            "update enrolments set state = $1, reason = $2, step = $3, next_at = $4, ended_at = $5
             where play_id = $6 and identity_id = $7 and occasion = $8",
            [
                state.name().into(),
                reason.into(),
                i64::from(step).into(),
                next_at.into(),
                ended.into(),
                way.play.0.into(),
                way.identity.0.into(),
                way.occasion.as_str().into(),
            ],
        )
        .await?;
        Ok(())
    }
}
