//! A valley with steps; published on [-1.5, 4] × [-3, 4], beyond which it falls for ever.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

const MINIMUM: [f64; 2] = [-0.5471975511965977, -1.5471975511965979];
const NEXT: [f64; 2] = [2.594395102393196, 1.5943951023931955];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "mccormick",
        formula: r"\sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        source: "McCormick, Computability of Global Solutions to Factorable Nonconvex Programs, 1976",
        help: "A trough that goes down in steps: a step too long leaves the valley for a lower one, and there is always one.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct McCormick;

impl Surface for McCormick {
    fn new(_: &Args) -> McCormick {
        McCormick
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x + y).sin() + (x - y).square() - x * 1.5 + y * 2.5 + 1.0
    }
    fn python(_: &Args) -> String {
        "torch.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1".into()
    }
    fn start(&self) -> [f64; 2] {
        [3.5, -0.5]
    }
    fn view(&self) -> View {
        View { x: [-1.5, 4.0], y: [-3.0, 4.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![(MINIMUM, "minimum"), (NEXT, "side valley")]
    }
    fn lowest_anywhere(&self) -> bool {
        false
    }
}
