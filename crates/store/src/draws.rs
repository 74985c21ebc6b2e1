//! Who is in which arm: written before anything is done, and never drawn again.

use std::collections::BTreeMap;

use domain::ids::{IdentityId, PersonId, PlayId};
use domain::plays::Arm;
use domain::{Actor, Instant};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::contacts::{Drawn, arm, drawn};
use crate::trials::standing::TORN;
use crate::{Result, Store, bulk, engine, leave, sql};

/// The whole programme, drawn as if it were a play.
pub const PROGRAMME: PlayId = PlayId(Uuid::nil());

/// A draw to be kept, where the identity has none in this play yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDraw {
    /// In which play, or [`PROGRAMME`].
    pub play: PlayId,
    /// Who.
    pub identity: IdentityId,
    /// Into which arm.
    pub arm: Arm,
    /// The organisation drawn as one.
    pub cluster: Option<IdentityId>,
    /// The share that was held out when it fell, in thousandths.
    pub share_mille: u16,
    /// What the model expected of them: orders, and their value in major units.
    pub expected: (Option<f64>, Option<f64>),
}

/// How many are in each arm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arms {
    /// The play's.
    pub treated: i64,
    /// The control group.
    pub held: i64,
}

/// Keeps draws; a draw that stands already stays. What many share stands in the statement: of a million
/// draws, binding it for each is most of the work.
pub(crate) async fn write(on: &impl ConnectionTrait, at: Instant, draws: &[NewDraw]) -> Result<()> {
    let mut alike: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for draw in draws {
        alike.entry((draw.play, draw.arm.name(), draw.share_mille)).or_default().extend([
            draw.identity.0.into(),
            draw.cluster.map(|id| id.0).into(),
            draw.expected.0.into(),
            draw.expected.1.into(),
        ]);
    }
    for ((play, arm, share), values) in alike {
        let insert = format!(
            "insert into draws (play_id, identity_id, arm, cluster_id, share_mille, drawn_at, expected_orders,
                 expected_value)
             select {}, column1, '{arm}', column2, {share}, {}, column3, column4 from (values ",
            engine::id(on, play.0),
            at.0
        );
        let after = ") as new where true on conflict (play_id, identity_id) do nothing";
        bulk::run(on, &insert, 4, after, values).await?;
    }
    Ok(())
}

impl Store {
    /// How many identities are in each arm of a play, or of [`PROGRAMME`].
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn arms(&self, actor: Actor, play: PlayId) -> Result<Arms> {
        leave::to_read_customers(actor)?;
        let select = "select arm, count(*) from draws where play_id = $1 group by arm";
        let mut arms = Arms::default();
        for row in sql::results(self.read(), select, [play.0.into()]).await? {
            let count = sql::at(&row, 1)?;
            match arm(&sql::at::<String>(&row, 0)?)? {
                Arm::Treated => arms.treated = count,
                Arm::Held => arms.held = count,
            }
        }
        Ok(arms)
    }

    /// The draws a person has in a play, or in [`PROGRAMME`], the earliest first: the first counts, and
    /// where they differ (people merged since) the person is left out of effects.
    ///
    /// # Errors
    /// As [`Store::arms`].
    pub async fn draws_of(&self, actor: Actor, play: PlayId, person: PersonId) -> Result<Vec<Drawn>> {
        leave::to_read_customers(actor)?;
        let select = "select d.arm, d.drawn_at, d.share_mille from identities i cross join draws d
                      where d.identity_id = i.id and i.person_id = $1 and d.play_id = $2 order by d.drawn_at, d.identity_id";
        let rows = sql::results(self.read(), select, [person.0.into(), play.0.into()]).await?;
        rows.iter().map(|row| drawn(sql::at(row, 0)?, Instant(sql::at(row, 1)?), sql::at(row, 2)?)).collect()
    }

    /// People in both arms of a play, since they, or the organisations they were drawn with, were merged after
    /// the draw. At most 1,000.
    ///
    /// # Errors
    /// As [`Store::arms`].
    pub async fn conflicting_draws(&self, actor: Actor, play: PlayId) -> Result<Vec<PersonId>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select i.person_id from draws d join identities i on i.id = d.identity_id
             left join identities c on c.id = d.cluster_id
             where d.play_id = $1 group by i.person_id
             having min(d.arm) <> max(d.arm) or max(case when c.person_id in ({TORN}) then 1 else 0 end) = 1
             order by i.person_id limit 1000"
        );
        let found: Vec<Uuid> = sql::column(self.read(), &select, [play.0.into()]).await?;
        Ok(found.into_iter().map(PersonId).collect())
    }
}
