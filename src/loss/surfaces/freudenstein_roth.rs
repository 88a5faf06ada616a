//! Two bent canyons, one to a dead end.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

const DEAD_END: [f64; 2] = [11.412778986902094, -0.8968052532744765];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "freudenstein_roth",
        formula: r"(x - 13 + ((5 - y) y - 2) y)^2 + (x - 29 + ((y + 1) y - 14) y)^2",
        source: "Freudenstein and Roth, Numerical Solutions of Systems of Nonlinear Equations, Journal of the ACM 10, 1963",
        help: "A narrow canyon whose floor bends: from most starts it leads to a dead end, 49 above the minimum.",
        args: &[],
        check: nothing_more,
    },
    steps: 1000,
};

pub struct FreudensteinRoth;

impl Surface for FreudensteinRoth {
    fn new(_: &Args) -> FreudensteinRoth {
        FreudensteinRoth
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let first = x - 13.0 + ((-y + 5.0) * y - 2.0) * y;
        let second = x - 29.0 + ((y + 1.0) * y - 14.0) * y;
        first.square() + second.square()
    }
    fn python(_: &Args) -> String {
        "(x - 13 + ((5 - y) * y - 2) * y) ** 2 + (x - 29 + ((y + 1) * y - 14) * y) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-1.4, -3.3]
    }
    fn view(&self) -> View {
        View { x: [-5.0, 20.0], y: [-4.0, 6.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([5.0, 4.0], "minimum"), (DEAD_END, "dead end")]
    }
}
