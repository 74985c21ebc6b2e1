//! Two people side by side, the merge, the list of merges and their undo.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{MergeId, PersonId};
use domain::merging::{Field, MergeRefusal};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::merges::{MergeFilter, MergeLine, Side};
use store::people::Kind;
use store::suggestions::SuggestionFilter;

use super::Shell;
use super::duplicates::{self, Bar, bars};
use super::person::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

/// Merges in a list.
const PAGE: u32 = 50;
/// Ways of knowing somebody that the preview shows.
const IDENTITIES: usize = 12;

/// A field in words.
fn field(words: Words, field: Field) -> String {
    match field {
        Field::Name => words.merge_field_name(),
        Field::Given => words.merge_given(),
        Field::Family => words.merge_family(),
        Field::Says => words.merge_field_says(),
        Field::Title => words.merge_field_title(),
        Field::Language => words.merge_field_language(),
        Field::Zone => words.merge_field_zone(),
        Field::Website => words.merge_field_website(),
        Field::Street => words.merge_field_street(),
        Field::City => words.merge_field_city(),
        Field::Region => words.merge_field_region(),
        Field::PostalCode => words.merge_field_postal_code(),
        Field::Country => words.merge_field_country(),
    }
}

fn refusal(words: Words, zone: &TimeZone, why: &MergeRefusal) -> Fault {
    Fault::Bad(match why {
        MergeRefusal::Missing | MergeRefusal::NoMerge => return Fault::NotFound,
        MergeRefusal::Same => words.merge_refused_same(),
        MergeRefusal::Merged { .. } => words.merge_refused_merged(),
        MergeRefusal::Kinds => words.merge_refused_kinds(),
        MergeRefusal::Distinct { at, .. } => words.merge_refused_distinct(words.instant(*at, zone)),
        MergeRefusal::Undone => words.merge_refused_undone(),
        MergeRefusal::MergedOn { .. } => words.merge_refused_merged_on(),
        MergeRefusal::Erased => words.merge_refused_erased(),
        MergeRefusal::NothingLeft => words.merge_refused_nothing_left(),
    })
}

/// What the store refuses, said to the one who asked.
pub(super) async fn refused(
    app: &App,
    signed_in: &SignedIn,
) -> Result<impl Fn(store::Error) -> Fault + use<>, Fault> {
    let (words, zone) = (signed_in.words, app.store.zone(signed_in.actor).await?);
    Ok(move |error| match error {
        store::Error::Merge(why) => refusal(words, &zone, &why),
        other => other.into(),
    })
}

struct Shown {
    id: PersonId,
    name: String,
    identities: Vec<String>,
    more: usize,
    counts: Vec<(String, String)>,
}

fn shown(words: Words, side: Side) -> Shown {
    let count = |count: i64| words.number(count.unsigned_abs());
    // How we know somebody made by hand is an id of ours, which says nothing to anybody.
    let known: Vec<String> = side
        .identities
        .into_iter()
        .filter(|identity| identity.kind != Kind::House)
        .map(|identity| identity.value)
        .collect();
    let more = known.len().saturating_sub(IDENTITIES);
    Shown {
        id: side.id,
        counts: vec![
            (words.merge_identities(), words.number(known.len() as u64)),
            (words.merge_orders(), count(side.orders)),
            (words.merge_facts(), count(side.facts)),
            (words.merge_promises(), count(side.promises)),
            (words.merge_entries(), count(side.entries)),
        ],
        name: if side.name.is_empty() { words.people_unnamed() } else { side.name },
        identities: known.into_iter().take(IDENTITIES).collect(),
        more,
    }
}

struct Choice {
    name: &'static str,
    says: String,
    survivor: String,
    absorbed: String,
}

#[derive(Template)]
#[template(path = "merge.html")]
struct Preview {
    shell: Shell,
    sides: [Shown; 2],
    choices: Vec<Choice>,
    filled: Vec<(String, String)>,
    relations: Option<String>,
    happens: String,
    evidence: Vec<Bar>,
    refusal: Option<String>,
}

/// The two to be compared, from the address: ids, or the addresses of their pages.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    survivor: String,
    absorbed: String,
}

fn person_id(text: &str) -> Result<PersonId, Fault> {
    let text = text.trim().trim_end_matches('/');
    text.rsplit('/').next().unwrap_or_default().parse().map_err(|_| Fault::NotFound)
}

/// Both side by side, and what a merge would do.
pub(crate) async fn preview(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let (survivor, absorbed) = (person_id(&asked.survivor)?, person_id(&asked.absorbed)?);
    let said = refused(&app, &signed_in).await?;
    let preview = app.store.preview_merge(actor, survivor, absorbed).await.map_err(said)?;
    let zone = app.store.zone(actor).await?;
    let filter = SuggestionFilter { person: Some(survivor), ..SuggestionFilter::default() };
    let suggested = app.store.suggestions(actor, &filter, PAGE).await?;
    let both = (survivor.min(absorbed), survivor.max(absorbed));
    let suggested = suggested.iter().find(|line| (line.suggestion.a, line.suggestion.b) == both);
    let choices = preview.choices.into_iter().map(|choice| Choice {
        name: choice.field.name(),
        says: field(words, choice.field),
        survivor: choice.survivor,
        absorbed: choice.absorbed,
    });
    let refusal = preview.refusal.map(|why| match refusal(words, &zone, &why) {
        Fault::Bad(sentence) => sentence,
        _ => words.fault_forbidden(),
    });
    Ok(super::page(&Preview {
        shell: Shell::new(words.merge_preview_title(), "/duplicates", &signed_in),
        happens: words.merge_happens(preview.survivor.name.clone()),
        sides: [shown(words, preview.survivor), shown(words, preview.absorbed)],
        choices: choices.collect(),
        filled: preview.filled.into_iter().map(|(of, value)| (field(words, of), value)).collect(),
        relations: (preview.relations > 0).then(|| words.merge_relations_gone(preview.relations as u64)),
        evidence: suggested.map(|line| bars(words, &line.suggestion.evidence)).unwrap_or_default(),
        refusal,
    }))
}

/// Merges. The form names the two, and for each choice whose value is right.
pub(crate) async fn merge(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    let id = |name: &str| person_id(form.get(name).map_or("", String::as_str));
    let (survivor, absorbed) = (id("survivor")?, id("absorbed")?);
    let chosen = |field: &Field| form.get(field.name()).is_some_and(|side| side == "absorbed");
    let taken: BTreeSet<Field> = Field::ALL.into_iter().filter(chosen).collect();
    let said = refused(&app, &signed_in).await?;
    app.store.merge(&permit, survivor, absorbed, &taken).await.map_err(said)?;
    // From the list one goes on in the list.
    if let Some(list) = form.get("list") {
        return Ok(Redirect::to(&format!("{}&merged=1", duplicates::part_named(list))).into_response());
    }
    let stays = app.store.merged_into(signed_in.actor, absorbed).await?.unwrap_or(survivor);
    Ok(Redirect::to(&format!("/people/{stays}")).into_response())
}

struct Line {
    id: MergeId,
    says: String,
    survivor: PersonId,
    when: String,
    by: String,
    undone: Option<String>,
}

#[derive(Template)]
#[template(path = "merges.html")]
struct Merges {
    shell: Shell,
    /// Of one person alone: who, from whom they were told apart, and the way to merge by hand.
    person: Option<PersonId>,
    apart: Vec<(PersonId, String, String)>,
    said: Option<String>,
    may_merge: bool,
    lines: Vec<Line>,
    next: Option<MergeId>,
}

/// Where the list goes on, and what an undo said.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Onwards {
    after: Option<String>,
    undone: Option<String>,
}

/// All merges.
pub(crate) async fn list(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(onwards): Query<Onwards>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, None, onwards).await
}

/// The merges of one person, and from whom they were told apart.
pub(crate) async fn of_person(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(onwards): Query<Onwards>,
) -> Result<Response, Fault> {
    let person = person_id(&id)?;
    app.store.person(signed_in.actor, person).await?.ok_or(Fault::NotFound)?;
    show(&app, &signed_in, Some(person), onwards).await
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    person: Option<PersonId>,
    onwards: Onwards,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let after = onwards.after.map(|id| id.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let filter = MergeFilter { person, after, id: None };
    let mut merges = store.merges(actor, &filter, PAGE + 1).await?;
    let more = merges.len() > PAGE as usize;
    merges.truncate(PAGE as usize);
    let (zone, people) = (store.zone(actor).await?, People::read(app, signed_in).await?);
    let mut apart = Vec::new();
    if let Some(person) = person {
        for one in store.distinctions(actor, person).await? {
            apart.push((one.other, one.name, words.instant(one.decided_at, &zone)));
        }
    }
    let said = onwards.undone.map(|fields| {
        let names = fields.split(',').filter_map(Field::from_name).map(|kept| field(words, kept));
        let names: Vec<String> = names.collect();
        if names.is_empty() { words.merge_undone_now() } else { words.merge_kept(names.join(", ")) }
    });
    let next = merges.last().filter(|_| more).map(|line| line.id);
    // Who was erased since has no name here any more.
    let called = |name: String| if name.is_empty() { words.people_unnamed() } else { name };
    let line = |line: MergeLine| Line {
        id: line.id,
        says: words.merge_line(called(line.absorbed_name), called(line.survivor_name)),
        survivor: line.survivor,
        when: words.instant(line.merged_at, &zone),
        by: people.by(words, &line.merged_by),
        undone: line.undone.map(|(_, at)| words.merge_undone(words.instant(at, &zone))),
    };
    Ok(super::page(&Merges {
        shell: Shell::new(words.merge_list(), "/duplicates", signed_in),
        person,
        apart,
        said,
        may_merge: signed_in.role.may(Action::MergePeople),
        lines: merges.into_iter().map(line).collect(),
        next,
    }))
}

/// Undoes a merge.
pub(crate) async fn undo(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::MergePeople).map_err(|_| Fault::Forbidden)?;
    let id: MergeId = id.parse().map_err(|_| Fault::NotFound)?;
    let said = refused(&app, &signed_in).await?;
    let undone = app.store.undo_merge(&permit, id).await.map_err(said)?;
    let kept = undone.kept.join(",");
    Ok(Redirect::to(&format!("/people/{}/merges?undone={kept}", undone.survivor)).into_response())
}
