//! An experiment: the complete description of a run, and the checks that only the whole can make.

use super::hiker::Hiker;
use crate::WHOLE;
use crate::loss::Loss;
use crate::optimizer::{self, Requirements, Unsupported};
use crate::scheduler;
use crate::schema::value::Value;
use crate::schema::{Args, Fault, fault};
use crate::text::code::scene as code;
use std::cell::RefCell;
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
    /// What it is called in an experiment.
    pub fn key(self) -> &'static str {
        match self {
            Length::Steps(_) => "steps",
            Length::Epochs(_) => "epochs",
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

/// A loss, with the description and the seed it was made from.
type Made = (Value, u32, Rc<dyn Loss>);

thread_local! {
    /// The loss made last: most calls ask for the one before again, and data take long to make.
    static LAST: RefCell<Option<Made>> = const { RefCell::new(None) };
}

/// Keeps the loss made last.
pub struct Last;

impl Losses for Last {
    fn loss(
        &mut self,
        description: &Value,
        seed: u32,
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault> {
        let last = LAST.with_borrow(|last| match last {
            Some((known, known_seed, loss)) if known == description && *known_seed == seed => Some(loss.clone()),
            _ => None,
        });
        if let Some(loss) = last {
            return Ok(loss);
        }
        let loss = make()?;
        LAST.set(Some((description.clone(), seed, loss.clone())));
        Ok(loss)
    }
}

impl Experiment {
    pub fn hiker(&self, hiker: usize) -> Result<&Hiker, Fault> {
        let most = self.hikers.len() - 1;
        self.hikers.get(hiker).ok_or_else(|| fault!("hiker", code::no_such_hiker, hiker, most))
    }

    /// The optimizers that cannot walk on its loss, and why not.
    pub fn unsupported(&self) -> Vec<(&'static str, Unsupported)> {
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
                if let Some(Unsupported { reason, remedy }) = optimizer::unsupported(optimizer, &requirements) {
                    let path = format!("hikers[{i}].{path}");
                    return Err(fault!(path, code::optimizer_unsupported, entry = optimizer.name(), reason, remedy));
                }
            }
            if WHOLE {
                self.check_memory(i, hiker)?;
            }
            for size in hiker.batch_sizes() {
                let path = format!("hikers[{i}].batch_size");
                match samples {
                    None => return Err(fault!(path, code::batch_without_data, size)),
                    Some(samples) if size > samples => {
                        return Err(fault!(path, code::batch_too_large, size, samples));
                    }
                    _ => {}
                }
            }
            self.check_schedulers(&format!("hikers[{i}]"), hiker)?;
            if let Some(change) = hiker.changes.iter().find(|change| change.at >= self.length.records()) {
                let (at, most, unit) = (change.at, self.length.records() - 1, self.length.unit());
                return Err(fault!(format!("hikers[{i}].changes"), code::change_too_late, at, most, unit));
            }
        }
        if let (Length::Epochs(n), None) = (self.length, samples) {
            return Err(fault!("epochs", code::epochs_without_data, epochs = n));
        }
        if let Some(n) = samples {
            self.check_sample_gradients(n as f64)?;
        }
        let start = self.loss.value(&self.start);
        if !start.is_finite() {
            let given = Value::List(self.start.iter().copied().map(Value::Number).collect());
            return Err(fault!("start", code::start_not_finite, value = &given, loss = start));
        }
        Ok(())
    }

    fn check_schedulers(&self, path: &str, hiker: &Hiker) -> Result<(), Fault> {
        for (key, from, scheduler, every_update) in hiker.schedulers() {
            let path = format!("{path}.{key}");
            scheduler::validate(scheduler, &self.context(hiker, from, every_update))
                .map_err(|fault| fault.below(&path))?;
            // None of those that the page opens with does.
            let divides = |(_, optimizer): &(String, &Args)| WHOLE && optimizer::divides_by_rate(optimizer);
            if let Some((_, optimizer)) = hiker.optimizers().find(divides)
                && let context = self.context(hiker, from, every_update)
                && let Some((at, rate)) =
                    scheduler::rates(scheduler, &context).enumerate().find(|(_, rate)| *rate <= 0.0)
            {
                return Err(fault!(path, code::no_rate_to_divide_by, at, rate, optimizer = optimizer.name()));
            }
            let still = hiker.optimizers().find(|(_, optimizer)| !optimizer::cycles_momentum(optimizer));
            if let (true, Some((_, optimizer))) = (scheduler::cycles_momentum(scheduler), still) {
                let path = format!("{path}.cycle_momentum");
                return Err(fault!(path, code::cycles_no_momentum, optimizer = optimizer.name()));
            }
        }
        Ok(())
    }
}
