//! What the pages stand on, and what every request passes on its way to its route.

use std::path::PathBuf;
use std::sync::Arc;

use act::letters::Postman;
use axum::Router;
use axum::middleware::from_fn_with_state;
use domain::{Actor, Clock, Currency, Entropy};
use listen::events::Writer;
use store::Store;
use tower_http::compression::CompressionLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::access::attempts::Attempts;
use crate::access::headers;
use crate::access::passwords::Passwords;
use crate::access::sessions::Sessions;
use crate::api::gate::Calls;
use crate::beliefs::Beliefs;
use crate::events::pace::Paces;
use crate::language;
use crate::routes;
use crate::trials::Trials;

/// A session ends after so many days without a request.
const SESSION_DAYS: i64 = 14;

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) data_dir: Arc<PathBuf>,
    /// The address people type, without a slash at its end; every link we hand out begins so.
    pub(crate) base_url: Arc<str>,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) trials: Trials,
    pub(crate) beliefs: Beliefs,
    pub(crate) events: Writer,
    pub(crate) paces: Arc<Paces>,
    pub(crate) calls: Arc<Calls>,
    /// Who carries letters; without one they wait.
    pub(crate) postman: Option<Postman>,
}

impl App {
    /// Pages on this store. Uploads go to a folder in `data_dir`. Where the address people type,
    /// `base_url`, begins with https, cookies are sent over TLS alone and browsers are told to insist
    /// on it. Called on a tokio runtime, which writes the events that come.
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        data_dir: PathBuf,
        base_url: &str,
    ) -> Self {
        let events = Writer::start(store.clone());
        let paces = Arc::new(Paces::new(Arc::clone(&clock)));
        let passwords = Passwords::new(Arc::clone(&entropy));
        let attempts = Arc::new(Attempts::new(Arc::clone(&clock)));
        let calls = Arc::new(Calls::new(Arc::clone(&clock)));
        Self {
            store,
            clock,
            entropy,
            data_dir: Arc::new(data_dir),
            base_url: base_url.trim_end_matches('/').into(),
            passwords,
            attempts,
            trials: Trials::default(),
            beliefs: Beliefs::default(),
            events,
            paces,
            calls,
            postman: None,
        }
    }

    /// The company's own currency; euros until it said which.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn currency(&self, actor: Actor) -> store::Result<Currency> {
        Ok(self.store.settings(actor).await?.map_or(Currency::EUR, |own| own.currency))
    }

    /// The same, with somebody who carries letters.
    #[must_use]
    pub fn with_postman(self, postman: Postman) -> Self {
        Self { postman: Some(postman), ..self }
    }

    /// Whether people reach us over TLS.
    pub(crate) fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// Every page. Serve it with connect info, so that sign-in attempts are counted by address.
pub fn router(app: App) -> Router {
    let session_store = Sessions::new(app.store.clone());
    let sessions = SessionManagerLayer::new(session_store)
        .with_name(if app.https() { "__Host-perennial" } else { "perennial" })
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(app.https())
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(SESSION_DAYS)));
    routes::router(&app)
        .layer(sessions)
        .layer(from_fn_with_state(app.clone(), language::say_faults))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), headers::headers))
        .with_state(app)
}
