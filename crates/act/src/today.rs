//! The day: whom to care for now, in one list over promises, tasks, dates and silence.
//!
//! What is owed stands first, by its day; then what was agreed; then courtesy, which never asks what
//! anybody is worth; and only care nobody asked for is weighed: what is at stake times the odds that
//! they are still there, so that a gesture goes where it can still win something.
//!
//! A control group stays one: whoever is held out of the whole programme is not suggested for their
//! silence, and whoever a running play drew, into either arm, is left to that play: of their dates, with
//! the one the play is about. While such a play is paused, only its control group is. What a human owes is
//! never drawn.

mod holidays;
mod line;
mod plans;

use std::collections::{HashMap, HashSet};

use domain::access::{Action, may};
use domain::ids::{PersonId, PlayId, StaffId};
use domain::leaving::FRESH_DAYS;
use domain::plays::{Arm, PlayState, When};
use domain::presents::LATE_DAYS;
use domain::today::{AHEAD_DAYS, EXPIRES_WITHIN_DAYS, LineKind};
use domain::{Actor, Day, Instant};
use jiff::tz::TimeZone;
use store::draws::PROGRAMME;
use store::facts::Fact;
use store::gestures::OpenGestures;
use store::today::{HOUSE, Silent};
use store::{Result, Store};

use crate::moments;

pub use line::{Line, Why};

/// Lines of one kind read at most.
const READ: u32 = 200;
/// Promises, tasks, and missed steps, shown at most.
const DUTIES: usize = 100;
/// Dates of one day, and certificates, shown at most.
const COURTESIES: usize = 30;
/// Silent regulars shown at most.
const SILENT: usize = 20;

/// A day's list.
#[derive(Clone, Debug)]
pub struct Today {
    /// The day, where the company is.
    pub day: Day,
    /// What it asks for, the first first.
    pub lines: Vec<Line>,
    /// The kinds of which there is more than the list shows.
    pub cut: Vec<LineKind>,
}

/// The list as it grows.
struct Gathered<'a> {
    store: &'a Store,
    actor: Actor,
    day: Day,
    lines: Vec<Line>,
}

/// The list of the day that `now` is on, where the company is: the promises and tasks `of` somebody and
/// those nobody sees to, or everybody's; and what concerns all.
///
/// # Errors
/// Where the actor may not read customers, or the database fails.
pub async fn list(store: &Store, actor: Actor, now: Instant, of: Option<StaffId>) -> Result<Today> {
    let zone = store.zone(actor).await?;
    let day = now.day_in(&zone);
    let mut gathered = Gathered { store, actor, day, lines: Vec::new() };
    gathered.promises(of).await?;
    gathered.tasks(of, &zone).await?;
    gathered.missed(of).await?;
    gathered.letters().await?;
    gathered.presents(&zone).await?;
    gathered.approvals().await?;
    gathered.leavings(&zone).await?;
    let running = Running::read(store, actor).await?;
    gathered.occasions(&running).await?;
    gathered.certificates().await?;
    gathered.silent(&running).await?;
    gathered.lines.extend(holidays::lines(store, actor, day).await?);
    gathered.finish().await
}

/// The running plays that see to something a list would otherwise speak of.
struct Running {
    silence: Vec<PlayId>,
    dates: Vec<DatePlay>,
}

/// A play about a date of theirs.
struct DatePlay {
    id: PlayId,
    /// The kind of fact, and the words it has, as the play says them.
    date: String,
    is_paused: bool,
}

impl DatePlay {
    /// Whether this fact of somebody is left to the play, by what was drawn.
    fn sees_to(&self, fact: &Fact, drawn: &HashSet<(PersonId, PlayId, Arm)>) -> bool {
        let was = |play, arm| drawn.contains(&(fact.person, play, arm));
        let is_left = was(self.id, Arm::Held)
            || was(PROGRAMME, Arm::Held)
            || (!self.is_paused && was(self.id, Arm::Treated));
        is_left && moments::is_meant(&self.date, fact.draft.kind, &fact.draft.text)
    }
}

impl Running {
    async fn read(store: &Store, actor: Actor) -> Result<Self> {
        let plays = store.plays(actor).await?;
        let met =
            plays.into_iter().filter(|play| matches!(play.state, PlayState::Running | PlayState::Paused));
        let (mut silence, mut dates) = (Vec::new(), Vec::new());
        for play in met {
            let is_paused = play.state == PlayState::Paused;
            match play.definition.when {
                When::Silence { .. } => silence.push(play.id),
                When::Date { fact, .. } => dates.push(DatePlay { id: play.id, date: fact, is_paused }),
                _ => {}
            }
        }
        Ok(Self { silence, dates })
    }
}

impl Gathered<'_> {
    async fn promises(&mut self, of: Option<StaffId>) -> Result<()> {
        let by = Day(self.day.0 + AHEAD_DAYS);
        for promise in self.store.promises_due(self.actor, by, of, READ).await? {
            self.lines.push(Line::new(promise.person, Why::Promise(promise), self.day));
        }
        Ok(())
    }

    async fn tasks(&mut self, of: Option<StaffId>, zone: &TimeZone) -> Result<()> {
        let due_by = Some(Day(self.day.0 + AHEAD_DAYS + 1).start_in(zone));
        // Theirs and nobody's are asked for apart, so that what others have to do does not hide them.
        let asked = match of {
            None => vec![OpenGestures { due_by, ..OpenGestures::default() }],
            owner => vec![
                OpenGestures { owner, due_by, ..OpenGestures::default() },
                OpenGestures { nobodys: true, due_by, ..OpenGestures::default() },
            ],
        };
        for asked in asked {
            for gesture in self.store.open_gestures(self.actor, &asked, READ).await? {
                let due = gesture.due.day_in(zone);
                self.lines.push(Line::new(gesture.person, Why::Task { due, gesture }, self.day));
            }
        }
        Ok(())
    }

    async fn letters(&mut self) -> Result<()> {
        if may(self.actor, Action::ManagePlays) {
            let held = self.store.letters_held(self.actor).await?;
            self.lines.extend((held > 0).then(|| Line::of_house(Why::Letters { held }, self.day)));
        }
        Ok(())
    }

    /// Presents that run out, and those on their way of which nobody heard.
    async fn presents(&mut self, zone: &TimeZone) -> Result<()> {
        if may(self.actor, Action::GiveGifts) {
            let shelves = self.store.shelves(self.actor).await?;
            let low = shelves.all().into_iter().filter(|shelf| shelf.is_low()).cloned();
            self.lines.extend(low.map(|shelf| Line::of_house(Why::Stock(shelf), self.day)));
        }
        if may(self.actor, Action::WritePeople) {
            let before = Day(self.day.0 - LATE_DAYS).start_in(zone);
            let late = self.store.parcels_late(self.actor, before).await?;
            self.lines.extend((late > 0).then(|| Line::of_house(Why::Parcels { late }, self.day)));
        }
        Ok(())
    }

    /// Plays that wait for somebody else's word than the one who wrote them last.
    async fn approvals(&mut self) -> Result<()> {
        if may(self.actor, Action::ManagePlays) {
            for play in self.store.plays_to_approve(self.actor).await? {
                self.lines.push(Line::of_house(Why::Approval(play), self.day));
            }
        }
        Ok(())
    }

    /// Who took the trouble to say why they leave waits for a human's thanks, whatever was drawn.
    async fn leavings(&mut self, zone: &TimeZone) -> Result<()> {
        let since = Day(self.day.0 - FRESH_DAYS).start_in(zone);
        for leaving in self.store.fresh_leavings(self.actor, since, READ).await? {
            let day = leaving.said.map_or(self.day, |at| at.day_in(zone));
            let person = leaving.person;
            let why = Why::Leaving { day, leaving: Box::new(leaving) };
            self.lines.push(Line::new(person, why, self.day));
        }
        Ok(())
    }

    /// Dates of today and of the days to come, read apart so that a day with many does not hide them.
    async fn occasions(&mut self, running: &Running) -> Result<()> {
        let next = Day(self.day.0 + 1);
        let (today, last) = ((self.day, self.day), Day(self.day.0 + AHEAD_DAYS));
        let mut found = self.store.occasions(self.actor, today, READ).await?;
        found.extend(self.store.occasions(self.actor, (next, last), READ).await?);
        let people: Vec<PersonId> = found.iter().map(|(_, fact)| fact.person).collect();
        let plays: Vec<PlayId> = running.dates.iter().map(|play| play.id).collect();
        let drawn = self.store.drawn_of(self.actor, &people, &plays).await?;
        for (day, fact) in found {
            if !running.dates.iter().any(|play| play.sees_to(&fact, &drawn)) {
                self.lines.push(Line::new(fact.person, Why::Occasion { day, fact }, self.day));
            }
        }
        Ok(())
    }

    async fn certificates(&mut self) -> Result<()> {
        for open in self.store.certificates_expiring(self.actor, EXPIRES_WITHIN_DAYS, READ).await? {
            self.lines.push(Line::new(open.person, Why::Certificate(Box::new(open)), self.day));
        }
        Ok(())
    }

    async fn silent(&mut self, running: &Running) -> Result<()> {
        let silent: Vec<Silent> =
            self.store.silent_regulars(self.actor, self.day, &running.silence, 3 * SILENT as u32).await?;
        for silent in silent {
            self.lines.push(Line::new(silent.person, Why::Silence(Box::new(silent)), self.day));
        }
        Ok(())
    }

    /// Takes out what was set aside, turns what is cheerful about those in mourning into a quiet word,
    /// and puts the rest in order.
    async fn finish(mut self) -> Result<Today> {
        let people: Vec<PersonId> = self.people();
        let asides = self.store.asides_of(self.actor, &people, self.day).await?;
        let in_peace = self.store.in_peace(self.actor, &people, self.day).await?;
        let names = self.store.who(self.actor, &people).await?;
        let day = self.day;
        let quiet = |line: Line| -> Option<Line> {
            let person = line.person.filter(|_| line.why.is_cheerful());
            match person.and_then(|person| in_peace.get(&person).map(|reason| (person, reason))) {
                None => Some(line),
                // Why is not for everybody's eyes: so they are not spoken of at all.
                Some((_, None)) => None,
                Some((person, Some(reason))) => {
                    Some(Line::new(person, Why::Peace { reason: reason.clone() }, day))
                }
            }
        };
        let mut lines: Vec<Line> = self.lines.drain(..).filter_map(quiet).collect();
        lines.retain(|line| {
            let key = (line.person.unwrap_or(HOUSE), line.why.kind(), line.why.about());
            !asides.contains(&key)
        });
        for line in &mut lines {
            line.who = line.person.and_then(|person| names.get(&person).cloned());
        }
        lines.retain(|line| line.person.is_none() || line.who.is_some());
        lines.sort_by(|a, b| a.rank.order(&b.rank));
        let cut = shorten(&mut lines);
        Ok(Today { day, lines, cut })
    }

    fn people(&self) -> Vec<PersonId> {
        let all: HashSet<PersonId> = self.lines.iter().filter_map(|line| line.person).collect();
        all.into_iter().collect()
    }
}

/// Leaves of each kind what a day has room for, and of one quiet word one; the kinds that were cut.
fn shorten(lines: &mut Vec<Line>) -> Vec<LineKind> {
    let mut counts: HashMap<LineKind, usize> = HashMap::new();
    let (mut cut, mut once) = (Vec::new(), HashSet::new());
    lines.retain(|line| {
        let kind = line.why.kind();
        if kind == LineKind::Peace && !once.insert(line.person) {
            return false;
        }
        let count = counts.entry(kind).or_default();
        *count += 1;
        let room = match kind {
            LineKind::Promise | LineKind::Task | LineKind::Missed => DUTIES,
            LineKind::Silence => SILENT,
            _ => COURTESIES,
        };
        if *count > room && !cut.contains(&kind) {
            cut.push(kind);
        }
        *count <= room
    });
    cut
}
