//! An experiment in, what came of it out.

use crate::experiment::{Experiment, Hiker};
use crate::verdict::{self, Verdict};
use crate::walk::Path;
use std::ops::Deref;

/// What came of one hiker: its path, and what that shows.
pub struct Trace {
    path: Path,
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
    experiment.hikers.iter().map(|hiker| trace(experiment, hiker)).collect()
}

fn trace(experiment: &Experiment, hiker: &Hiker) -> Trace {
    let path = Path::of(experiment, hiker);
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
