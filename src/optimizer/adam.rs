//! Adam: a step for each parameter in units of its own recent slopes.

use super::{Arithmetic, Line, Optimizer, Stable, Update, WEIGHT_DECAY, factor, line, lr};
use crate::catalogue::{Arg, Args, Default, Entry, Range, nothing_more};
use crate::number::{Lane, Real};
use crate::python::{arguments, call, float};

pub const ENTRY: Entry = Entry {
    name: "Adam",
    formula: r"w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad v \leftarrow \beta_2 v + (1 - \beta_2) (\nabla L)^2",
    source: "torch.optim.Adam; Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015",
    help: "Divides each step by how large the slopes have lately been: the rate is then about the length of a step.",
    args: &[
        lr(0.1),
        Arg::pair("betas", [0.9, 0.999], "How long the averages of the slope and of its square remember. More remembers longer.")
            .within(Range::FRACTION),
        Arg::number("eps", 1e-8, "Keeps the division from exploding where slopes vanish. More shortens the steps there.")
            .within(Range::NOT_NEGATIVE)
            .initially(Default::Number(1e-8))
            .log(),
        WEIGHT_DECAY,
        Arg::flag("amsgrad", false, "Divide by the largest average so far: steps never grow again."),
        Arg::flag("epsilon_hat", false, "Put eps where scikit-learn and TensorFlow have it: before the correction of v."),
    ],
    check: nothing_more,
};

pub struct Adam {
    betas: [f64; 2],
    /// β₁^t and β₂^t
    powers: [f64; 2],
    eps: f64,
    weight_decay: f64,
    amsgrad: bool,
    epsilon_hat: bool,
    m: Vec<Lane>,
    v: Vec<Lane>,
    v_max: Vec<Lane>,
}

impl Adam {
    pub fn new(args: &Args, dim: usize) -> Self {
        let zeros = vec![Lane::zero(); dim];
        Adam {
            betas: args.pair("betas"),
            powers: [1.0; 2],
            eps: args.number("eps"),
            weight_decay: args.number("weight_decay"),
            amsgrad: args.flag("amsgrad"),
            epsilon_hat: args.flag("epsilon_hat"),
            m: zeros.clone(),
            v: zeros.clone(),
            v_max: zeros,
        }
    }

    /// What m and v are divided by: they start at zero and would be too small at first.
    fn corrections(&self) -> [f64; 2] {
        self.powers.map(|power| 1.0 - power)
    }
}

impl Optimizer for Adam {
    fn step(&mut self, params: &mut [Lane], slope: &[Lane], lr: Lane) {
        let [beta1, beta2] = self.betas;
        self.powers = [self.powers[0] * beta1, self.powers[1] * beta2];
        let [correction1, correction2] = self.corrections();
        let root = correction2.sqrt();
        let step_size = if self.epsilon_hat { lr * (root / correction1) } else { lr / correction1 };
        for (i, (w, &slope)) in params.iter_mut().zip(slope).enumerate() {
            let g = if self.weight_decay != 0.0 { slope + *w * self.weight_decay } else { slope };
            let m = self.m[i] + (g - self.m[i]) * (1.0 - beta1);
            let v = self.v[i] * beta2 + g * g * (1.0 - beta2);
            (self.m[i], self.v[i]) = (m, v);
            let spread = if self.amsgrad {
                self.v_max[i] = self.v_max[i].max(v);
                self.v_max[i]
            } else {
                v
            };
            let divisor = if self.epsilon_hat { spread.sqrt() + self.eps } else { spread.sqrt() / root + self.eps };
            *w = *w - step_size * (m / divisor);
        }
    }
}

impl Arithmetic for Adam {
    fn memory(&self, i: usize) -> Vec<f64> {
        vec![self.m[i][0], self.v[i][0]]
    }

    fn lines(&self, i: usize, before: &[f64], update: &Update) -> Vec<Line> {
        let &Update { old, slope, lr, new } = update;
        let [beta1, beta2] = self.betas;
        let [correction1, correction2] = self.corrections();
        let mut lines = vec![];
        let (mut g, mut symbol) = (slope, "slope");
        if self.weight_decay != 0.0 {
            g += old * self.weight_decay;
            symbol = "g";
            let side = format!("{} + {} × {}", factor(slope), factor(self.weight_decay), factor(old));
            lines.push(line("g = slope + weight_decay × w_old", side, g));
        }
        let average = |beta: f64, last: f64, new: f64, square: &str| {
            format!("{} × {} + {} × {}{square}", factor(beta), factor(last), factor(1.0 - beta), factor(new))
        };
        let m = &format!("m = β₁ × m_old + (1 − β₁) × {symbol}");
        lines.push(line(m, average(beta1, before[0], g, ""), self.m[i][0]));
        let v = &format!("v = β₂ × v_old + (1 − β₂) × {symbol}²");
        lines.push(line(v, average(beta2, before[1], g, "²"), self.v[i][0]));
        let (spread, name) = if self.amsgrad { (self.v_max[i][0], "v_max") } else { (self.v[i][0], "v") };
        if self.amsgrad {
            lines.push(line("v_max = the largest v so far", "max".into(), spread));
        }
        let divided = |x: f64, by: f64| format!("{} ÷ {}", factor(x), factor(by));
        if self.epsilon_hat {
            let rate = lr * (correction2.sqrt() / correction1);
            let side = format!("{} × √{} ÷ {}", factor(lr), factor(correction2), factor(correction1));
            lines.push(line("η̂ = η × √(1 − β₂ᵗ) ÷ (1 − β₁ᵗ)", side, rate));
            let side = format!(
                "{} − {} × {} ÷ (√{} + {})",
                factor(old),
                factor(rate),
                factor(self.m[i][0]),
                factor(spread),
                factor(self.eps)
            );
            lines.push(line(&format!("w_new = w_old − η̂ × m ÷ (√{name} + ε)"), side, new));
        } else {
            let (m_hat, v_hat) = (self.m[i][0] / correction1, spread / correction2);
            lines.push(line("m̂ = m ÷ (1 − β₁ᵗ)", divided(self.m[i][0], correction1), m_hat));
            lines.push(line(&format!("v̂ = {name} ÷ (1 − β₂ᵗ)"), divided(spread, correction2), v_hat));
            let side = format!(
                "{} − {} × {} ÷ (√{} + {})",
                factor(old), factor(lr), factor(m_hat), factor(v_hat), factor(self.eps)
            );
            lines.push(line("w_new = w_old − η × m̂ ÷ (√v̂ + ε)", side, new));
        }
        lines
    }

    fn python(args: &Args) -> String {
        let optimizer = call("torch.optim.Adam", &["[w]"], arguments(args, &["epsilon_hat"]));
        if !args.flag("epsilon_hat") {
            return format!("optimizer = {optimizer}");
        }
        format!(
            r#"

def epsilon_hat(optimizer, _, __):
    """Before each step: eps before the correction of v, as scikit-learn and TensorFlow have it."""
    group = optimizer.param_groups[0]
    t = int(optimizer.state[w].get("step", 0)) + 1
    group["eps"] = {} / (1 - group["betas"][1] ** t) ** 0.5


optimizer = {optimizer}
optimizer.register_step_pre_hook(epsilon_hat)"#,
            float(args.number("eps"))
        )
    }

    fn solver(args: &Args) -> Option<Vec<String>> {
        let eps = args.number("eps");
        if !args.flag("epsilon_hat") || args.flag("amsgrad") || args.number("weight_decay") != 0.0 || eps == 0.0 {
            return None;
        }
        let [beta_1, beta_2] = args.pair("betas").map(float);
        let more = [format!("beta_1={beta_1}"), format!("beta_2={beta_2}"), format!("epsilon={}", float(eps))];
        Some(["solver=\"adam\"".into()].into_iter().chain(more).collect())
    }
}

/// None is known: the step depends on the slopes of the past.
pub fn stable(_: &Args, _: f64) -> Option<Stable> {
    None
}
