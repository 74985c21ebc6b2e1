//! Random streams, and draws under the names the papers use: shape and rate.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp1, Gamma, Poisson};

/// What a stream of a customer is for. Each has its own, so that one can be drawn without another.
#[derive(Clone, Copy)]
pub(crate) enum Aspect {
    Life = 0,
    Person = 1,
}

/// The stream of one aspect of one customer: ChaCha's stream number is the customer's.
pub(crate) fn stream(seed: u64, customer: u64, aspect: Aspect) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(customer << 1 | aspect as u64);
    rng
}

/// Gamma of a shape and a rate; NaN where either isn't positive, which no caller lets through.
pub(crate) fn gamma(rng: &mut ChaCha8Rng, shape: f64, rate: f64) -> f64 {
    Gamma::new(shape, 1.0 / rate).map_or(f64::NAN, |law| law.sample(rng))
}

/// Beta; NaN where a parameter isn't positive, which no caller lets through.
pub(crate) fn beta(rng: &mut ChaCha8Rng, a: f64, b: f64) -> f64 {
    Beta::new(a, b).map_or(f64::NAN, |law| law.sample(rng))
}

/// Exponential waiting time of mean 1.
pub(crate) fn wait(rng: &mut ChaCha8Rng) -> f64 {
    Exp1.sample(rng)
}

/// A Poisson count; 0 where the mean is 0.
pub(crate) fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u32 {
    Poisson::new(mean).map_or(0, |law: Poisson<f64>| law.sample(rng) as u32)
}

/// Uniform on [0, 1).
pub(crate) fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    rng.random()
}

/// True with a probability.
pub(crate) fn chance(rng: &mut ChaCha8Rng, probability: f64) -> bool {
    uniform(rng) < probability
}

/// An index drawn by weight.
pub(crate) fn weighted(rng: &mut ChaCha8Rng, weights: impl Iterator<Item = f64> + Clone) -> usize {
    let mut left = uniform(rng) * weights.clone().sum::<f64>();
    let mut last = 0;
    for (index, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
        last = index;
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    last
}

/// One of a list that is not empty.
pub(crate) fn one_of<T: Copy>(rng: &mut ChaCha8Rng, list: &[T]) -> T {
    list[rng.random_range(0..list.len())]
}
