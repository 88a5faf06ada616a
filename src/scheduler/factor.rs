//! Schedulers that multiply the rates.

use super::{Scheduler, StepContext};
use crate::number::Lane;

/// A scheduler that multiplies the rates. PyTorch has each twice: as a multiple of the rates it starts from, and as a
/// multiple of the rates of the step before.
pub trait Factor {
    /// The rates at the advance `t`, as a multiple of the rates it starts from. Asked in order: t = 0, 1, 2, …
    fn at(&mut self, t: usize) -> f64;
    /// The rates at the advance `t`, as a multiple of those before it.
    fn step(&self, t: usize, initial: bool) -> f64;
    /// As `at`, where no other scheduler changes the rates.
    fn alone(&mut self, t: usize) -> f64 {
        self.at(t)
    }
}

impl<F: Factor> Scheduler for F {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        if now.alone {
            let factor = self.alone(t);
            rates.iter_mut().zip(now.base).for_each(|(rate, &base)| *rate = base * factor);
        } else {
            times(self.step(t, now.initial), rates);
        }
    }

    fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        rates.copy_from_slice(now.base);
        times(self.at(0), rates);
    }
}

pub fn times(factor: f64, rates: &mut [Lane]) {
    rates.iter_mut().for_each(|rate| *rate = *rate * factor);
}

/// The cosine of `x / of` half turns.
pub fn cos_pi(x: f64, of: f64) -> f64 {
    libm::cos(std::f64::consts::PI * x / of)
}
