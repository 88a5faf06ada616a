//! From the rate there is to another, and then no more change: the end of a walk whose points are averaged.

use super::{Handle, Integration, ScheduleContext, Scheduler, StepContext, Written, cos_pi, within};
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "SWALR",
    formula: r"\eta_t = a_t\,\eta_{swa} + (1 - a_t)\,\eta_0, \quad a_t = \frac{1}{2}\left(1 - \cos\frac{\pi \min(t, T)}{T}\right)",
    source: "torch.optim.swa_utils.SWALR; Izmailov et al., Averaging Weights Leads to Wider Optima, 2018",
    help: "Goes from the rate it finds to swa_lr and stays there. In a sequence it takes up the rate of the one before it.",
    args: &[
        Arg::number("swa_lr", 0.0, "The rate at the end, whatever lr is.").required().initially(Default::Number(0.05)),
        Arg::integer("anneal_epochs", 10.0, "Steps until it is reached. More changes more slowly; 0 jumps.")
            .within(Range::from(0.0)),
        ANNEAL_STRATEGY,
    ],
    check: nothing_more,
};

pub const ANNEAL_STRATEGY: Arg =
    Arg::choice("anneal_strategy", &["cos", "linear"], "Along half a cosine wave, or in a straight line.");

pub struct Swa {
    rate: f64,
    epochs: f64,
    cosine: bool,
    /// Steps taken, whatever was undone of them.
    steps: f64,
}

impl Swa {
    pub fn new(args: &Args, context: &ScheduleContext) -> Swa {
        let cosine = args.choice("anneal_strategy") == "cos";
        let Some(rate) = context.written(args).swa_lr else { unreachable!("it writes it") };
        Swa { rate, epochs: args.number("anneal_epochs"), cosine, steps: 0.0 }
    }

    /// How much of the new rate there is at a step.
    fn part(&self, step: f64) -> f64 {
        let t = (step / self.epochs.max(1.0)).clamp(0.0, 1.0);
        if self.cosine { (1.0 - cos_pi(t, 1.0)) / 2.0 } else { t }
    }

    fn anneal(&self, rates: &mut [Lane]) {
        let step = if self.epochs == 0.0 { self.steps.max(1.0) } else { self.steps };
        let (before, part) = (self.part(step - 1.0), self.part(step));
        for rate in rates {
            let from = match before {
                1.0 => Lane::constant(self.rate),
                _ => (*rate - before * self.rate) / (1.0 - before),
            };
            *rate = Lane::constant(self.rate * part) + from * (1.0 - part);
        }
    }
}

impl Scheduler for Swa {
    fn advance(&mut self, _: usize, rates: &mut [Lane], now: &StepContext) {
        self.steps = if now.initial { 0.0 } else { self.steps + 1.0 };
        self.anneal(rates);
    }

    /// From the rate it finds.
    fn enter(&mut self, rates: &mut [Lane], _: &StepContext) {
        self.anneal(rates);
    }
}

impl Integration for Swa {
    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        Some(call("torch.optim.swa_utils.SWALR", &["optimizer"], arguments(args, &[])))
    }

    fn write(args: &Args, written: &mut Written) {
        written.swa_lr = Some(args.number("swa_lr"));
    }

    fn handles(args: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![Handle::both("anneal_epochs, swa_lr", args.number("anneal_epochs"), args.number("swa_lr"))]
    }

    fn dragged(args: &Args, _: &ScheduleContext, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "anneal_epochs", at), within(args, "swa_lr", rate)]
    }
}
