//! The rows behind each number of a proof: who stands where, a page at a time.

use domain::Actor;
use domain::ids::IdentityId;
use domain::plays::Arm;
use sea_orm::Value;
use uuid::Uuid;

use super::{Asked, DRAWS, Drawn, Followed, Standing, Terms, columns, drawn, outcomes, places};
use crate::{Result, Store, leave, sql};

/// Which draws of a trial to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Members {
    /// Where they stand.
    pub standing: Standing,
    /// Into which arm they fell; both without one.
    pub arm: Option<Arm>,
}

/// A draw of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// By which identity it was drawn.
    pub identity: IdentityId,
    /// Where it stands.
    pub standing: Standing,
    /// Who, and what followed; of those who count alone, nothing of the others.
    pub followed: Followed,
}

impl Store {
    /// The draws of a trial that stand so, in the order of their identities, those after `after`. Read now: what
    /// was merged, taken back or came late since the look is as it is now.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn members(
        &self,
        actor: Actor,
        asked: &Asked,
        which: Members,
        after: Option<IdentityId>,
        limit: u32,
    ) -> Result<Vec<Member>> {
        leave::to_read_customers(actor)?;
        let terms = Terms::read(self.read(), asked).await?;
        let of_arm = which.arm.map_or("", |_| " and arm = $6");
        let select = format!(
            "select * from (select {} from {DRAWS} and d.identity_id > $4) as m
             where standing = $5{of_arm} order by identity_id limit {limit}",
            columns(&terms)
        );
        let after = after.map_or(Uuid::nil(), |identity| identity.0);
        let mut values: Vec<Value> = places(asked).into();
        values.extend([after.into(), which.standing.name().into()]);
        values.extend(which.arm.map(|arm| Value::from(arm.name())));
        let rows = sql::results(self.read(), &select, values).await?;
        let draws: Vec<Drawn> = rows.iter().map(|row| drawn(row, &terms)).collect::<Result<_>>()?;
        let counted: &[Drawn] = if which.standing == Standing::Counted { &draws } else { &[] };
        let outcomes = outcomes::read(self.read(), asked.currency, counted).await?;
        let member = |draw: Drawn| Member {
            identity: IdentityId(draw.identity),
            standing: draw.standing,
            followed: draw.followed(&outcomes.get(&draw.person).copied().unwrap_or_default()),
        };
        Ok(draws.into_iter().map(member).collect())
    }
}
