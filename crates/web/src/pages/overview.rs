//! Home: the opening figures, whether they come back, and who needs care first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use store::care::CareFilter;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::pages::care::care_people;
use crate::worth::{CareList, Lede, ReturnSection, TakenSection, Weighed};

/// People of the care list shown at home.
const CARE_SHOWN: u32 = 8;

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    shell: Shell,
    as_of: String,
    failed: bool,
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
    failed: bool,
}

impl EmptyPage {
    fn headline(&self) -> Weighed {
        let words = self.shell.words;
        Weighed::new(&match self.orders {
            0 => words.overview_bring(),
            orders => words.overview_reading(orders),
        })
    }
}

/// Home.
pub(crate) async fn overview(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let shell = Shell::new(words.shell_overview(), "/", &signed_in);
    let Some(run) = app.store.latest_run(signed_in.actor).await? else {
        return without_figures(&app, &signed_in, shell).await;
    };
    let report = run.run.report;
    let filter = CareFilter::default();
    let people = app.store.care_list(signed_in.actor, &filter, CARE_SHOWN).await?;
    let people = care_people(words, &people, report.currency);
    Ok(super::page(&OverviewPage {
        shell,
        as_of: words.day(report.as_of),
        failed: last_failure(&app, &signed_in).await?,
        lede: Lede::new(words, &report),
        returns: ReturnSection::new(words, &report),
        care: CareList { words, people, columns: true },
        taken: TakenSection::new(words, &report),
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

/// Whether the last refit failed, so that the figures shown are older for it; the log says why.
async fn last_failure(app: &App, signed_in: &SignedIn) -> Result<bool, Fault> {
    let last = app.store.runs(signed_in.actor, 1).await?.pop();
    Ok(last.is_some_and(|run| run.error.is_some()))
}
