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

/// How much of the average so far each loss leaves, as fastai has it.
const BETA: f64 = 0.98;
/// The test is over once the smoothed loss lies above its best by more than so many times that one's size: above four
/// times the best, of losses above zero, as fastai has it.
const RISE: f64 = 3.0;
/// The first of so many parts says nothing yet: the average is one of few losses.
const UNSETTLED: usize = 10;

pub struct RangeTest {
    /// The rate of each update.
    pub lr: Vec<f64>,
    /// What each update saw before its step: the loss of its batch, where it has one.
    pub loss: Vec<f64>,
    pub smooth: Vec<f64>,
    /// The rate where the smoothed loss falls steepest on its way to its lowest; none where it falls nowhere.
    pub suggested: Option<f64>,
    /// The rate at which the test was over; none where it went through.
    pub stop: Option<f64>,
    /// What comes of a whole walk at the rate suggested.
    pub outcome: Option<Outcome>,
}

/// Of the first hiker, as it sets out: its rate goes in so many steps from `low` to `high`.
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
    let mut walk = WalkBatch::new(&test, &test.hikers[0], lanes(&test.start), vec![Lane::constant(low)]).await;

    let (mut lr, mut loss, mut smooth): (Vec<f64>, Vec<f64>, Vec<f64>) = (vec![], vec![], vec![]);
    let (mut average, mut weight, mut best) = (0.0, 1.0, f64::INFINITY);
    let mut stop = None;
    while lr.len() < steps {
        walk.evaluate();
        let rate = walk.rates[0][0];
        let seen = walk.advance_seeing_loss().await;
        average = BETA * average + (1.0 - BETA) * seen;
        weight *= BETA;
        // Of what has been seen alone: the average started from 0.
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

/// On the way to the lowest: what falls after that has risen before. The rates lie evenly in their logarithms.
fn largest_gradient(smooth: &[f64], from: usize) -> Option<usize> {
    let lowest = (0..smooth.len()).min_by(|&i, &j| smooth[i].total_cmp(&smooth[j]))?;
    let fall = |k: &usize| smooth[*k] - smooth[k + 1];
    let falls = (from..lowest).filter(|k| fall(k) > 0.0);
    // The first of several.
    falls.rev().max_by(|a, b| fall(a).total_cmp(&fall(b)))
}
