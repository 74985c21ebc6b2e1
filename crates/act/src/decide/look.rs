//! Looking at whom a play's moment finds, page after page.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Actor;
use domain::ids::PersonId;
use domain::plays::{PlayState, Stopped};
use store::Store;
use store::audience::{MetBefore, Row, Sieve};
use store::contacts::Contact;
use store::plays::Play;

use super::{COMMIT, Met, Setting};
use crate::Error;
use crate::checks::{self, DAY_SECONDS, Ruling, State, Zones};
use crate::moments::{self, Candidate, Coming, Due, Found};
use crate::rule::vocabulary::World;
use crate::rule::{Rule, Verdict};

/// People read at a time.
const PAGE: u32 = 16_384;

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

impl Page {
    /// Those met, the occasions of one person together.
    pub(crate) fn by_person(&self) -> impl Iterator<Item = &[Met]> {
        self.met.chunk_by(|one, other| one.contact.person == other.contact.person)
    }
}

/// Looks at whom a play's moment finds, page after page.
pub(crate) struct Look<'a> {
    store: &'a Store,
    setting: &'a Setting,
    play: &'a Play,
    actor: Actor,
    rule: Arc<Rule>,
    zones: Zones,
    /// Whether those are left out, before they are read, whom the play can't meet.
    narrows: bool,
    /// When the moment comes that is looked at.
    coming: Coming,
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
    /// A look that tells of everybody why not.
    pub(crate) fn new(
        store: &'a Store,
        setting: &'a Setting,
        play: &'a Play,
        actor: Actor,
    ) -> Result<Self, Error> {
        let rule = Arc::new(Rule::read(&play.definition.who)?);
        let zones = Zones::new(setting.zone.clone());
        let (narrows, coming, state) = (false, Coming::Now, Progress::Before);
        Ok(Self { store, setting, play, actor, rule, zones, narrows, coming, state })
    }

    /// A look at whom the moment finds when it comes next, and when that is; of everybody else it tells what
    /// holds now.
    pub(crate) async fn ahead(
        store: &'a Store,
        setting: &'a Setting,
        play: &'a Play,
        actor: Actor,
    ) -> Result<(Self, Coming), Error> {
        let coming =
            moments::coming(store, actor, &play.definition.when, &setting.asking(Some(play))).await?;
        Ok((Self { coming, ..Self::new(store, setting, play, actor)? }, coming))
    }

    /// A look that leaves out, before anybody is read, whom the rule can't hold for and who met the play
    /// already.
    pub(crate) fn narrowed(
        store: &'a Store,
        setting: &'a Setting,
        play: &'a Play,
        actor: Actor,
    ) -> Result<Self, Error> {
        Ok(Self { narrows: true, ..Self::new(store, setting, play, actor)? })
    }

    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The next people; `None` when all were looked at.
    pub(crate) async fn next(&mut self) -> Result<Option<Page>, Error> {
        if matches!(self.state, Progress::Before) {
            let asking = self.coming.asking(self.setting.asking(Some(self.play)));
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
                let rows = self.read(from, &occasion).await?;
                let Some(last) = rows.last() else {
                    self.state = Progress::Over;
                    return Ok(None);
                };
                self.state = Progress::Everybody(Some(last.person), occasion.clone());
                let now = self.setting.now;
                let candidate = |row: &Row| Candidate {
                    person: row.person,
                    occasion: occasion.clone(),
                    due: Due::At(now),
                    since: now,
                };
                let candidates = rows.iter().map(candidate).collect();
                Ok(Some(self.look(candidates, rows).await?))
            }
            Progress::These(pages) => {
                let Some(mut candidates) = pages.next() else { return Ok(None) };
                if self.narrows {
                    self.leave_out_the_met(&mut candidates).await?;
                }
                let people = people(&candidates);
                let today = self.setting.world.today;
                let rows = self.store.audience_of(self.actor, self.rule.columns(), today, &people).await?;
                Ok(Some(self.look(candidates, rows).await?))
            }
        }
    }

    async fn read(&self, after: Option<PersonId>, occasion: &str) -> Result<Vec<Row>, Error> {
        let World { today, .. } = self.setting.world;
        let narrow = if self.narrows {
            let definition = &self.play.definition;
            let apart = definition.again_after_days.map(|days| i64::from(days) * DAY_SECONDS);
            let met = MetBefore {
                play: self.play.id,
                occasion: occasion.to_owned(),
                after: apart.map(|apart| self.setting.now.plus_seconds(-apart)),
                by_programme: !definition.owed,
            };
            Sieve { bounds: self.rule.bounds(&self.setting.world), met: Some(met) }
        } else {
            Sieve::default()
        };
        Ok(self.store.audience(self.actor, self.rule.columns(), &narrow, today, after, PAGE).await?)
    }

    /// The checks would stop them all the same, one by one.
    async fn leave_out_the_met(&self, candidates: &mut Vec<Candidate>) -> Result<(), Error> {
        let met = self.store.occasions_met(self.actor, self.play.id, &people(candidates)).await?;
        let once = self.play.definition.again_after_days.is_none();
        candidates.retain(|one| {
            let before = met.get(&one.person);
            !before.is_some_and(|before| once || before.contains(&one.occasion))
        });
        Ok(())
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
        let mut asked = checks::asked(Some(self.play.id), definition, programme, *now, world.today);
        // What is begun now can't have had its success before.
        asked.goal_from = candidates.iter().map(|one| one.since).min().filter(|since| since < now);
        let contacts = self.store.contacts(self.actor, &asked, &people(candidates)).await?;
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
                free: checks::free(&self.setting.shelves, definition, None),
            };
            match checks::rule_before_draw(&state) {
                Ruling::Stop(why) => page.not.push((candidate.person, why, None)),
                _ => page.met.push(Met { contact: contact.clone(), candidate: candidate.clone(), zone }),
            }
        }
        Ok(())
    }
}

/// The people of candidates that are sorted by them, each once.
fn people(candidates: &[Candidate]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = candidates.iter().map(|one| one.person).collect();
    people.dedup();
    people
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
