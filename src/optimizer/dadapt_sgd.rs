//! DAdaptSGD: descent that finds its rate by how far it has come from the start.

use super::prodigy::{D0, GROWTH_RATE};
use super::{Equation, GlobalRule, InPython, Integration, Objective, Update, WEIGHT_DECAY, dim, equation, lr};
use crate::schema::python::{arguments, call};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "DAdaptSGD",
    formula: r"w \leftarrow \mu w + (1 - \mu)(w_0 - s), \quad s \leftarrow s + \lambda \nabla L, \quad \lambda = \frac{\eta d}{\lVert \nabla L(w_0) \rVert}, \quad d \leftarrow \max\left(d, \frac{2 \sum \lambda \langle \nabla L, s \rangle}{\lVert s \rVert}\right)",
    source: "dadaptation.DAdaptSGD; Defazio and Mishchenko, Learning-Rate-Free Learning by D-Adaptation, 2023",
    help: "Finds its own rate: it estimates how far the valley is from the slopes on the way. Leave the rate at 1.",
    args: &[
        lr(1.0),
        Arg::number("momentum", 0.0, "How much of the last place is kept. More smooths the walk.")
            .within(Range::FRACTION),
        WEIGHT_DECAY,
        D0,
        GROWTH_RATE,
    ],
    check: nothing_more,
};

#[derive(Clone)]
struct Given {
    momentum: f64,
    weight_decay: f64,
    growth_rate: f64,
}

impl Given {
    fn new(args: &Args) -> Given {
        Given {
            momentum: args.number("momentum"),
            weight_decay: args.number("weight_decay"),
            growth_rate: args.optional("growth_rate").unwrap_or(f64::INFINITY),
        }
    }
}

#[derive(Clone)]
pub struct DAdaptSgd {
    given: Given,
    /// The distance.
    d: f64,
    numerator: f64,
    /// The length of the first gradient, before weight decay.
    steepness: f64,
    /// The rate of the last step.
    rate: f64,
    start: Vec<f64>,
    s: Vec<f64>,
}

impl GlobalRule for DAdaptSgd {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        let s = vec![0.0; dim(shapes)];
        let d = args.number("d0");
        DAdaptSgd { given: Given::new(args), d, numerator: 0.0, steepness: 0.0, rate: 0.0, start: vec![], s }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, _: &dyn Objective) {
        if self.start.is_empty() {
            self.steepness = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
            if self.steepness == 0.0 {
                return;
            }
            self.start = params.to_vec();
        }
        self.rate = self.d * lr / self.steepness;
        let (mut along, mut square) = (0.0, 0.0);
        for ((&w, &gradient), s) in params.iter().zip(gradient).zip(&mut self.s) {
            let g = gradient + self.given.weight_decay * w;
            along += g * *s;
            *s += self.rate * g;
            square += *s * *s;
        }
        if square == 0.0 {
            return;
        }
        self.numerator += self.rate * along;
        let estimate = (2.0 * self.numerator / square.sqrt()).min(self.d * self.given.growth_rate);
        if estimate > self.d {
            self.d = estimate;
        }
        let kept = self.given.momentum;
        for ((w, start), s) in params.iter_mut().zip(&self.start).zip(&self.s) {
            *w = *w * kept + (start - s) * (1.0 - kept);
        }
    }

    fn change(&mut self, args: &Args) {
        self.given = Given::new(args);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.given.momentum = momentum;
    }

    fn numbers(&self, i: usize) -> Vec<f64> {
        vec![self.s[i], self.d]
    }

    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation> {
        let Some(&start) = self.start.get(i) else {
            return vec![equation("w_new = w_old", &[("w_old", update.old)], update.new)];
        };
        let g = update.gradient + self.given.weight_decay * update.old;
        let numbers = [
            ("w_old", update.old),
            ("w₀", start),
            ("η", update.lr),
            ("d", before[1]),
            ("slope", update.gradient),
            ("slope₀", self.steepness),
            ("weight_decay", self.given.weight_decay),
            ("g", g),
            ("rate", self.rate),
            ("s_old", before[0]),
            ("s", self.s[i]),
            ("momentum", self.given.momentum),
        ];
        let mut lines = vec![];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        let symbol = if self.given.weight_decay != 0.0 { "g" } else { "slope" };
        if self.given.weight_decay != 0.0 {
            say("g = slope + weight_decay × w_old", g);
        }
        say("rate = η × d ÷ ‖slope₀‖", self.rate);
        say(&format!("s = s_old + rate × {symbol}"), self.s[i]);
        say("w_new = momentum × w_old + (1 − momentum) × (w₀ − s)", update.new);
        lines
    }
}

impl Integration for DAdaptSgd {
    fn divides_by_rate(_: &Args) -> bool {
        true
    }

    fn python(args: &Args, _: &InPython) -> String {
        format!("optimizer = {}", call("dadaptation.DAdaptSGD", &["[w]"], arguments(args, &[])))
    }
}
