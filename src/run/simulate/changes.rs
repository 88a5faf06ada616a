//! The changes that a hiker makes on the way.

use super::WalkBatch;
use super::shrinking::Shrinking;
use crate::number::{Lane, Real};
use crate::scene::hiker::Change;
use crate::{optimizer, scheduler};

impl WalkBatch<'_> {
    /// Makes the changes that are due at this record.
    pub(super) fn apply_changes(&mut self) {
        let due = self.hiker.changes.iter().find(|change| change.at == self.record);
        if let Some(change) = due {
            self.apply_change(change);
        }
    }

    fn apply_change(&mut self, change: &Change) {
        if let Some(optimizer) = &change.optimizer {
            let last = !self.hiker.changes.iter().any(|later| later.at > change.at && later.optimizer.is_some());
            let rate = Lane::constant(optimizer.number("lr"));
            for (walk, base) in self.base.iter_mut().enumerate() {
                let next = if last { self.last_rates[walk] } else { rate };
                // The schedule stays where it is, and scales the new rate.
                self.rates[walk] = self.rates[walk] / *base * next;
                *base = next;
            }
            if change.same_rule {
                self.optimizer.change(optimizer);
            } else {
                self.optimizer = optimizer::build(optimizer, &self.experiment.loss.shapes(), self.loss.len());
            }
            // A scheduler that is replaced sets no momentum any more.
            if change.scheduler.is_none() {
                self.cycle_momentum();
            }
        }
        if let Some((scheduler, every_update)) = &change.scheduler {
            let context = self.experiment.context(self.hiker, change.at, *every_update);
            self.scheduler = scheduler::build(scheduler, &context);
            self.every_update = *every_update;
            self.rates.copy_from_slice(&self.base);
            self.constant = self.scheduler.constant();
            self.advances = 0;
            self.schedule();
        }
        self.compare_rates();
        if let (Some(size), Some(minibatches)) = (change.batch_size, &mut self.minibatches) {
            minibatches.resize(size, self.experiment.length);
        }
        self.shrinking = Shrinking::new(self.experiment, &self.hiker.at(self.record), &self.rates);
    }
}
