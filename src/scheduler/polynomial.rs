//! Polynomial decay to zero; with power 1 it is the straight line.

use super::{Factor, Handle, Integration, ScheduleContext, within};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "PolynomialLR",
    formula: r"\eta_t = \eta_0 \left(1 - \frac{\min(t, T)}{T}\right)^{p}",
    source: "torch.optim.lr_scheduler.PolynomialLR",
    help: "Falls to zero in total_iters steps: in a straight line with power 1, in a curve otherwise.",
    args: &[
        Arg::integer("total_iters", 5.0, "Steps until the rate is zero. More decays more slowly.")
            .within(Range::from(0.0))
            .initially(Default::Number(100.0)),
        Arg::number("power", 1.0, "Above 1 falls fast first, below 1 late.").within(Range::NOT_NEGATIVE),
    ],
    check: nothing_more,
};

pub struct Polynomial {
    total: f64,
    power: f64,
}

impl Polynomial {
    pub fn new(args: &Args, _: &ScheduleContext) -> Polynomial {
        Polynomial { total: args.number("total_iters"), power: args.number("power") }
    }

    fn left(&self, t: f64) -> f64 {
        1.0 - t / self.total
    }
}

impl Factor for Polynomial {
    fn at(&mut self, t: usize) -> f64 {
        if self.total == 0.0 {
            return 1.0;
        }
        let left = self.left((t as f64).min(self.total));
        if self.power == 1.0 { left } else { libm::pow(left, self.power) }
    }

    fn step(&self, t: usize, initial: bool) -> f64 {
        let t = t as f64;
        if initial || t > self.total { 1.0 } else { libm::pow(self.left(t) / self.left(t - 1.0), self.power) }
    }
}

impl Integration for Polynomial {
    const GOES_ON: bool = true;

    fn handles(args: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![Handle::across("total_iters", args.number("total_iters"), Some(0.0))]
    }

    fn dragged(args: &Args, _: &ScheduleContext, _: usize, at: f64, _: f64) -> Vec<(String, Value)> {
        vec![within(args, "total_iters", at)]
    }
}
