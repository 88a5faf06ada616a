//! Half a wave of the cosine, from the rate down to eta_min.

use super::{Handle, Integration, ScheduleContext, Scheduler, StepContext, cos_pi, within};
use crate::number::Lane;
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "CosineAnnealingLR",
    formula: r"\eta_t = \eta_{min} + \frac{1}{2}(\eta_0 - \eta_{min})\left(1 + \cos\frac{\pi t}{T_{max}}\right)",
    source: "torch.optim.lr_scheduler.CosineAnnealingLR; Loshchilov & Hutter, SGDR, 2017",
    help: "Falls along half a cosine wave: slowly, then fast, then slowly. After T_max it rises again.",
    args: &[
        Arg::integer("T_max", 0.0, "Steps until the rate is lowest. More falls more slowly.")
            .within(Range::from(1.0))
            .required()
            .initially(Default::Number(60.0)),
        ETA_MIN,
    ],
    check: nothing_more,
};

pub const ETA_MIN: Arg = Arg::number("eta_min", 0.0, "The lowest rate. More keeps the end of the walk moving.");

pub struct Cosine {
    period: f64,
    lowest: f64,
}

impl Cosine {
    pub fn new(args: &Args, _: &ScheduleContext) -> Cosine {
        Cosine { period: args.number("T_max"), lowest: args.number("eta_min") }
    }
}

impl Scheduler for Cosine {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        if now.initial {
            return;
        }
        let (t, period, lowest) = (t as f64, self.period, self.lowest);
        let wave = |t: f64| 1.0 + cos_pi(t, period);
        // Where the wave has reached its bottom, no factor leads up again.
        if (t - 1.0 - period) % (2.0 * period) == 0.0 {
            let rise = 1.0 - cos_pi(1.0, period);
            let rates = rates.iter_mut().zip(now.base);
            rates.for_each(|(rate, &base)| *rate = *rate + (base - lowest) * rise / 2.0);
        } else {
            let factor = wave(t) / wave(t - 1.0);
            rates.iter_mut().for_each(|rate| *rate = (*rate - lowest) * factor + lowest);
        }
    }

    fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        rates.iter_mut().zip(now.base).for_each(|(rate, &base)| *rate = (base - self.lowest) + self.lowest);
    }
}

impl Integration for Cosine {
    fn handles(args: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![Handle::both("T_max, eta_min", args.number("T_max"), args.number("eta_min"))]
    }

    fn dragged(args: &Args, _: &ScheduleContext, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "T_max", at), within(args, "eta_min", rate)]
    }
}
