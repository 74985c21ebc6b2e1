//! What happens at a till: a code is looked up, something is taken off, and put back.

use domain::access::Action;
use domain::certificates::{CertificateKind, CertificateRefusal, Code, GUESSES_MAX, NAME_MAX};
use domain::ids::{CertificateId, RedemptionId};
use domain::limits::AMOUNT_MINOR_MAX;
use domain::memory::{NOTE_MAX, note, text};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{Certificate, GONE};
use crate::{Error, Result, Store, audit, leave, sql, webhooks};

const HOUR_MICROS: i64 = 3_600_000_000;

/// Which certificate a till means.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// By the code as it was typed or read.
    Typed(&'a str),
    /// One that is open before whoever takes it.
    Open(CertificateId),
}

/// What a till asks for.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// Of which certificate.
    pub which: Which<'a>,
    /// How much, in minor units; 1 for a trial. Below zero it is put back.
    pub amount: i64,
    /// The till's own name for the request: asked again under it, the answer is the same.
    pub request: &'a str,
    /// Which till; may be empty.
    pub till: &'a str,
    /// What there is to say of it.
    pub note: &'a str,
}

/// Something taken off a certificate, or put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Which.
    pub id: RedemptionId,
    /// How much; below zero it was put back.
    pub amount: i64,
    /// What was left then.
    pub balance: i64,
    /// When.
    pub at: Instant,
    /// At which till.
    pub till: String,
    /// By whom: `staff <id>`, `key <id>`.
    pub taken_by: String,
    /// What was said of it.
    pub note: String,
    /// The till's name for the request.
    pub request: String,
}

/// What a till is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What was done, now or when the same was asked before.
    pub redemption: Redemption,
    /// The certificate as it stands now.
    pub certificate: Certificate,
}

const SELECT: &str = "select id, amount, balance, at, till, taken_by, note, request from redemptions";

fn redemption(row: &QueryResult) -> Result<Redemption> {
    Ok(Redemption {
        id: RedemptionId(sql::at(row, 0)?),
        amount: sql::at(row, 1)?,
        balance: sql::at(row, 2)?,
        at: Instant(sql::at(row, 3)?),
        till: sql::at(row, 4)?,
        taken_by: sql::at(row, 5)?,
        note: sql::at(row, 6)?,
        request: sql::at(row, 7)?,
    })
}

/// The name under which an undoing stands, so that it is done once.
fn undoing(id: RedemptionId) -> String {
    format!("undo {id}")
}

/// Why nothing could be taken off or put back.
fn refusal(held: &Certificate, amount: i64) -> CertificateRefusal {
    match (amount > 0, held.kind) {
        (true, CertificateKind::Trial) => CertificateRefusal::Taken,
        (true, CertificateKind::Money) => CertificateRefusal::NotEnough(held.money(held.balance)),
        (false, _) => CertificateRefusal::TooMuchBack(held.money(held.amount - held.balance)),
    }
}

impl Store {
    /// The certificate whose code was typed at a till.
    ///
    /// # Errors
    /// Where the permit is not for `RedeemGifts`, what was typed is no code or nobody's, too many
    /// were tried, or the database fails.
    pub async fn certificate_by_code(&self, permit: &Permit, typed: &str, till: &str) -> Result<Certificate> {
        leave::to_write(permit, Action::RedeemGifts)?;
        let transaction = self.begin().await?;
        let found = self.located(&transaction, permit.actor(), Which::Typed(typed), till).await?;
        transaction.commit().await?;
        found.map(|(certificate, _)| certificate).ok_or(CertificateRefusal::Unknown.into())
    }

    /// Takes something off a certificate, or puts it back, in one commit: of two tills at once one
    /// wins and the other is told what is left.
    ///
    /// # Errors
    /// Where the permit is not for `RedeemGifts`, the code is none or nobody's, too many were tried,
    /// the certificate expired or was voided, not as much is left, the request's name was used for
    /// another amount, or the database fails.
    pub async fn redeem(&self, permit: &Permit, take: &Take<'_>) -> Result<Taken> {
        leave::to_write(permit, Action::RedeemGifts)?;
        if take.amount == 0 || take.amount.unsigned_abs() > AMOUNT_MINOR_MAX.unsigned_abs() {
            return Err(CertificateRefusal::Amount.into());
        }
        let request = text(take.request, NAME_MAX)?;
        let transaction = self.begin().await?;
        let Some((held, at)) = self.located(&transaction, permit.actor(), take.which, take.till).await?
        else {
            // The wrong code is counted, though nothing else happens.
            transaction.commit().await?;
            return Err(CertificateRefusal::Unknown.into());
        };
        let taken =
            self.take_off(&transaction, permit, &held, at, &Take { request: &request, ..*take }).await?;
        transaction.commit().await?;
        Ok(taken)
    }

    /// Puts back what was taken today; asked again, the answer is the same.
    ///
    /// # Errors
    /// As [`Store::redeem`]; where it was taken before today, or was itself put back.
    pub async fn undo_redemption(
        &self,
        permit: &Permit,
        certificate: CertificateId,
        id: RedemptionId,
    ) -> Result<Taken> {
        leave::to_write(permit, Action::RedeemGifts)?;
        let transaction = self.begin().await?;
        let actor = permit.actor();
        let located = self.located(&transaction, actor, Which::Open(certificate), "").await?;
        let (held, at) = located.ok_or(GONE)?;
        let sql = format!("{SELECT} where id = $1 and certificate_id = $2");
        let rows = sql::results(&transaction, &sql, [id.0.into(), certificate.0.into()]).await?;
        let before = rows.first().map(redemption).transpose()?.ok_or(GONE)?;
        let zone = self.zone(actor_of_days()).await?;
        if before.amount <= 0 || before.at.day_in(&zone) != at.day_in(&zone) {
            return Err(CertificateRefusal::NotToday.into());
        }
        let request = undoing(id);
        let take = Take {
            which: Which::Open(certificate),
            amount: -before.amount,
            request: &request,
            till: &before.till,
            note: "",
        };
        let taken = self.take_off(&transaction, permit, &held, at, &take).await?;
        transaction.commit().await?;
        Ok(taken)
    }

    /// What was taken off a certificate and put back, the latest first. At most 1,000.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn redemptions(&self, actor: Actor, of: CertificateId) -> Result<Vec<Redemption>> {
        leave::to_read_customers(actor)?;
        let sql = format!("{SELECT} where certificate_id = $1 order by at desc, id desc limit 1000");
        sql::results(self.read(), &sql, [of.0.into()]).await?.iter().map(redemption).collect()
    }

    async fn take_off(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        held: &Certificate,
        at: Instant,
        take: &Take<'_>,
    ) -> Result<Taken> {
        let actor = permit.actor();
        let asked = format!("{SELECT} where certificate_id = $1 and request = $2");
        let asked = sql::results(on, &asked, [held.id.0.into(), take.request.into()]).await?;
        if let Some(before) = asked.first().map(redemption).transpose()? {
            if before.amount != take.amount {
                return Err(CertificateRefusal::RequestTaken.into());
            }
            return Ok(Taken { redemption: before, certificate: held.clone() });
        }
        self.still_good(held, at).await?;
        let balance = "update certificates set balance = balance - $1, version = version + 1
             where id = $2 and voided_at is null and balance >= $1 and balance - $1 <= amount
             returning balance";
        let left: Option<i64> = sql::column(on, balance, [take.amount.into(), held.id.0.into()]).await?.pop();
        let left = left.ok_or_else(|| Error::from(refusal(held, take.amount)))?;
        let redemption = Redemption {
            id: RedemptionId(self.inner.ids.next()),
            amount: take.amount,
            balance: left,
            at,
            till: note(take.till, NAME_MAX)?,
            taken_by: leave::name_of(actor),
            note: note(take.note, NOTE_MAX)?,
            request: take.request.to_owned(),
        };
        keep(on, held.id, &redemption).await?;
        let event = if take.amount > 0 { "certificate.redeemed" } else { "certificate.put_back" };
        audit::write(on, self, actor, event, "certificate", Some(held.id.0), "").await?;
        let told =
            json!({ "id": held.id, "redemption": redemption.id, "amount": take.amount, "balance": left });
        webhooks::tell(on, self, "certificate.redeemed", &told).await?;
        let certificate = Certificate { balance: left, version: held.version + 1, ..held.clone() };
        Ok(Taken { redemption, certificate })
    }

    /// The certificate meant; `None` for a code that is nobody's, which is counted against whoever
    /// tried it and the till it was tried at. Who tried too many waits, whatever they try.
    async fn located(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        which: Which<'_>,
        till: &str,
    ) -> Result<Option<(Certificate, Instant)>> {
        let code: Code = match which {
            Which::Open(id) => {
                let held = self.held(on, actor, "c.id = $1", id.0.into()).await?;
                return Ok(Some(held.ok_or(GONE)?));
            }
            Which::Typed(typed) => typed.parse().map_err(CertificateRefusal::from)?,
        };
        let now = self.now().0;
        let hour = now.div_euclid(HOUR_MICROS);
        let till = note(till, NAME_MAX)?;
        let who = [leave::name_of(actor), format!("till {till}")];
        let who = &who[..if till.is_empty() { 1 } else { 2 }];
        for name in who {
            let wrong = "select wrong from guesses where who = $1 and hour = $2";
            let wrong: Option<i64> = sql::column(on, wrong, [name.as_str().into(), hour.into()]).await?.pop();
            if wrong.is_some_and(|wrong| wrong >= GUESSES_MAX) {
                let minutes = ((hour + 1) * HOUR_MICROS - now).div_euclid(60_000_000) + 1;
                return Err(CertificateRefusal::Wait(minutes).into());
            }
        }
        let held = self.held(on, actor, "c.code = $1", code.plain().into()).await?;
        if held.is_none() {
            for name in who {
                guessed(on, name, hour).await?;
            }
        }
        Ok(held)
    }
}

/// Days are the company's, whoever asks.
fn actor_of_days() -> Actor {
    Actor::System("certificates")
}

async fn guessed(on: &impl ConnectionTrait, who: &str, hour: i64) -> Result<()> {
    sql::run(on, "delete from guesses where who = $1 and hour < $2", [who.into(), hour.into()]).await?;
    let count = "insert into guesses (who, hour, wrong) values ($1, $2, 1)
         on conflict (who, hour) do update set wrong = guesses.wrong + 1";
    sql::run(on, count, [who.into(), hour.into()]).await?;
    Ok(())
}

async fn keep(on: &impl ConnectionTrait, of: CertificateId, redemption: &Redemption) -> Result<()> {
    let values: [Value; 9] = [
        Uuid::into(redemption.id.0),
        of.0.into(),
        redemption.request.as_str().into(),
        redemption.amount.into(),
        redemption.balance.into(),
        redemption.at.0.into(),
        redemption.till.as_str().into(),
        redemption.taken_by.as_str().into(),
        redemption.note.as_str().into(),
    ];
    let insert =
        "insert into redemptions (id, certificate_id, request, amount, balance, at, till, taken_by, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sql::run(on, insert, values).await?;
    Ok(())
}
