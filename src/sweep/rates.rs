//! One walk for each of many learning rates, several side by side in lanes: number for number what `run` gives.

use crate::loss::lanes;
use crate::number::{Lane, Real, WIDTH};
use crate::pause::at_once;
use crate::run::simulate::WalkBatch;
use crate::run::steepness::{Steepness, squared_length};
use crate::run::verdict::{Evidence, Kind};
use crate::scene::experiment::Experiment;
use crate::schema::value::Value;
use crate::schema::{Fault, not_allowed};
use crate::sweep::batch::{Exit, Observer, drive};
use crate::text::code::sweep as code;
use crate::text::message;

/// What comes of a walk at one rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The last record's.
    pub loss: f64,
    pub kind: Kind,
    /// The record from which the kind of verdict holds, where it has one.
    pub step: Option<usize>,
    /// How much of the possible drop is done at the end: 1 at the floor, below 0 above the start.
    pub done: f64,
}

/// What the first hiker would do at each of the rates `lrs`; an outcome a rate. A rate must be positive and finite.
pub fn sweep(experiment: &Experiment, lrs: &[f64]) -> Result<Vec<Outcome>, Fault> {
    at_once(sweep_pausing(experiment, lrs))
}

pub fn check_rate(name: &str, lr: f64) -> Result<(), Fault> {
    match lr.is_finite() && lr > 0.0 {
        true => Ok(()),
        false => not_allowed("", name, &Value::Number(lr), message!(code::a_positive_number)),
    }
}

/// `sweep` with pauses.
pub async fn sweep_pausing(experiment: &Experiment, lrs: &[f64]) -> Result<Vec<Outcome>, Fault> {
    for (i, lr) in lrs.iter().enumerate() {
        check_rate(&format!("lrs[{i}]"), *lr)?;
    }
    let at_once = if experiment.loss.of_data().is_some() { WIDTH } else { AT_ONCE };
    let mut all = Vec::with_capacity(lrs.len());
    for some in lrs.chunks(at_once) {
        all.append(&mut outcomes(experiment, some).await);
    }
    Ok(all)
}

/// How many walks on a surface go side by side: as many as stay near the processor.
const AT_ONCE: usize = 100;

async fn outcomes(experiment: &Experiment, lrs: &[f64]) -> Vec<Outcome> {
    // Where the rates do not fill the last lane, its last rate is walked twice.
    let rate = |i: usize| lrs[i.min(lrs.len() - 1)];
    let rates = (0..lrs.len()).step_by(WIDTH).map(|i| Lane::from(std::array::from_fn(|k| rate(i + k))));
    let rates: Vec<Lane> = rates.collect();
    let walks = rates.len();
    let start = lanes(&experiment.start).repeat(walks);
    let records = experiment.length.records() + 1;
    let mut seen = Seen {
        walks,
        records,
        losses: Vec::with_capacity(records * walks),
        steepness: vec![Steepness::default(); walks],
        rested: vec![false; walks],
    };
    drive(WalkBatch::new(experiment, &experiment.hikers[0], start, rates).await, &mut seen).await;
    let floor = experiment.loss.floor();
    let mut loss = Vec::with_capacity(records);
    (0..lrs.len()).map(|i| seen.outcome(i / WIDTH, i % WIDTH, floor, &mut loss)).collect()
}

/// What the verdicts go by, for each walk that the batch starts with.
struct Seen {
    walks: usize,
    /// How many records a whole walk has.
    records: usize,
    /// The losses: records × walks. Not finite once a walk has ended.
    losses: Vec<Lane>,
    steepness: Vec<Steepness>,
    /// Whether the walk rests, and keeps the last loss.
    rested: Vec<bool>,
}

impl Observer for Seen {
    fn record(&mut self, batch: &WalkBatch, _: Lane) -> bool {
        let dim = batch.params.len() / batch.loss.len();
        let first = self.losses.len();
        self.losses.resize(first + self.walks, Lane::constant(f64::NAN));
        let (here, gradients) = (&mut self.losses[first..], batch.gradient());
        let mut some_ended = false;
        let walks = batch.origins.iter().zip(&batch.loss).zip(&batch.rates).zip(batch.params.chunks_exact(dim));
        for (j, (((&origin, &loss), &rate), at)) in walks.enumerate() {
            // 0 where the rate and all parameters are finite, else not a number.
            let nothing = at.iter().fold(rate * 0.0, |nothing, &p| nothing + p * 0.0);
            // The square has no sign that could change the loss's where both are 0.
            let loss = loss - nothing.square();
            here[origin] = loss;
            let square = gradients.get(j * dim..(j + 1) * dim).map_or(Lane::zero(), squared_length);
            self.steepness[origin].record(square, loss);
            some_ended |= !loss.any_finite();
        }
        some_ended
    }

    fn has_ended(&self, batch: &WalkBatch, walk: usize) -> bool {
        let here = self.losses.len() - self.walks;
        !self.losses[here + batch.origins[walk]].any_finite()
    }

    fn leave(&mut self, batch: &WalkBatch, walk: usize, exit: Exit) {
        self.rested[batch.origins[walk]] = exit == Exit::Rests;
    }
}

impl Seen {
    /// What came of a walk; `loss` is room for its losses.
    fn outcome(&self, walk: usize, lane: usize, floor: Option<f64>, loss: &mut Vec<f64>) -> Outcome {
        loss.clear();
        for here in self.losses.chunks_exact(self.walks) {
            let last = here[walk][lane];
            if !last.is_finite() {
                break;
            }
            loss.push(last);
        }
        if self.rested[walk] {
            loss.resize(self.records, loss[loss.len() - 1]);
        }
        let evidence = Evidence {
            loss,
            broke_off: loss.len() < self.records,
            floor,
            largest_gradient: self.steepness[walk].largest(lane),
            gradient_at_end: self.steepness[walk].at_end(lane),
        };
        let (kind, step) = evidence.judge();
        Outcome { loss: loss[loss.len() - 1], kind, step, done: evidence.done() }
    }
}
