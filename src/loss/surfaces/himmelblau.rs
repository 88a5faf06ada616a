//! Four valleys, equally deep.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

const MINIMA: [[f64; 2]; 4] = [
    [3.0, 2.0],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.2831859912861696],
    [3.5844283403304917, -1.8481265269644036],
];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "himmelblau",
        formula: r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        source: "Himmelblau, Applied Nonlinear Programming, 1972",
        help: "Four valleys of the same depth: where a walk ends depends on where it starts and how long its steps are.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct Himmelblau;

impl Surface for Himmelblau {
    const SHORT: bool = true;

    fn new(_: &Args) -> Himmelblau {
        Himmelblau
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x.square() + y - 11.0).square() + (x + y.square() - 7.0).square()
    }
    fn python(_: &Args) -> String {
        "(x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [0.0, 0.5]
    }
    fn view(&self) -> View {
        square(5.5)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        MINIMA.map(|at| (at, "minimum")).to_vec()
    }
}
