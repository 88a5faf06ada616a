//! One step spelled out, for each parameter, in the optimizer's own equations.

use crate::catalogue::{Checked, wrong};
use crate::experiment::Experiment;
use crate::loss::lanes;
use crate::number::{Lane, Real};
use crate::optimizer::{self, Arithmetic, Line, Optimizer, Update};
use crate::walk::{Record, walk_by};
use serde::Serialize;
use std::cell::Cell;

#[derive(Debug, Serialize)]
pub struct Equations {
    pub parameter: String,
    pub lines: Vec<Line>,
}

/// The first update after record `step` of the hiker number `hiker`.
pub async fn arithmetic(experiment: &Experiment, hiker: usize, step: usize) -> Checked<Vec<Equations>> {
    let last = experiment.hikers.len() - 1;
    let Some(chosen) = experiment.hikers.get(hiker) else {
        return wrong(format!("hiker is {hiker}; allowed: a whole number in [0, {last}]."));
    };
    let listening = Cell::new(false);
    let dim = experiment.start.len();
    let optimizer = optimizer::build(&chosen.optimizer, dim);
    let mut listener = Listener { optimizer, listening: &listening, heard: vec![] };
    let mut record = 0;
    let visit = &mut |_: Record| {
        listening.set(record == step);
        record += 1;
        record <= step + 1
    };
    let (start, lr) = (lanes(&experiment.start), Lane::constant(chosen.lr));
    walk_by(&mut listener, experiment, chosen, start, lr, visit).await;
    if listener.heard.is_empty() {
        return wrong(format!(
            "step is {step}; allowed: a whole number in [0, {}], a step that is made.",
            experiment.length.records() - 1
        ));
    }
    let named = experiment.loss.names().into_iter().zip(listener.heard);
    Ok(named.map(|(parameter, lines)| Equations { parameter, lines }).collect())
}

/// Passes steps on to an optimizer, and has it explain the first one made while listening.
struct Listener<'a> {
    optimizer: Box<dyn Arithmetic>,
    listening: &'a Cell<bool>,
    heard: Vec<Vec<Line>>,
}

impl Optimizer for Listener<'_> {
    fn step(&mut self, params: &mut [Lane], slope: &[Lane], lr: Lane) {
        if !self.listening.replace(false) {
            return self.optimizer.step(params, slope, lr);
        }
        let old = params.to_vec();
        let before: Vec<_> = (0..old.len()).map(|i| self.optimizer.memory(i)).collect();
        self.optimizer.step(params, slope, lr);
        let explain = |i: usize| {
            let update = Update { old: old[i][0], slope: slope[i][0], lr: lr[0], new: params[i][0] };
            self.optimizer.lines(i, &before[i], &update)
        };
        self.heard = (0..old.len()).map(explain).collect();
    }
}
