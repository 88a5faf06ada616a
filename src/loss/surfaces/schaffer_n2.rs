//! Ring-shaped ridges that close in outwards; published on [-100, 100]².

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "schaffer_n2",
        formula: r"0.5 + \frac{\sin^2(x^2 - y^2) - 0.5}{(1 + 0.001(x^2 + y^2))^2}",
        source: "Schaffer et al., A Study of Control Parameters Affecting Online Performance of Genetic Algorithms, 1989",
        help: "Valleys in crosses around the middle, narrower outwards: the rate that fits here is too high over there.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Schaffer;

impl Surface for Schaffer {
    fn new(_: &Args) -> Schaffer {
        Schaffer
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let (a, b) = (x.square(), y.square());
        // Divided twice: its square would overflow where the quotient's slope is still a number.
        let flattening = (a + b) * 0.001 + 1.0;
        ((a - b).sin().square() - 0.5) / flattening / flattening + 0.5
    }
    fn python(_: &Args) -> String {
        "0.5 + (torch.sin(x**2 - y**2) ** 2 - 0.5) / (1 + 0.001 * (x**2 + y**2)) ** 2".into()
    }
    fn start(&self) -> [f64; 2] {
        [2.6, 1.5]
    }
    fn view(&self) -> View {
        square(4.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum")]
    }
}
