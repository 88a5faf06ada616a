//! A reduced rate at first, the whole rate after.

use super::{Course, Handle, Known, Now, Scheduler, times, within};
use crate::catalogue::{Arg, Args, Entry, Range, nothing_more};
use crate::number::Lane;
use crate::value::Value;

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
    pub fn new(args: &Args, _: &Course) -> Reduced {
        Reduced { factor: args.number("factor"), total: args.number("total_iters") }
    }
}

impl Scheduler for Reduced {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now) {
        if t == 0 {
            times(self.factor, rates);
        } else if t as f64 == self.total {
            // PyTorch divides by a factor of 0 here, and stops.
            match self.factor {
                0.0 => rates.copy_from_slice(now.base),
                factor => times(1.0 / factor, rates),
            }
        }
    }

    fn enter(&mut self, rates: &mut [Lane], now: &Now) {
        rates.copy_from_slice(now.base);
        if self.total > 0.0 {
            times(self.factor, rates);
        }
    }
}

impl Known for Reduced {
    fn handles(args: &Args, course: &Course) -> Vec<Handle> {
        let rate = course.base() * args.number("factor");
        vec![Handle::both("total_iters, factor", args.number("total_iters"), rate)]
    }

    fn dragged(args: &Args, course: &Course, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "total_iters", at), within(args, "factor", rate / course.base())]
    }
}
