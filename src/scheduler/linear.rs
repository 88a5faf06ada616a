//! A straight line between two factors of the rate: a warm-up, or a fade.

use super::{Factor, Handle, Integration, ScheduleContext, within};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "LinearLR",
    formula: r"\eta_t = \eta_0 \left(s + (e - s) \frac{\min(t, T)}{T}\right)",
    source: "torch.optim.lr_scheduler.LinearLR",
    help: "Goes in a straight line from start_factor times the rate to end_factor times it: a warm-up as it stands.",
    args: &[
        Arg::number("start_factor", 1.0 / 3.0, "What the rate is multiplied by at first. Less starts more gently.")
            .within(Range { above_min: true, ..Range::between(0.0, 1.0) }),
        Arg::number("end_factor", 1.0, "What the rate is multiplied by at the end.").within(Range::between(0.0, 1.0)),
        Arg::integer("total_iters", 5.0, "Steps from the one to the other. More changes more slowly.")
            .within(Range::from(0.0)),
    ],
    check: nothing_more,
};

pub struct Linear {
    start: f64,
    end: f64,
    total: f64,
}

impl Linear {
    pub fn new(args: &Args, _: &ScheduleContext) -> Linear {
        Linear { start: args.number("start_factor"), end: args.number("end_factor"), total: args.number("total_iters") }
    }
}

impl Factor for Linear {
    fn at(&mut self, t: usize) -> f64 {
        match self.total {
            0.0 => self.start,
            total => self.start + (self.end - self.start) * (t as f64).min(total) / total,
        }
    }

    fn step(&self, t: usize, initial: bool) -> f64 {
        let (t, rise) = (t as f64, self.end - self.start);
        match t {
            0.0 => self.start,
            t if initial || t > self.total => 1.0,
            t => 1.0 + rise / (self.total * self.start + (t - 1.0) * rise),
        }
    }
}

impl Integration for Linear {
    const GOES_ON: bool = true;

    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let at = |factor: &str| context.base() * args.number(factor);
        vec![
            Handle::up("start_factor", 0.0, at("start_factor")),
            Handle::both("total_iters, end_factor", args.number("total_iters"), at("end_factor")),
        ]
    }

    fn dragged(args: &Args, context: &ScheduleContext, handle: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        let factor = rate / context.base();
        match handle {
            0 => vec![within(args, "start_factor", factor)],
            _ => vec![within(args, "total_iters", at), within(args, "end_factor", factor)],
        }
    }
}
