//! Three valleys in a row, the middle one deepest.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

const SIDE: [f64; 2] = [1.7475523458302888, -0.8737761729151444];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "three_hump_camel",
        formula: r"2x^2 - 1.05x^4 + \tfrac16 x^6 + xy + y^2",
        source: "Branin, IBM Journal of Research and Development 16, 1972",
        help: "Three valleys side by side; only the middle one is the lowest.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct ThreeHumpCamel;

impl Surface for ThreeHumpCamel {
    fn new(_: &Args) -> ThreeHumpCamel {
        ThreeHumpCamel
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let square = x.square();
        square * 2.0 - square.square() * 1.05 + square.square() * square / 6.0 + x * y + y.square()
    }
    fn python(_: &Args) -> String {
        "2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-2.0, 2.2]
    }
    fn view(&self) -> View {
        View { x: [-3.0, 3.0], y: [-3.0, 3.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum"), (SIDE, "side valley"), (SIDE.map(|c| -c), "side valley")]
    }
}
