//! The same rate throughout: what holds where no scheduler is named.

use super::{Integration, ScheduleContext, Scheduler, StepContext};
use crate::number::Lane;
use crate::schema::python::float;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "constant",
    formula: r"\eta_t = \eta_0",
    source: "An optimizer of PyTorch without a scheduler",
    help: "The same learning rate throughout.",
    args: &[],
    check: nothing_more,
};

pub struct Constant;

impl Constant {
    pub fn new(_: &Args, _: &ScheduleContext) -> Constant {
        Constant
    }
}

impl Scheduler for Constant {
    fn advance(&mut self, _: usize, _: &mut [Lane], _: &StepContext) {}
    fn constant(&self) -> bool {
        true
    }
}

impl Integration for Constant {
    const GOES_ON: bool = true;

    fn python(_: &Args, _: &ScheduleContext) -> Option<String> {
        None
    }

    fn estimator(_: &Args, lr: f64, _: bool, _: f64) -> Option<Vec<String>> {
        Some(vec!["learning_rate=\"constant\"".into(), format!("eta0={}", float(lr))])
    }
}
