//! The little linear algebra the engine needs of small symmetric matrices, given row by row.

use crate::pause::pause;

/// A solution of A x = b for A symmetric and not negative: Cholesky's factorisation with the largest pivots first; where
/// A leaves a direction open, x stays zero along it; where A has overflowed, there is no solution to give.
pub async fn solve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    // Upper triangle; row k becomes the pivot's, which stands at `places[k]`, divided by the pivot's root.
    let mut a = a.to_vec();
    let mut places: Vec<usize> = (0..n).collect();
    let scale = (0..n).map(|i| a[i * n + i].abs()).fold(0.0, f64::max);
    if !scale.is_finite() {
        return vec![f64::NAN; n];
    }
    let mut rank = 0;
    while rank < n {
        let largest = (rank..n).fold(rank, |p, i| if a[i * n + i] > a[p * n + p] { i } else { p });
        if a[largest * n + largest] <= scale * n as f64 * f64::EPSILON {
            break;
        }
        pause().await;
        swap_places(&mut a, n, rank, largest);
        places.swap(rank, largest);
        let (above, below) = a.split_at_mut((rank + 1) * n);
        let pivot = &mut above[rank * n..];
        let root = pivot[rank].sqrt();
        pivot[rank..].iter_mut().for_each(|x| *x /= root);
        for (i, row) in (rank + 1..n).zip(below.chunks_exact_mut(n)) {
            let factor = pivot[i];
            row[i..].iter_mut().zip(&pivot[i..]).for_each(|(x, pivot)| *x -= factor * pivot);
        }
        rank += 1;
    }
    let mut x: Vec<f64> = places[..rank].iter().map(|&place| b[place]).collect();
    for k in 0..rank {
        x[k] /= a[k * n + k];
        let known = x[k];
        x[k + 1..].iter_mut().zip(&a[k * n + k + 1..]).for_each(|(x, factor)| *x -= factor * known);
    }
    for k in (0..rank).rev() {
        let rest: f64 = x[k + 1..].iter().zip(&a[k * n + k + 1..]).map(|(x, factor)| x * factor).sum();
        x[k] = (x[k] - rest) / a[k * n + k];
    }
    let mut solution = vec![0.0; n];
    places.iter().zip(x).for_each(|(&place, x)| solution[place] = x);
    solution
}

/// Swaps rows `k` and `p` and the columns of the same numbers, k ≤ p, in the upper triangle of a symmetric matrix.
fn swap_places(a: &mut [f64], n: usize, k: usize, p: usize) {
    if k == p {
        return;
    }
    (0..k).for_each(|i| a.swap(i * n + k, i * n + p));
    a.swap(k * n + k, p * n + p);
    (k + 1..p).for_each(|i| a.swap(k * n + i, i * n + p));
    (p + 1..n).for_each(|i| a.swap(k * n + i, p * n + i));
}

/// Eigenvalues and, column by column, eigenvectors of a symmetric matrix: Jacobi's rotations.
pub fn eigen(a: &[f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut a = a.to_vec();
    let mut v: Vec<f64> = (0..n * n).map(|k| if k / n == k % n { 1.0 } else { 0.0 }).collect();
    for _ in 0..60 {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                let off = a[p * n + q];
                if off.abs() <= f64::EPSILON * 0.1 * (a[p * n + p] * a[q * n + q]).abs().sqrt() || off == 0.0 {
                    continue;
                }
                turned = true;
                let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * off);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..n {
                    let (kp, kq) = (a[k * n + p], a[k * n + q]);
                    a[k * n + p] = c * kp - s * kq;
                    a[k * n + q] = s * kp + c * kq;
                }
                for k in 0..n {
                    let (pk, qk) = (a[p * n + k], a[q * n + k]);
                    a[p * n + k] = c * pk - s * qk;
                    a[q * n + k] = s * pk + c * qk;
                }
                for k in 0..n {
                    let (kp, kq) = (v[k * n + p], v[k * n + q]);
                    v[k * n + p] = c * kp - s * kq;
                    v[k * n + q] = s * kp + c * kq;
                }
            }
        }
        if !turned {
            break;
        }
    }
    ((0..n).map(|i| a[i * n + i]).collect(), v)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pause::at_once;

    #[test]
    fn eigenvectors_are_stretched_by_their_eigenvalues() {
        let a = [4.0, 1.0, -2.0, 1.0, 3.0, 0.5, -2.0, 0.5, -1.0];
        let (values, vectors) = eigen(&a, 3);
        for k in 0..3 {
            for i in 0..3 {
                let image: f64 = (0..3).map(|j| a[i * 3 + j] * vectors[j * 3 + k]).sum();
                assert!((image - values[k] * vectors[i * 3 + k]).abs() < 1e-12, "{values:?} {vectors:?}");
            }
        }
    }

    #[test]
    fn a_system_is_solved_whichever_pivots_come_first() {
        // 1 2 3 4 is the solution; the diagonal grows from the middle, so that places are swapped more than once.
        let a = [4.0, 1.0, 0.5, -1.0, 1.0, 9.0, 2.0, 0.25, 0.5, 2.0, 16.0, 3.0, -1.0, 0.25, 3.0, 6.0];
        let b: Vec<f64> =
            a.chunks_exact(4).map(|row| row.iter().zip(1..).map(|(a, x)| a * f64::from(x)).sum()).collect();
        let x = at_once(solve(&a, &b));
        assert!(x.iter().zip(1..).all(|(x, right)| (x - f64::from(right)).abs() < 1e-13), "{x:?}");
    }

    #[test]
    fn along_a_direction_that_is_left_open_the_solution_is_zero() {
        // The second parameter has no part in it.
        let x = at_once(solve(&[2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 3.0], &[4.0, 0.0, 7.0]));
        assert_eq!(x[1], 0.0);
        assert!((x[0] - 1.0).abs() < 1e-15 && (x[2] - 2.0).abs() < 1e-15, "{x:?}");
    }

    #[test]
    fn a_system_that_has_overflowed_has_no_solution() {
        assert!(at_once(solve(&[f64::INFINITY, 0.0, 0.0, 1.0], &[1.0, 1.0])).iter().all(|x| x.is_nan()));
    }

    #[test]
    fn a_singular_system_still_gets_a_solution() {
        let x = at_once(solve(&[2.0, 2.0, 2.0, 2.0], &[6.0, 6.0]));
        assert!((x[0] + x[1] - 3.0).abs() < 1e-12, "{x:?}");
    }
}
