//! A crooked valley between walls of a million; published on [-2, 2]².

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "goldstein_price",
        formula: r"\left(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2)\right)\left(30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2)\right)",
        source: "Goldstein and Price, On Descent from Local Minima, Mathematics of Computation 25, 1971",
        help: "Heights from 3 to a million: a rate for the valley's floor is far too high for its walls.",
        args: &[],
        check: nothing_more,
    },
    steps: 300,
};

pub struct GoldsteinPrice;

impl Surface for GoldsteinPrice {
    fn new(_: &Args) -> GoldsteinPrice {
        GoldsteinPrice
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        // The brackets, as polynomials of u and v.
        let (u, v) = (x + y + 1.0, x * 2.0 - y * 3.0);
        let first = u.square() * (u.square() * 3.0 - u * 20.0 + 36.0) + 1.0;
        first * (v.square() * (v.square() * 3.0 - v * 16.0 + 18.0) + 30.0)
    }
    fn python(_: &Args) -> String {
        concat!(
            "(1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)) * (\n",
            "    30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)\n)"
        )
        .into()
    }
    fn start(&self) -> [f64; 2] {
        [0.0, 0.3]
    }
    fn view(&self) -> View {
        square(2.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![
            ([0.0, -1.0], "minimum"),
            ([-0.6, -0.4], "side valley"),
            ([1.8, 0.2], "side valley"),
            ([1.2, 0.8], "side valley"),
        ]
    }
}
