//! Two weights one after the other: a plateau in the middle, and two lines of minima.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "deep_linear",
        formula: r"\tfrac12 (1 - xy)^2",
        source: "Saxe et al., Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks, 2014; Lewkowycz et al., The Large Learning Rate Phase of Deep Learning, 2020",
        help: "Every point with xy = 1 is a minimum, the flattest at (1, 1). A rate too high for a sharp one does not diverge: it is thrown to a flatter one.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct DeepLinear;

impl Surface for DeepLinear {
    fn new(_: &Args) -> DeepLinear {
        DeepLinear
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (-(x * y) + 1.0).square() * 0.5
    }
    fn python(_: &Args) -> String {
        "(1 - x * y) ** 2 / 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [3.0, 0.1]
    }
    fn view(&self) -> View {
        square(4.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([1.0, 1.0], "flattest minimum"), ([-1.0, -1.0], "flattest minimum")]
    }
}
