//! Exponential decay: the rate shrinks by the same factor each time.

use super::{Factor, Handle, Integration, ScheduleContext, within};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ExponentialLR",
    formula: r"\eta_t = \eta_0\,\gamma^t",
    source: "torch.optim.lr_scheduler.ExponentialLR",
    help: "Shrinks by the same factor each step: fast at first, then ever more slowly.",
    args: &[Arg::number("gamma", 0.0, "What each step multiplies the rate by. Nearer to 1 decays more slowly.")
        .required()
        .initially(Default::Number(0.95))],
    check: nothing_more,
};

pub struct Exponential {
    gamma: f64,
    /// γ^t
    factor: f64,
}

impl Exponential {
    pub fn new(args: &Args, _: &ScheduleContext) -> Exponential {
        Exponential { gamma: args.number("gamma"), factor: 1.0 }
    }
}

impl Factor for Exponential {
    fn at(&mut self, t: usize) -> f64 {
        self.factor = if t > 0 { self.factor * self.gamma } else { 1.0 };
        self.factor
    }

    fn step(&self, _: usize, initial: bool) -> f64 {
        if initial { 1.0 } else { self.gamma }
    }
}

impl Integration for Exponential {
    const GOES_ON: bool = true;

    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let (at, lr) = (far(context), context.base());
        vec![Handle::up("gamma", at, lr * libm::pow(args.number("gamma"), at))]
    }

    fn dragged(args: &Args, context: &ScheduleContext, _: usize, _: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "gamma", libm::pow(rate / context.base(), 1.0 / far(context)))]
    }
}

/// Where the handle is: a quarter of the way.
fn far(context: &ScheduleContext) -> f64 {
    (context.advances as f64 / 4.0).round().max(1.0)
}
