//! The walk: step after step from the start, in lanes, and the path of a single one.

use crate::experiment::{Experiment, Hiker, Length, SURFACE};
use crate::loss::{OfData, lanes};
use crate::number::{Lane, Real};
use crate::optimizer::{self, Optimizer};
use crate::pause::{Long, pause, stretch};
use crate::random::Order;
use crate::scheduler;

/// Records from one report to the next.
const WATCHED: usize = 16;

/// Where a single walk went; what is not finite is left out.
pub struct Path {
    pub dim: usize,
    /// records × dim; record 0 is the start.
    pub params: Vec<f64>,
    pub loss: Vec<f64>,
    /// The rate of the first update after each record.
    pub lr: Vec<f64>,
    pub steep: Steep,
}

/// How steep a walk was: the length of the slope over the whole data. Squares are kept, since a root for each record
/// costs more than the rest of it.
#[derive(Clone, Copy, Default)]
pub struct Steep {
    most: f64,
    last: f64,
}

impl Steep {
    pub fn see(&mut self, square: f64) {
        if square > self.most {
            self.most = square;
        }
        self.last = square;
    }
    pub fn most(&self) -> f64 {
        self.most.sqrt()
    }
    pub fn at_end(&self) -> f64 {
        self.last.sqrt()
    }
}

impl Path {
    /// A single walk takes one lane. `watch` hears now and then how many records there are.
    pub async fn of(experiment: &Experiment, hiker: &Hiker, watch: &mut dyn FnMut(usize)) -> Path {
        let records = experiment.length.records() + 1;
        let mut path = Path {
            dim: experiment.start.len(),
            params: Vec::with_capacity(records * experiment.start.len()),
            loss: Vec::with_capacity(records),
            lr: Vec::with_capacity(records),
            steep: Steep::default(),
        };
        let visit = &mut |record: Record| {
            let (value, lr) = (record.loss[0], record.lr[0]);
            let finite = value.is_finite() && lr.is_finite() && record.params.iter().all(|p| p[0].is_finite());
            if path.loss.len().is_multiple_of(WATCHED) {
                watch(path.loss.len());
            }
            if finite {
                path.params.extend(record.params.iter().map(|p| p[0]));
                path.loss.push(value);
                path.lr.push(lr);
                path.steep.see(squared_length(record.slope)[0]);
            }
            finite
        };
        walk(experiment, hiker, lanes(&experiment.start), Lane::constant(hiker.lr), visit).await;
        path
    }

    pub fn records(&self) -> usize {
        self.loss.len()
    }
    pub fn point(&self, record: usize) -> &[f64] {
        &self.params[record * self.dim..(record + 1) * self.dim]
    }
}

/// The length of a slope; infinite where its square overflows.
pub fn length(slope: &[f64]) -> f64 {
    squared_length(slope).sqrt()
}

pub fn squared_length<R: Real>(slope: &[R]) -> R {
    slope.iter().fold(R::zero(), |sum, s| sum + s.square())
}

/// Walks, side by side, at one moment.
pub struct Record<'a> {
    pub params: &'a [Lane],
    pub loss: Lane,
    /// Over the whole data; empty where batches are walked on and no verdict asks for it, the floor being unknown.
    pub slope: &'a [Lane],
    pub lr: Lane,
}

/// Is shown every record, and says whether to go on.
pub type Visit<'a> = &'a mut dyn FnMut(Record) -> bool;

/// Walks from `start` at the rate `lr`.
pub async fn walk(experiment: &Experiment, hiker: &Hiker, start: Vec<Lane>, lr: Lane, visit: Visit<'_>) {
    let mut optimizer = optimizer::build(&hiker.optimizer, start.len());
    walk_by(optimizer.as_mut(), experiment, hiker, start, lr, visit).await;
}

/// `walk` with an optimizer of the caller's. Order within one update is PyTorch's: slope at the point, a step at the
/// current rate, then the scheduler.
pub fn walk_by<'a>(
    optimizer: &'a mut dyn Optimizer,
    experiment: &'a Experiment,
    hiker: &'a Hiker,
    start: Vec<Lane>,
    lr: Lane,
    visit: Visit<'a>,
) -> Long<'a> {
    Box::pin(async move {
        let loss = experiment.loss.as_ref();
        if let Some(data) = loss.of_data() {
            data.prepare().await;
        }
        let mut params = start;
        let mut slope = vec![Lane::zero(); params.len()];
        let mut scheduler = scheduler::build(&hiker.scheduler);
        let mut batches = Batches::new(experiment, hiker);
        let mut rate = scheduler.rate(lr, 0);
        let mut advances = 0;
        let sloped = batches.is_none() || loss.floor().is_some();
        let whole = loss.of_data().map_or(SURFACE, |data| data.table().samples() * params.len());
        let records = stretch(whole);
        for record in 0..=experiment.length.records() {
            if record % records == records - 1 {
                pause().await;
            }
            let value = if sloped { loss.slope(&params, &mut slope) } else { loss.value(&params) };
            if !visit(Record { params: &params, loss: value, slope: if sloped { &slope } else { &[] }, lr: rate })
                || record == experiment.length.records()
            {
                break;
            }
            let updates = batches.as_ref().map_or(1, |batches| batches.updates);
            let mut left = updates;
            while left > 0 {
                let some = left.min(batches.as_ref().map_or(1, |batches| stretch(batches.size * params.len())));
                for _ in 0..some {
                    if let Some(batches) = &mut batches {
                        batches.data.slope_of(&params, batches.next(), &mut slope);
                    }
                    optimizer.step(&mut params, &slope, rate);
                    if hiker.every_update {
                        advances += 1;
                        rate = scheduler.rate(lr, advances);
                    }
                }
                left -= some;
                if left > 0 {
                    pause().await;
                }
            }
            if !hiker.every_update {
                advances += 1;
                rate = scheduler.rate(lr, advances);
            }
        }
    })
}

/// Consecutive pieces of the samples in scikit-learn's order, the last of an epoch short.
struct Batches<'a> {
    data: &'a dyn OfData,
    order: Box<dyn Order>,
    epoch: Vec<usize>,
    position: usize,
    size: usize,
    /// How many make a record.
    updates: usize,
}

impl<'a> Batches<'a> {
    fn new(experiment: &'a Experiment, hiker: &Hiker) -> Option<Batches<'a>> {
        let size = hiker.batch_size?;
        let data = experiment.loss.of_data()?;
        let order = data.order(experiment.seed);
        let updates = match experiment.length {
            Length::Steps(_) => 1,
            Length::Epochs(_) => order.samples().div_ceil(size),
        };
        Some(Batches { data, order, epoch: vec![], position: 0, size, updates })
    }

    fn next(&mut self) -> &[usize] {
        if self.position >= self.epoch.len() {
            self.epoch.clear();
            self.epoch.extend_from_slice(self.order.next_epoch());
            self.position = 0;
        }
        let from = self.position;
        self.position = (from + self.size).min(self.epoch.len());
        &self.epoch[from..self.position]
    }
}
