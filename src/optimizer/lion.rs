//! Lion: the sign of a momentum.

use super::{Equation, InPython, Integration, Rule, Update, equation, lr, optax, sign};
use crate::number::Lane;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Lion",
    formula: r"w \leftarrow w - \eta\,\bigl(\operatorname{sign}(\beta_1 m + (1 - \beta_1) \nabla L) + \lambda w\bigr), \quad m \leftarrow \beta_2 m + (1 - \beta_2) \nabla L",
    source: "optax.lion; Chen et al., Symbolic Discovery of Optimization Algorithms, 2023",
    help: "Every parameter moves by the rate, up or down: only the sign of its momentum counts. It never comes to rest at a constant rate.",
    args: &[
        lr(0.02),
        Arg::pair("betas", [0.9, 0.99], "How much of the momentum decides the sign of a step, and how long it remembers. More listens less to the last slope.")
            .within(Range::FRACTION),
        Arg::number("weight_decay", 0.001, "How much of the parameter each step takes away, times the rate. More pulls harder to zero.")
            .within(Range::NOT_NEGATIVE),
    ],
    check: nothing_more,
};

pub struct Lion {
    betas: [f64; 2],
    weight_decay: f64,
}

impl Rule for Lion {
    /// The momentum.
    type Memory = Lane;

    fn new(args: &Args) -> Self {
        Lion { betas: args.pair("betas"), weight_decay: args.number("weight_decay") }
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.betas[0] = momentum;
    }

    #[inline(always)]
    fn update(&self, w: Lane, g: Lane, m: &mut Lane, lr: Lane) -> Lane {
        let direction = sign(g * (1.0 - self.betas[0]) + *m * self.betas[0]);
        *m = g * (1.0 - self.betas[1]) + *m * self.betas[1];
        w - lr * (direction + w * self.weight_decay)
    }

    fn numbers(m: &Lane) -> Vec<f64> {
        vec![m[0]]
    }

    fn explain(&self, _: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mixed = update.gradient * (1.0 - self.betas[0]) + before[0] * self.betas[0];
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("β₁", self.betas[0]),
            ("β₂", self.betas[1]),
            ("m_old", before[0]),
            ("slope", update.gradient),
            ("c", mixed),
            ("weight_decay", self.weight_decay),
        ];
        let mut lines = vec![];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say("c = β₁ × m_old + (1 − β₁) × slope", mixed);
        say("w_new = w_old − η × (sign of c + weight_decay × w_old)", update.new);
        say("m = β₂ × m_old + (1 − β₂) × slope", after[0]);
        lines
    }
}

impl Integration for Lion {
    fn python(args: &Args, _: &InPython) -> String {
        optax(args, "optax.lion(1.0, …)")
    }
}
