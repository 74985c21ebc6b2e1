//! The one door for requests that leave the house.
//!
//! People type the addresses we call, so none may lead into the network we stand in: every address
//! a name resolves to is vetted, and the connection goes to a vetted one, so that a name that
//! changes its mind between look and leap (DNS rebinding) gains nothing. Redirects are not
//! followed, proxies not used, answers not unpacked, and of a body no more is read than is kept.

mod addresses;

use std::collections::BTreeSet;
use std::error::Error as _;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

pub use addresses::is_public;

/// Most of an answer's body that is read, in bytes.
pub const BODY_BYTES_MAX: usize = 100 << 10;

/// Finds the addresses of a name.
pub trait Names: Send + Sync {
    /// Every address of `name`.
    fn find(&self, name: String) -> Finding;
}

/// What [`Names::find`] gives.
pub type Finding = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>>;

/// The names as this machine knows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn find(&self, name: String) -> Finding {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// What was given is no address of the web.
    #[error("'{0}' is no address of the web.")]
    Address(String),
    /// It leads where we don't go.
    #[error(
        "{0} is an address inside a private network, which Perennial does not call unless its operator allows it \
         by name (--allow-address)."
    )]
    Private(String),
    /// Nobody answered in time, or not in HTTP.
    #[error("No answer: {0}.")]
    Unanswered(String),
    /// TLS could not be set up on this machine.
    #[error("Requests can't be sent from this machine: {0}.")]
    Setup(String),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The header `Retry-After`, as it stood.
    pub retry_after: Option<String>,
    /// The beginning of the body.
    pub body: Vec<u8>,
}

/// A POST to be sent.
#[derive(Clone, Debug)]
pub struct Post<'a> {
    /// Where to.
    pub url: &'a str,
    /// Headers, beside those of the body.
    pub headers: Vec<(&'static str, String)>,
    /// A body of JSON.
    pub body: String,
    /// All the time there is, from the look for the name to the last byte read.
    pub within: Duration,
}

/// Sends requests. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    client: Client,
    allowed: Arc<BTreeSet<String>>,
}

impl Http {
    /// A door that lets requests to public addresses out, and to the hosts `allowed` by name or
    /// address.
    ///
    /// # Errors
    /// Where this machine has no certificates to trust.
    pub fn new(names: Arc<dyn Names>, allowed: impl IntoIterator<Item = String>) -> Result<Self, HttpError> {
        install_tls();
        let allowed = allowed.into_iter().map(|host| plain(&host));
        let allowed = Arc::new(allowed.collect::<BTreeSet<_>>());
        let vetting = Vetting { names, allowed: Arc::clone(&allowed) };
        #[allow(clippy::disallowed_methods, reason = "the one place that sends requests")]
        let client = Client::builder()
            .dns_resolver(Arc::new(vetting))
            .redirect(Policy::none())
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(30))
            .user_agent(concat!("Perennial/", env!("CARGO_PKG_VERSION")))
            .build();
        let client = client.map_err(|error| HttpError::Setup(cause(&error)))?;
        Ok(Self { client, allowed })
    }

    /// Sends a POST.
    ///
    /// # Errors
    /// Where it may not be sent, or no answer came in time. A status of failure is an answer.
    pub async fn post(&self, post: &Post<'_>) -> Result<Answer, HttpError> {
        let url = self.vet(post.url)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut request = self.client.post(url).header("content-type", "application/json");
        for (name, value) in &post.headers {
            request = request.header(*name, value);
        }
        let answered = async {
            let answer = request.body(post.body.clone()).send().await?;
            read(answer).await
        };
        match tokio::time::timeout(post.within, answered).await {
            Err(_) => Err(HttpError::Unanswered(format!("{} seconds went by", post.within.as_secs()))),
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if refused(&error) => Err(HttpError::Private(host)),
            Ok(Err(error)) => Err(HttpError::Unanswered(cause(&error))),
        }
    }

    /// That an address may be called, as far as its text tells: names are vetted when they resolve.
    ///
    /// # Errors
    /// Where it is no address of the web, or one inside a private network.
    pub fn vet(&self, url: &str) -> Result<Url, HttpError> {
        let wrong = || HttpError::Address(url.to_owned());
        let read = Url::parse(url).map_err(|_| wrong())?;
        let named = read.username().is_empty() && read.password().is_none();
        if !matches!(read.scheme(), "http" | "https") || !named {
            return Err(wrong());
        }
        // Url has read decimal, octal and hexadecimal forms as the numbers they are.
        let host = plain(read.host_str().ok_or_else(wrong)?);
        match host.parse::<IpAddr>() {
            Ok(address) if !is_public(address) && !self.allowed.contains(&host) => {
                Err(HttpError::Private(host))
            }
            _ => Ok(read),
        }
    }
}

/// A host as it is compared: lowercase, without brackets or the root's point.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase()
}

/// Makes ring the provider of TLS for the whole program; once it is, this does nothing.
pub(crate) fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

async fn read(mut answer: reqwest::Response) -> reqwest::Result<Answer> {
    let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let (status, retry_after) = (answer.status().as_u16(), retry_after.map(str::to_owned));
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        let room = BODY_BYTES_MAX - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if body.len() == BODY_BYTES_MAX {
            break;
        }
    }
    Ok(Answer { status, retry_after, body })
}

/// The innermost reason, which says most.
fn cause(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut said = error.to_string();
    while let Some(inner) = source {
        said = inner.to_string();
        source = inner.source();
    }
    said.trim_end_matches('.').to_owned()
}

fn refused(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<PrivateAddress>() {
            return true;
        }
        source = inner.source();
    }
    false
}

/// That a name has an address we don't call.
#[derive(Debug, thiserror::Error)]
#[error("it resolves to an address inside a private network")]
struct PrivateAddress;

/// Resolves names to addresses we may call; the connection is made to no other.
struct Vetting {
    names: Arc<dyn Names>,
    allowed: Arc<BTreeSet<String>>,
}

impl Resolve for Vetting {
    fn resolve(&self, name: Name) -> Resolving {
        let host = plain(name.as_str());
        let allowed = self.allowed.contains(&host);
        let finding = self.names.find(host);
        Box::pin(async move {
            let found = finding.await?;
            if !allowed && !found.iter().copied().all(is_public) {
                return Err(PrivateAddress.into());
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests;
