//! One connection to the mail server, and the letters that go over it one after the other.

use std::sync::Arc;
use std::time::Duration;

use adapters::smtp::{Line, Refusal, SmtpError};
use store::outbox::{Outcome, Ruling, Settled};
use tokio::sync::{Mutex, mpsc};

use super::Postman;
use super::pen::Pen;
use super::prepare::Prepared;
use super::schedule::wait_for_letter;

/// Letters over one connection before it is opened anew: many servers take no more than 100.
const OVER_ONE: usize = 50;
/// How long a connection waits for the next letter before it is closed.
const IDLE: Duration = Duration::from_secs(5);

/// Carries letters.
pub struct Carrier {
    postman: Postman,
    pen: Pen,
    letters: Arc<Mutex<mpsc::Receiver<Prepared>>>,
    line: Option<Line>,
    over_it: usize,
}

impl Carrier {
    pub fn new(postman: Postman, pen: Pen, letters: Arc<Mutex<mpsc::Receiver<Prepared>>>) -> Self {
        Self { postman, pen, letters, line: None, over_it: 0 }
    }

    /// Carries until there are no more letters to come.
    pub async fn carry(mut self) {
        loop {
            let next = async { self.letters.lock().await.recv().await };
            match tokio::time::timeout(IDLE, next).await {
                Err(_) => self.hang_up().await,
                Ok(None) => return self.hang_up().await,
                Ok(Some(letter)) => {
                    let outcome = self.one(&letter).await;
                    if let Some(outcome) = outcome {
                        let (gesture, fence) = (letter.gesture, letter.fence);
                        self.pen.settle(Settled { gesture, fence, outcome }).await;
                    }
                }
            }
        }
    }

    async fn hang_up(&mut self) {
        self.over_it = 0;
        if let Some(line) = self.line.take() {
            line.close().await;
        }
    }

    /// Carries one letter; how it ended, where that is not written down already.
    async fn one(&mut self, letter: &Prepared) -> Option<Outcome> {
        if let Err(error) = self.offer(letter).await {
            return Some(self.not_taken(letter, error));
        }
        let ruling = self.pen.mark(letter).await;
        let line = self.line.as_mut()?;
        if ruling != Some(Ruling::Go) {
            if line.drop_offer().await.is_err() {
                self.line = None;
            }
            return None;
        }
        self.over_it += 1;
        Some(match line.give(&letter.message).await {
            Ok(said) => Outcome::Sent(said),
            Err(error) => self.not_taken(letter, error),
        })
    }

    /// Offers a letter over the line there is, or over a new one where that has gone.
    async fn offer(&mut self, letter: &Prepared) -> Result<(), SmtpError> {
        if self.over_it >= OVER_ONE {
            self.hang_up().await;
        }
        let was_open = self.line.is_some();
        match self.offer_once(letter).await {
            Err(SmtpError::Away(_)) if was_open => self.offer_once(letter).await,
            other => other,
        }
    }

    async fn offer_once(&mut self, letter: &Prepared) -> Result<(), SmtpError> {
        let line = match &mut self.line {
            Some(line) => line,
            None if self.postman.is_away() => {
                return Err(SmtpError::Away("it was away a moment ago.".into()));
            }
            None => {
                self.over_it = 0;
                let opened = Line::open(&self.postman.server).await;
                let opened = opened.inspect_err(|_| {
                    self.postman.leave_alone();
                })?;
                self.postman.is_back();
                self.line.insert(opened)
            }
        };
        let offered = line.offer(&letter.sender, &letter.reader).await;
        match &offered {
            Ok(()) => {}
            Err(SmtpError::Refused(_)) => {
                if line.drop_offer().await.is_err() {
                    self.line = None;
                }
            }
            Err(_) => self.line = None,
        }
        offered
    }

    fn not_taken(&mut self, letter: &Prepared, error: SmtpError) -> Outcome {
        match error {
            SmtpError::Refused(refusal) => self.refused(letter, &refusal),
            SmtpError::Unseen(why) => {
                self.line = None;
                Outcome::Unseen(why)
            }
            away @ SmtpError::Away(_) => {
                self.line = None;
                let answer = away.to_string();
                Outcome::Again { at: self.postman.leave_alone(), answer, counts: false }
            }
        }
    }

    fn refused(&self, letter: &Prepared, refusal: &Refusal) -> Outcome {
        let answer = refusal.to_string();
        if refusal.is_no_mailbox() {
            return Outcome::Bounced(answer);
        }
        match wait_for_letter(letter.attempts).filter(|_| !refusal.is_for_good()) {
            Some(wait) => {
                let at = self.postman.now().plus_seconds(wait);
                Outcome::Again { at, answer, counts: true }
            }
            None => Outcome::Failed(answer),
        }
    }
}
