//! A funnel in an egg box: flat far out, a needle in the middle.

use crate::loss::{LossEntry, Surface, View, square};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::{E, TAU};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "ackley",
        formula: r"-20\,e^{-0.2\sqrt{(x^2 + y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + 20 + e",
        source: "Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987",
        help: "Many small valleys on a plain around one deep hole. In the very middle the slope is taken as 0; PyTorch has none there.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Ackley;

impl Surface for Ackley {
    fn new(_: &Args) -> Ackley {
        Ackley
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let distance = ((x.square() + y.square()) * 0.5).sqrt();
        let waves = ((x * TAU).cos() + (y * TAU).cos()) * 0.5;
        -(distance * -0.2).exp() * 20.0 - waves.exp() + (20.0 + E)
    }
    fn python(_: &Args) -> String {
        // The length of a vector has gradient 0 at the origin in PyTorch too.
        let funnel = "20 - 20 * torch.exp(-0.2 * torch.linalg.vector_norm(w) / 2**0.5)";
        format!("(\n    {funnel}\n    + math.e - torch.exp(torch.cos(2 * torch.pi * w).mean())\n)")
    }
    fn start(&self) -> [f64; 2] {
        [2.4, 1.6]
    }
    fn view(&self) -> View {
        square(5.0)
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([0.0, 0.0], "minimum")]
    }
}
