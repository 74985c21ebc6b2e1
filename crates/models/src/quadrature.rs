//! Gauss-Legendre rules on [0, 1].

use std::sync::LazyLock;

/// Nodes and weights of one rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub nodes: Vec<f64>,
    pub weights: Vec<f64>,
}

impl Rule {
    /// The rule with `n` nodes, by Newton's method on the Legendre recurrence.
    fn with(n: usize) -> Self {
        let (mut nodes, mut weights) = (vec![0.0; n], vec![0.0; n]);
        for i in 0..n {
            let mut z = (std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..100 {
                let (mut value, mut before) = (1.0, 0.0);
                for k in 0..n {
                    let k = k as f64;
                    (value, before) = (((2.0 * k + 1.0) * z * value - k * before) / (k + 1.0), value);
                }
                slope = n as f64 * (z * value - before) / (z * z - 1.0);
                let step = value / slope;
                z -= step;
                if step.abs() < 1e-15 {
                    break;
                }
            }
            nodes[i] = 0.5 * (1.0 - z);
            weights[i] = 1.0 / ((1.0 - z * z) * slope * slope);
        }
        Self { nodes, weights }
    }

    /// Integral of `f` over `[from, to]`.
    pub fn integrate(&self, from: f64, to: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
        let width = to - from;
        let terms = self.nodes.iter().zip(&self.weights);
        width * terms.map(|(node, weight)| weight * f(from + width * node)).sum::<f64>()
    }
}

/// Rules by growing number of nodes.
static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| [6, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 96].map(Rule::with).into());

/// The rule with 32 nodes, for bells cut at eight standard deviations.
pub(crate) static THIRTY_TWO: LazyLock<Rule> = LazyLock::new(|| Rule::with(32));

/// The smallest rule that integrates `e^(-decay tau) k(tau)` over `[0, 1]` to about 1e-12, where `k` is smooth but
/// for a singularity at a distance `pi / range` from the interval: the classical bound on Bernstein ellipses
/// (Trefethen 2008, theorem 4.5), its ellipse chosen for the exponential and kept inside the singularity.
pub(crate) fn rule_for(decay: f64, range: f64) -> &'static Rule {
    let reach = 2.0 * std::f64::consts::PI / range.max(1e-9);
    let widest = 0.8 * (reach + (reach * reach + 1.0).sqrt()).min(1e6);
    let rules: &'static [Rule] = &RULES;
    let fits = |rule: &&Rule| {
        let twice = 2.0 * rule.nodes.len() as f64;
        let rho = (4.0 * twice / decay.max(1e-9)).clamp(1.05, widest.max(1.05));
        let growth = 0.25 * decay * (rho + 1.0 / rho - 2.0);
        growth - twice * rho.ln() < -28.0 - (1.0 + decay).ln()
    };
    rules.iter().find(fits).unwrap_or(&rules[rules.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_integrate_polynomials_of_their_degree_exactly() {
        for rule in RULES.iter() {
            let degree = 2 * rule.nodes.len() as i32 - 1;
            let integral = rule.integrate(0.0, 1.0, |t| t.powi(degree));
            assert!((integral * f64::from(degree + 1) - 1.0).abs() < 1e-12, "{degree}");
        }
    }

    #[test]
    fn the_chosen_rule_meets_its_tolerance_on_decaying_exponentials() {
        for decay in [0.0, 0.3, 3.0, 12.0, 40.0] {
            let integral = rule_for(decay, 0.5).integrate(0.0, 1.0, |t| (-decay * t).exp());
            let exact = if decay == 0.0 { 1.0 } else { -(-decay).exp_m1() / decay };
            assert!((integral / exact - 1.0).abs() < 1e-12, "{decay}");
        }
    }
}
