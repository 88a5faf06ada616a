//! Adamax: Adam by the largest gradient of late instead of the average square.

use super::{
    Averaging, Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, abs, betas, eps, equation, lerp, lr,
};
use crate::number::{Lane, Real};
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Adamax",
    formula: r"w \leftarrow w - \eta\,\frac{\hat m}{u}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad u \leftarrow \max(\beta_2 u, |\nabla L| + \epsilon)",
    source: "torch.optim.Adamax; Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015",
    help: "Adam that divides by the largest slope of late: no step is longer than about the rate.",
    args: &[lr(0.1), betas([0.9, 0.999]), eps(1e-8), WEIGHT_DECAY, MAXIMIZE],
    check: nothing_more,
};

pub struct Adamax {
    averaging: Averaging,
    eps: f64,
    pull: Pull,
}

/// The average of the gradient, and the largest size of late.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    u: Lane,
}

impl Rule for Adamax {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        Adamax { averaging: Averaging::new(args.pair("betas")), eps: args.number("eps"), pull: Pull::new(args) }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let [beta1, beta2] = self.averaging.betas;
        let g = self.pull.of(w, gradient);
        memory.m = lerp(memory.m, g, 1.0 - beta1);
        memory.u = (abs(g) + self.eps).max(memory.u * beta2);
        w - lr / self.averaging.corrections()[0] * memory.m / memory.u
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.u[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let [beta1, beta2] = self.averaging.betas;
        let m_hat = after[0] / self.averaging.corrections()[0];
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", before[0]),
            ("u_old", before[1]),
            ("m", after[0]),
            ("m̂", m_hat),
            ("u", after[1]),
            (g, value),
            ("ε", self.eps),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("m = β₁ × m_old + (1 − β₁) × {g}"), after[0]);
        say(&format!("u = the larger of β₂ × u_old and |{g}| + ε"), after[1]);
        say(&format!("m̂ = m ÷ (1 − β₁^{t})"), m_hat);
        say("w_new = w_old − η × m̂ ÷ u", update.new);
        lines
    }
}

impl Integration for Adamax {}
