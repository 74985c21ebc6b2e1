//! What readers can choose to be written about.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use locales::Language;
use store::topics::Topic;

use super::Shell;
use super::letters::refusal;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

#[derive(Template)]
#[template(path = "letters/topics.html")]
struct TopicsPage {
    shell: Shell,
    topics: Vec<Row>,
    form: Row,
    may_write: bool,
    wrong: Option<String>,
}

/// A topic, with a title or nothing in each of our languages.
struct Row {
    name: String,
    title: String,
    titles: Vec<(Language, String)>,
}

fn row(topic: &Topic, tag: &str) -> Row {
    let in_language =
        |language: Language| (language, topic.titles.get(language.tag()).cloned().unwrap_or_default());
    Row {
        title: topic.title(tag).to_owned(),
        titles: Language::ALL.into_iter().map(in_language).collect(),
        name: topic.name.clone(),
    }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    form: Topic,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let tag = signed_in.words.tag();
    let topics = app.store.topics(signed_in.actor).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = TopicsPage {
        shell: Shell::new(signed_in.words.topics_title(), "/letters", signed_in),
        topics: topics.iter().map(|topic| row(topic, tag)).collect(),
        form: row(&form, tag),
        may_write: check(signed_in.actor, Action::ManagePlays).is_ok(),
        wrong,
    };
    Ok(fault::page(status, &page))
}

fn empty() -> Topic {
    Topic { name: String::new(), titles: BTreeMap::new() }
}

/// The topics, and the form for another.
pub(crate) async fn topics(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    show(&app, &signed_in, empty(), None).await
}

/// Makes a topic, or gives one other titles.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let mut topic = empty();
    for (name, value) in fields {
        match name.split_once('-') {
            Some(("title", tag)) => drop(topic.titles.insert(tag.to_owned(), value)),
            _ if name == "name" => topic.name = value.trim().to_owned(),
            _ => {}
        }
    }
    match app.store.save_topic(&permit, &topic).await {
        Ok(()) => Ok(Redirect::to("/topics").into_response()),
        Err(store::Error::Letter(why)) => {
            show(&app, &signed_in, topic, Some(refusal(signed_in.words, &why))).await
        }
        Err(why) => Err(why.into()),
    }
}
