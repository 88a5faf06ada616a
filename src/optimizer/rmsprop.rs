//! RMSprop: a step in units of the gradients' recent size.

use super::{Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, eps, equation, lerp, lr};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "RMSprop",
    formula: r"w \leftarrow w - \eta\,\frac{\nabla L}{\sqrt{v} + \epsilon}, \quad v \leftarrow \alpha v + (1 - \alpha) (\nabla L)^2",
    source: "torch.optim.RMSprop; Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012",
    help: "Divides each step by how large the slopes have lately been: it forgets old slopes, where Adagrad keeps them.",
    args: &[
        lr(0.05),
        Arg::number("alpha", 0.99, "How long the average of the squared slopes remembers. More remembers longer.")
            .within(Range::NOT_NEGATIVE),
        eps(1e-8),
        WEIGHT_DECAY,
        Arg::number("momentum", 0.0, "How much of the last step is kept. More rolls further.")
            .within(Range::NOT_NEGATIVE),
        Arg::flag("centered", false, "Divide by how much the slopes vary, not by how large they are."),
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub struct RmsProp {
    pull: Pull,
    alpha: f64,
    eps: f64,
    momentum: f64,
    centered: bool,
}

/// Averages of the gradient's square and of the gradient, and the momentum.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    v: Lane,
    m: Lane,
    b: Lane,
}

impl Rule for RmsProp {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        RmsProp {
            pull: Pull::new(args),
            alpha: args.number("alpha"),
            eps: args.number("eps"),
            momentum: args.number("momentum"),
            centered: args.flag("centered"),
        }
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.momentum = momentum;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let g = self.pull.of(w, gradient);
        memory.v = memory.v * self.alpha + g * g * (1.0 - self.alpha);
        let spread = if self.centered {
            memory.m = lerp(memory.m, g, 1.0 - self.alpha);
            memory.v - memory.m * memory.m
        } else {
            memory.v
        };
        let step = g / (spread.sqrt() + self.eps);
        if self.momentum > 0.0 {
            memory.b = memory.b * self.momentum + step;
            return w - lr * memory.b;
        }
        w - lr * step
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.v[0], memory.m[0], memory.b[0]]
    }

    fn explain(&self, _: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let [v, m, b] = [0, 1, 2].map(|k| after[k]);
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("α", self.alpha),
            ("v_old", before[0]),
            ("m_old", before[1]),
            ("b_old", before[2]),
            ("momentum", self.momentum),
            ("v", v),
            ("m", m),
            ("b", b),
            (g, value),
            ("ε", self.eps),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("v = α × v_old + (1 − α) × {g}²"), v);
        let mut root = "√v";
        if self.centered {
            say(&format!("m = α × m_old + (1 − α) × {g}"), m);
            root = "√(v − m²)";
        }
        let mut step = format!("{g} ÷ ({root} + ε)");
        if self.momentum > 0.0 {
            say(&format!("b = momentum × b_old + {step}"), b);
            step = "b".into();
        }
        say(&format!("w_new = w_old − η × {step}"), update.new);
        lines
    }
}

impl Integration for RmsProp {
    fn state_defaults(args: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        Some(match (args.number("momentum") > 0.0, args.flag("centered")) {
            (true, true) => &["momentum_buffer", "grad_avg"],
            (true, false) => &["momentum_buffer"],
            (false, true) => &["grad_avg"],
            (false, false) => &[],
        })
    }
}
