//! Four valleys of four depths.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

/// The two minima of z⁴ − 16z² + 5z.
const LOW: f64 = -2.903534027771177;
const HIGH: f64 = 2.746802770990837;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "styblinski_tang",
        formula: r"\tfrac12 (x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)",
        source: "Styblinski and Tang, Neural Networks 3, 1990",
        help: "Four valleys, one the deepest: the first one met is often not the best.",
        args: &[],
        check: nothing_more,
    },
    steps: 60,
};

pub struct StyblinskiTang;

#[inline(always)]
fn side<R: Real>(z: R) -> R {
    z.square().square() - z.square() * 16.0 + z * 5.0
}

impl Surface for StyblinskiTang {
    fn new(_: &Args) -> StyblinskiTang {
        StyblinskiTang
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        (side(x) + side(y)) * 0.5
    }
    fn python(_: &Args) -> String {
        "(w**4 - 16 * w**2 + 5 * w).sum() / 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [0.6, -0.4]
    }
    fn view(&self) -> View {
        square(5.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![
            ([LOW, LOW], "minimum"),
            ([HIGH, LOW], "side valley"),
            ([LOW, HIGH], "side valley"),
            ([HIGH, HIGH], "side valley"),
        ]
    }
}
