//! What a play said of success, version by version: who was drawn is judged by what it said then, and a later
//! change of it changes nothing of theirs.

use domain::Instant;
use domain::plays::{Definition, Success};
use sea_orm::ConnectionTrait;

use super::{Asked, horizon};
use crate::{Result, sql};

/// What was said of success, each with the version of the play from which it held.
#[derive(Clone, Debug)]
pub(crate) struct Terms(Vec<(i64, Success)>);

impl Terms {
    /// Those that people may have been drawn under.
    pub(crate) async fn read(on: &impl ConnectionTrait, asked: &Asked) -> Result<Self> {
        let select = "select v.version, v.definition, v.saved_at, p.started_at from play_versions v
                      join plays p on p.id = v.play_id where v.play_id = $1 order by v.version";
        let mut held: Vec<(i64, Success)> = Vec::new();
        for row in sql::results(on, select, [asked.play.0.into()]).await? {
            let definition: Definition = serde_json::from_str(&sql::at::<String>(&row, 1)?)?;
            let (saved, started): (i64, Option<i64>) = (sql::at(&row, 2)?, sql::at(&row, 3)?);
            if started.is_none_or(|started| Instant(saved) <= Instant(started)) {
                // Nobody was drawn under what was said before.
                held.clear();
            }
            if held.last().is_none_or(|(_, before)| *before != definition.success) {
                held.push((sql::at(&row, 0)?, definition.success));
            }
        }
        if held.is_empty() {
            held.push((0, asked.success));
        }
        Ok(Self(held))
    }

    /// What held under this number.
    pub(super) fn success(&self, number: i64) -> Success {
        let last = self.0.len() - 1;
        let at = usize::try_from(number).map_or(last, |at| at.min(last));
        self.0[at].1
    }

    /// In SQL, the number of what held when the draw `d` fell: by the first way that began with it.
    pub(super) fn number(&self) -> String {
        let numbers: Vec<i64> = (0..).take(self.0.len()).collect();
        self.choose(&numbers)
    }

    /// In SQL, the horizon of the draw `d` in microseconds.
    pub(crate) fn horizon(&self) -> String {
        let horizons: Vec<i64> = self.0.iter().map(|(_, success)| horizon(success)).collect();
        self.choose(&horizons)
    }

    fn choose(&self, values: &[i64]) -> String {
        let ends = self.0.iter().skip(1).map(|(version, _)| version);
        let cases: String = ends
            .zip(values)
            .map(|(end, value)| format!("when min(e.version) < {end} then cast({value} as bigint) "))
            .collect();
        let last = values.last().copied().unwrap_or_default();
        if cases.is_empty() {
            return format!("cast({last} as bigint)");
        }
        format!(
            "(select case {cases}else cast({last} as bigint) end from enrolments e
              where e.play_id = d.play_id and e.identity_id = d.identity_id)"
        )
    }
}
