//! Certificates people were given: issued, read and voided. What is taken off them is `redemptions`.

mod give;
mod liability;
mod reminders;
mod till;

use domain::access::{Action, may};
use domain::certificates::{CertificateKind, CertificateRefusal, Code, EXPIRY_DAYS_MAX, NAME_MAX};
use domain::ids::{CertificateId, IdentityId, PersonId, PlayId};
use domain::limits::AMOUNT_MINOR_MAX;
use domain::memory::{NOTE_MAX, text};
use domain::plays::{Certificate as Gift, Worth};
use domain::{Actor, Currency, Day, Instant, Money, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, sql, webhooks};

pub use liability::{Liability, Movement, Open};
pub use reminders::Reminded;
pub use till::{Redemption, Take, Taken, Which};

/// A certificate to be issued, in the transaction of the gesture that gives it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issue<'a> {
    /// To whom.
    pub identity: IdentityId,
    /// What it is good for, and for how long.
    pub certificate: &'a Gift,
    /// By which play; `None` where a human gave it.
    pub play: Option<PlayId>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Which.
    pub id: CertificateId,
    /// Its code; hidden from who may neither give nor take, since it is as good as money.
    pub code: Option<Code>,
    /// Whose.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Money, or a trial.
    pub kind: CertificateKind,
    /// What can be tried; empty of money.
    pub what: String,
    /// What it was worth; 1 of a trial.
    pub amount: i64,
    /// What is left of it.
    pub balance: i64,
    /// The currency of both.
    pub currency: Currency,
    /// What it costs us where all of it is taken, in minor units.
    pub cost: i64,
    /// Who issued it: `staff <id>`, `system act.steps`.
    pub issued_by: String,
    /// When.
    pub issued_at: Instant,
    /// Its last day.
    pub expires_on: Option<Day>,
    /// When they were reminded of it.
    pub reminded_at: Option<Instant>,
    /// Who took it back, when, and why.
    pub voided: Option<(String, Instant, String)>,
    /// By which play.
    pub play: Option<PlayId>,
    /// Rises with every change.
    pub version: i64,
}

/// How a certificate stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Something is left to take.
    Open,
    /// All was taken.
    Used,
    /// Its last day is past.
    Expired,
    /// Somebody took it back.
    Voided,
}

impl Certificate {
    /// How it stands on the company's day `today`: it is good through its last day.
    #[must_use]
    pub fn state(&self, today: Day) -> State {
        if self.voided.is_some() {
            State::Voided
        } else if self.balance == 0 {
            State::Used
        } else if self.expires_on.is_some_and(|last| last < today) {
            State::Expired
        } else {
            State::Open
        }
    }

    /// An amount of it as money; of a trial it means nothing.
    #[must_use]
    pub fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }
}

impl State {
    /// The name the API says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Voided => "voided",
        }
    }
}

const SELECT: &str = "select c.id, c.code, i.person_id, p.name, c.kind, c.what, c.amount, c.balance, c.currency, \
     c.cost, c.issued_by, c.issued_at, c.expires_on, c.reminded_at, c.voided_by, c.voided_at, \
     coalesce(c.void_reason, ''), c.play_id, c.version \
     from certificates c join identities i on i.id = c.identity_id join people p on p.id = i.person_id";
const GONE: Error = Error::Missing("There is no such certificate.");

fn certificate(actor: Actor, row: &QueryResult) -> Result<Certificate> {
    let (code, kind, currency): (String, String, String) =
        (sql::at(row, 1)?, sql::at(row, 4)?, sql::at(row, 8)?);
    let unreadable = |what: &str| Error::unreadable(format!("a certificate with '{what}'"));
    let shown = may(actor, Action::GiveGifts) || may(actor, Action::RedeemGifts);
    let voided_by: Option<String> = sql::at(row, 14)?;
    let voided_at: Option<i64> = sql::at(row, 15)?;
    let reason: String = sql::at(row, 16)?;
    Ok(Certificate {
        id: CertificateId(sql::at(row, 0)?),
        code: if shown { Some(code.parse().map_err(|_| unreadable("a code that is none"))?) } else { None },
        person: PersonId(sql::at(row, 2)?),
        name: sql::at(row, 3)?,
        kind: CertificateKind::from_name(&kind).ok_or_else(|| unreadable(&kind))?,
        what: sql::at(row, 5)?,
        amount: sql::at(row, 6)?,
        balance: sql::at(row, 7)?,
        currency: currency.parse().map_err(Error::unreadable)?,
        cost: sql::at(row, 9)?,
        issued_by: sql::at(row, 10)?,
        issued_at: Instant(sql::at(row, 11)?),
        expires_on: sql::at::<Option<i32>>(row, 12)?.map(Day),
        reminded_at: sql::at::<Option<i64>>(row, 13)?.map(Instant),
        voided: voided_by.zip(voided_at).map(|(by, at)| (by, Instant(at), reason)),
        play: sql::at::<Option<Uuid>>(row, 17)?.map(PlayId),
        version: sql::at(row, 18)?,
    })
}

/// A certificate by a condition on `c` with one value.
async fn find(
    on: &impl ConnectionTrait,
    actor: Actor,
    condition: &str,
    value: Value,
) -> Result<Option<Certificate>> {
    let rows = sql::results(on, &format!("{SELECT} where {condition}"), [value]).await?;
    rows.first().map(|row| certificate(actor, row)).transpose()
}

/// Issues a certificate, inside the transaction of the gesture that gives it. Its last day is counted
/// from today where the company is.
pub(crate) async fn issue(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    issue: &Issue<'_>,
) -> Result<CertificateId> {
    let (kind, what, amount, cost) = match &issue.certificate.worth {
        Worth::Money { amount } => (CertificateKind::Money, String::new(), *amount, *amount),
        Worth::Trial { of, cost } => (CertificateKind::Trial, text(of, NAME_MAX)?, 1, *cost),
    };
    if !(1..=AMOUNT_MINOR_MAX).contains(&amount) || !(0..=AMOUNT_MINOR_MAX).contains(&cost) {
        return Err(CertificateRefusal::Amount.into());
    }
    let days = issue.certificate.expires_after_days.map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    if days.is_some_and(|days| days > EXPIRY_DAYS_MAX) {
        return Err(CertificateRefusal::Expiry.into());
    }
    let system = Actor::System("certificates");
    let today = store.today(system).await?;
    let currency = store.settings(system).await?.map_or(Currency::EUR, |settings| settings.currency);
    let (id, code) = (store.inner.ids.next(), Code::draw(&*store.inner.entropy));
    sql::run(
        on,
        "insert into certificates (id, code, identity_id, kind, what, amount, balance, currency, cost,
             issued_by, issued_at, expires_on, play_id, version)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, 1)",
        [
            id.into(),
            code.plain().into(),
            issue.identity.0.into(),
            kind.name().into(),
            what.into(),
            amount.into(),
            currency.code().into(),
            cost.into(),
            leave::name_of(actor).into(),
            store.now().0.into(),
            days.map(|days| today.0 + days).into(),
            issue.play.map(|play| play.0).into(),
        ],
    )
    .await?;
    audit::write(on, store, actor, "certificate.issued", "certificate", Some(id), kind.name()).await?;
    webhooks::tell(on, store, "certificate.issued", &json!({ "id": id })).await?;
    Ok(CertificateId(id))
}

impl Store {
    /// Takes a certificate back, as it stood at `version`, with what is left on it; the new version.
    ///
    /// # Errors
    /// Where the permit is not for `GiveGifts`, no reason is given, nothing is left to void, somebody
    /// changed it in the meantime, there is no such certificate, or the database fails.
    pub async fn void_certificate(
        &self,
        permit: &Permit,
        id: CertificateId,
        version: i64,
        reason: &str,
    ) -> Result<i64> {
        leave::to_write(permit, Action::GiveGifts)?;
        let reason = text(reason, NOTE_MAX)?;
        let transaction = self.begin().await?;
        let (held, at) =
            self.held(&transaction, permit.actor(), "c.id = $1", id.0.into()).await?.ok_or(GONE)?;
        if held.version != version {
            return Err(Error::Superseded(
                "Something was taken off this certificate, or somebody changed it, in the meantime; look again.",
            ));
        }
        self.still_good(&held, at).await?;
        sql::run(
            &transaction,
            "update certificates set voided_by = $1, voided_at = $2, void_reason = $3, version = version + 1
             where id = $4",
            [leave::name_of(permit.actor()).into(), at.0.into(), reason.into(), id.0.into()],
        )
        .await?;
        let (actor, event) = (permit.actor(), "certificate.voided");
        audit::write(&transaction, self, actor, event, "certificate", Some(id.0), "").await?;
        webhooks::tell(&transaction, self, event, &json!({ "id": id.0 })).await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// A certificate.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn certificate(&self, actor: Actor, id: CertificateId) -> Result<Option<Certificate>> {
        leave::to_read_customers(actor)?;
        find(self.read(), actor, "c.id = $1", id.0.into()).await
    }

    /// A person's certificates, the latest first. At most 500.
    ///
    /// # Errors
    /// As [`Store::certificate`].
    pub async fn certificates(&self, actor: Actor, person: PersonId) -> Result<Vec<Certificate>> {
        leave::to_read_customers(actor)?;
        let sql = format!("{SELECT} where i.person_id = $1 order by c.id desc limit 500");
        let rows = sql::results(self.read(), &sql, [person.0.into()]).await?;
        rows.iter().map(|row| certificate(actor, row)).collect()
    }

    /// Certificates with something left whose last day is one of the next `days`, today among them;
    /// the first to expire first.
    ///
    /// # Errors
    /// As [`Store::certificate`].
    pub async fn certificates_expiring(
        &self,
        actor: Actor,
        days: u16,
        limit: u32,
    ) -> Result<Vec<Certificate>> {
        leave::to_read_customers(actor)?;
        let today = self.today(actor).await?;
        let sql = format!(
            "{SELECT} where c.balance > 0 and c.voided_at is null and c.expires_on >= $1 and c.expires_on <= $2
             order by c.expires_on, c.id limit $3"
        );
        let values = [today.0.into(), (today.0 + i32::from(days)).into(), i64::from(limit).into()];
        let rows = sql::results(self.read(), &sql, values).await?;
        rows.iter().map(|row| certificate(actor, row)).collect()
    }

    /// The certificate, and the instant at which what is done to it now is written down: never
    /// before what was done to it already, though the clock be set back.
    async fn held(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        condition: &str,
        value: Value,
    ) -> Result<Option<(Certificate, Instant)>> {
        let Some(held) = find(on, actor, condition, value).await? else { return Ok(None) };
        let last = "select coalesce(max(at), 0) from redemptions where certificate_id = $1";
        let last: i64 = sql::value(on, last, [held.id.0.into()]).await?;
        let at = self.now().max(held.issued_at).max(Instant(last));
        Ok(Some((held, at)))
    }

    /// Refuses what is no good any more at an instant.
    async fn still_good(&self, held: &Certificate, at: Instant) -> Result<()> {
        if held.voided.is_some() {
            return Err(CertificateRefusal::Voided.into());
        }
        let today = at.day_in(&self.zone(Actor::System("certificates")).await?);
        match held.expires_on {
            Some(last) if last < today => Err(CertificateRefusal::Expired(last).into()),
            _ => Ok(()),
        }
    }
}
