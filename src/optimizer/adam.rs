//! Adam: a step for each parameter in units of its own recent gradients.

use super::{
    Averaging, Equation, FastPaths, InPython, Integration, Kernel, MAXIMIZE, Pairs, Pull, Rule, Update, WEIGHT_DECAY,
    betas, eps, equation, factor, lerp, line, lr,
};
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call, float};
use crate::schema::{Arg, Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Adam",
    formula: r"w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad v \leftarrow \beta_2 v + (1 - \beta_2) (\nabla L)^2",
    source: "torch.optim.Adam; Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015",
    help: "Divides each step by how large the slopes have lately been: the rate is then about the length of a step.",
    args: &[
        lr(0.1),
        betas([0.9, 0.999]),
        eps(1e-8),
        WEIGHT_DECAY,
        AMSGRAD,
        MAXIMIZE,
        Arg::flag(
            "epsilon_hat",
            false,
            "Put eps where scikit-learn and TensorFlow have it: before the correction of v.",
        ),
    ],
    check: nothing_more,
};

pub const AMSGRAD: Arg = Arg::flag("amsgrad", false, "Divide by the largest average so far: steps never grow again.");

/// With weight decay in the gradient, or apart from it.
pub struct Moments<const DECOUPLED: bool> {
    averaging: Averaging,
    eps: f64,
    pull: Pull,
    /// Apart from the gradient.
    weight_decay: f64,
    amsgrad: bool,
    epsilon_hat: bool,
    /// √(1 − β₂^t)
    root: f64,
}

pub type Adam = Moments<false>;

/// Averages of the gradient and of its square, and the largest of the latter.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    v: Lane,
    v_max: Lane,
}

impl<const DECOUPLED: bool> Moments<DECOUPLED> {
    /// The rate, with the correction of m in it, and with that of v where eps comes before it.
    #[inline(always)]
    fn step_size(&self, lr: Lane) -> Lane {
        let correction = self.averaging.corrections()[0];
        if self.epsilon_hat { lr * (self.root / correction) } else { lr / correction }
    }

    /// m ÷ (√v̂ + ε) of the step; `PLAIN` where nothing but betas and eps is set.
    #[inline(always)]
    fn direction<const PLAIN: bool>(&self, w: Lane, gradient: Lane, memory: &mut Averages) -> Lane {
        let [beta1, beta2] = self.averaging.betas;
        let g = if PLAIN { gradient } else { self.pull.of(w, gradient) };
        memory.m = lerp(memory.m, g, 1.0 - beta1);
        memory.v = memory.v * beta2 + g * g * (1.0 - beta2);
        let spread = if !PLAIN && self.amsgrad {
            memory.v_max = memory.v_max.max(memory.v);
            memory.v_max
        } else {
            memory.v
        };
        let root = if !PLAIN && self.epsilon_hat { spread.sqrt() } else { spread.sqrt() / self.root };
        memory.m / (root + self.eps)
    }
}

impl<const DECOUPLED: bool> Rule for Moments<DECOUPLED> {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        let pull = Pull::new(args);
        Moments {
            averaging: Averaging::new(args.pair("betas")),
            eps: args.number("eps"),
            pull: if DECOUPLED { Pull { weight_decay: 0.0, ..pull } } else { pull },
            weight_decay: pull.weight_decay,
            amsgrad: args.flag("amsgrad"),
            epsilon_hat: !DECOUPLED && args.flag("epsilon_hat"),
            root: 0.0,
        }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
        self.root = self.averaging.corrections()[1].sqrt();
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let direction = self.direction::<false>(w, gradient, memory);
        match DECOUPLED {
            true => w * (-lr * self.weight_decay + 1.0) - self.step_size(lr) * direction,
            false => w - self.step_size(lr) * direction,
        }
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.v[0], memory.v_max[0]]
    }

    fn explain(&self, _: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let &Update { old, lr, new, .. } = update;
        let [beta1, beta2] = self.averaging.betas;
        let [correction1, correction2] = self.averaging.corrections();
        let [m_new, v_new, v_max] = [0, 1, 2].map(|k| after[k]);
        let mut lines = vec![];
        let (symbol, g) = self.pull.explain(update, &mut lines);
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
            let decayed = if DECOUPLED { "(1 − η × weight_decay) × w_old" } else { "w_old" };
            let numbers = [
                ("w_old", old),
                ("η", lr),
                ("weight_decay", self.weight_decay),
                ("m̂", m_hat),
                ("v̂", v_hat),
                ("ε", self.eps),
            ];
            lines.push(equation(&format!("w_new = {decayed} − η × m̂ ÷ (√v̂ + ε)"), &numbers, new));
        }
        lines
    }
}

/// Goes by the step size; `PLAIN` as in `direction`.
struct BySize<'a, const PLAIN: bool>(&'a Adam);

impl<const PLAIN: bool> Kernel<Averages> for BySize<'_, PLAIN> {
    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, size: Lane) -> Lane {
        w - size * self.0.direction::<PLAIN>(w, gradient, memory)
    }
}

impl FastPaths<Adam> for Adam {
    #[inline(always)]
    fn update(rule: &Adam, walks: Pairs<Averages>) {
        let size = |lr| rule.step_size(lr);
        if rule.pull.is_none() && !rule.amsgrad && !rule.epsilon_hat {
            walks.update_by_size(size, &BySize::<true>(rule));
        } else {
            walks.update_by_size(size, &BySize::<false>(rule));
        }
    }
}

impl Integration for Adam {
    fn python(args: &Args, _: &InPython) -> String {
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

    fn state_defaults(args: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        Some(if args.flag("amsgrad") { &["max_exp_avg_sq"] } else { &[] })
    }

    fn solver(args: &Args) -> Option<Vec<String>> {
        let eps = args.number("eps");
        if !args.flag("epsilon_hat")
            || args.flag("amsgrad")
            || args.flag("maximize")
            || args.number("weight_decay") != 0.0
            || eps == 0.0
        {
            return None;
        }
        let [beta_1, beta_2] = args.pair("betas").map(float);
        let more = [format!("beta_1={beta_1}"), format!("beta_2={beta_2}"), format!("epsilon={}", float(eps))];
        Some(["solver=\"adam\"".into()].into_iter().chain(more).collect())
    }
}
