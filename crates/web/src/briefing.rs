//! What one should know a minute before a call: chosen once, for the page and for programs.

use domain::ids::{PersonId, ProductId};
use domain::memory::FactKind;
use domain::plays::{GestureKind, GestureState};
use domain::profile::Profile;
use domain::promises::PromiseState;
use domain::recommendation::{Premium, Suggestion};
use domain::timeline::Kind;
use domain::{Actor, Day};
use store::Store;
use store::facts::Fact;
use store::people::Person;
use store::promises::Promise;
use store::relations::Relation;
use store::timeline::{Asked, Entry, Thing};

use crate::pages::person::{asks, is_bereaved};

/// How far ahead dates are shown, in days.
const AHEAD_DAYS: i32 = 60;
/// Touches shown.
const TOUCHES: u32 = 3;
/// Suggestions shown.
const SUGGESTED: u32 = 3;
/// Facts, relations and gifts shown.
const SHOWN: usize = 8;
/// Entries looked through for gifts.
const LOOKED_AT: u32 = 100;

/// What counts as a touch: somebody met somebody. Pages looked at don't.
const MET: [Kind; 11] = [
    Kind::Purchase,
    Kind::Refund,
    Kind::Cancelled,
    Kind::Review,
    Kind::Note,
    Kind::Call,
    Kind::Meeting,
    Kind::Visit,
    Kind::Letter,
    Kind::Answer,
    Kind::Gift,
];

/// Who it is, what we promised, what matters now.
pub(crate) struct Briefing {
    pub person: Person,
    pub profile: Profile,
    pub relations: Vec<Relation>,
    /// The tier they are in.
    pub tier: Option<String>,
    /// The sad things that stand; cheerful ones wait then.
    pub bereaved: Vec<Fact>,
    /// What is promised and wished for and not closed.
    pub open: Vec<Promise>,
    /// What matters in a talk, the closest first. A date stands among those to come, once.
    pub facts: Vec<Fact>,
    /// Dates to come, the first first.
    pub coming: Vec<(Day, Fact)>,
    pub touches: Vec<Entry>,
    pub gifts: Vec<Entry>,
    /// What a customer hasn't tried; nothing in mourning.
    pub suggested: Vec<(ProductId, Suggestion)>,
    /// A step up for who is committed, beside them.
    pub premium: Option<(ProductId, Premium)>,
    pub asks: Vec<&'static asks::Ask>,
}

impl Briefing {
    /// About this person, as far as the actor may see; `None` where there is no such person.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub(crate) async fn of(
        store: &Store,
        actor: Actor,
        id: PersonId,
        today: Day,
    ) -> store::Result<Option<Self>> {
        let Some(person) = store.person(actor, id).await? else { return Ok(None) };
        let profile = store.profile(actor, id).await?;
        let facts = store.facts(actor, id).await?;
        let mut open = store.promises(actor, id).await?;
        open.retain(|promise| promise.state == PromiseState::Open);
        let mut relations = store.relations(actor, id).await?;
        let last = |kinds: &[Kind], limit| Asked { kinds: kinds.to_vec(), limit, ..Asked::default() };
        let touches = store.timeline(actor, id, &last(&MET, TOUCHES)).await?.entries;
        let gifts = store.timeline(actor, id, &last(&[Kind::Gift, Kind::Gesture], LOOKED_AT)).await?.entries;
        let gifts = gifts.into_iter().filter(is_given).take(SHOWN).collect();
        let is_bereaved = is_bereaved(&facts, today);
        let known = asks::Known {
            profile: &profile,
            facts: &facts,
            relations: &relations,
            is_organisation: person.kind == "organisation",
            is_bereaved,
        };
        let asks = asks::open(&known);
        relations.truncate(SHOWN);
        let tiers = store.memberships(actor, id).await?;
        let (suggested, premium) = match person.standing.is_some() && !is_bereaved {
            true => (store.recommended(actor, id, SUGGESTED).await?, store.premium(actor, id).await?),
            false => (Vec::new(), None),
        };
        Ok(Some(Self {
            bereaved: of_kind(&facts, FactKind::Bereavement, today).cloned().collect(),
            facts: matter_now(&facts, today),
            coming: if is_bereaved { Vec::new() } else { coming(&facts, today) },
            person,
            profile,
            relations,
            tier: tiers.into_iter().find(|one| one.until.is_none()).map(|one| one.name),
            open,
            touches,
            gifts,
            suggested,
            premium,
            asks,
        }))
    }
}

/// Whether an entry is something they were given.
fn is_given(entry: &Entry) -> bool {
    match &entry.thing {
        Thing::Gesture(gesture) => {
            gesture.state == GestureState::Done
                && matches!(gesture.kind, GestureKind::Present | GestureKind::Certificate)
        }
        _ => true,
    }
}

fn of_kind(facts: &[Fact], kind: FactKind, today: Day) -> impl Iterator<Item = &Fact> {
    facts.iter().filter(move |fact| fact.draft.kind == kind && !fact.is_expired(today))
}

fn matter_now(facts: &[Fact], today: Day) -> Vec<Fact> {
    use FactKind::{Event, Family, Interest, Other, Preference, Work};
    let kinds = [Family, Preference, Interest, Work, Event, Other].into_iter();
    kinds.flat_map(|kind| of_kind(facts, kind, today)).take(SHOWN).cloned().collect()
}

fn coming(facts: &[Fact], today: Day) -> Vec<(Day, Fact)> {
    let next = |fact: &Fact| {
        let when = fact.draft.when.as_ref().filter(|_| !fact.is_expired(today))?;
        let day = when.next_from(today).filter(|day| day.0 - today.0 <= AHEAD_DAYS)?;
        Some((day, fact.clone()))
    };
    let mut coming: Vec<(Day, Fact)> = facts.iter().filter_map(next).collect();
    coming.sort_by_key(|(day, _)| *day);
    coming
}
