//! A bowl, or with unlike a and b a canyon: the loss whose limit, 2/λmax, can be worked out by hand.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Arg, Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "bowl",
        formula: r"\tfrac12 (a x^2 + b y^2)",
        source: "Goh, Why Momentum Really Works, Distill 2017",
        help: "A bowl. The larger b is beside a, the narrower the canyon and the harder it is to find one rate for both.",
        args: &[
            Arg::number("a", 1.0, "Curvature along x. More makes the walls in x steeper."),
            Arg::number(
                "b",
                10.0,
                "Curvature along y. More makes the walls in y steeper and the largest stable rate smaller.",
            ),
        ],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Bowl {
    a: f64,
    b: f64,
}

impl Surface for Bowl {
    const SHORT: bool = true;

    fn new(args: &Args) -> Bowl {
        Bowl { a: args.number("a"), b: args.number("b") }
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x.square() * self.a + y.square() * self.b) * 0.5
    }
    fn python(_: &Args) -> String {
        "(a * x**2 + b * y**2) / 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-4.0, 1.5]
    }
    fn view(&self) -> View {
        View { x: [-5.0, 5.0], y: [-4.0, 4.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        if self.a >= 0.0 && self.b >= 0.0 { vec![([0.0, 0.0], "valley")] } else { vec![] }
    }
}
