//! Gauss's hypergeometric function on [0, 1) by its power series, for positive `c`.

const TERMS_MAX: usize = 200_000;

/// Beyond this a sum is scaled down, its logarithm kept apart.
const LARGE: f64 = 1e250;

/// 2F1(a, b; c; z) for `0 <= z < 1` and `c > 0`, by the ratio of consecutive terms. Full accuracy where the
/// terms do not alternate much, that is where neither `a` nor `b` is far below zero.
#[must_use]
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    scaled_hypergeometric(a, b, c, z, 0.0)
}

/// `e^front` times [`hypergeometric`], also where one of the two alone would overflow.
pub(crate) fn scaled_hypergeometric(a: f64, b: f64, c: f64, z: f64, mut front: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0_f64, 1.0_f64, 0.0);
    for _ in 0..TERMS_MAX {
        let ratio = (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        term *= ratio;
        sum += term;
        k += 1.0;
        // What is left is at most a geometric series once the ratio has settled below one.
        if term.abs() * z <= sum.abs() * 1e-17 * (1.0 - z) && ratio.abs() < 1.0 {
            break;
        }
        if sum.abs() > LARGE {
            sum /= LARGE;
            term /= LARGE;
            front += LARGE.ln();
        }
    }
    if front == 0.0 { sum } else { sum.signum() * (front + sum.abs().ln()).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;
    include!("../tests/reference/hypergeometric.rs");

    #[test]
    fn series_agrees_with_forty_digits() {
        for (a, b, c, z, reference) in HYPERGEOMETRIC {
            let value = hypergeometric(a, b, c, z);
            assert!(
                (value / reference - 1.0).abs() < 1e-11,
                "2F1({a}, {b}; {c}; {z}) = {value}, not {reference}"
            );
        }
    }
}
