//! Which mail server letters are given to, as one address says it.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// How the connection is kept from others' eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// `smtp://`: TLS as soon as the server offers it (STARTTLS).
    Offered,
    /// `smtps://`: TLS from the first byte.
    Tls,
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// TLS.
    pub security: Security,
    /// User and password.
    pub login: Option<(String, String)>,
    /// What we say our name is: that of the address people type, or `localhost`.
    pub hello: String,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

/// Without the password.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// What is wrong with the address of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "That is no address of a mail server; write it as smtp://user:password@mail.example.org:587, or smtps:// for TLS from the first byte"
)]
pub struct ServerError;

impl Server {
    /// Whether it is on this machine.
    #[must_use]
    pub fn is_here(&self) -> bool {
        let address = self.host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        self.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

impl FromStr for Server {
    type Err = ServerError;

    fn from_str(text: &str) -> Result<Self, ServerError> {
        let url = Url::parse(text.trim()).map_err(|_| ServerError)?;
        let (security, port) = match url.scheme() {
            "smtp" => (Security::Offered, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(ServerError),
        };
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|host| !host.is_empty() && bare).ok_or(ServerError)?;
        let login = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => Some((
                decoded(user).ok_or(ServerError)?,
                decoded(password.unwrap_or_default()).ok_or(ServerError)?,
            )),
        };
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self { host, port: url.port().unwrap_or(port), security, login, hello: "localhost".into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_server_port_tls_and_login() {
        let server: Server = "smtp://care%40x.lv:p%2Fw@mail.example.org".parse().unwrap();
        assert_eq!(
            (server.host.as_str(), server.port, server.security),
            ("mail.example.org", 587, Security::Offered)
        );
        assert_eq!(server.login, Some(("care@x.lv".into(), "p/w".into())));
        assert_eq!(format!("{server:?}"), "Server(mail.example.org:587)");
        let tls: Server = "smtps://127.0.0.1:2465".parse().unwrap();
        assert_eq!(
            (tls.port, tls.security, tls.login.is_none(), tls.is_here()),
            (2465, Security::Tls, true, true)
        );
        for wrong in ["", "mail.example.org", "http://x", "smtp://", "smtp://x/path", "smtp://u:%zz@x"] {
            assert!(wrong.parse::<Server>().is_err(), "{wrong}");
        }
    }
}
