//! How steep a walk was along its way, which tells whether it is stuck.

use crate::number::{Lane, Real};
use crate::run::verdict::rounding;

/// The largest squared length of the gradient, at the records no higher than the start. Once a number of a walk is not
/// finite, what is kept of it means nothing.
#[derive(Clone, Copy)]
pub struct Steepness {
    /// The highest loss that counts.
    start: Lane,
    largest: Lane,
}

impl Steepness {
    /// Of walks that start at these losses.
    pub fn from(loss: Lane) -> Steepness {
        let start = std::array::from_fn(|k| loss[k] + rounding(loss[k]));
        Steepness { start: start.into(), largest: Lane::zero() }
    }

    /// Takes in the squared length of the gradient at a record.
    #[inline(always)]
    pub fn record(&mut self, squared_length: Lane, loss: Lane) {
        self.largest = self.largest.max(self.start.where_less(loss, Lane::zero(), squared_length));
    }

    pub fn largest(&self, lane: usize) -> f64 {
        self.largest[lane].sqrt()
    }
}

/// The length of a vector; infinite where its square overflows.
pub fn length(vector: &[f64]) -> f64 {
    squared_length(vector).sqrt()
}

pub fn squared_length<R: Real>(vector: &[R]) -> R {
    vector.iter().fold(R::zero(), |sum, x| sum + x.square())
}
