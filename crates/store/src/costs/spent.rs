//! What it cost to treat those of a trial who count, and the lines behind each sum.

use domain::ids::{PersonId, PlayId};
use domain::proof::Cost;
use domain::{Actor, Instant, Money};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::draws::PROGRAMME;
use crate::trials::{Asked, Terms, standing};
use crate::{Result, Store, leave, sql};

/// What money went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlay {
    /// Gestures of plays, done within the horizon of who got them.
    Gestures,
    /// What was taken off certificates issued within it.
    Certificates,
    /// The ledger.
    Written,
}

impl Outlay {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Gestures, Self::Certificates, Self::Written];

    /// Its name in the interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gestures => "gestures",
            Self::Certificates => "certificates",
            Self::Written => "written",
        }
    }

    /// The outlay of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outlay| outlay.name() == name)
    }

    /// Its lines: `id`, `person`, `play`, `at`, `what`, `note`, `amount`. $1 is the play, $2 the share of the
    /// trial, $3 the instant of the look, $4 the currency.
    fn lines(self, asked: &Asked, terms: &Terms) -> String {
        let is_all = asked.play == PROGRAMME;
        let of_play = |table: &str| match is_all {
            true => format!("{table}.play_id is not null"),
            false => format!("{table}.play_id = $1"),
        };
        match self {
            Self::Gestures => format!(
                "select g.id, p.person_id as person, g.play_id as play, g.ended_at as at, g.kind as what,
                     '' as note, g.cost as amount
                 from gestures g join identities p on p.id = g.identity_id
                 where {} and g.state = 'done' and g.owed = 0 and g.cost > 0 and g.currency = $4
                     and g.ended_at <= $3 and {}",
                of_play("g"),
                counts("g.decided_at", terms),
            ),
            Self::Certificates => format!(
                "select r.id, p.person_id as person, k.play_id as play, r.at, k.kind as what, k.what as note,
                     case k.kind when 'trial' then r.amount * k.cost else r.amount end as amount
                 from certificates k join redemptions r on r.certificate_id = k.id
                 join identities p on p.id = k.identity_id
                 where {} and k.currency = $4 and r.at <= $3 and {}",
                of_play("k"),
                counts("k.issued_at", terms),
            ),
            Self::Written => format!(
                "select l.id, p.person_id as person, l.play_id as play, l.written_at as at, l.kind as what,
                     l.note, l.amount
                 from costs l left join identities p on 1 = 0
                 where (l.play_id = $1{}) and l.currency = $4 and l.written_at <= $3 and $2 >= 0",
                if is_all { " or 1 = 1" } else { "" },
            ),
        }
    }
}

/// Whether the person of the identity `p` was treated and counts, what happened `at` falling within their horizon.
fn counts(at: &str, terms: &Terms) -> String {
    format!(
        "exists (select 1 from identities i cross join draws d
             left join identities c on c.id = d.cluster_id
             where d.identity_id = i.id and d.play_id = $1 and i.person_id = p.person_id and d.arm = 'treated' and {at} >= d.drawn_at
                 and {at} <= d.drawn_at + {} and {} = 'counted')",
        terms.horizon(),
        standing::of_draw(terms)
    )
}

/// A line of what was spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The gesture, the redemption or the line of the ledger.
    pub id: Uuid,
    /// For whom; the ledger says it of nobody.
    pub person: Option<PersonId>,
    /// Of which play; `None` for the whole programme.
    pub play: Option<PlayId>,
    /// When it was done, taken or written down.
    pub at: Instant,
    /// The kind of gesture, certificate or cost.
    pub what: String,
    /// What there is to say of it.
    pub note: String,
    /// How much.
    pub amount: Money,
}

fn spent(row: &QueryResult, asked: &Asked) -> Result<Spent> {
    Ok(Spent {
        id: sql::at(row, 0)?,
        person: sql::at::<Option<Uuid>>(row, 1)?.map(PersonId),
        play: sql::at::<Option<Uuid>>(row, 2)?.map(PlayId),
        at: Instant(sql::at(row, 3)?),
        what: sql::at(row, 4)?,
        note: sql::at(row, 5)?,
        amount: Money { minor: sql::at(row, 6)?, currency: asked.currency },
    })
}

fn places(asked: &Asked) -> Vec<Value> {
    let share = i64::from(asked.share_mille);
    vec![asked.play.0.into(), share.into(), asked.as_of.0.into(), asked.currency.code().into()]
}

impl Store {
    /// What it cost to treat those of a trial who count, in the currency asked about.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn cost_of(&self, actor: Actor, asked: &Asked) -> Result<Cost> {
        leave::to_read_customers(actor)?;
        let terms = Terms::read(self.read(), asked).await?;
        let mut sums = [0; 3];
        for (sum, outlay) in sums.iter_mut().zip(Outlay::ALL) {
            let lines = outlay.lines(asked, &terms);
            let select = format!("select cast(coalesce(sum(amount), 0) as bigint) from ({lines}) as s");
            *sum = sql::value(self.read(), &select, places(asked)).await?;
        }
        let [gestures, certificates, written] = sums;
        Ok(Cost { gestures, certificates, written })
    }

    /// The lines of one of these sums, in the order of their ids, those after `after`.
    ///
    /// # Errors
    /// As [`Store::cost_of`].
    pub async fn spent(
        &self,
        actor: Actor,
        asked: &Asked,
        on: Outlay,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<Spent>> {
        leave::to_read_customers(actor)?;
        let terms = Terms::read(self.read(), asked).await?;
        let lines = on.lines(asked, &terms);
        let select = format!("select * from ({lines}) as s where id > $5 order by id limit {limit}");
        let mut values = places(asked);
        values.push(after.unwrap_or_default().into());
        let rows = sql::results(self.read(), &select, values).await?;
        rows.iter().map(|row| spent(row, asked)).collect()
    }
}
