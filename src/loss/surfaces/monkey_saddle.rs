//! Three ways down, three ways up, and no gradient or curvature in the middle.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "monkey_saddle",
        formula: r"x^3 - 3xy^2",
        source: "Hilbert and Cohn-Vossen, Anschauliche Geometrie, 1932",
        help: "A saddle with a place for the tail too: curvature vanishes in the middle, so a walk leaves it even more slowly.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct MonkeySaddle;

impl Surface for MonkeySaddle {
    fn new(_: &Args) -> MonkeySaddle {
        MonkeySaddle
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        x.square() * x - x * y.square() * 3.0
    }
    fn python(_: &Args) -> String {
        "x**3 - 3 * x * y**2".into()
    }
    fn start(&self) -> [f64; 2] {
        [0.9, 0.01]
    }
    fn view(&self) -> View {
        square(1.5)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![]
    }
}
