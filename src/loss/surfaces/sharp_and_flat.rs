//! A sharp and a flat minimum side by side, of the same depth: two bowls, joined as resistors in parallel are.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

const SHARP: [f64; 2] = [-1.5, 0.0];
const FLAT: [f64; 2] = [1.0, 0.0];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "sharp_and_flat",
        formula: r"\frac{pq}{p + q}, \quad p = \tfrac a2 \left((x + 1.5)^2 + y^2\right), \quad q = \tfrac b2 \left((x - 1)^2 + y^2\right)",
        source: "Made for this playground; Hochreiter and Schmidhuber, Flat Minima, Neural Computation 9, 1997",
        help: "Two minima of the same depth, one sharp, one flat: above the sharp one's limit, 2/a, only the flat one holds a walk.",
        args: &[
            Arg::number("a", 20.0, "Curvature of the sharp minimum. More lets only smaller rates stay in it.")
                .within(Range::POSITIVE),
            Arg::number("b", 1.0, "Curvature of the flat minimum. More makes it as sharp as the other.")
                .within(Range::POSITIVE),
        ],
        check: nothing_more,
    },
    steps: 100,
};

pub struct SharpAndFlat {
    a: f64,
    b: f64,
}

impl Surface for SharpAndFlat {
    fn new(args: &Args) -> SharpAndFlat {
        SharpAndFlat { a: args.number("a"), b: args.number("b") }
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let bowl = |[cx, cy]: [f64; 2], curvature: f64| ((x - cx).square() + (y - cy).square()) * (0.5 * curvature);
        let (p, q) = (bowl(SHARP, self.a), bowl(FLAT, self.b));
        p * q / (p + q)
    }
    fn python(_: &Args) -> String {
        let [sharp, flat] = ["a / 2 * ((x + 1.5) ** 2 + y**2)", "b / 2 * ((x - 1) ** 2 + y**2)"];
        format!("sum(p * q / (p + q) for p, q in [({sharp}, {flat})])")
    }
    fn start(&self) -> [f64; 2] {
        [-2.5, 1.2]
    }
    fn view(&self) -> View {
        View { x: [-3.5, 3.5], y: [-2.5, 2.5] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![(SHARP, "sharp minimum"), (FLAT, "flat minimum")]
    }
}
