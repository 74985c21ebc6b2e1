//! The certificates of a person: what is left of each and until when, its code, and what was taken.

use askama::Template;
use domain::access::Action;
use domain::ids::PersonId;
use locales::Words;
use store::certificates::{Certificate, State};

use super::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::pages::certificates::{Past, Row, past};

/// Certificates shown with their history; the page of them all has the others.
const SHOWN: usize = 5;

/// A certificate, and what was taken off it.
struct Held {
    row: Row,
    code: Option<String>,
    past: Vec<Past>,
}

#[derive(Template)]
#[template(path = "people/gifts.html")]
pub(super) struct GiftsPart {
    words: Words,
    id: PersonId,
    held: Vec<Held>,
    /// Those beyond, by their number.
    others: Option<String>,
    may_give: bool,
}

impl GiftsPart {
    /// Those with something left first.
    pub(super) async fn read(
        app: &App,
        signed_in: &SignedIn,
        id: PersonId,
        people: &People,
    ) -> Result<Self, Fault> {
        let (words, store) = (signed_in.words, &app.store);
        let zone = store.zone(signed_in.actor).await?;
        let today = app.clock.now().day_in(&zone);
        let all = store.certificates(signed_in.actor, id).await?;
        let is_open = |one: &&Certificate| one.state(today) == State::Open;
        let first = all.iter().filter(is_open).chain(all.iter().filter(|one| !is_open(one)));
        let mut held = Vec::with_capacity(SHOWN);
        for one in first.take(SHOWN) {
            let taken = store.redemptions(signed_in.actor, one.id).await?;
            held.push(Held {
                row: Row::new(words, one, today, &zone),
                code: one.code.map(|code| code.to_string()),
                past: taken.iter().map(|done| past(words, one, done, people, &zone)).collect(),
            });
        }
        let others = (all.len() - held.len()) as u64;
        let others = (others > 0).then(|| words.gifts_others(others));
        Ok(Self { words, id, held, others, may_give: signed_in.role.may(Action::GiveGifts) })
    }
}
