//! Adam: a step for each parameter in units of its own recent slopes.

use super::{Known, Line, Rule, Update, WEIGHT_DECAY, factor, line, lr, powers};
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
    eps: f64,
    weight_decay: f64,
    amsgrad: bool,
    epsilon_hat: bool,
    /// The step that `powers` are of.
    t: usize,
    /// β₁^t and β₂^t
    powers: [f64; 2],
    /// √(1 − β₂^t)
    root: f64,
}

/// Averages of the slope and of its square, and the largest of the latter.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    v: Lane,
    v_max: Lane,
}

impl Adam {
    /// What m and v are divided by: they start at zero and would be too small at first.
    fn corrections(&self) -> [f64; 2] {
        self.powers.map(|power| 1.0 - power)
    }
}

impl Rule for Adam {
    type Memory = Averages;
    const TIMELESS: bool = false;
    const SIZED: bool = true;

    fn new(args: &Args) -> Self {
        Adam {
            betas: args.pair("betas"),
            eps: args.number("eps"),
            weight_decay: args.number("weight_decay"),
            amsgrad: args.flag("amsgrad"),
            epsilon_hat: args.flag("epsilon_hat"),
            t: 0,
            powers: [1.0; 2],
            root: 0.0,
        }
    }

    fn advance(&mut self, t: usize) {
        self.powers = powers(self.betas, self.powers, self.t, t);
        self.t = t;
        self.root = self.corrections()[1].sqrt();
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.betas[0] = momentum;
        self.t = usize::MAX;
    }

    #[inline(always)]
    fn size(&self, lr: Lane) -> Lane {
        let correction = 1.0 - self.powers[0];
        if self.epsilon_hat { lr * (self.root / correction) } else { lr / correction }
    }

    /// 1 where nothing but betas and eps is set.
    #[inline(always)]
    fn form(&self) -> u8 {
        u8::from(self.weight_decay == 0.0 && !self.amsgrad && !self.epsilon_hat)
    }

    #[inline(always)]
    fn update<const FORM: u8>(&self, w: Lane, slope: Lane, memory: &mut Averages, size: Lane) -> Lane {
        let [beta1, beta2] = self.betas;
        let g = if FORM == 0 && self.weight_decay != 0.0 { slope + w * self.weight_decay } else { slope };
        memory.m = memory.m + (g - memory.m) * (1.0 - beta1);
        memory.v = memory.v * beta2 + g * g * (1.0 - beta2);
        let spread = if FORM == 0 && self.amsgrad {
            memory.v_max = memory.v_max.max(memory.v);
            memory.v_max
        } else {
            memory.v
        };
        let root = if FORM == 0 && self.epsilon_hat { spread.sqrt() } else { spread.sqrt() / self.root };
        w - size * (memory.m / (root + self.eps))
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.v[0], memory.v_max[0]]
    }

    fn lines(&self, _: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Line> {
        let &Update { old, slope, lr, new } = update;
        let [beta1, beta2] = self.betas;
        let [correction1, correction2] = self.corrections();
        let [m_new, v_new, v_max] = [0, 1, 2].map(|k| after[k]);
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
        lines.push(line(m, average(beta1, before[0], g, ""), m_new));
        let v = &format!("v = β₂ × v_old + (1 − β₂) × {symbol}²");
        lines.push(line(v, average(beta2, before[1], g, "²"), v_new));
        let (spread, name) = if self.amsgrad { (v_max, "v_max") } else { (v_new, "v") };
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
                factor(m_new),
                factor(spread),
                factor(self.eps)
            );
            lines.push(line(&format!("w_new = w_old − η̂ × m ÷ (√{name} + ε)"), side, new));
        } else {
            let (m_hat, v_hat) = (m_new / correction1, spread / correction2);
            lines.push(line("m̂ = m ÷ (1 − β₁ᵗ)", divided(m_new, correction1), m_hat));
            lines.push(line(&format!("v̂ = {name} ÷ (1 − β₂ᵗ)"), divided(spread, correction2), v_hat));
            let side = format!(
                "{} − {} × {} ÷ (√{} + {})",
                factor(old), factor(lr), factor(m_hat), factor(v_hat), factor(self.eps)
            );
            lines.push(line("w_new = w_old − η × m̂ ÷ (√v̂ + ε)", side, new));
        }
        lines
    }

}

impl Known for Adam {
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
