//! A plain with sharp corners.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "beale",
        formula: r"(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
        source: "Beale, On an Iterative Method for Finding a Local Minimum, 1958",
        help: "Nearly flat in the middle, very steep in the corners: a rate that moves on the plain is thrown out of a corner.",
        args: &[],
        check: nothing_more,
    },
    steps: 300,
};

pub struct Beale;

#[inline(always)]
fn term<R: Real>(x: R, c: f64, power: R) -> R {
    (x * power - x + c).square()
}

impl Surface for Beale {
    fn new(_: &Args) -> Beale {
        Beale
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        term(x, 1.5, y) + term(x, 2.25, y.square()) + term(x, 2.625, y.square() * y)
    }
    fn python(_: &Args) -> String {
        "(1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [1.0, 1.5]
    }
    fn view(&self) -> View {
        square(4.5)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([3.0, 0.5], "minimum")]
    }
}
