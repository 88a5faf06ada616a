//! The penalty of linear models where single samples are walked by plain SGD: there scikit-learn multiplies the weights by
//! max(0, 1 − ηα) before each step, so that the penalty never pulls them past zero.

use crate::WHOLE;
use crate::number::{Lane, Real};
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Settings;

/// The engine a page opens with has no data, and is compiled without.
pub struct Shrinking {
    /// α; 0 where the penalty's gradient pulls at any rate.
    alpha: f64,
    /// How much of α is too much at the walks' rates; empty where nothing is.
    excess: Vec<Lane>,
}

impl Shrinking {
    pub fn new(experiment: &Experiment, settings: &Settings, rates: &[Lane]) -> Shrinking {
        let alpha = experiment.loss.of_data().map_or(0.0, |data| data.shrinks());
        let alpha = if alpha > 0.0 && settings.as_estimator() { alpha } else { 0.0 };
        let mut shrinking = Shrinking { alpha, excess: vec![] };
        shrinking.at_rates(rates);
        shrinking
    }

    /// What holds at these rates, one for each walk.
    #[inline(always)]
    pub fn at_rates(&mut self, rates: &[Lane]) {
        if WHOLE && self.alpha > 0.0 {
            self.find_excess(rates);
        }
    }

    fn find_excess(&mut self, rates: &[Lane]) {
        self.excess.clear();
        let is_too_much = |rate: f64| rate * self.alpha > 1.0;
        if rates.iter().any(|rate| rate.to_array().into_iter().any(is_too_much)) {
            let (alpha, zero, one) = (self.alpha, Lane::zero(), Lane::constant(1.0));
            let excess = |rate: &Lane| one.where_less(*rate * alpha, -(one / *rate) + alpha, zero);
            self.excess.extend(rates.iter().map(excess));
        }
    }

    /// Whether nothing is too much.
    pub fn is_idle(&self) -> bool {
        self.excess.is_empty()
    }

    /// Takes what is too much out of the gradients: walks × parameters, the last the intercept, which has no penalty.
    #[inline(always)]
    pub fn limit(&self, params: &[Lane], gradient: &mut [Lane], dim: usize) {
        if !WHOLE {
            return;
        }
        let walks = params.chunks_exact(dim).zip(gradient.chunks_exact_mut(dim));
        for ((params, gradient), &excess) in walks.zip(&self.excess) {
            gradient[..dim - 1].iter_mut().zip(params).for_each(|(g, &w)| *g = *g - w * excess);
        }
    }

    pub fn retire(&mut self, walk: usize) {
        if WHOLE && !self.excess.is_empty() {
            self.excess.swap_remove(walk);
        }
    }
}
