//! Which walks of a batch rest, and how a walk leaves it.

use super::WalkBatch;
use crate::number::Lane;
use crate::optimizer;

impl WalkBatch<'_> {
    /// Takes a walk out of the batch: the last walk takes its place.
    pub fn retire(&mut self, walk: usize) {
        let dim = self.dim();
        for pieces in [&mut self.params, &mut self.gradient, &mut self.watched] {
            optimizer::swap_remove(pieces, walk, dim);
        }
        for numbers in [&mut self.loss, &mut self.rates, &mut self.base, &mut self.last_rates] {
            numbers.swap_remove(walk);
        }
        self.origins.swap_remove(walk);
        self.optimizer.retire(walk);
        self.scheduler.retire(walk);
        self.shrinking.retire(walk);
    }

    /// Keeps the walks' state, so that at the next record `rests` can tell which of them the step has left as they
    /// were. No walk rests for ever where its steps differ from one record to the next.
    pub fn watch_for_rest(&mut self) {
        let same_steps = self.constant
            && self.minibatches.is_none()
            && self.hiker.changes.iter().all(|change| change.at <= self.record);
        if same_steps && self.optimizer.watch_for_rest() {
            self.watched.clone_from(&self.params);
        }
    }

    /// False where no walk `rests`: asked first, since it takes less.
    pub fn some_may_rest(&self) -> bool {
        if self.watched.is_empty() {
            return false;
        }
        let dim = self.dim();
        let firsts = self.watched.iter().step_by(dim).zip(self.params.iter().step_by(dim));
        firsts.fold(false, |some, (watched, now)| some | watched.equals(now))
    }

    /// Whether the step since `watch_for_rest` has left a walk as it was: so will every later one.
    #[inline(always)]
    pub fn rests(&self, walk: usize) -> bool {
        let dim = self.dim();
        // Most walks have moved, which their first parameter shows.
        self.watched.get(walk * dim).is_some_and(|watched| watched.equals(&self.params[walk * dim]))
            && self.is_unchanged(walk)
    }

    #[inline(never)]
    fn is_unchanged(&self, walk: usize) -> bool {
        let dim = self.dim();
        let own = walk * dim..(walk + 1) * dim;
        let same = |(a, b): (&Lane, &Lane)| a.equals(b) && a.same_bits(b);
        self.watched.get(own.clone()).is_some_and(|watched| watched.iter().zip(&self.params[own]).all(same))
            && self.optimizer.state_unchanged(walk)
    }
}
