//! The walk: an experiment in, what came of it out.

use crate::experiment::{Experiment, Hiker, Length};
use crate::loss::{Loss, Slope};
use crate::number::Real;
use crate::optimizer::{self, Optimizer};
use crate::random::SgdOrder;
use crate::scheduler;
use crate::verdict::{self, Kind, Verdict};

/// What came of one hiker.
pub struct Trace {
    pub dim: usize,
    /// records × dim; record 0 is the start.
    pub params: Vec<f64>,
    pub loss: Vec<f64>,
    /// The rate of the first update after each record.
    pub lr: Vec<f64>,
    /// How steep it is at each record: the length of the slope over the whole data.
    pub steepness: Vec<f64>,
    pub metrics: Vec<(&'static str, Vec<f64>)>,
    pub verdict: Verdict,
}

impl Trace {
    pub fn records(&self) -> usize {
        self.loss.len()
    }
    pub fn point(&self, record: usize) -> &[f64] {
        &self.params[record * self.dim..(record + 1) * self.dim]
    }
}

/// All hikers, each on its own.
pub fn run(experiment: &Experiment) -> Vec<Trace> {
    experiment.hikers.iter().map(|hiker| trace(experiment, hiker)).collect()
}

fn trace(experiment: &Experiment, hiker: &Hiker) -> Trace {
    let loss = experiment.loss.as_ref();
    let records = experiment.length.records() + 1;
    let mut trace = Trace {
        dim: experiment.start.len(),
        params: Vec::with_capacity(records * experiment.start.len()),
        loss: Vec::with_capacity(records),
        lr: Vec::with_capacity(records),
        steepness: Vec::with_capacity(records),
        metrics: vec![],
        verdict: Verdict { kind: Kind::TooSlow, step: None, text: String::new() },
    };
    walk::<f64>(experiment, hiker, experiment.start.clone(), hiker.lr, |record| {
        let finite = record.loss.is_finite() && record.lr.is_finite() && record.params.iter().all(|p| p.is_finite());
        if finite {
            trace.params.extend(record.params);
            trace.loss.push(record.loss);
            trace.lr.push(record.lr);
            trace.steepness.push(steepness(record.slope));
        }
        finite
    });
    if let Some(data) = loss.of_data() {
        for record in 0..trace.records() {
            for (k, (name, value)) in data.metrics(trace.point(record)).into_iter().enumerate() {
                if record == 0 {
                    trace.metrics.push((name, Vec::with_capacity(trace.records())));
                }
                trace.metrics[k].1.push(value);
            }
        }
    }
    trace.verdict = verdict::of(experiment, hiker, &trace);
    trace
}

/// The length of a slope; infinite where its square overflows.
pub fn steepness<R: Real>(slope: &[R]) -> R {
    slope.iter().fold(R::zero(), |sum, s| sum + s.square()).sqrt()
}

/// A walk at one moment.
pub struct Record<'a, R> {
    pub params: &'a [R],
    pub loss: R,
    /// Over the whole data.
    pub slope: &'a [R],
    pub lr: R,
}

/// Walks from `start` at the rate `lr` and shows every record to `visit`, until that says no.
pub fn walk<R: Real>(experiment: &Experiment, hiker: &Hiker, start: Vec<R>, lr: R, visit: impl FnMut(Record<R>) -> bool)
where
    dyn Loss: Slope<R>,
{
    let mut optimizer = optimizer::build::<R>(&hiker.optimizer, start.len());
    walk_by(optimizer.as_mut(), experiment, hiker, start, lr, visit);
}

/// `walk` with an optimizer of the caller's. Order within one update is PyTorch's: slope at the point, a step at the
/// current rate, then the scheduler.
pub fn walk_by<R: Real>(
    optimizer: &mut dyn Optimizer<R>,
    experiment: &Experiment,
    hiker: &Hiker,
    start: Vec<R>,
    lr: R,
    mut visit: impl FnMut(Record<R>) -> bool,
) where
    dyn Loss: Slope<R>,
{
    let loss = experiment.loss.as_ref();
    let mut params = start;
    let mut slope = vec![R::zero(); params.len()];
    let mut scheduler = scheduler::build::<R>(&hiker.scheduler);
    let mut batches = Batches::new(experiment, hiker);
    let mut rate = scheduler.rate(lr, 0);
    let mut advances = 0;
    for record in 0..=experiment.length.records() {
        let value = Slope::<R>::slope(loss, &params, None, &mut slope);
        if !visit(Record { params: &params, loss: value, slope: &slope, lr: rate })
            || record == experiment.length.records()
        {
            break;
        }
        let updates = batches.as_ref().map_or(1, |batches| batches.updates);
        for _ in 0..updates {
            if let Some(batches) = &mut batches {
                Slope::<R>::slope(loss, &params, Some(batches.next()), &mut slope);
            }
            optimizer.step(&mut params, &slope, rate);
            if hiker.every_update {
                advances += 1;
                rate = scheduler.rate(lr, advances);
            }
        }
        if !hiker.every_update {
            advances += 1;
            rate = scheduler.rate(lr, advances);
        }
    }
}

/// Consecutive pieces of the samples in scikit-learn's order, the last of an epoch short.
struct Batches {
    order: SgdOrder,
    epoch: Vec<usize>,
    position: usize,
    size: usize,
    /// How many make a record.
    updates: usize,
}

impl Batches {
    fn new(experiment: &Experiment, hiker: &Hiker) -> Option<Batches> {
        let size = hiker.batch_size?;
        let order = experiment.loss.of_data()?.order(experiment.seed);
        let updates = match experiment.length {
            Length::Steps(_) => 1,
            Length::Epochs(_) => order.samples().div_ceil(size),
        };
        Some(Batches { order, epoch: vec![], position: 0, size, updates })
    }

    fn next(&mut self) -> &[usize] {
        if self.position >= self.epoch.len() {
            self.epoch = self.order.next_epoch().to_vec();
            self.position = 0;
        }
        let from = self.position;
        self.position = (from + self.size).min(self.epoch.len());
        &self.epoch[from..self.position]
    }
}
