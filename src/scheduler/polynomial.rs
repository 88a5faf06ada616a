//! Polynomial decay to zero; with power 1 it is the straight line.

use super::{Known, Now, Scheduler};
use crate::catalogue::{Arg, Args, Default, Entry, Range, nothing_more};
use crate::number::Lane;

pub const ENTRY: Entry = Entry {
    name: "PolynomialLR",
    formula: r"\eta_t = \eta_0 \left(1 - \frac{\min(t, T)}{T}\right)^{p}",
    source: "torch.optim.lr_scheduler.PolynomialLR",
    help: "Falls to zero in total_iters steps: in a straight line with power 1, in a curve otherwise.",
    args: &[
        Arg::integer("total_iters", 5.0, "Steps until the rate is zero. More decays more slowly.")
            .within(Range::from(1.0))
            .initially(Default::Number(100.0)),
        Arg::number("power", 1.0, "Above 1 falls fast first, below 1 late."),
    ],
    check: nothing_more,
};

pub struct Polynomial {
    total: f64,
    power: f64,
}

impl Polynomial {
    pub fn new(args: &Args) -> Polynomial {
        Polynomial { total: args.number("total_iters"), power: args.number("power") }
    }
}

impl Scheduler for Polynomial {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now) {
        let left = 1.0 - (t as f64).min(self.total) / self.total;
        now.times(if self.power == 1.0 { left } else { libm::pow(left, self.power) }, rates);
    }
}

impl Known for Polynomial {}
