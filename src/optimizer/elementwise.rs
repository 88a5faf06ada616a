//! Optimizers that move each parameter by itself.

use super::fast_paths::{FastPaths, NoFastPaths, Pairs};
use super::{Equation, Objective, Optimizer, Rates, Update, dim};
use crate::number::Lane;
use crate::schema::Args;
use std::marker::PhantomData;

/// How one parameter is moved by its own gradient and by what is kept of it from step to step.
pub trait Rule {
    /// What is kept of a parameter; zeros before the first step.
    type Memory: Copy + Default + PartialEq;

    fn new(args: &Args) -> Self;
    /// The step number `t` comes, counted from 1. Where the hiker changes the rule's arguments, it goes on counting.
    fn advance(&mut self, _t: usize) {}
    /// Sets what a scheduler that cycles it sets: the momentum, or the first of the betas.
    fn set_momentum(&mut self, _momentum: f64) {}
    /// The parameter `w` after the step at the rate `lr`; a number that is not finite stays so.
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Self::Memory, lr: Lane) -> Lane;

    /// What is kept, of the first lane.
    fn numbers(memory: &Self::Memory) -> Vec<f64>;
    /// The step `t` as equations; `before` and `after` are the memory's numbers.
    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation>;
}

/// The optimizer that walks by a rule, and by fast paths where it has some.
pub struct Elementwise<R: Rule, F = NoFastPaths> {
    rule: R,
    /// Parameters a walk.
    dim: usize,
    /// Steps done.
    t: usize,
    /// Walks × parameters.
    memory: Vec<R::Memory>,
    /// The memory at `watch_for_rest`.
    watched: Vec<R::Memory>,
    fast_paths: PhantomData<F>,
}

/// The optimizer that walks by a rule with fast paths of its own.
pub type Fast<R> = Elementwise<R, R>;

impl<R: Rule, F> Elementwise<R, F> {
    pub fn new(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Self {
        let dim = dim(shapes);
        let memory = vec![R::Memory::default(); dim * walks];
        Elementwise { rule: R::new(args), dim, t: 0, memory, watched: vec![], fast_paths: PhantomData }
    }
}

impl<R: Rule, F: FastPaths<R>> Optimizer for Elementwise<R, F> {
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], rates: Rates, _: &dyn Objective) {
        self.t += 1;
        self.rule.advance(self.t);
        let (rule, dim) = (&self.rule, self.dim);
        if dim == 2 {
            return F::update(rule, Pairs { params, gradient, memory: &mut self.memory, rates });
        }
        // By ranges: in wasm, chunks make a network's walk a fifteenth slower.
        for (walk, &lr) in rates.each.iter().enumerate() {
            let own = walk * dim..(walk + 1) * dim;
            update_walk(rule, &mut params[own.clone()], &gradient[own.clone()], &mut self.memory[own], lr);
        }
    }

    fn retire(&mut self, walk: usize) {
        swap_remove(&mut self.memory, walk, self.dim);
        swap_remove(&mut self.watched, walk, self.dim);
    }

    fn change(&mut self, args: &Args) {
        self.rule = R::new(args);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.rule.set_momentum(momentum);
    }

    fn watch_for_rest(&mut self) -> bool {
        if F::SAME_STEPS {
            self.watched.clone_from(&self.memory);
        }
        F::SAME_STEPS
    }

    fn state_unchanged(&self, walk: usize) -> bool {
        let own = walk * self.dim..(walk + 1) * self.dim;
        self.watched.get(own.clone()) == Some(&self.memory[own])
    }

    fn memory(&self, i: usize) -> Vec<f64> {
        R::numbers(&self.memory[i])
    }

    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation> {
        self.rule.explain(self.t, before, &self.memory(i), update)
    }
}

/// The parameters of one walk. A function of its own, whose arguments are known not to overlap: what is the same for
/// all parameters is then found once.
#[inline(never)]
fn update_walk<R: Rule>(rule: &R, params: &mut [Lane], gradient: &[Lane], memory: &mut [R::Memory], lr: Lane) {
    let parameters = params.iter_mut().zip(gradient).zip(memory);
    parameters.for_each(|((w, &gradient), memory)| *w = rule.update(*w, gradient, memory, lr));
}

/// Removes piece number `walk` from pieces of `dim` numbers each, if there are any; the last piece takes its place.
pub fn swap_remove<T: Copy>(pieces: &mut Vec<T>, walk: usize, dim: usize) {
    if pieces.is_empty() {
        return;
    }
    let last = pieces.len() - dim;
    pieces.copy_within(last.., walk * dim);
    pieces.truncate(last);
}
