//! Step decay: the rate drops every so many steps.

use super::{Factor, Handle, Integration, ScheduleContext, within};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "StepLR",
    formula: r"\eta_t = \eta_0\,\gamma^{\lfloor t / s \rfloor}",
    source: "torch.optim.lr_scheduler.StepLR",
    help: "Multiplies the rate by gamma every step_size steps, and keeps it between.",
    args: &[
        Arg::integer("step_size", 0.0, "Steps between two drops. More keeps each rate longer.")
            .within(Range::from(1.0))
            .required()
            .initially(Default::Number(20.0)),
        Arg::number("gamma", 0.1, "What each drop multiplies the rate by.").initially(Default::Number(0.5)),
    ],
    check: nothing_more,
};

pub struct Step {
    step_size: usize,
    gamma: f64,
    /// γ^⌊t/s⌋
    factor: f64,
}

impl Step {
    pub fn new(args: &Args, _: &ScheduleContext) -> Step {
        Step { step_size: args.integer("step_size"), gamma: args.number("gamma"), factor: 1.0 }
    }
}

impl Factor for Step {
    fn at(&mut self, t: usize) -> f64 {
        if t == 0 {
            self.factor = 1.0;
        } else if t.is_multiple_of(self.step_size) {
            self.factor *= self.gamma;
        }
        self.factor
    }

    fn step(&self, t: usize, _: bool) -> f64 {
        if t > 0 && t.is_multiple_of(self.step_size) { self.gamma } else { 1.0 }
    }
}

impl Integration for Step {
    const GOES_ON: bool = true;

    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let rate = context.base() * args.number("gamma");
        vec![Handle::both("step_size, gamma", args.number("step_size"), rate)]
    }

    fn dragged(args: &Args, context: &ScheduleContext, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "step_size", at), within(args, "gamma", rate / context.base())]
    }
}
