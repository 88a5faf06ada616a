//! scikit-learn's "optimal" rate, which follows from the penalty alone.

use super::{Integration, ScheduleContext, Scheduler, StepContext};
use crate::number::{Lane, Real};
use crate::schema::python::float;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "optimal",
    formula: r"\eta_t = \frac{1}{\alpha (t_0 + t)}, \quad t_0 = \alpha^{-3/4}",
    source: "scikit-learn, SGDClassifier(learning_rate='optimal'); Bottou, SGD on SVMs, 2007",
    help: "A rate from the penalty alone: lr has no effect. It starts high and falls as 1/t.",
    args: &[Arg::number("alpha", 0.0001, "The weight of the loss's penalty. More starts lower and falls sooner.")
        .within(Range::POSITIVE)
        .log()],
    check: nothing_more,
};

pub struct Optimal {
    alpha: f64,
    /// The advance before the first, t0.
    first: f64,
}

impl Optimal {
    pub fn new(args: &Args, _: &ScheduleContext) -> Optimal {
        let alpha = args.number("alpha");
        // The rate to start with, scikit-learn's typical weight: none of the losses is steeper there than 1.
        let rate = (1.0 / alpha.sqrt()).sqrt();
        Optimal { alpha, first: 1.0 / (rate * alpha) }
    }
}

impl Scheduler for Optimal {
    fn advance(&mut self, t: usize, rates: &mut [Lane], _: &StepContext) {
        rates.fill(Lane::constant(1.0 / (self.alpha * (self.first + t as f64))));
    }
}

impl Integration for Optimal {
    const GOES_ON: bool = true;

    fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
        let [alpha, lr] = [args.number("alpha"), context.base()].map(float);
        let factor = format!("1 / ({alpha} * ({alpha} ** -0.75 + t)) / {lr}");
        Some(format!("torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: {factor})"))
    }

    /// With a larger penalty its weights would not become smaller than zero.
    fn estimator(args: &Args, _: f64, every_update: bool, alpha: f64) -> Option<Vec<String>> {
        let same = every_update && args.number("alpha") == alpha && alpha <= 1.0;
        same.then(|| vec!["learning_rate=\"optimal\"".into()])
    }
}
