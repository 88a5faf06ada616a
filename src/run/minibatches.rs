//! The minibatches of a walk that takes the samples of its data in pieces.

use crate::loss::OfData;
use crate::number::random::Order;
use crate::scene::experiment::{Experiment, Length};
use crate::scene::hiker::Hiker;

/// Consecutive pieces of the samples, in the order in which scikit-learn takes them; the last of an epoch may be short.
pub struct Minibatches<'a> {
    pub data: &'a dyn OfData,
    order: Box<dyn Order>,
    epoch: Vec<usize>,
    position: usize,
    size: usize,
    /// How many updates lead from one record to the next.
    pub updates: usize,
}

impl<'a> Minibatches<'a> {
    /// None where the hiker goes by all of its loss.
    pub fn new(experiment: &'a Experiment, hiker: &Hiker) -> Option<Minibatches<'a>> {
        let size = hiker.batch_size?;
        let data = experiment.loss.of_data()?;
        let order = data.order(experiment.seed);
        let mut minibatches = Minibatches { data, order, epoch: vec![], position: 0, size, updates: 1 };
        minibatches.resize(size, experiment.length);
        Some(minibatches)
    }

    pub fn resize(&mut self, size: usize, length: Length) {
        self.size = size;
        self.updates = match length {
            Length::Steps(_) => 1,
            Length::Epochs(_) => self.order.samples().div_ceil(size),
        };
    }

    /// The numbers of the next samples.
    #[inline(always)]
    pub fn take(&mut self) -> &[usize] {
        self.take_at_most(self.size)
    }

    /// The same, as many as are asked for, or as there are left in the epoch.
    #[inline(always)]
    pub fn take_at_most(&mut self, size: usize) -> &[usize] {
        if self.position >= self.epoch.len() {
            self.epoch.clear();
            self.epoch.extend_from_slice(self.order.next_epoch());
            self.position = 0;
        }
        let from = self.position;
        self.position = (from + size).min(self.epoch.len());
        &self.epoch[from..self.position]
    }
}
