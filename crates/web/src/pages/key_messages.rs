//! The key message: what the company says in these weeks, written once for every channel.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::PersonId;
use domain::key_messages::{KeyMessageRefusal, Texts, text_for};
use domain::letters::KEY_MESSAGE;
use domain::memory::Problem;
use domain::plays::GestureKind;
use domain::{Actor, Day, Permit};
use locales::{Language, Words};
use store::gestures::{Gesture, OpenGestures};
use store::key_messages::KeyMessage;

use super::Shell;
use super::person::read_day;
use crate::access::SignedIn;
use crate::app::App;
use crate::documents::letter::direction;
use crate::fault::{self, Fault};
use crate::memory;

/// Open tasks of one person that are looked through for a complaint.
const TASKS: u32 = 100;

/// How the company speaks, and what it says in these weeks: beside every place where words are written.
pub(crate) struct Guide {
    pub(crate) voice: String,
    /// The key message, and the tag of the language it is in.
    pub(crate) message: Option<(String, String)>,
}

impl Guide {
    /// For words written in a language.
    pub(crate) async fn read(app: &App, actor: Actor, language: &str) -> Result<Self, Fault> {
        let voice = app.store.programme(actor).await?.programme.voice;
        let today = app.clock.now().day_in(&app.store.zone(actor).await?);
        let companys = app.store.company_language(actor).await?.unwrap_or_default();
        let message = app.store.key_message_on(actor, today).await?;
        let said = message.as_ref().and_then(|message| text_for(&message.texts, language, &companys));
        Ok(Self { voice, message: said.map(|(tag, text)| (tag.to_owned(), text.to_owned())) })
    }

    /// For words to somebody: whoever is left in peace, or complains, is told nothing cheerful.
    pub(crate) async fn beside(
        app: &App,
        actor: Actor,
        language: &str,
        person: PersonId,
    ) -> Result<Self, Fault> {
        let mut guide = Self::read(app, actor, language).await?;
        let today = app.clock.now().day_in(&app.store.zone(actor).await?);
        let is_recovery = |task: &Gesture| task.kind == GestureKind::Recovery;
        let open = OpenGestures { person: Some(person), ..OpenGestures::default() };
        let complains = app.store.open_gestures(actor, &open, TASKS).await?.iter().any(is_recovery);
        if complains || app.store.in_peace(actor, &[person], today).await?.contains_key(&person) {
            guide.message = None;
        }
        Ok(guide)
    }
}

#[derive(Template)]
#[template(path = "signs/key_messages.html")]
struct MessagesPage {
    shell: Shell,
    messages: Vec<Row>,
    form: Fields,
    texts: Vec<Text>,
    placeholder: String,
    may_write: bool,
    wrong: Option<String>,
}

/// What is said in a language: in ours, and in those a program wrote it in.
struct Text {
    tag: String,
    name: String,
    dir: &'static str,
    text: String,
}

impl Text {
    fn new(texts: &Texts, tag: &str, name: &str) -> Self {
        let text = texts.get(tag).cloned().unwrap_or_default();
        Self { tag: tag.to_owned(), name: name.to_owned(), dir: direction(tag), text }
    }
}

/// A message in the list.
struct Row {
    from: Day,
    when: String,
    stands: String,
    is_said: bool,
    language: String,
    text: String,
}

/// A message as the form says it; version 0 makes one.
#[derive(Clone, Default)]
struct Fields {
    from: String,
    until: String,
    texts: Texts,
    version: i64,
}

impl Fields {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match (name.as_str(), name.strip_prefix("text-")) {
                (_, Some(tag)) => drop(form.texts.insert(tag.to_owned(), value)),
                ("from", _) => form.from = value,
                ("until", _) => form.until = value,
                ("version", _) => form.version = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        form
    }
}

impl From<KeyMessage> for Fields {
    fn from(message: KeyMessage) -> Self {
        let KeyMessage { from, until, texts, version } = message;
        Self {
            from: from.to_string(),
            until: until.map(|day| day.to_string()).unwrap_or_default(),
            texts,
            version,
        }
    }
}

/// What the store refuses of a message, in words; `Err` where it is our fault.
fn refused(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::KeyMessage(KeyMessageRefusal::Until) => Ok(words.key_message_wrong_until()),
        store::Error::KeyMessage(KeyMessageRefusal::Day) => Ok(words.key_message_wrong_day()),
        store::Error::KeyMessage(KeyMessageRefusal::TooMany) => Ok(words.key_message_wrong_many()),
        store::Error::KeyMessage(_) => Ok(words.key_message_wrong_text()),
        store::Error::Unfit(problem) => Ok(memory::problem(words, &problem)),
        store::Error::Superseded(_) => Ok(words.fault_superseded()),
        other => Err(other.into()),
    }
}

fn row(words: Words, message: &KeyMessage, said: Option<Day>, today: Day) -> Row {
    let (language, text) = text_for(&message.texts, words.tag(), "").unwrap_or_default();
    let is_said = said == Some(message.from);
    let stands = match (is_said, message.from > today) {
        (true, _) => words.key_message_now(),
        (_, true) => words.key_message_coming(),
        _ => words.key_message_over(),
    };
    let when = match message.until {
        Some(last) => words.key_message_until_day(words.day(message.from), words.day(last)),
        None => words.key_message_from_day(words.day(message.from)),
    };
    Row { from: message.from, when, stands, is_said, language: language.to_owned(), text: text.to_owned() }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    form: Fields,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let today = app.clock.now().day_in(&app.store.zone(actor).await?);
    let said = app.store.key_message_on(actor, today).await?.map(|message| message.from);
    let messages = app.store.key_messages(actor).await?;
    let ours = Language::ALL.map(|language| Text::new(&form.texts, language.tag(), language.own_name()));
    let is_ours = |tag: &str| Language::ALL.iter().any(|language| language.tag() == tag);
    let others = form.texts.keys().filter(|tag| !is_ours(tag));
    let others: Vec<Text> = others.map(|tag| Text::new(&form.texts, tag, tag)).collect();
    let page = MessagesPage {
        shell: Shell::new(words.key_message_title(), "/key-message", signed_in),
        messages: messages.iter().map(|message| row(words, message, said, today)).collect(),
        texts: ours.into_iter().chain(others).collect(),
        placeholder: format!("{{{{ {KEY_MESSAGE}|default(\"…\") }}}}"),
        form,
        may_write: check(actor, Action::ManagePlays).is_ok(),
        wrong: wrong.clone(),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(fault::page(status, &page))
}

/// The messages there are, and a form for another.
pub(crate) async fn messages(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let form = Fields { from: today.to_string(), ..Fields::default() };
    show(&app, &signed_in, form, None).await
}

/// One message, to change.
pub(crate) async fn message(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(day): Path<String>,
) -> Result<Response, Fault> {
    let day: Day = day.parse().map_err(|_| Fault::NotFound)?;
    let messages = app.store.key_messages(signed_in.actor).await?;
    let found = messages.into_iter().find(|message| message.from == day).ok_or(Fault::NotFound)?;
    show(&app, &signed_in, found.into(), None).await
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)
}

async fn kept(app: &App, permit: &Permit, form: &Fields) -> store::Result<i64> {
    let from = read_day(&form.from)?.ok_or_else(|| Problem::NotADate(String::new()))?;
    let until = read_day(&form.until)?;
    app.store.save_key_message(permit, form.version, from, until, &form.texts).await
}

/// Makes a message, or changes one.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    let mut form = Fields::of(fields);
    match kept(&app, &permit, &form).await {
        Ok(_) => Ok(Redirect::to("/key-message").into_response()),
        Err(error) => {
            if let store::Error::Superseded(_) = error {
                // What was typed stays, under the version that holds now.
                let messages = app.store.key_messages(signed_in.actor).await?;
                let now = messages.into_iter().find(|message| message.from.to_string() == form.from);
                form.version = now.map_or(0, |message| message.version);
            }
            let wrong = refused(signed_in.words, error)?;
            show(&app, &signed_in, form, Some(wrong)).await
        }
    }
}

/// Takes a message away.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(day): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    let day: Day = day.parse().map_err(|_| Fault::NotFound)?;
    match app.store.remove_key_message(&permit, day, Fields::of(fields).version).await {
        Ok(()) => Ok(Redirect::to("/key-message").into_response()),
        Err(error) => {
            let wrong = refused(signed_in.words, error)?;
            show(&app, &signed_in, Fields::default(), Some(wrong)).await
        }
    }
}
