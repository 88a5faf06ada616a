//! An egg box on a bowl a thousand times as wide; published on [-600, 600]².

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::SQRT_2;

const NEXT: [f64; 2] = [3.1400226338955397, 4.438444480920714];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "griewank",
        formula: r"1 + \frac{x^2 + y^2}{4000} - \cos x \cos \frac{y}{\sqrt 2}",
        source: "Griewank, Generalized Descent for Global Optimization, 1981",
        help: "Valleys that look all alike, hardly deeper towards the middle: from afar a bowl, from near an egg box.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Griewank;

impl Surface for Griewank {
    fn new(_: &Args) -> Griewank {
        Griewank
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (x.square() + y.square()) / 4000.0 - x.cos() * (y / SQRT_2).cos() + 1.0
    }
    fn python(_: &Args) -> String {
        "1 + (x**2 + y**2) / 4000 - torch.cos(x) * torch.cos(y / 2**0.5)".into()
    }
    fn start(&self) -> [f64; 2] {
        [-7.5, 6.0]
    }
    fn view(&self) -> View {
        square(10.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![
            ([0.0, 0.0], "minimum"),
            (NEXT, "side valley"),
            (NEXT.map(|c| -c), "side valley"),
            ([NEXT[0], -NEXT[1]], "side valley"),
            ([-NEXT[0], NEXT[1]], "side valley"),
        ]
    }
}
