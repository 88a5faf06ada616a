//! Faster loops for the optimizers that most walks on surfaces go by: bit for bit what their rules say.

use super::{Rates, Rule};
use crate::number::Lane;

/// What only speed wants of a rule. Optional: the list names a rule `Fast` where it has this, else `Elementwise`.
pub trait FastPaths<R: Rule> {
    /// Whether a step that leaves a walk's parameters and memory as they are leaves them so for ever: maps then retire
    /// walks that rest. False where the step depends on its number.
    const SAME_STEPS: bool = false;
    /// Updates walks of two parameters as `Rule::update` would.
    fn update(rule: &R, walks: Pairs<R::Memory>) {
        walks.update_each(rule);
    }
}

/// For the rules that have none.
pub struct NoFastPaths;

impl<R: Rule> FastPaths<R> for NoFastPaths {}

/// How a fast path updates one parameter. A trait and no closure, since the compiler is made to inline a method alone.
pub trait Kernel<M> {
    /// The parameter `w` after a step of the rate, or the step size, `lr`.
    fn update(&self, w: Lane, gradient: Lane, memory: &mut M, lr: Lane) -> Lane;
}

/// As the rule says.
impl<R: Rule> Kernel<R::Memory> for R {
    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut R::Memory, lr: Lane) -> Lane {
        Rule::update(self, w, gradient, memory, lr)
    }
}

/// Walks of two parameters each, side by side. Each loop over them is a function of its own: together in one they take
/// a tenth longer in wasm. A single walk is updated where it is: to hand all this over takes as long as the update.
pub struct Pairs<'a, M> {
    /// Walks × 2, as the gradient and the memory.
    pub params: &'a mut [Lane],
    pub gradient: &'a [Lane],
    pub memory: &'a mut [M],
    pub rates: Rates<'a>,
}

impl<M> Pairs<'_, M> {
    /// Updates one walk after the other.
    #[inline(always)]
    pub fn update_each(mut self, kernel: &impl Kernel<M>) {
        if !self.update_single(kernel, self.rates.each[0]) {
            self.loop_over_each(kernel);
        }
    }

    #[inline(never)]
    fn loop_over_each(self, kernel: &impl Kernel<M>) {
        let rates = self.rates.each;
        let (params, gradient) = (self.params.as_chunks_mut::<2>().0, self.gradient.as_chunks::<2>().0);
        for (((w, g), m), &lr) in params.iter_mut().zip(gradient).zip(self.memory.as_chunks_mut::<2>().0).zip(rates) {
            *w = [kernel.update(w[0], g[0], &mut m[0], lr), kernel.update(w[1], g[1], &mut m[1], lr)];
        }
    }

    /// The same for a kernel that takes no longer than the turn of a loop: four walks a turn, where there are maps.
    #[inline(always)]
    pub fn update_in_fours(mut self, kernel: &impl Kernel<M>) {
        if !self.update_single(kernel, self.rates.each[0]) {
            self.loop_over_fours(kernel);
        }
    }

    #[inline(never)]
    fn loop_over_fours(self, kernel: &impl Kernel<M>) {
        let Rates { each: rates, same_for_all } = self.rates;
        let first = rates[0];
        let one = |w: &mut [Lane; 2], g: &[Lane; 2], m: &mut [M; 2], lr: Lane| {
            *w = [kernel.update(w[0], g[0], &mut m[0], lr), kernel.update(w[1], g[1], &mut m[1], lr)];
        };
        let (mut params, mut gradient) = (self.params.as_chunks_mut::<2>().0, self.gradient.as_chunks::<2>().0);
        let (mut memory, mut rates) = (self.memory.as_chunks_mut::<2>().0, rates);
        if crate::WHOLE {
            let (four_params, four_gradients, four_memories, four_rates);
            (four_params, params) = params.as_chunks_mut::<4>();
            (four_gradients, gradient) = gradient.as_chunks::<4>();
            (four_memories, memory) = memory.as_chunks_mut::<4>();
            (four_rates, rates) = rates.as_chunks::<4>();
            let turns = four_params.iter_mut().zip(four_gradients).zip(four_memories);
            // A rate that is read once for all is as much as a thirtieth of the time in wasm.
            if same_for_all {
                for ((w, g), m) in turns {
                    (0..4).for_each(|k| one(&mut w[k], &g[k], &mut m[k], first));
                }
            } else {
                for (((w, g), m), lr) in turns.zip(four_rates) {
                    (0..4).for_each(|k| one(&mut w[k], &g[k], &mut m[k], lr[k]));
                }
            }
        }
        for (((w, g), m), &lr) in params.iter_mut().zip(gradient).zip(memory).zip(rates) {
            one(w, g, m, lr);
        }
    }

    /// The same for a kernel that goes by a step size, which is found from the rate: once for neighbours of one rate.
    #[inline(always)]
    pub fn update_by_size(mut self, size: impl Fn(Lane) -> Lane, kernel: &impl Kernel<M>) {
        let first = size(self.rates.each[0]);
        if !self.update_single(kernel, first) {
            self.loop_by_size(size, first, kernel);
        }
    }

    #[inline(never)]
    fn loop_by_size(self, size: impl Fn(Lane) -> Lane, first: Lane, kernel: &impl Kernel<M>) {
        let rates = self.rates.each;
        let (mut rate, mut step_size) = (rates[0], first);
        let (params, gradient) = (self.params.as_chunks_mut::<2>().0, self.gradient.as_chunks::<2>().0);
        for (((w, g), m), &lr) in params.iter_mut().zip(gradient).zip(self.memory.as_chunks_mut::<2>().0).zip(rates) {
            if !lr.equals(&rate) {
                (rate, step_size) = (lr, size(lr));
            }
            *w = [kernel.update(w[0], g[0], &mut m[0], step_size), kernel.update(w[1], g[1], &mut m[1], step_size)];
        }
    }

    /// Updates the walk where there is but one; tells whether there is.
    #[inline(always)]
    fn update_single(&mut self, kernel: &impl Kernel<M>, lr: Lane) -> bool {
        let ([w0, w1], &[g0, g1], [m0, m1]) = (&mut *self.params, self.gradient, &mut *self.memory) else {
            return false;
        };
        *w0 = kernel.update(*w0, g0, m0, lr);
        *w1 = kernel.update(*w1, g1, m1, lr);
        true
    }
}
