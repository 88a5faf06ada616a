//! The walk: step after step from the start, many side by side in lanes, and the path of a single one.

use crate::experiment::{Change, Experiment, Hiker, Length, SURFACE};
use crate::loss::{Loss, OfData, Slope, lanes};
use crate::number::{Lane, Real};
use crate::optimizer::{self, Ground, Line, Optimizer, Update};
use crate::pause::{Long, pause, stretch};
use crate::random::Order;
use crate::scheduler::{self, Now, Scheduler};

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
    /// `watch` hears now and then how many records there are.
    pub async fn of(experiment: &Experiment, hiker: &Hiker, watch: &mut dyn FnMut(usize)) -> Path {
        Path::at_rate(experiment, hiker, hiker.rate(), watch).await
    }

    /// The hiker's walk where the rate that `Hiker::rate` names is `lr`.
    pub fn at_rate<'a>(
        experiment: &'a Experiment,
        hiker: &'a Hiker,
        lr: f64,
        watch: &'a mut dyn FnMut(usize),
    ) -> Long<'a, Path> {
        Box::pin(Path::walked(experiment, hiker, lr, watch))
    }

    /// A single walk takes one lane.
    async fn walked(experiment: &Experiment, hiker: &Hiker, lr: f64, watch: &mut dyn FnMut(usize)) -> Path {
        let records = experiment.length.records() + 1;
        let mut path = Path {
            dim: experiment.start.len(),
            params: Vec::with_capacity(records * experiment.start.len()),
            loss: Vec::with_capacity(records),
            lr: Vec::with_capacity(records),
            steep: Steep::default(),
        };
        let mut walk = Walks::new(experiment, hiker, lanes(&experiment.start), vec![Lane::constant(lr)]).await;
        loop {
            walk.look();
            let (value, lr) = (walk.loss[0][0], walk.rates[0][0]);
            if path.loss.len().is_multiple_of(WATCHED) {
                watch(path.loss.len());
            }
            if !(value.is_finite() && lr.is_finite() && walk.params.iter().all(|p| p[0].is_finite())) {
                break;
            }
            path.params.extend(walk.params.iter().map(|p| p[0]));
            path.loss.push(value);
            path.lr.push(lr);
            path.steep.see(squared_length(walk.slope())[0]);
            if !walk.go().await {
                break;
            }
        }
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

/// Walks side by side, from record to record.
pub struct Walks<'a> {
    experiment: &'a Experiment,
    hiker: &'a Hiker,
    /// One walk after the other.
    pub params: Vec<Lane>,
    slope: Vec<Lane>,
    /// One number a walk, as all that follow.
    pub loss: Vec<Lane>,
    pub rates: Vec<Lane>,
    /// What the schedule starts from.
    base: Vec<Lane>,
    /// What the last of the optimizer's rates is.
    chosen: Vec<Lane>,
    optimizer: Box<dyn Optimizer>,
    scheduler: Box<dyn Scheduler>,
    every_update: bool,
    advances: usize,
    batches: Option<Batches<'a>>,
    /// Whether the slope over the whole data is asked for at each record.
    sloped: bool,
    pub record: usize,
    /// Where the walks were when `mark` was called; empty where no walk can rest for ever.
    marked: Vec<Lane>,
    /// Records from one pause to the next.
    unpaused: usize,
    /// The first update from here as equations, a list for each parameter, once somebody asked for it.
    explained: Option<Vec<Vec<Line>>>,
}

impl<'a> Walks<'a> {
    /// From `start`, one walk after the other, each at its own rate: the one that `Hiker::rate` names.
    pub async fn new(experiment: &'a Experiment, hiker: &'a Hiker, start: Vec<Lane>, rates: Vec<Lane>) -> Walks<'a> {
        let walks = rates.len();
        if let Some(data) = experiment.loss.of_data() {
            data.prepare().await;
        }
        let whole = experiment.loss.of_data().map_or(SURFACE * walks, |data| data.table().samples() * start.len());
        let batches = Batches::new(experiment, hiker);
        let first = if hiker.rate_changes() { vec![Lane::constant(hiker.lr); walks] } else { rates.clone() };
        let mut walk = Walks {
            experiment,
            hiker,
            slope: vec![Lane::zero(); start.len()],
            loss: vec![Lane::zero(); walks],
            optimizer: optimizer::build(&hiker.optimizer, start.len() / walks, walks),
            scheduler: scheduler::build(&hiker.scheduler),
            every_update: hiker.every_update,
            advances: 0,
            sloped: batches.is_none() || experiment.loss.floor().is_some(),
            batches,
            params: start,
            rates: first.clone(),
            base: first,
            chosen: rates,
            record: 0,
            marked: vec![],
            unpaused: stretch(whole),
            explained: None,
        };
        walk.advance(0);
        walk
    }

    /// The loss and the slope here; and what changes from here on.
    pub fn look(&mut self) {
        let due = self.hiker.changes.iter().find(|change| change.at == self.record);
        if let Some(change) = due {
            self.change(change);
        }
        let loss = self.experiment.loss.as_ref();
        if self.sloped {
            loss.slopes(&self.params, &mut self.slope, &mut self.loss);
        } else {
            let dim = self.params.len() / self.loss.len();
            for (walk, value) in self.loss.iter_mut().enumerate() {
                *value = Slope::<Lane>::value(loss, &self.params[walk * dim..(walk + 1) * dim]);
            }
        }
    }

    /// The slopes over the whole data that `look` found; none where batches are walked on and no verdict asks for it,
    /// the floor being unknown.
    pub fn slope(&self) -> &[Lane] {
        if self.sloped { &self.slope } else { &[] }
    }

    /// To the next record; false at the last. Order within one update is PyTorch's: slope at the point, a step at the
    /// current rate, then the scheduler.
    pub async fn go(&mut self) -> bool {
        if self.record == self.experiment.length.records() {
            return false;
        }
        self.record += 1;
        if self.record.is_multiple_of(self.unpaused) {
            pause().await;
        }
        match &self.batches {
            None => {
                let Walks { optimizer, params, slope, rates, explained, .. } = self;
                update(optimizer.as_mut(), params, slope, rates, &Whole(self.experiment.loss.as_ref()), explained);
            }
            Some(batches) => {
                let (updates, unpaused) = (batches.updates, stretch(batches.size * self.params.len()));
                for k in 0..updates {
                    if k > 0 && k.is_multiple_of(unpaused) {
                        pause().await;
                    }
                    self.go_by_batch();
                }
            }
        }
        if !self.every_update || self.batches.is_none() {
            self.advances += 1;
            self.advance(self.advances);
        }
        true
    }

    fn go_by_batch(&mut self) {
        let Walks { optimizer, params, slope, rates, explained, batches: Some(batches), .. } = self else { return };
        let data = batches.data;
        let batch = batches.next();
        let dim = params.len() / rates.len();
        for (at, slope) in params.chunks_exact(dim).zip(slope.chunks_exact_mut(dim)) {
            data.slope_of(at, batch, slope);
        }
        let ground = Batch { loss: self.experiment.loss.as_ref(), data, batch };
        update(optimizer.as_mut(), params, slope, rates, &ground, explained);
        if self.every_update {
            self.advances += 1;
            self.advance(self.advances);
        }
    }

    fn advance(&mut self, t: usize) {
        self.scheduler.advance(t, &mut self.rates, &Now { base: &self.base, loss: &self.loss });
        if let Some(momentum) = self.scheduler.momentum() {
            self.optimizer.set_momentum(momentum);
        }
    }

    /// Goes to the next record and tells how the first walk's first update was made.
    pub async fn explain(&mut self) -> Vec<Vec<Line>> {
        self.explained = Some(vec![]);
        self.go().await;
        self.explained.take().unwrap_or_default()
    }

    /// `walk` has ended: the last takes its place.
    pub fn retire(&mut self, walk: usize) {
        let dim = self.params.len() / self.loss.len();
        for pieces in [&mut self.params, &mut self.slope, &mut self.marked] {
            optimizer::retire(pieces, walk, dim);
        }
        for numbers in [&mut self.loss, &mut self.rates, &mut self.base, &mut self.chosen] {
            numbers.swap_remove(walk);
        }
        self.optimizer.retire(walk);
        self.scheduler.retire(walk);
    }

    /// What the hiker does otherwise from this record on.
    fn change(&mut self, change: &Change) {
        if let Some(optimizer) = &change.optimizer {
            let last = !self.hiker.changes.iter().any(|later| later.at > change.at && later.optimizer.is_some());
            let rate = Lane::constant(optimizer.number("lr"));
            for (walk, base) in self.base.iter_mut().enumerate() {
                let next = if last { self.chosen[walk] } else { rate };
                // The schedule goes on from the new rate.
                self.rates[walk] = self.rates[walk] / *base * next;
                *base = next;
            }
            if change.same_rule {
                self.optimizer.change(optimizer);
            } else {
                let walks = self.loss.len();
                self.optimizer = optimizer::build(optimizer, self.params.len() / walks, walks);
            }
        }
        if let Some((scheduler, every_update)) = &change.scheduler {
            self.scheduler = scheduler::build(scheduler);
            self.every_update = *every_update;
            self.rates.copy_from_slice(&self.base);
            self.advances = 0;
            self.advance(0);
        }
        if let (Some(size), Some(batches)) = (change.batch_size, &mut self.batches) {
            batches.resize(size, self.experiment.length);
        }
    }

    /// Remembers the next step as one that may turn out to move nothing.
    pub fn mark(&mut self) {
        let for_ever = self.scheduler.constant()
            && self.batches.is_none()
            && self.hiker.changes.iter().all(|change| change.at <= self.record);
        if for_ever && self.optimizer.mark() {
            self.marked.clone_from(&self.params);
        }
    }

    /// Whether `walk` is where `mark` found it, one step ago, and will be for ever.
    pub fn rests(&self, walk: usize) -> bool {
        let dim = self.params.len() / self.loss.len();
        let own = walk * dim..(walk + 1) * dim;
        let same = |(a, b): (&Lane, &Lane)| a.equals(b) && a.same_bits(b);
        self.marked.get(own.clone()).is_some_and(|marked| marked.iter().zip(&self.params[own]).all(same))
            && self.optimizer.unmoved(walk)
    }
}

fn update(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    slope: &[Lane],
    rates: &[Lane],
    ground: &dyn Ground,
    explained: &mut Option<Vec<Vec<Line>>>,
) {
    let Some(explained) = explained.as_mut().filter(|lines| lines.is_empty()) else {
        return optimizer.step(params, slope, rates, ground);
    };
    let old = params.to_vec();
    let before: Vec<_> = (0..old.len()).map(|i| optimizer.memory(i)).collect();
    optimizer.step(params, slope, rates, ground);
    let lines = |i: usize| {
        let update = Update { old: old[i][0], slope: slope[i][0], lr: rates[0][0], new: params[i][0] };
        optimizer.lines(i, &before[i], &update)
    };
    *explained = (0..old.len()).map(lines).collect();
}

/// All of the loss.
struct Whole<'a>(&'a dyn Loss);

impl Ground for Whole<'_> {
    fn slope(&self, at: &[f64], slope: &mut [f64]) -> f64 {
        self.0.slope(at, slope)
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.0.hessian(at)
    }
}

/// Some of its samples.
struct Batch<'a> {
    loss: &'a dyn Loss,
    data: &'a dyn OfData,
    batch: &'a [usize],
}

impl Ground for Batch<'_> {
    fn slope(&self, at: &[f64], slope: &mut [f64]) -> f64 {
        let (at, mut wide) = (lanes(at), lanes(slope));
        self.data.slope_of(&at, self.batch, &mut wide);
        slope.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
        self.data.loss_of(&at, self.batch)[0]
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.loss.hessian(at)
    }
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
        let mut batches = Batches { data, order, epoch: vec![], position: 0, size, updates: 1 };
        batches.resize(size, experiment.length);
        Some(batches)
    }

    fn resize(&mut self, size: usize, length: Length) {
        self.size = size;
        self.updates = match length {
            Length::Steps(_) => 1,
            Length::Epochs(_) => self.order.samples().div_ceil(size),
        };
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
