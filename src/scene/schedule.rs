//! A hiker's schedule: what it is made for, and the places where a hand can take hold of its curve.

use super::experiment::{Experiment, Length};
use super::hiker::{Change, Hiker};
use crate::scheduler::{self, Handle, ScheduleContext};
use crate::schema::value::Value;
use crate::schema::{Fault, fault};
use crate::text::code::scene as code;

impl Experiment {
    /// Whether the rate that a slider sets has no effect on the hiker.
    pub fn ignores_rate(&self, hiker: &Hiker) -> bool {
        hiker.schedulers().all(|(_, from, args, every_update)| {
            scheduler::ignores_rate(args, &self.context(hiker, from, every_update))
        })
    }

    /// What the schedule is for that a hiker starts with.
    pub fn context_of(&self, hiker: usize) -> Result<ScheduleContext, Fault> {
        let hiker = self.hiker(hiker)?;
        Ok(self.context(hiker, 0, hiker.every_update))
    }

    /// What of a hiker's schedule can be taken hold of, at records; nothing where it changes its mind.
    pub fn handles(&self, hiker: usize) -> Result<Vec<Handle>, Fault> {
        let (chosen, context) = (self.hiker(hiker)?, self.context_of(hiker)?);
        if !chosen.changes.is_empty() {
            return Ok(vec![]);
        }
        let handles = scheduler::handles(&chosen.scheduler, &context).into_iter();
        Ok(handles.map(|handle| Handle { at: handle.at / self.advances_a_record(&context), ..handle }).collect())
    }

    /// Its scheduler once one of them is dragged to a record and a rate.
    pub fn dragged(&self, hiker: usize, handle: usize, at: f64, rate: f64) -> Result<Value, Fault> {
        let (chosen, context, most) = (self.hiker(hiker)?, self.context_of(hiker)?, self.handles(hiker)?.len());
        if !(handle < most && at.is_finite() && rate.is_finite() && rate >= 0.0) {
            return Err(fault!("", code::handle_out_of_range, handle, at, rate, most));
        }
        let at = at * self.advances_a_record(&context);
        let changed = scheduler::dragged(&chosen.scheduler, &context, handle, at, rate);
        let interval = chosen.every_update.then(|| ("interval".to_string(), Value::Text("step".into())));
        let all = changed.into_iter().chain(interval);
        Ok(all.fold(chosen.scheduler.value(), |scheduler, (key, value)| scheduler.with(&key, value)))
    }

    fn advances_a_record(&self, context: &ScheduleContext) -> f64 {
        context.advances as f64 / self.length.records() as f64
    }

    /// What a schedule is for that begins at the record `from`.
    pub fn context(&self, hiker: &Hiker, from: usize, every_update: bool) -> ScheduleContext {
        let begins = |change: &&Change| change.at > from && change.scheduler.is_some();
        let to = hiker.changes.iter().find(begins).map_or(self.length.records(), |next| next.at);
        let samples = self.loss.of_data().map(|data| data.table().samples());
        let mut advances = to.saturating_sub(from);
        if let (Length::Epochs(_), Some(samples), Some(size), true) =
            (self.length, samples, hiker.batch_size, every_update)
        {
            // Batches of one size after those of another.
            let mut pieces = vec![(0, size)];
            pieces.extend(hiker.changes.iter().filter_map(|change| Some((change.at, change.batch_size?))));
            let ends = pieces.iter().skip(1).map(|(at, _)| *at).chain([to]);
            let updates = pieces
                .iter()
                .zip(ends)
                .map(|(&(at, size), end)| samples.div_ceil(size) * end.min(to).saturating_sub(at.max(from)));
            advances = updates.sum();
        }
        ScheduleContext::new(advances, hiker.rate())
    }
}
