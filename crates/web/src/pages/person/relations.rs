//! How a person belongs to others, and finding the other one.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, RelationId};
use domain::memory::RelationKind;
use locales::Words;
use serde::Deserialize;
use store::relations::{Bond, Relation};

use super::{name_of, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;
use crate::pages::Shell;

/// People offered at once.
const OFFERED: usize = 20;

/// A relation as the page shows it.
pub(crate) struct Row {
    pub id: RelationId,
    pub bond: String,
    pub other: PersonId,
    pub name: String,
    pub note: String,
}

impl Row {
    pub(crate) fn new(words: Words, relation: &Relation) -> Self {
        Self {
            id: relation.id,
            bond: memory::bond(words, &relation.bond, relation.is_outward),
            other: relation.other,
            name: if relation.other_name.is_empty() {
                words.person_unnamed()
            } else {
                relation.other_name.clone()
            },
            note: relation.note.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "people/relate.html")]
struct RelatePage {
    shell: Shell,
    person: PersonId,
    name: String,
    q: String,
    kinds: Vec<(&'static str, String)>,
    found: Vec<(PersonId, String, String)>,
}

/// What is typed to find the other.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// The page on which the other is found.
pub(crate) async fn relate_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(Asked { q }): Query<Asked>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let words = signed_in.words;
    let person = app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let mut found = Vec::new();
    if !q.trim().is_empty() {
        let hits = app.store.search(signed_in.actor, &q, OFFERED).await?.hits;
        let others = hits.into_iter().map(|hit| hit.line).filter(|line| line.id != id);
        found.extend(others.map(|line| {
            let name = if line.name.is_empty() { line.known_by.clone() } else { line.name };
            (line.id, name, line.known_by)
        }));
    }
    let kinds =
        RelationKind::ALL.iter().map(|&kind| (kind.name(), memory::bond(words, &Bond::Known(kind), true)));
    Ok(crate::pages::page(&RelatePage {
        shell: Shell::new(words.person_relate(), "/people", &signed_in),
        person: id,
        name: name_of(words, &person),
        q,
        kinds: kinds.collect(),
        found,
    }))
}

/// A relation as a form says it.
#[derive(Deserialize)]
pub(crate) struct RelationForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    own: String,
    to: PersonId,
    #[serde(default)]
    note: String,
}

/// Says how two belong together.
pub(crate) async fn relate(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<RelationForm>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let own = form.own.trim();
    let bond = Bond::of(if own.is_empty() { &form.kind } else { own })
        .map_err(|problem| Fault::Bad(memory::problem(signed_in.words, &problem)))?;
    let made = app.store.relate(&permit, person, &bond, form.to, &form.note);
    made.await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#who")).into_response())
}

/// Takes a relation back.
pub(crate) async fn unrelate(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, relation)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let relation: RelationId = relation.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let theirs = app.store.relations(signed_in.actor, person).await?;
    theirs.iter().find(|one| one.id == relation).ok_or(Fault::NotFound)?;
    app.store.unrelate(&permit, relation).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#who")).into_response())
}
