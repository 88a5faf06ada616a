//! An experiment: the complete description of a run, and the checks that only the whole can make.

use super::hiker::Hiker;
use crate::loss::Loss;
use crate::optimizer::{self, Requirements};
use crate::scheduler;
use crate::schema::value::Value;
use crate::schema::{Fault, wrong};
use crate::text::plain;
use std::rc::Rc;

#[derive(Clone)]
pub struct Experiment {
    pub loss: Rc<dyn Loss>,
    pub start: Vec<f64>,
    pub length: Length,
    pub seed: u32,
    pub hikers: Vec<Hiker>,
}

/// How long a walk is: a record is one step, or one epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    Steps(usize),
    Epochs(usize),
}

impl Length {
    pub fn records(self) -> usize {
        match self {
            Length::Steps(n) | Length::Epochs(n) => n,
        }
    }
    pub fn unit(self) -> &'static str {
        match self {
            Length::Steps(_) => "step",
            Length::Epochs(_) => "epoch",
        }
    }
}

/// The losses made last are kept: a drag asks for the same one again and again.
pub trait Losses {
    fn loss(
        &mut self,
        description: &Value,
        seed: u32,
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault>;
}

/// Keeps nothing.
pub struct Fresh;

impl Losses for Fresh {
    fn loss(
        &mut self,
        _: &Value,
        _: u32,
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault> {
        make()
    }
}

impl Experiment {
    pub fn hiker(&self, hiker: usize) -> Result<&Hiker, Fault> {
        let most = self.hikers.len() - 1;
        self.hikers
            .get(hiker)
            .ok_or_else(|| Fault(format!("hiker is {hiker}; allowed: a whole number in [0, {most}].")))
    }

    /// The optimizers that cannot walk on its loss, and why not.
    pub fn unsupported(&self) -> Vec<(&'static str, &'static str)> {
        optimizer::unsupported_on(&Requirements { shapes: &self.loss.shapes(), has_hessian: &|| self.has_hessian() })
    }

    fn has_hessian(&self) -> bool {
        self.loss.hessian(&self.start).is_some()
    }

    /// What only the whole can say: batches that fit the data, and the limits.
    pub fn check(&self) -> Result<(), Fault> {
        let samples = self.loss.of_data().map(|data| data.table().samples());
        let shapes = self.loss.shapes();
        let requirements = Requirements { shapes: &shapes, has_hessian: &|| self.has_hessian() };
        for (i, hiker) in self.hikers.iter().enumerate() {
            for (path, optimizer) in hiker.optimizers() {
                if let Some(reason) = optimizer::unsupported(optimizer, &requirements) {
                    return wrong(format!("hikers[{i}].{path} is {}, {reason}.", optimizer.name()));
                }
            }
            for size in hiker.batch_sizes() {
                match samples {
                    None => {
                        return wrong(format!(
                            "hikers[{i}].batch_size is {size}, but this loss has no data; leave batch_size out."
                        ));
                    }
                    Some(n) if size > n => {
                        return wrong(format!(
                            "hikers[{i}].batch_size is {size}; allowed: a whole number in [1, {n}], the samples there are."
                        ));
                    }
                    _ => {}
                }
            }
            self.check_schedulers(&format!("hikers[{i}]"), hiker)?;
            if let Some(change) = hiker.changes.iter().find(|change| change.at >= self.length.records()) {
                return wrong(format!(
                    "hikers[{i}].changes has one at {}; allowed: a whole number in [0, {}], a {} that is made.",
                    change.at,
                    self.length.records() - 1,
                    self.length.unit()
                ));
            }
        }
        if let (Length::Epochs(n), None) = (self.length, samples) {
            return wrong(format!("epochs is {n}, but this loss has no data to pass through; give steps instead."));
        }
        if let Some(n) = samples {
            self.check_sample_gradients(n as f64)?;
        }
        let start = self.loss.value(&self.start);
        if !start.is_finite() {
            let given = Value::List(self.start.iter().copied().map(Value::Number).collect());
            return wrong(format!(
                "start is {given}, where the loss is {}; allowed: a start where the loss is finite.",
                plain(start)
            ));
        }
        Ok(())
    }

    fn check_schedulers(&self, path: &str, hiker: &Hiker) -> Result<(), Fault> {
        for (key, from, scheduler, every_update) in hiker.schedulers() {
            if let Err(fault) = scheduler::validate(scheduler, &self.context(hiker, from, every_update)) {
                return wrong(format!("{path}.{key}.{fault}"));
            }
            let still = hiker.optimizers().find(|(_, optimizer)| !optimizer::cycles_momentum(optimizer));
            if let (true, Some((_, optimizer))) = (scheduler::cycles_momentum(scheduler), still) {
                return wrong(format!(
                    "{path}.{key}.cycle_momentum is true, but {} has neither momentum nor betas; allowed: false.",
                    optimizer.name()
                ));
            }
        }
        Ok(())
    }
}
