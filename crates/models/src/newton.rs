//! Newton's method in logarithms of parameters, with exact Hessians and Levenberg's damping.
//!
//! The Hessian costs little more than the gradient once the latter is computed (a few more sums over the same
//! nodes), so that each pass over the data gains as much as a dozen quasi-Newton passes would, and the last
//! one leaves the information matrix behind.

use crate::evaluation::Evaluation;

/// Accepted where `max |gradient| / n` is below this. From there up to [`POLISHING`] steps go on to [`POLISHED`], which
/// a proper maximum reaches in one; a ridge that rises for ever would take them all.
const CONVERGED: f64 = 1e-8;
const POLISHED: f64 = 2.5e-9;
const POLISHING: usize = 3;
const STEPS_MAX: usize = 150;
/// Longest step in any log parameter.
const STEP_LENGTH: f64 = 2.0;
/// Changes of the objective below this share of it are rounding.
const ROUNDING: f64 = 1e-12;

/// Where the climb ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summit<const P: usize> {
    pub at: [f64; P],
    pub objective: Evaluation<P>,
    pub gradient_max: f64,
    pub evaluations: usize,
}

impl<const P: usize> Summit<P> {
    pub fn converged(&self) -> bool {
        self.gradient_max < CONVERGED
    }
}

/// Climbs from `start` to a maximum of `objective`; `n` scales the gradient at which it stops.
pub(crate) fn climb<const P: usize>(
    start: [f64; P],
    n: f64,
    objective: impl Fn(&[f64; P]) -> Evaluation<P>,
) -> Summit<P> {
    let steepness = |e: &Evaluation<P>| e.gradient.iter().fold(0.0, |m: f64, g| m.max(g.abs())) / n;
    let mut here = objective(&start);
    let mut summit = Summit { at: start, objective: here, gradient_max: steepness(&here), evaluations: 1 };
    let (mut damping, mut polishing) = (0.0, 0);
    while polishing <= POLISHING && summit.evaluations < STEPS_MAX && summit.gradient_max > POLISHED {
        let Some(step) = ascent(&here, &mut damping, n) else { break };
        let mut next = summit.at;
        for i in 0..P {
            next[i] += step[i];
        }
        let there = objective(&next);
        summit.evaluations += 1;
        polishing += usize::from(summit.converged());
        let promised: f64 = here.gradient.iter().zip(&step).map(|(g, s)| g * s).sum();
        let gained = there.value - here.value;
        let flat = promised.abs() <= ROUNDING * here.value.abs();
        let better = gained > 1e-4 * promised || (flat && steepness(&there) < summit.gradient_max);
        if there.value.is_finite() && steepness(&there).is_finite() && better {
            here = there;
            summit = Summit { at: next, objective: here, gradient_max: steepness(&here), ..summit };
            damping = if damping < 1e-6 { 0.0 } else { damping * 0.1 };
        } else if flat {
            break;
        } else {
            damping = f64::max(damping * 10.0, 1e-3);
        }
    }
    summit
}

/// A step that climbs and is no longer than [`STEP_LENGTH`]; raises the damping (in units of the mean
/// information a parameter) until there is one.
fn ascent<const P: usize>(here: &Evaluation<P>, damping: &mut f64, n: f64) -> Option<[f64; P]> {
    let scale = (0..P).map(|i| here.hessian[i][i].abs()).sum::<f64>() / P as f64 + 1e-9 * n;
    for _ in 0..40 {
        let mut information = here.hessian.map(|row| row.map(|h| -h));
        for (i, row) in information.iter_mut().enumerate() {
            row[i] += *damping * scale;
        }
        if let Some(step) = cholesky(&information).map(|lower| solve(&lower, &here.gradient))
            && step.iter().all(|s| s.abs() <= STEP_LENGTH)
        {
            return Some(step);
        }
        *damping = f64::max(*damping * 4.0, 1e-4);
    }
    None
}

/// Lower factor of a positive definite matrix; absent where it is not numerically so.
fn cholesky<const P: usize>(matrix: &[[f64; P]; P]) -> Option<[[f64; P]; P]> {
    let mut lower = [[0.0; P]; P];
    for i in 0..P {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            if i == j {
                if rest.is_nan() || rest <= matrix[i][i].abs() * 1e-13 {
                    return None;
                }
                lower[i][i] = rest.sqrt();
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    Some(lower)
}

fn solve<const P: usize>(lower: &[[f64; P]; P], right: &[f64; P]) -> [f64; P] {
    let mut x = *right;
    for i in 0..P {
        for k in 0..i {
            x[i] -= lower[i][k] * x[k];
        }
        x[i] /= lower[i][i];
    }
    for i in (0..P).rev() {
        for k in i + 1..P {
            x[i] -= lower[k][i] * x[k];
        }
        x[i] /= lower[i][i];
    }
    x
}

/// Inverse of minus a Hessian: the covariance of the estimates. Absent where it is singular or not a maximum.
pub(crate) fn covariance<const P: usize>(hessian: &[[f64; P]; P]) -> Option<[[f64; P]; P]> {
    let lower = cholesky(&hessian.map(|row| row.map(|h| -h)))?;
    let mut inverse = [[0.0; P]; P];
    for (i, row) in inverse.iter_mut().enumerate() {
        let mut unit = [0.0; P];
        unit[i] = 1.0;
        *row = solve(&lower, &unit);
    }
    inverse.iter().flatten().all(|c| c.is_finite()).then_some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minus Rosenbrock's valley: curved, and not concave everywhere.
    fn valley([x, y]: &[f64; 2]) -> Evaluation<2> {
        let (u, w) = (y - x * x, 1.0 - x);
        Evaluation {
            value: -(100.0 * u * u + w * w),
            gradient: [400.0 * x * u + 2.0 * w, -200.0 * u],
            hessian: [[400.0 * u - 800.0 * x * x - 2.0, 400.0 * x], [400.0 * x, -200.0]],
        }
    }

    #[test]
    fn the_climb_follows_a_curved_valley_to_its_top() {
        let summit = climb([-1.2, 1.0], 1.0, valley);
        assert!(summit.converged());
        assert!((summit.at[0] - 1.0).abs() < 1e-9 && (summit.at[1] - 1.0).abs() < 1e-9);
        assert!(summit.evaluations < 60, "{}", summit.evaluations);
    }

    #[test]
    fn covariance_is_the_inverse_information_or_absent() {
        let covariance_of = covariance(&[[-4.0, 1.0], [1.0, -2.0]]).unwrap();
        assert!((covariance_of[0][0] - 2.0 / 7.0).abs() < 1e-15);
        assert!((covariance_of[0][1] - 1.0 / 7.0).abs() < 1e-15);
        assert!(covariance(&[[-1.0, 1.0], [1.0, -1.0]]).is_none());
    }
}
