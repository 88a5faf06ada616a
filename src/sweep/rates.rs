//! One walk for each of many learning rates, several side by side in lanes: number for number what `run` gives.

use crate::WHOLE;
use crate::loss::lanes;
use crate::number::{Lane, Real, WIDTH};
use crate::pause::at_once;
use crate::run::path::Path;
use crate::run::simulate::WalkBatch;
use crate::run::steepness::{Steepness, squared_length};
use crate::run::turns::{Turns, is_late};
use crate::run::verdict::{Evidence, Judge, Kind, Records};
use crate::scene::experiment::Experiment;
use crate::schema::value::Value;
use crate::schema::{Fault, not_allowed};
use crate::sweep::batch::{Exit, Observer, drive};
use crate::text::code::sweep as code;
use crate::text::message;
use std::borrow::Cow;

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
    /// Whether it was thrown out on its way, wherever it ends.
    pub flung: bool,
}

impl Outcome {
    pub fn of(judge: &Judge, walk: &Evidence) -> Outcome {
        let (judgement, loss) = (judge.judge(walk), walk.loss);
        Outcome {
            loss: loss[loss.len() - 1],
            kind: judgement.kind,
            step: judgement.step,
            done: judge.done(loss),
            flung: judge.is_flung(loss),
        }
    }
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
    let start = lanes(&experiment.start);
    let records = experiment.length.records() + 1;
    let ways = match start[..] {
        [x, y] if experiment.loss.of_data().is_none() => {
            Ways::OnSurface(vec![(Steepness::from(Lane::zero()), Turns::from([x, y])); walks])
        }
        _ => {
            Ways::OnData { rates: Vec::with_capacity(walks * records), turns: vec![Turns::from(start.clone()); walks] }
        }
    };
    let mut seen = Seen {
        experiment,
        walks,
        records,
        losses: vec![Lane::constant(f64::NAN); walks * stride(records)],
        ways,
        ends: vec![vec![]; walks],
        rested: vec![false; walks],
    };
    let start = start.repeat(walks);
    drive(WalkBatch::new(experiment, &experiment.hikers[0], start, rates).await, &mut seen).await;
    let judge = Judge::of(experiment.loss.as_ref());
    let mut loss = Vec::with_capacity(records);
    lrs.iter().enumerate().map(|(i, &lr)| seen.outcome(i / WIDTH, i % WIDTH, lr, &judge, &mut loss)).collect()
}

/// How far the losses of two walks lie apart. Were it a power of two, the cache could not keep those of a record.
fn stride(records: usize) -> usize {
    records | 1
}

/// What the verdicts go by, for each walk that the batch starts with.
struct Seen<'a> {
    experiment: &'a Experiment,
    walks: usize,
    /// How many records a whole walk has.
    records: usize,
    /// The losses: walks × records, each walk in `stride` places. Not finite once a walk has ended.
    losses: Vec<Lane>,
    ways: Ways,
    /// The parameters at the end.
    ends: Vec<Vec<Lane>>,
    /// Whether the walk rests, and keeps the last loss.
    rested: Vec<bool>,
}

/// What is seen on the way, by walks.
enum Ways {
    OnSurface(Vec<(Steepness, Turns<[Lane; 2]>)>),
    /// The rates: records × walks.
    OnData {
        rates: Vec<Lane>,
        turns: Vec<Turns<Vec<Lane>>>,
    },
}

/// The loss, not finite where the rate is not, or `nothing`: 0 or not a number. The square has no sign that could change
/// the loss's where both are 0.
#[inline(always)]
fn if_finite(loss: Lane, rate: Lane, nothing: Lane) -> Lane {
    loss - (nothing + rate * 0.0).square()
}

impl Observer for Seen<'_> {
    fn record(&mut self, batch: &WalkBatch, _: Lane) -> bool {
        let (losses, stride) = (&mut self.losses[batch.record..], stride(self.records));
        let is_late = is_late(batch.record, self.records);
        let mut some_ended = false;
        let walks = batch.origins.iter().zip(&batch.loss).zip(&batch.rates);
        match &mut self.ways {
            Ways::OnSurface(ways) => {
                if batch.record == 0 {
                    let starts = ways.iter_mut().zip(&batch.loss);
                    starts.for_each(|((steepness, _), &loss)| *steepness = Steepness::from(loss));
                }
                let here = batch.params.as_chunks::<2>().0.iter().zip(batch.gradient().as_chunks::<2>().0);
                for (((&origin, &loss), &rate), (at, gradient)) in walks.zip(here) {
                    let loss = if_finite(loss, rate, at[0] * 0.0 + at[1] * 0.0);
                    let (steepness, turns) = &mut ways[origin];
                    steepness.record(squared_length(gradient), loss);
                    turns.record(at, is_late);
                    losses[origin * stride] = loss;
                    some_ended |= !loss.any_finite();
                }
            }
            // The engine a page opens with has none.
            Ways::OnData { .. } if !WHOLE => {}
            Ways::OnData { rates, turns } => {
                let first = rates.len();
                // A walk that rests keeps its rate.
                match first {
                    0 => rates.resize(self.walks, Lane::zero()),
                    _ => rates.extend_from_within(first - self.walks..),
                }
                let params = batch.params.chunks_exact(self.experiment.start.len());
                for (((&origin, &loss), &rate), at) in walks.zip(params) {
                    let loss = if_finite(loss, rate, at.iter().fold(Lane::zero(), |nothing, &p| nothing + p * 0.0));
                    turns[origin].record(at, is_late);
                    rates[first + origin] = rate;
                    losses[origin * stride] = loss;
                    some_ended |= !loss.any_finite();
                }
            }
        }
        some_ended
    }

    fn has_ended(&self, batch: &WalkBatch, walk: usize) -> bool {
        !self.losses[batch.origins[walk] * stride(self.records) + batch.record].any_finite()
    }

    fn leave(&mut self, batch: &WalkBatch, walk: usize, exit: Exit) {
        let (origin, dim) = (batch.origins[walk], self.experiment.start.len());
        self.ends[origin] = batch.params[walk * dim..(walk + 1) * dim].to_vec();
        self.rested[origin] = exit == Exit::Rests;
    }
}

impl Seen<'_> {
    /// What came of a walk; `loss` is room for its losses.
    fn outcome(&self, walk: usize, lane: usize, lr: f64, judge: &Judge, loss: &mut Vec<f64>) -> Outcome {
        let losses = &self.losses[walk * stride(self.records)..][..self.records];
        loss.resize(self.records, 0.0);
        let mut kept = 0;
        for (to, from) in loss.iter_mut().zip(losses) {
            *to = from[lane];
            if !to.is_finite() {
                break;
            }
            kept += 1;
        }
        loss.truncate(kept);
        if self.rested[walk] {
            loss.resize(self.records, loss[kept - 1]);
        }
        let records = &SeenWalk { seen: self, walk, lane, lr };
        Outcome::of(judge, &Evidence { loss, broke_off: loss.len() < self.records, records })
    }
}

/// One of the walks seen.
struct SeenWalk<'a> {
    seen: &'a Seen<'a>,
    walk: usize,
    lane: usize,
    lr: f64,
}

impl Records for SeenWalk<'_> {
    /// Walked again: few verdicts ask for them, and to keep them all takes longer than the steps.
    fn params(&self) -> Cow<'_, [f64]> {
        let experiment = self.seen.experiment;
        at_once(Path::at_rate(experiment, &experiment.hikers[0], self.lr, &mut |_| {})).params.into()
    }
    fn start(&self) -> &[f64] {
        &self.seen.experiment.start
    }
    fn end(&self) -> Cow<'_, [f64]> {
        self.seen.ends[self.walk].iter().map(|lanes| lanes[self.lane]).collect()
    }
    fn turns_back(&self) -> usize {
        match &self.seen.ways {
            Ways::OnSurface(ways) => ways[self.walk].1.back(self.lane),
            Ways::OnData { turns, .. } => turns[self.walk].back(self.lane),
        }
    }
    fn steepest(&self) -> f64 {
        match &self.seen.ways {
            Ways::OnSurface(ways) => ways[self.walk].0.largest(self.lane),
            Ways::OnData { .. } => f64::NAN,
        }
    }
    fn rates(&self) -> Cow<'_, [f64]> {
        let Ways::OnData { rates, .. } = &self.seen.ways else { return Cow::Borrowed(&[]) };
        rates.chunks_exact(self.seen.walks).map(|here| here[self.walk][self.lane]).collect()
    }
}
