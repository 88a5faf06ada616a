//! Three valleys of one depth on a bent ramp; published on [-5, 10] × [0, 15].

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::PI;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "branin",
        formula: r"\left(y - \tfrac{5.1}{4\pi^2} x^2 + \tfrac5\pi x - 6\right)^2 + 10 \left(1 - \tfrac1{8\pi}\right) \cos x + 10",
        source: "Branin, IBM Journal of Research and Development 16, 1972",
        help: "Three valleys of the same depth in one bent trough: where a walk ends depends on where it enters the trough.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Branin;

impl Surface for Branin {
    fn new(_: &Args) -> Branin {
        Branin
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let across = y - x.square() * (5.1 / (4.0 * PI * PI)) + x * (5.0 / PI) - 6.0;
        across.square() + x.cos() * (10.0 * (1.0 - 1.0 / (8.0 * PI))) + 10.0
    }
    fn python(_: &Args) -> String {
        concat!(
            "(\n    (y - 5.1 / (4 * torch.pi**2) * x**2 + 5 / torch.pi * x - 6) ** 2\n",
            "    + 10 * (1 - 1 / (8 * torch.pi)) * torch.cos(x) + 10\n)"
        )
        .into()
    }
    fn start(&self) -> [f64; 2] {
        [0.2, 13.0]
    }
    fn view(&self) -> View {
        View { x: [-5.0, 10.0], y: [0.0, 15.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([-PI, 12.275], "minimum"), ([PI, 2.275], "minimum"), ([3.0 * PI, 2.475], "minimum")]
    }
}
