//! Adadelta: steps in units of its own last steps.

use super::{Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, equation, lr};
use crate::number::{Lane, Real};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Adadelta",
    formula: r"w \leftarrow w - \eta\,\delta, \quad \delta = \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}} \nabla L, \quad v \leftarrow \rho v + (1 - \rho) (\nabla L)^2, \quad u \leftarrow \rho u + (1 - \rho) \delta^2",
    source: "torch.optim.Adadelta; Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012",
    help: "Measures each step by its own last steps, which begin at almost nothing: slow to start, and a rate of 1 is meant.",
    args: &[
        lr(1.0),
        Arg::number("rho", 0.9, "How long the averages of squared slopes and steps remember. More remembers longer.")
            .within(Range::between(0.0, 1.0)),
        Arg::number("eps", 1e-6, "What the first steps are measured by. More makes them longer.")
            .within(Range::NOT_NEGATIVE)
            .log(),
        WEIGHT_DECAY,
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub struct Adadelta {
    pull: Pull,
    rho: f64,
    eps: f64,
}

/// Averages of the squares of gradient and step.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Averages {
    v: Lane,
    u: Lane,
}

impl Rule for Adadelta {
    type Memory = Averages;

    fn new(args: &Args) -> Self {
        Adadelta { pull: Pull::new(args), rho: args.number("rho"), eps: args.number("eps") }
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, memory: &mut Averages, lr: Lane) -> Lane {
        let g = self.pull.of(w, gradient);
        memory.v = memory.v * self.rho + g * g * (1.0 - self.rho);
        let step = (memory.u + self.eps).sqrt() / (memory.v + self.eps).sqrt() * g;
        memory.u = memory.u * self.rho + step * step * (1.0 - self.rho);
        w - lr * step
    }

    fn numbers(memory: &Averages) -> Vec<f64> {
        vec![memory.v[0], memory.u[0]]
    }

    fn explain(&self, _: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let step = ((before[1] + self.eps) / (after[0] + self.eps)).sqrt() * value;
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("ρ", self.rho),
            ("v_old", before[0]),
            ("u_old", before[1]),
            ("v", after[0]),
            ("δ", step),
            (g, value),
            ("ε", self.eps),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("v = ρ × v_old + (1 − ρ) × {g}²"), after[0]);
        say(&format!("δ = √(u_old + ε) ÷ √(v + ε) × {g}"), step);
        say("u = ρ × u_old + (1 − ρ) × δ²", after[1]);
        say("w_new = w_old − η × δ", update.new);
        lines
    }
}

impl Integration for Adadelta {}
