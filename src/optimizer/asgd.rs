//! ASGD: descent at a rate that falls as Polyak and Juditsky's averaging needs it.

use super::{Equation, Integration, MAXIMIZE, Pull, Rule, Update, WEIGHT_DECAY, equation, lr, power};
use crate::number::Lane;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ASGD",
    formula: r"w \leftarrow (1 - \lambda \eta_t)\, w - \eta_t \nabla L, \quad \eta_{t+1} = \frac{\eta}{(1 + \lambda \eta t)^{\alpha}}",
    source: "torch.optim.ASGD; Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992",
    help: "Descent at a slowly falling rate. The average that gives it its name lies beside the walk in PyTorch, and is not shown.",
    args: &[
        lr(0.1),
        Arg::number(
            "lambd",
            1e-4,
            "How fast the rate falls, and a pull towards zero. More falls faster and pulls harder.",
        )
        .within(Range::NOT_NEGATIVE),
        Arg::number("alpha", 0.75, "The power with which the rate falls. More falls faster.")
            .within(Range::NOT_NEGATIVE),
        Arg::number("t0", 1e6, "The step from which on PyTorch averages. The walk itself is the same for any."),
        WEIGHT_DECAY,
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub struct Asgd {
    pull: Pull,
    lambd: f64,
    alpha: f64,
    t: usize,
}

impl Rule for Asgd {
    /// The rate of the next step, made from that of this one: a scheduler's comes one step late.
    type Memory = Lane;

    fn new(args: &Args) -> Self {
        Asgd { pull: Pull::new(args), lambd: args.number("lambd"), alpha: args.number("alpha"), t: 0 }
    }

    fn advance(&mut self, t: usize) {
        self.t = t;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, next: &mut Lane, lr: Lane) -> Lane {
        let g = self.pull.of(w, gradient);
        let eta = if self.t == 1 { lr } else { *next };
        *next = lr / power(lr * (self.lambd * self.t as f64) + 1.0, self.alpha);
        w * (-eta * self.lambd + 1.0) - eta * g
    }

    fn numbers(next: &Lane) -> Vec<f64> {
        vec![next[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.pull.explain(update, &mut lines);
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("ηₜ", if t == 1 { update.lr } else { before[0] }),
            ("λ", self.lambd),
            ("α", self.alpha),
            (g, value),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("w_new = (1 − λ × ηₜ) × w_old − ηₜ × {g}"), update.new);
        say(&format!("η_next = η ÷ (1 + λ × η × {t})^α"), after[0]);
        lines
    }
}

impl Integration for Asgd {}
