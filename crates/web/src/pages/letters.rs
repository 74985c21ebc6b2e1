//! Letters: the list, and a letter with how it will look beside it.

mod edit;
pub(crate) mod many;
pub(crate) mod one;
mod wrong;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::LetterId;
use locales::{Language, Words};

use super::{Shell, page};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

pub(crate) use edit::{change, letter, look, make, new, put_away, trial};
pub(crate) use wrong::refusal;

#[derive(Template)]
#[template(path = "letters/list.html")]
struct LettersPage {
    shell: Shell,
    letters: Vec<Row>,
    waits: Option<String>,
}

struct Row {
    id: LetterId,
    name: String,
    topic: String,
    languages: Vec<&'static str>,
    put_away: bool,
    sent: String,
}

/// Why letters wait, in words; nothing where they go.
pub(crate) async fn waits(app: &App, signed_in: &SignedIn) -> Result<Option<String>, Fault> {
    let words = signed_in.words;
    let kept = app.store.programme(signed_in.actor).await?;
    Ok(match (&app.postman, kept.paused_at) {
        (None, _) => Some(words.letters_wait_server()),
        (_, Some(_)) => Some(words.letters_wait_paused()),
        _ if kept.programme.sender_address.is_empty() => Some(words.letters_wait_sender()),
        _ => None,
    })
}

/// Languages by their own names; those we don't speak by their tags are left out.
fn own_names(tags: &[String]) -> Vec<&'static str> {
    tags.iter().filter_map(|tag| Some(Language::from_tag(tag)?.own_name())).collect()
}

/// The title of a topic as this reader of the pages reads it.
async fn titles(app: &App, signed_in: &SignedIn) -> Result<Vec<(String, String)>, Fault> {
    let topics = app.store.topics(signed_in.actor).await?;
    let tag = signed_in.words.tag();
    Ok(topics.into_iter().map(|topic| (topic.name.clone(), topic.title(tag).to_owned())).collect())
}

fn title(titles: &[(String, String)], name: &str) -> String {
    let found = titles.iter().find(|(known, _)| known == name);
    found.map_or_else(|| name.to_owned(), |(_, title)| title.clone())
}

fn counted(words: Words, sent: u64) -> String {
    words.letters_sent_count(sent)
}

/// The letters there are.
pub(crate) async fn letters(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let titles = titles(&app, &signed_in).await?;
    let row = |line: store::letters::LetterLine| Row {
        id: line.id,
        name: line.name,
        topic: title(&titles, &line.topic),
        languages: own_names(&line.languages),
        put_away: line.put_away,
        sent: counted(words, line.sent),
    };
    let letters = app.store.letters(signed_in.actor).await?.into_iter().map(row).collect();
    let waits = waits(&app, &signed_in).await?;
    let shell = Shell::new(words.letters_title(), "/letters", &signed_in);
    Ok(page(&LettersPage { shell, letters, waits }))
}
