//! The banana valley: easy to enter, slow to follow.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Arg, Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "rosenbrock",
        formula: r"(a - x)^2 + b (y - x^2)^2",
        source: "Rosenbrock, The Computer Journal 3, 1960",
        help: "A bent canyon with a nearly flat floor: the walls allow only small steps, the floor asks for many.",
        args: &[
            Arg::number("a", 1.0, "Where the minimum lies: at (a, a²)."),
            Arg::number("b", 100.0, "How steep the walls are. More asks for smaller steps."),
        ],
        check: nothing_more,
    },
    steps: 500,
};

pub struct Rosenbrock {
    a: f64,
    b: f64,
}

impl Surface for Rosenbrock {
    fn new(args: &Args) -> Rosenbrock {
        Rosenbrock { a: args.number("a"), b: args.number("b") }
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let along = -x + self.a;
        let across = y - x.square();
        along.square() + across.square() * self.b
    }
    fn python(_: &Args) -> String {
        "(a - x) ** 2 + b * (y - x**2) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-1.5, 2.0]
    }
    fn view(&self) -> View {
        View { x: [-2.2, 2.2], y: [-1.2, 3.2] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        if self.b >= 0.0 { vec![([self.a, self.a * self.a], "minimum")] } else { vec![] }
    }
}
