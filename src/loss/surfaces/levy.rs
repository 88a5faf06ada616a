//! Waves across a trough, in both directions; published on [-10, 10]².

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::{PI, TAU};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "levy",
        formula: r"\sin^2 \pi u + (u - 1)^2 (1 + 10 \sin^2(\pi u + 1)) + (v - 1)^2 (1 + \sin^2 2\pi v), \quad u = 1 + \tfrac{x - 1}4,\ v = 1 + \tfrac{y - 1}4",
        source: "Levy and Montalvo, The Tunneling Algorithm for the Global Minimization of Functions, 1985",
        help: "Many valleys side by side along x, each a little deeper than the last: a small rate stays in the first.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Levy;

impl Surface for Levy {
    fn new(_: &Args) -> Levy {
        Levy
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let [u, v] = [x, y].map(|z| (z - 1.0) * 0.25 + 1.0);
        let along_x = (u - 1.0).square() * ((u * PI + 1.0).sin().square() * 10.0 + 1.0);
        let along_y = (v - 1.0).square() * ((v * TAU).sin().square() + 1.0);
        (u * PI).sin().square() + along_x + along_y
    }
    fn python(_: &Args) -> String {
        [
            "sum(",
            "    torch.sin(torch.pi * u) ** 2",
            "    + (u - 1) ** 2 * (1 + 10 * torch.sin(torch.pi * u + 1) ** 2)",
            "    + (v - 1) ** 2 * (1 + torch.sin(2 * torch.pi * v) ** 2)",
            "    for u, v in [1 + (w - 1) / 4]",
            ")",
        ]
        .join("\n")
    }
    fn start(&self) -> [f64; 2] {
        [-7.0, 7.0]
    }
    fn view(&self) -> View {
        square(10.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([1.0, 1.0], "minimum")]
    }
}
