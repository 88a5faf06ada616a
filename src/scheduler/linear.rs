//! A straight line between two factors of the rate: a warm-up, or a fade.

use super::{Known, Now, Scheduler};
use crate::catalogue::{Arg, Args, Entry, Range, nothing_more};
use crate::number::Lane;

pub const ENTRY: Entry = Entry {
    name: "LinearLR",
    formula: r"\eta_t = \eta_0 \left(s + (e - s) \frac{\min(t, T)}{T}\right)",
    source: "torch.optim.lr_scheduler.LinearLR",
    help: "Goes in a straight line from start_factor times the rate to end_factor times it: a warm-up as it stands.",
    args: &[
        Arg::number("start_factor", 1.0 / 3.0, "What the rate is multiplied by at first. Less starts more gently.")
            .within(Range { above_min: true, ..Range::between(0.0, 1.0) }),
        Arg::number("end_factor", 1.0, "What the rate is multiplied by at the end.").within(Range::between(0.0, 1.0)),
        Arg::integer("total_iters", 5.0, "Steps from the one to the other. More changes more slowly.")
            .within(Range::from(1.0)),
    ],
    check: nothing_more,
};

pub struct Linear {
    start: f64,
    end: f64,
    total: f64,
}

impl Linear {
    pub fn new(args: &Args) -> Linear {
        Linear { start: args.number("start_factor"), end: args.number("end_factor"), total: args.number("total_iters") }
    }
}

impl Scheduler for Linear {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now) {
        let factor = self.start + (self.end - self.start) * (t as f64).min(self.total) / self.total;
        now.times(factor, rates);
    }
}

impl Known for Linear {}
