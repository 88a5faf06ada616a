//! A recurrent network of one neuron, 50 steps deep: a plain that breaks off.

use crate::loss::{LossEntry, Surface, View};
use crate::number::Real;
use crate::schema::python::float;
use crate::schema::{Args, Entry, nothing_more};

const DEPTH: usize = 50;
const TARGET: f64 = 0.7;
/// σ(0.5)
const FIRST: f64 = 0.6224593312018546;
/// On the line x TARGET + y = ln(TARGET / (1 - TARGET)) the neuron stays at its target.
const MINIMUM: [f64; 2] = [2.0, -0.5527021396126565];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "cliff",
        formula: r"(s_{50} - 0.7)^2, \quad s_t = \sigma(x s_{t-1} + y), \quad s_0 = \sigma(0.5)",
        source: "Pascanu, Mikolov and Bengio, On the Difficulty of Training Recurrent Neural Networks, 2013",
        help: "The loss of a recurrent neuron after 50 steps: its ravine runs along a cliff, and one step over the edge throws the walk far away.",
        args: &[],
        check: nothing_more,
    },
    steps: 100,
};

pub struct Cliff;

impl Surface for Cliff {
    fn new(_: &Args) -> Cliff {
        Cliff
    }
    fn formula<R: Real>(&self, x: R, y: R) -> R {
        let (mut s, zero, one) = (R::constant(FIRST), R::zero(), R::constant(1.0));
        for _ in 0..DEPTH {
            // Never the exponential of a large number: its derivatives would overflow before the quotient is small.
            let input = s * x + y;
            let small = input.where_less(zero, input, -input).exp();
            s = input.where_less(zero, small, one) / (small + 1.0);
        }
        (s - TARGET).square()
    }
    fn python(_: &Args) -> String {
        let [first, target] = [FIRST, TARGET].map(float);
        let last = format!("functools.reduce(lambda s, _: torch.sigmoid(x * s + y), range({DEPTH}), {first})");
        format!("(\n    {last} - {target}\n) ** 2")
    }
    fn start(&self) -> [f64; 2] {
        [4.6, -2.0]
    }
    fn view(&self) -> View {
        View { x: [0.0, 8.0], y: [-4.5, 0.5] }
    }
    fn minima(&self) -> Vec<([f64; 2], &'static str)> {
        vec![(MINIMUM, "minimum")]
    }
    fn cost(&self) -> f64 {
        DEPTH as f64 * 40.0
    }
}
