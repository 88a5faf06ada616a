//! One step spelled out, for each parameter, in the optimizer's own equations.

use crate::loss::lanes;
use crate::number::{Lane, Real};
use crate::optimizer::Equation;
use crate::run::simulate::{WalkBatch, advance_record};
use crate::scene::experiment::Experiment;
use crate::schema::{Fault, fault};
use crate::text::code::run as code;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Equations {
    pub parameter: String,
    pub lines: Vec<Equation>,
}

/// The first update after record `step` of the hiker number `hiker`.
pub async fn arithmetic(experiment: &Experiment, hiker: usize, step: usize) -> Result<Vec<Equations>, Fault> {
    let chosen = experiment.hiker(hiker)?;
    let mut walk =
        WalkBatch::new(experiment, chosen, lanes(&experiment.start), vec![Lane::constant(chosen.rate())]).await;
    walk.evaluate();
    while walk.record < step && advance_record!(walk) {
        walk.evaluate();
    }
    let equations = walk.explain().await;
    if walk.record != step + 1 {
        return Err(fault!("step", code::no_such_step, step, most = experiment.length.records() - 1));
    }
    let named = experiment.loss.names().into_iter().zip(equations);
    Ok(named.map(|(parameter, lines)| Equations { parameter, lines }).collect())
}
