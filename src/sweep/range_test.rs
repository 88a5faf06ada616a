//! The learning-rate range test (Smith, Cyclical Learning Rates for Training Neural Networks, 2017): one walk on which
//! the rate rises from update to update, and what its losses suggest.

use crate::loss::lanes;
use crate::number::{Lane, Real, exp};
use crate::run::simulate::WalkBatch;
use crate::scene::experiment::{Experiment, Length};
use crate::scene::hiker::Hiker;
use crate::scene::{MOST_RECORDS, scheduler_named};
use crate::schema::{Fault, fault};
use crate::sweep::rates::{Outcome, sweep_pausing};
use crate::text::code::sweep as code;

/// The weight of the average so far when a loss is taken in, as in fastai.
const BETA: f64 = 0.98;
/// The test is over once the smoothed loss lies above its best by more than this times the size of the best: for losses
/// above zero, above four times the best, as in fastai.
const RISE: f64 = 3.0;
/// The first 1/UNSETTLED of the updates suggests nothing: the average is over few losses there.
const UNSETTLED: usize = 10;

/// A range test, update by update.
pub struct RangeTest {
    /// The rate of each update.
    pub lr: Vec<f64>,
    /// The loss that each update saw before its step: that of its minibatch, where it has one.
    pub loss: Vec<f64>,
    /// The smoothed loss at each update.
    pub smooth: Vec<f64>,
    /// The rate at which the smoothed loss falls steepest on the way to its lowest; none where it never falls.
    pub suggested: Option<f64>,
    /// The rate at which the test was over; none where it made all its updates.
    pub stop: Option<f64>,
    /// The outcome of a whole walk at the suggested rate.
    pub outcome: Option<Outcome>,
}

/// Tests the first hiker as it starts, before its changes: the rate rises from `low` to `high` in `steps` updates, evenly
/// in its logarithm. Wrong unless 0 < low < high and there are two updates at least.
pub async fn range_test(experiment: &Experiment, low: f64, high: f64, steps: usize) -> Result<RangeTest, Fault> {
    if !(low > 0.0 && low < high && high.is_finite() && (2..=MOST_RECORDS).contains(&steps)) {
        return Err(fault!("", code::range_test_ends, low, high, steps, most = MOST_RECORDS));
    }
    let gamma = exp(libm::log(high / low) / (steps - 1) as f64);
    let rising = Hiker {
        lr: low,
        scheduler: scheduler_named("ExponentialLR", &[("gamma", gamma)]),
        every_update: false,
        changes: vec![],
        ..experiment.hikers[0].clone()
    };
    let test = Experiment { length: Length::Steps(steps), hikers: vec![rising], ..experiment.clone() };
    test.check()?;
    let mut batch = WalkBatch::new(&test, &test.hikers[0], lanes(&test.start), vec![Lane::constant(low)]).await;

    let (mut lr, mut loss, mut smooth): (Vec<f64>, Vec<f64>, Vec<f64>) = (vec![], vec![], vec![]);
    let (mut average, mut weight, mut best) = (0.0, 1.0, f64::INFINITY);
    let mut stop = None;
    while lr.len() < steps {
        batch.evaluate();
        let rate = batch.rates[0][0];
        let seen = batch.advance_seeing_loss().await;
        average = BETA * average + (1.0 - BETA) * seen;
        weight *= BETA;
        // The average starts from 0: without that share.
        let now = average / (1.0 - weight);
        if !now.is_finite() {
            stop = lr.last().copied();
            break;
        }
        lr.push(rate);
        loss.push(seen);
        smooth.push(now);
        best = f64::min(best, now);
        if now - best > RISE * best.abs() {
            stop = Some(rate);
            break;
        }
    }
    let suggested = largest_gradient(&smooth, steps / UNSETTLED).map(|k| lr[k]);
    let outcome = match suggested {
        Some(rate) => sweep_pausing(experiment, &[rate]).await?.pop(),
        None => None,
    };
    Ok(RangeTest { lr, loss, smooth, suggested, stop, outcome })
}

/// Where the smoothed loss falls most from one update to the next, on the way to its lowest: what falls later has risen
/// before.
fn largest_gradient(smooth: &[f64], from: usize) -> Option<usize> {
    let lowest = (0..smooth.len()).min_by(|&i, &j| smooth[i].total_cmp(&smooth[j]))?;
    let fall = |k: &usize| smooth[*k] - smooth[k + 1];
    let falls = (from..lowest).filter(|k| fall(k) > 0.0);
    // The first of several.
    falls.rev().max_by(|a, b| fall(a).total_cmp(&fall(b)))
}
