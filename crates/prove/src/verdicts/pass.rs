//! One pass over what followed the draws of a play, into a trial for each question.

use domain::plays::{Arm, Goal, Success};
use domain::proof::{Counts, Earned, Outcome, Proof, Unproved};
use futures::TryStreamExt;
use jiff::tz::TimeZone;
use store::Store;
use store::trials::{Asked, Followed, Stratum};

use super::{ACTOR, Failure};
use crate::{Design, Error, Row, Trial};

/// Fills in the proofs and the counts, or why there are none.
pub async fn prove(
    store: &Store,
    asked: &Asked,
    stratum: &Stratum,
    (planned, is_over): (u64, bool),
    zone: &TimeZone,
    earned: &mut Earned,
) -> Result<(), Failure> {
    // What the model expected sharpens the proof, unless it expected the same of everybody.
    for adjusted in [true, false] {
        let mut pass = Pass::new(asked, stratum, planned, zone, adjusted);
        let mut pages = store.followed(ACTOR, *asked);
        while let Some(page) = pages.try_next().await? {
            pass.take(&page)?;
        }
        earned.counts = pass.counts;
        earned.terms = std::mem::take(&mut pass.terms);
        match pass.judge(is_over) {
            Ok([orders, revenue, reached]) => {
                (earned.orders, earned.revenue) = (Some(orders), Some(revenue));
                earned.reached = Some(reached);
                return Ok(());
            }
            Err(Error::Redundant(_)) if adjusted => {}
            Err(Error::OneArm(_) | Error::EmptyArm(..)) => {
                earned.unproved = Some(Unproved::OneArm);
                return Ok(());
            }
            Err(Error::Empty) => {
                earned.unproved = Some(Unproved::NobodyYet);
                return Ok(());
            }
            Err(Error::TooManyClusters) => {
                earned.unproved = Some(Unproved::TooMany);
                return Ok(());
            }
            Err(why) => return Err(why.into()),
        }
    }
    Ok(())
}

/// Three questions asked of the same people.
struct Pass<'a> {
    zone: &'a TimeZone,
    minor_per_major: f64,
    adjusted: bool,
    orders: Trial,
    revenue: Trial,
    reached: Trial,
    counts: Counts,
    terms: Vec<Success>,
}

impl<'a> Pass<'a> {
    fn new(asked: &Asked, stratum: &Stratum, planned: u64, zone: &'a TimeZone, adjusted: bool) -> Self {
        let trial = |name: &str, covariate: &str| {
            let currency = if name == REVENUE { asked.currency } else { domain::Currency::NONE };
            let cluster = stratum.by_organisation.then(|| ORGANISATION.to_owned());
            let outcome = Outcome { name: name.to_owned(), currency, cluster, ..Outcome::default() };
            let held = f64::from(stratum.share_mille);
            Trial::new(Design {
                covariates: if adjusted { vec![covariate.to_owned()] } else { Vec::new() },
                control: Some(Arm::Held.name().to_owned()),
                shares: vec![
                    (Arm::Held.name().to_owned(), held),
                    (Arm::Treated.name().to_owned(), 1000.0 - held),
                ],
                planned: Some(planned),
                ..Design::new(outcome)
            })
        };
        let reached = match asked.success.what {
            Goal::Return | Goal::Revenue => "return",
            Goal::Visit => "visit",
            Goal::Answer => "answer",
        };
        Self {
            zone,
            minor_per_major: asked.currency.minor_per_major() as f64,
            adjusted,
            orders: trial("orders", EXPECTED_ORDERS),
            revenue: trial(REVENUE, "expected_value"),
            reached: trial(reached, EXPECTED_ORDERS),
            counts: Counts::default(),
            terms: Vec::new(),
        }
    }

    fn take(&mut self, page: &store::trials::Page) -> Result<(), Error> {
        self.counts.counted += page.rows.len() as u64;
        self.counts.under_way += page.under_way;
        self.counts.conflicting += page.conflicting;
        self.counts.merged += page.merged;
        self.counts.other_share += page.other_share;
        self.counts.foreign += page.foreign;
        page.rows.iter().try_for_each(|row| self.count(row))
    }

    fn count(&mut self, followed: &Followed) -> Result<(), Error> {
        if !self.terms.contains(&followed.success) {
            self.terms.push(followed.success);
        }
        let cluster = followed.cluster.map(|organisation| organisation.to_string());
        let (orders, value) = followed.expected;
        let (orders, value) = (orders.unwrap_or_default(), value.unwrap_or_default());
        let known = usize::from(self.adjusted);
        let questions = [
            (&mut self.orders, f64::from(followed.orders), [orders]),
            (&mut self.revenue, followed.revenue as f64 / self.minor_per_major, [value]),
            (&mut self.reached, f64::from(u8::from(followed.reached)), [orders]),
        ];
        for (trial, outcome, covariates) in questions {
            trial.add(&Row {
                arm: followed.arm.name(),
                outcome,
                size: 1.0,
                covariates: covariates.get(..known).unwrap_or_default(),
                cluster: cluster.as_deref(),
                part: None,
                day: Some(followed.drawn.day_in(self.zone)),
                score: 0.0,
            })?;
        }
        Ok(())
    }

    /// Where the draw is over, whoever is under way is all that still comes.
    fn judge(self, is_over: bool) -> Result<[Proof; 3], Error> {
        let coming = is_over.then_some(self.counts.under_way);
        let judge = |trial: Trial| trial.coming(coming).judge();
        Ok([judge(self.orders)?, judge(self.revenue)?, judge(self.reached)?])
    }
}

/// The name of what is in money.
const REVENUE: &str = "revenue";
/// The name of whoever is drawn as one.
const ORGANISATION: &str = "organisation";
const EXPECTED_ORDERS: &str = "expected_orders";
