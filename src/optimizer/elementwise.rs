//! Optimizers that move each parameter by itself.

use super::{Equation, Objective, Optimizer, Rates, Update, dim};
use crate::number::Lane;
use crate::schema::Args;

/// How one parameter is moved by its own gradient and what is remembered of it.
pub trait Rule {
    /// What is carried for a parameter from step to step; zeros before the first.
    type Memory: Copy + Default + PartialEq;
    /// Whether it is the same at every step: what rests, rests for ever.
    const TIMELESS: bool;

    fn new(args: &Args) -> Self;
    /// The step number `t` comes, counted from 1; of any number where a rule was changed on the way.
    fn advance(&mut self, t: usize);
    fn set_momentum(&mut self, momentum: f64);
    /// Whether `size` takes more than handing the rate on.
    const SIZED: bool = false;
    /// What `update` takes as the rate: found once for many parameters.
    #[inline(always)]
    fn size(&self, lr: Lane) -> Lane {
        lr
    }
    /// 0, or a number of the rule's for settings that most walks have and that take less: `update` is compiled for
    /// each.
    #[inline(always)]
    fn form(&self) -> u8 {
        0
    }
    /// The parameter after the step; what is not finite stays so.
    fn update<const FORM: u8>(&self, w: Lane, gradient: Lane, memory: &mut Self::Memory, size: Lane) -> Lane;

    /// The first lane of what is remembered.
    fn numbers(memory: &Self::Memory) -> Vec<f64>;
    /// The step `t` as equations, from the memory before it and after it.
    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation>;
}

/// Walks by a rule.
pub struct Elementwise<R: Rule> {
    rule: R,
    dim: usize,
    t: usize,
    /// One for each parameter of each walk.
    memory: Vec<R::Memory>,
    watched: Vec<R::Memory>,
}

impl<R: Rule> Elementwise<R> {
    pub fn new(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Self {
        let dim = dim(shapes);
        Elementwise { rule: R::new(args), dim, t: 0, memory: vec![R::Memory::default(); dim * walks], watched: vec![] }
    }
}

impl<R: Rule> Elementwise<R> {
    /// Walks on surfaces, many at once. Each form is a function of its own: together in one they take a tenth longer in
    /// wasm.
    #[inline(never)]
    fn update_pairs<const FORM: u8>(
        &mut self,
        params: &mut [Lane],
        gradient: &[Lane],
        Rates { each: lr, same_for_all }: Rates,
    ) {
        let rule = &self.rule;
        let first = lr[0];
        let (mut rate, mut size) = (first, rule.size(first));
        if let ([w0, w1], &[g0, g1], [m0, m1]) = (&mut *params, gradient, &mut self.memory[..]) {
            *w0 = rule.update::<FORM>(*w0, g0, m0, size);
            *w1 = rule.update::<FORM>(*w1, g1, m1, size);
            return;
        }
        let mut one = |w: &mut [Lane; 2], g: &[Lane; 2], m: &mut [R::Memory; 2], lr: &Lane| {
            if !R::SIZED {
                size = *lr;
            } else if !lr.equals(&rate) {
                (rate, size) = (*lr, rule.size(*lr));
            }
            *w = [rule.update::<FORM>(w[0], g[0], &mut m[0], size), rule.update::<FORM>(w[1], g[1], &mut m[1], size)];
        };
        let (mut params, mut gradient) = (params.as_chunks_mut::<2>().0, gradient.as_chunks::<2>().0);
        let (mut memory, mut lr) = (self.memory.as_chunks_mut::<2>().0, lr);
        // What takes no longer than the turn of a loop goes four times in a turn, where there are maps.
        if FORM != 0 && !R::SIZED && crate::WHOLE {
            let (fours, gradients, memories, rates);
            (fours, params) = params.as_chunks_mut::<4>();
            (gradients, gradient) = gradient.as_chunks::<4>();
            (memories, memory) = memory.as_chunks_mut::<4>();
            (rates, lr) = lr.as_chunks::<4>();
            let turns = fours.iter_mut().zip(gradients).zip(memories);
            // A rate that is read once for all is as much as a thirtieth of the time in wasm.
            if same_for_all {
                for ((w, g), m) in turns {
                    (0..4).for_each(|k| one(&mut w[k], &g[k], &mut m[k], &first));
                }
            } else {
                for (((w, g), m), lr) in turns.zip(rates) {
                    (0..4).for_each(|k| one(&mut w[k], &g[k], &mut m[k], &lr[k]));
                }
            }
        }
        for (((w, g), m), lr) in params.iter_mut().zip(gradient).zip(memory).zip(lr) {
            one(w, g, m, lr);
        }
    }

    fn update(&mut self, params: &mut [Lane], gradient: &[Lane], lr: &[Lane]) {
        for (walk, &lr) in lr.iter().enumerate() {
            let own = walk * self.dim..(walk + 1) * self.dim;
            let size = self.rule.size(lr);
            let parameters = params[own.clone()].iter_mut().zip(&gradient[own.clone()]).zip(&mut self.memory[own]);
            parameters.for_each(|((w, &gradient), memory)| *w = self.rule.update::<0>(*w, gradient, memory, size));
        }
    }
}

impl<R: Rule> Optimizer for Elementwise<R> {
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], lr: Rates, _: &dyn Objective) {
        self.t += 1;
        self.rule.advance(self.t);
        match (self.dim, self.rule.form()) {
            (2, 1) => self.update_pairs::<1>(params, gradient, lr),
            (2, 2) => self.update_pairs::<2>(params, gradient, lr),
            (2, _) => self.update_pairs::<0>(params, gradient, lr),
            _ => self.update(params, gradient, lr.each),
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
        if R::TIMELESS {
            self.watched.clone_from(&self.memory);
        }
        R::TIMELESS
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

/// Removes piece number `walk` from pieces of `dim` numbers each; the last piece takes its place.
pub fn swap_remove<T: Copy>(pieces: &mut Vec<T>, walk: usize, dim: usize) {
    if pieces.is_empty() {
        return;
    }
    let last = pieces.len() - dim;
    pieces.copy_within(last.., walk * dim);
    pieces.truncate(last);
}
