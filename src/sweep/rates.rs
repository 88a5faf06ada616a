//! One walk for each of many learning rates, several side by side in lanes: number for number what `run` gives.

use crate::loss::lanes;
use crate::number::{Lane, Real, WIDTH};
use crate::pause::at_once;
use crate::run::verdict::{Evidence, Kind};
use crate::run::walk::{Steepness, WATCHED, WalkBatch, advance_record, squared_length};
use crate::scene::experiment::Experiment;
use crate::schema::value::Value;
use crate::schema::{Fault, not_allowed};
use crate::text::code::sweep as code;
use crate::text::message;

/// What came of one rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The last record's.
    pub loss: f64,
    pub kind: Kind,
    pub step: Option<usize>,
    /// How much of the possible drop is done at the end.
    pub done: f64,
}

/// The first hiker, its rate replaced by each of `lrs`.
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
    let records = experiment.length.records() + 1;
    // Where there are fewer rates than lanes, the last is walked again and not looked at.
    let rate = |i: usize| lrs[i.min(lrs.len() - 1)];
    let rates = (0..lrs.len()).step_by(WIDTH).map(|i| Lane::from(std::array::from_fn(|k| rate(i + k))));
    let rates: Vec<Lane> = rates.collect();
    let (walks, dim) = (rates.len(), experiment.start.len());
    let start = lanes(&experiment.start).repeat(walks);
    // Record by record; not finite once a walk is at its end.
    let mut losses: Vec<Lane> = Vec::with_capacity(records * walks);
    let mut steepness = vec![Steepness::default(); walks];
    // Whether it stays where it was last.
    let mut rested = vec![false; walks];
    // Which of them each walk is: those that end are taken out.
    let mut of: Vec<usize> = (0..walks).collect();
    let mut walk = WalkBatch::new(experiment, &experiment.hikers[0], start, rates).await;
    loop {
        walk.evaluate();
        let first = losses.len();
        losses.resize(first + walks, Lane::constant(f64::NAN));
        let (here, gradients) = (&mut losses[first..], walk.gradient());
        let mut some_ended = false;
        let walks = of.iter().zip(&walk.loss).zip(&walk.rates).zip(walk.params.chunks_exact(dim));
        for (j, (((&of, &loss), &rate), at)) in walks.enumerate() {
            let away = at.iter().fold(rate * 0.0, |away, &p| away + p * 0.0);
            // The loss as it is where all else is finite, whatever its sign.
            let loss = loss - away.square();
            here[of] = loss;
            let square = gradients.get(j * dim..(j + 1) * dim).map_or(Lane::zero(), squared_length);
            steepness[of].see(square, loss);
            some_ended |= !loss.any_finite();
        }
        if some_ended {
            for j in (0..of.len()).rev() {
                if !here[of[j]].any_finite() {
                    walk.retire(j);
                    of.swap_remove(j);
                }
            }
        }
        if walk.record.is_multiple_of(WATCHED) && walk.some_may_be_still() {
            for j in (0..of.len()).rev() {
                if walk.is_still(j) {
                    walk.retire(j);
                    rested[of.swap_remove(j)] = true;
                }
            }
        }
        if (walk.record + 1).is_multiple_of(WATCHED) {
            walk.mark();
        }
        if of.is_empty() || !advance_record!(walk) {
            break;
        }
    }
    let floor = experiment.loss.floor();
    let mut loss = Vec::with_capacity(records);
    let judged = (0..lrs.len()).map(|i| {
        let (of, k) = (i / WIDTH, i % WIDTH);
        loss.clear();
        for here in losses.chunks_exact(walks) {
            let last = here[of][k];
            if !last.is_finite() {
                break;
            }
            loss.push(last);
        }
        if rested[of] {
            loss.resize(records, loss[loss.len() - 1]);
        }
        let evidence = Evidence {
            loss: &loss,
            broke_off: loss.len() < records,
            floor,
            largest_gradient: steepness[of].most(k),
            gradient_at_end: steepness[of].at_end(k),
        };
        let (kind, step) = evidence.judge();
        Outcome { loss: loss[loss.len() - 1], kind, step, done: evidence.done() }
    });
    judged.collect()
}
