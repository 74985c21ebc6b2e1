//! The models judged on firms of known truth.

use anyhow::{Result, bail};
use models::Method;
use models::battery::{self, Share};
use serde_json::json;

use crate::fits::kind;

/// 100 firms of 50 BG/NBD buyers, fitted with a model by a method.
pub fn small_firms(model: &str, method: &str) -> Result<()> {
    let method = match method {
        "map" => Method::Map,
        "mle" => Method::Mle,
        _ => bail!("no method '{method}'"),
    };
    let outcome = battery::small_firms(kind(model)?, method, 100, 50);
    println!("{}", json!({ "failures": outcome.failures, "error": 100.0 * outcome.median_error }));
    Ok(())
}

/// 200 firms of 1,000 in a model's own world: how many percent the 95 % intervals cover.
pub fn coverage(model: &str) -> Result<()> {
    let coverage = battery::coverage(kind(model)?, 200, 1000)?;
    let percent = |share: Share| 100.0 * share.rate();
    let said = json!({
        "expected orders": percent(coverage.expected_orders),
        "expected orders of the living": percent(coverage.expected_orders_alive),
        "expected value": percent(coverage.expected_value),
        "predicted orders": percent(coverage.predicted_orders),
        "predicted value": percent(coverage.predicted_value),
        "expected total": percent(coverage.expected_total),
        "predicted total": percent(coverage.predicted_total),
        "parameters": percent(coverage.parameters),
    });
    println!("{said}");
    Ok(())
}
