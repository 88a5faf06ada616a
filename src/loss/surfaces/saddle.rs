//! Down on two sides, up on the other two, and no bottom.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "saddle",
        formula: r"x^2 - y^2",
        source: "Dauphin et al., Identifying and Attacking the Saddle Point Problem, 2014",
        help: "A pass between two hills: slow to leave along the ridge, and no floor beyond.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct Saddle;

impl Surface for Saddle {
    fn new(_: &Args) -> Saddle {
        Saddle
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        x.square() - y.square()
    }
    fn python(_: &Args) -> String {
        "x**2 - y**2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-1.5, 0.01]
    }
    fn view(&self) -> View {
        square(2.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![]
    }
}
