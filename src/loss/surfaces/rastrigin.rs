//! Egg boxes on a bowl.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::TAU;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "rastrigin",
        formula: r"20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y",
        source: "Rastrigin, Systems of Extremal Control, 1974",
        help: "A valley at every whole number: small steps stay in the first one met.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Rastrigin;

#[inline(always)]
fn wave<R: Real>(z: R) -> R {
    z.square() - (z * TAU).cos() * 10.0
}

impl Surface for Rastrigin {
    fn new(_: &Args) -> Rastrigin {
        Rastrigin
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        wave(x) + wave(y) + 20.0
    }
    fn python(_: &Args) -> String {
        "20 + (w**2 - 10 * torch.cos(2 * torch.pi * w)).sum()".into()
    }
    fn start(&self) -> [f64; 2] {
        [2.3, 1.7]
    }
    fn view(&self) -> View {
        square(5.12)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum")]
    }
}
