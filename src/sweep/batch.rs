//! Drives a batch of walks to its end, record by record, and retires the walks that need no more steps.

use crate::number::Lane;
use crate::run::simulate::{WalkBatch, advance_record};

/// How many records lie between two checks for walks that rest.
pub const RECORDS_PER_CHECK: usize = 32;

/// Why a walk leaves its batch.
#[derive(Clone, Copy, PartialEq)]
pub enum Exit {
    /// `Observer::has_ended` says so.
    Ended,
    /// It stays where it is at all later records.
    Rests,
    /// It has reached the last record.
    Finished,
}

/// What a sweep keeps of the walks of a batch.
pub trait Observer {
    /// Takes in a record that the walks have reached; `sum` is the sum of their losses. Tells whether some may have
    /// ended.
    fn record(&mut self, batch: &WalkBatch, sum: Lane) -> bool;
    /// Whether a walk of the batch, by its place in it, has no more to tell before the last record.
    fn has_ended(&self, batch: &WalkBatch, walk: usize) -> bool;
    /// Takes in the end of a walk. The last walk of the batch then takes its place: what is kept by places must too.
    fn leave(&mut self, batch: &WalkBatch, walk: usize, exit: Exit);
}

/// Advances the walks until all have left.
pub async fn drive(mut batch: WalkBatch<'_>, observer: &mut impl Observer) {
    loop {
        let sum = batch.evaluate();
        let at_end = batch.at_end();
        let some_ended = observer.record(&batch, sum) || at_end;
        let some_rest = batch.record.is_multiple_of(RECORDS_PER_CHECK) && batch.some_may_rest();
        if some_ended || some_rest {
            // Backwards: the walk that takes the place of another has had its turn.
            for walk in (0..batch.loss.len()).rev() {
                let exit = if some_ended && observer.has_ended(&batch, walk) {
                    Exit::Ended
                } else if at_end {
                    Exit::Finished
                } else if some_rest && batch.rests(walk) {
                    Exit::Rests
                } else {
                    continue;
                };
                observer.leave(&batch, walk, exit);
                if !at_end {
                    batch.retire(walk);
                }
            }
        }
        if at_end || batch.loss.is_empty() {
            return;
        }
        if (batch.record + 1).is_multiple_of(RECORDS_PER_CHECK) {
            batch.watch_for_rest();
        }
        advance_record!(batch);
    }
}
