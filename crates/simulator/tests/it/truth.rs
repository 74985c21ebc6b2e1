use domain::Day;
use domain::orders::OrderKind;
use simulator::harbour::Rhythm;
use simulator::{Firm, Harbour, Law, Panel, Purchase, Truth};

use crate::{harbour, panel};

const DAY: f64 = 86_400e6;

/// Fails where the mean of `values` is more than four and a half standard errors from `expected`.
fn assert_mean(what: &str, values: &[f64], expected: f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let z = (mean - expected) / (variance / n).sqrt();
    assert!(z.abs() < 4.5, "{what}: mean {mean} against {expected}, z {z}");
}

fn laws() -> [Panel; 3] {
    let (r, alpha, a, b) = (0.6, 4.0, 1.2, 3.0);
    [
        Law::ParetoNbd { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 },
        Law::BgNbd { r, alpha, a, b },
        Law::MbgNbd { r, alpha, a, b },
    ]
    .map(|law| Panel { law, ..panel(40_000) })
}

#[test]
fn nobody_buys_after_drop_out() {
    for firm in laws() {
        for history in (0..4000).map(|customer| firm.history(customer)) {
            let last = history.rows.last().map_or(0.0, |row| row.at as f64 / DAY);
            assert!(last <= history.truth.dead_at + 1e-9, "{history:?}");
        }
    }
    let firm = harbour(2000);
    for history in (0..2000).map(|customer| firm.history(customer)) {
        for order in history.rows.iter().filter(|order| order.kind == OrderKind::Purchase) {
            assert!((order.at as f64) < history.truth.dead_at * DAY);
        }
    }
}

#[test]
fn while_alive_a_panel_buys_at_its_true_rate() {
    for firm in laws() {
        // Counted until drop-out or the end: x - lambda * exposure is a martingale.
        let end = f64::from(firm.last_day.0 + 1);
        let excess = |customer| {
            let (truth, times) = firm.life(customer);
            let exposure = (truth.dead_at.min(end) - truth.first) / 7.0;
            (times.len() as f64 - 1.0) - truth.lambda * exposure
        };
        let excess: Vec<f64> = (0..40_000).map(excess).collect();
        assert_mean(&format!("{:?}", firm.law), &excess, 0.0);
    }
}

#[test]
fn a_panel_has_the_moments_of_its_law() {
    let truths = |firm: &Panel| -> Vec<Truth> { (0..40_000).map(|customer| firm.life(customer).0).collect() };
    let [pareto, bg, mbg] = laws();
    let lambda = |firm: &Panel| truths(firm).iter().map(|truth| truth.lambda).collect::<Vec<_>>();
    assert_mean("Pareto/NBD lambda", &lambda(&pareto), 0.55 / 10.6);
    assert_mean("BG/NBD lambda", &lambda(&bg), 0.6 / 4.0);
    let mu: Vec<f64> = truths(&pareto).iter().map(|truth| truth.mu).collect();
    assert_mean("Pareto/NBD mu", &mu, 0.6 / 11.7);
    let square: Vec<f64> = mu.iter().map(|mu| mu * mu).collect();
    assert_mean("Pareto/NBD mu squared", &square, 0.6 * 1.6 / 11.7f64.powi(2));
    let p: Vec<f64> = truths(&bg).iter().map(|truth| truth.mu / truth.lambda).collect();
    assert_mean("BG/NBD p", &p, 1.2 / 4.2);
    let gone: Vec<f64> = truths(&mbg).iter().map(|truth| f64::from(truth.dead_at == truth.first)).collect();
    assert_mean("MBG/NBD gone at once", &gone, 1.2 / 4.2);
    let spend: Vec<f64> = truths(&bg).iter().map(|truth| truth.mean_spend).collect();
    assert_mean("Gamma-Gamma mean spend", &spend, 6.25 * 15.44 / 2.74);
}

#[test]
fn a_pareto_panel_buys_as_often_as_the_closed_form_says() {
    let firm = Panel { acquisition_days: 0, ..laws()[0] };
    let (r, alpha, s, beta, t) = (0.55, 10.6, 0.6, 11.7, 78.0f64);
    let expected = r * beta / (alpha * (s - 1.0)) * (1.0 - (beta / (beta + t)).powf(s - 1.0));
    let counts: Vec<f64> = (0..40_000).map(|customer| firm.life(customer).1.len() as f64 - 1.0).collect();
    assert_mean("E[X(78)] (Schmittlein et al. 1987, eq. 17)", &counts, expected);
}

#[test]
fn expected_purchases_are_those_that_come() {
    for firm in laws() {
        let cut = Day(firm.last_day.0 - 63);
        let surprise = |customer| {
            let history = firm.history(customer);
            let came = history.rows.iter().filter(|row: &&Purchase| row.day() > cut).count();
            let known = history.truth.first < f64::from(cut.0 + 1);
            known.then(|| came as f64 - history.truth.expected_purchases(cut, 9.0))
        };
        let surprise: Vec<f64> = (0..40_000).filter_map(surprise).collect();
        assert_mean(&format!("{:?}", firm.law), &surprise, 0.0);
    }
}

#[test]
fn the_shop_sells_what_its_truth_says() {
    let firm = harbour(6000);
    let (_, last) = firm.days();
    let cut = Day(last.0 - 120);
    let (mut orders, mut value) = (Vec::new(), Vec::new());
    for history in (0..6000).map(|customer| firm.history(customer)) {
        let bought = history.rows.iter().filter(|order| order.kind == OrderKind::Purchase);
        let came = bought.clone().filter(|order| order.day() > cut).count() as f64;
        if history.truth.first < f64::from(cut.0 + 1) {
            orders.push(came - Harbour::expected_orders(&history.truth, cut, 120));
        }
        let excess = |order| {
            f64::from(simulator::harbour::Order::cents(order) as i32) / 100.0 - history.truth.mean_spend
        };
        value.push(bought.map(excess).sum::<f64>());
    }
    assert_mean("orders of 120 days", &orders, 0.0);
    assert_mean("value of orders", &value, 0.0);
}

#[test]
fn the_shop_is_lifelike() {
    let firm = harbour(4000);
    let histories: Vec<_> = (0..4000).map(|customer| firm.history(customer)).collect();
    let orders: Vec<_> = histories.iter().flat_map(|history| &history.rows).collect();
    let refunds = orders.iter().filter(|order| order.kind == OrderKind::Refund).count();
    let mean = (orders.len() - refunds) as f64 / 4000.0;
    assert!((7.0..14.0).contains(&mean), "{mean} orders a customer");
    assert!((0.002..0.02).contains(&(refunds as f64 / orders.len() as f64)), "{refunds} refunds");
    let once = histories.iter().filter(|history| history.rows.len() == 1).count() as f64 / 4000.0;
    assert!((0.2..0.5).contains(&once), "{once} bought once");
    let iced = |months: [i8; 2]| {
        let sold = orders.iter().filter(|order| months.contains(&order.day().civil().month()));
        sold.flat_map(|order| &order.lines).filter(|line| line.product.sku == "ICL").count()
    };
    assert!(iced([6, 7]) > 100 && iced([1, 12]) == 0);
    let rate = |rhythm| {
        let of_it = histories.iter().filter(|history| firm.rhythm(history.truth.customer) == rhythm);
        let rates: Vec<f64> = of_it.map(|history| history.truth.lambda).collect();
        rates.iter().sum::<f64>() / rates.len() as f64
    };
    assert!(rate(Rhythm::Daily) > 2.0 * rate(Rhythm::Weekly));
    assert!(rate(Rhythm::Weekly) > 2.0 * rate(Rhythm::Monthly));
    assert!(rate(Rhythm::Monthly) > 2.0 * rate(Rhythm::Rare));
    let (_, last) = firm.days();
    let alive = histories.iter().filter(|history| history.truth.alive(last)).count() as f64 / 4000.0;
    assert!((0.3..0.8).contains(&alive), "{alive} alive");
}
