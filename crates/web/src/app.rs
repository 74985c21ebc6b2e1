//! The routes, and what every request passes on its way.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use domain::{Clock, Entropy};
use store::Store;
use tower_http::compression::CompressionLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::access::attempts::Attempts;
use crate::access::passwords::Passwords;
use crate::access::sessions::Sessions;
use crate::access::{guard, wall};
use crate::pages;
use crate::trials::Trials;

/// Largest body of a form; uploads have a limit of their own.
const FORM_BYTES_MAX: usize = 64 << 10;
/// A session ends after so many days without a request.
const SESSION_DAYS: i64 = 14;

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) data_dir: Arc<PathBuf>,
    pub(crate) https: bool,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) trials: Trials,
}

impl App {
    /// Pages on this store. Uploads go to a folder in `data_dir`. With `https` (the address people
    /// type begins so) cookies are sent over TLS alone and browsers are told to insist on it.
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        data_dir: PathBuf,
        https: bool,
    ) -> Self {
        let passwords = Passwords::new(Arc::clone(&entropy));
        let attempts = Arc::new(Attempts::new(Arc::clone(&clock)));
        Self {
            store,
            clock,
            entropy,
            data_dir: Arc::new(data_dir),
            https,
            passwords,
            attempts,
            trials: Trials::default(),
        }
    }
}

/// Every page. Serve it with connect info, so that sign-in attempts are counted by address.
pub fn router(app: App) -> Router {
    let session_store = Sessions::new(app.store.clone());
    let sessions = SessionManagerLayer::new(session_store)
        .with_name(if app.https { "__Host-perennial" } else { "perennial" })
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(app.https)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(SESSION_DAYS)));
    let open = Router::new()
        .route("/healthz", get(pages::health::healthz))
        .route("/sign-in", get(pages::door::sign_in_page).post(pages::door::sign_in))
        .route("/welcome/{token}", get(pages::door::welcome_page).post(pages::door::welcome))
        .route("/assets/door.css", get(pages::assets::door_sheet));
    let walled = Router::new()
        .route("/", get(pages::overview::overview))
        .route("/returns", get(pages::worth::returns))
        .route("/cohorts", get(pages::worth::cohorts))
        .route("/value", get(pages::worth::value))
        .route("/forecast", get(pages::worth::forecast))
        .route("/care", get(pages::care::care))
        .route("/people", get(pages::people::people))
        .route("/people/{id}", get(pages::person::person))
        .route("/imports", get(pages::imports::imports))
        // The length is watched while the file streams in.
        .route("/imports/upload", post(pages::imports::upload).layer(DefaultBodyLimit::disable()))
        .route("/imports/new/{upload}", get(pages::import_new::preview))
        .route(
            "/imports/new/{upload}/trial",
            get(pages::import_new::trial).post(pages::import_new::begin_trial),
        )
        .route("/imports/new/{upload}/confirm", post(pages::import_new::confirm))
        .route("/imports/{id}", get(pages::imports::import))
        .route("/imports/{id}/rejected.csv", get(pages::imports::rejected_rows))
        .route("/imports/{id}/undo", post(pages::imports::undo))
        .route("/sign-out", post(pages::door::sign_out))
        .route("/assets/{name}", get(pages::assets::asset))
        .fallback(pages::missing)
        .layer(from_fn_with_state(app.clone(), wall));
    open.merge(walled)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(sessions)
        .layer(from_fn(guard::same_site))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .with_state(app)
}
