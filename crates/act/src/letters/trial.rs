//! A letter sent to whoever writes it, to look at in their own mailbox. It is nobody's gesture: tried
//! once, and said to have failed where it did.

use std::time::Duration;

use adapters::smtp::{Letter as Composed, Line, SmtpError, compose};
use domain::ids::StaffId;
use domain::letters::{Draft, Text};
use domain::{Currency, Day, Money};

use super::{Error, Postman, Reader, Sheet, WORKER};

/// All the time there is: somebody waits for it.
const WITHIN: Duration = Duration::from_secs(20);
/// Days until the certificate of a trial letter expires.
const EXPIRES_DAYS: i32 = 30;
/// What the certificate of a trial letter is worth, in minor units.
const WORTH: i64 = 2_000;

impl Reader {
    /// Somebody to look at a letter with, who has everything.
    #[must_use]
    pub fn example(name: &str, currency: Currency, today: Day) -> Self {
        let certificate = store::outbox::CertificateSaid {
            code: "K7Q2-M4XH-9DTR".into(),
            balance: Some(Money { minor: WORTH, currency }),
            what: String::new(),
            expires: Some(Day(today.0 + EXPIRES_DAYS)),
        };
        Self {
            first_name: name.split_whitespace().next().unwrap_or_default().to_owned(),
            name: name.to_owned(),
            certificate: Some(certificate),
            suggestion: None,
            holiday: Some("new_year".into()),
            why_link: "https://example.org/letters/why".into(),
        }
    }
}

impl Postman {
    /// Sends one text of a letter to a member of the team, at once; the address it went to.
    ///
    /// # Errors
    /// Where it can't be printed, nobody said who letters come from, or the mail server doesn't take
    /// it.
    pub async fn trial(&self, draft: &Draft, text: &Text, to: StaffId) -> Result<String, Error> {
        let trial = |why: String| Error::Trial(why);
        let member = self.store.staff(WORKER, to).await?;
        let member = member.ok_or_else(|| trial("There is no such member of staff.".into()))?;
        let kept = self.store.programme(WORKER).await?.programme;
        let settings = self.store.settings(WORKER).await?;
        let today = self.now().day_in(&self.store.zone(WORKER).await?);
        let key_message = self.store.key_message_on(WORKER, today).await?;
        let currency = settings.as_ref().map_or(Currency::EUR, |settings| settings.currency);
        let company = settings.map(|settings| settings.company).unwrap_or_default();
        let printed = self.press.print(&Sheet {
            text,
            company_language: &self.store.company_language(WORKER).await?.unwrap_or_default(),
            reader: &Reader::example(&member.name, currency, today),
            company: &company,
            sender: &kept.sender_name,
            postal_address: &kept.postal_address,
            topic: &draft.topic,
            links: None,
            key_message: key_message.as_ref().map(|message| &message.texts),
            today,
        });
        let printed = printed.map_err(|why| trial(why.to_string()))?;
        let composed = compose(&Composed {
            from: (&kept.sender_name, &kept.sender_address),
            to: (&member.name, &member.email),
            subject: &printed.subject,
            text: &printed.text,
            html: &printed.html,
            id: &format!("trial-{}-{}", to.0.simple(), self.now().0),
            date: self.now(),
            topic: &draft.topic,
            unsubscribe: None,
            automatic: false,
        });
        let (sender, reader, message) = composed.map_err(|why| trial(why.to_string()))?;
        let given = async {
            let mut line = Line::open(&self.server).await?;
            line.offer(&sender, &reader).await?;
            line.give(&message).await?;
            line.close().await;
            Ok(())
        };
        match tokio::time::timeout(WITHIN, given).await {
            Ok(Ok(())) => Ok(member.email),
            Ok(Err(why)) => Err(trial(SmtpError::to_string(&why))),
            Err(_) => Err(trial(format!("{} did not answer in time.", self.server))),
        }
    }

    /// The mail server letters are given to, without the password.
    #[must_use]
    pub fn server(&self) -> String {
        self.server.to_string()
    }
}
