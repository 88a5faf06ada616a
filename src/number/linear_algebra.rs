//! The little linear algebra the engine needs of small symmetric matrices, given row by row.

use crate::pause::pause;

/// A solution of A x = b for A symmetric and not negative: Gauss's elimination with the largest pivots first; where
/// A leaves a direction open, x stays zero along it; where A has overflowed, there is no solution to give.
pub async fn solve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    let scale = (0..n).map(|i| a[i * n + i].abs()).fold(0.0, f64::max);
    if !scale.is_finite() {
        return vec![f64::NAN; n];
    }
    let mut pivots: Vec<usize> = vec![];
    loop {
        let free = (0..n).filter(|i| !pivots.contains(i));
        let Some(p) = free.max_by(|&i, &j| a[i * n + i].total_cmp(&a[j * n + j])) else { break };
        if a[p * n + p] <= scale * n as f64 * f64::EPSILON {
            break;
        }
        pause().await;
        pivots.push(p);
        let pivot = a[p * n..(p + 1) * n].to_vec();
        for i in (0..n).filter(|&i| i != p) {
            let factor = a[i * n + p] / pivot[p];
            a[i * n..(i + 1) * n].iter_mut().zip(&pivot).for_each(|(a, pivot)| *a -= factor * pivot);
            b[i] -= factor * b[p];
        }
    }
    (0..n).map(|i| if pivots.contains(&i) { b[i] / a[i * n + i] } else { 0.0 }).collect()
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
    fn a_singular_system_still_gets_a_solution() {
        let x = at_once(solve(&[2.0, 2.0, 2.0, 2.0], &[6.0, 6.0]));
        assert!((x[0] + x[1] - 3.0).abs() < 1e-12, "{x:?}");
    }
}
