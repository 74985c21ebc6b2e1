//! Labels for notes that go by post.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::PersonId;
use domain::plays::GestureKind;
use store::gestures::OpenGestures;

use super::{SHOWN, suggested};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::pages::Shell;
use crate::pages::person::name_of;
use crate::pages::today::myself;

#[derive(Template)]
#[template(path = "tasks/addresses.html")]
struct AddressesPage {
    shell: Shell,
    labels: Vec<String>,
    without: Option<String>,
}

/// The addresses of all open notes of who asks and of nobody, to print.
pub(crate) async fn addresses(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let open = app.store.open_gestures(actor, &OpenGestures::default(), SHOWN).await?;
    let me = myself(actor);
    let mine = open.iter().filter(|gesture| gesture.kind == GestureKind::Note);
    let mine = mine.filter(|gesture| gesture.owner.is_none() || gesture.owner == me);
    let mut people: HashSet<PersonId> = HashSet::new();
    let (mut labels, mut without) = (Vec::new(), 0u64);
    for gesture in mine {
        if !people.insert(gesture.person) {
            continue;
        }
        let Some(person) = app.store.person(actor, gesture.person).await? else { continue };
        let profile = app.store.profile(actor, gesture.person).await?;
        match suggested::address(&name_of(words, &person), &profile) {
            Some(address) => labels.push(address),
            None => without += 1,
        }
    }
    Ok(crate::pages::page(&AddressesPage {
        shell: Shell::new(words.task_addresses(), "/tasks", &signed_in),
        labels,
        without: (without > 0).then(|| words.task_without(without)),
    }))
}
