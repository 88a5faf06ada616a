//! Several schedulers at once, each on the rate that the one before it leaves.

use super::composed::{self, CHAINED, Member, SCHEDULERS};
use super::{Integration, ScheduleContext, Scheduler, Start, StepContext};
use crate::number::Lane;
use crate::schema::python::on_lines;
use crate::schema::{Arg, Args, Default, Entry, Fault, Nested};

pub const ENTRY: Entry = Entry {
    name: CHAINED,
    formula: r"\eta_t = \left(s^{(n)}_t \circ \dots \circ s^{(1)}_t\right)(\eta_{t-1})",
    source: "torch.optim.lr_scheduler.ChainedScheduler",
    help: "Several schedules at once: at each step each changes the rate that the one before it leaves.",
    args: &[Arg::schedulers(
        SCHEDULERS,
        &[
            Nested("ConstantLR", &[("factor", Default::Number(0.1)), ("total_iters", Default::Number(20.0))]),
            Nested("ExponentialLR", &[("gamma", Default::Number(0.95))]),
        ],
        "The schedules, in the order they change the rate.",
    )],
    check: composed::check,
};

pub struct Chained {
    members: Vec<Member>,
    momentum: Option<f64>,
}

impl Chained {
    pub fn new(args: &Args, context: &ScheduleContext) -> Chained {
        Chained { members: composed::in_order(args, context, Member::new), momentum: None }
    }
}

impl Scheduler for Chained {
    fn advance(&mut self, _: usize, rates: &mut [Lane], now: &StepContext) {
        let how = if now.initial { Member::make } else { Member::step };
        for member in &mut self.members {
            how(member, rates, now);
            self.momentum = member.momentum().or(self.momentum);
        }
    }

    fn momentum(&self) -> Option<f64> {
        self.momentum
    }

    fn retire(&mut self, walk: usize) {
        self.members.iter_mut().for_each(|member| member.retire(walk));
    }

    fn members(&mut self) -> Option<&mut [Member]> {
        Some(&mut self.members)
    }
}

impl Integration for Chained {
    fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
        let members = composed::in_python(args, context);
        Some(on_lines("torch.optim.lr_scheduler.ChainedScheduler", &[members]))
    }

    fn start(args: &Args, context: &ScheduleContext) -> Start {
        composed::last_start(args, context)
    }

    fn validate(args: &Args, context: &ScheduleContext) -> Result<(), Fault> {
        composed::all_fit(args, context)
    }
}
