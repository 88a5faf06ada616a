//! The largest stable rate at the minimum that a walk comes to, where theory knows it.

use crate::loss::Loss;
use crate::number::linear_algebra::eigen;
use crate::optimizer::{self, StableRate};
use crate::run::path::Path;
use crate::run::steepness::length;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::{Hiker, Settings};
use crate::scheduler;

pub struct Stability {
    /// The parameters of the minimum.
    pub at: Vec<f64>,
    /// The largest curvature of the loss there.
    pub lambda: f64,
    pub stable: StableRate,
}

/// The curvatures of more parameters would take longer than a run.
pub const MOST_PARAMETERS: usize = 50;

/// Whether theory knows the largest stable rate for these settings: not for minibatches, for optimizers that scale by
/// the sizes of past gradients, and where a schedule sets the momentum too.
pub fn speaks(loss: &dyn Loss, settings: &Settings) -> bool {
    !settings.by_batch(loss)
        && optimizer::stable(settings.optimizer, 1.0).is_some()
        && !scheduler::cycles_momentum(settings.scheduler)
}

/// The stability for the settings at the end of the path.
pub fn of(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Option<Stability> {
    by(experiment, &hiker.at(path.records() - 1), path)
}

/// The largest rate of the schedule since the last change, as a multiple of the rate that is set; none where the
/// schedule does not depend on that.
pub fn scale(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Option<f64> {
    let largest = path.lr.iter().skip(hiker.last().since).copied().fold(0.0, f64::max);
    (!experiment.ignores_rate(hiker) && largest > 0.0).then(|| largest / hiker.rate())
}

/// The stability for these settings, at the minimum below the lowest point of the path. None where theory does not know
/// it, where no minimum is found, and where there are too many parameters or no curvatures.
pub fn by(experiment: &Experiment, settings: &Settings, path: &Path) -> Option<Stability> {
    // First, since finding the minimum takes longer.
    if !speaks(experiment.loss.as_ref(), settings) || path.dim > MOST_PARAMETERS {
        return None;
    }
    let lowest = (0..path.records()).min_by(|&i, &j| path.loss[i].total_cmp(&path.loss[j]))?;
    around(experiment, settings, minimum_below(experiment.loss.as_ref(), path.point(lowest))?)
}

/// The stability for these settings at the lowest minimum that is known, of equal ones the nearest to the start: the same
/// at every rate.
pub fn at_reference(experiment: &Experiment, settings: &Settings) -> Option<Stability> {
    let Experiment { loss, start, .. } = experiment;
    if !speaks(loss.as_ref(), settings) || start.len() > MOST_PARAMETERS {
        return None;
    }
    let minima = loss.minima();
    let lowest = minima.iter().map(|minimum| minimum.loss).reduce(f64::min)?;
    let distance = |at: &[f64]| at.iter().zip(start).fold(0.0, |sum, (a, s)| sum + (a - s) * (a - s));
    let nearest = minima
        .into_iter()
        .filter(|minimum| minimum.global || minimum.loss == lowest)
        .min_by(|a, b| distance(&a.at).total_cmp(&distance(&b.at)));
    // A minimum at a kink is none that Newton's method would stay at.
    around(experiment, settings, minimum_below(loss.as_ref(), &nearest?.at)?)
}

/// The stability for these settings around the minimum `at`.
fn around(experiment: &Experiment, settings: &Settings, at: Vec<f64>) -> Option<Stability> {
    let (curvatures, _) = eigen(&experiment.loss.hessian(&at)?, at.len());
    let lambda = curvatures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // A kink has no curvature: a little beside the minimum it must be nearly the same.
    let beside: Vec<f64> = at.iter().map(|p| p + 1e-6 * p.abs().max(1.0)).collect();
    let (curvatures, _) = eigen(&experiment.loss.hessian(&beside)?, at.len());
    let lambda_beside = curvatures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !lambda.is_finite() || (lambda - lambda_beside).abs() > 0.01 * lambda {
        return None;
    }
    let stable = optimizer::stable(settings.optimizer, lambda)?;
    Some(Stability { at, lambda, stable })
}

/// The minimum below the parameters `from`: by Newton's method with every curvature taken as positive, each step halved
/// until the loss falls. None where it finds no minimum.
pub fn minimum_below(loss: &dyn Loss, from: &[f64]) -> Option<Vec<f64>> {
    let n = from.len();
    let mut at = from.to_vec();
    let mut gradient = vec![0.0; n];
    for _ in 0..100 {
        let here = loss.gradient(&at, &mut gradient);
        let (curvatures, directions) = eigen(&loss.hessian(&at)?, n);
        let largest = curvatures.iter().copied().map(f64::abs).fold(0.0, f64::max);
        if !here.is_finite() || largest == 0.0 {
            return None;
        }
        let mut step = vec![0.0; n];
        for (k, curvature) in curvatures.iter().enumerate() {
            let along: f64 = (0..n).map(|i| directions[i * n + k] * gradient[i]).sum();
            let length = along / curvature.abs().max(1e-11 * largest);
            for i in 0..n {
                step[i] -= length * directions[i * n + k];
            }
        }
        let mut fraction = 1.0;
        let next = loop {
            let next: Vec<f64> = at.iter().zip(&step).map(|(a, s)| a + fraction * s).collect();
            if loss.value(&next) < here {
                break Some(next);
            }
            fraction /= 2.0;
            if fraction < 1e-9 {
                break None;
            }
        };
        match next {
            Some(next) => at = next,
            // No step goes down any more: a minimum, if the loss bends up in all directions.
            None => {
                let flat = length(&gradient) <= 1e-6 * largest * length(&at).max(1.0);
                return (flat && curvatures.iter().all(|&c| c > -1e-9 * largest)).then_some(at);
            }
        }
    }
    None
}
