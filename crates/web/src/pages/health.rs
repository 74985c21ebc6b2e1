//! Whether the server lives and its database answers; says nothing else.

use axum::extract::State;
use axum::http::StatusCode;

use crate::access::PAGES;
use crate::app::App;

/// `ok`, or 503 where the database does not answer.
pub(crate) async fn healthz(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.settings(PAGES).await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
