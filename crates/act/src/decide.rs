//! Who is met, by whom the moment finds, what the rule says and what the checks say; and into which arm
//! each is drawn. Draw and way are one commit, before anything is done; a draw that stands is never
//! drawn again.

mod draw;
mod plan;

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::{Action, check};
use domain::ids::PersonId;
use domain::plays::{PlayState, Programme, Stopped};
use domain::{Actor, Clock, Currency, Instant};
use store::Store;
use store::audience::Row;
use store::contacts::Contact;
use store::jobs::NewJob;
use store::plays::Play;

use crate::Error;
use crate::checks::{self, Ruling, State, Zones};
use crate::moments::{self, Asking, Candidate, Due, Found};
use crate::rule::vocabulary::World;
use crate::rule::{Rule, Verdict};

pub use draw::held_out;
pub use plan::{Met, Plan, arms};
pub use store::plays::DECIDE as KIND;

/// How often everybody is looked at anew.
pub const EVERY_SECONDS: i64 = 600;
/// People read at a time.
const PAGE: u32 = 16_384;
/// People whose ways begin in one commit.
const COMMIT: usize = 4_096;
pub(crate) const DECIDER: Actor = Actor::System("act.decide");

/// All that holds for everybody who is looked at.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Now.
    pub now: Instant,
    /// What holds for every play.
    pub programme: Programme,
    /// What draws who is left out of all of them.
    pub salt: Vec<u8>,
    /// Whether nothing goes out at all for now.
    pub is_paused: bool,
    /// What the rule's figures are in.
    pub world: World,
    /// The company's zone.
    pub zone: jiff::tz::TimeZone,
}

impl Setting {
    /// The setting as it stands.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn read(store: &Store, now: Instant, actor: Actor) -> store::Result<Self> {
        let kept = store.programme(actor).await?;
        let zone = store.zone(actor).await?;
        let currency = store.settings(actor).await?.map_or(Currency::EUR, |settings| settings.currency);
        let minor_per_major = currency.minor_per_major() as f64;
        Ok(Self {
            now,
            programme: kept.programme,
            salt: kept.salt,
            is_paused: kept.paused_at.is_some(),
            world: World { today: now.day_in(&zone), minor_per_major },
            zone,
        })
    }

    pub(crate) fn asking(&self, play: Option<&Play>) -> Asking {
        Asking {
            now: self.now,
            today: self.world.today,
            started: play.and_then(|play| play.started_at).unwrap_or(self.now),
            minor_per_major: self.world.minor_per_major,
        }
    }
}

/// What became of one look at everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Looked {
    /// Plays that run.
    pub plays: usize,
    /// People their moments found.
    pub found: u64,
    /// Ways that began, those held out included.
    pub begun: u64,
}

/// Asks for a look at everybody, now or then, where any play runs.
///
/// # Errors
/// Where the store fails.
pub async fn ask(store: &Store, then: Option<Instant>) -> Result<(), Error> {
    let permit = check(DECIDER, Action::RunJobs)?;
    if store.plays(DECIDER).await?.iter().any(|play| play.state == PlayState::Running) {
        let unique_key = Some(if then.is_some() { "again" } else { "now" });
        let job = NewJob { kind: KIND, unique_key, payload: serde_json::json!({}), run_after: then };
        store.enqueue(&permit, &job).await?;
    }
    Ok(())
}

/// Looks at everybody for every play that runs, once.
///
/// # Errors
/// Where the store fails; what was decided before stands.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>) -> Result<Looked, Error> {
    let mut looked = Looked::default();
    let setting = Setting::read(store, clock.now(), DECIDER).await?;
    if setting.is_paused {
        return Ok(looked);
    }
    for play in store.plays(DECIDER).await? {
        if play.state != PlayState::Running {
            continue;
        }
        looked.plays += 1;
        let one = one(store, &setting, &play).await;
        match one {
            Ok((found, begun)) => (looked.found, looked.begun) = (looked.found + found, looked.begun + begun),
            Err(Error::Rule(why)) => tracing::error!(play = %play.id, "a play meets nobody: {why}"),
            // Somebody stopped or changed it while it was looked at; the next look sees what it is now.
            Err(Error::Store(store::Error::Superseded(_))) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(looked)
}

/// Looks at everybody for one play: whom its moment found, and how many ways began.
async fn one(store: &Store, setting: &Setting, play: &Play) -> Result<(u64, u64), Error> {
    let permit = check(DECIDER, Action::RunJobs)?;
    let mut begun = 0;
    let mut room = match play.definition.most_a_day {
        None => u64::MAX,
        Some(most) => {
            let from = setting.world.today.start_in(&setting.zone);
            let met = store.met_since(DECIDER, play.id, from).await?;
            u64::from(most).saturating_sub(u64::try_from(met).unwrap_or(0))
        }
    };
    let mut look = Look::new(store, setting, play, DECIDER)?;
    let mut found = 0;
    while room > 0 {
        let Some(page) = look.next().await? else { break };
        found += page.found;
        for part in page.met.chunks(COMMIT) {
            let mut plan = Plan::default();
            for met in part {
                room = room.saturating_sub(plan.meet(met, play, setting));
                if room == 0 {
                    break;
                }
            }
            begun += store.enrol(&permit, play.id, play.version, &plan.draws, &plan.ways).await?;
        }
    }
    Ok((found, begun))
}

/// One page of people looked at.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Whom the moment found.
    pub(crate) found: u64,
    /// Whom nothing speaks against but perhaps the control group.
    pub(crate) met: Vec<Met>,
    /// Who is not met, and why; the verdict where it is the rule.
    pub(crate) not: Vec<(PersonId, Stopped, Option<Verdict>)>,
}

/// Looks at whom a play's moment finds, page after page.
pub(crate) struct Look<'a> {
    store: &'a Store,
    setting: &'a Setting,
    play: &'a Play,
    actor: Actor,
    rule: Arc<Rule>,
    zones: Zones,
    state: Progress,
}

enum Progress {
    Before,
    /// Everybody after this one, on this occasion; the next page is under way.
    Everybody(Option<PersonId>, String),
    These(std::vec::IntoIter<Vec<Candidate>>),
    Over,
}

impl<'a> Look<'a> {
    pub(crate) fn new(
        store: &'a Store,
        setting: &'a Setting,
        play: &'a Play,
        actor: Actor,
    ) -> Result<Self, Error> {
        let rule = Arc::new(Rule::read(&play.definition.who)?);
        let zones = Zones::new(setting.zone.clone());
        Ok(Self { store, setting, play, actor, rule, zones, state: Progress::Before })
    }

    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The next people; `None` when all were looked at.
    pub(crate) async fn next(&mut self) -> Result<Option<Page>, Error> {
        if matches!(self.state, Progress::Before) {
            let asking = self.setting.asking(Some(self.play));
            self.state =
                match moments::find(self.store, self.actor, &self.play.definition.when, &asking).await? {
                    Found::Everybody(occasion) => Progress::Everybody(None, occasion),
                    Found::These(candidates) => Progress::These(pages(candidates).into_iter()),
                    Found::Nobody => Progress::Over,
                };
        }
        match &mut self.state {
            Progress::Before | Progress::Over => Ok(None),
            Progress::Everybody(after, occasion) => {
                let (from, occasion) = (*after, occasion.clone());
                let rows = self.read(from).await?;
                let Some(last) = rows.last() else {
                    self.state = Progress::Over;
                    return Ok(None);
                };
                self.state = Progress::Everybody(Some(last.person), occasion.clone());
                let now = self.setting.now;
                let candidates = rows.iter().map(|row| Candidate {
                    person: row.person,
                    occasion: occasion.clone(),
                    due: Due::At(now),
                    since: now,
                });
                let candidates = candidates.collect();
                Ok(Some(self.look(candidates, rows).await?))
            }
            Progress::These(pages) => {
                let Some(candidates) = pages.next() else { return Ok(None) };
                let mut people: Vec<PersonId> = candidates.iter().map(|one| one.person).collect();
                people.dedup();
                let today = self.setting.world.today;
                let rows = self.store.audience_of(self.actor, self.rule.columns(), today, &people).await?;
                Ok(Some(self.look(candidates, rows).await?))
            }
        }
    }

    async fn read(&self, after: Option<PersonId>) -> Result<Vec<Row>, Error> {
        let today = self.setting.world.today;
        Ok(self.store.audience(self.actor, self.rule.columns(), today, after, PAGE).await?)
    }

    async fn look(&mut self, candidates: Vec<Candidate>, rows: Vec<Row>) -> Result<Page, Error> {
        let (rule, world) = (Arc::clone(&self.rule), self.setting.world);
        let judged = tokio::task::spawn_blocking(move || judged(&rule, &rows, &world)).await;
        let judged = judged.map_err(|_| Error::Interrupted)?;
        let mut page = Page { found: candidates.len() as u64, ..Page::default() };
        let mut hopeful = Vec::new();
        for candidate in candidates {
            match judged.get(&candidate.person) {
                Some(Verdict::Holds) => hopeful.push(candidate),
                Some(verdict) => page.not.push((candidate.person, Stopped::Rule, Some(verdict.clone()))),
                // Gone since the moment found them, or a visitor.
                None => {}
            }
        }
        for part in hopeful.chunks(COMMIT) {
            self.hold(part, &mut page).await?;
        }
        Ok(page)
    }

    /// Asks the checks about those the rule holds for.
    async fn hold(&mut self, candidates: &[Candidate], page: &mut Page) -> Result<(), Error> {
        let Setting { now, programme, world, .. } = self.setting;
        let definition = &self.play.definition;
        let asked = checks::asked(Some(self.play.id), definition, programme, *now, world.today);
        let mut people: Vec<PersonId> = candidates.iter().map(|one| one.person).collect();
        people.dedup();
        let contacts = self.store.contacts(self.actor, &asked, &people).await?;
        let contacts: HashMap<PersonId, Contact> =
            contacts.into_iter().map(|contact| (contact.person, contact)).collect();
        for candidate in candidates {
            let Some(contact) = contacts.get(&candidate.person) else { continue };
            let zone = self.zones.of(&contact.zone);
            let state = State {
                now: *now,
                zone: &zone,
                programme,
                is_paused: self.setting.is_paused,
                play: PlayState::Running,
                definition,
                contact,
                verdict: &Verdict::Holds,
                occasion: &candidate.occasion,
                since: candidate.since,
                way: None,
                letter: None,
                has_room: true,
            };
            match checks::rule_before_draw(&state) {
                Ruling::Stop(why) => page.not.push((candidate.person, why, None)),
                _ => page.met.push(Met { contact: contact.clone(), candidate: candidate.clone(), zone }),
            }
        }
        Ok(())
    }
}

/// What the rule says of each, worked out by all processors there are.
fn judged(rule: &Rule, rows: &[Row], world: &World) -> HashMap<PersonId, Verdict> {
    use rayon::prelude::*;
    rows.par_iter().map(|row| (row.person, rule.judge(row, world))).collect()
}

/// Candidates in pages that keep one person's together.
fn pages(mut candidates: Vec<Candidate>) -> Vec<Vec<Candidate>> {
    candidates.sort_by(|a, b| (a.person, &a.occasion).cmp(&(b.person, &b.occasion)));
    let mut pages: Vec<Vec<Candidate>> = Vec::new();
    for theirs in candidates.chunk_by(|a, b| a.person == b.person) {
        match pages.last_mut() {
            Some(page) if page.len() + theirs.len() <= PAGE as usize => page.extend_from_slice(theirs),
            _ => pages.push(theirs.to_vec()),
        }
    }
    pages
}
