//! A hollow in an endless plain.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "plateau",
        formula: r"\frac{x^2 + 4y^2}{1 + x^2 + 4y^2}",
        source: "Geman and McClure, Statistical Methods for Tomographic Image Reconstruction, 1987",
        help: "The farther out, the flatter: plain descent hardly moves there, while steps divided by the slope's size walk on.",
        args: &[],
        check: nothing_more,
    },
    steps: 200,
};

pub struct Plateau;

impl Surface for Plateau {
    fn new(_: &Args) -> Plateau {
        Plateau
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let square = x.square() + y.square() * 4.0;
        square / (square + 1.0)
    }
    fn python(_: &Args) -> String {
        "(x**2 + 4 * y**2) / (1 + x**2 + 4 * y**2)".into()
    }
    fn start(&self) -> [f64; 2] {
        [-2.2, 0.6]
    }
    fn view(&self) -> View {
        square(5.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum")]
    }
}
