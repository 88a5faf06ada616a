//! One step as equations: for each parameter, those of the optimizer.

use crate::loss::lanes;
use crate::number::{Lane, Real};
use crate::optimizer::Equation;
use crate::run::simulate::{WalkBatch, advance_record};
use crate::scene::experiment::Experiment;
use crate::schema::{Fault, fault};
use crate::text::code::run as code;
use serde::Serialize;

/// The equations of a step for one parameter, by its name.
#[derive(Debug, Serialize)]
pub struct Equations {
    pub parameter: String,
    pub lines: Vec<Equation>,
}

/// The equations of the first update after the record `step`, for the hiker of that number; a list entry a parameter.
/// Wrong where there is no such hiker or step.
pub async fn arithmetic(experiment: &Experiment, hiker: usize, step: usize) -> Result<Vec<Equations>, Fault> {
    let chosen = experiment.hiker(hiker)?;
    let mut batch =
        WalkBatch::new(experiment, chosen, lanes(&experiment.start), vec![Lane::constant(chosen.rate())]).await;
    batch.evaluate();
    while batch.record < step && advance_record!(batch) {
        batch.evaluate();
    }
    let equations = batch.explain().await;
    if batch.record != step + 1 {
        return Err(fault!("step", code::no_such_step, step, most = experiment.length.records() - 1));
    }
    let named = experiment.loss.names().into_iter().zip(equations);
    Ok(named.map(|(parameter, lines)| Equations { parameter, lines }).collect())
}
