//! What plays earned, as PROVE saw it: one look a day, each kept.

use domain::access::Action;
use domain::ids::PlayId;
use domain::proof::Earned;
use domain::{Actor, Instant, Permit};
use sea_orm::QueryResult;

use crate::{Result, Store, leave, sql};

/// One look at what a play earned.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Which play, or [`crate::draws::PROGRAMME`].
    pub play: PlayId,
    /// When it was looked.
    pub made_at: Instant,
    /// What was seen.
    pub earned: Earned,
}

fn verdict(row: &QueryResult) -> Result<Verdict> {
    Ok(Verdict {
        play: PlayId(sql::at(row, 0)?),
        made_at: Instant(sql::at(row, 1)?),
        earned: serde_json::from_str(&sql::at::<String>(row, 2)?)?,
    })
}

impl Store {
    /// Keeps what a play, or [`crate::draws::PROGRAMME`], earned; a later look of the same day takes the
    /// place of an earlier one.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, or the database fails.
    pub async fn save_verdict(&self, permit: &Permit, play: PlayId, earned: &Earned) -> Result<()> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let written = serde_json::to_string(earned)?;
        let save = "insert into verdicts (play_id, as_of, made_at, verdict) values ($1, $2, $3, $4)
                    on conflict (play_id, as_of) do update set made_at = excluded.made_at,
                        verdict = excluded.verdict";
        let values = [play.0.into(), earned.as_of.0.into(), self.now().0.into(), written.into()];
        sql::run(self.write(), save, values).await?;
        Ok(())
    }

    /// The latest look at what a play, or [`crate::draws::PROGRAMME`], earned.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn verdict(&self, actor: Actor, play: PlayId) -> Result<Option<Verdict>> {
        leave::to_read_customers(actor)?;
        let select = "select play_id, made_at, verdict from verdicts where play_id = $1
                      order by as_of desc limit 1";
        sql::results(self.read(), select, [play.0.into()]).await?.first().map(verdict).transpose()
    }
}
