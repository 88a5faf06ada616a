//! Step decay at steps of one's choice.

use super::{Handle, Integration, ScheduleContext, Scheduler, StepContext, list, times};
use crate::number::Lane;
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "MultiStepLR",
    formula: r"\eta_t = \eta_0\,\gamma^{\#\{m_i \le t\}}",
    source: "torch.optim.lr_scheduler.MultiStepLR",
    help: "Multiplies the rate by gamma at each of its milestones, and keeps it between.",
    args: &[
        Arg::integers("milestones", &[], "The steps at which the rate drops. One named twice drops it twice.")
            .within(Range::from(0.0))
            .required()
            .initially(Default::Integers(&[20.0, 40.0])),
        Arg::number("gamma", 0.1, "What each drop multiplies the rate by.").initially(Default::Number(0.5)),
    ],
    check: nothing_more,
};

pub struct MultiStep {
    milestones: Vec<usize>,
    gamma: f64,
}

impl MultiStep {
    pub fn new(args: &Args, _: &ScheduleContext) -> MultiStep {
        MultiStep { milestones: args.integers("milestones"), gamma: args.number("gamma") }
    }
}

impl Scheduler for MultiStep {
    fn advance(&mut self, t: usize, rates: &mut [Lane], _: &StepContext) {
        let times_named = self.milestones.iter().filter(|&&milestone| milestone == t).count();
        if times_named > 0 {
            times(libm::pow(self.gamma, times_named as f64), rates);
        }
    }
}

impl Integration for MultiStep {
    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let milestones = args.integers("milestones");
        let drop = |(i, &at): (usize, &usize)| {
            let passed = milestones.iter().filter(|&&milestone| milestone <= at).count();
            let rate = context.base() * libm::pow(args.number("gamma"), passed as f64);
            Handle::across(format!("milestones[{i}]"), at as f64, Some(rate))
        };
        milestones.iter().enumerate().map(drop).collect()
    }

    fn dragged(args: &Args, _: &ScheduleContext, handle: usize, at: f64, _: f64) -> Vec<(String, Value)> {
        let mut milestones = args.integers("milestones");
        milestones[handle] = at.round().max(1.0) as usize;
        vec![("milestones".into(), list(milestones))]
    }
}
