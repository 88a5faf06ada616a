//! One hole in a plain that is level to the last digit; published on [-100, 100]².

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::PI;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "easom",
        formula: r"-\cos x \cos y\; e^{-(x - \pi)^2 - (y - \pi)^2}",
        source: "Easom, A Survey of Global Optimization Techniques, 1990",
        help: "A hole in a plain: beside it the slope is next to nothing, and a walk that starts there never learns of the hole.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Easom;

impl Surface for Easom {
    fn new(_: &Args) -> Easom {
        Easom
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let around = (x - PI).square() + (y - PI).square();
        -(x.cos() * y.cos() * (-around).exp())
    }
    fn python(_: &Args) -> String {
        "-torch.cos(x) * torch.cos(y) * torch.exp(-((w - torch.pi) ** 2).sum())".into()
    }
    fn start(&self) -> [f64; 2] {
        [1.6, 2.1]
    }
    fn view(&self) -> View {
        View { x: [-1.0, 7.0], y: [-1.0, 7.0] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![([PI, PI], "hole")]
    }
}
