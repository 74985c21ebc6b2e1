//! Home: the opening figures, whether they come back, and who needs care first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use store::care::CareFilter;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::format;
use crate::pages::care::care_people;
use crate::worth::{CareList, Lede, ReturnSection, TakenSection};

/// People of the care list shown at home.
const CARE_SHOWN: u32 = 8;

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    shell: Shell,
    as_of: String,
    failed: Option<String>,
    lede: Lede,
    returns: ReturnSection,
    care: CareList,
    taken: TakenSection,
}

#[derive(Template)]
#[template(path = "empty.html")]
struct EmptyPage {
    shell: Shell,
    /// Orders that wait for their first fit; 0 where there are none at all.
    orders: u64,
    failed: Option<String>,
}

/// Home.
pub(crate) async fn overview(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let shell = Shell::new("Overview", "/", &signed_in);
    let Some(run) = app.store.latest_run(signed_in.actor).await? else {
        return without_figures(&app, &signed_in, shell).await;
    };
    let report = run.run.report;
    let filter = CareFilter::default();
    let people = app.store.care_list(signed_in.actor, &filter, CARE_SHOWN).await?;
    let people = care_people(&people, report.currency);
    Ok(super::page(&OverviewPage {
        shell,
        as_of: format::day(report.as_of),
        failed: last_failure(&app, &signed_in).await?,
        lede: Lede::new(&report),
        returns: ReturnSection::new(&report),
        care: CareList { people, columns: true },
        taken: TakenSection::new(&report),
    }))
}

/// The page where figures would stand: bring orders, or wait for the first fit.
pub(crate) async fn without_figures(
    app: &App,
    signed_in: &SignedIn,
    shell: Shell,
) -> Result<Response, Fault> {
    let orders = app.store.counts(signed_in.actor).await?.orders.unsigned_abs();
    let failed = last_failure(app, signed_in).await?;
    Ok(super::page(&EmptyPage { shell, orders, failed }))
}

/// Why the last refit failed, where the figures shown are older for it.
async fn last_failure(app: &App, signed_in: &SignedIn) -> Result<Option<String>, Fault> {
    let last = app.store.runs(signed_in.actor, 1).await?.pop();
    Ok(last.and_then(|run| run.error))
}
