//! LBFGS: Newton's step from the gradients on the way, several in each step.

use super::line_search::{Place, Search, ahead, dot, largest};
use super::{Equation, GlobalRule, Integration, MAXIMIZE, Objective, Update, dim, equation, lr};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};
use std::collections::VecDeque;

pub const ENTRY: Entry = Entry {
    name: "LBFGS",
    formula: r"w \leftarrow w - t\, H_k \nabla L, \quad H_k \text{ from the last } s = \Delta w \text{ and } y = \Delta \nabla L, \quad t = \eta \text{ or by line search}",
    source: "torch.optim.LBFGS; Liu and Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989",
    help: "Learns the curvature from slopes on its way and goes where the bottom then should be; up to max_iter such moves make a step.",
    args: &[
        lr(1.0),
        Arg::integer("max_iter", 20.0, "Moves in a step. More goes further in each.").within(Range::between(0.0, 1000.0)),
        Arg::integer("max_eval", 1.0, "Slopes taken in a step; left out, 5/4 of max_iter. More searches longer.")
            .open()
            .left_out("5/4 max_iter")
            .within(Range::between(1.0, 1250.0)),
        Arg::number("tolerance_grad", 1e-7, "It rests where no slope is above this. More rests earlier.").log(),
        Arg::number("tolerance_change", 1e-9, "A step ends where a move changes less than this. More ends earlier.").log(),
        Arg::integer("history_size", 100.0, "How many moves the curvature is learnt from. More knows it better.")
            .within(Range::between(1.0, 1000.0)),
        Arg::choice("line_search_fn", &["strong_wolfe"], "How the length of a move is found; left out, it is the rate. strong_wolfe tries lengths until the loss falls enough.")
            .open()
            .left_out("none"),
        MAXIMIZE,
    ],
    check: nothing_more,
};

#[derive(Clone)]
struct Given {
    max_iter: usize,
    max_eval: usize,
    tolerance_grad: f64,
    tolerance_change: f64,
    history_size: usize,
    search: bool,
    maximize: bool,
}

impl Given {
    fn new(args: &Args) -> Given {
        let max_iter = args.integer("max_iter");
        Given {
            max_iter,
            max_eval: args.optional("max_eval").map_or(max_iter * 5 / 4, |most| most as usize),
            tolerance_grad: args.number("tolerance_grad"),
            tolerance_change: args.number("tolerance_change"),
            history_size: args.integer("history_size"),
            search: args.given("line_search_fn").is_some(),
            maximize: args.flag("maximize"),
        }
    }
}

/// A move and the change of the gradient along it.
#[derive(Clone)]
struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    rho: f64,
}

#[derive(Clone)]
pub struct Lbfgs {
    given: Given,
    history: VecDeque<Pair>,
    /// Moves so far.
    moves: usize,
    /// The last direction, how far along it, and the gradient it was taken from.
    d: Vec<f64>,
    t: f64,
    last: Vec<f64>,
    /// The first guess of the inverse curvature.
    scale: f64,
    /// The moves of the last step: how far, and which way.
    walked: Vec<(f64, Vec<f64>)>,
}

impl Lbfgs {
    /// The direction by the gradients so far.
    fn direction(&self, gradient: &[f64]) -> Vec<f64> {
        let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
        let mut parts = vec![];
        for Pair { s, y, rho } in self.history.iter().rev() {
            let part = dot(s, &q) * rho;
            q.iter_mut().zip(y).for_each(|(q, y)| *q -= part * y);
            parts.push(part);
        }
        q.iter_mut().for_each(|q| *q *= self.scale);
        for (Pair { s, y, rho }, part) in self.history.iter().zip(parts.into_iter().rev()) {
            let back = dot(y, &q) * rho;
            q.iter_mut().zip(s).for_each(|(q, s)| *q += s * (part - back));
        }
        q
    }

    /// Learns from the last move.
    fn learn(&mut self, gradient: &[f64]) {
        let y: Vec<f64> = gradient.iter().zip(&self.last).map(|(g, last)| g - last).collect();
        let s: Vec<f64> = self.d.iter().map(|d| d * self.t).collect();
        let along = dot(&y, &s);
        if along > 1e-10 {
            if self.history.len() >= self.given.history_size {
                self.history.pop_front();
            }
            self.scale = along / dot(&y, &y);
            self.history.push_back(Pair { s, y, rho: 1.0 / along });
        }
    }
}

impl GlobalRule for Lbfgs {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        Lbfgs {
            given: Given::new(args),
            history: VecDeque::new(),
            moves: 0,
            d: vec![0.0; dim(shapes)],
            t: 0.0,
            last: vec![],
            scale: 1.0,
            walked: vec![],
        }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, objective: &dyn Objective) {
        let turned = Turned(objective);
        let objective = if self.given.maximize { &turned } else { objective };
        self.walked.clear();
        let mut g = gradient.to_vec();
        let mut loss = objective.gradient(params, &mut g);
        let mut evaluated = 1;
        if largest(&g) <= self.given.tolerance_grad {
            return;
        }
        for k in 1..=self.given.max_iter {
            self.moves += 1;
            if self.moves == 1 {
                self.d = g.iter().map(|g| -g).collect();
            } else {
                self.learn(&g);
                self.d = self.direction(&g);
            }
            self.last.clone_from(&g);
            let before = loss;
            self.t = lr;
            if self.moves == 1 {
                let reach = 1.0 / g.iter().map(|g| g.abs()).sum::<f64>();
                self.t *= if reach < 1.0 { reach } else { 1.0 };
            }
            let falls = dot(&g, &self.d);
            if falls > -self.given.tolerance_change {
                break;
            }
            let mut is_still = false;
            if self.given.search {
                let line = Search { objective, at: params, d: &self.d };
                let most = self.given.max_eval.saturating_sub(evaluated);
                let (found, tried) = line.search(Place { t: self.t, loss, gradient: g, falls }, most);
                (self.t, loss, g) = (found.t, found.loss, found.gradient);
                evaluated += tried;
                let there = ahead(params, self.t, &self.d);
                params.copy_from_slice(&there);
                is_still = largest(&g) <= self.given.tolerance_grad;
            } else {
                let there = ahead(params, self.t, &self.d);
                params.copy_from_slice(&there);
                if k != self.given.max_iter {
                    loss = objective.gradient(params, &mut g);
                    is_still = largest(&g) <= self.given.tolerance_grad;
                }
                evaluated += 1;
            }
            self.walked.push((self.t, self.d.clone()));
            if evaluated >= self.given.max_eval
                || is_still
                || largest(&self.d) * self.t.abs() <= self.given.tolerance_change
                || (loss - before).abs() < self.given.tolerance_change
            {
                break;
            }
        }
    }

    fn change(&mut self, args: &Args) {
        self.given = Given::new(args);
        while self.history.len() > self.given.history_size {
            self.history.pop_front();
        }
    }

    fn set_momentum(&mut self, _: f64) {}

    fn numbers(&self, _: usize) -> Vec<f64> {
        vec![]
    }

    fn explain(&self, i: usize, _: &[f64], update: &Update) -> Vec<Equation> {
        let mut at = update.old;
        let mut lines = vec![];
        let names = |k: usize| match k {
            0 => "w_old".into(),
            k if k == self.walked.len() => "w_new".into(),
            k => format!("w_{k}"),
        };
        for (k, (t, d)) in self.walked.iter().enumerate() {
            let (from, to) = (names(k), names(k + 1));
            let next = at + t * d[i];
            let numbers = [(from.as_str(), at), ("t", *t), ("d", d[i])];
            lines.push(equation(&format!("{to} = {from} + t × d"), &numbers, next));
            at = next;
        }
        if lines.is_empty() {
            lines.push(equation("w_new = w_old", &[("w_old", update.old)], update.new));
        }
        lines
    }
}

/// The objective with its sign turned.
struct Turned<'a>(&'a dyn Objective);

impl Objective for Turned<'_> {
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        let loss = self.0.gradient(at, gradient);
        gradient.iter_mut().for_each(|g| *g = -*g);
        -loss
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        self.0.hessian(at).map(|hessian| hessian.into_iter().map(|h| -h).collect())
    }
}

impl Integration for Lbfgs {
    const CLOSURE: bool = true;

    /// PyTorch's cannot remember more or fewer moves than it began with.
    fn state_defaults(_: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        None
    }

    /// The search along a line does, where it interpolates.
    fn divides_by_rate(args: &Args) -> bool {
        Given::new(args).search
    }

    fn state_size(args: &Args, dim: f64, updates: f64) -> f64 {
        let Given { history_size, max_iter, .. } = Given::new(args);
        let moves = max_iter as f64;
        // Two vectors a move that is remembered; besides, the moves of the last step, and a few of its own.
        dim * (2.0 * (history_size as f64).min(updates * moves) + moves + 6.0)
    }

    fn gradients(args: &Args, _: usize) -> usize {
        let Given { max_iter, max_eval, search, .. } = Given::new(args);
        1 + if search { max_eval + 1 } else { max_iter.min(max_eval) }
    }
}
