//! Leaving out, before anybody is read, those who can't be meant. It decides nothing: whoever is left is
//! still asked by the rule and the checks.

use domain::ids::PlayId;
use domain::{Day, Instant};
use sea_orm::Value as Place;

use super::{Column, Source, source};
use crate::draws::PROGRAMME;

/// How a column stands to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Than {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `<>`
    Other,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Than {
    fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::Other => "<>",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }

    /// The same with its sides changed over: `3 < x` is `x > 3`.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            Self::More => Self::Less,
            same => same,
        }
    }
}

/// What a column is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// A number, in the unit the column is kept in.
    Figure(f64),
    /// A text.
    Text(String),
}

/// A column has to stand so to a value; who has none is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Which.
    pub column: Column,
    /// How.
    pub than: Than,
    /// To what.
    pub limit: Limit,
}

/// Whom a play can't meet for now.
#[derive(Clone, Debug, PartialEq)]
pub struct MetBefore {
    /// Which play.
    pub play: PlayId,
    /// Those it met on this occasion,
    pub occasion: String,
    /// or on any after this instant,
    pub after: Option<Instant>,
    /// and those held out of the whole programme, where the play is held to that.
    pub by_programme: bool,
}

/// Whom to leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sieve {
    /// Those beyond any of these.
    pub bounds: Vec<Bound>,
    /// Those a play can't meet for now.
    pub met: Option<MetBefore>,
}

impl MetBefore {
    /// The conditions, each after an `and`, and their values. The few identities come first: a play's rows
    /// are as many as the people it met.
    fn sql(&self, first: usize) -> (String, Vec<Place>) {
        let mut values = vec![Place::from(self.play.0), self.occasion.as_str().into()];
        let lately = self.after.map_or_else(String::new, |after| {
            values.push(after.0.into());
            format!(" or e.entered_at > ${}", first + 2)
        });
        let mut text = format!(
            " and not exists (select 1 from identities i cross join enrolments e
              where i.person_id = p.id and e.identity_id = i.id and e.play_id = ${first}
                and (e.occasion = ${}{lately}))",
            first + 1
        );
        if self.by_programme {
            text.push_str(&format!(
                " and not exists (select 1 from identities i cross join draws d
                  where i.person_id = p.id and d.identity_id = i.id and d.play_id = ${} and d.arm = 'held')",
                first + values.len()
            ));
            values.push(Place::from(PROGRAMME.0));
        }
        (text, values)
    }
}

impl Sieve {
    /// The conditions, each after an `and`, and their values, whose places begin at `first`.
    pub(super) fn sql(&self, today: Day, first: usize) -> (String, Vec<Place>) {
        let (mut text, mut values) = (String::new(), Vec::new());
        for bound in &self.bounds {
            let (value, at): (Place, _) = match (source(bound.column, today), &bound.limit) {
                (Source::Number(at, true), Limit::Figure(figure)) => ((*figure).into(), at.to_owned()),
                (Source::Number(at, false), Limit::Figure(figure)) => {
                    ((*figure).into(), format!("cast({at} as double precision)"))
                }
                (Source::Text(at), Limit::Text(wanted)) => (wanted.as_str().into(), at.to_owned()),
                // What can't be held against each other leaves nobody out.
                _ => continue,
            };
            text.push_str(&format!(" and {at} {} ${}", bound.than.sign(), first + values.len()));
            values.push(value);
        }
        if let Some(met) = &self.met {
            let (but, places) = met.sql(first + values.len());
            text.push_str(&but);
            values.extend(places);
        }
        (text, values)
    }

    /// What the bounds are read from.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.bounds.iter().map(|bound| bound.column)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::ids::PlayId;

    use super::*;
    use crate::still::Still;
    use crate::{Store, sql};

    #[tokio::test]
    async fn whom_a_play_met_is_asked_of_each_person_and_never_of_the_whole_play() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(folder.path().join("house.db"), Arc::new(Still), Arc::new(Still)).await.unwrap();
        let (play, after) = (PlayId(PROGRAMME.0), Some(Instant(0)));
        let met = Some(MetBefore { play, occasion: "now".to_owned(), after, by_programme: true });
        let (but, values) = Sieve { bounds: Vec::new(), met }.sql(Day(0), 1);
        let explain = format!("explain query plan select p.id from people p where p.kind <> 'visitor'{but}");
        let plan = sql::results(store.read(), &explain, values).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| sql::at(row, 3).unwrap()).collect();
        for (table, by) in [("i", "person_id=?"), ("e", "identity_id=?"), ("d", "identity_id=?")] {
            let start = format!("SEARCH {table} USING");
            let line = plan.iter().find(|line| line.starts_with(&start)).unwrap();
            assert!(line.contains(by), "{plan:?}");
        }
    }
}
