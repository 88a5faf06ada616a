//! Stochastic gradient descent, with momentum.

use super::{
    Equation, FastPaths, Integration, Kernel, MAXIMIZE, Pairs, Pull, Rule, StableRate, Update, WEIGHT_DECAY, factor,
    line, lr,
};
use crate::number::Lane;
use crate::schema::python::float;
use crate::schema::{Arg, Args, Entry, Range};

pub const ENTRY: Entry = Entry {
    name: "SGD",
    formula: r"w \leftarrow w - \eta\, b, \quad b \leftarrow \mu b + (1 - \tau) \nabla L(w)",
    source: "torch.optim.SGD; Sutskever et al., On the Importance of Initialization and Momentum, 2013",
    help: "Straight down the slope, each step as long as the slope is steep; momentum keeps some of the last step.",
    args: &[
        lr(0.1),
        Arg::number("momentum", 0.0, "How much of the last step is kept. More rolls further and evens out zigzags.")
            .within(Range::NOT_NEGATIVE),
        Arg::number("dampening", 0.0, "How much of each new slope is left out of the momentum."),
        WEIGHT_DECAY,
        Arg::flag("nesterov", false, "Look ahead along the momentum before stepping."),
        MAXIMIZE,
    ],
    check: |args| {
        if args.flag("nesterov") && (args.number("momentum") <= 0.0 || args.number("dampening") != 0.0) {
            return Err("nesterov needs a momentum above 0 and a dampening of 0.");
        }
        Ok(())
    },
};

pub struct Sgd {
    momentum: f64,
    dampening: f64,
    pull: Pull,
    nesterov: bool,
    /// The first gradient enters the momentum whole: dampening holds from the second step on.
    first: bool,
}

impl Rule for Sgd {
    /// The momentum.
    type Memory = Lane;

    fn new(args: &Args) -> Self {
        Sgd {
            momentum: args.number("momentum"),
            dampening: args.number("dampening"),
            pull: Pull::new(args),
            nesterov: args.flag("nesterov"),
            first: true,
        }
    }

    fn advance(&mut self, t: usize) {
        self.first = t == 1;
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.momentum = momentum;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, b: &mut Lane, lr: Lane) -> Lane {
        let mut direction = self.pull.of(w, gradient);
        if self.momentum != 0.0 {
            *b = if self.first { direction } else { *b * self.momentum + direction * (1.0 - self.dampening) };
            direction = if self.nesterov { direction + *b * self.momentum } else { *b };
        }
        w - lr * direction
    }

    fn numbers(b: &Lane) -> Vec<f64> {
        vec![b[0]]
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let &Update { old, lr, new, .. } = update;
        let mut lines = vec![];
        let (mut symbol, mut direction) = self.pull.explain(update, &mut lines);
        if self.momentum != 0.0 {
            let b = after[0];
            lines.push(match t {
                1 => line(&format!("b = {symbol}, at the first step"), factor(direction), b),
                _ => {
                    let kept = format!("{} × {}", factor(self.momentum), factor(before[0]));
                    match self.dampening {
                        0.0 => line(
                            &format!("b = momentum × b_old + {symbol}"),
                            format!("{kept} + {}", factor(direction)),
                            b,
                        ),
                        _ => line(
                            &format!("b = momentum × b_old + (1 − dampening) × {symbol}"),
                            format!("{kept} + {} × {}", factor(1.0 - self.dampening), factor(direction)),
                            b,
                        ),
                    }
                }
            });
            if self.nesterov {
                let ahead = direction + b * self.momentum;
                let side = format!("{} + {} × {}", factor(direction), factor(self.momentum), factor(b));
                lines.push(line(&format!("d = {symbol} + momentum × b"), side, ahead));
                (direction, symbol) = (ahead, "d");
            } else {
                (direction, symbol) = (b, "b");
            }
        }
        let side = format!("{} − {} × {}", factor(old), factor(lr), factor(direction));
        lines.push(line(&format!("w_new = w_old − η × {symbol}"), side, new));
        lines
    }
}

/// Without momentum, where nothing else is set.
struct Plain;

impl Kernel<Lane> for Plain {
    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, _: &mut Lane, lr: Lane) -> Lane {
        w - lr * gradient
    }
}

/// With momentum from the second step on, where nothing else is set.
struct Momentum(f64);

impl Kernel<Lane> for Momentum {
    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, b: &mut Lane, lr: Lane) -> Lane {
        *b = *b * self.0 + gradient;
        w - lr * *b
    }
}

impl FastPaths<Sgd> for Sgd {
    const SAME_STEPS: bool = true;

    #[inline(always)]
    fn update(rule: &Sgd, walks: Pairs<Lane>) {
        match *rule {
            Sgd { pull, .. } if !pull.is_none() => walks.update_each(rule),
            Sgd { momentum: 0.0, .. } => walks.update_in_fours(&Plain),
            Sgd { momentum, dampening: 0.0, nesterov: false, first: false, .. } => {
                walks.update_in_fours(&Momentum(momentum));
            }
            _ => walks.update_each(rule),
        }
    }
}

impl Integration for Sgd {
    fn state_defaults(args: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        Some(if args.number("momentum") > 0.0 { &["momentum_buffer"] } else { &[] })
    }

    fn solver(args: &Args) -> Option<Vec<String>> {
        let momentum = args.number("momentum");
        if args.flag("maximize")
            || momentum > 1.0
            || args.number("dampening") != 0.0
            || args.number("weight_decay") != 0.0
        {
            return None;
        }
        let mut solver = vec!["solver=\"sgd\"".into(), format!("momentum={}", float(momentum))];
        if momentum > 0.0 && !args.flag("nesterov") {
            solver.push("nesterovs_momentum=False".into());
        }
        Some(solver)
    }

    /// Polyak 1964 for the heavy ball; the others from the eigenvalues of the step on a parabola of curvature λ.
    fn stable(args: &Args, lambda: f64) -> Option<StableRate> {
        let (momentum, dampening) = (args.number("momentum"), args.number("dampening"));
        let lambda = lambda + args.number("weight_decay");
        if lambda <= 0.0 || args.flag("maximize") {
            return None;
        }
        if momentum == 0.0 {
            return Some(StableRate { rate: 2.0 / lambda, formula: "2/λmax" });
        }
        if momentum >= 1.0 || dampening >= 1.0 {
            return None;
        }
        Some(if args.flag("nesterov") {
            let rate = 2.0 * (1.0 + momentum) / ((1.0 + 2.0 * momentum) * lambda);
            StableRate { rate, formula: "2(1+β)/((1+2β)λmax)" }
        } else if dampening == 0.0 {
            StableRate { rate: 2.0 * (1.0 + momentum) / lambda, formula: "2(1+β)/λmax" }
        } else {
            StableRate {
                rate: 2.0 * (1.0 + momentum) / (lambda * (1.0 - dampening)), formula: "2(1+β)/((1−τ)λmax)"
            }
        })
    }
}
