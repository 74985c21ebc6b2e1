//! The inverse of a symmetric positive definite matrix, by Gauss-Jordan elimination in blocks.
//!
//! Such a matrix needs no pivoting. The rows of a step are independent, so that the bits of the
//! result do not depend on the number of threads.

use rayon::prelude::*;

/// Pivots taken at once: their rows stay in the cache while all others are updated.
const BLOCK: usize = 64;
/// Columns updated at once.
const TILE: usize = 512;

/// Inverts the `n` by `n` matrix, which lies row by row, in place.
pub(super) fn invert(matrix: &mut [f64], n: usize) {
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        let pivots = start..start + width;
        let mut corner: Vec<f64> =
            pivots.clone().flat_map(|row| matrix[row * n + start..][..width].to_vec()).collect();
        invert_small(&mut corner, width);
        let old = matrix[start * n..][..width * n].to_vec();
        // The rows of the pivots become corner times themselves; their own columns, the corner.
        let mut panel = vec![0.0; width * n];
        panel.par_chunks_mut(n).enumerate().for_each(|(row, out)| {
            add(out, &corner[row * width..][..width], &old, n, 1.0);
            out[pivots.clone()].copy_from_slice(&corner[row * width..][..width]);
        });
        matrix[start * n..][..width * n].copy_from_slice(&panel);
        matrix.par_chunks_mut(n).enumerate().filter(|(row, _)| !pivots.contains(row)).for_each(|(_, row)| {
            let factors = row[pivots.clone()].to_vec();
            row[pivots.clone()].fill(0.0);
            add(row, &factors, &panel, n, -1.0);
        });
    }
}

/// `row += sign * factors * rows`, a tile of columns and four rows at a time.
fn add(row: &mut [f64], factors: &[f64], rows: &[f64], n: usize, sign: f64) {
    for (tile, out) in row.chunks_mut(TILE).enumerate() {
        let at = |k: usize| &rows[k * n + tile * TILE..][..out.len()];
        let (fours, rest) = factors.as_chunks::<4>();
        let lanes: Vec<[&[f64]; 4]> =
            (0..fours.len()).map(|k| [0, 1, 2, 3].map(|lane| at(4 * k + lane))).collect();
        let singles: Vec<&[f64]> = (0..rest.len()).map(|k| at(4 * fours.len() + k)).collect();
        for (factors, [a, b, c, d]) in fours.iter().zip(lanes) {
            let [p, q, r, s] = factors.map(|factor| sign * factor);
            let columns = out.iter_mut().zip(a).zip(b).zip(c).zip(d);
            columns.for_each(|((((out, a), b), c), d)| *out += p * a + q * b + r * c + s * d);
        }
        for (factor, single) in rest.iter().zip(singles) {
            out.iter_mut().zip(single).for_each(|(out, value)| *out += sign * factor * value);
        }
    }
}

fn invert_small(matrix: &mut [f64], n: usize) {
    for pivot in 0..n {
        let inverse = 1.0 / matrix[pivot * n + pivot];
        matrix[pivot * n + pivot] = 1.0;
        matrix[pivot * n..][..n].iter_mut().for_each(|value| *value *= inverse);
        let row = matrix[pivot * n..][..n].to_vec();
        for other in (0..n).filter(|&other| other != pivot) {
            let factor = std::mem::take(&mut matrix[other * n + pivot]);
            matrix[other * n..][..n].iter_mut().zip(&row).for_each(|(value, row)| *value -= factor * row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        for n in [1, 3, 64, 65, 200, 515] {
            let value =
                |i: usize, j: usize| 1.0 / (1.0 + i.abs_diff(j) as f64) + f64::from(u8::from(i == j)) * 3.0;
            let matrix: Vec<f64> = (0..n * n).map(|at| value(at / n, at % n)).collect();
            let mut inverse = matrix.clone();
            invert(&mut inverse, n);
            for i in (0..n).step_by(7) {
                for j in 0..n {
                    let product: f64 = (0..n).map(|k| matrix[i * n + k] * inverse[k * n + j]).sum();
                    let one = f64::from(u8::from(i == j));
                    assert!((product - one).abs() < 1e-10, "n {n}, row {i}, column {j}: {product}");
                }
            }
        }
    }
}
