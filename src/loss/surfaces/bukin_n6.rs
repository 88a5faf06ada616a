//! A ravine as sharp as a knife, bent, with a floor that hardly falls; published on [-15, -5] × [-3, 3].

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "bukin_n6",
        formula: r"100 \sqrt{|y - 0.01 x^2|} + 0.01 |x + 10|",
        source: "Bukin, New Minimization Strategy for Non-Smooth Functions, 1997",
        help: "A ravine with an edge for a floor: the slope grows without end towards it, so every fixed rate jumps to and fro. On the edge itself it is taken as 0; PyTorch has none there.",
        args: &[],
        check: nothing_more,
    },
    steps: 200,
};

pub struct Bukin;

impl Surface for Bukin {
    fn new(_: &Args) -> Bukin {
        Bukin
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (y - x.square() * 0.01).abs().sqrt() * 100.0 + (x + 10.0).abs() * 0.01
    }
    fn python(_: &Args) -> String {
        "100 * torch.sqrt(torch.abs(y - 0.01 * x**2)) + 0.01 * torch.abs(x + 10)".into()
    }
    fn start(&self) -> [f64; 2] {
        [-13.0, 2.5]
    }
    fn view(&self) -> View {
        View { x: [-15.0, -5.0], y: [-3.0, 3.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([-10.0, 1.0], "minimum")]
    }
}
