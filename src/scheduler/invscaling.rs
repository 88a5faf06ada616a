//! A rate that falls as a power of the step's number.

use super::{Integration, ScheduleContext, Scheduler, StepContext};
use crate::number::Lane;
use crate::schema::python::float;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "invscaling",
    formula: r"\eta_t = \eta_0 / (t + 1)^p",
    source: "scikit-learn, SGDClassifier(learning_rate='invscaling')",
    help: "Falls as a power of the step's number: fast at first, then ever more slowly, and never to zero.",
    args: &[Arg::number("power_t", 0.5, "More falls faster; 0 lets the rate be.").within(Range::NOT_NEGATIVE)],
    check: nothing_more,
};

pub struct InvScaling {
    power: f64,
}

impl InvScaling {
    pub fn new(args: &Args, _: &ScheduleContext) -> InvScaling {
        InvScaling { power: args.number("power_t") }
    }
}

impl Scheduler for InvScaling {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        let divisor = libm::pow((t + 1) as f64, self.power);
        rates.iter_mut().zip(now.base).for_each(|(rate, &base)| *rate = base / divisor);
    }
}

impl Integration for InvScaling {
    const GOES_ON: bool = true;

    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        let power = float(args.number("power_t"));
        Some(format!("torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1 / (t + 1) ** {power})"))
    }

    fn estimator(args: &Args, lr: f64, every_update: bool, _: f64) -> Option<Vec<String>> {
        let [lr, power] = [lr, args.number("power_t")].map(float);
        let arguments =
            || vec!["learning_rate=\"invscaling\"".into(), format!("eta0={lr}"), format!("power_t={power}")];
        every_update.then(arguments)
    }
}
