//! Six valleys, two of them the lowest.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

const LOWEST: [f64; 2] = [0.08984201310031806, -0.7126564030207396];
const SIDE: [f64; 2] = [1.703606714969981, -0.7960835686726251];
const HIGH: [f64; 2] = [1.6071047529201972, 0.5686514548841314];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "six_hump_camel",
        formula: r"\left(4 - 2.1x^2 + \tfrac13 x^4\right) x^2 + xy + (4y^2 - 4) y^2",
        source: "Dixon and Szegö, The Global Optimization Problem: an Introduction, 1978",
        help: "Six valleys of three depths: the two lowest lie in the middle, the others catch what comes from outside.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct SixHumpCamel;

impl Surface for SixHumpCamel {
    fn new(_: &Args) -> SixHumpCamel {
        SixHumpCamel
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let (a, b) = (x.square(), y.square());
        (a * (a / 3.0 - 2.1) + 4.0) * a + x * y + (b * 4.0 - 4.0) * b
    }
    fn python(_: &Args) -> String {
        "(4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2".into()
    }
    fn start(&self) -> [f64; 2] {
        [-1.8, 0.6]
    }
    fn view(&self) -> View {
        View { x: [-2.1, 2.1], y: [-1.4, 1.4] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        [(LOWEST, "minimum"), (SIDE, "side valley"), (HIGH, "high valley")]
            .into_iter()
            .flat_map(|(at, name)| [(at, name), (at.map(|c| -c), name)])
            .collect()
    }
}
