//! Taking up what is due, with all a letter says of its reader.

use domain::access::Action;
use domain::ids::{GestureId, IdentityId, LetterId, PersonId, PlayId};
use domain::letters::{OwnLetter, Text};
use domain::{Currency, Day, Money, Permit};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, leave, sql};

/// A letter taken up, until somebody else takes it up after its lease.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The gesture it is.
    pub gesture: GestureId,
    /// The token that shows the row is still ours.
    pub fence: i64,
    /// How often it was tried before.
    pub attempts: i64,
    /// The bytes made at an earlier try.
    pub message: Option<Vec<u8>>,
    /// The identity it goes to.
    pub to: IdentityId,
    /// Its address.
    pub address: String,
    /// Whose it is.
    pub person: PersonId,
    /// Their whole name, or nothing.
    pub name: String,
    /// The name one calls them by, or nothing.
    pub given: String,
    /// Their language's tag, or nothing.
    pub language: String,
    /// Their zone, or nothing.
    pub zone: String,
    /// Which letter; `None` where it is in somebody's own words.
    pub letter: Option<LetterId>,
    /// Somebody's own words.
    pub own: Option<OwnLetter>,
    /// Whether it is owed.
    pub owed: bool,
    /// The certificate that goes with it.
    pub certificate: Option<CertificateSaid>,
    /// The play that sends it, and on which occasion.
    pub occasion: Option<(PlayId, String)>,
}

/// What a letter says of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSaid {
    /// Its code.
    pub code: String,
    /// What is left of it; `None` for a trial.
    pub balance: Option<Money>,
    /// What a trial is of.
    pub what: String,
    /// Its last day.
    pub expires: Option<Day>,
}

const DETAILS: &str =
    "select o.gesture_id, o.fence, o.attempts, o.message, o.to_identity, i.value, i.person_id,
        p.name, coalesce(f.given, ''), coalesce(f.language, ''), coalesce(f.zone, ''), g.letter_id, g.owed,
        c.code, c.kind, c.balance, c.currency, c.what, c.expires_on, o.topic, o.language, o.subject, g.words,
        g.play_id, g.occasion
     from outbox o join gestures g on g.id = o.gesture_id join identities i on i.id = o.to_identity
     join people p on p.id = i.person_id left join profiles f on f.person_id = p.id
     left join certificates c on c.id = g.certificate_id
     where o.gesture_id in (values ";

fn certificate(row: &QueryResult) -> Result<Option<CertificateSaid>> {
    let Some(code) = sql::at::<Option<String>>(row, 13)? else { return Ok(None) };
    let (kind, currency): (String, String) = (sql::at(row, 14)?, sql::at(row, 16)?);
    let currency: Currency = currency.parse().map_err(Error::unreadable)?;
    let balance = Money { minor: sql::at(row, 15)?, currency };
    let expires: Option<i32> = sql::at(row, 18)?;
    let balance = (kind == "money").then_some(balance);
    Ok(Some(CertificateSaid { code, balance, what: sql::at(row, 17)?, expires: expires.map(Day) }))
}

fn own(row: &QueryResult) -> Result<Option<OwnLetter>> {
    let Some(subject) = sql::at::<Option<String>>(row, 21)? else { return Ok(None) };
    let language: Option<String> = sql::at(row, 20)?;
    let text = Text { language: language.unwrap_or_default(), subject, body: sql::at(row, 22)? };
    Ok(Some(OwnLetter { topic: sql::at(row, 19)?, text }))
}

fn leased(row: &QueryResult) -> Result<Leased> {
    Ok(Leased {
        gesture: GestureId(sql::at(row, 0)?),
        fence: sql::at(row, 1)?,
        attempts: sql::at(row, 2)?,
        message: sql::at(row, 3)?,
        to: IdentityId(sql::at(row, 4)?),
        address: sql::at(row, 5)?,
        person: PersonId(sql::at(row, 6)?),
        name: sql::at(row, 7)?,
        given: sql::at(row, 8)?,
        language: sql::at(row, 9)?,
        zone: sql::at(row, 10)?,
        letter: sql::at::<Option<Uuid>>(row, 11)?.map(LetterId),
        own: own(row)?,
        owed: sql::at::<i64>(row, 12)? != 0,
        certificate: certificate(row)?,
        occasion: sql::at::<Option<Uuid>>(row, 23)?.map(PlayId).zip(sql::at(row, 24)?),
    })
}

impl Store {
    /// Whether anything waits whose time has come.
    ///
    /// # Errors
    /// As [`Store::lease_letters`].
    pub async fn letters_due(&self, permit: &Permit) -> Result<bool> {
        leave::to_write(permit, Action::RunJobs)?;
        let select = "select attempts from outbox where next_at <= $1 limit 1";
        let due: Vec<i64> = sql::column(self.read(), select, [self.now().0.into()]).await?;
        Ok(!due.is_empty())
    }

    /// Takes up to `most` letters that are due, for `seconds`. What nobody settled or marked by then
    /// is taken up again.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn lease_letters(&self, permit: &Permit, most: u32, seconds: i64) -> Result<Vec<Leased>> {
        leave::to_write(permit, Action::RunJobs)?;
        let now = self.now();
        let until = now.plus_seconds(seconds).0;
        let taken: Vec<Uuid> = sql::column(
            self.write(),
            "update outbox set fence = fence + 1, next_at = $1, lease_until = $1
             where next_at <= $2 and state = 'waiting'
               and gesture_id in (select gesture_id from outbox where next_at <= $2 and state = 'waiting'
                                  order by next_at, gesture_id limit $3)
             returning gesture_id",
            [until.into(), now.0.into(), i64::from(most).into()],
        )
        .await?;
        if taken.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Value> = taken.into_iter().map(Value::from).collect();
        // Read where it was written: a reader's snapshot may be older than the lease.
        bulk::ask(self.write(), DETAILS, 1, ")", ids).await?.iter().map(leased).collect()
    }
}
