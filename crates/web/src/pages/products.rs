//! What can't be had, and so is suggested to nobody, with the way back.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::access::Action;
use domain::ids::ProductId;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::documents::TestTable;
use crate::fault::Fault;

#[derive(Template)]
#[template(path = "products.html")]
struct ProductsPage {
    shell: Shell,
    missing: Vec<(ProductId, String, String)>,
    may_write: bool,
    test: Option<TestTable>,
}

/// Products out of stock, and how well suggestions foretold.
pub(crate) async fn products(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let missing = app.store.products(signed_in.actor, false, None).await?;
    let report = app.store.latest_recommendation(signed_in.actor).await?;
    Ok(super::page(&ProductsPage {
        shell: Shell::new(words.suggest_everybody(), "/people", &signed_in),
        missing: missing.into_iter().map(|product| (product.id, product.name, product.sku)).collect(),
        may_write: signed_in.role.may(Action::WritePeople),
        test: report.as_ref().map(|report| TestTable::new(words, report)),
    }))
}
