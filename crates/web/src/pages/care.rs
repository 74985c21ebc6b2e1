//! The care list: everybody overdue by their own rhythm, the most at stake first.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::Currency;
use domain::ids::PersonId;
use domain::worth::{CareLine, Standing};
use locales::Words;
use serde::Deserialize;
use store::care::CareFilter;
use store::people::PersonLine;

use super::Shell;
use super::people::shown_name;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::worth::{CareList, CarePerson};

const PAGE: u32 = 40;

#[derive(Template)]
#[template(path = "care.html")]
struct CarePage {
    shell: Shell,
    sentence: String,
    q: String,
    list: CareList,
    next: Option<PersonId>,
    first: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<PersonId>,
}

/// A page of the care list.
pub(crate) async fn care(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let shell = Shell::new(words.shell_care(), "/care", &signed_in);
    let Some(run) = app.store.latest_run(signed_in.actor).await? else {
        return super::overview::without_figures(&app, &signed_in, shell).await;
    };
    let currency = run.run.report.currency;
    let totals = app.store.care_totals(signed_in.actor).await?;
    let filter = CareFilter { text: asked.q.clone(), after: asked.after, ..CareFilter::default() };
    let mut lines = app.store.care_list(signed_in.actor, &filter, PAGE + 1).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let overdue = totals.overdue.unsigned_abs();
    let sentence = crate::worth::care::sentence(words, overdue, totals.value_at_stake, currency);
    Ok(super::page(&CarePage {
        shell,
        sentence,
        q: asked.q,
        next: lines.last().filter(|_| more).map(|line| line.id),
        list: CareList { words, people: care_people(words, &lines, currency), columns: false },
        first: asked.after.is_none(),
    }))
}

/// Lines of the store in words, each leading to its person.
pub(crate) fn care_people(words: Words, lines: &[PersonLine], currency: Currency) -> Vec<CarePerson> {
    let person = |line: &PersonLine| {
        let care = care_line(line.standing.as_ref()?);
        let link = format!("/people/{}", line.id);
        Some(CarePerson::new(words, &care, shown_name(line), Some(link), currency))
    };
    lines.iter().filter_map(person).collect()
}

/// A standing as the care list of a report has it.
fn care_line(standing: &Standing) -> CareLine {
    CareLine {
        customer: standing.customer.clone(),
        silent_days: standing.age_days.saturating_sub(standing.recency_days),
        rhythm_days: standing.rhythm_days.unwrap_or_default(),
        overdue_days: standing.overdue_days.unwrap_or_default(),
        p_alive: standing.p_alive.unwrap_or_default(),
        value_at_stake: standing.value_at_stake.unwrap_or_default(),
        purchase_days: standing.frequency + 1,
        spend: standing.spend,
    }
}
