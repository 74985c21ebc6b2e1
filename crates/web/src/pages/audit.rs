//! The audit: who saw what is sensitive and who changed what, and the same as a spreadsheet file.

use std::collections::HashMap;

use adapters::files::SheetWriter;
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::{AuditId, PersonId, StaffId};
use domain::{Actor, Instant};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::audit::{AuditFilter, Line};
use uuid::Uuid;

use super::Shell;
use super::audit_words::{NOUNS, detail, did, noun};
use crate::access::{SignedIn, percent};
use crate::app::App;
use crate::fault::Fault;

const PAGE: u32 = 100;
/// Lines read at once for the download.
const READ: u32 = 1_000;
/// Longest value of a filter worth looking at.
const ASKED_BYTES_MAX: usize = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    shell: Shell,
    rows: Vec<Row>,
    actors: Vec<(String, String)>,
    nouns: Vec<(&'static str, String)>,
    asked: Asked,
    /// The person the list is about, where it is about one.
    about: Option<String>,
    /// The filters as a query, for the links to more.
    query: String,
    next: Option<AuditId>,
}

struct Row {
    at: String,
    who: String,
    did: String,
    person: Option<PersonId>,
    detail: String,
}

/// The filters, as the form sends them: empty asks for all.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    after: Option<AuditId>,
}

impl Asked {
    /// As the store asks, with days as they begin in `zone`; what can't be read finds nothing.
    fn filter(&self, zone: &TimeZone) -> Result<AuditFilter, Fault> {
        let says = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.chars().take(ASKED_BYTES_MAX).collect::<String>())
        };
        let day = |text: &str| -> Result<Option<Date>, Fault> {
            says(text).map(|text| text.parse().map_err(|_| Fault::Wrong(Words::audit_bad_day))).transpose()
        };
        let begin = |date: Date| -> Result<Instant, Fault> {
            let begin = date.to_zoned(zone.clone()).map_err(|_| Fault::Wrong(Words::audit_bad_day))?;
            Ok(Instant(begin.timestamp().as_microsecond()))
        };
        let until = day(&self.until)?.map(Date::tomorrow).transpose();
        let until = until.map_err(|_| Fault::Wrong(Words::audit_bad_day))?;
        let about = says(&self.about).map(|text| text.parse::<Uuid>().map_err(|_| Fault::NotFound));
        Ok(AuditFilter {
            actor: says(&self.who),
            action: says(&self.what),
            object_id: about.transpose()?,
            from: day(&self.from)?.map(begin).transpose()?,
            until: until.map(begin).transpose()?,
            after: self.after,
        })
    }

    fn query(&self) -> String {
        let pairs = [
            ("who", &self.who),
            ("what", &self.what),
            ("about", &self.about),
            ("from", &self.from),
            ("until", &self.until),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        let said: Vec<String> = said.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        said.join("&")
    }
}

/// Who somebody in the audit is, as people call them.
fn who(words: Words, names: &HashMap<StaffId, String>, actor: &str) -> String {
    let (kind, rest) = actor.split_once(' ').unwrap_or((actor, ""));
    match kind {
        "staff" => {
            rest.parse().ok().and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| rest.to_owned())
        }
        "key" => words.audit_key(rest),
        "operator" => words.audit_operator(),
        "system" => words.audit_system(rest),
        _ => words.audit_visitor(),
    }
}

fn person(line: &Line) -> Option<PersonId> {
    (line.object == "person").then_some(line.object_id).flatten().map(PersonId)
}

/// The lines asked for, the newest first.
pub(crate) async fn audit(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let filter = asked.filter(&zone)?;
    let mut lines = app.store.audit(signed_in.actor, &filter, PAGE + 1).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let names = app.store.staff_names(signed_in.actor).await?;
    let mut actors: Vec<(String, String)> =
        names.iter().map(|(id, name)| (format!("staff {id}"), name.clone())).collect();
    actors.sort_by_cached_key(|(_, name)| words.sort_key(name));
    actors.push(("operator".to_owned(), words.audit_operator()));
    let row = |line: &Line| Row {
        at: words.instant(line.at, &zone),
        who: who(words, &names, &line.actor),
        did: did(words, &line.action, &line.object),
        person: person(line),
        detail: detail(words, &line.action, &line.detail),
    };
    Ok(super::page(&AuditPage {
        shell: Shell::new(words.audit_title(), "/audit", &signed_in),
        rows: lines.iter().map(row).collect(),
        actors,
        nouns: NOUNS.iter().map(|&(name, said)| (name, said(words))).collect(),
        about: filter.object_id.map(|id| id.to_string()),
        query: asked.query(),
        next: lines.last().filter(|_| more).map(|line| line.id),
        asked,
    }))
}

/// The same lines, all of them, as a spreadsheet file.
pub(crate) async fn sheet(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let zone = app.store.zone(signed_in.actor).await?;
    let filter = AuditFilter { after: None, ..asked.filter(&zone)? };
    let names = app.store.staff_names(signed_in.actor).await?;
    let words = signed_in.words;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    let titles =
        [words.audit_when(), words.audit_who(), words.audit_did(), words.audit_of(), words.audit_detail()];
    // What can't be asked is refused while there still is an answer to begin.
    let (first, rest) =
        next_part(&app, signed_in.actor, words, &names, Some(filter)).await?.unwrap_or_default();
    let head = [written("\u{feff}", std::slice::from_ref(&titles)), first].map(Ok);
    let rows = futures::stream::try_unfold(rest, move |filter| {
        let (app, names) = (app.clone(), names.clone());
        async move { next_part(&app, signed_in.actor, words, &names, filter).await }
    });
    let sheet = futures::StreamExt::chain(futures::stream::iter(head), rows);
    Ok((headers, Body::from_stream(sheet)).into_response())
}

type Part = Option<(Bytes, Option<AuditFilter>)>;

async fn next_part(
    app: &App,
    actor: Actor,
    words: Words,
    names: &HashMap<StaffId, String>,
    filter: Option<AuditFilter>,
) -> Result<Part, store::Error> {
    let Some(filter) = filter else { return Ok(None) };
    let lines = app.store.audit(actor, &filter, READ).await?;
    let row = |line: &Line| {
        let at =
            jiff::Timestamp::from_microsecond(line.at.0).map_or_else(|_| String::new(), |at| at.to_string());
        let of =
            line.object_id.map_or_else(|| noun(words, &line.object), |id| format!("{} {id}", line.object));
        [
            at,
            who(words, names, &line.actor),
            did(words, &line.action, &line.object),
            of,
            detail(words, &line.action, &line.detail),
        ]
    };
    let rows: Vec<[String; 5]> = lines.iter().map(row).collect();
    let next = lines.last().filter(|_| lines.len() == READ as usize);
    let next = next.map(|line| AuditFilter { after: Some(line.id), ..filter });
    Ok(Some((written("", &rows), next)))
}

fn written(begin: &str, rows: &[[String; 5]]) -> Bytes {
    let mut sheet = SheetWriter::new(begin.as_bytes().to_vec());
    // Writing into memory can't fail.
    let _ = rows.iter().try_for_each(|row| sheet.row(row));
    Bytes::from(sheet.into_inner())
}
