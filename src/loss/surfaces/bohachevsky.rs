//! A bowl with ripples; published on [-100, 100]².

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::PI;

const ALONG_X: f64 = 0.6186120678279501;
const ALONG_Y: f64 = 0.46952754566849225;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "bohachevsky",
        formula: r"x^2 + 2y^2 - 0.3\cos 3\pi x - 0.4\cos 4\pi y + 0.7",
        source: "Bohachevsky, Johnson and Stein, Generalized Simulated Annealing, Technometrics 28, 1986",
        help: "From afar a bowl, near the middle a few small valleys: the rate decides which of them a walk comes to rest in.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct Bohachevsky;

impl Surface for Bohachevsky {
    fn new(_: &Args) -> Bohachevsky {
        Bohachevsky
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        x.square() + y.square() * 2.0 - (x * (3.0 * PI)).cos() * 0.3 - (y * (4.0 * PI)).cos() * 0.4 + 0.7
    }
    fn python(_: &Args) -> String {
        "x**2 + 2 * y**2 - 0.3 * torch.cos(3 * torch.pi * x) - 0.4 * torch.cos(4 * torch.pi * y) + 0.7".into()
    }
    fn start(&self) -> [f64; 2] {
        [-0.9, 1.1]
    }
    fn view(&self) -> View {
        square(1.5)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![
            ([0.0, 0.0], "minimum"),
            ([ALONG_X, 0.0], "side valley"),
            ([-ALONG_X, 0.0], "side valley"),
            ([0.0, ALONG_Y], "side valley"),
            ([0.0, -ALONG_Y], "side valley"),
        ]
    }
}
