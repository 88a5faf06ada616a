//! Optimizers that look at all parameters of a walk together.

use super::{Ground, Line, Optimizer, Rates, Update, dim};
use crate::number::{Lane, WIDTH};
use crate::schema::Args;

/// How a walk's parameters are moved, in plain numbers.
pub trait Whole: Clone {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self;
    fn step(&mut self, params: &mut [f64], slope: &[f64], lr: f64, ground: &dyn Ground);
    /// Other arguments; what is remembered stays.
    fn change(&mut self, args: &Args);
    fn set_momentum(&mut self, momentum: f64);

    /// What is carried for parameter `i`.
    fn numbers(&self, i: usize) -> Vec<f64>;
    /// The step just made as equations.
    fn lines(&self, i: usize, before: &[f64], update: &Update) -> Vec<Line>;
}

/// Walks by such a rule, one after the other: it branches, and so would each lane.
pub struct Alone<T: Whole> {
    dim: usize,
    walks: Vec<[T; WIDTH]>,
}

impl<T: Whole> Alone<T> {
    pub fn new(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Self {
        let fresh = T::new(args, shapes);
        Alone { dim: dim(shapes), walks: vec![std::array::from_fn(|_| fresh.clone()); walks] }
    }
}

impl<T: Whole> Optimizer for Alone<T> {
    fn step(&mut self, params: &mut [Lane], slope: &[Lane], lr: Rates, ground: &dyn Ground) {
        let dim = self.dim;
        for (walk, rules) in self.walks.iter_mut().enumerate() {
            let own = walk * dim..(walk + 1) * dim;
            let mut moved = vec![[0.0; WIDTH]; dim];
            for (lane, rule) in rules.iter_mut().enumerate() {
                let mut w: Vec<f64> = params[own.clone()].iter().map(|w| w[lane]).collect();
                let g: Vec<f64> = slope[own.clone()].iter().map(|g| g[lane]).collect();
                rule.step(&mut w, &g, lr.each[walk][lane], ground);
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

    fn lines(&self, i: usize, before: &[f64], update: &Update) -> Vec<Line> {
        self.walks[0][0].lines(i, before, update)
    }
}
