//! A letter to one person: an answer, or about a topic, in somebody's own words or from a letter that
//! is kept.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{LetterId, PersonId};
use domain::letters::{OwnLetter, Text, text_for};
use locales::Language;
use serde::Deserialize;
use store::outbox::ToOne;

use super::super::Shell;
use super::super::person::name_of;
use super::{refusal, titles, waits};
use crate::access::SignedIn;
use crate::app::App;
use crate::documents::letter::direction;
use crate::fault::{self, Fault};
use crate::pages::key_messages::Guide;

#[derive(Template)]
#[template(path = "letters/one.html")]
struct OnePage {
    shell: Shell,
    person: PersonId,
    name: String,
    form: Fields,
    dir: &'static str,
    topics: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    kept: Vec<(LetterId, String)>,
    nowhere: bool,
    waits: Option<String>,
    guide: Guide,
    wrong: Option<String>,
}

/// What the form says; an empty topic is an answer.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    letter: Option<LetterId>,
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    id: PersonId,
    form: Fields,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let person = app.store.person(actor, id).await?.ok_or(Fault::NotFound)?;
    let kept = app.store.letters(actor).await?.into_iter().filter(|letter| !letter.put_away);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let guide = Guide::beside(app, actor, &form.language, id).await?;
    let page = OnePage {
        shell: Shell::new(words.letters_one_title(), "/people", signed_in),
        person: id,
        name: name_of(words, &person),
        dir: direction(&form.language),
        form,
        topics: titles(app, signed_in).await?,
        languages: Language::ALL.map(|language| (language.tag(), language.own_name())).into(),
        kept: kept.map(|letter| (letter.id, letter.name)).collect(),
        nowhere: app.store.letter_address(actor, id).await?.is_none(),
        waits: waits(app, signed_in).await?,
        guide,
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// An empty letter in the person's language, or one that begins as a kept one reads.
pub(crate) async fn one(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let actor = signed_in.actor;
    let theirs = app.store.profile(actor, id).await?.language;
    let companys = app.store.company_language(actor).await?.unwrap_or_default();
    let spoken = Language::from_tag(&theirs).or_else(|| Language::from_tag(&companys));
    let language = spoken.unwrap_or(signed_in.words.language()).tag().to_owned();
    let mut form = Fields { language, ..Fields::default() };
    if let Some(kept) = asked.letter {
        let kept = app.store.letter(actor, kept).await?.ok_or(Fault::NotFound)?.draft;
        if let Some(text) = text_for(&kept.texts, &theirs, &companys) {
            let Text { language, subject, body } = text.clone();
            form = Fields { topic: kept.topic, language, subject, body };
        }
    }
    show(&app, &signed_in, id, form, None).await
}

/// Puts the letter into the outbox.
pub(crate) async fn write(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let text = Text {
        language: form.language.clone(),
        subject: form.subject.clone(),
        body: form.body.replace("\r\n", "\n"),
    };
    let topic = Some(form.topic.clone()).filter(|topic| !topic.is_empty());
    let letter = ToOne::Own(OwnLetter { topic, text });
    match act::letters::write_to(&app.store, app.clock.now(), &permit, id, letter).await {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}#timeline")).into_response()),
        Err(store::Error::Letter(why)) => {
            let wrong = Some(refusal(signed_in.words, &why));
            show(&app, &signed_in, id, form, wrong).await
        }
        Err(why) => Err(why.into()),
    }
}
