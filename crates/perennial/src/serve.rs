//! `perennial serve`: the pages, and the worker beside them.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use act::letters::Postman;
use act::webhooks::Teller;
use adapters::http::{Http, SystemNames};
use adapters::smtp::Server;
use anyhow::Context;
use clap::Args as ClapArgs;
use domain::Actor;
use domain::access::{self, Action};
use store::Database;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use web::App;
use web::documents::letter::LetterPress;

use crate::company::{Company, Folder, runtime};
use crate::failure::Failure;
use crate::work;

/// How long requests under way may take when the program is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Where to be found.
#[derive(ClapArgs, Clone)]
pub struct Address {
    /// Address to listen on; 127.0.0.1 is seen from this machine alone.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Port to listen on; 0 takes any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address people type, where a proxy with TLS stands before this program: https://care.example.org
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// A host inside a private network that webhooks may call, by the name or address they use; may be
    /// given more than once. Without it they call the public internet alone.
    #[arg(long, value_name = "HOST")]
    allow_address: Vec<String>,
    /// The mail server letters are given to: smtp://user:password@mail.example.org:587, or smtps:// for TLS
    /// from the first byte. The variable PERENNIAL_SMTP says the same. Letters wait until this and --base-url
    /// are set.
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// A mail server of this machine that takes letters and sends none on, where no other is named.
    #[arg(skip)]
    postbox: Option<String>,
}

/// The variable that says which mail server, so that its password stands in no list of commands.
const SMTP: &str = "PERENNIAL_SMTP";

impl Address {
    /// The same with letters given to a postbox of this machine, where no mail server is named.
    pub fn with_postbox(self, postbox: String) -> Self {
        Self { postbox: Some(postbox), ..self }
    }

    /// Who carries letters, where it is said to whom they are given and where their links lead: those to
    /// a postbox may lead to `here`.
    fn postman(&self, company: &Company, here: &str) -> Result<Option<Postman>, Failure> {
        let named = self.smtp.clone().or_else(|| std::env::var(SMTP).ok()).filter(|text| !text.is_empty());
        let (named, base) = match (named, &self.postbox, self.base_url.as_deref()) {
            (Some(named), _, Some(base)) => (named, base),
            (None, Some(postbox), base) => (postbox.clone(), base.unwrap_or(here)),
            _ => return Ok(None),
        };
        let mut server: Server = named.parse().map_err(Failure::input)?;
        let host = base.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
        server.hello = host.unwrap_or("localhost").to_owned();
        let Company { store, clock, .. } = company;
        Ok(Some(Postman::new(store.clone(), clock.clone(), Arc::new(LetterPress), server, base)))
    }
}

/// Whose pages, and where.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    #[command(flatten)]
    address: Address,
}

/// Reads the address people type.
pub fn base_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let known = url.starts_with("https://") || url.starts_with("http://");
    known
        .then(|| url.to_owned())
        .ok_or_else(|| format!("'{text}' is no address; write it as https://care.example.org"))
}

/// Serves until asked to stop.
pub fn run(args: &Args) -> Result<(), Failure> {
    runtime()?.block_on(async { company(args.folder.open().await?, &args.address).await })
}

/// Serves an opened company until asked to stop.
pub async fn company(company: Company, address: &Address) -> Result<(), Failure> {
    let wanted = SocketAddr::new(address.host, address.port);
    let listener = TcpListener::bind(wanted).await.map_err(|why| {
        Failure::Input(format!("{wanted} can't be listened on ({why}); choose another with --port."))
    })?;
    let found = listener.local_addr()?;
    let base = address.base_url.clone().unwrap_or_else(|| format!("http://{found}"));
    let Company { store, clock, entropy, .. } = &company;
    let app = App::new(store.clone(), clock.clone(), entropy.clone(), company.folder.clone(), &base);
    let http = Http::new(Arc::new(SystemNames), address.allow_address.iter().cloned());
    let http = http.map_err(|why| Failure::Input(why.to_string()))?;
    let postman = address.postman(&company, &base)?;
    let app = match &postman {
        Some(postman) => app.with_postman(postman.clone()),
        None => app,
    };
    let held = company.hold()?;
    if let Some(held) = &held {
        let permit = access::check(Actor::System("perennial.work"), Action::RunJobs)?;
        store.serve_as(&permit, held.name()).await?;
    }
    let mut workers = JoinSet::new();
    workers.spawn(async move {
        match postman {
            Some(postman) => postman.forever().await,
            None => std::future::pending().await,
        }
    });
    workers.spawn(work::forever(store.clone(), clock.clone(), company.scratch()));
    workers.spawn(Teller::new(store.clone(), clock.clone(), entropy.clone(), http).forever());
    workers.spawn(work::sweep(store.clone(), clock.clone()));
    say_where(&company, &base).await?;
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        asked_to_stop().await;
        let _ = stop.send(());
    });
    tokio::select! {
        served = server.into_future() => served.context("the server stopped")?,
        () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => {}
    }
    workers.shutdown().await;
    store.close().await?;
    Ok(())
}

async fn say_where(company: &Company, base: &str) -> Result<(), Failure> {
    println!("Perennial is open at {base}");
    let permit = access::check(Actor::Operator, Action::ManageStaff)?;
    match company.store.make_owner_link(&permit).await? {
        Some(token) => println!(
            "The way in: {base}/welcome/{}\nThe link makes the owner's account, works once, and for a day.",
            token.expose()
        ),
        None => println!("Sign in with the account you made."),
    }
    if let Database::Postgres(url) = &company.database {
        println!("The data lie in {url}, files in {}. Press Ctrl+C to stop.", company.folder.display());
    } else {
        println!("The data lie in {}. Press Ctrl+C to stop.", company.folder.display());
    }
    Ok(())
}

async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
