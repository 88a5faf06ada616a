//! Adagrad: ever smaller steps, by all the gradients so far.

use super::{Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, eps, equation, lr};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Adagrad",
    formula: r"w \leftarrow w - \eta\,\frac{\nabla L}{\sqrt{s} + \epsilon}, \quad s \leftarrow s + (\nabla L)^2",
    source: "torch.optim.Adagrad; Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning, 2011",
    help: "Divides each step by the size of all slopes so far: steep directions get shorter steps, and all steps shrink.",
    args: &[
        lr(0.5),
        Arg::number("lr_decay", 0.0, "Lowers the rate with each step. More lowers it faster.")
            .within(Range::NOT_NEGATIVE),
        WEIGHT_DECAY,
        Arg::number(
            "initial_accumulator_value",
            0.0,
            "What the sum of squared slopes begins with. More makes the first steps shorter.",
        )
        .within(Range::NOT_NEGATIVE),
        eps(1e-10),
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub struct Adagrad {
    pull: Pull,
    lr_decay: f64,
    initial: f64,
    eps: f64,
    t: usize,
    /// What the rate is divided by.
    slowed: f64,
}

impl Rule for Adagrad {
    /// The sum of the squares.
    type Memory = Lane;

    fn new(args: &Args) -> Self {
        Adagrad {
            pull: Pull::new(args),
            lr_decay: args.number("lr_decay"),
            initial: args.number("initial_accumulator_value"),
            eps: args.number("eps"),
            t: 0,
            slowed: 1.0,
        }
    }

    fn advance(&mut self, t: usize) {
        self.t = t;
        self.slowed = 1.0 + (t - 1) as f64 * self.lr_decay;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, s: &mut Lane, lr: Lane) -> Lane {
        let g = self.pull.of(w, gradient);
        let before = if self.t == 1 { Lane::constant(self.initial) } else { *s };
        *s = before + g * g;
        w - lr / self.slowed * (g / (s.sqrt() + self.eps))
    }

    fn numbers(s: &Lane) -> Vec<f64> {
        vec![s[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let s_old = if t == 1 { self.initial } else { before[0] };
        lines.push(equation(&format!("s = s_old + {g}²"), &[("s_old", s_old), (g, value)], after[0]));
        let slowed = if self.lr_decay == 0.0 { "" } else { " ÷ (1 + (t − 1) × lr_decay)" };
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("t", t as f64),
            ("lr_decay", self.lr_decay),
            (g, value),
            ("s", after[0]),
            ("ε", self.eps),
        ];
        lines.push(equation(&format!("w_new = w_old − η{slowed} × {g} ÷ (√s + ε)"), &numbers, update.new));
        lines
    }
}

impl Integration for Adagrad {}
