//! The sharpness along a walk (the largest curvature of the loss), beside the largest at which the current rate is
//! stable: the edge of stability (Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, 2021).

use crate::loss::{Gradient, Loss};
use crate::number::Lane;
use crate::number::linear_algebra::eigen;
use crate::number::random::RandomState;
use crate::optimizer;
use crate::pause::pause;
use crate::run::path::Path;
use crate::run::stability;
use crate::run::steepness::length;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;

pub struct Sharpness {
    /// The records at which it is found.
    pub records: Vec<usize>,
    /// The largest curvature at each of those records; not finite where it is not known.
    pub lambda: Vec<f64>,
    /// The curvature at which the rate after each record of the walk would be the largest stable one; not finite where
    /// theory does not know it.
    pub bearable: Vec<f64>,
    /// That curvature in symbols, for the settings at the end; none where theory does not know it.
    pub formula: Option<String>,
}

/// How many records are looked at where one is quick, and where one takes as long as some steps.
const QUICK: usize = 2000;
const SLOW: usize = 100;

pub async fn of(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Sharpness {
    let loss = experiment.loss.as_ref();
    let quick = path.dim <= stability::MOST_PARAMETERS && loss.hessian(path.point(0)).is_some();
    let records = spread(path.records(), if quick && loss.of_data().is_none() { QUICK } else { SLOW });
    let mut lambda = Vec::with_capacity(records.len());
    for &record in &records {
        pause().await;
        let at = path.point(record);
        lambda.push(match quick {
            true => by_hessian(loss, at).unwrap_or(f64::NAN),
            false => by_products(loss, at).await,
        });
    }
    let bearable = (0..path.records()).map(|k| bearable(loss, hiker, k, path.lr[k]).unwrap_or(f64::NAN)).collect();
    Sharpness { records, lambda, bearable, formula: formula(loss, hiker, path) }
}

/// At most `most` of the records, evenly spread, with the first and the last.
fn spread(records: usize, most: usize) -> Vec<usize> {
    let count = records.min(most);
    (0..count).map(|i| i * (records - 1) / (count - 1).max(1)).collect()
}

fn bearable(loss: &dyn Loss, hiker: &Hiker, record: usize, lr: f64) -> Option<f64> {
    let settings = hiker.at(record);
    if !stability::speaks(loss, &settings) {
        return None;
    }
    // For every rule, one over its largest stable rate is a linear function of the curvature.
    let [one, two] = [1.0, 2.0].map(|lambda| optimizer::stable(settings.optimizer, lambda).map(|s| 1.0 / s.rate));
    let (one, growth) = (one?, two? - one?);
    Some(1.0 + (1.0 / lr - one) / growth)
}

fn formula(loss: &dyn Loss, hiker: &Hiker, path: &Path) -> Option<String> {
    let settings = hiker.at(path.records() - 1);
    if !stability::speaks(loss, &settings) {
        return None;
    }
    let formula = optimizer::stable(settings.optimizer, 1.0)?.formula.replace("λmax", "η");
    let decays = settings.optimizer.entry().args.iter().any(|arg| arg.name == "weight_decay")
        && settings.optimizer.number("weight_decay") > 0.0;
    Some(formula + if decays { " − weight decay" } else { "" })
}

/// The largest curvature, from the Hessian.
pub fn by_hessian(loss: &dyn Loss, at: &[f64]) -> Option<f64> {
    let hessian = loss.hessian(at)?;
    if !hessian.iter().all(|h| h.is_finite()) {
        return None;
    }
    Some(eigen(&hessian, at.len()).0.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// The most steps of Lanczos's method; a handful is enough where a few curvatures are larger than all others.
const STEPS: usize = 40;
/// The relative change at which the largest curvature counts as found.
const CLOSE: f64 = 1e-6;

/// The largest curvature without the Hessian: by Lanczos's method, with products from differences of gradients. The
/// first direction is random, the same each time.
pub async fn by_products(loss: &dyn Loss, at: &[f64]) -> f64 {
    let mut gradient = vec![0.0; at.len()];
    Gradient::<f64>::gradient(loss, at, &mut gradient);
    let mut direction = RandomState::new(0).normals(at.len());
    let mut basis: Vec<Vec<f64>> = vec![];
    let (mut diagonal, mut beside) = (vec![], vec![]);
    let mut largest = f64::NAN;
    for _ in 0..STEPS.min(at.len()) {
        let size = length(&direction);
        // The directions so far span all that the method can reach.
        if size <= 1e-9 * largest.abs() {
            break;
        }
        if !basis.is_empty() {
            beside.push(size);
        }
        direction.iter_mut().for_each(|d| *d /= size);
        basis.push(direction.clone());
        pause().await;
        direction = hessian_product(loss, at, &gradient, &direction);
        diagonal.push(dot(&direction, &basis[basis.len() - 1]));
        // Twice, since what rounding leaves of the old directions would grow.
        for _ in 0..2 {
            for old in &basis {
                let share = dot(&direction, old);
                direction.iter_mut().zip(old).for_each(|(d, old)| *d -= share * old);
            }
        }
        if !direction.iter().all(|d| d.is_finite()) {
            return f64::NAN;
        }
        let last = std::mem::replace(&mut largest, largest_of(&diagonal, &beside));
        if (largest - last).abs() <= CLOSE * largest.abs() {
            break;
        }
    }
    largest
}

/// The largest eigenvalue of a matrix with these on its diagonal and on either side of it.
fn largest_of(diagonal: &[f64], beside: &[f64]) -> f64 {
    let n = diagonal.len();
    let mut matrix = vec![0.0; n * n];
    for (i, &d) in diagonal.iter().enumerate() {
        matrix[i * n + i] = d;
    }
    for (i, &b) in beside.iter().enumerate() {
        (matrix[i * n + i + 1], matrix[(i + 1) * n + i]) = (b, b);
    }
    eigen(&matrix, n).0.into_iter().fold(f64::NEG_INFINITY, f64::max)
}

/// The Hessian times a direction of length 1, from the gradients a little to either side, in two lanes, and the gradient
/// between them. Where the loss has a kink on one side, the other counts.
fn hessian_product(loss: &dyn Loss, at: &[f64], gradient: &[f64], direction: &[f64]) -> Vec<f64> {
    let little = 1e-7 * length(at).max(1.0);
    let beside = |(a, d): (&f64, &f64)| Lane::from([a + little * d, a - little * d]);
    let beside: Vec<Lane> = at.iter().zip(direction).map(beside).collect();
    let mut there = beside.clone();
    Gradient::<Lane>::gradient(loss, &beside, &mut there);
    let side = |lane: usize, sign: f64| -> Vec<f64> {
        there.iter().zip(gradient).map(|(there, here)| (there[lane] - here) / (sign * little)).collect()
    };
    let (ahead, behind) = (side(0, 1.0), side(1, -1.0));
    let apart: Vec<f64> = ahead.iter().zip(&behind).map(|(a, b)| a - b).collect();
    let (one, other) = (length(&ahead), length(&behind));
    if length(&apart) <= 0.01 * one.max(other) {
        ahead.iter().zip(&behind).map(|(a, b)| (a + b) / 2.0).collect()
    } else if one < other {
        ahead
    } else {
        behind
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}
