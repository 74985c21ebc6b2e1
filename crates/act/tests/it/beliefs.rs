//! What is believed of people, as a fit of the models would have left it.

use domain::access::Action;
use domain::worth::{Care, Chosen, Customers, Forecast, Models, Orders, Report, ReturnRate, Standing, Unit};
use domain::{Actor, Currency, Day};
use futures::stream;
use serde_json::json;
use store::Store;
use store::runs::NewRun;

use crate::house::may;

/// Leaves these standings and no others.
pub async fn believe(store: &Store, standings: Vec<Standing>) {
    let mark = store.mark(Actor::Operator).await.unwrap();
    store.save_run(&may(Action::WriteBeliefs), &run(), mark, stream::iter([standings])).await.unwrap();
}

fn run() -> NewRun {
    let as_of = Day(20_700);
    let report = Report {
        version: 1,
        taken: Vec::new(),
        as_of,
        unit: Unit::Week,
        horizon_days: 364,
        discount: 0.1,
        margin: 1.0,
        currency: Currency::EUR,
        orders: Orders::default(),
        customers: Customers::default(),
        refused: Default::default(),
        return_rate: ReturnRate::default(),
        cohorts: Vec::new(),
        models: Models::default(),
        chosen: Chosen::default(),
        holdout: None,
        forecast: Forecast::default(),
        value: None,
        care: Care::default(),
        notes: Vec::new(),
    };
    let (fit, model) = ("map".to_owned(), "mbg_nbd".to_owned());
    NewRun {
        as_of,
        unit: Unit::Week,
        fit,
        model,
        params: json!({}),
        covariance: json!([]),
        data_digest: [7; 32],
        report,
    }
}
