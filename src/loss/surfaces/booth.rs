//! A canyon that lies askew.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "booth",
        formula: r"(x + 2y - 7)^2 + (2x + y - 5)^2",
        source: "Jamil and Yang, A Literature Survey of Benchmark Functions, 2013",
        help: "A plain bowl, but turned: its canyon runs along neither axis, so no rate of one parameter alone can widen it.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Booth;

impl Surface for Booth {
    fn new(_: &Args) -> Booth {
        Booth
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x + y * 2.0 - 7.0).square() + (x * 2.0 + y - 5.0).square()
    }
    fn python(_: &Args) -> String {
        "(x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-8.0, -5.0]
    }
    fn view(&self) -> View {
        square(10.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([1.0, 3.0], "minimum")]
    }
}
