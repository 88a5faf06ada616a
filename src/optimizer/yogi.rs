//! Yogi: Adam whose average of squares changes by small steps only.

use super::{Averaging, Equation, InPython, Integration, Rule, Update, betas, eps, equation, lr, optax, sign};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Yogi",
    formula: r"w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad v \leftarrow v - (1 - \beta_2) \operatorname{sign}\bigl(v - (\nabla L)^2\bigr) (\nabla L)^2",
    source: "optax.scale_by_yogi; Zaheer et al., Adaptive Methods for Nonconvex Optimization, 2018",
    help: "Adam whose measure of the slopes falls slowly where they get small: its steps do not suddenly grow.",
    args: &[
        lr(0.1),
        betas([0.9, 0.999]),
        eps(1e-3),
        Arg::number("eps_root", 0.0, "Added under the root. More shortens the steps where slopes vanish.")
            .within(Range::NOT_NEGATIVE),
        Arg::number(
            "initial_accumulator_value",
            1e-6,
            "What both averages begin with. More makes the first steps shorter.",
        )
        .within(Range::NOT_NEGATIVE)
        .log(),
    ],
    check: nothing_more,
};

pub struct Yogi {
    averaging: Averaging,
    eps: f64,
    eps_root: f64,
    initial: f64,
}

/// Of the gradient and of its square.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    m: Lane,
    v: Lane,
}

impl Rule for Yogi {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        Yogi {
            averaging: Averaging::new(args.pair("betas")),
            eps: args.number("eps"),
            eps_root: args.number("eps_root"),
            initial: args.number("initial_accumulator_value"),
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
        if self.averaging.t == 1 {
            let initial = Lane::constant(self.initial);
            *memory = Averages { m: initial, v: initial };
        }
        let square = g.square();
        memory.m = g * (1.0 - beta1) + memory.m * beta1;
        memory.v = memory.v - sign(memory.v - square) * (1.0 - beta2) * square;
        let [correction1, correction2] = self.averaging.corrections();
        w - lr * (memory.m / correction1 / ((memory.v / correction2 + self.eps_root).sqrt() + self.eps))
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.m[0], memory.v[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let [beta1, beta2] = self.averaging.betas;
        let [m_old, v_old] = if t == 1 { [self.initial; 2] } else { [before[0], before[1]] };
        let [correction1, correction2] = self.averaging.corrections();
        let (m_hat, v_hat) = (after[0] / correction1, after[1] / correction2);
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", m_old),
            ("v_old", v_old),
            ("slope", update.gradient),
            ("m", after[0]),
            ("v", after[1]),
            ("m̂", m_hat),
            ("v̂", v_hat),
            ("ε", self.eps),
            ("ε_root", self.eps_root),
        ];
        let mut lines = vec![];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say("m = β₁ × m_old + (1 − β₁) × slope", after[0]);
        say("v = v_old − (1 − β₂) × sign of (v_old − slope²) × slope²", after[1]);
        say(&format!("m̂ = m ÷ (1 − β₁^{t})"), m_hat);
        say(&format!("v̂ = v ÷ (1 − β₂^{t})"), v_hat);
        let root = if self.eps_root != 0.0 { "√(v̂ + ε_root)" } else { "√v̂" };
        say(&format!("w_new = w_old − η × m̂ ÷ ({root} + ε)"), update.new);
        lines
    }
}

impl Integration for Yogi {
    fn python(args: &Args, _: &InPython) -> String {
        optax(args, "optax.chain(optax.scale_by_yogi(…), optax.scale(-1.0))")
    }
}
