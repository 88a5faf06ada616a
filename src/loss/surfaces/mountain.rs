//! The opening mountain: chosen so that one drag of the learning rate passes through every chapter.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::python::float;
use crate::schema::{Args, Entry, nothing_more};
use crate::text::figures;

/// Height (negative: a hollow), centre x and y, −1 / width squared.
const HILLS: [[f64; 4]; 5] = [
    [3.2, -1.9, 1.9, -1.0 / 1.6],
    [-2.6, 1.7, -1.3, -1.0 / 1.1],
    [-1.3, -1.7, -1.6, -1.0 / 1.9],
    [1.5, 2.4, 1.7, -1.0 / 1.2],
    [0.9, -0.2, 0.1, -1.0 / 0.9],
];
const VALLEY: [f64; 2] = [1.6369729413440868, -1.2344644564357294];
const SIDE_VALLEY: [f64; 2] = [-1.5156934634777552, -1.368974157365705];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "mountain",
        formula: r"0.09 x^2 + 0.13 y^2 + 2.9 + \sum_i h_i\, e^{-((x - x_i)^2 + (y - y_i)^2)/s_i}",
        source: "Made for this playground",
        help: "Two valleys, one deeper, between three hills: a short walk to the wrong one or the right one.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct Mountain;

#[inline(always)]
fn hill<R: Real>(x: R, y: R, [h, cx, cy, narrow]: [f64; 4]) -> R {
    (((x - cx).square() + (y - cy).square()) * narrow).exp() * h
}

impl Surface for Mountain {
    fn new(_: &Args) -> Mountain {
        Mountain
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let [a, b, c, d, e] = HILLS;
        x.square() * 0.09
            + y.square() * 0.13
            + 2.9
            + hill(x, y, a)
            + hill(x, y, b)
            + hill(x, y, c)
            + hill(x, y, d)
            + hill(x, y, e)
    }
    fn python(_: &Args) -> String {
        let hill = |[h, u, v, narrow]: [f64; 4]| {
            let [h, u, v] = [h, u, v].map(float);
            format!("        ({h}, {u}, {v}, {}),\n", figures(-1.0 / narrow, 12))
        };
        let sum = "h * torch.exp(-((x - u) ** 2 + (y - v) ** 2) / s)";
        format!(
            "0.09 * x**2 + 0.13 * y**2 + 2.9 + sum(\n    {sum}\n    for h, u, v, s in [\n{}    ]\n)",
            HILLS.map(hill).concat()
        )
    }
    fn start(&self) -> [f64; 2] {
        [-0.75, 1.05]
    }
    fn view(&self) -> View {
        View { x: [-3.6, 3.6], y: [-3.0, 3.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![(VALLEY, "valley"), (SIDE_VALLEY, "side valley")]
    }
}
