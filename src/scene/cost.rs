//! What a run costs, and the limits on it.

use super::experiment::{Experiment, Length};
use super::hiker::Hiker;
use crate::number::WIDTH;
use crate::optimizer;
use crate::schema::{Fault, fault};
use crate::text::code::scene as code;

pub const MOST_RECORDS: usize = 100_000;

pub const MOST_HIKERS: usize = 16;

/// Records × parameters × hikers.
pub const MOST_NUMBERS: f64 = 2e7;

/// Gradients, and losses, of single samples in one run.
pub const MOST_SLOPES: f64 = 2e9;

/// Bytes that the walks of a run may keep.
pub const MOST_BYTES: f64 = 512e6;

impl Experiment {
    /// About how many multiplications a run takes: what a page decides by whether it can wait for it.
    pub fn work(&self) -> f64 {
        let records = self.length.records() as f64;
        match self.loss.of_data().map(|data| data.table().samples() as f64) {
            None => {
                let gradients = self.hikers.iter().map(|hiker| hiker.slopes_a_step(self.loss.dim()) as f64);
                records * self.loss.cost() * gradients.sum::<f64>() + self.loss.preparation()
            }
            Some(samples) => {
                let gradients: f64 = self.gradients(samples).sum();
                let dim = self.loss.dim() as f64;
                let losses = records * samples * self.hikers.len() as f64;
                2.0 * dim * (gradients + losses) + self.loss.preparation()
            }
        }
    }

    /// How many gradients of single samples each hiker's updates take.
    fn gradients(&self, samples: f64) -> impl Iterator<Item = f64> {
        let records = self.length.records() as f64;
        self.hikers.iter().map(move |hiker| {
            let samples = match (self.length, hiker.batch_size) {
                (Length::Steps(_), Some(_)) => hiker.batch_sizes().max().unwrap_or(0) as f64,
                _ => samples,
            };
            records * samples * hiker.slopes_a_step(self.loss.dim()) as f64
        })
    }

    pub(super) fn check_sample_gradients(&self, samples: f64) -> Result<(), Fault> {
        let records = self.length.records() as f64;
        let (gradients, losses) = (self.gradients(samples).sum::<f64>(), records * samples * self.hikers.len() as f64);
        if gradients > MOST_SLOPES {
            return Err(fault!(
                self.length.key(),
                code::too_many_sample_gradients,
                count = gradients,
                most = MOST_SLOPES
            ));
        }
        if losses > MOST_SLOPES {
            return Err(fault!(self.length.key(), code::too_many_sample_losses, count = losses, most = MOST_SLOPES));
        }
        Ok(())
    }

    /// What an optimizer carries, and what the run returns; before anything is allocated for the walks.
    pub(super) fn check_memory(&self, i: usize, hiker: &Hiker) -> Result<(), Fault> {
        const NUMBER: f64 = size_of::<f64>() as f64;
        let (records, dim) = (self.length.records() as f64, self.loss.dim() as f64);
        let returned = (records + 1.0) * dim * self.hikers.len() as f64;
        let samples = self.loss.of_data().map_or(1.0, |data| data.table().samples() as f64);
        let updates = match self.length {
            Length::Steps(_) => records,
            Length::Epochs(_) => records * hiker.batch_sizes().map(|size| samples / size as f64).fold(1.0, f64::max),
        };
        for (path, optimizer) in hiker.optimizers() {
            // Each lane has its own; the parameters and the gradient besides.
            let carried = WIDTH as f64 * (optimizer::state_size(optimizer, dim, updates) + 2.0 * dim);
            let bytes = (carried + returned) * NUMBER;
            if bytes > MOST_BYTES {
                let [megabytes, most] = [bytes, MOST_BYTES].map(|bytes| (bytes / 1e6).ceil());
                let path = format!("hikers[{i}].{path}");
                return Err(fault!(path, code::too_much_memory, name = optimizer.name(), megabytes, most));
            }
        }
        Ok(())
    }
}

/// Before a start of as many numbers is drawn.
pub(super) fn check_numbers(length: Length, dim: usize, hikers: usize) -> Result<(), Fault> {
    let numbers = (length.records() + 1) as f64 * dim as f64 * hikers as f64;
    if numbers > MOST_NUMBERS {
        return Err(fault!(length.key(), code::too_many_numbers, count = numbers, most = MOST_NUMBERS));
    }
    Ok(())
}
