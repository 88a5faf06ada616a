//! Walks side by side in lanes, record by record.

mod changes;
mod retire;
mod shrinking;

use self::shrinking::Shrinking;
use crate::loss::{Descent, Gradient};
use crate::number::{Lane, Real};
use crate::optimizer::{self, Equation, Optimizer, Rates};
use crate::pause::stretch;
use crate::run::minibatches::Minibatches;
use crate::run::objective::{BatchObjective, FullObjective};
use crate::run::update::{Size, update};
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::scheduler::{self, Scheduler, StepContext};

/// Advances a batch to the next record, with pauses; tells whether there was one. As a function of its own, the future
/// would be polled once more for each record.
macro_rules! advance_record {
    ($batch:ident) => {
        loop {
            match $batch.try_advance() {
                Some(advanced) => break advanced,
                None => $crate::pause::pause().await,
            }
        }
    };
}
pub(crate) use advance_record;

/// Walks of one hiker from several starts or at several rates. A walk here is a lane's worth of walks: each number
/// holds that of as many walks as a lane has places.
///
/// At each record comes `evaluate`, then `advance_record!`.
pub struct WalkBatch<'a> {
    experiment: &'a Experiment,
    hiker: &'a Hiker,
    /// The parameters: walks × parameters.
    pub params: Vec<Lane>,
    /// The gradients at the parameters: walks × parameters.
    gradient: Vec<Lane>,
    /// The loss of each walk at this record, once it is evaluated.
    pub loss: Vec<Lane>,
    /// The rate of each walk's next update.
    pub rates: Vec<Lane>,
    /// The rate that each walk's schedule starts from.
    base: Vec<Lane>,
    /// The rate of each walk from the hiker's last change of rate on.
    last_rates: Vec<Lane>,
    /// Which of the walks at the start each is: those that retire leave gaps.
    pub origins: Vec<usize>,
    optimizer: Box<dyn Optimizer>,
    scheduler: Box<dyn Scheduler>,
    /// Whether the scheduler advances once an update, not once a record.
    every_update: bool,
    /// Whether the scheduler leaves the rates as they are.
    constant: bool,
    /// Whether, besides, all walks have the same rate.
    same_for_all: bool,
    /// How often the scheduler has advanced.
    advances: usize,
    /// None where each update goes by all of the loss.
    minibatches: Option<Minibatches<'a>>,
    shrinking: Shrinking,
    /// Where it walks single samples by plain SGD from beginning to end, and the loss has a loop for that.
    descent: Option<&'a dyn Descent>,
    /// Whether `evaluate` finds the gradient over the whole data.
    wants_gradient: bool,
    /// The record that the walks stand at; 0 is the start.
    pub record: usize,
    /// How many samples the loss is over; a surface is one.
    samples: usize,
    /// Whether updates ask for more than the gradient they are given.
    evaluates_more: bool,
    /// Gradients of single samples that the updates of a single walk took.
    spent: usize,
    /// The loss that the first walk's last update saw; none unless somebody asks for it.
    seen_loss: Option<f64>,
    /// The parameters at `watch_for_rest`; empty where no walk can rest for ever.
    watched: Vec<Lane>,
    /// Updates done on the way to the next record.
    updated: usize,
    /// Updates from one pause to the next.
    unpaused: usize,
    /// Updates since the last pause.
    since_pause: usize,
    /// The next update of the first walk as equations, a list for each parameter; none unless somebody asks for it.
    explained: Option<Vec<Vec<Equation>>>,
}

impl<'a> WalkBatch<'a> {
    /// Walks from `start` (walks × parameters), each with its own rate in place of the one that `Hiker::rate` names.
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
        let minibatches = Minibatches::new(experiment, hiker);
        let first = if hiker.rate_changes() { vec![Lane::constant(hiker.lr); walks] } else { rates.clone() };
        let scheduler = scheduler::build(&hiker.scheduler, &experiment.context(hiker, 0, hiker.every_update));
        let mut batch = WalkBatch {
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
            shrinking: Shrinking::new(experiment, &hiker.at(0), &first),
            descent: experiment
                .loss
                .of_data()
                .filter(|_| hiker.changes.is_empty() && hiker.at(0).as_estimator())
                .and_then(|data| data.descent()),
            wants_gradient: minibatches.is_none(),
            minibatches,
            params: start,
            rates: first.clone(),
            base: first,
            last_rates: rates,
            origins: (0..walks).collect(),
            record: 0,
            samples,
            evaluates_more: evaluates_more > 1,
            spent: 0,
            seen_loss: None,
            watched: vec![],
            updated: 0,
            unpaused: stretch(work),
            since_pause: 0,
            explained: None,
        };
        batch.schedule();
        batch.compare_rates();
        batch
    }

    /// Makes the hiker's changes that are due at this record, and finds the loss and the gradient of each walk. Gives
    /// the sum of the losses: where it is finite, all are.
    pub fn evaluate(&mut self) -> Lane {
        if !self.hiker.changes.is_empty() {
            self.apply_changes();
        }
        let loss = self.experiment.loss.as_ref();
        if self.wants_gradient {
            return loss.gradients(&self.params, &mut self.gradient, &mut self.loss);
        }
        let dim = self.dim();
        for (at, value) in self.params.chunks_exact(dim).zip(&mut self.loss) {
            *value = Gradient::<Lane>::value(loss, at);
        }
        self.loss.iter().fold(Lane::zero(), |sum, &loss| sum + loss)
    }

    /// The gradients over the whole data that `evaluate` found: walks × parameters. Empty where the walks go by
    /// minibatches.
    pub fn gradient(&self) -> &[Lane] {
        if self.wants_gradient { &self.gradient } else { &[] }
    }

    /// What it took a single walk to come to this record, in gradients over the whole data.
    pub fn evaluations(&self) -> f64 {
        self.spent as f64 / self.samples as f64
    }

    /// Whether this is the last record.
    pub fn at_end(&self) -> bool {
        self.record == self.experiment.length.records()
    }

    /// The number of parameters of a walk.
    fn dim(&self) -> usize {
        self.params.len() / self.loss.len()
    }

    /// Advances towards the next record; tells whether there was one to reach. None where a pause is due first.
    /// The order within an update is PyTorch's: the gradient at the parameters, the step at the current rate, then the
    /// scheduler.
    pub fn try_advance(&mut self) -> Option<bool> {
        if self.at_end() {
            return Some(false);
        }
        if self.since_pause >= self.unpaused {
            self.since_pause = 0;
            return None;
        }
        if let Some(minibatches) = &self.minibatches {
            let updates = (self.unpaused - self.since_pause).min(minibatches.updates - self.updated);
            self.update_by_minibatches(updates);
            (self.updated, self.since_pause) = (self.updated + updates, self.since_pause + updates);
            if self.updated < self.minibatches.as_ref().map_or(0, |minibatches| minibatches.updates) {
                return self.try_advance();
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
        if !self.every_update || self.minibatches.is_none() {
            self.advance_scheduler();
        }
        Some(true)
    }

    fn update_by_minibatches(&mut self, updates: usize) {
        // One update at a time where something happens between two of them.
        let one_by_one = self.explained.is_some() || self.every_update && !self.constant;
        if let Some(descent) = self.descent
            && !one_by_one
            && self.seen_loss.is_none()
            && self.shrinking.is_idle()
        {
            return self.descend(descent, updates);
        }
        for _ in 0..if one_by_one { updates } else { 1 } {
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
                minibatches: Some(minibatches),
                shrinking,
                ..
            } = self
            else {
                return;
            };
            let (data, dim) = (minibatches.data, params.len() / rates.len());
            let rates = Rates { each: rates, same_for_all: *same_for_all };
            for _ in 0..if one_by_one { 1 } else { updates } {
                let batch = minibatches.take();
                if dim == params.len() {
                    data.batch_gradient(params, batch, gradient);
                } else {
                    for (at, gradient) in params.chunks_exact(dim).zip(gradient.chunks_exact_mut(dim)) {
                        data.batch_gradient(at, batch, gradient);
                    }
                }
                shrinking.limit(params, gradient, dim);
                if let Some(seen_loss) = seen_loss {
                    *seen_loss = data.batch_loss(&params[..dim], batch)[0];
                }
                let objective = BatchObjective { loss: self.experiment.loss.as_ref(), data, batch };
                let size = Size { gradient: batch.len(), whole: *samples, evaluates_more: *evaluates_more };
                *spent += update(optimizer.as_mut(), params, gradient, rates, &objective, explained, size);
            }
            if self.every_update {
                self.advance_scheduler();
            }
        }
    }

    /// Makes so many updates over single samples.
    fn descend(&mut self, descent: &dyn Descent, updates: usize) {
        let WalkBatch { minibatches: Some(minibatches), params, rates, spent, .. } = self else { return };
        let dim = params.len() / rates.len();
        let mut left = updates;
        while left > 0 {
            let samples = minibatches.take_at_most(left);
            params.chunks_exact_mut(dim).zip(&*rates).for_each(|(at, &lr)| descent.descend(at, samples, lr));
            left -= samples.len();
        }
        *spent += updates;
    }

    #[inline(always)]
    fn advance_scheduler(&mut self) {
        if !self.constant {
            self.advances += 1;
            self.schedule();
        }
    }

    /// Sets the rates to those of the scheduler's current advance.
    fn schedule(&mut self) {
        let initial = self.advances == 0;
        let now = StepContext { lr: &self.base, base: &self.base, loss: &self.loss, initial, alone: true };
        self.scheduler.advance(self.advances, &mut self.rates, &now);
        self.shrinking.at_rates(&self.rates);
        self.cycle_momentum();
    }

    fn cycle_momentum(&mut self) {
        if let Some(momentum) = self.scheduler.momentum() {
            self.optimizer.set_momentum(momentum);
        }
    }

    fn compare_rates(&mut self) {
        self.same_for_all = self.constant && self.rates.iter().all(|rate| rate.equals(&self.rates[0]));
    }

    /// Advances to the next record; gives the equations of the first walk's first update, a list for each parameter.
    pub async fn explain(&mut self) -> Vec<Vec<Equation>> {
        self.explained = Some(vec![]);
        advance_record!(self);
        self.explained.take().unwrap_or_default()
    }

    /// Advances to the next record; gives the loss that the first walk's last update saw: that of its minibatch, where
    /// it has one.
    pub async fn advance_seeing_loss(&mut self) -> f64 {
        self.seen_loss = Some(self.loss[0][0]);
        advance_record!(self);
        self.seen_loss.take().unwrap_or(f64::NAN)
    }
}
