//! One update of the walks: made, counted, and written as equations where somebody asked for them.

use crate::number::Lane;
use crate::optimizer::{Equation, Objective, Optimizer, Rates, Update};
use crate::run::objective::CountingObjective;
use std::cell::Cell;

/// How many samples the gradients of an update are over.
pub struct Size {
    /// The gradient that the update is given.
    pub gradient: usize,
    /// The whole data; a surface is one sample.
    pub whole: usize,
    /// Whether the optimizer asks for more than that gradient.
    pub evaluates_more: bool,
}

/// Updates the parameters; gives how many gradients of single samples that took for a single walk. Where `explained` is
/// an empty list, the first walk's equations go into it, a list for each parameter.
#[inline(always)]
pub fn update(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
    explained: &mut Option<Vec<Vec<Equation>>>,
    size: Size,
) -> usize {
    if size.evaluates_more {
        return update_counted(optimizer, params, gradient, rates, objective, explained, size);
    }
    match explained {
        Some(lines) if lines.is_empty() => *lines = explain(optimizer, params, gradient, rates, objective),
        _ => optimizer.step(params, gradient, rates, objective),
    }
    size.gradient
}

#[inline(never)]
fn update_counted(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
    explained: &mut Option<Vec<Vec<Equation>>>,
    size: Size,
) -> usize {
    let from = params.iter().map(|p| p[0]).collect();
    let objective =
        CountingObjective { objective, from, size: size.gradient, samples: size.whole, asked: Cell::new(0) };
    update(optimizer, params, gradient, rates, &objective, explained, Size { evaluates_more: false, ..size });
    objective.spent()
}

#[inline(never)]
fn explain(
    optimizer: &mut dyn Optimizer,
    params: &mut [Lane],
    gradient: &[Lane],
    rates: Rates,
    objective: &dyn Objective,
) -> Vec<Vec<Equation>> {
    let old = params.to_vec();
    let before: Vec<_> = (0..old.len()).map(|i| optimizer.memory(i)).collect();
    optimizer.step(params, gradient, rates, objective);
    let lines = |i: usize| {
        let update = Update { old: old[i][0], gradient: gradient[i][0], lr: rates.each[0][0], new: params[i][0] };
        optimizer.explain(i, &before[i], &update)
    };
    (0..old.len()).map(lines).collect()
}
