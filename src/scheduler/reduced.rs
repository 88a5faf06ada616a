//! A reduced rate at first, the whole rate after.

use super::{Known, Now, Scheduler};
use crate::catalogue::{Arg, Args, Entry, Range, nothing_more};
use crate::number::Lane;

pub const ENTRY: Entry = Entry {
    name: "ConstantLR",
    formula: r"\eta_t = \eta_0\,f \text{ for } t < T, \quad \eta_0 \text{ after}",
    source: "torch.optim.lr_scheduler.ConstantLR",
    help: "Multiplies the rate by factor for total_iters steps, then lets it be: a step up.",
    args: &[
        Arg::number("factor", 1.0 / 3.0, "What the rate is multiplied by at first. Less starts more gently.")
            .within(Range::between(0.0, 1.0)),
        Arg::integer("total_iters", 5.0, "Steps until the rate is whole. More waits longer.").within(Range::from(0.0)),
    ],
    check: nothing_more,
};

pub struct Reduced {
    factor: f64,
    total: f64,
}

impl Reduced {
    pub fn new(args: &Args) -> Reduced {
        Reduced { factor: args.number("factor"), total: args.number("total_iters") }
    }
}

impl Scheduler for Reduced {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now) {
        now.times(if (t as f64) < self.total { self.factor } else { 1.0 }, rates);
    }
}

impl Known for Reduced {}
