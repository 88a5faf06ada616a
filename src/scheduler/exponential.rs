//! Exponential decay: the rate shrinks by the same factor each time.

use super::{Known, Now, Scheduler};
use crate::catalogue::{Arg, Args, Default, Entry, nothing_more};
use crate::number::Lane;

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
    pub fn new(args: &Args) -> Exponential {
        Exponential { gamma: args.number("gamma"), factor: 1.0 }
    }
}

impl Scheduler for Exponential {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now) {
        if t > 0 {
            self.factor *= self.gamma;
        }
        now.times(self.factor, rates);
    }
}

impl Known for Exponential {}
