//! The page of a year: its picture, its steps and what can be done with them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use domain::access::Action;
use domain::ids::{GestureId, PersonId, PlanId, StaffId, StepId};
use domain::plans::{KINDS, StepState};
use domain::plays::GestureKind;
use locales::Words;
use store::plans::{Plan, Step};

use super::{BeginForm, StepForm, Wrong};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory::gesture_kind;
use crate::pages::Shell;
use crate::pages::person::{People, named};
use crate::plans;

/// Somebody or something to choose, and whether it is chosen.
type Choices<T> = Vec<(T, String, bool)>;

#[derive(Template)]
#[template(path = "plans/year.html")]
struct YearPage {
    shell: Shell,
    person: PersonId,
    name: String,
    plan: Option<Shown>,
    /// Whether another plan has days of this one's.
    two: bool,
    years: Choices<PlanId>,
    begin: Begin,
    wrong: Option<String>,
    may_write: bool,
}

/// A plan as its page shows it.
struct Shown {
    id: PlanId,
    version: i64,
    span: String,
    about: String,
    owner: String,
    owner_id: String,
    owners: Choices<StaffId>,
    missed: Option<String>,
    months: Vec<Month>,
    steps: Vec<Row>,
    adds: Fields,
    /// The day the next year begins on, where it is not planned.
    next: Option<Day>,
    removable: bool,
}

/// A month of the picture.
struct Month {
    name: String,
    is_now: bool,
    marks: Vec<Mark>,
}

/// A step, or today, on its month.
struct Mark {
    step: Option<StepId>,
    day: String,
    says: String,
    stands: String,
    state: &'static str,
}

/// A step in the list.
struct Row {
    id: StepId,
    says: String,
    due: String,
    owner: String,
    state: &'static str,
    stands: String,
    reason: Option<String>,
    task: Option<GestureId>,
    is_open: bool,
    form: Fields,
}

/// The fields of a step.
struct Fields {
    of: String,
    kinds: Choices<&'static str>,
    words: String,
    due: String,
    first: Day,
    last: Day,
    owners: Choices<StaffId>,
    is_typed: bool,
}

/// The fields of a year to begin.
struct Begin {
    starts_on: String,
    about: String,
    owners: Choices<StaffId>,
    from: Choices<&'static str>,
}

/// What a page is made with.
struct Says<'a> {
    words: Words,
    today: Day,
    people: &'a People,
    signed_in: &'a SignedIn,
}

pub(super) async fn show(
    app: &App,
    signed_in: &SignedIn,
    id: &str,
    asked: Option<PlanId>,
    wrong: Wrong,
    status: StatusCode,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let (person, name) = named(app, signed_in, id).await?;
    let all = app.store.plans_of(actor, person).await?;
    let today = app.clock.now().day_in(&app.store.zone(actor).await?);
    let people = People::read(app, signed_in).await?;
    let says = Says { words, today, people: &people, signed_in };
    let plan = all.iter().find(|plan| Some(plan.id) == asked).or_else(|| of_today(&all, today));
    let overlaps = |plan: &Plan| {
        let others = all.iter().filter(|other| other.id != plan.id);
        others.into_iter().any(|other| other.starts_on <= plan.ends_on && plan.starts_on <= other.ends_on)
    };
    let here = plan.map(|plan| plan.id);
    let page = YearPage {
        shell: Shell::new(words.plans_of(name.as_str()), "/plans", signed_in),
        person,
        name,
        two: plan.is_some_and(overlaps),
        years: all.iter().map(|plan| (plan.id, says.span(plan), Some(plan.id) == here)).collect(),
        begin: says.begin(&all, wrong.begin),
        plan: plan.map(|plan| says.plan(plan, wrong.step)),
        wrong: wrong.say,
        may_write: signed_in.role.may(Action::WritePeople),
    };
    Ok(fault::page(status, &page))
}

/// The plan of today, else the next, else the last; of plans the latest stand first.
fn of_today(all: &[Plan], today: Day) -> Option<&Plan> {
    let of_today = all.iter().find(|plan| plan.starts_on <= today && today <= plan.ends_on);
    of_today.or_else(|| all.iter().rev().find(|plan| plan.starts_on > today)).or(all.first())
}

impl Says<'_> {
    fn span(&self, plan: &Plan) -> String {
        let words = self.words;
        words.plans_span(words.day_short(plan.starts_on), words.day_short(plan.ends_on))
    }

    fn owners(&self, chosen: Option<StaffId>) -> Choices<StaffId> {
        let mut owners = self.people.here(self.signed_in.actor);
        owners.iter_mut().for_each(|(id, _, is_chosen)| *is_chosen = chosen == Some(*id));
        owners
    }

    fn owner(&self, owner: Option<StaffId>) -> String {
        owner.map_or_else(|| self.words.plans_nobody(), |owner| self.people.name(owner))
    }

    fn plan(&self, plan: &Plan, typed: Option<(Option<StepId>, StepForm)>) -> Shown {
        let missed = plan.steps.iter().filter(|step| step.state == StepState::Missed).count();
        let (of, typed) = typed.unzip();
        let typed_for = |step| typed.as_ref().filter(|_| of == Some(step));
        Shown {
            id: plan.id,
            version: plan.version,
            span: self.span(plan),
            about: plan.about.clone(),
            owner: self.owner(plan.owner),
            owner_id: plan.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            owners: self.owners(plan.owner),
            missed: (missed > 0).then(|| self.words.plans_missed_count(missed as u64)),
            months: self.months(plan),
            steps: plan.steps.iter().map(|step| self.row(plan, step, typed_for(Some(step.id)))).collect(),
            adds: self.fields(plan, None, typed_for(None)),
            next: (!plan.renewed).then_some(Day(plan.ends_on.0 + 1)),
            removable: plan.steps.iter().all(|step| step.task.is_none()),
        }
    }

    fn row(&self, plan: &Plan, step: &Step, typed: Option<&StepForm>) -> Row {
        let words = self.words;
        let is_closed = matches!(step.state, StepState::Done | StepState::DoneLate | StepState::Skipped);
        Row {
            id: step.id,
            says: plans::said(words, step),
            due: words.plans_by(words.day(step.due)),
            owner: self.owner(step.owner),
            state: step.state.name(),
            stands: plans::state(words, step.state),
            reason: step.reason.as_deref().map(|reason| words.plans_why(reason)),
            task: step.task,
            is_open: !is_closed,
            form: self.fields(plan, Some(step), typed),
        }
    }

    fn fields(&self, plan: &Plan, step: Option<&Step>, typed: Option<&StepForm>) -> Fields {
        let due = step.map(|step| step.due);
        let own = step.and_then(|step| step.owner.filter(|_| step.has_own_owner));
        let kind = match typed {
            Some(typed) => typed.kind.as_str(),
            None => step.map_or("call", |step| step.kind.name()),
        };
        let kinds = KINDS.map(|one| (one.name(), gesture_kind(self.words, one), one.name() == kind));
        Fields {
            of: step.map_or_else(|| "new".to_owned(), |step| step.id.to_string()),
            kinds: kinds.to_vec(),
            words: match typed {
                Some(typed) => typed.words.clone(),
                None => step.map(|step| step.words.clone()).unwrap_or_default(),
            },
            due: match typed {
                Some(typed) => typed.due.clone(),
                None => due.map(|due| due.to_string()).unwrap_or_default(),
            },
            first: due.unwrap_or(plan.starts_on.max(self.today)).min(plan.starts_on.max(self.today)),
            last: plan.ends_on,
            owners: self.owners(typed.map_or(own, |typed| typed.owner.parse().ok())),
            is_typed: typed.is_some(),
        }
    }

    /// The months of a year, in the calendar people live by, with what stands on them.
    fn months(&self, plan: &Plan) -> Vec<Month> {
        let calendar = self.words.calendar();
        let month_of = |day: Day| {
            let (year, month, _) = calendar.date(day);
            (year, month)
        };
        let mut marks: Vec<(Day, Mark)> = plan.steps.iter().map(|step| (step.due, self.mark(step))).collect();
        let now = (plan.starts_on..=plan.ends_on).contains(&self.today).then(|| month_of(self.today));
        if now.is_some() {
            let (day, says) = (self.day(self.today), self.words.plans_today());
            marks.push((self.today, Mark { step: None, day, says, stands: String::new(), state: "" }));
        }
        marks.sort_by_key(|(day, mark)| (*day, mark.step.is_some()));
        let (mut months, mut first) = (Vec::new(), plan.starts_on);
        while first <= plan.ends_on {
            let (year, month) = month_of(first);
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let rest = marks.iter().position(|(day, _)| month_of(*day) >= next).unwrap_or(marks.len());
            let theirs = marks.drain(..rest).map(|(_, mark)| mark).collect();
            months.push(Month {
                name: self.words.month_of(first),
                is_now: now == Some((year, month)),
                marks: theirs,
            });
            first = calendar.day(next.0, next.1, 1);
        }
        months
    }

    fn day(&self, day: Day) -> String {
        self.words.number(self.words.calendar().date(day).2.into())
    }

    fn mark(&self, step: &Step) -> Mark {
        let says = match step.kind {
            GestureKind::Task => step.words.clone(),
            kind => gesture_kind(self.words, kind),
        };
        Mark {
            step: Some(step.id),
            day: self.day(step.due),
            says,
            stands: plans::state(self.words, step.state),
            state: step.state.name(),
        }
    }

    /// The form of a year: as it was typed, else after the last, else from the next month on.
    fn begin(&self, all: &[Plan], typed: Option<BeginForm>) -> Begin {
        let words = self.words;
        let form = typed.unwrap_or_else(|| BeginForm {
            starts_on: all
                .first()
                .map_or_else(|| self.next_month(), |plan| Day(plan.ends_on.0 + 1))
                .to_string(),
            owner: crate::pages::today::myself(self.signed_in.actor)
                .map(|me| me.to_string())
                .unwrap_or_default(),
            about: all.first().map(|plan| plan.about.clone()).unwrap_or_default(),
            from: if all.is_empty() { "ready" } else { "last" }.to_owned(),
        });
        let ways = [
            ("ready", words.plans_from_ready()),
            ("last", words.plans_from_last()),
            ("empty", words.plans_from_empty()),
        ];
        let ways = ways.into_iter().filter(|(way, _)| *way != "last" || !all.is_empty());
        Begin {
            owners: self.owners(form.owner.parse().ok()),
            from: ways.map(|(way, says)| (way, says, way == form.from)).collect(),
            starts_on: form.starts_on,
            about: form.about,
        }
    }

    fn next_month(&self) -> Day {
        let calendar = self.words.calendar();
        let (year, month, _) = calendar.date(self.today);
        if month == 12 { calendar.day(year + 1, 1, 1) } else { calendar.day(year, month + 1, 1) }
    }
}
