//! An experiment in, what came of it out.

use crate::experiment::{Experiment, Hiker};
use crate::verdict::{self, Verdict};
use crate::walk::Path;
use std::ops::Deref;

/// What came of one hiker: its path, and what that shows.
pub struct Trace {
    pub path: Path,
    /// One number a record each.
    pub metrics: Vec<(&'static str, Vec<f64>)>,
    pub verdict: Verdict,
}

impl Deref for Trace {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.path
    }
}

/// All hikers, each on its own.
pub fn run(experiment: &Experiment) -> Vec<Trace> {
    run_watched(experiment, &mut |_| {})
}

/// `run`, telling `watch` now and then how much of it is done, 0 to 1.
pub fn run_watched(experiment: &Experiment, watch: &mut dyn FnMut(f64)) -> Vec<Trace> {
    let count = experiment.hikers.len() as f64;
    let records = experiment.length.records() as f64;
    let hikers = experiment.hikers.iter().enumerate();
    hikers.map(|(i, hiker)| trace(experiment, hiker, &mut |k| watch((i as f64 + k as f64 / records) / count))).collect()
}

fn trace(experiment: &Experiment, hiker: &Hiker, watch: &mut dyn FnMut(usize)) -> Trace {
    let path = Path::of(experiment, hiker, watch);
    let mut metrics: Vec<(&'static str, Vec<f64>)> = vec![];
    if let Some(data) = experiment.loss.of_data() {
        for record in 0..path.records() {
            for (k, (name, value)) in data.metrics(path.point(record)).into_iter().enumerate() {
                if record == 0 {
                    metrics.push((name, Vec::with_capacity(path.records())));
                }
                metrics[k].1.push(value);
            }
        }
    }
    let verdict = verdict::of(experiment, hiker, &path);
    Trace { path, metrics, verdict }
}
