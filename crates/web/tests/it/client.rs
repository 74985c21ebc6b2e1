//! A company in a temporary folder, and a browser's habits: it keeps its cookie and says where it is from.

use std::path::PathBuf;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use base64::Engine as _;
use domain::Actor;
use domain::access::{Action, check};
use store::{Database, Store};
use testing::Engine;
use tower::ServiceExt;

pub const BASE_URL: &str = "http://house.test";
pub const PASSWORD: &str = "a harbour full of boats";
pub const EMAIL: &str = "rasma@harbour.example";

/// A company with nobody in it yet.
pub struct House {
    pub store: Store,
    pub router: Router,
    folder: tempfile::TempDir,
    /// Its database, where it goes with the house.
    _place: Option<testing::Fresh>,
}

impl House {
    pub async fn new() -> Self {
        Self::at(BASE_URL).await
    }

    /// A company that people reach at this address.
    pub async fn at(base_url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::from(folder.path().join("test.db"));
        Self::made(&database, base_url, folder, None).await
    }

    /// On either engine; see `testing::on_both_engines!`.
    pub async fn on(engine: Engine) -> Self {
        let place = engine.fresh();
        let database = place.database().clone();
        Self::made(&database, BASE_URL, tempfile::tempdir().unwrap(), Some(place)).await
    }

    /// On a database that somebody else looks after.
    pub async fn with(database: &Database) -> Self {
        Self::made(database, BASE_URL, tempfile::tempdir().unwrap(), None).await
    }

    async fn made(
        database: &Database,
        base_url: &str,
        folder: tempfile::TempDir,
        place: Option<testing::Fresh>,
    ) -> Self {
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let store = Store::open(database, clock.clone(), entropy.clone()).await.unwrap();
        let app = web::App::new(store.clone(), clock, entropy, folder.path().to_owned(), base_url);
        Self { store, router: web::router(app), folder, _place: place }
    }

    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The owner's one-time link.
    pub async fn link(&self) -> String {
        let permit = check(Actor::Operator, Action::ManageStaff).unwrap();
        let token = self.store.make_owner_link(&permit).await.unwrap().unwrap();
        format!("/welcome/{}", token.expose())
    }

    pub fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None, key: None, site: "same-origin" }
    }

    /// The owner, signed in by their link.
    pub async fn owner(&self) -> Browser {
        let mut browser = self.visitor();
        let form = format!("name=Rasma+Ozola&email={EMAIL}&password={}", PASSWORD.replace(' ', "+"));
        let answer = browser.post(&self.link().await, &form).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        browser
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }
}

/// A browser with one cookie.
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    /// The secret of a key, where a program asks.
    pub key: Option<String>,
    /// What it says of where its requests come from.
    pub site: &'static str,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, form: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, Some(kind), Body::from(form.to_owned())).await
    }

    /// Uploads a file as the form of the import page does.
    pub async fn upload(&mut self, name: &str, content: &str) -> Answer {
        let body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--edge--\r\n"
        );
        let kind = "multipart/form-data; boundary=edge";
        self.send("POST", "/imports/upload", Some(kind), Body::from(body)).await
    }

    pub async fn send(&mut self, method: &str, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "house.test")
            .header("sec-fetch-site", self.site);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(key) = &self.key {
            // Shops send their write key as a name without a password.
            let basic = base64::prelude::BASE64_STANDARD.encode(format!("{key}:"));
            let says =
                if path.starts_with("/v1/") { format!("Basic {basic}") } else { format!("Bearer {key}") };
            request = request.header(header::AUTHORIZATION, says);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        if let Some(set) = response.headers().get(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(pair.to_owned());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
