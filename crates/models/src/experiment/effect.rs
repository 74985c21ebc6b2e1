//! Arms side by side: the difference in means, adjusted for what was known before the draw.

use super::linear::{Factor, dot};
use super::sums::{COVARIATES, OUTCOME, Sums};
use crate::distribution::gamma_ratio_quantile;

/// A difference between two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// Treated less control, outcome per size.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Degrees of freedom of the error, by Welch and Satterthwaite.
    pub freedom: f64,
}

impl Contrast {
    /// Half the width of the interval that holds at one look decided on beforehand, `alpha` its chance to miss.
    #[must_use]
    pub fn half_width(&self, alpha: f64) -> f64 {
        student_quantile(self.freedom, alpha) * self.standard_error
    }
}

/// Two-sided quantile of Student's t: `|T|` exceeds it with chance `alpha`. `T^2 / freedom` is the ratio of a
/// Gamma(1/2) to a Gamma(freedom/2).
#[must_use]
pub fn student_quantile(freedom: f64, alpha: f64) -> f64 {
    // From here on it is the normal's to nine digits, and the ratio's own quantile loses some.
    let freedom = freedom.min(1e9);
    (freedom * gamma_ratio_quantile(0.5, 0.5 * freedom, 1.0 - alpha)).sqrt()
}

/// One arm's mean where the covariates are as in all arms together.
#[derive(Clone, Debug)]
struct Line {
    units: f64,
    level: f64,
    variance: f64,
    slopes: Vec<f64>,
    /// Rates of the covariates in this arm.
    at: Vec<f64>,
    /// Of the covariates' cross-products; absent without covariates.
    factor: Option<Factor>,
    raw: f64,
}

/// Every arm's mean and its variance, by the regression of Lin (2013): each arm has slopes of its own, around the
/// covariates' mean over all arms. Without covariates these are the plain means, and [`Arms::contrast`] is Welch's.
///
/// The variance of an arm is its residual variance over its units: the empirical variance of the pseudo-outcomes of
/// the augmented inverse-probability estimator with these lines (first order equal to HC2's, which [`Arms::hc2`] has
/// exactly). For organisations and ratios all columns are linearised by the delta method, which makes it the
/// cluster-robust variance.
#[derive(Clone, Debug)]
pub struct Arms {
    lines: Vec<Line>,
    centre: Vec<f64>,
    /// Covariance of the linearised covariates over all arms, over the number of units.
    scatter: Vec<Vec<f64>>,
}

/// A covariate, by its position, that is constant or a sum of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redundant(pub usize);

/// An arm is adjusted where it has so many units for each slope.
const UNITS_A_SLOPE: u64 = 10;

/// The first covariate that adds nothing to those before it, over all arms together.
///
/// # Errors
/// Its position.
pub fn check_covariates(arms: &[Sums]) -> Result<(), Redundant> {
    let pooled = pooled(arms);
    let entry = |i, j| pooled.linearised(COVARIATES + i, COVARIATES + j);
    Factor::of(pooled.covariates(), entry).map(drop).map_err(Redundant)
}

fn pooled(arms: &[Sums]) -> Sums {
    let mut all = Sums::new(arms.first().map_or(0, Sums::covariates));
    arms.iter().for_each(|arm| all.merge(arm));
    all
}

impl Arms {
    /// Without adjustment.
    #[must_use]
    pub fn plain(arms: &[Sums]) -> Self {
        let lines = arms.iter().map(|arm| line(arm, &[], None)).collect();
        Self { lines, centre: Vec::new(), scatter: Vec::new() }
    }

    /// Adjusted for the covariates; plain where there are none, or where an arm is too small or too uniform to tell
    /// their slopes.
    #[must_use]
    pub fn adjusted(arms: &[Sums]) -> Self {
        let count = arms.first().map_or(0, Sums::covariates);
        let factors: Option<Vec<Factor>> = arms.iter().map(|arm| factor(arm, count)).collect();
        let Some(factors) = factors.filter(|_| count > 0) else { return Self::plain(arms) };
        let all = pooled(arms);
        let centre: Vec<f64> = (0..count).map(|i| all.rate(COVARIATES + i)).collect();
        let lines = arms.iter().zip(factors).map(|(arm, factor)| line(arm, &centre, Some(factor))).collect();
        let n = all.units() as f64;
        let entry = |i, j| all.linearised(COVARIATES + i, COVARIATES + j) / ((n - 1.0) * n);
        let scatter = (0..count).map(|i| (0..count).map(|j| entry(i, j)).collect()).collect();
        Self { lines, centre, scatter }
    }

    /// Whether covariates are in use.
    #[must_use]
    pub fn is_adjusted(&self) -> bool {
        !self.centre.is_empty()
    }

    /// The mean of an arm, adjusted.
    #[must_use]
    pub fn mean(&self, arm: usize) -> f64 {
        self.lines[arm].level
    }

    /// One arm less another.
    #[must_use]
    pub fn contrast(&self, treated: usize, control: usize) -> Contrast {
        self.contrast_of(treated, control, [self.lines[treated].variance, self.lines[control].variance])
    }

    /// As [`Self::contrast`], with variances of the arms' means taken by [`Hc2`], in the order of the arms.
    #[must_use]
    pub fn contrast_with(&self, treated: usize, control: usize, variances: &[f64]) -> Contrast {
        self.contrast_of(treated, control, [variances[treated], variances[control]])
    }

    fn contrast_of(&self, treated: usize, control: usize, [a, b]: [f64; 2]) -> Contrast {
        let (one, other) = (&self.lines[treated], &self.lines[control]);
        let free = |line: &Line| line.units - 1.0 - line.slopes.len() as f64;
        Contrast {
            difference: one.level - other.level,
            standard_error: (a + b + self.of_centre(&one.slopes, &other.slopes)).sqrt(),
            freedom: (a + b).powi(2) / (a * a / free(one) + b * b / free(other)),
        }
    }

    /// Where the effect varies along the covariates, their mean is one more thing that was only sampled.
    fn of_centre(&self, one: &[f64], other: &[f64]) -> f64 {
        let apart: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
        self.scatter.iter().zip(&apart).map(|(row, a)| a * dot(row, &apart)).sum()
    }

    /// Share of the variance that adjusting took away, of a plain contrast's.
    #[must_use]
    pub fn reduction(&self, treated: usize, control: usize) -> f64 {
        let plain = self.lines[treated].raw + self.lines[control].raw;
        if plain > 0.0 { 1.0 - self.contrast(treated, control).standard_error.powi(2) / plain } else { 0.0 }
    }

    /// A second pass over the rows, for the HC2 variances. For people (sizes of 1) alone.
    #[must_use]
    pub fn hc2(&self) -> Hc2<'_> {
        let pulls = self.lines.iter().map(|line| {
            let from_at: Vec<f64> =
                self.centre.iter().zip(&line.at).map(|(centre, at)| centre - at).collect();
            let mean = line.level - dot(&line.slopes, &from_at);
            (line.factor.as_ref().map(|factor| factor.solve(&from_at)).unwrap_or_default(), mean)
        });
        Hc2 {
            lines: &self.lines,
            pulls: pulls.collect(),
            sums: vec![0.0; self.lines.len()],
            apart: Vec::new(),
        }
    }
}

fn factor(arm: &Sums, count: usize) -> Option<Factor> {
    if arm.units() < UNITS_A_SLOPE * (count as u64 + 1) {
        return None;
    }
    Factor::of(count, |i, j| arm.linearised(COVARIATES + i, COVARIATES + j)).ok()
}

fn line(arm: &Sums, centre: &[f64], factor: Option<Factor>) -> Line {
    let n = arm.units() as f64;
    let with: Vec<f64> = (0..centre.len()).map(|i| arm.linearised(COVARIATES + i, OUTCOME)).collect();
    let slopes = factor.as_ref().map(|factor| factor.solve(&with)).unwrap_or_default();
    let at: Vec<f64> = (0..centre.len()).map(|i| arm.rate(COVARIATES + i)).collect();
    let shift: f64 =
        slopes.iter().zip(&at).zip(centre).map(|((slope, at), centre)| slope * (at - centre)).sum();
    let spread = arm.linearised(OUTCOME, OUTCOME);
    let left = (spread - dot(&slopes, &with)).max(0.0);
    Line {
        units: n,
        level: arm.mean() - shift,
        variance: left / (n - 1.0 - slopes.len() as f64) / n,
        slopes,
        at,
        factor,
        raw: spread / (n - 1.0) / n,
    }
}

/// The HC2 variances (MacKinnon & White 1985) of the arms' means: each squared residual over one less its leverage.
/// Of plain means this is Welch's variance exactly.
#[derive(Debug)]
pub struct Hc2<'a> {
    lines: &'a [Line],
    /// By arm: how a row's covariates pull at the mean, and the outcome's plain mean.
    pulls: Vec<(Vec<f64>, f64)>,
    sums: Vec<f64>,
    apart: Vec<f64>,
}

impl Hc2<'_> {
    /// One row of an arm, the same rows as the sums were made of.
    pub fn add(&mut self, arm: usize, outcome: f64, covariates: &[f64]) {
        let (line, (pull, mean)) = (&self.lines[arm], &self.pulls[arm]);
        self.apart.clear();
        self.apart.extend(covariates.iter().zip(&line.at).map(|(x, at)| x - at));
        let share = 1.0 / line.units;
        let weight = share + dot(pull, &self.apart);
        let leverage = share + line.factor.as_ref().map_or(0.0, |factor| factor.length(&self.apart));
        let fitted = mean + dot(&line.slopes, &self.apart);
        let residual = outcome - fitted;
        self.sums[arm] += (weight * residual).powi(2) / (1.0 - leverage).max(f64::EPSILON);
    }

    /// The variances, for [`Arms::contrast_with`].
    #[must_use]
    pub fn variances(self) -> Vec<f64> {
        self.sums
    }
}
