//! The loss and its gradient at a point, for a single walk and for walks side by side.

use crate::number::{Lane, Real};

/// The loss and its gradient, in whatever number the walk is done in.
pub trait Gradient<R: Real> {
    /// The loss at the parameters `at`.
    fn value(&self, at: &[R]) -> R;
    /// The loss at the parameters `at`; its gradient, a number a parameter, goes into `gradient`.
    fn gradient(&self, at: &[R], gradient: &mut [R]) -> R;
}

/// A single point takes one lane.
impl<L: Gradient<Lane>> Gradient<f64> for L {
    fn value(&self, at: &[f64]) -> f64 {
        value_in_lane(self, at)
    }
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        gradient_in_lane(self, at, gradient)
    }
}

pub fn value_in_lane(loss: &dyn Gradient<Lane>, at: &[f64]) -> f64 {
    loss.value(&lanes(at))[0]
}

fn gradient_in_lane(loss: &dyn Gradient<Lane>, at: &[f64], gradient: &mut [f64]) -> f64 {
    let mut wide = lanes(gradient);
    let value = loss.gradient(&lanes(at), &mut wide);
    gradient.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
    value[0]
}

/// Each number in all places of a lane.
pub fn lanes(at: &[f64]) -> Vec<Lane> {
    at.iter().map(|&x| Lane::constant(x)).collect()
}
