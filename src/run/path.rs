//! The path of a single walk.

use crate::loss::lanes;
use crate::number::{Lane, Real};
use crate::pause::Long;
use crate::run::simulate::{WalkBatch, advance_record};
use crate::run::steepness::{Steepness, squared_length};
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;

/// How many records lie between two reports of how far a walk has come.
const REPORTED: usize = 16;

/// Where a single walk went, record by record; record 0 is the start. It ends before the first record that has a number
/// which is not finite.
pub struct Path {
    /// The number of parameters.
    pub dim: usize,
    /// The parameters: records × dim.
    pub params: Vec<f64>,
    /// The loss over the whole data at each record.
    pub loss: Vec<f64>,
    /// The rate of the first update after each record.
    pub lr: Vec<f64>,
    /// What it took to come to each record, in gradients over the whole data: a batch of 32 of 500 samples is 32/500.
    pub evaluations: Vec<f64>,
    /// Of surfaces only.
    pub steepness: Steepness,
}

impl Path {
    /// The hiker's walk. `watch` is told now and then how many records are done.
    pub async fn of(experiment: &Experiment, hiker: &Hiker, watch: &mut dyn FnMut(usize)) -> Path {
        Path::at_rate(experiment, hiker, hiker.rate(), watch).await
    }

    /// The hiker's walk with `lr` in place of the rate that `Hiker::rate` names.
    pub fn at_rate<'a>(
        experiment: &'a Experiment,
        hiker: &'a Hiker,
        lr: f64,
        watch: &'a mut dyn FnMut(usize),
    ) -> Long<'a, Path> {
        Box::pin(Path::walk(experiment, hiker, lr, watch))
    }

    /// A single walk takes one lane of a batch.
    async fn walk(experiment: &Experiment, hiker: &Hiker, lr: f64, watch: &mut dyn FnMut(usize)) -> Path {
        let records = experiment.length.records() + 1;
        let of_data = experiment.loss.of_data().is_some();
        let mut path = Path {
            dim: experiment.start.len(),
            params: Vec::with_capacity(records * experiment.start.len()),
            loss: Vec::with_capacity(records),
            lr: Vec::with_capacity(records),
            evaluations: Vec::with_capacity(records),
            steepness: Steepness::from(Lane::zero()),
        };
        let mut batch = WalkBatch::new(experiment, hiker, lanes(&experiment.start), vec![Lane::constant(lr)]).await;
        loop {
            batch.evaluate();
            let (loss, lr) = (batch.loss[0][0], batch.rates[0][0]);
            if path.loss.len().is_multiple_of(REPORTED) {
                watch(path.loss.len());
            }
            if !(loss.is_finite() && lr.is_finite() && batch.params.iter().all(|p| p[0].is_finite())) {
                break;
            }
            path.params.extend(batch.params.iter().map(|p| p[0]));
            path.loss.push(loss);
            path.lr.push(lr);
            path.evaluations.push(batch.evaluations());
            if !of_data {
                if path.loss.len() == 1 {
                    path.steepness = Steepness::from(batch.loss[0]);
                }
                path.steepness.record(squared_length(batch.gradient()), batch.loss[0]);
            }
            if !advance_record!(batch) {
                break;
            }
        }
        path
    }

    pub fn records(&self) -> usize {
        self.loss.len()
    }

    /// The parameters at a record.
    pub fn point(&self, record: usize) -> &[f64] {
        &self.params[record * self.dim..(record + 1) * self.dim]
    }
}
