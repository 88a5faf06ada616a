//! The ground where a walk ends, by its second derivatives.

use crate::loss::Loss;
use crate::number::linear_algebra::eigen;
use crate::run::stability::MOST_PARAMETERS;

/// A curvature below this part of the largest is none.
const FLAT: f64 = 0.001;
/// What is left of a curvature of nothing, or less, as a part of the largest.
const ROUNDING: f64 = 1e-12;

#[derive(Clone, Copy)]
pub struct Valley {
    /// ½gᵀH⁻¹g: how far above the bottom of the parabola that bends as the loss does here. Very far where the loss falls
    /// in a direction in which it does not bend up.
    pub above: f64,
    /// The largest curvature, by size.
    pub largest: f64,
    pub lowest: f64,
    pub highest: f64,
}

impl Valley {
    /// None where the loss has no second derivatives, or too many.
    pub fn at(loss: &dyn Loss, at: &[f64]) -> Option<Valley> {
        let dim = at.len();
        if dim > MOST_PARAMETERS {
            return None;
        }
        let mut gradient = vec![0.0; dim];
        loss.gradient(at, &mut gradient);
        let hessian = loss.hessian(at)?;
        if let ([a, b, _, c], [x, y]) = (&hessian[..], &gradient[..]) {
            let (curvatures, [u, v]) = symmetric(*a, *b, *c);
            return Some(Valley::of(&curvatures, |k| if k == 0 { u * x + v * y } else { u * y - v * x }));
        }
        let (curvatures, directions) = eigen(&hessian, dim);
        let along = |k: usize| (0..dim).map(|i| directions[i * dim + k] * gradient[i]).sum();
        Some(Valley::of(&curvatures, along))
    }

    /// `along` is the gradient along the direction of each curvature.
    fn of(curvatures: &[f64], along: impl Fn(usize) -> f64) -> Valley {
        let largest = curvatures.iter().copied().map(f64::abs).fold(0.0, f64::max);
        let height = |(k, &curvature): (usize, &f64)| {
            0.5 * along(k).powi(2) / curvature.max(ROUNDING * largest).max(f64::MIN_POSITIVE)
        };
        let above = curvatures.iter().enumerate().map(height).sum();
        let lowest = curvatures.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = curvatures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Valley { above, largest, lowest, highest }
    }

    /// Whether it bends down in some direction.
    pub fn bends_down(&self) -> bool {
        self.lowest < -FLAT * self.largest
    }

    /// Whether it bends down in every direction.
    pub fn is_summit(&self) -> bool {
        self.highest < -FLAT * self.largest
    }

    /// Whether it is a valley, and its bottom is at most so much lower.
    pub fn holds(&self, left: f64) -> bool {
        self.largest > 0.0 && self.largest.is_finite() && !self.bends_down() && self.above <= left
    }
}

/// The eigenvalues of a symmetric matrix of two, the higher first, and the direction of the first: most walks have two
/// parameters, and many are looked at.
fn symmetric(a: f64, b: f64, c: f64) -> ([f64; 2], [f64; 2]) {
    let (mean, half) = (0.5 * (a + c), 0.5 * (a - c));
    let spread = (half * half + b * b).sqrt();
    let [u, v] = if half >= 0.0 { [half + spread, b] } else { [b, spread - half] };
    let length = (u * u + v * v).sqrt();
    let direction = if length > 0.0 { [u / length, v / length] } else { [1.0, 0.0] };
    ([mean + spread, mean - spread], direction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curvatures_of_two_parameters_are_those_of_any_number() {
        for [a, b, c] in
            [[3.0, 1.0, -2.0], [-1.0, 4.0, 5.0], [2.0, 0.0, 7.0], [7.0, 0.0, 2.0], [0.0; 3], [1.0, 1.0, 1.0]]
        {
            let ([high, low], [u, v]) = symmetric(a, b, c);
            let (mut expected, _) = eigen(&[a, b, b, c], 2);
            expected.sort_by(f64::total_cmp);
            assert!(
                (low - expected[0]).abs() < 1e-14 && (high - expected[1]).abs() < 1e-14,
                "{low} {high} {expected:?}"
            );
            assert!((a * u + b * v - high * u).abs() < 1e-14 && (b * u + c * v - high * v).abs() < 1e-14);
        }
    }
}
