//! Pairs of people who may be one, and the columns by which they are found.

mod records;

use domain::access::Action;
use domain::ids::PersonId;
use domain::merging::Weighed;
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::jobs::NewJob;
use crate::people::KNOWN_BY;
use crate::{Result, Store, bulk, distinctions, doubts, leave, sql};

pub use records::Records;

/// The job that looks for duplicates among all people.
pub const JOB: &str = "know.duplicates";

/// The job that looks for doubles of one person, just made or changed.
pub const JOB_OF_ONE: &str = "know.duplicates.one";

/// Two who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The one with the smaller id.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// How probable it is that they are one, 0 to 1.
    pub probability: f64,
    /// What speaks for it and against.
    pub evidence: Vec<Weighed>,
}

/// A suggestion in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionLine {
    /// What is suggested.
    pub suggestion: Suggestion,
    /// The names of both, and how each is known best.
    pub a: (String, String),
    /// The same of the other.
    pub b: (String, String),
    /// When it was found.
    pub found_at: Instant,
}

/// Which suggestions to list.
#[derive(Clone, Copy, Debug)]
pub struct SuggestionFilter {
    /// At least so probable.
    pub at_least: f64,
    /// Below this probability; above 1 for all.
    pub below: f64,
    /// Those of this person.
    pub person: Option<PersonId>,
    /// The last of the page before.
    pub after: Option<(f64, PersonId, PersonId)>,
}

impl Default for SuggestionFilter {
    fn default() -> Self {
        Self { at_least: 0.0, below: 2.0, person: None, after: None }
    }
}

fn line(row: &QueryResult) -> Result<SuggestionLine> {
    Ok(SuggestionLine {
        suggestion: Suggestion {
            a: PersonId(sql::at(row, 0)?),
            b: PersonId(sql::at(row, 1)?),
            probability: sql::at(row, 2)?,
            evidence: serde_json::from_str(&sql::at::<String>(row, 3)?)?,
        },
        found_at: Instant(sql::at(row, 4)?),
        a: (sql::at(row, 5)?, sql::at(row, 6)?),
        b: (sql::at(row, 7)?, sql::at(row, 8)?),
    })
}

impl Store {
    /// Suggestions, the most probable first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn suggestions(
        &self,
        actor: Actor,
        filter: &SuggestionFilter,
        limit: u32,
    ) -> Result<Vec<SuggestionLine>> {
        leave::to_read_customers(actor)?;
        let (probability, a, b) =
            filter.after.map_or((2.0, Uuid::nil(), Uuid::nil()), |(p, a, b)| (p, a.0, b.0));
        let mut values: Vec<Value> = vec![
            i64::from(limit).into(),
            filter.at_least.into(),
            filter.below.into(),
            probability.into(),
            a.into(),
            b.into(),
        ];
        let of_person = filter.person.map_or("", |person| {
            values.push(person.0.into());
            "and (s.a = $7 or s.b = $7)"
        });
        let sql = format!(
            "select s.a, s.b, s.probability, s.evidence, s.found_at, s.a_name, {}, s.b_name, {} from (
                 select s.a, s.b, s.probability, s.evidence, s.found_at, x.name as a_name, y.name as b_name
                 from suggestions s join people x on x.id = s.a join people y on y.id = s.b
                 where s.probability >= $2 and s.probability < $3 {of_person}
                   and (s.probability < $4 or (s.probability = $4 and (s.a, s.b) > ($5, $6)))
                 order by s.probability desc, s.a, s.b limit $1) s
             order by s.probability desc, s.a, s.b",
            KNOWN_BY.replace("p.id", "s.a"),
            KNOWN_BY.replace("p.id", "s.b"),
        );
        sql::results(self.read(), &sql, values).await?.iter().map(line).collect()
    }

    /// How many suggestions are at least so probable.
    ///
    /// # Errors
    /// As [`Store::suggestions`].
    pub async fn suggestion_count(&self, actor: Actor, at_least: f64) -> Result<u64> {
        leave::to_read_customers(actor)?;
        let sql = "select count(*) from suggestions where probability >= $1";
        let count: i64 = sql::value(self.read(), sql, [at_least.into()]).await?;
        Ok(count.unsigned_abs())
    }

    /// Replaces all suggestions by those of a run, in one commit; what events left in doubt stays.
    /// Pairs that a human told apart, and people gone since the run read them, are left out. How many were kept.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, or the database fails.
    pub async fn save_suggestions(
        &self,
        permit: &Permit,
        found: impl Iterator<Item = Suggestion>,
    ) -> Result<u64> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let on = self.begin().await?;
        sql::run(&on, "delete from suggestions", []).await?;
        self.write_suggestions(&on, found, None).await?;
        let kept: i64 = sql::value(&on, "select count(*) from suggestions", []).await?;
        on.commit().await?;
        Ok(kept.unsigned_abs())
    }

    /// Replaces the suggestions of one person.
    ///
    /// # Errors
    /// As [`Store::save_suggestions`].
    pub async fn save_suggestions_of(
        &self,
        permit: &Permit,
        person: PersonId,
        found: impl Iterator<Item = Suggestion>,
    ) -> Result<()> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let on = self.begin().await?;
        sql::run(&on, "delete from suggestions where a = $1 or b = $1", [person.0.into()]).await?;
        self.write_suggestions(&on, found, Some(person)).await?;
        Ok(on.commit().await?)
    }

    async fn write_suggestions(
        &self,
        on: &impl ConnectionTrait,
        found: impl Iterator<Item = Suggestion>,
        of: Option<PersonId>,
    ) -> Result<()> {
        let now = self.now().0;
        let insert = "insert into suggestions (a, b, probability, evidence, found_at) values ";
        let mut found = found.peekable();
        while found.peek().is_some() {
            let mut values: Vec<Value> = Vec::new();
            for suggestion in found.by_ref().take(8192) {
                values.push(suggestion.a.0.into());
                values.push(suggestion.b.0.into());
                values.push(suggestion.probability.into());
                values.push(serde_json::to_string(&suggestion.evidence)?.into());
                values.push(now.into());
            }
            bulk::run(on, insert, 5, " on conflict (a, b) do nothing", values).await?;
        }
        doubts::suggest(self, on, doubts::standing(on, of).await?).await?;
        distinctions::drop_suggestions(on).await?;
        let gone = "delete from suggestions where not exists (select 1 from people where id = a)
                    or not exists (select 1 from people where id = b)";
        sql::run(on, gone, []).await?;
        Ok(())
    }

    /// Asks for a search among all people, once for all who ask before it begins.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn ask_for_duplicates(&self, on: &impl ConnectionTrait) -> Result<()> {
        let job = NewJob { kind: JOB, unique_key: Some("all"), payload: json!({}), run_after: None };
        self.enqueue_in(on, &job).await?;
        Ok(())
    }

    /// Asks for a search among those near a person, in the commit that makes or changes them.
    pub(crate) async fn ask_for_doubles(&self, on: &impl ConnectionTrait, person: Uuid) -> Result<()> {
        let key = person.to_string();
        let payload = json!({ "person": person });
        let job = NewJob { kind: JOB_OF_ONE, unique_key: Some(&key), payload, run_after: None };
        self.enqueue_in(on, &job).await?;
        Ok(())
    }

    /// As an import does of itself: asks for a search among all people.
    ///
    /// # Errors
    /// Where the permit is not for `MergePeople`, or the database fails.
    pub async fn look_for_duplicates(&self, permit: &Permit) -> Result<()> {
        leave::to_write(permit, Action::MergePeople)?;
        self.ask_for_duplicates(self.write()).await
    }
}
