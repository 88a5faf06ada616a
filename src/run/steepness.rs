//! How steep a walk was along its way, which tells whether it is stuck.

use crate::number::{Lane, Real};

/// The length of the gradient over the whole data, at the steepest record and at the last. Squares are kept: a square
/// root at each record would take longer than the rest of it.
#[derive(Clone, Copy, Default)]
pub struct Steepness {
    largest: Lane,
    last: Lane,
}

impl Steepness {
    /// Takes in the squared length of the gradient at a record. A lane whose loss is not finite has ended, and keeps
    /// what it has.
    #[inline(always)]
    pub fn record(&mut self, squared_length: Lane, loss: Lane) {
        let one = Lane::constant(1.0);
        let largest = self.largest.where_less(squared_length, squared_length, self.largest);
        // 0 where the loss is finite, and not a number elsewhere, which is less than nothing.
        let goes_on = loss * 0.0;
        self.largest = goes_on.where_less(one, largest, self.largest);
        self.last = goes_on.where_less(one, squared_length, self.last);
    }

    /// The length of the gradient where it was longest.
    pub fn largest(&self, lane: usize) -> f64 {
        self.largest[lane].sqrt()
    }

    /// The length of the gradient at the last record.
    pub fn at_end(&self, lane: usize) -> f64 {
        self.last[lane].sqrt()
    }
}

/// The length of a vector; infinite where its square overflows.
pub fn length(vector: &[f64]) -> f64 {
    squared_length(vector).sqrt()
}

pub fn squared_length<R: Real>(vector: &[R]) -> R {
    vector.iter().fold(R::zero(), |sum, x| sum + x.square())
}
