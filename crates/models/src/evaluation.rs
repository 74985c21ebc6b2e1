//! A log-likelihood with its exact first and second derivatives, summed over customers.

use std::ops::Range;

use rayon::prelude::*;

use crate::grouped::{CHUNK, pairwise};

/// Value, gradient and Hessian by `P` parameters. While terms are gathered only the upper triangle is filled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evaluation<const P: usize> {
    pub value: f64,
    pub gradient: [f64; P],
    pub hessian: [[f64; P]; P],
}

impl<const P: usize> Evaluation<P> {
    pub const ZERO: Self = Self { value: 0.0, gradient: [0.0; P], hessian: [[0.0; P]; P] };

    /// Adds `weight` times another.
    pub fn add(&mut self, other: &Self, weight: f64) {
        self.value += weight * other.value;
        for i in 0..P {
            self.gradient[i] += weight * other.gradient[i];
            for j in i..P {
                self.hessian[i][j] += weight * other.hessian[i][j];
            }
        }
    }

    /// From derivatives by the parameters to derivatives by their logarithms, both triangles filled.
    pub fn by_logs(&self, parameters: &[f64; P]) -> Self {
        let mut logs = *self;
        for (slope, parameter) in logs.gradient.iter_mut().zip(parameters) {
            *slope *= parameter;
        }
        for i in 0..P {
            for j in i..P {
                let mut second = self.hessian[i][j] * parameters[i] * parameters[j];
                if i == j {
                    second += logs.gradient[i];
                }
                logs.hessian[i][j] = second;
                logs.hessian[j][i] = second;
            }
        }
        logs
    }

    /// Sums over `0..len` in chunks of fixed size and a fixed tree, so that the bits don't depend on threads.
    pub fn sum(len: usize, chunk: impl Fn(Range<usize>) -> Self + Sync) -> Self {
        let chunks = len.div_ceil(CHUNK);
        let parts: Vec<Self> =
            (0..chunks).into_par_iter().map(|c| chunk(c * CHUNK..len.min((c + 1) * CHUNK))).collect();
        pairwise(&parts, Self::ZERO, |mut a, b| {
            a.add(&b, 1.0);
            a
        })
    }
}

/// Adds `weight` times the log of a sum of two terms, `e^alive + e^dead`, its derivatives taken from theirs: the
/// means over both, and their covariance. `odds` is `dead - alive`.
pub(crate) fn mix<const P: usize>(
    alive: &Evaluation<P>,
    dead: &Evaluation<P>,
    odds: f64,
    into: &mut Evaluation<P>,
    weight: f64,
) {
    let dead_share = crate::special::logistic(odds);
    let alive_share = 1.0 - dead_share;
    into.add(&Evaluation { value: 0.0, ..*alive }, weight * alive_share);
    into.add(&Evaluation { value: 0.0, ..*dead }, weight * dead_share);
    into.value += weight * (alive.value + crate::special::softplus(odds));
    let spread = weight * dead_share * alive_share;
    for i in 0..P {
        let d = spread * (dead.gradient[i] - alive.gradient[i]);
        for j in i..P {
            into.hessian[i][j] += d * (dead.gradient[j] - alive.gradient[j]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::gamma_gamma::{GammaGamma, Spend};
    use crate::grouped::Grouped;
    use crate::model::{Kind, Model};

    fn customers() -> Grouped {
        let x = [0, 0, 1, 2, 7, 40, 3, 1, 300, 12];
        let t_x = [0, 0, 30, 200, 260, 270, 20, 5, 1_900, 61];
        let age = [189, 7, 31, 210, 270, 270, 270, 400, 2_000, 61];
        Grouped::new(&x, &t_x, &age, 7.0).unwrap()
    }

    fn evaluate(kind: Kind, at: &[f64; 4], data: &Grouped) -> Evaluation<4> {
        let parameters = at.map(f64::exp);
        match kind.with(parameters) {
            Model::ParetoNbd(model) => model.evaluate(data),
            Model::BgNbd(model) => model.evaluate(data),
            Model::MbgNbd(model) => model.evaluate(data),
        }
        .by_logs(&parameters)
    }

    /// Central differences of value and gradient against gradient and Hessian.
    fn derivatives_hold<const P: usize>(at: [f64; P], f: impl Fn(&[f64; P]) -> Evaluation<P>) {
        let here = f(&at);
        let step = 1e-4;
        for i in 0..P {
            let moved = |by: f64| {
                let mut to = at;
                to[i] += by;
                f(&to)
            };
            let (up, down, far_up, far_down) =
                (moved(step), moved(-step), moved(2.0 * step), moved(-2.0 * step));
            // Fourth order.
            let slope = |near: f64, far: f64| (8.0 * near - far) / (12.0 * step);
            let gradient = slope(up.value - down.value, far_up.value - far_down.value);
            let size =
                1.0 + here.gradient.iter().fold(0.0, |m: f64, g| m.max(g.abs())) + 1e-4 * here.value.abs();
            prop_close(gradient, here.gradient[i], size * 1e-7);
            for j in 0..P {
                let second =
                    slope(up.gradient[j] - down.gradient[j], far_up.gradient[j] - far_down.gradient[j]);
                prop_close(second, here.hessian[i][j], size * 1e-6);
            }
        }
    }

    fn prop_close(numeric: f64, exact: f64, tolerance: f64) {
        assert!((numeric - exact).abs() < tolerance, "{exact} by formula, {numeric} by differences");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn gradients_and_hessians_of_purchases_are_exact(
            at in prop::array::uniform4(-3.0_f64..4.0), kind in prop::sample::select(Kind::ALL.to_vec()),
        ) {
            let data = customers();
            derivatives_hold(at, |at| evaluate(kind, at, &data));
        }

        #[test]
        fn the_sum_over_groups_is_the_sum_over_customers(
            at in prop::array::uniform4(-3.0_f64..4.0), kind in prop::sample::select(Kind::ALL.to_vec()),
        ) {
            let data = customers();
            let model = kind.with(at.map(f64::exp));
            let one_by_one: f64 = data
                .group_of()
                .iter()
                .map(|&g| data.statistics(g as usize))
                .map(|(x, t_x, age)| model.purchases().log_likelihood(x, t_x, age))
                .sum();
            prop_close(evaluate(kind, &at, &data).value, one_by_one, 1e-10 * one_by_one.abs());
        }

        #[test]
        fn gradients_and_hessians_of_spend_are_exact(at in prop::array::uniform3(-1.5_f64..3.5)) {
            let data = Spend::new(&[1, 2, 5, 40, 1], &[12.0, 30.5, 7.25, 19.0, 400.0]).unwrap();
            derivatives_hold(at, |at| {
                let [p, q, v] = at.map(f64::exp);
                GammaGamma { p, q, v }.evaluate(&data).by_logs(&[p, q, v])
            });
        }
    }
}
