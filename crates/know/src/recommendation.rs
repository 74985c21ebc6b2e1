//! What a person hasn't tried and most likely would: from lines of orders to suggestions with their
//! reasons, and a test that says how far to trust them.

mod catalogue;
mod refit;

use std::collections::BTreeMap;

use domain::Day;
use domain::recommendation::{Because, Report, Suggested, Suggestion, Test, Tested};
use domain::worth::Estimate;
use models::recommend::{
    self, Bought, Choice, Neighbour, Pick, Purchases, Recommender, Room, Share, Trials, Why,
};
use rayon::prelude::*;

use crate::Error;

pub use catalogue::Catalogue;
pub use refit::refit;

/// The answer to a study: what was chosen and how it did, and what suggests.
pub struct Study {
    /// The figures people see; what was read and refused is the reader's to add.
    pub report: Report,
    catalogue: Catalogue,
    bought: Bought,
    fitted: Recommender,
}

/// A fit, and what it says of itself.
struct Fitted {
    report: Report,
    recommender: Recommender,
    bought: Bought,
}

/// Chooses a method, tests it and fits it on all that is known.
///
/// # Errors
/// [`Error::NothingToSuggest`] where there are not two products, or nobody bought two.
pub fn study(catalogue: Catalogue, phase: &dyn Fn(&str)) -> Result<Study, Error> {
    let Fitted { report, recommender, bought } = fit(&catalogue.purchases(), phase)?;
    let report = Report { refused: catalogue.refused(), ..report };
    Ok(Study { report, catalogue, bought, fitted: recommender })
}

fn fit(purchases: &Purchases, phase: &dyn Fn(&str)) -> Result<Fitted, Error> {
    let Some((first, last)) = purchases.days() else { return Err(Error::NoOrders) };
    if purchases.items() < 2 {
        return Err(Error::NothingToSuggest(
            "Every purchase is of the same product, so there is nothing else to suggest.",
        ));
    }
    let bought = purchases.bought(last);
    let counts = (0..bought.people()).map(|person| bought.of(person).len());
    if counts.clone().all(|count| count < 2) {
        return Err(Error::NothingToSuggest(
            "Nobody bought two different products, so nothing says what goes with what; are the customers \
             and the products in the right columns?",
        ));
    }
    phase("choose and test");
    let choice = recommend::choose(purchases);
    phase("fit");
    let recommender = Recommender::fit(purchases, last, choice.settings);
    let report = Report {
        version: 1,
        taken: Vec::new(),
        refused: BTreeMap::new(),
        people: purchases.people() as u64,
        products: purchases.items() as u64,
        products_of_person: counts.sum::<usize>() as f64 / purchases.people().max(1) as f64,
        first_day: Day(first),
        last_day: Day(last),
        method: choice.settings.method.name().to_owned(),
        why: why(choice.why).to_owned(),
        test: tested(&choice),
    };
    Ok(Fitted { report, recommender, bought })
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Better => "better",
        Why::NothingBetter => "nothing_better",
        Why::Untested => "untested",
    }
}

fn tested(choice: &Choice) -> Option<Test> {
    let Trials { until, end, people, trials } = choice.test.clone()?;
    let estimate = |share: Share| Estimate { value: share.value, low: share.low, high: share.high };
    let methods = trials.iter().map(|trial| Tested {
        method: trial.settings.method.name().to_owned(),
        in_season: trial.settings.in_season,
        recall: estimate(trial.recall),
        ndcg: estimate(trial.ndcg),
        coverage: trial.coverage,
    });
    Some(Test { until: Day(until), end: Day(end), people: people as u64, methods: methods.collect() })
}

impl Study {
    /// What to suggest to everybody: `top` products each, fewer where there are no more, none of
    /// `left_out` (the sources' own numbers).
    ///
    /// # Errors
    /// [`Error::Options`] where a product to leave out was never bought.
    pub fn suggest(&self, top: usize, left_out: &[String]) -> Result<Vec<Suggested>, Error> {
        let mut may = vec![true; self.fitted.buyers.len()];
        for product in left_out {
            let known = self.catalogue.number_of(product).and_then(|item| may.get_mut(item as usize));
            let unknown = || {
                Error::Options(format!(
                    "--leave-out {product}: nobody ever bought a product of that number; write it as the file does."
                ))
            };
            *known.ok_or_else(unknown)? = false;
        }
        let one = |room: &mut Room, person: usize| {
            let may = |item: u32| may.get(item as usize).copied().unwrap_or(false);
            let picks = self.fitted.suggest(self.bought.of(person), &may, top, room);
            Suggested {
                customer: self.catalogue.customer(person).to_owned(),
                suggestions: picks.iter().map(|pick| self.suggestion(pick)).collect(),
            }
        };
        Ok((0..self.bought.people()).into_par_iter().map_init(Room::default, one).collect())
    }

    fn suggestion(&self, pick: &Pick) -> Suggestion {
        let (product, name) = self.catalogue.product(pick.item);
        let because = |neighbour: &Neighbour| {
            let (product, name) = self.catalogue.product(neighbour.item);
            Because {
                product: product.to_owned(),
                name: name.to_owned(),
                buyers: self.fitted.buyers[neighbour.item as usize],
                together: neighbour.together,
            }
        };
        Suggestion {
            product: product.to_owned(),
            name: name.to_owned(),
            because: pick.because.iter().map(because).collect(),
            lately: self.fitted.lately[pick.item as usize],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::orders::{Details, OrderKind};
    use domain::{OrderChunk, Text};

    use super::*;

    fn chunk(rows: &[(&str, &str, i32, OrderKind)]) -> OrderChunk {
        let mut details = Details::default();
        let mut customer = Text::new();
        for (who, what, ..) in rows {
            customer.push(who);
            details.product.push(what);
            details.product_name.push(&format!("the {what}"));
        }
        OrderChunk {
            source: Arc::from("test"),
            rows: (1..=rows.len() as u64).collect(),
            customer,
            day: rows.iter().map(|row| row.2).collect(),
            kind: rows.iter().map(|row| row.3).collect(),
            details: Some(details),
            ..OrderChunk::default()
        }
    }

    fn study_of(rows: &[(&str, &str, i32, OrderKind)]) -> Result<Study, Error> {
        let mut catalogue = Catalogue::default();
        catalogue.add(&chunk(rows));
        study(catalogue, &|_| {})
    }

    const BUYS: OrderKind = OrderKind::Purchase;

    #[test]
    fn few_purchases_are_answered_with_what_is_popular() {
        let rows =
            [("a", "tea", 1, BUYS), ("a", "cup", 2, BUYS), ("b", "tea", 3, BUYS), ("", "tea", 3, BUYS)];
        let study = study_of(&rows).unwrap();
        assert_eq!((study.report.why.as_str(), study.report.people), ("untested", 2));
        assert_eq!(study.report.refused["no_customer"], 1);
        let suggested = study.suggest(3, &[]).unwrap();
        assert!(suggested[0].suggestions.is_empty(), "who has everything is left in peace");
        assert_eq!(suggested[1].suggestions[0].name, "the cup");
        assert!(study.suggest(3, &["cup".to_owned()]).unwrap()[1].suggestions.is_empty());
        let unknown = study.suggest(3, &["hat".to_owned()]).unwrap_err().to_string();
        assert!(unknown.contains("--leave-out hat"), "{unknown}");
    }

    #[test]
    fn what_came_back_was_still_tried_and_a_return_alone_is_no_purchase() {
        let rows = [
            ("a", "tea", 1, BUYS),
            ("a", "cup", 1, BUYS),
            ("a", "cup", 2, OrderKind::Refund),
            ("b", "pot", 2, OrderKind::Refund),
            ("b", "tea", 2, BUYS),
        ];
        let study = study_of(&rows).unwrap();
        assert_eq!(study.report.products, 2);
        assert!(study.suggest(3, &[]).unwrap()[0].suggestions.is_empty());
    }

    #[test]
    fn one_product_or_nobody_with_two_is_said() {
        let one = study_of(&[("a", "tea", 1, BUYS), ("b", "tea", 2, BUYS)]).err().unwrap().to_string();
        assert!(one.contains("the same product"), "{one}");
        let none = study_of(&[("a", "tea", 1, BUYS), ("b", "cup", 2, BUYS)]).err().unwrap().to_string();
        assert!(none.contains("Nobody bought two"), "{none}");
        assert!(matches!(study_of(&[]).err().unwrap(), Error::NoOrders));
    }
}
