//! NAdam: Adam that looks ahead along its momentum.

use super::{
    Averaging, DECOUPLED, Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, betas, decay_apart, eps,
    equation, lerp, lr,
};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "NAdam",
    formula: r"w \leftarrow w - \eta\,\frac{1}{\sqrt{\hat v} + \epsilon}\left(\frac{(1 - \mu_t) \nabla L}{1 - \prod_{i \le t} \mu_i} + \frac{\mu_{t+1}\, m}{1 - \prod_{i \le t+1} \mu_i}\right), \quad \mu_t = \beta_1 \left(1 - \tfrac12\, 0.96^{t \psi}\right)",
    source: "torch.optim.NAdam; Dozat, Incorporating Nesterov Momentum into Adam, 2016",
    help: "Adam with Nesterov's look ahead: it goes by where the momentum is about to take it.",
    args: &[
        lr(0.1),
        betas([0.9, 0.999]),
        eps(1e-8),
        WEIGHT_DECAY,
        Arg::number(
            "momentum_decay",
            0.004,
            "How soon the momentum, which begins at half of it, is whole. More is sooner.",
        )
        .within(Range::NOT_NEGATIVE),
        DECOUPLED,
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub struct NAdam {
    averaging: Averaging,
    eps: f64,
    pull: Pull,
    /// Apart from the gradient.
    weight_decay: f64,
    momentum_decay: f64,
    /// Of this step and the next.
    mu: [f64; 2],
}

/// Averages of the gradient and of its square, and the product of all μ.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    v: Lane,
    product: Lane,
}

impl Rule for NAdam {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        let (pull, weight_decay) = decay_apart(args);
        NAdam {
            averaging: Averaging::new(args.pair("betas")),
            eps: args.number("eps"),
            pull,
            weight_decay,
            momentum_decay: args.number("momentum_decay"),
            mu: [0.0; 2],
        }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
        let beta1 = self.averaging.betas[0];
        let mu = |t: f64| beta1 * (1.0 - 0.5 * libm::pow(0.96, t * self.momentum_decay));
        self.mu = [mu(t as f64), mu((t + 1) as f64)];
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let [beta1, beta2] = self.averaging.betas;
        let [mu, next] = self.mu;
        let g = self.pull.of(w, gradient);
        let w = if self.weight_decay != 0.0 { w * (-lr * self.weight_decay + 1.0) } else { w };
        let before = if self.averaging.t == 1 { Lane::constant(1.0) } else { memory.product };
        memory.product = before * mu;
        memory.m = lerp(memory.m, g, 1.0 - beta1);
        memory.v = memory.v * beta2 + g * g * (1.0 - beta2);
        let spread = (memory.v / self.averaging.corrections()[1]).sqrt() + self.eps;
        let w = w - lr * (1.0 - mu) / (-memory.product + 1.0) * g / spread;
        w - lr * next / (-memory.product * next + 1.0) * memory.m / spread
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.v[0], memory.product[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let [beta1, beta2] = self.averaging.betas;
        let v_hat = after[1] / self.averaging.corrections()[1];
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("weight_decay", self.weight_decay),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", before[0]),
            ("v_old", before[1]),
            ("Π_old", if t == 1 { 1.0 } else { before[2] }),
            ("m", after[0]),
            ("v", after[1]),
            ("v̂", v_hat),
            ("Π", after[2]),
            ("μ", self.mu[0]),
            ("μ_next", self.mu[1]),
            ("ψ", self.momentum_decay),
            (g, value),
            ("ε", self.eps),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("μ = β₁ × (1 − 0.96^({t} × ψ) ÷ 2)"), self.mu[0]);
        say(&format!("μ_next = β₁ × (1 − 0.96^({} × ψ) ÷ 2)", t + 1), self.mu[1]);
        say("Π = Π_old × μ", after[2]);
        say(&format!("m = β₁ × m_old + (1 − β₁) × {g}"), after[0]);
        say(&format!("v = β₂ × v_old + (1 − β₂) × {g}²"), after[1]);
        say(&format!("v̂ = v ÷ (1 − β₂^{t})"), v_hat);
        let decayed = if self.weight_decay != 0.0 { "(1 − η × weight_decay) × w_old" } else { "w_old" };
        let step = format!("((1 − μ) × {g} ÷ (1 − Π) + μ_next × m ÷ (1 − Π × μ_next)) ÷ (√v̂ + ε)");
        say(&format!("w_new = {decayed} − η × {step}"), update.new);
        lines
    }
}

impl Integration for NAdam {}
