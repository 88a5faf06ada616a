//! Cosine waves that begin anew at the whole rate.

use super::cosine::ETA_MIN;
use super::{Handle, Integration, ScheduleContext, Scheduler, StepContext, cos_pi, within};
use crate::number::Lane;
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "CosineAnnealingWarmRestarts",
    formula: r"\eta_t = \eta_{min} + \frac{1}{2}(\eta_0 - \eta_{min})\left(1 + \cos\frac{\pi T_{cur}}{T_i}\right)",
    source: "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts; Loshchilov & Hutter, SGDR, 2017",
    help: "Falls along half a cosine wave and jumps back to the whole rate, again and again: out of one valley into another.",
    args: &[
        Arg::integer("T_0", 0.0, "Steps until the first restart. More restarts later.")
            .within(Range::from(1.0))
            .required()
            .initially(Default::Number(20.0)),
        Arg::integer("T_mult", 1.0, "How many times longer each wave is than the one before it.")
            .within(Range::from(1.0)),
        ETA_MIN,
    ],
    check: nothing_more,
};

pub struct WarmRestarts {
    first: f64,
    longer: f64,
    lowest: f64,
    /// How far in the wave, and how long that is.
    current: f64,
    period: f64,
}

impl WarmRestarts {
    pub fn new(args: &Args, _: &ScheduleContext) -> WarmRestarts {
        let [first, longer, lowest] = ["T_0", "T_mult", "eta_min"].map(|name| args.number(name));
        WarmRestarts { first, longer, lowest, current: 0.0, period: first }
    }
}

impl Scheduler for WarmRestarts {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        if t == 0 {
            (self.current, self.period) = (0.0, self.first);
        } else {
            self.current += 1.0;
            if self.current >= self.period {
                self.current = 0.0;
                self.period *= self.longer;
            }
        }
        let wave = 1.0 + cos_pi(self.current, self.period);
        let (rates, lowest) = (rates.iter_mut().zip(now.base), self.lowest);
        rates.for_each(|(rate, &base)| *rate = (base - lowest) * wave / 2.0 + lowest);
    }
}

impl Integration for WarmRestarts {
    fn handles(args: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![Handle::both("T_0, eta_min", args.number("T_0"), args.number("eta_min"))]
    }

    fn dragged(args: &Args, _: &ScheduleContext, _: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        vec![within(args, "T_0", at), within(args, "eta_min", rate)]
    }
}
