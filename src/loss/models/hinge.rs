//! A linear classifier that asks for a margin: the hinge, as scikit-learn's SGDClassifier (a support vector machine)
//! makes it small.

use super::linear::{Judge, Linear, accuracy, args, two_classes};
use crate::loss::LossEntry;
use crate::number::Real;
use crate::number::random::SgdOrder;
use crate::pause::Long;
use crate::schema::{Entry, Fault, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "hinge",
        formula: r"\frac1n \sum_i \max(0, 1 - y_i (w \cdot x_i + b)) + \tfrac12 \alpha \lVert w \rVert^2",
        source: "scikit-learn, SGDClassifier(loss='hinge')",
        help: "A boundary between two classes that keeps its distance: only points on its wrong side, or near it, push.",
        args: &args("make_classification"),
        check: nothing_more,
    },
    steps: 60,
};

pub type Hinge = Linear<Margin>;

pub struct Margin;

impl Judge for Margin {
    /// As in scikit-learn the kink itself belongs to the gradient.
    fn loss<R: Real>(prediction: R, class: f64) -> R {
        let margin = prediction * class;
        R::constant(1.0).where_less(margin, R::zero(), -margin + 1.0)
    }
    fn targets(y: Vec<f64>) -> Result<Vec<f64>, Fault> {
        two_classes(y)
    }
    const PYTHON: &'static str = "(1 - p * y).clip(0)";
    const ESTIMATOR: &'static str = "SGDClassifier";
    fn order(seed: u32, samples: usize) -> SgdOrder {
        SgdOrder::classifier(seed, samples)
    }
    /// 1 for the larger label, 0 for the smaller.
    fn answer(prediction: f64) -> f64 {
        f64::from(prediction > 0.0)
    }
    const METRIC: [&'static str; 2] = ["accuracy", "test_accuracy"];
    fn metric(prediction: f64, class: f64) -> f64 {
        accuracy(prediction, class)
    }
    const BEST: &'static str = "best boundary";
    /// Kinks all over: there is no short way to the lowest.
    fn optimum(_: &Linear<Margin>) -> Long<'_, Option<Vec<f64>>> {
        Box::pin(async { None })
    }
}
