//! One letter: its text in one language after the other, and how each will look.

use act::letters::{Reader, Sheet};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::LetterId;
use domain::letters::{BODY_BYTES_MAX, Draft, PLACEHOLDERS, SUBJECT_BYTES_MAX, Text};
use domain::{Actor, Currency, Permit};
use locales::Language;
use serde::Deserialize;

use super::super::Shell;
use super::{refusal, titles, waits};
use crate::access::{PAGES, SignedIn};
use crate::app::App;
use crate::documents::letter::{Part, direction, plain, set};
use crate::fault::{self, Fault};
use crate::pages::key_messages::Guide;

#[derive(Template)]
#[template(path = "letters/letter_page.html")]
struct LetterPage {
    shell: Shell,
    id: Option<LetterId>,
    form: Fields,
    topics: Vec<(String, String)>,
    tabs: Vec<Tab>,
    placeholders: Vec<String>,
    look: Look,
    waits: Option<String>,
    guide: Guide,
    wrong: Option<String>,
    said: Option<String>,
    may_write: bool,
    put_away: bool,
    trial_to: Option<String>,
    several: bool,
}

#[derive(Template)]
#[template(path = "letters/look.html")]
struct LookPart {
    look: Look,
    words: locales::Words,
}

struct Tab {
    tag: &'static str,
    name: &'static str,
    here: bool,
    written: bool,
}

/// How a text will look, or what is wrong with it.
struct Look {
    dir: &'static str,
    tag: String,
    subject: String,
    parts: Vec<Part>,
    plain: String,
    wrong: Option<String>,
}

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    remove: Option<String>,
}

impl Fields {
    fn text(&self) -> Text {
        let (language, subject) = (self.language.clone(), self.subject.clone());
        Text { language, subject, body: self.body.replace("\r\n", "\n") }
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    language: Option<String>,
    saved: Option<u8>,
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)
}

/// One of the languages we speak.
fn spoken(tag: Option<&str>, otherwise: Language) -> Language {
    tag.and_then(Language::from_tag).unwrap_or(otherwise)
}

async fn companys(app: &App, signed_in: &SignedIn) -> Result<Language, Fault> {
    let tag = app.store.company_language(signed_in.actor).await?;
    Ok(tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or(signed_in.words.language()))
}

async fn looks(app: &App, signed_in: &SignedIn, form: &Fields) -> Result<Look, Fault> {
    let settings = app.store.settings(signed_in.actor).await?;
    let programme = app.store.programme(signed_in.actor).await?.programme;
    let zone = app.store.zone(signed_in.actor).await?;
    let today = app.clock.now().day_in(&zone);
    let currency = settings.as_ref().map_or(Currency::EUR, |settings| settings.currency);
    let company = settings.map(|settings| settings.company).unwrap_or_default();
    let key_message = app.store.key_message_on(signed_in.actor, today).await?;
    let text = form.text();
    let dir = direction(&text.language);
    let mut look = Look {
        dir,
        tag: text.language.clone(),
        subject: String::new(),
        parts: Vec::new(),
        plain: String::new(),
        wrong: None,
    };
    if text.subject.trim().is_empty() && text.body.trim().is_empty() {
        return Ok(look);
    }
    let reader = Reader::example(&signed_in.name, currency, today);
    let sheet = Sheet {
        text: &text,
        company_language: signed_in.words.tag(),
        reader: &reader,
        company: &company,
        sender: &programme.sender_name,
        postal_address: &programme.postal_address,
        topic: &form.topic,
        links: None,
        key_message: key_message.as_ref().map(|message| &message.texts),
        today,
    };
    match set(&sheet) {
        Ok(found) => {
            look.plain = plain(&found, &sheet);
            look.parts = found.parts();
            look.subject = found.subject;
        }
        Err(why) => look.wrong = Some(refusal(signed_in.words, &why)),
    }
    Ok(look)
}

/// What a page shows besides the form.
#[derive(Default)]
struct Shown {
    id: Option<LetterId>,
    written: Vec<String>,
    put_away: bool,
    wrong: Option<String>,
    said: Option<String>,
}

async fn show(app: &App, signed_in: &SignedIn, form: Fields, shown: Shown) -> Result<Response, Fault> {
    let words = signed_in.words;
    let here = spoken(Some(&form.language), words.language());
    let tab = |language: Language| Tab {
        tag: language.tag(),
        name: language.own_name(),
        here: language == here,
        written: shown.written.iter().any(|tag| Language::from_tag(tag) == Some(language)),
    };
    let placeholder = |known: &domain::letters::Placeholder| match known.may_lack {
        true => format!("{{{{ {}|default(\"…\") }}}}", known.name),
        false => format!("{{{{ {} }}}}", known.name),
    };
    let trial_to = match signed_in.actor {
        Actor::Staff { id, .. } if app.postman.is_some() => app.store.staff(PAGES, id).await?,
        _ => None,
    };
    let title = if shown.id.is_some() { form.name.clone() } else { words.letters_new() };
    let page = LetterPage {
        shell: Shell::new(title, "/letters", signed_in),
        id: shown.id,
        topics: titles(app, signed_in).await?,
        tabs: Language::ALL.into_iter().map(tab).collect(),
        placeholders: PLACEHOLDERS.iter().map(placeholder).collect(),
        look: looks(app, signed_in, &form).await?,
        waits: waits(app, signed_in).await?,
        guide: Guide::read(app, signed_in.actor, &form.language).await?,
        may_write: permit(signed_in).is_ok(),
        put_away: shown.put_away,
        trial_to: trial_to.map(|member| member.email),
        several: shown.written.len() > 1,
        form,
        said: shown.said,
        wrong: shown.wrong.clone(),
    };
    let status = if shown.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(fault::page(status, &page))
}

/// An empty letter.
pub(crate) async fn new(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let language = spoken(asked.language.as_deref(), companys(&app, &signed_in).await?);
    let form = Fields { language: language.tag().to_owned(), ..Fields::default() };
    show(&app, &signed_in, form, Shown::default()).await
}

fn to(id: LetterId, language: &str) -> Response {
    Redirect::to(&format!("/letters/{id}?language={language}&saved=1")).into_response()
}

/// Keeps a new letter.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    let draft = Draft { name: form.name.clone(), topic: form.topic.clone(), texts: vec![form.text()] };
    match act::letters::keep(&app.store, &permit(&signed_in)?, draft).await {
        Ok(id) => Ok(to(id, &form.language)),
        Err(store::Error::Letter(why)) => {
            let wrong = Some(refusal(signed_in.words, &why));
            show(&app, &signed_in, form, Shown { wrong, ..Shown::default() }).await
        }
        Err(why) => Err(why.into()),
    }
}

fn shown_of(letter: &store::letters::Letter) -> Shown {
    Shown {
        id: Some(letter.id),
        written: letter.draft.texts.iter().map(|text| text.language.clone()).collect(),
        put_away: letter.put_away_at.is_some(),
        ..Shown::default()
    }
}

fn form_of(letter: &store::letters::Letter, language: Language) -> Fields {
    let Draft { name, topic, texts } = &letter.draft;
    let text = texts.iter().find(|text| Language::from_tag(&text.language) == Some(language));
    Fields {
        name: name.clone(),
        topic: topic.clone(),
        language: text.map_or_else(|| language.tag().to_owned(), |text| text.language.clone()),
        subject: text.map(|text| text.subject.clone()).unwrap_or_default(),
        body: text.map(|text| text.body.clone()).unwrap_or_default(),
        version: letter.version,
        remove: None,
    }
}

/// A letter, in one language.
pub(crate) async fn letter(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let letter = app.store.letter(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let first = letter.draft.texts.first().and_then(|text| Language::from_tag(&text.language));
    let language = spoken(asked.language.as_deref(), first.unwrap_or(signed_in.words.language()));
    let said = asked.saved.map(|_| signed_in.words.letters_saved());
    let form = form_of(&letter, language);
    show(&app, &signed_in, form, Shown { said, ..shown_of(&letter) }).await
}

/// Keeps a letter's name, topic and text in one language, or takes that language out.
pub(crate) async fn change(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    let letter = app.store.letter(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let mut texts = letter.draft.texts.clone();
    texts.retain(|text| text.language != form.language);
    if form.remove.is_none() {
        texts.push(form.text());
    }
    let draft = Draft { name: form.name.clone(), topic: form.topic.clone(), texts };
    match act::letters::change(&app.store, &permit, id, form.version, draft).await {
        Ok(_) if form.remove.is_some() => Ok(Redirect::to(&format!("/letters/{id}")).into_response()),
        Ok(_) => Ok(to(id, &form.language)),
        Err(store::Error::Letter(why)) => {
            let wrong = Some(refusal(signed_in.words, &why));
            show(&app, &signed_in, form, Shown { wrong, ..shown_of(&letter) }).await
        }
        Err(why) => Err(why.into()),
    }
}

/// How what stands in the form will look; nothing is kept.
pub(crate) async fn look(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    if form.subject.len() > SUBJECT_BYTES_MAX || form.body.len() > BODY_BYTES_MAX {
        return Err(Fault::Wrong(locales::Words::letters_wrong_body));
    }
    let look = looks(&app, &signed_in, &form).await?;
    Ok(fault::page(StatusCode::OK, &LookPart { look, words: signed_in.words }))
}

/// Sends a letter, as last saved, to who asks.
pub(crate) async fn trial(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    permit(&signed_in)?;
    let words = signed_in.words;
    let Actor::Staff { id: to, .. } = signed_in.actor else { return Err(Fault::Forbidden) };
    let letter = app.store.letter(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let language = spoken(Some(&form.language), words.language());
    let fields = form_of(&letter, language);
    let shown = shown_of(&letter);
    let text = letter.draft.texts.iter().find(|text| text.language == fields.language);
    let sent = match (&app.postman, text) {
        (Some(postman), Some(text)) => {
            postman.trial(&letter.draft, text, to).await.map_err(|why| why.to_string())
        }
        (None, _) => Err(words.letters_wait_server()),
        (_, None) => Err(words.letters_wrong_no_text()),
    };
    let shown = match sent {
        Ok(address) => Shown { said: Some(words.letters_trial_sent(address)), ..shown },
        Err(why) => Shown { wrong: Some(words.letters_trial_failed(why)), ..shown },
    };
    show(&app, &signed_in, fields, shown).await
}

#[derive(Deserialize)]
pub(crate) struct Away {
    away: u8,
}

/// Puts a letter away, or takes it out again.
pub(crate) async fn put_away(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Form(Away { away }): Form<Away>,
) -> Result<Redirect, Fault> {
    app.store.put_letter_away(&permit(&signed_in)?, id, away != 0).await?;
    Ok(Redirect::to("/letters"))
}
