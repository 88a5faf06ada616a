//! RAdam: Adam that divides by the size of the gradients only once it has seen enough of them.

use super::{
    Averaging, DECOUPLED, Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, betas, decay_apart, eps,
    equation, lerp, lr,
};
use crate::number::{Lane, Real};
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "RAdam",
    formula: r"w \leftarrow w - \eta\,\hat m\, r_t \frac{\sqrt{1 - \beta_2^t}}{\sqrt v + \epsilon} \text{ if } \rho_t > 5, \text{ else } w - \eta\,\hat m, \quad \rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \quad r_t = \sqrt{\frac{(\rho_t - 4)(\rho_t - 2) \rho_\infty}{(\rho_\infty - 4)(\rho_\infty - 2) \rho_t}}",
    source: "torch.optim.RAdam; Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2020",
    help: "Adam with a warm-up of its own. The first steps, five by default, are plain momentum: on steep ground they need a rate such as SGD's.",
    args: &[lr(0.1), betas([0.9, 0.999]), eps(1e-8), WEIGHT_DECAY, DECOUPLED, MAXIMIZE],
    check: nothing_more,
};

pub struct RAdam {
    averaging: Averaging,
    eps: f64,
    pull: Pull,
    /// Apart from the gradient.
    weight_decay: f64,
    /// r_t, once the average of squares is to be trusted.
    trust: Option<f64>,
    /// √(1 − β₂^t)
    root: f64,
}

/// Averages of the gradient and of its square.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    v: Lane,
}

impl Rule for RAdam {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        let (pull, weight_decay) = decay_apart(args);
        let averaging = Averaging::new(args.pair("betas"));
        RAdam { averaging, eps: args.number("eps"), pull, weight_decay, trust: None, root: 0.0 }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
        let correction = self.averaging.corrections()[1];
        self.root = correction.sqrt();
        let most = 2.0 / (1.0 - self.averaging.betas[1]) - 1.0;
        let rho = most - 2.0 * t as f64 * self.averaging.powers[1] / correction;
        self.trust =
            (rho > 5.0).then(|| ((rho - 4.0) * (rho - 2.0) * most / ((most - 4.0) * (most - 2.0) * rho)).sqrt());
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let [beta1, beta2] = self.averaging.betas;
        let g = self.pull.of(w, gradient);
        let w = if self.weight_decay != 0.0 { w * (-lr * self.weight_decay + 1.0) } else { w };
        memory.m = lerp(memory.m, g, 1.0 - beta1);
        memory.v = memory.v * beta2 + g * g * (1.0 - beta2);
        let step = memory.m / self.averaging.corrections()[0] * lr;
        match self.trust {
            Some(trust) => w - step * (Lane::constant(self.root) / (memory.v.sqrt() + self.eps)) * trust,
            None => w - step,
        }
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.v[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let [beta1, beta2] = self.averaging.betas;
        let m_hat = after[0] / self.averaging.corrections()[0];
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("weight_decay", self.weight_decay),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", before[0]),
            ("v_old", before[1]),
            ("m", after[0]),
            ("m̂", m_hat),
            ("v", after[1]),
            ("r", self.trust.unwrap_or(0.0)),
            (g, value),
            ("ε", self.eps),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("m = β₁ × m_old + (1 − β₁) × {g}"), after[0]);
        say(&format!("v = β₂ × v_old + (1 − β₂) × {g}²"), after[1]);
        say(&format!("m̂ = m ÷ (1 − β₁^{t})"), m_hat);
        let decayed = if self.weight_decay != 0.0 { "(1 − η × weight_decay) × w_old" } else { "w_old" };
        let step = match self.trust {
            Some(_) => format!("η × m̂ × r × √(1 − β₂^{t}) ÷ (√v + ε)"),
            None => "η × m̂".into(),
        };
        say(&format!("w_new = {decayed} − {step}"), update.new);
        lines
    }
}

impl Integration for RAdam {}
