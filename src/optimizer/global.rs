//! Optimizers that move all parameters of a walk together.

use super::{Equation, Objective, Optimizer, Rates, Update, dim};
use crate::number::{Lane, WIDTH};
use crate::schema::Args;

/// How the parameters of a walk are moved, in plain numbers. The rule holds its state.
pub trait GlobalRule: Clone {
    /// A rule for parameters of these shapes.
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self;
    /// Makes one step at the rate `lr`, given the gradient at `params`; both have a number a parameter.
    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, objective: &dyn Objective);
    /// Sets other arguments; the state is kept.
    fn change(&mut self, args: &Args);
    /// Sets what a scheduler that cycles it sets: the momentum, or the first of the betas.
    fn set_momentum(&mut self, momentum: f64);

    /// The state of parameter `i`.
    fn numbers(&self, i: usize) -> Vec<f64>;
    /// The step just made, of parameter `i`, as equations; `before` is the state before it.
    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation>;
}

/// The optimizer that walks by such a rule: one lane after the other, since a rule branches.
pub struct Global<T: GlobalRule> {
    /// Parameters a walk.
    dim: usize,
    /// A rule for each lane of each walk.
    walks: Vec<[T; WIDTH]>,
}

impl<T: GlobalRule> Global<T> {
    pub fn new(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Self {
        let fresh = T::new(args, shapes);
        Global { dim: dim(shapes), walks: vec![std::array::from_fn(|_| fresh.clone()); walks] }
    }
}

impl<T: GlobalRule> Optimizer for Global<T> {
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], rates: Rates, objective: &dyn Objective) {
        let dim = self.dim;
        for (walk, rules) in self.walks.iter_mut().enumerate() {
            let own = walk * dim..(walk + 1) * dim;
            let mut moved = vec![[0.0; WIDTH]; dim];
            for (lane, rule) in rules.iter_mut().enumerate() {
                let mut w: Vec<f64> = params[own.clone()].iter().map(|w| w[lane]).collect();
                let g: Vec<f64> = gradient[own.clone()].iter().map(|g| g[lane]).collect();
                rule.step(&mut w, &g, rates.each[walk][lane], objective);
                moved.iter_mut().zip(w).for_each(|(moved, w)| moved[lane] = w);
            }
            params[own].iter_mut().zip(moved).for_each(|(w, moved)| *w = moved.into());
        }
    }

    fn retire(&mut self, walk: usize) {
        self.walks.swap_remove(walk);
    }

    fn change(&mut self, args: &Args) {
        self.walks.iter_mut().flatten().for_each(|rule| rule.change(args));
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.walks.iter_mut().flatten().for_each(|rule| rule.set_momentum(momentum));
    }

    fn memory(&self, i: usize) -> Vec<f64> {
        self.walks[0][0].numbers(i)
    }

    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation> {
        self.walks[0][0].explain(i, before, update)
    }
}
