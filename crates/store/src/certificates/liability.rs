//! What we owe on certificates: what is open, and what became of what was issued.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::certificates::CertificateKind;
use domain::{Actor, Currency, Day, Instant};
use sea_orm::QueryResult;

use crate::{Error, Result, Store, leave, sql};

/// What is owed today, and what moved from a day through another. The figures of each currency and
/// kind reconcile: opening + issued − redeemed − expired − voided = closing. Trials are counted by
/// number, money in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liability {
    /// What is open today, by currency, kind, month of issue and month of expiry.
    pub open: Vec<Open>,
    /// What moved in the period, by currency and kind.
    pub moved: Vec<Movement>,
}

/// Certificates that are open today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Their currency.
    pub currency: Currency,
    /// Money or trials.
    pub kind: CertificateKind,
    /// The month they were issued in, as [`Day::month`] counts.
    pub issued: i32,
    /// The month of their last day; `None` where they never expire.
    pub expires: Option<i32>,
    /// How many.
    pub count: i64,
    /// What is left on them.
    pub balance: i64,
}

/// What moved in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The currency.
    pub currency: Currency,
    /// Money or trials.
    pub kind: CertificateKind,
    /// Open before the first day.
    pub opening: i64,
    /// Issued.
    pub issued: i64,
    /// Taken, less what was put back.
    pub redeemed: i64,
    /// Left on those whose last day was in the period.
    pub expired: i64,
    /// Left on those taken back.
    pub voided: i64,
    /// Open after the last day.
    pub closing: i64,
}

/// $1 the period's first instant, $2 the first after it, $3 its first day, $4 the first
/// day after, neither after today.
const MOVED: &str = "select c.currency, c.kind,
        cast(sum(case when c.issued_at < $1 and (c.voided_at is null or c.voided_at >= $1)
                       and (c.expires_on is null or c.expires_on >= $3)
                 then c.amount - coalesce(r.before, 0) else 0 end) as bigint),
        cast(sum(case when c.issued_at >= $1 and c.issued_at < $2 then c.amount else 0 end) as bigint),
        cast(sum(coalesce(r.within, 0)) as bigint),
        cast(sum(case when c.issued_at < $2 and c.expires_on >= $3 and c.expires_on < $4
                       and (c.voided_at is null or c.voided_at >= $2)
                 then c.amount - coalesce(r.before, 0) - coalesce(r.within, 0) else 0 end) as bigint),
        cast(sum(case when c.voided_at >= $1 and c.voided_at < $2
                       and (c.expires_on is null or c.expires_on >= $3)
                 then c.amount - coalesce(r.before, 0) - coalesce(r.within, 0) else 0 end) as bigint),
        cast(sum(case when c.issued_at < $2 and (c.voided_at is null or c.voided_at >= $2)
                       and (c.expires_on is null or c.expires_on >= $4)
                 then c.amount - coalesce(r.before, 0) - coalesce(r.within, 0) else 0 end) as bigint)
     from certificates c left join (
        select certificate_id, sum(case when at < $1 then amount else 0 end) as before,
               sum(case when at >= $1 and at < $2 then amount else 0 end) as within
        from redemptions where at < $2 group by certificate_id) r on r.certificate_id = c.id
     where c.issued_at < $2 group by c.currency, c.kind order by c.currency, c.kind";

fn kind(name: &str) -> Result<CertificateKind> {
    CertificateKind::from_name(name)
        .ok_or_else(|| Error::unreadable(format!("a certificate that is '{name}'")))
}

fn movement(row: &QueryResult) -> Result<Movement> {
    let (currency, named): (String, String) = (sql::at(row, 0)?, sql::at(row, 1)?);
    Ok(Movement {
        currency: currency.parse().map_err(Error::unreadable)?,
        kind: kind(&named)?,
        opening: sql::at(row, 2)?,
        issued: sql::at(row, 3)?,
        redeemed: sql::at(row, 4)?,
        expired: sql::at(row, 5)?,
        voided: sql::at(row, 6)?,
        closing: sql::at(row, 7)?,
    })
}

impl Store {
    /// What we owe on certificates today, and what moved from the day `from` through `until`, both
    /// of the company's zone.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn liability(&self, actor: Actor, from: Day, until: Day) -> Result<Liability> {
        leave::to_read(actor, Action::ReadCustomers)?;
        let zone = self.zone(actor).await?;
        let after = Day(until.0.saturating_add(1));
        let today = self.today(actor).await?;
        // What is good through today has not expired yet.
        let (first, over) = (from.min(today), after.min(today));
        let values =
            [from.start_in(&zone).0.into(), after.start_in(&zone).0.into(), first.0.into(), over.0.into()];
        let moved = sql::results(self.read(), MOVED, values).await?;
        let moved = moved.iter().map(movement).collect::<Result<_>>()?;
        let open = "select currency, kind, issued_at, expires_on, balance from certificates
             where balance > 0 and voided_at is null and (expires_on is null or expires_on >= $1)";
        let mut months = BTreeMap::new();
        for row in sql::results(self.read(), open, [today.0.into()]).await? {
            let (currency, named): (String, String) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
            let issued = Instant(sql::at(&row, 2)?).day_in(&zone).month();
            let expires = sql::at::<Option<i32>>(&row, 3)?.map(|day| Day(day).month());
            let sums: &mut (i64, i64) =
                months.entry((currency, kind(&named)?, expires.is_none(), expires, issued)).or_default();
            *sums = (sums.0 + 1, sums.1.saturating_add(sql::at(&row, 4)?));
        }
        let line = |((currency, kind, _, expires, issued), (count, balance)): (Key, (i64, i64))| {
            let currency: Currency = currency.parse().map_err(Error::unreadable)?;
            Ok(Open { currency, kind, issued, expires, count, balance })
        };
        Ok(Liability { open: months.into_iter().map(line).collect::<Result<_>>()?, moved })
    }
}

/// Currency, kind, never expires, month of expiry, month of issue: in the order of the list.
type Key = (String, CertificateKind, bool, Option<i32>, i32);
