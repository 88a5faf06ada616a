//! The walk: step after step from the start, many side by side in lanes, and the path of a single one.

use crate::loss::{Gradient, Loss, OfData, lanes};
use crate::number::random::Order;
use crate::number::{Lane, Real, WIDTH};
use crate::optimizer::{self, Equation, Objective, Optimizer, Rates, Update};
use crate::pause::{Long, stretch};
use crate::scene::experiment::{Experiment, Length};
use crate::scene::hiker::{Change, Hiker};
use crate::scheduler::{self, Scheduler, StepContext};
use std::cell::Cell;

/// Records from one look for walks that rest to the next.
pub const WATCHED: usize = 32;
/// Records from one report of how far a single walk has come to the next.
const REPORTED: usize = 16;

/// Where a single walk went; what is not finite is left out.
pub struct Path {
    pub dim: usize,
    /// records × dim; record 0 is the start.
    pub params: Vec<f64>,
    pub loss: Vec<f64>,
    /// The rate of the first update after each record.
    pub lr: Vec<f64>,
    /// What it took to come to each record, in gradients over the whole data: a batch of 32 of 500 is 32/500.
    pub evaluations: Vec<f64>,
    pub steepness: Steepness,
}

/// How steep a walk was: the length of the gradient over the whole data. Squares are kept, since a root for each record
/// costs more than the rest of it.
#[derive(Clone, Copy, Default)]
pub struct Steepness {
    most: Lane,
    last: Lane,
}

impl Steepness {
    /// What ended at a loss that is not finite stays as it was.
    #[inline(always)]
    pub fn see(&mut self, square: Lane, loss: Lane) {
        let (most, one) = (self.most.where_less(square, square, self.most), Lane::constant(1.0));
        let goes_on = loss * 0.0;
        self.most = goes_on.where_less(one, most, self.most);
        self.last = goes_on.where_less(one, square, self.last);
    }
    pub fn most(&self, walk: usize) -> f64 {
        self.most[walk].sqrt()
    }
    pub fn at_end(&self, walk: usize) -> f64 {
        self.last[walk].sqrt()
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
            evaluations: Vec::with_capacity(records),
            steepness: Steepness::default(),
        };
        let mut walk = WalkBatch::new(experiment, hiker, lanes(&experiment.start), vec![Lane::constant(lr)]).await;
        let samples = walk.samples as f64;
        loop {
            walk.evaluate();
            let (value, lr) = (walk.loss[0][0], walk.rates[0][0]);
            if path.loss.len().is_multiple_of(REPORTED) {
                watch(path.loss.len());
            }
            if !(value.is_finite() && lr.is_finite() && walk.params.iter().all(|p| p[0].is_finite())) {
                break;
            }
            path.params.extend(walk.params.iter().map(|p| p[0]));
            path.loss.push(value);
            path.lr.push(lr);
            path.evaluations.push(walk.spent as f64 / samples);
            path.steepness.see(squared_length(walk.gradient()), walk.loss[0]);
            if !advance_record!(walk) {
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

/// The length of a gradient; infinite where its square overflows.
pub fn length(gradient: &[f64]) -> f64 {
    squared_length(gradient).sqrt()
}

pub fn squared_length<R: Real>(gradient: &[R]) -> R {
    gradient.iter().fold(R::zero(), |sum, s| sum + s.square())
}

/// To the next record, with pauses: whether there was one.
macro_rules! advance_record {
    ($walk:ident) => {
        loop {
            match $walk.advance_to_next() {
                Some(went) => break went,
                None => $crate::pause::pause().await,
            }
        }
    };
}
pub(crate) use advance_record;

/// Walks side by side, from record to record.
pub struct WalkBatch<'a> {
    experiment: &'a Experiment,
    hiker: &'a Hiker,
    /// One walk after the other.
    pub params: Vec<Lane>,
    gradient: Vec<Lane>,
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
    /// Whether the rates stay as they are.
    constant: bool,
    /// Whether they also are the same for all walks.
    same_for_all: bool,
    advances: usize,
    batches: Option<Batches<'a>>,
    /// Whether the gradient over the whole data is asked for at each record.
    wants_gradient: bool,
    pub record: usize,
    /// How many samples there are; a surface is one.
    samples: usize,
    /// Whether updates ask for more than the gradient they are given.
    evaluates_more: bool,
    /// Gradients of single samples that the updates of a single walk took.
    spent: usize,
    /// The loss that the first walk's last update saw, once somebody asked for it.
    seen_loss: Option<f64>,
    /// Where the walks were when `mark` was called; empty where no walk can rest for ever.
    marked: Vec<Lane>,
    /// Updates of the record under way that are done.
    updated: usize,
    /// Updates from one pause to the next, and since the last.
    unpaused: usize,
    since_pause: usize,
    /// The first update from here as equations, a list for each parameter, once somebody asked for it.
    explained: Option<Vec<Vec<Equation>>>,
}

impl<'a> WalkBatch<'a> {
    /// From `start`, one walk after the other, each at its own rate: the one that `Hiker::rate` names.
    pub async fn new(
        experiment: &'a Experiment,
        hiker: &'a Hiker,
        start: Vec<Lane>,
        rates: Vec<Lane>,
    ) -> WalkBatch<'a> {
        let walks = rates.len();
        if let Some(data) = experiment.loss.of_data() {
            data.prepare().await;
        }
        let samples = experiment.loss.of_data().map_or(1, |data| data.table().samples());
        let work = experiment
            .loss
            .of_data()
            .map_or(experiment.loss.cost() as usize * walks, |_| hiker.batch_size.unwrap_or(samples) * start.len());
        let evaluates_more = hiker.slopes_a_step(start.len() / walks);
        let work = work * evaluates_more;
        let batches = Batches::new(experiment, hiker);
        let first = if hiker.rate_changes() { vec![Lane::constant(hiker.lr); walks] } else { rates.clone() };
        let scheduler = scheduler::build(&hiker.scheduler, &experiment.context(hiker, 0, hiker.every_update));
        let mut walk = WalkBatch {
            experiment,
            hiker,
            gradient: vec![Lane::zero(); start.len()],
            loss: vec![Lane::zero(); walks],
            optimizer: optimizer::build(&hiker.optimizer, &experiment.loss.shapes(), walks),
            constant: scheduler.constant(),
            same_for_all: false,
            scheduler,
            every_update: hiker.every_update,
            advances: 0,
            wants_gradient: batches.is_none() || experiment.loss.floor().is_some(),
            batches,
            params: start,
            rates: first.clone(),
            base: first,
            chosen: rates,
            record: 0,
            samples,
            evaluates_more: evaluates_more > 1,
            spent: 0,
            seen_loss: None,
            marked: vec![],
            updated: 0,
            unpaused: stretch(work),
            since_pause: 0,
            explained: None,
        };
        walk.schedule();
        walk.compare();
        walk
    }

    fn compare(&mut self) {
        self.same_for_all = self.constant && self.rates.iter().all(|rate| rate.equals(&self.rates[0]));
    }

    /// The loss and the gradient here, and what changes from here on. Handed back is the sum of the losses: where it is
    /// finite, all are.
    pub fn evaluate(&mut self) -> Lane {
        if !self.hiker.changes.is_empty() {
            self.apply_changes();
        }
        let loss = self.experiment.loss.as_ref();
        if self.wants_gradient {
            return loss.gradients(&self.params, &mut self.gradient, &mut self.loss);
        }
        let dim = self.params.len() / self.loss.len();
        for (at, value) in self.params.chunks_exact(dim).zip(&mut self.loss) {
            *value = Gradient::<Lane>::value(loss, at);
        }
        self.loss.iter().fold(Lane::zero(), |sum, &loss| sum + loss)
    }

    /// The gradients over the whole data that `evaluate` found; none where batches are walked on and no verdict asks
    /// for it,
    /// the floor being unknown.
    pub fn gradient(&self) -> &[Lane] {
        if self.wants_gradient { &self.gradient } else { &[] }
    }

    /// On towards the next record: whether there was one to go to; none where it is time for a pause before it goes on.
    /// Order within one update is PyTorch's: gradient at the point, a step at the current rate, then the scheduler.
    pub fn advance_to_next(&mut self) -> Option<bool> {
        if self.record == self.experiment.length.records() {
            return Some(false);
        }
        if self.since_pause >= self.unpaused {
            self.since_pause = 0;
            return None;
        }
        if let Some(batches) = &self.batches {
            let updates = (self.unpaused - self.since_pause).min(batches.updates - self.updated);
            self.go_by_batches(updates);
            (self.updated, self.since_pause) = (self.updated + updates, self.since_pause + updates);
            if self.updated < self.batches.as_ref().map_or(0, |batches| batches.updates) {
                return self.advance_to_next();
            }
            self.updated = 0;
        } else {
            self.since_pause += 1;
            let WalkBatch {
                optimizer, params, gradient, rates, same_for_all, explained, samples, evaluates_more, ..
            } = self;
            let rates = Rates { each: rates, same_for_all: *same_for_all };
            let objective = FullObjective(self.experiment.loss.as_ref());
            let size = Size { gradient: *samples, whole: *samples, evaluates_more: *evaluates_more };
            self.spent += update(optimizer.as_mut(), params, gradient, rates, &objective, explained, size);
        }
        self.record += 1;
        if !self.every_update || self.batches.is_none() {
            self.advance();
        }
        Some(true)
    }

    fn go_by_batches(&mut self, updates: usize) {
        // Every update on its own where something happens between them.
        let between = self.explained.is_some() || self.every_update && !self.constant;
        for _ in 0..if between { updates } else { 1 } {
            let WalkBatch {
                optimizer,
                params,
                gradient,
                rates,
                same_for_all,
                explained,
                seen_loss,
                samples,
                evaluates_more,
                spent,
                batches: Some(batches),
                ..
            } = self
            else {
                return;
            };
            let (data, dim) = (batches.data, params.len() / rates.len());
            let rates = Rates { each: rates, same_for_all: *same_for_all };
            for _ in 0..if between { 1 } else { updates } {
                let batch = batches.next();
                if dim == params.len() {
                    data.batch_gradient(params, batch, gradient);
                } else {
                    for (at, gradient) in params.chunks_exact(dim).zip(gradient.chunks_exact_mut(dim)) {
                        data.batch_gradient(at, batch, gradient);
                    }
                }
                if let Some(seen_loss) = seen_loss {
                    *seen_loss = data.batch_loss(&params[..dim], batch)[0];
                }
                let objective = BatchObjective { loss: self.experiment.loss.as_ref(), data, batch };
                let size = Size { gradient: batch.len(), whole: *samples, evaluates_more: *evaluates_more };
                *spent += update(optimizer.as_mut(), params, gradient, rates, &objective, explained, size);
            }
            if self.every_update {
                self.advance();
            }
        }
    }

    #[inline(always)]
    fn advance(&mut self) {
        if !self.constant {
            self.advances += 1;
            self.schedule();
        }
    }

    fn schedule(&mut self) {
        let initial = self.advances == 0;
        let now = StepContext { lr: &self.base, base: &self.base, loss: &self.loss, initial, alone: true };
        self.scheduler.advance(self.advances, &mut self.rates, &now);
        self.cycle_momentum();
    }

    fn cycle_momentum(&mut self) {
        if let Some(momentum) = self.scheduler.momentum() {
            self.optimizer.set_momentum(momentum);
        }
    }

    /// Goes to the next record and tells how the first walk's first update was made.
    pub async fn explain(&mut self) -> Vec<Vec<Equation>> {
        self.explained = Some(vec![]);
        advance_record!(self);
        self.explained.take().unwrap_or_default()
    }

    /// Goes to the next record and tells the loss that the first walk's last update saw: its batch's, where it has one.
    pub async fn advance_seeing_loss(&mut self) -> f64 {
        self.seen_loss = Some(self.loss[0][0]);
        advance_record!(self);
        self.seen_loss.take().unwrap_or(f64::NAN)
    }

    /// `walk` has ended: the last takes its place.
    pub fn retire(&mut self, walk: usize) {
        let dim = self.params.len() / self.loss.len();
        for pieces in [&mut self.params, &mut self.gradient, &mut self.marked] {
            optimizer::retire(pieces, walk, dim);
        }
        for numbers in [&mut self.loss, &mut self.rates, &mut self.base, &mut self.chosen] {
            numbers.swap_remove(walk);
        }
        self.optimizer.retire(walk);
        self.scheduler.retire(walk);
    }

    fn apply_changes(&mut self) {
        let due = self.hiker.changes.iter().find(|change| change.at == self.record);
        if let Some(change) = due {
            self.change(change);
        }
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
                self.optimizer = optimizer::build(optimizer, &self.experiment.loss.shapes(), self.loss.len());
            }
            self.cycle_momentum();
        }
        if let Some((scheduler, every_update)) = &change.scheduler {
            let context = self.experiment.context(self.hiker, change.at, *every_update);
            self.scheduler = scheduler::build(scheduler, &context);
            self.every_update = *every_update;
            self.rates.copy_from_slice(&self.base);
            self.constant = self.scheduler.constant();
            self.advances = 0;
            self.schedule();
        }
        self.compare();
        if let (Some(size), Some(batches)) = (change.batch_size, &mut self.batches) {
            batches.resize(size, self.experiment.length);
        }
    }

    /// Remembers the next step as one that may turn out to move nothing.
    pub fn mark(&mut self) {
        let for_ever =
            self.constant && self.batches.is_none() && self.hiker.changes.iter().all(|change| change.at <= self.record);
        if for_ever && self.optimizer.mark() {
            self.marked.clone_from(&self.params);
        }
    }

    /// False where none `rests`.
    pub fn some_may_be_still(&self) -> bool {
        if self.marked.is_empty() {
            return false;
        }
        let dim = self.params.len() / self.loss.len();
        let firsts = self.marked.iter().step_by(dim).zip(self.params.iter().step_by(dim));
        firsts.fold(false, |some, (marked, now)| some | marked.equals(now))
    }

    /// Whether `walk` is where `mark` found it, one step ago, and will be for ever.
    #[inline(always)]
    pub fn is_still(&self, walk: usize) -> bool {
        let dim = self.params.len() / self.loss.len();
        // Most have moved, and show it at once.
        self.marked.get(walk * dim).is_some_and(|marked| marked.equals(&self.params[walk * dim]))
            && self.is_unchanged(walk)
    }

    #[inline(never)]
    fn is_unchanged(&self, walk: usize) -> bool {
        let dim = self.params.len() / self.loss.len();
        let own = walk * dim..(walk + 1) * dim;
        let same = |(a, b): (&Lane, &Lane)| a.equals(b) && a.same_bits(b);
        self.marked.get(own.clone()).is_some_and(|marked| marked.iter().zip(&self.params[own]).all(same))
            && self.optimizer.state_unchanged(walk)
    }
}

/// How many samples what is asked of a ground is over.
struct Size {
    gradient: usize,
    whole: usize,
    evaluates_more: bool,
}

/// One update, and how many gradients of single samples it took.
#[inline(always)]
fn update(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
    explained: &mut Option<Vec<Vec<Equation>>>,
    size: Size,
) -> usize {
    if size.evaluates_more {
        return update_counted(optimizer, params, gradient, rates, objective, explained, size);
    }
    match explained {
        Some(lines) if lines.is_empty() => *lines = explain(optimizer, params, gradient, rates, objective),
        _ => optimizer.step(params, gradient, rates, objective),
    }
    size.gradient
}

#[inline(never)]
fn update_counted(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
    explained: &mut Option<Vec<Vec<Equation>>>,
    size: Size,
) -> usize {
    let from = params.iter().map(|p| p[0]).collect();
    let objective =
        CountingObjective { objective, from, size: size.gradient, samples: size.whole, asked: Cell::new(0) };
    update(optimizer, params, gradient, rates, &objective, explained, Size { evaluates_more: false, ..size });
    objective.spent()
}

#[inline(never)]
fn explain(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
) -> Vec<Vec<Equation>> {
    let old = params.to_vec();
    let before: Vec<_> = (0..old.len()).map(|i| optimizer.memory(i)).collect();
    optimizer.step(params, gradient, rates, objective);
    let lines = |i: usize| {
        let update = Update { old: old[i][0], gradient: gradient[i][0], lr: rates.each[0][0], new: params[i][0] };
        optimizer.explain(i, &before[i], &update)
    };
    (0..old.len()).map(lines).collect()
}

/// All of the loss.
struct FullObjective<'a>(&'a dyn Loss);

impl Objective for FullObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        self.0.gradient(at, gradient)
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.0.hessian(at)
    }
}

/// Some of its samples.
struct BatchObjective<'a> {
    loss: &'a dyn Loss,
    data: &'a dyn OfData,
    batch: &'a [usize],
}

impl Objective for BatchObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        let (at, mut wide) = (lanes(at), lanes(gradient));
        self.data.batch_gradient(&at, self.batch, &mut wide);
        gradient.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
        self.data.batch_loss(&at, self.batch)[0]
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.loss.hessian(at)
    }
}

/// A ground that counts what a single walk asks of it, in gradients of single samples.
struct CountingObjective<'a> {
    objective: &'a dyn Objective,
    /// Where the gradient is known.
    from: Vec<f64>,
    /// How many a gradient is over.
    size: usize,
    samples: usize,
    /// By all lanes together, which are the same.
    asked: Cell<usize>,
}

impl CountingObjective<'_> {
    /// What the update took: the gradient it was given, and what it asked for.
    fn spent(&self) -> usize {
        self.size + self.asked.get() / WIDTH
    }
    fn ask(&self, gradients: usize) {
        self.asked.set(self.asked.get() + gradients);
    }
}

impl Objective for CountingObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        if at != self.from {
            self.ask(self.size);
        }
        self.objective.gradient(at, gradient)
    }
    /// As many gradients over the whole data as there are parameters.
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.ask(self.samples * at.len());
        self.objective.hessian(at)
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

    #[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Flat;

    impl Objective for Flat {
        fn gradient(&self, _: &[f64], _: &mut [f64]) -> f64 {
            0.0
        }
        fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
            Some(vec![0.0; at.len() * at.len()])
        }
    }

    /// What an update takes that does `steps` in each lane, from (1, 2) over a batch of 32 of 500.
    fn spent(steps: impl Fn(&dyn Objective)) -> usize {
        let objective =
            CountingObjective { objective: &Flat, from: vec![1.0, 2.0], size: 32, samples: 500, asked: Cell::new(0) };
        for _ in 0..WIDTH {
            steps(&objective);
        }
        objective.spent()
    }

    #[test]
    fn what_an_update_asks_for_beyond_its_own_slope_is_counted() {
        let gradient = |objective: &dyn Objective, at: [f64; 2]| {
            objective.gradient(&at, &mut [0.0; 2]);
        };
        assert_eq!(spent(|_| {}), 32, "the slope it is given");
        assert_eq!(spent(|objective| gradient(objective, [1.0, 2.0])), 32, "asked again where it is known");
        let thrice =
            |objective: &dyn Objective| [1.0, 1.1, 1.2].into_iter().for_each(|x| gradient(objective, [x, 2.1]));
        assert_eq!(spent(thrice), 4 * 32);
        assert_eq!(spent(|objective| drop(objective.hessian(&[1.0, 2.0]))), 32 + 2 * 500, "a slope for each parameter");
    }
}
