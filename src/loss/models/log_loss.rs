//! Logistic regression for two classes: the log-loss, as scikit-learn's SGDClassifier makes it small.

use super::linear::{Judge, Linear, Optimum, accuracy, args_of_classes, lowest, two_classes};
use crate::loss::LossEntry;
use crate::number::random::SgdOrder;
use crate::number::{Real, exp};
use crate::pause::Long;
use crate::schema::{Entry, Fault, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "log_loss",
        formula: r"\frac1n \sum_i \ln(1 + e^{-y_i (w \cdot x_i + b)}) + \tfrac12 \alpha \lVert w \rVert^2",
        source: "scikit-learn, SGDClassifier(loss='log_loss')",
        help: "Logistic regression: a boundary between two classes, and how sure to be at each distance from it.",
        args: &args_of_classes(),
        check: nothing_more,
    },
    steps: 60,
};

pub type LogLoss = Linear<Likelihood>;

pub struct Likelihood;

impl Judge for Likelihood {
    /// ln(1 + e^m) with m = −y p, taken from e^−|m|, which cannot overflow.
    fn loss<R: Real>(prediction: R, class: f64) -> R {
        let m = prediction * -class;
        let small = m.where_less(R::zero(), m, -m).exp();
        m.max(R::zero()) + (small + 1.0).ln()
    }
    const CURVATURE: f64 = 0.25;
    const CLASSES: usize = 2;
    fn targets(y: Vec<f64>) -> Result<Vec<f64>, Fault> {
        two_classes(y)
    }
    const PYTHON: &'static str = "$.logaddexp(0 * p, -p * y)";
    const ESTIMATOR: &'static str = "SGDClassifier";
    fn order(seed: u32, samples: usize) -> SgdOrder {
        SgdOrder::classifier(seed, samples)
    }
    /// The probability of the larger label.
    fn answer(prediction: f64) -> f64 {
        1.0 / (1.0 + exp(-prediction))
    }
    const METRIC: [&'static str; 2] = ["accuracy", "test_accuracy"];
    fn metric(prediction: f64, class: f64) -> f64 {
        accuracy(prediction, class)
    }
    const BEST: &'static str = "best boundary";
    fn optimum(model: &Linear<Likelihood>) -> Long<'_, Optimum> {
        Box::pin(async {
            // Where a boundary separates the classes and nothing holds the weights back, the loss falls to 0 as they
            // grow. The way down comes to such a boundary at the latest when no sample's loss is above ln 2.
            let mut separated = false;
            let mut enough = |at: &[f64]| {
                separated = model.alpha == 0.0 && model.separates(at);
                separated
            };
            match lowest(model, &mut enough).await {
                _ if separated => Optimum::Limit(0.0),
                Some(at) => Optimum::At(at),
                None => Optimum::Unknown,
            }
        })
    }
}
