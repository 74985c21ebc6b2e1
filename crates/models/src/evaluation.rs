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
        for i in 0..P {
            logs.gradient[i] *= parameters[i];
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

/// The log of a sum of two terms, `e^alive + e^dead`, its derivatives from theirs. `odds` is `dead - alive`;
/// returns the share of the dead term.
pub(crate) fn mix<const P: usize>(
    alive: &Evaluation<P>,
    dead: &Evaluation<P>,
    odds: f64,
    into: &mut Evaluation<P>,
    weight: f64,
) {
    let dead_share = crate::special::logistic(odds);
    let alive_share = 1.0 - dead_share;
    into.add(alive, weight * alive_share);
    into.add(dead, weight * dead_share);
    into.value += weight * (alive.value + crate::special::softplus(odds))
        - weight * (alive_share * alive.value + dead_share * dead.value);
    let spread = weight * dead_share * alive_share;
    for i in 0..P {
        let d = spread * (dead.gradient[i] - alive.gradient[i]);
        for j in i..P {
            into.hessian[i][j] += d * (dead.gradient[j] - alive.gradient[j]);
        }
    }
}
