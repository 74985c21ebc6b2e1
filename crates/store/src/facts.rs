//! What we promised to remember of people. A fact above the actor's level is not there for them: not
//! read, not counted, not changed. Each look at a sensitive one leaves its trace in the audit.

use domain::access::{Action, Denied, may};
use domain::ids::{FactId, PersonId};
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, NOTE_MAX, Recurring, Source, When};
use domain::timeline::Kind;
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::timeline::entry_identity;
use crate::{Error, Result, Store, audit, leave, people, sql, terms, webhooks};

/// The phrase of an entry that a fact was remembered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// What the entry is.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// The words that were selected; empty for the entry as a whole.
    pub phrase: String,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub id: FactId,
    /// Whose.
    pub person: PersonId,
    /// What is remembered, and on what terms.
    pub draft: Draft,
    /// Where it was remembered from, if from an entry of the timeline.
    pub from: Option<Selected>,
    /// Who learned it: `staff <id>`, `key <id>`.
    pub learned_by: String,
    /// When.
    pub learned_at: Instant,
    /// Rises with every change.
    pub version: i64,
}

impl Fact {
    /// Whether it has ceased to matter.
    #[must_use]
    pub fn is_expired(&self, today: Day) -> bool {
        self.draft.expires_on.is_some_and(|day| day <= today)
    }
}

/// The columns of a fact `f` of an identity `i`, as [`fact`] reads them.
pub(crate) const COLUMNS: &str = "f.id, i.person_id, f.kind, f.text, f.calendar, f.year, f.month, f.month_day, f.leap, \
     f.on_day, f.source, f.source_note, f.basis, f.level, f.expires_on, f.entry_kind, f.entry_id, f.phrase, \
     f.learned_by, f.learned_at, f.version";
const WRITTEN: &str = "kind, text, calendar, year, month, month_day, leap, on_day, source, source_note, \
     basis, level, expires_on";

/// Where a fact did not come from an entry of the timeline.
pub(crate) const NO_ENTRY: [Value; 3] = [Value::String(None), Value::Uuid(None), Value::String(None)];

/// The highest level the actor may see, as the database counts.
pub(crate) fn ceiling(actor: Actor) -> i64 {
    let seen = |level: &&Level| may(actor, level.action());
    Level::ALL.iter().take_while(seen).last().map_or(-1, |level| level.number())
}

fn known<T>(what: &str, name: &str, from_name: fn(&str) -> Option<T>) -> Result<T> {
    from_name(name).ok_or_else(|| Error::unreadable(format!("the {what} '{name}'")))
}

fn when(row: &QueryResult) -> Result<Option<When>> {
    if let Some(day) = sql::at::<Option<i32>>(row, 9)? {
        return Ok(Some(When::Once(Day(day))));
    }
    let Some(calendar) = sql::at::<Option<String>>(row, 4)? else { return Ok(None) };
    let unreadable = || Error::unreadable("a date that is none");
    let number = |at: usize| -> Result<u8> {
        let number: Option<i32> = sql::at(row, at)?;
        number.and_then(|number| u8::try_from(number).ok()).ok_or_else(unreadable)
    };
    let leap: Option<String> = sql::at(row, 8)?;
    let leap = leap.map(|leap| known("leap rule", &leap, LeapRule::from_name)).transpose()?;
    let calendar = known("calendar", &calendar, Calendar::from_name)?;
    let date = Recurring::new(calendar, sql::at(row, 5)?, number(6)?, number(7)?, leap);
    Ok(Some(When::Yearly(date.map_err(|_| unreadable())?)))
}

/// The fact whose [`COLUMNS`] are a row.
pub(crate) fn fact(row: &QueryResult) -> Result<Fact> {
    let text = |at: usize| sql::at::<String>(row, at);
    let entry_kind: Option<String> = sql::at(row, 15)?;
    let entry_id: Option<Uuid> = sql::at(row, 16)?;
    let from = entry_kind.zip(entry_id).map(|(kind, id)| {
        let phrase: Option<String> = sql::at(row, 17)?;
        let kind = known("kind of entry", &kind, Kind::from_name)?;
        Ok::<_, Error>(Selected { kind, id, phrase: phrase.unwrap_or_default() })
    });
    let level: i64 = sql::at(row, 13)?;
    Ok(Fact {
        id: FactId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        draft: Draft {
            kind: known("kind of fact", &text(2)?, FactKind::from_name)?,
            text: text(3)?,
            when: when(row)?,
            source: known("source", &text(10)?, Source::from_name)?,
            source_note: text(11)?,
            basis: known("basis", &text(12)?, Basis::from_name)?,
            level: Level::from_number(level)
                .ok_or_else(|| Error::unreadable(format!("the level {level}")))?,
            expires_on: sql::at::<Option<i32>>(row, 14)?.map(Day),
        },
        from: from.transpose()?,
        learned_by: text(18)?,
        learned_at: Instant(sql::at(row, 19)?),
        version: sql::at(row, 20)?,
    })
}

/// The values of [`WRITTEN`].
fn written(draft: &Draft) -> [Value; 13] {
    let (yearly, once) = match draft.when {
        Some(When::Yearly(date)) => (Some(date), None),
        Some(When::Once(day)) => (None, Some(day.0)),
        None => (None, None),
    };
    [
        draft.kind.name().into(),
        draft.text.as_str().into(),
        yearly.map(|date| date.calendar().name()).into(),
        yearly.and_then(|date| date.year()).into(),
        yearly.map(|date| i32::from(date.month())).into(),
        yearly.map(|date| i32::from(date.day())).into(),
        yearly.and_then(|date| date.leap()).map(LeapRule::name).into(),
        once.into(),
        draft.source.name().into(),
        draft.source_note.as_str().into(),
        draft.basis.name().into(),
        draft.level.number().into(),
        draft.expires_on.map(|day| day.0).into(),
    ]
}

/// Who may not see a thing may not write it either: it would be gone from under their hands.
fn may_see(permit: &Permit, level: Level) -> Result<()> {
    if may(permit.actor(), level.action()) { Ok(()) } else { Err(Denied.into()) }
}

impl Store {
    /// Remembers a fact, from the phrase of an entry or by hand.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople` or the actor may not see facts so sensitive, the
    /// draft is not fit to keep, the entry is not this person's, there is no such person, or the
    /// database fails.
    pub async fn remember(
        &self,
        permit: &Permit,
        person: PersonId,
        draft: Draft,
        from: Option<Selected>,
    ) -> Result<FactId> {
        leave::to_write(permit, Action::WritePeople)?;
        may_see(permit, draft.level)?;
        let draft = draft.checked(self.today(permit.actor()).await?)?;
        let transaction = self.begin().await?;
        let anchor = people::anchor(&transaction, person).await?;
        let (mut identity, mut entry) = (anchor, NO_ENTRY);
        if let Some(from) = from {
            identity = entry_identity(&transaction, person, from.kind, from.id).await?;
            let phrase = domain::memory::note(&from.phrase, NOTE_MAX)?;
            entry = [from.kind.name().into(), from.id.into(), phrase.into()];
        }
        let id = self.keep_fact(&transaction, permit, (person, identity), &draft, entry).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Writes a checked fact of a person, by one of their identities, with its words and what is told
    /// of it; `entry` is the kind, id and phrase of the entry it came from.
    pub(crate) async fn keep_fact(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        (person, identity): (PersonId, Uuid),
        draft: &Draft,
        entry: [Value; 3],
    ) -> Result<FactId> {
        let id = self.inner.ids.next();
        let insert = format!(
            "insert into facts (id, identity_id, {WRITTEN}, entry_kind, entry_id, phrase, learned_by,
                 learned_at, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                 $20, 1)"
        );
        let by = leave::name_of(permit.actor());
        let values = [id.into(), identity.into()].into_iter().chain(written(draft)).chain(entry);
        sql::run(on, &insert, values.chain([by.into(), self.now().0.into()])).await?;
        terms::of_fact(on, person.0, id, &draft.text, draft.level.number()).await?;
        self.tell_of_fact(on, permit, "fact.remembered", person, id, draft).await?;
        Ok(FactId(id))
    }

    /// Writes and tells what befell a fact, without its words.
    async fn tell_of_fact(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        event: &str,
        person: PersonId,
        id: Uuid,
        draft: &Draft,
    ) -> Result<()> {
        let detail = format!("{}, {}", draft.kind.name(), draft.level.name());
        // Nothing leads from a fact forgotten to its person, whose audit tells of it too.
        let (object, whose) = if event == "fact.forgotten" { ("person", person.0) } else { ("fact", id) };
        audit::write(on, self, permit.actor(), event, object, Some(whose), &detail).await?;
        if event == "fact.corrected" {
            return Ok(());
        }
        let data = json!({
            "id": id, "person": person, "kind": draft.kind.name(), "level": draft.level.name(),
        });
        webhooks::tell(on, self, event, &data).await
    }

    /// Everything remembered of a person that the actor may see, what has expired included, the
    /// latest learned first. A look at what is sensitive is written down.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn facts(&self, actor: Actor, person: PersonId) -> Result<Vec<Fact>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from identities i join facts f on f.identity_id = i.id
             where i.person_id = $1 and f.level <= $2 order by f.learned_at desc, f.id desc"
        );
        let rows = sql::results(self.read(), &select, [person.0.into(), ceiling(actor).into()]).await?;
        let facts = rows.iter().map(fact).collect::<Result<Vec<_>>>()?;
        let sensitive = facts.iter().filter(|fact| fact.draft.level > Level::Ordinary).count();
        if sensitive > 0 {
            let detail = format!("{sensitive} sensitive facts");
            audit::seen(self, actor, "person", person.0, &detail).await?;
        }
        Ok(facts)
    }

    /// One fact; `None` also where the actor may not see it.
    ///
    /// # Errors
    /// As [`Store::facts`].
    pub async fn fact(&self, actor: Actor, id: FactId) -> Result<Option<Fact>> {
        leave::to_read_customers(actor)?;
        let found = find(self.read(), actor, id).await?;
        if let Some(fact) = found.as_ref().filter(|fact| fact.draft.level > Level::Ordinary) {
            audit::seen(self, actor, "fact", fact.id.0, "1 sensitive fact").await?;
        }
        Ok(found)
    }

    /// Corrects a fact, in an edit that was begun on `version`; the new version.
    ///
    /// # Errors
    /// As [`Store::remember`], where somebody else changed it in the meantime, and where the actor
    /// does not see such a fact.
    pub async fn correct_fact(&self, permit: &Permit, id: FactId, version: i64, draft: Draft) -> Result<i64> {
        leave::to_write(permit, Action::WritePeople)?;
        may_see(permit, draft.level)?;
        let draft = draft.checked(self.today(permit.actor()).await?)?;
        let transaction = self.begin().await?;
        let before = held(&transaction, permit, id, version).await?;
        let update = format!(
            "update facts set ({WRITTEN}, version) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                 version + 1)
             where id = $1"
        );
        sql::run(&transaction, &update, std::iter::once(id.0.into()).chain(written(&draft))).await?;
        terms::of_fact(&transaction, before.person.0, id.0, &draft.text, draft.level.number()).await?;
        self.tell_of_fact(&transaction, permit, "fact.corrected", before.person, id.0, &draft).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Forgets a fact, as it stood at `version`.
    ///
    /// # Errors
    /// As [`Store::correct_fact`].
    pub async fn forget_fact(&self, permit: &Permit, id: FactId, version: i64) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let transaction = self.begin().await?;
        let fact = held(&transaction, permit, id, version).await?;
        sql::run(&transaction, "delete from facts where id = $1", [id.0.into()]).await?;
        terms::forget(&transaction, fact.person.0, id.0).await?;
        self.tell_of_fact(&transaction, permit, "fact.forgotten", fact.person, id.0, &fact.draft).await?;
        Ok(transaction.commit().await?)
    }

    /// Today, where the company is.
    pub(crate) async fn today(&self, actor: Actor) -> Result<Day> {
        Ok(self.now().day_in(&self.zone(actor).await?))
    }
}

async fn find(on: &impl ConnectionTrait, actor: Actor, id: FactId) -> Result<Option<Fact>> {
    let select = format!(
        "select {COLUMNS} from facts f join identities i on i.id = f.identity_id
         where f.id = $1 and f.level <= $2"
    );
    let rows = sql::results(on, &select, [id.0.into(), ceiling(actor).into()]).await?;
    rows.first().map(fact).transpose()
}

/// The fact an edit was begun on, if it still stands so.
async fn held(on: &impl ConnectionTrait, permit: &Permit, id: FactId, version: i64) -> Result<Fact> {
    let fact = find(on, permit.actor(), id)
        .await?
        .ok_or(Error::Missing("There is no such fact, or not any more."))?;
    if fact.version == version {
        return Ok(fact);
    }
    Err(Error::Superseded(
        "Somebody else changed this fact in the meantime; look again and repeat your change.",
    ))
}
