//! Who may be written to about what: a ledger that is only ever added to, and beside it the last word
//! of each identity for the reads that ask everybody.

use std::collections::HashMap;

use domain::access::Action;
use domain::consent::{ALL, NOTE_MAX, REACH, Source, Word, Words, heard_at, is_topic};
use domain::ids::{ConsentId, IdentityId, PersonId};
use domain::memory::{Problem, note};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::{Error, Result, Store, audit, bulk, leave, people, sql, webhooks};

/// A word to write down.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Whose, by the way they came.
    pub identity: IdentityId,
    /// A topic's name, [`ALL`], or [`REACH`].
    pub topic: &'a str,
    /// Yes or no.
    pub word: Word,
    /// How we came by it.
    pub source: Source,
    /// What was said beside it.
    pub note: &'a str,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: ConsentId,
    /// A topic's name, [`ALL`], or [`REACH`].
    pub topic: String,
    /// Yes or no.
    pub word: Word,
    /// How we came by it.
    pub source: Source,
    /// Who wrote it down: `staff <id>`, `visitor`.
    pub said_by: String,
    /// What was said beside it.
    pub note: String,
    /// When: never before what they said before, though the clock be set back.
    pub at: Instant,
    /// Of [`REACH`], which address.
    pub address: String,
}

#[derive(FromQueryResult)]
struct LineRow {
    id: Uuid,
    topic: String,
    state: String,
    source: String,
    said_by: String,
    note: String,
    at: i64,
    address: String,
}

/// The word kept under a name.
pub(crate) fn word(name: &str) -> Result<Word> {
    Word::from_name(name).ok_or_else(|| Error::unreadable(format!("the consent '{name}'")))
}

impl TryFrom<LineRow> for Line {
    type Error = Error;

    fn try_from(row: LineRow) -> Result<Self> {
        let source = Source::from_name(&row.source);
        Ok(Self {
            id: ConsentId(row.id),
            word: word(&row.state)?,
            source: source.ok_or_else(|| Error::unreadable(format!("the source '{}'", row.source)))?,
            topic: row.topic,
            said_by: row.said_by,
            note: row.note,
            at: Instant(row.at),
            address: row.address,
        })
    }
}

/// Writes a word down, in the transaction of what brought it.
pub(crate) async fn say(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    said: &Said<'_>,
) -> Result<()> {
    let note = note(said.note, NOTE_MAX)?;
    let id = store.inner.ids.next();
    let at = heard_at(store.now(), last(on, said).await?).0;
    let values: [Value; 8] = [
        id.into(),
        said.identity.0.into(),
        said.topic.into(),
        said.word.name().into(),
        said.source.name().into(),
        leave::name_of(actor).into(),
        note.into(),
        at.into(),
    ];
    sql::run(
        on,
        "insert into consents (id, identity_id, topic, state, source, said_by, note, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        values,
    )
    .await?;
    // Of two at once the refusal stands.
    sql::run(
        on,
        "insert into consents_now (identity_id, topic, state, at) values ($1, $2, $3, $4)
         on conflict (identity_id, topic) do update set state = excluded.state, at = excluded.at
         where excluded.at > consents_now.at
            or (excluded.at = consents_now.at and excluded.state = 'refused')",
        [said.identity.0.into(), said.topic.into(), said.word.name().into(), at.into()],
    )
    .await?;
    let event = if said.word == Word::Given { "consent.given" } else { "consent.refused" };
    audit::write(on, store, actor, event, "identity", Some(said.identity.0), said.topic).await?;
    let person: Option<Uuid> =
        sql::column(on, "select person_id from identities where id = $1", [said.identity.0.into()])
            .await?
            .pop();
    let told = json!({ "id": id, "person": person, "topic": said.topic, "source": said.source.name() });
    webhooks::tell(on, store, event, &told).await
}

/// When they last said anything, by whatever they are known; of letters reaching an address, of that one.
async fn last(on: &impl ConnectionTrait, said: &Said<'_>) -> Result<Option<Instant>> {
    let select = if said.topic == REACH {
        "select max(at) from consents_now where identity_id = $1 and topic = 'reach'"
    } else {
        "select max(c.at) from identities i join consents_now c on c.identity_id = i.id and c.topic <> 'reach'
         where i.person_id = (select person_id from identities where id = $1)"
    };
    let at: Option<i64> = sql::value(on, select, [said.identity.0.into()]).await?;
    Ok(at.map(Instant))
}

/// The last words of people, over all the ways each is known. Who said nothing is not in it.
pub(crate) async fn words_of(on: &impl ConnectionTrait, people: &[Uuid]) -> Result<HashMap<Uuid, Words>> {
    let before = "select i.person_id, c.topic, c.state, c.at from identities i
         join consents_now c on c.identity_id = i.id where c.topic <> 'reach' and i.person_id in (values ";
    let values = people.iter().map(|&id| Value::from(id)).collect();
    let mut words: HashMap<Uuid, Words> = HashMap::new();
    for row in bulk::ask(on, before, 1, ")", values).await? {
        let (person, topic): (Uuid, String) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        let (state, at): (String, i64) = (sql::at(&row, 2)?, sql::at(&row, 3)?);
        words.entry(person).or_default().hear(&topic, word(&state)?, Instant(at));
    }
    Ok(words)
}

/// The last words of one person.
pub(crate) async fn of_person(on: &impl ConnectionTrait, person: PersonId) -> Result<Words> {
    Ok(words_of(on, &[person.0]).await?.remove(&person.0).unwrap_or_default())
}

/// The address letters to a person go to: of those that did not bounce, the first we had.
pub(crate) async fn address_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<IdentityId>> {
    let select = "select id from identities i where person_id = $1 and kind = 'email'
         and not exists (select 1 from consents_now c where c.identity_id = i.id
                         and c.topic = 'reach' and c.state = 'refused')
         order by id limit 1";
    Ok(sql::column(on, select, [person.0.into()]).await?.pop().map(IdentityId))
}

/// Whose identity it is; nobody's where they were erased.
pub(crate) async fn whose(on: &impl ConnectionTrait, identity: IdentityId) -> Result<Option<Uuid>> {
    let select = "select p.id from identities i join people p on p.id = i.person_id and p.kind <> 'erased'
                  where i.id = $1";
    Ok(sql::column(on, select, [identity.0.into()]).await?.pop())
}

fn fit(topic: &str) -> Result<()> {
    if topic == ALL || is_topic(topic) {
        return Ok(());
    }
    Err(Problem::Unknown { what: "topic", value: topic.chars().take(60).collect() }.into())
}

impl Store {
    /// Writes down what a person told somebody here, or a program, by the first way we knew them.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the topic is none, there is no such person, or the
    /// database fails.
    pub async fn say_consent(
        &self,
        permit: &Permit,
        person: PersonId,
        topic: &str,
        word: Word,
        note: &str,
    ) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        fit(topic)?;
        let actor = permit.actor();
        let source = if matches!(actor, Actor::Key { .. }) { Source::Api } else { Source::Staff };
        let transaction = self.begin().await?;
        let identity = IdentityId(people::anchor(&transaction, person).await?);
        say(&transaction, self, actor, &Said { identity, topic, word, source, note }).await?;
        Ok(transaction.commit().await?)
    }

    /// Writes down what somebody said through a letter's own link, whose seal the caller has looked
    /// at; all of it in one commit.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, a topic is none, there is no such identity, or the
    /// database fails.
    pub async fn say_by_letter(
        &self,
        permit: &Permit,
        identity: IdentityId,
        source: Source,
        words: &[(String, Word)],
    ) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        whose(&transaction, identity).await?.ok_or(Error::Missing("There is no such address any more."))?;
        for (topic, word) in words {
            fit(topic)?;
            let said = Said { identity, topic, word: *word, source, note: "" };
            say(&transaction, self, permit.actor(), &said).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Says that letters reach an address again which bounced.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, that person has no such identity, or the database
    /// fails.
    pub async fn reach_again(&self, permit: &Permit, person: PersonId, identity: IdentityId) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        if whose(&transaction, identity).await? != Some(person.0) {
            return Err(Error::Missing("That person has no such address."));
        }
        let said = Said { identity, topic: REACH, word: Word::Given, source: Source::Staff, note: "" };
        say(&transaction, self, permit.actor(), &said).await?;
        Ok(transaction.commit().await?)
    }

    /// A person's last word on each topic.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn consents(&self, actor: Actor, person: PersonId) -> Result<Words> {
        leave::to_read_customers(actor)?;
        of_person(self.read(), person).await
    }

    /// All a person ever said of being written to, the latest first.
    ///
    /// # Errors
    /// As [`Store::consents`].
    pub async fn consent_history(&self, actor: Actor, person: PersonId) -> Result<Vec<Line>> {
        leave::to_read_customers(actor)?;
        let select = "select c.id, c.topic, c.state, c.source, c.said_by, c.note, c.at,
                case when i.kind = 'email' then i.value else '' end as address
             from identities i join consents c on c.identity_id = i.id
             where i.person_id = $1 order by c.at desc, c.id desc limit 500";
        let rows: Vec<LineRow> = sql::rows(self.read(), select, [person.0.into()]).await?;
        rows.into_iter().map(Line::try_from).collect()
    }

    /// Whose identity it is, and their language's tag or nothing; `None` where there is no such one.
    ///
    /// # Errors
    /// As [`Store::consents`].
    pub async fn reader(&self, actor: Actor, identity: IdentityId) -> Result<Option<(PersonId, String)>> {
        leave::to_read_customers(actor)?;
        let select = "select i.person_id, coalesce(f.language, '') from identities i
             join people p on p.id = i.person_id and p.kind <> 'erased'
             left join profiles f on f.person_id = i.person_id where i.id = $1";
        let rows = sql::results(self.read(), select, [identity.0.into()]).await?;
        rows.first().map(|row| Ok((PersonId(sql::at(row, 0)?), sql::at(row, 1)?))).transpose()
    }

    /// Whether a person ever bought.
    ///
    /// # Errors
    /// As [`Store::consents`].
    pub async fn is_customer(&self, actor: Actor, person: PersonId) -> Result<bool> {
        leave::to_read_customers(actor)?;
        let select = "select o.id from identities i join orders o on o.identity_id = i.id
             where i.person_id = $1 limit 1";
        let found: Vec<Uuid> = sql::column(self.read(), select, [person.0.into()]).await?;
        Ok(!found.is_empty())
    }

    /// The address letters to a person go to: of those that did not bounce, the first we had.
    ///
    /// # Errors
    /// As [`Store::consents`].
    pub async fn letter_address(&self, actor: Actor, person: PersonId) -> Result<Option<IdentityId>> {
        leave::to_read_customers(actor)?;
        address_of(self.read(), person).await
    }

    /// The addresses of a person to which no letter gets through.
    ///
    /// # Errors
    /// As [`Store::consents`].
    pub async fn unreachable(&self, actor: Actor, person: PersonId) -> Result<Vec<(IdentityId, String)>> {
        leave::to_read_customers(actor)?;
        let select = "select i.id, i.value from identities i join consents_now c on c.identity_id = i.id
             where i.person_id = $1 and c.topic = 'reach' and c.state = 'refused' order by i.id";
        let address = |row: &QueryResult| Ok((IdentityId(sql::at(row, 0)?), sql::at(row, 1)?));
        sql::results(self.read(), select, [person.0.into()]).await?.iter().map(address).collect()
    }
}
