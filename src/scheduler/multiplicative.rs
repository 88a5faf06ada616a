//! What each step multiplies the rate by, typed by the reader.

use super::lambda::{Typed, in_python, lr_lambda};
use super::{Integration, ScheduleContext, Scheduler, StepContext, times};
use crate::number::Lane;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "MultiplicativeLR",
    formula: r"\eta_t = \eta_{t-1}\,\lambda(t)",
    source: "torch.optim.lr_scheduler.MultiplicativeLR",
    help: "Each step multiplies the rate there is by a formula of the step t of one's own.",
    args: &[lr_lambda(
        "1 - 1 / (t + 9)",
        "What step t multiplies the rate by, from t = 1 on; the signs and words of LambdaLR.",
    )],
    check: nothing_more,
};

pub struct Multiplicative(Typed);

impl Multiplicative {
    pub fn new(args: &Args, _: &ScheduleContext) -> Multiplicative {
        Multiplicative(Typed::new(args))
    }
}

impl Scheduler for Multiplicative {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        if !now.initial {
            times(self.0.at(t), rates);
        }
    }

    /// From the rate it finds.
    fn enter(&mut self, rates: &mut [Lane], _: &StepContext) {
        times(self.0.at(0), rates);
    }
}

impl Integration for Multiplicative {
    const GOES_ON: bool = true;

    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        Some(in_python(args))
    }
}
