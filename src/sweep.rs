//! One walk for each of many learning rates, several side by side in lanes: number for number what `run` gives.

use crate::catalogue::{Checked, wrong};
use crate::experiment::Experiment;
use crate::loss::lanes;
use crate::number::{Lane, WIDTH};
use crate::pause::at_once;
use crate::text::plain;
use crate::verdict::{Evidence, Kind};
use crate::walk::{Record, Steep, squared_length, walk};

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
pub fn sweep(experiment: &Experiment, lrs: &[f64]) -> Checked<Vec<Outcome>> {
    at_once(sweep_pausing(experiment, lrs))
}

/// `sweep` with pauses.
pub async fn sweep_pausing(experiment: &Experiment, lrs: &[f64]) -> Checked<Vec<Outcome>> {
    if let Some((i, lr)) = lrs.iter().enumerate().find(|(_, lr)| !(lr.is_finite() && **lr > 0.0)) {
        return wrong(format!("lrs[{i}] is {}; allowed: a positive finite number.", plain(*lr)));
    }
    let mut all = Vec::with_capacity(lrs.len());
    for some in lrs.chunks(WIDTH) {
        all.append(&mut outcomes(experiment, some).await);
    }
    Ok(all)
}

async fn outcomes(experiment: &Experiment, lrs: &[f64]) -> Vec<Outcome> {
    let records = experiment.length.records() + 1;
    let mut losses: Vec<Vec<f64>> = lrs.iter().map(|_| Vec::with_capacity(records)).collect();
    let mut walking = [true; WIDTH];
    let mut steep = [Steep::default(); WIDTH];
    // Where there are fewer rates than lanes, the last is walked again and not looked at.
    let lr = Lane::from(std::array::from_fn(|i| lrs[i.min(lrs.len() - 1)]));
    let visit = &mut |record: Record| {
        let square = squared_length(record.slope);
        for (i, losses) in losses.iter_mut().enumerate() {
            walking[i] &= record.loss[i].is_finite()
                && record.lr[i].is_finite()
                && record.params.iter().all(|p| p[i].is_finite());
            if walking[i] {
                losses.push(record.loss[i]);
                steep[i].see(square[i]);
            }
        }
        walking[..losses.len()].contains(&true)
    };
    walk(experiment, &experiment.hikers[0], lanes(&experiment.start), lr, visit).await;
    let floor = experiment.loss.floor();
    let judged = losses.iter().enumerate().map(|(i, loss)| {
        let evidence = Evidence {
            loss,
            broke_off: loss.len() < records,
            floor,
            steepest: steep[i].most(),
            steep_at_end: steep[i].at_end(),
        };
        let (kind, step) = evidence.judge();
        Outcome { loss: loss[loss.len() - 1], kind, step, done: evidence.done() }
    });
    judged.collect()
}
