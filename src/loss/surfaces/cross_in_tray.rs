//! A tray with sharp ridges; published on [-10, 10]², far beyond which it falls again.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::PI;

const MINIMUM: f64 = 1.3494066171539107;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "cross_in_tray",
        formula: r"-0.0001 \left(\left|\sin x \sin y\; e^{|100 - \sqrt{x^2 + y^2}/\pi|}\right| + 1\right)^{0.1}",
        source: "Mishra, Some New Test Functions for Global Optimization, 2006",
        help: "A level tray cut by ridges without width: every hollow between them is flat, and a long step crosses without noticing. In the very middle the slope is taken as 0; PyTorch has none there.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct CrossInTray;

impl Surface for CrossInTray {
    fn new(_: &Args) -> CrossInTray {
        CrossInTray
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let distance = (x.square() + y.square()).sqrt();
        let raised = (-(distance / PI) + 100.0).abs().exp();
        ((x.sin() * y.sin() * raised).abs() + 1.0).powf(0.1) * -0.0001
    }
    fn python(_: &Args) -> String {
        concat!(
            "-0.0001 * (\n    torch.abs(torch.sin(x) * torch.sin(y) * torch.exp(torch.abs(100 - torch.linalg.vector_norm(w) / torch.pi))) + 1\n",
            ") ** 0.1"
        )
        .into()
    }
    fn start(&self) -> [f64; 2] {
        [4.2, 2.2]
    }
    fn view(&self) -> View {
        square(10.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![
            ([MINIMUM, MINIMUM], "minimum"),
            ([-MINIMUM, MINIMUM], "minimum"),
            ([MINIMUM, -MINIMUM], "minimum"),
            ([-MINIMUM, -MINIMUM], "minimum"),
        ]
    }
    fn lowest_anywhere(&self) -> bool {
        false
    }
}
