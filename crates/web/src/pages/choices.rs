//! What the readers of letters choose, without signing in: the links in a letter bring them here. A GET
//! changes nothing, since scanners follow every link of a mail; a POST does.

pub(crate) mod why;

use act::letters::{Seal, Stop};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, check};
use domain::consent::{ALL, Source, Word, Words as Said};
use domain::ids::PersonId;
use locales::{Language, Words};
use store::topics::Topic;
use why::Ask;

use crate::access::PAGES;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::language::Reader;

#[derive(Template)]
#[template(path = "letters/stop.html")]
struct StopPage {
    words: Words,
    company: String,
    token: String,
    topic: String,
    /// The question why, once it is done.
    ask: Option<Ask>,
}

#[derive(Template)]
#[template(path = "letters/choose.html")]
struct ChoosePage {
    words: Words,
    company: String,
    token: String,
    topics: Vec<Choice>,
    saved: bool,
    /// The question why, where they ended something.
    ask: Option<Ask>,
}

struct Choice {
    name: String,
    title: String,
    ticked: bool,
}

/// Who holds a link, and what it is about.
struct Holder {
    stop: Stop,
    person: PersonId,
    words: Words,
    company: String,
}

async fn holder(app: &App, token: &str, visitor: Words) -> Result<Holder, Fault> {
    let permit = check(PAGES, Action::RunJobs).map_err(|_| Fault::Forbidden)?;
    let seal = Seal::of(&app.store, &permit).await?;
    let stop = seal.open(token).ok_or(Fault::NotFound)?;
    let (person, tag) = app.store.reader(PAGES, stop.identity).await?.ok_or(Fault::NotFound)?;
    let words = Language::from_tag(&tag).map_or(visitor, Words::of);
    let settings = app.store.settings(PAGES).await?;
    Ok(Holder { stop, person, words, company: settings.map(|settings| settings.company).unwrap_or_default() })
}

impl Holder {
    /// Writes down what they say, where it is not what they said last.
    async fn say(&self, app: &App, source: Source, said: &[(String, Word)]) -> Result<(), Fault> {
        let before = app.store.consents(PAGES, self.person).await?;
        let news =
            said.iter().filter(|(topic, word)| before.last(topic).map(|(_, last)| last) != Some(*word));
        let news: Vec<(String, Word)> = news.cloned().collect();
        if news.is_empty() {
            return Ok(());
        }
        let permit = check(PAGES, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
        Ok(app.store.say_by_letter(&permit, self.stop.identity, source, &news).await?)
    }

    /// What they may choose, and how it stands.
    async fn topics(&self, app: &App) -> Result<(Vec<Topic>, Said, bool), Fault> {
        let topics = app.store.topics(PAGES).await?;
        let said = app.store.consents(PAGES, self.person).await?;
        let soft = app.store.programme(PAGES).await?.programme.soft_opt_in;
        let unless_refused = soft && app.store.is_customer(PAGES, self.person).await?;
        Ok((topics, said, unless_refused))
    }

    async fn choices(&self, app: &App) -> Result<Vec<Choice>, Fault> {
        let (topics, said, unless_refused) = self.topics(app).await?;
        let choice = |topic: Topic| Choice {
            title: topic.title(self.words.tag()).to_owned(),
            ticked: said.allow(&topic.name, unless_refused),
            name: topic.name,
        };
        Ok(topics.into_iter().map(choice).collect())
    }
}

async fn show_stop(app: &App, holder: Holder, token: String, done: bool) -> Result<Response, Fault> {
    let topics = app.store.topics(PAGES).await?;
    let Holder { stop, words, company, .. } = holder;
    let topic = topics.iter().find(|topic| topic.name == stop.topic);
    let topic = topic.map_or(stop.topic.clone(), |topic| topic.title(words.tag()).to_owned());
    let ask = done.then(|| Ask::new(words, &token));
    Ok(fault::page(StatusCode::OK, &StopPage { words, company, token, topic, ask }))
}

/// Asks whether they mean it.
pub(crate) async fn stop_page(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    show_stop(&app, holder, token, false).await
}

/// Ends letters about the topic: the button of the page, or a mail program's one click.
pub(crate) async fn stop(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
    body: String,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    let one_click = body.contains("List-Unsubscribe=One-Click");
    let source = if one_click { Source::OneClick } else { Source::Preferences };
    holder.say(&app, source, &[(holder.stop.topic.clone(), Word::Refused)]).await?;
    if !one_click {
        why::ask(&app, holder.stop.identity).await?;
    }
    show_stop(&app, holder, token, true).await
}

async fn show_choices(
    app: &App,
    holder: Holder,
    token: String,
    (saved, ended): (bool, bool),
) -> Result<Response, Fault> {
    let topics = holder.choices(app).await?;
    let Holder { words, company, .. } = holder;
    let ask = ended.then(|| Ask::new(words, &token));
    Ok(fault::page(StatusCode::OK, &ChoosePage { words, company, token, topics, saved, ask }))
}

/// What we write to them about.
pub(crate) async fn choose_page(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    show_choices(&app, holder, token, (false, false)).await
}

/// Keeps what they chose: a tick given or taken away is a word; what stays as it was is none.
pub(crate) async fn choose(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    let chose = |name: &str, value: &str| fields.iter().any(|(n, v)| n == name && v == value);
    let mut said = Vec::new();
    if chose("everything", "stop") {
        said.push((ALL.to_owned(), Word::Refused));
    } else {
        for choice in holder.choices(&app).await? {
            let ticked = chose("topic", &choice.name);
            if ticked != choice.ticked {
                let word = if ticked { Word::Given } else { Word::Refused };
                said.push((choice.name, word));
            }
        }
    }
    if said.iter().any(|(_, word)| *word == Word::Given) {
        // A yes after 'never again' has to be newer than it, whatever was said of the topic before.
        let permit = check(PAGES, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
        app.store.say_by_letter(&permit, holder.stop.identity, Source::Preferences, &said).await?;
    } else {
        holder.say(&app, Source::Preferences, &said).await?;
    }
    let ended = said.iter().any(|(_, word)| *word == Word::Refused);
    if ended {
        why::ask(&app, holder.stop.identity).await?;
    }
    show_choices(&app, holder, token, (true, ended)).await
}
