//! One step spelled out, for each parameter, in the optimizer's own equations.

use crate::loss::lanes;
use crate::number::{Lane, Real};
use crate::optimizer::Line;
use crate::run::walk::{Walks, go};
use crate::scene::experiment::Experiment;
use crate::schema::{Checked, wrong};
use serde::Serialize;

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
    let mut walk = Walks::new(experiment, chosen, lanes(&experiment.start), vec![Lane::constant(chosen.rate())]).await;
    walk.look();
    while walk.record < step && go!(walk) {
        walk.look();
    }
    let heard = walk.explain().await;
    if walk.record != step + 1 {
        return wrong(format!(
            "step is {step}; allowed: a whole number in [0, {}], a step that is made.",
            experiment.length.records() - 1
        ));
    }
    let named = experiment.loss.names().into_iter().zip(heard);
    Ok(named.map(|(parameter, lines)| Equations { parameter, lines }).collect())
}
