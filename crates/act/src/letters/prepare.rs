//! From a row of the outbox to the bytes of a letter.

use std::collections::HashMap;

use adapters::smtp::{Address, Letter as Composed, compose};
use domain::Day;
use domain::access::{Action, check};
use domain::ids::{GestureId, LetterId};
use domain::letters::{Draft, HOLIDAY, Text, WHY_LINK, text_for};
use domain::plays::{Programme, When};
use domain::recommendation::Suggestion;
use store::key_messages::KeyMessage;
use store::letters::Letter;
use store::outbox::Leased;
use store::topics::Topic;

use super::{Error, Links, Postman, Reader, Seal, Sheet, Stop, WORKER};
use crate::moments::holiday;

/// A letter ready to be carried.
pub struct Prepared {
    pub gesture: GestureId,
    pub fence: i64,
    pub attempts: i64,
    pub sender: Address,
    pub reader: Address,
    pub message: Vec<u8>,
    /// Whether it asks its reader why they leave.
    pub asks_why: bool,
}

/// What holds for all letters taken up together.
pub struct Prepare<'a> {
    postman: &'a Postman,
    programme: Programme,
    company: String,
    company_language: String,
    topics: Vec<Topic>,
    letters: HashMap<LetterId, Option<Letter>>,
    seal: Seal,
    key_message: Option<KeyMessage>,
    today: Day,
}

impl<'a> Prepare<'a> {
    /// Reads what holds now; `None` where nothing may go out: the programme is paused, or nobody
    /// said who letters come from.
    pub async fn begin(postman: &'a Postman) -> Result<Option<Self>, Error> {
        let store = &postman.store;
        let kept = store.programme(WORKER).await?;
        if kept.paused_at.is_some() || kept.programme.sender_address.is_empty() {
            return Ok(None);
        }
        let zone = store.zone(WORKER).await?;
        let settings = store.settings(WORKER).await?;
        let today = postman.now().day_in(&zone);
        Ok(Some(Self {
            postman,
            key_message: store.key_message_on(WORKER, today).await?,
            today,
            programme: kept.programme,
            company: settings.map(|settings| settings.company).unwrap_or_default(),
            company_language: store.company_language(WORKER).await?.unwrap_or_default(),
            topics: store.topics(WORKER).await?,
            letters: HashMap::new(),
            seal: Seal::of(store, &check(WORKER, Action::RunJobs)?).await?,
        }))
    }

    /// Prints and writes out a letter, or says in a sentence why it can't be.
    pub async fn letter(&mut self, mut leased: Leased) -> Result<Result<Prepared, String>, Error> {
        let is_own = leased.own.is_some();
        let draft = match (leased.own.take(), leased.letter) {
            (Some(own), _) => Some(Draft {
                name: String::new(),
                topic: own.topic.unwrap_or_default(),
                texts: vec![own.text],
            }),
            (None, Some(id)) => self.known(id).await?.map(|letter| letter.draft),
            (None, None) => None,
        };
        let suggests = |draft: &Draft| draft.texts.iter().any(|text| text.body.contains("suggestion"));
        let mut suggested = Vec::new();
        if draft.as_ref().is_some_and(suggests) {
            suggested = self.postman.store.recommended(WORKER, leased.person, 1).await?;
        }
        let suggestion = suggested.pop().map(|(_, suggestion)| suggestion);
        let holiday = self.holiday(&leased, draft.as_ref()).await?;
        Ok(self.made(leased, draft.as_ref(), (suggestion, holiday), !is_own))
    }

    /// The holiday a letter goes out for, where it names one and its play waits for one.
    async fn holiday(&self, leased: &Leased, draft: Option<&Draft>) -> Result<Option<String>, Error> {
        let names = |text: &Text| text.subject.contains(HOLIDAY) || text.body.contains(HOLIDAY);
        let (Some((id, occasion)), Some(draft)) = (&leased.occasion, draft) else { return Ok(None) };
        if !draft.texts.iter().any(names) {
            return Ok(None);
        }
        let play = self.postman.store.play(WORKER, *id).await?;
        let is_holiday = play.is_some_and(|play| matches!(play.definition.when, When::Holiday { .. }));
        Ok(holiday::of_occasion(occasion).filter(|_| is_holiday).map(str::to_owned))
    }

    async fn known(&mut self, id: LetterId) -> Result<Option<Letter>, Error> {
        if let Some(known) = self.letters.get(&id) {
            return Ok(known.clone());
        }
        let found = self.postman.store.letter(WORKER, id).await?;
        self.letters.insert(id, found.clone());
        Ok(found)
    }

    fn made(
        &self,
        leased: Leased,
        draft: Option<&Draft>,
        (suggestion, holiday): (Option<Suggestion>, Option<String>),
        automatic: bool,
    ) -> Result<Prepared, String> {
        let programme = &self.programme;
        let draft = draft.ok_or("The letter is no longer there.")?;
        let text = text_for(&draft.texts, &leased.language, &self.company_language)
            .ok_or("The letter has no text in any language.")?;
        let links = (!leased.owed).then(|| self.links(&leased, &draft.topic));
        let topic = self.topics.iter().find(|topic| topic.name == draft.topic);
        let why_link = self.link("why", &leased, &draft.topic);
        let reader = Reader {
            first_name: leased.given,
            name: leased.name,
            certificate: leased.certificate,
            suggestion,
            holiday,
            why_link,
        };
        let sheet = Sheet {
            text,
            company_language: &self.company_language,
            reader: &reader,
            company: &self.company,
            sender: &programme.sender_name,
            postal_address: &programme.postal_address,
            topic: topic.map_or(draft.topic.as_str(), |topic| topic.title(&text.language)),
            links: links.as_ref(),
            key_message: self.key_message.as_ref().map(|message| &message.texts),
            today: self.today,
        };
        let printed = self.postman.press.print(&sheet).map_err(|why| why.to_string())?;
        let id = leased.gesture.0.simple().to_string();
        let (sender, reader, bytes) = compose(&Composed {
            from: (&programme.sender_name, &programme.sender_address),
            to: (&reader.name, &leased.address),
            subject: &printed.subject,
            text: &printed.text,
            html: &printed.html,
            id: &id,
            date: self.postman.now(),
            topic: &draft.topic,
            unsubscribe: links.as_ref().map(|links| links.stop.as_str()),
            automatic,
        })
        .map_err(|why| why.to_string())?;
        Ok(Prepared {
            gesture: leased.gesture,
            fence: leased.fence,
            attempts: leased.attempts,
            sender,
            reader,
            // A try before this one may have arrived: what is given again is the same to the last byte.
            message: leased.message.unwrap_or(bytes),
            asks_why: text.body.contains(WHY_LINK),
        })
    }

    fn links(&self, leased: &Leased, topic: &str) -> Links {
        Links { stop: self.link("stop", leased, topic), choose: self.link("choose", leased, topic) }
    }

    fn link(&self, page: &str, leased: &Leased, topic: &str) -> String {
        let stop = Stop { identity: leased.to, topic: topic.to_owned() };
        format!("{}/letters/{page}/{}", self.postman.base_url, self.seal.token(&stop))
    }
}
