//! AdaBelief: Adam by how far gradients are from what was expected.

use super::{Averaging, Equation, InPython, Integration, Rule, Update, betas, eps, equation, lr, optax};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "AdaBelief",
    formula: r"w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat s} + \epsilon}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad s \leftarrow \beta_2 s + (1 - \beta_2) (\nabla L - m)^2 + \epsilon_{root}",
    source: "optax.adabelief; Zhuang et al., AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients, 2020",
    help: "Adam that divides by how far the slopes are from their average: long steps where they agree, short ones where they surprise.",
    args: &[
        lr(0.1),
        betas([0.9, 0.999]),
        eps(1e-16),
        Arg::number("eps_root", 1e-16, "Added to the average of the squared surprises. More shortens the steps.")
            .within(Range::NOT_NEGATIVE)
            .log(),
        Arg::flag("nesterov", false, "Look ahead along the momentum before stepping."),
    ],
    check: nothing_more,
};

pub struct AdaBelief {
    averaging: Averaging,
    eps: f64,
    eps_root: f64,
    nesterov: bool,
}

/// Averages of the gradient and of its squared surprise.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    s: Lane,
}

impl AdaBelief {
    /// What the averages of the gradient and the gradient itself weigh in a step.
    fn weights(&self) -> [f64; 2] {
        let beta = self.averaging.betas[0];
        let correction = self.averaging.corrections()[0];
        match self.nesterov {
            true => [beta / (1.0 - self.averaging.powers[0] * beta), (1.0 - beta) / correction],
            false => [1.0 / correction, 0.0],
        }
    }
}

impl Rule for AdaBelief {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        AdaBelief {
            averaging: Averaging::new(args.pair("betas")),
            eps: args.number("eps"),
            eps_root: args.number("eps_root"),
            nesterov: args.flag("nesterov"),
        }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, g: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let [beta1, beta2] = self.averaging.betas;
        memory.m = g * (1.0 - beta1) + memory.m * beta1;
        memory.s = (g - memory.m).square() * (1.0 - beta2) + memory.s * beta2 + self.eps_root;
        let [of_m, of_g] = self.weights();
        let step = if self.nesterov { memory.m * of_m + g * of_g } else { memory.m * of_m };
        w - lr * (step / ((memory.s / self.averaging.corrections()[1]).sqrt() + self.eps))
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.s[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let [beta1, beta2] = self.averaging.betas;
        let [of_m, of_g] = self.weights();
        let m_hat = after[0] * of_m + update.gradient * of_g;
        let s_hat = after[1] / self.averaging.corrections()[1];
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", before[0]),
            ("s_old", before[1]),
            ("slope", update.gradient),
            ("m", after[0]),
            ("s", after[1]),
            ("m̂", m_hat),
            ("ŝ", s_hat),
            ("ε", self.eps),
            ("ε_root", self.eps_root),
        ];
        let mut lines = vec![];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say("m = β₁ × m_old + (1 − β₁) × slope", after[0]);
        say("s = β₂ × s_old + (1 − β₂) × (slope − m)² + ε_root", after[1]);
        match self.nesterov {
            true => say(&format!("m̂ = β₁ × m ÷ (1 − β₁^{}) + (1 − β₁) × slope ÷ (1 − β₁^{t})", t + 1), m_hat),
            false => say(&format!("m̂ = m ÷ (1 − β₁^{t})"), m_hat),
        }
        say(&format!("ŝ = s ÷ (1 − β₂^{t})"), s_hat);
        say("w_new = w_old − η × m̂ ÷ (√ŝ + ε)", update.new);
        lines
    }
}

impl Integration for AdaBelief {
    fn python(args: &Args, _: &InPython) -> String {
        optax(args, "optax.adabelief(1.0, …)")
    }
}
