//! What an update's gradient is of, for optimizers that ask for more than the gradient they are given.

use crate::loss::{Loss, OfData, lanes};
use crate::number::WIDTH;
use crate::optimizer::Objective;
use std::cell::Cell;

/// All of the loss.
pub struct FullObjective<'a>(pub &'a dyn Loss);

impl Objective for FullObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        self.0.gradient(at, gradient)
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.0.hessian(at)
    }
}

/// The loss over the samples of a minibatch; second derivatives are over all samples.
pub struct BatchObjective<'a> {
    pub loss: &'a dyn Loss,
    pub data: &'a dyn OfData,
    pub batch: &'a [usize],
}

impl Objective for BatchObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        let (at, mut wide) = (lanes(at), lanes(gradient));
        self.data.batch_gradient(&at, self.batch, &mut wide);
        gradient.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
        self.data.batch_loss(&at, self.batch)[0]
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.loss.hessian(at)
    }
}

/// Counts what the update of a single walk asks of an objective, in gradients of single samples.
pub struct CountingObjective<'a> {
    pub objective: &'a dyn Objective,
    /// The parameters at which the update is given the gradient.
    pub from: Vec<f64>,
    /// How many samples a gradient is over.
    pub size: usize,
    /// How many samples a second derivative is over.
    pub samples: usize,
    /// What all lanes together ask for; they hold the same walk.
    pub asked: Cell<usize>,
}

impl CountingObjective<'_> {
    /// What the update took: the gradient it was given, and what it asked for.
    pub fn spent(&self) -> usize {
        self.size + self.asked.get() / WIDTH
    }
    fn ask(&self, gradients: usize) {
        self.asked.set(self.asked.get() + gradients);
    }
}

impl Objective for CountingObjective<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        if at != self.from {
            self.ask(self.size);
        }
        self.objective.gradient(at, gradient)
    }
    /// As many gradients over the whole data as there are parameters.
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.ask(self.samples * at.len());
        self.objective.hessian(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Flat;

    impl Objective for Flat {
        fn gradient(&self, _: &[f64], _: &mut [f64]) -> f64 {
            0.0
        }
        fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
            Some(vec![0.0; at.len() * at.len()])
        }
    }

    /// What an update takes that does `steps` in each lane, from (1, 2) over a batch of 32 of 500.
    fn spent(steps: impl Fn(&dyn Objective)) -> usize {
        let objective =
            CountingObjective { objective: &Flat, from: vec![1.0, 2.0], size: 32, samples: 500, asked: Cell::new(0) };
        for _ in 0..WIDTH {
            steps(&objective);
        }
        objective.spent()
    }

    #[test]
    fn what_an_update_asks_for_beyond_its_own_slope_is_counted() {
        let gradient = |objective: &dyn Objective, at: [f64; 2]| {
            objective.gradient(&at, &mut [0.0; 2]);
        };
        assert_eq!(spent(|_| {}), 32, "the slope it is given");
        assert_eq!(spent(|objective| gradient(objective, [1.0, 2.0])), 32, "asked again where it is known");
        let thrice =
            |objective: &dyn Objective| [1.0, 1.1, 1.2].into_iter().for_each(|x| gradient(objective, [x, 2.1]));
        assert_eq!(spent(thrice), 4 * 32);
        assert_eq!(spent(|objective| drop(objective.hessian(&[1.0, 2.0]))), 32 + 2 * 500, "a slope for each parameter");
    }
}
