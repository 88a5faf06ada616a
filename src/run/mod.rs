//! Runs an experiment: each hiker's path, its metrics and its verdict.

pub mod arithmetic;
pub mod minibatches;
pub mod objective;
pub mod path;
pub mod sharpness;
pub mod simulate;
pub mod stability;
pub mod steepness;
pub mod turns;
pub mod update;
pub mod verdict;

use self::path::Path;
use self::verdict::Verdict;
use crate::pause::{at_once, pause};
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use std::ops::Deref;

/// The walk of one hiker.
pub struct Trace {
    pub path: Path,
    /// The metrics of a loss of data by name, such as the accuracy: a number for each record.
    pub metrics: Vec<(&'static str, Vec<f64>)>,
    pub verdict: Verdict,
}

impl Deref for Trace {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.path
    }
}

/// Walks all hikers; a trace each, in their order.
pub fn run(experiment: &Experiment) -> Vec<Trace> {
    at_once(run_watched(experiment, &|_| {}))
}

/// `run` with pauses; `watch` is told how much is done, from 0 to 1.
pub async fn run_watched(experiment: &Experiment, watch: &dyn Fn(f64)) -> Vec<Trace> {
    let count = experiment.hikers.len() as f64;
    let records = experiment.length.records() as f64;
    let mut traces = vec![];
    for (i, hiker) in experiment.hikers.iter().enumerate() {
        let watch = &mut |k| watch((i as f64 + k as f64 / records) / count);
        traces.push(trace(experiment, hiker, watch).await);
    }
    traces
}

async fn trace(experiment: &Experiment, hiker: &Hiker, watch: &mut dyn FnMut(usize)) -> Trace {
    let path = Path::of(experiment, hiker, watch).await;
    let mut metrics: Vec<(&'static str, Vec<f64>)> = vec![];
    if let Some(data) = experiment.loss.of_data() {
        for record in 0..path.records() {
            pause().await;
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
