//! Exponential decay: the rate shrinks by the same factor each time.

use super::{Course, Handle, Known, Now, Scheduler, times, within};
use crate::catalogue::{Arg, Args, Default, Entry, nothing_more};
use crate::number::Lane;
use crate::value::Value;

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
}

impl Exponential {
    pub fn new(args: &Args, _: &Course) -> Exponential {
        Exponential { gamma: args.number("gamma") }
    }
}

impl Scheduler for Exponential {
    fn advance(&mut self, _: usize, rates: &mut [Lane], now: &Now) {
        if !now.initial {
            times(self.gamma, rates);
        }
    }

    fn enter(&mut self, rates: &mut [Lane], now: &Now) {
        rates.copy_from_slice(now.base);
    }
}

impl Known for Exponential {
    fn handles(args: &Args, course: &Course) -> Vec<Handle> {
        let (at, lr) = (far(course), course.base());
        vec![Handle::up("gamma", at, lr * libm::pow(args.number("gamma"), at))]
    }

    fn dragged(args: &Args, course: &Course, _: usize, _: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "gamma", libm::pow(rate / course.base(), 1.0 / far(course)))]
    }
}

/// Where the handle is: a quarter of the way.
fn far(course: &Course) -> f64 {
    (course.advances as f64 / 4.0).round().max(1.0)
}
