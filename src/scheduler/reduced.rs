//! A reduced rate at first, the whole rate after.

use super::{Factor, Handle, Integration, ScheduleContext, within};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ConstantLR",
    formula: r"\eta_t = \eta_0\,f \text{ for } t < T, \quad \eta_0 \text{ after}",
    source: "torch.optim.lr_scheduler.ConstantLR",
    help: "Multiplies the rate by factor for total_iters steps, then lets it be: a step up.",
    args: &[
        Arg::number("factor", 1.0 / 3.0, "What the rate is multiplied by at first. Less starts more gently.")
            .within(Range { above_min: true, ..Range::between(0.0, 1.0) }),
        Arg::integer("total_iters", 5.0, "Steps until the rate is whole. More waits longer.").within(Range::from(0.0)),
    ],
    check: nothing_more,
};

pub struct Reduced {
    factor: f64,
    total: f64,
}

impl Reduced {
    pub fn new(args: &Args, _: &ScheduleContext) -> Reduced {
        Reduced { factor: args.number("factor"), total: args.number("total_iters") }
    }
}

impl Factor for Reduced {
    fn at(&mut self, t: usize) -> f64 {
        if (t as f64) < self.total { self.factor } else { 1.0 }
    }

    fn alone(&mut self, t: usize) -> f64 {
        // The end of no steps is never reached.
        if self.total == 0.0 { self.factor } else { self.at(t) }
    }

    fn step(&self, t: usize, _: bool) -> f64 {
        match t as f64 {
            0.0 => self.factor,
            t if t == self.total => 1.0 / self.factor,
            _ => 1.0,
        }
    }
}

impl Integration for Reduced {
    const GOES_ON: bool = true;

    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let rate = context.base() * args.number("factor");
        vec![Handle::both("total_iters, factor", args.number("total_iters"), rate)]
    }

    fn dragged(args: &Args, context: &ScheduleContext, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        // A factor of 0 is refused.
        vec![within(args, "total_iters", at), within(args, "factor", (rate / context.base()).max(1e-9))]
    }
}
