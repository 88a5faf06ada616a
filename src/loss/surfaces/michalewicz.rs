//! Two crossing ravines in a plain, for m = 10; published on [0, π]², beyond which there are lower ones.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::{Args, Entry, nothing_more};
use std::f64::consts::{FRAC_PI_2, PI};

const MINIMUM: [f64; 2] = [2.2029055201726093, FRAC_PI_2];
const SIDE: [f64; 2] = [2.2029055201726093, 2.7115714838430143];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "michalewicz",
        formula: r"-\sin x \sin^{20} \frac{x^2}\pi - \sin y \sin^{20} \frac{2y^2}\pi",
        source: "Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs, 1992",
        help: "Level but for two ravines, and the minimum where they cross: off the ravines there is next to no slope to follow.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Michalewicz;

impl Surface for Michalewicz {
    fn new(_: &Args) -> Michalewicz {
        Michalewicz
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let ravine = |z: R, times: f64| z.sin() * (z.square() * (times / PI)).sin().powi(20);
        -ravine(x, 1.0) - ravine(y, 2.0)
    }
    fn python(_: &Args) -> String {
        "-torch.sin(x) * torch.sin(x**2 / torch.pi) ** 20 - torch.sin(y) * torch.sin(2 * y**2 / torch.pi) ** 20".into()
    }
    fn start(&self) -> [f64; 2] {
        [1.95, 1.3]
    }
    fn view(&self) -> View {
        View { x: [0.0, PI], y: [0.0, PI] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![(MINIMUM, "minimum"), (SIDE, "side valley")]
    }
    fn lowest_anywhere(&self) -> bool {
        false
    }
}
