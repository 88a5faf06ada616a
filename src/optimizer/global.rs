//! Optimizers that look at all parameters of a walk together.

use super::{Equation, Objective, Optimizer, Rates, Update, dim};
use crate::number::{Lane, WIDTH};
use crate::schema::Args;

/// How a walk's parameters are moved, in plain numbers.
pub trait GlobalRule: Clone {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self;
    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, objective: &dyn Objective);
    /// Other arguments; what is remembered stays.
    fn change(&mut self, args: &Args);
    fn set_momentum(&mut self, momentum: f64);

    /// What is carried for parameter `i`.
    fn numbers(&self, i: usize) -> Vec<f64>;
    /// The step just made as equations.
    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation>;
}

/// Walks by such a rule, one after the other: it branches, and so would each lane.
pub struct Global<T: GlobalRule> {
    dim: usize,
    walks: Vec<[T; WIDTH]>,
}

impl<T: GlobalRule> Global<T> {
    pub fn new(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Self {
        let fresh = T::new(args, shapes);
        Global { dim: dim(shapes), walks: vec![std::array::from_fn(|_| fresh.clone()); walks] }
    }
}

impl<T: GlobalRule> Optimizer for Global<T> {
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], lr: Rates, objective: &dyn Objective) {
        let dim = self.dim;
        for (walk, rules) in self.walks.iter_mut().enumerate() {
            let own = walk * dim..(walk + 1) * dim;
            let mut moved = vec![[0.0; WIDTH]; dim];
            for (lane, rule) in rules.iter_mut().enumerate() {
                let mut w: Vec<f64> = params[own.clone()].iter().map(|w| w[lane]).collect();
                let g: Vec<f64> = gradient[own.clone()].iter().map(|g| g[lane]).collect();
                rule.step(&mut w, &g, lr.each[walk][lane], objective);
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
