//! Rprop: only the sign of the gradient counts, and each parameter has a step length of its own.

use super::{Equation, Integration, MAXIMIZE, Pull, Rule, Update, equation, lr, sign};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry};

pub const ENTRY: Entry = Entry {
    name: "Rprop",
    formula: r"w \leftarrow w - \operatorname{sign}(\nabla L)\,\Delta, \quad \Delta \leftarrow \Delta \cdot \begin{cases} \eta^+ & \text{same sign as before} \\ \eta^- & \text{turned: no step} \end{cases}",
    source: "torch.optim.Rprop; Riedmiller and Braun, A Direct Adaptive Method for Faster Backpropagation Learning, 1993",
    help: "Goes by the signs of the slopes alone: steps grow while a sign stays and shrink where it turns. The rate is the first step's length.",
    args: &[
        lr(0.1),
        Arg::pair("etas", [0.5, 1.2], "What a step is multiplied by where the slope has turned, and where it has not."),
        Arg::pair("step_sizes", [1e-6, 50.0], "The shortest and the longest step. A wider range adapts further."),
        MAXIMIZE,
    ],
    check: |args| match args.pair("etas") {
        [down, up] if 0.0 < down && down < 1.0 && 1.0 < up => Ok(()),
        _ => Err("etas must be a number between 0 and 1 and a number above 1."),
    },
};

pub struct Rprop {
    pull: Pull,
    etas: [f64; 2],
    step_sizes: [f64; 2],
    first: bool,
}

/// The last gradient, zero where it had turned, and the length of the step.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Last {
    gradient: Lane,
    size: Lane,
}

impl Rule for Rprop {
    type Memory = Last;

    fn new(args: &Args) -> Self {
        Rprop {
            pull: Pull { maximize: args.flag("maximize"), weight_decay: 0.0 },
            etas: args.pair("etas"),
            step_sizes: args.pair("step_sizes"),
            first: true,
        }
    }

    fn advance(&mut self, t: usize) {
        self.first = t == 1;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, last: &mut Last, lr: Lane) -> Lane {
        let (zero, one) = (Lane::zero(), Lane::constant(1.0));
        let [down, up] = self.etas.map(Lane::constant);
        let [least, most] = self.step_sizes.map(Lane::constant);
        let g = self.pull.of(w, gradient);
        let turned = g * last.gradient;
        let factor = zero.where_less(turned, up, turned.where_less(zero, down, one));
        let size = (if self.first { lr } else { last.size }) * factor;
        let size = size.where_less(least, least, size);
        last.size = most.where_less(size, most, size);
        last.gradient = turned.where_less(zero, zero, g);
        w - sign(last.gradient) * last.size
    }

    fn numbers(last: &Last) -> Vec<f64> {
        vec![last.gradient[0], last.size[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let turned = value * before[0];
        let (factor, what) = if turned > 0.0 {
            (self.etas[1], "the slope keeps its sign")
        } else if turned < 0.0 {
            (self.etas[0], "the slope has turned")
        } else {
            (1.0, "there is no sign to compare")
        };
        let numbers = [
            ("w_old", update.old),
            ("Δ_old", if t == 1 { update.lr } else { before[1] }),
            ("factor", factor),
            ("Δ", after[1]),
            (g, value),
            ("least", self.step_sizes[0]),
            ("most", self.step_sizes[1]),
        ];
        lines.push(equation(&format!("Δ = Δ_old × factor, from least to most; {what}"), &numbers, after[1]));
        let step = if turned < 0.0 { "w_new = w_old".into() } else { format!("w_new = w_old − sign of {g} × Δ") };
        lines.push(equation(&step, &numbers, update.new));
        lines
    }
}

impl Integration for Rprop {}
