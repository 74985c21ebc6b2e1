//! The one door for mail that leaves the house: a letter is composed, and given to the next mail
//! server step by step, so that whoever sends always knows how far it came.
//!
//! lettre speaks SMTP and writes MIME. Its own transport gives a letter in one call, whose failure
//! does not say whether the letter may have arrived; here each step is one.

mod compose;
mod server;

use std::time::Duration;

pub use lettre::address::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use tokio::time::timeout;

pub use compose::{ComposeError, Letter, compose};
pub use server::{Security, Server, ServerError};

use crate::http::install_tls;

/// Time for a connection and its greeting, and for each command (RFC 5321, section 4.5.3.2).
const COMMAND: Duration = Duration::from_secs(120);
/// Time for the answer to the end of a letter; the RFC asks for 10 minutes, a relay answers at once.
pub const ANSWER: Duration = Duration::from_secs(300);

/// Why a step did not go well.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpError {
    /// The server can't be reached, or won't have us: no fault of a letter.
    #[error("The mail server can't be used: {0}")]
    Away(String),
    /// The server answered that it won't take this letter.
    #[error("{0}")]
    Refused(Refusal),
    /// The letter was given, and no answer was seen.
    #[error("No answer was seen after the whole letter was given: {0}")]
    Unseen(String),
}

/// What a server said when it refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code: 4xx is for now, 5xx for good.
    pub code: u16,
    /// Its words, in one line.
    pub said: String,
    /// Whether it speaks of the reader's address.
    pub of_reader: bool,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.said)
    }
}

impl Refusal {
    /// Whether it is for good.
    #[must_use]
    pub fn is_for_good(&self) -> bool {
        self.code >= 500
    }

    /// Whether there is no such mailbox: enhanced codes 5.1.x (address) and 5.2.1 (mailbox disabled)
    /// of RFC 3463, or where there is none, 550 and 551 in answer to the address.
    #[must_use]
    pub fn is_no_mailbox(&self) -> bool {
        if !self.of_reader || !self.is_for_good() {
            return false;
        }
        let enhanced = self.said.split_whitespace().next().filter(|word| {
            let mut parts = word.split('.');
            let numbers = parts.by_ref().take(3).filter(|part| part.parse::<u16>().is_ok()).count();
            numbers == 3 && parts.next().is_none()
        });
        match enhanced {
            Some(code) => code.starts_with("5.1.") || code == "5.2.1",
            None => matches!(self.code, 550 | 551),
        }
    }
}

/// How much of an answer is kept, in characters.
const KEPT: usize = 300;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(KEPT).collect()
}

/// The innermost words of an error, which say most.
fn words(error: &lettre::transport::smtp::Error) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        said = inner.to_string();
        source = inner.source();
    }
    one_line(&said)
}

/// An open connection to a mail server.
pub struct Line {
    connection: AsyncSmtpConnection,
}

impl Line {
    /// Connects, with TLS where the server has it, and signs in.
    ///
    /// # Errors
    /// [`SmtpError::Away`].
    pub async fn open(server: &Server) -> Result<Self, SmtpError> {
        let opened = timeout(COMMAND, open(server)).await;
        let away = |_| SmtpError::Away(format!("{} did not answer in time.", server.host));
        Ok(Self { connection: opened.map_err(away)?? })
    }

    /// Asks whether the server takes a letter from `sender` to `reader`, and holds it there until
    /// [`Line::give`] or [`Line::drop_offer`].
    ///
    /// # Errors
    /// [`SmtpError::Refused`] with the line still open, or [`SmtpError::Away`] with it gone.
    pub async fn offer(&mut self, sender: &Address, reader: &Address) -> Result<(), SmtpError> {
        let is_ascii = |address: &Address| address.user().is_ascii() && address.domain().is_ascii();
        let utf8 = !is_ascii(sender) || !is_ascii(reader);
        let options = if utf8 { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
        self.command(Mail::new(Some(sender.clone()), options), false).await?;
        self.command(Rcpt::new(reader.clone(), Vec::new()), true).await
    }

    /// Takes an offer back.
    ///
    /// # Errors
    /// As [`Line::offer`].
    pub async fn drop_offer(&mut self) -> Result<(), SmtpError> {
        self.command("RSET\r\n", false).await
    }

    /// Gives the letter that was offered: the server's words when it took it.
    ///
    /// # Errors
    /// [`SmtpError::Refused`] with the line still open; [`SmtpError::Away`] where it was lost before
    /// the letter was given, and [`SmtpError::Unseen`] after.
    pub async fn give(&mut self, message: &[u8]) -> Result<String, SmtpError> {
        // 354 is neither success nor failure to lettre's reader, and positive.
        self.command(Data, false).await?;
        let text = stuffed(&String::from_utf8_lossy(message));
        match timeout(ANSWER, self.connection.command(text)).await {
            Ok(Ok(answer)) => {
                Ok(one_line(&format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" "))))
            }
            Ok(Err(error)) => match refusal(&error, false) {
                Some(refusal) => Err(SmtpError::Refused(refusal)),
                None => Err(SmtpError::Unseen(words(&error))),
            },
            Err(_) => Err(SmtpError::Unseen(format!("{} seconds went by", ANSWER.as_secs()))),
        }
    }

    /// Takes leave.
    pub async fn close(mut self) {
        let _ = timeout(Duration::from_secs(5), self.connection.quit()).await;
    }

    async fn command(&mut self, command: impl std::fmt::Display, of_reader: bool) -> Result<(), SmtpError> {
        match timeout(COMMAND, self.connection.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(match refusal(&error, of_reader) {
                // 421: the server closes the line, whatever was asked.
                Some(refusal) if refusal.code != 421 => SmtpError::Refused(refusal),
                _ => SmtpError::Away(words(&error)),
            }),
            Err(_) => {
                Err(SmtpError::Away(format!("{} seconds went by without an answer.", COMMAND.as_secs())))
            }
        }
    }
}

fn refusal(error: &lettre::transport::smtp::Error, of_reader: bool) -> Option<Refusal> {
    let code = u16::from(error.status()?);
    Some(Refusal { code, said: words(error), of_reader })
}

/// A message as it travels: points at the beginning of lines doubled, and the lone point at its end
/// (RFC 5321, section 4.5.2), in one piece, since two would wait for each other's acknowledgement.
fn stuffed(message: &str) -> String {
    let mut out = String::with_capacity(message.len() + 64);
    for line in message.lines() {
        if line.starts_with('.') {
            out.push('.');
        }
        out.push_str(line);
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

async fn open(server: &Server) -> Result<AsyncSmtpConnection, SmtpError> {
    install_tls();
    let away = |error: lettre::transport::smtp::Error| SmtpError::Away(words(&error));
    let tls = || TlsParameters::new(server.host.clone()).map_err(away);
    let hello = ClientId::Domain(server.hello.clone());
    let implicit = if server.security == Security::Tls { Some(tls()?) } else { None };
    let address = (server.host.as_str(), server.port);
    let mut connection = AsyncSmtpConnection::connect_tokio1(address, Some(COMMAND), &hello, implicit, None)
        .await
        .map_err(away)?;
    if connection.can_starttls() {
        connection.starttls(tls()?, &hello).await.map_err(away)?;
    }
    if let Some((user, password)) = &server.login {
        if !connection.is_encrypted() && !server.is_here() {
            return Err(SmtpError::Away(format!(
                "{} offers no TLS, and a password is not sent in the clear.",
                server.host
            )));
        }
        let login = Credentials::new(user.clone(), password.clone());
        connection.auth(&[Mechanism::Plain, Mechanism::Login], &login).await.map_err(away)?;
    }
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_point_does_not_end_a_letter() {
        assert_eq!(stuffed("a\r\n.\r\n..b\r\nc"), "a\r\n..\r\n...b\r\nc\r\n.\r\n");
        assert_eq!(stuffed(""), ".\r\n");
    }

    #[test]
    fn only_a_refusal_that_speaks_of_the_mailbox_marks_an_address() {
        let refusal = |code, said: &str, of_reader| Refusal { code, said: said.into(), of_reader };
        assert!(refusal(550, "5.1.1 no such user", true).is_no_mailbox());
        assert!(refusal(550, "No such user", true).is_no_mailbox());
        assert!(refusal(550, "5.2.1 disabled", true).is_no_mailbox());
        assert!(!refusal(550, "5.7.1 relaying denied", true).is_no_mailbox());
        assert!(!refusal(550, "5.1.1 no such user", false).is_no_mailbox());
        assert!(!refusal(450, "4.1.1 not now", true).is_no_mailbox());
        assert!(!refusal(552, "mailbox full", true).is_no_mailbox());
    }
}
