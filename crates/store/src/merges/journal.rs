//! Rows kept to the byte, so that they can be put back.

use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Result, sql};

/// A table whose rows a merge takes away: its name, its columns, and a letter for each: `u` id, `i`
/// integer, `t` text, `r` real.
pub(super) struct Table {
    name: &'static str,
    columns: &'static str,
    letters: &'static str,
}

pub(super) const PEOPLE: Table = Table {
    name: "people",
    columns: "id, kind, name, sort_key, import_id, stale, version",
    letters: "utttuii",
};
pub(super) const PROFILES: Table = Table {
    name: "profiles",
    columns: "person_id, given, family, says, title, language, zone, website, street, city, region, \
              postal_code, country",
    letters: "utttttttttttt",
};
pub(super) const STAKES: Table = Table { name: "stakes", columns: "person_id, kind, since", letters: "uti" };
pub(super) const STANDINGS: Table =
    Table { name: "standings", columns: crate::standings::COLUMNS, letters: "uuiiiiiirrrrrrrrrrrrrrrrrrr" };
pub(super) const SUGGESTIONS: Table =
    Table { name: "suggestions", columns: "a, b, probability, evidence, found_at", letters: "uurti" };
pub(super) const RELATIONS: Table = Table {
    name: "relations",
    columns: "id, from_identity, to_identity, kind, note, created_by, created_at",
    letters: "uuuttti",
};

/// A value of a row. A real is its bits, which no way through text can round.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Bits(u64);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Cell {
    #[serde(rename = "u")]
    Id(Option<Uuid>),
    #[serde(rename = "i")]
    Integer(Option<i64>),
    #[serde(rename = "r")]
    Real(Option<Bits>),
    #[serde(rename = "t")]
    Text(Option<String>),
}

impl Cell {
    fn read(row: &QueryResult, index: usize, letter: u8) -> Result<Self> {
        Ok(match letter {
            b'u' => Self::Id(sql::at(row, index)?),
            b'i' => Self::Integer(sql::at(row, index)?),
            b'r' => Self::Real(sql::at::<Option<f64>>(row, index)?.map(|real| Bits(real.to_bits()))),
            _ => Self::Text(sql::at(row, index)?),
        })
    }

    fn value(&self) -> Value {
        match self {
            Self::Id(id) => (*id).into(),
            Self::Integer(number) => (*number).into(),
            Self::Real(bits) => bits.map(|bits| f64::from_bits(bits.0)).into(),
            Self::Text(text) => text.clone().into(),
        }
    }
}

/// A row as it stood.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row(Vec<Cell>);

impl Row {
    /// The id in a column.
    pub(super) fn id(&self, column: usize) -> Uuid {
        match self.0.get(column) {
            Some(Cell::Id(Some(id))) => *id,
            _ => Uuid::nil(),
        }
    }
}

impl Table {
    /// The rows where a condition holds, in the order of their first columns.
    pub(super) async fn keep(
        &self,
        on: &impl ConnectionTrait,
        condition: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>> {
        let letters = || self.letters.bytes();
        let columns = self.columns.split(", ").zip(letters());
        let asked: Vec<String> = columns
            .map(|(column, letter)| match letter {
                b'i' => format!("cast({column} as bigint)"),
                _ => column.to_owned(),
            })
            .collect();
        let sql = format!("select {} from {} where {condition} order by 1, 2", asked.join(", "), self.name);
        let rows = sql::results(on, &sql, values).await?;
        rows.iter()
            .map(|row| {
                letters()
                    .enumerate()
                    .map(|(index, letter)| Cell::read(row, index, letter))
                    .collect::<Result<_>>()
            })
            .map(|cells| cells.map(Row))
            .collect()
    }

    /// Puts rows back, those that stand again already apart.
    pub(super) async fn put_back(&self, on: &impl ConnectionTrait, rows: &[Row]) -> Result<()> {
        let places: Vec<String> =
            (1..=self.columns.split(", ").count()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "insert into {} ({}) values ({}) on conflict do nothing",
            self.name,
            self.columns,
            places.join(", ")
        );
        for row in rows {
            sql::run(on, &sql, row.0.iter().map(Cell::value)).await?;
        }
        Ok(())
    }
}
