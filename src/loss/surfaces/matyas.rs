//! A valley along the diagonal, nearly level.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "matyas",
        formula: r"0.26 (x^2 + y^2) - 0.48 xy",
        source: "Matyas, Random Optimization, Automation and Remote Control 26, 1965",
        help: "A wide valley along the diagonal, 25 times flatter along it than across: quick to enter, slow to follow.",
        args: &[],
        check: nothing_more,
    },
    steps: 200,
};

pub struct Matyas;

impl Surface for Matyas {
    fn new(_: &Args) -> Matyas {
        Matyas
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x.square() + y.square()) * 0.26 - x * y * 0.48
    }
    fn python(_: &Args) -> String {
        "0.26 * (x**2 + y**2) - 0.48 * x * y".into()
    }
    fn start(&self) -> [f64; 2] {
        [-9.0, -2.0]
    }
    fn view(&self) -> View {
        square(10.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum")]
    }
}
