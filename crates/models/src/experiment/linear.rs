//! Small symmetric systems whose size is known only at run time.

/// A pivot below this share of its diagonal is rounding: the column says nothing that those before it don't.
const SINGULAR: f64 = 1e-9;

/// Cholesky's lower factor.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// Of a symmetric positive definite matrix, or the first column that is constant or follows from those before.
    pub fn of(size: usize, entry: impl Fn(usize, usize) -> f64) -> Result<Self, usize> {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(size);
        for i in 0..size {
            let mut row: Vec<f64> = Vec::with_capacity(i + 1);
            for (j, other) in rows.iter().enumerate() {
                let known: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
                row.push((entry(i, j) - known) / other[j]);
            }
            let diagonal = entry(i, i);
            let pivot = diagonal - row.iter().map(|a| a * a).sum::<f64>();
            if pivot.is_nan() || pivot <= SINGULAR * diagonal.abs() {
                return Err(i);
            }
            row.push(pivot.sqrt());
            rows.push(row);
        }
        Ok(Self { rows })
    }

    /// The inverse applied to a vector.
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x = self.forward(right);
        for i in (0..x.len()).rev() {
            for k in i + 1..x.len() {
                x[i] -= self.rows[k][i] * x[k];
            }
            x[i] /= self.rows[i][i];
        }
        x
    }

    /// `v' A^-1 v`.
    pub fn length(&self, vector: &[f64]) -> f64 {
        self.forward(vector).iter().map(|x| x * x).sum()
    }

    fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut x = Vec::with_capacity(right.len());
        for (row, value) in self.rows.iter().zip(right) {
            let known: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
            x.push((value - known) / row[x.len()]);
        }
        x
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_a_column_that_adds_nothing_is_named() {
        let matrix = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let factor = Factor::of(3, |i, j| matrix[i][j]).unwrap();
        let x = factor.solve(&[1.0, 2.0, 3.0]);
        for (row, right) in matrix.iter().zip([1.0, 2.0, 3.0]) {
            assert!((dot(row, &x) - right).abs() < 1e-14);
        }
        assert!((factor.length(&[1.0, 2.0, 3.0]) - dot(&[1.0, 2.0, 3.0], &x)).abs() < 1e-14);
        let twice = [[1.0, 2.0], [2.0, 4.0]];
        assert_eq!(Factor::of(2, |i, j| twice[i][j]).err(), Some(1));
        assert_eq!(Factor::of(1, |_, _| 0.0).err(), Some(0));
    }
}
