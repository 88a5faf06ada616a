//! Adafactor: for a matrix it keeps the sizes of gradients by rows and by columns only.

use super::{
    Equation, GlobalRule, InPython, Integration, MAXIMIZE, Objective, Pull, Update, WEIGHT_DECAY, dim, equation, lerp,
    lr, on_parts,
};
use crate::schema::python::{arguments, call};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Adafactor",
    formula: r"w \leftarrow w - \alpha_t \frac{U}{\max(1, \mathrm{rms}(U)/d)}, \quad U = \frac{\nabla L}{\sqrt{V}}, \quad \alpha_t = \max(\epsilon_2, \mathrm{rms}(w)) \min(\eta, 1/\sqrt t), \quad V \leftarrow (1 - t^{\tau}) V + t^{\tau} (\nabla L)^2",
    source: "torch.optim.Adafactor; Shazeer and Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018",
    help: "Divides by the size of the slopes, of a matrix by rows and columns. The rate is relative: so much of the size of the parameters.",
    args: &[
        lr(0.1),
        Arg::number(
            "beta2_decay",
            -0.8,
            "How fast the average of squared slopes becomes long. Nearer to 0 stays short.",
        )
        .within(Range { max: Some(0.0), ..Range::ANY }),
        Arg::pair(
            "eps",
            [f64::EPSILON, 1e-3],
            "Below the first, squared slopes count as flat; the second is the least size that parameters count with.",
        )
        .within(Range::NOT_NEGATIVE),
        Arg::number("d", 1.0, "Updates are cut down to this size. More cuts less.").within(Range::from(1.0)),
        Arg {
            help: "How much of the parameter each step takes away, times the rate. More pulls harder to zero.",
            ..WEIGHT_DECAY
        },
        MAXIMIZE,
    ],
    check: nothing_more,
};

#[derive(Clone)]
struct Given {
    beta2_decay: f64,
    eps: [f64; 2],
    d: f64,
    weight_decay: f64,
    pull: Pull,
}

impl Given {
    fn new(args: &Args) -> Given {
        Given {
            beta2_decay: args.number("beta2_decay"),
            eps: args.pair("eps"),
            d: args.number("d"),
            weight_decay: args.number("weight_decay"),
            pull: Pull { maximize: args.flag("maximize"), weight_decay: 0.0 },
        }
    }
}

/// Averages of the squared gradients.
#[derive(Clone)]
enum Sizes {
    Elementwise(Vec<f64>),
    RowsAndColumns(Vec<f64>, Vec<f64>),
}

/// A tensor: its averages, and its relative rate in the last step, the cutting down included.
#[derive(Clone)]
struct Part {
    sizes: Sizes,
    rate: f64,
}

#[derive(Clone)]
pub struct Adafactor {
    given: Given,
    t: usize,
    parts: Vec<Part>,
    /// What the last gradient was divided by the root of.
    v: Vec<f64>,
}

fn rms(numbers: &[f64]) -> f64 {
    numbers.iter().map(|x| x * x).sum::<f64>().sqrt() / (numbers.len() as f64).sqrt()
}

impl Part {
    fn new(shape: &[usize]) -> Part {
        let sizes = match *shape {
            [rows, columns] => Sizes::RowsAndColumns(vec![0.0; rows], vec![0.0; columns]),
            _ => Sizes::Elementwise(vec![0.0; shape.iter().product()]),
        };
        Part { sizes, rate: 0.0 }
    }

    fn len(&self) -> usize {
        match &self.sizes {
            Sizes::Elementwise(v) => v.len(),
            Sizes::RowsAndColumns(rows, columns) => rows.len() * columns.len(),
        }
    }

    /// Takes the gradient in with this weight; the average squares go into `v`.
    fn see(&mut self, g: &[f64], weight: f64, least: f64, v: &mut [f64]) {
        let average = |last: &mut f64, new: f64| *last = lerp(*last, new, weight);
        match &mut self.sizes {
            Sizes::Elementwise(averages) => {
                averages.iter_mut().zip(g).for_each(|(last, g)| average(last, g * g));
                v.copy_from_slice(averages);
            }
            Sizes::RowsAndColumns(rows, columns) => {
                let (m, n) = (rows.len(), columns.len());
                let square = |i: usize, j: usize| g[i * n + j] * g[i * n + j];
                for (i, row) in rows.iter_mut().enumerate() {
                    average(row, (0..n).map(|j| square(i, j)).sum::<f64>() / n as f64);
                }
                for (j, column) in columns.iter_mut().enumerate() {
                    average(column, (0..m).map(|i| square(i, j)).sum::<f64>() / m as f64);
                }
                let mean = (rows.iter().sum::<f64>() / m as f64).max(least);
                v.iter_mut().enumerate().for_each(|(k, v)| *v = rows[k / n] * columns[k % n] / mean);
            }
        }
    }
}

impl GlobalRule for Adafactor {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        let parts = shapes.iter().map(|shape| Part::new(shape)).collect();
        Adafactor { given: Given::new(args), t: 0, parts, v: vec![0.0; dim(shapes)] }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, _: &dyn Objective) {
        self.t += 1;
        let t = self.t as f64;
        let weight = libm::pow(t, self.given.beta2_decay);
        let [least, least_size] = self.given.eps;
        let mut from = 0;
        for part in &mut self.parts {
            let own = from..from + part.len();
            from = own.end;
            let (params, v) = (&mut params[own.clone()], &mut self.v[own.clone()]);
            let g: Vec<f64> =
                params.iter().zip(&gradient[own]).map(|(&w, &gradient)| self.given.pull.of(w, gradient)).collect();
            let relative = least_size.max(rms(params)) * lr.min(1.0 / t.sqrt());
            part.see(&g, weight, least, v);
            v.iter_mut().for_each(|v| *v = v.max(least * least));
            let mut step: Vec<f64> = g.iter().zip(&*v).map(|(g, v)| g / v.sqrt()).collect();
            part.rate = relative / (rms(&step) / self.given.d).max(1.0);
            step.iter_mut().for_each(|step| *step *= part.rate);
            params.iter_mut().zip(step).for_each(|(w, step)| *w = *w * (1.0 - lr * self.given.weight_decay) - step);
        }
    }

    fn change(&mut self, args: &Args) {
        self.given = Given::new(args);
    }

    fn set_momentum(&mut self, _: f64) {}

    fn numbers(&self, i: usize) -> Vec<f64> {
        vec![self.v[i]]
    }

    fn explain(&self, i: usize, _: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let (g, value) = self.given.pull.explain(update, &mut lines);
        let mut ends = self.parts.iter().scan(0, |end, part| {
            *end += part.len();
            Some(*end)
        });
        let part = ends.position(|end| i < end).unwrap_or(0);
        let step = value / self.v[i].sqrt();
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("weight_decay", self.given.weight_decay),
            (g, value),
            ("V", self.v[i]),
            ("u", step),
            ("α", self.parts[part].rate),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        say(&format!("u = {g} ÷ √V"), step);
        let decayed = if self.given.weight_decay != 0.0 { "(1 − η × weight_decay) × w_old" } else { "w_old" };
        say(&format!("w_new = {decayed} − α × u"), update.new);
        lines
    }
}

impl Integration for Adafactor {
    /// It is made of PyTorch's, one for each part of w, and its state is theirs.
    fn state_defaults(_: &Args, shapes: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        (shapes.len() == 1).then_some(&[])
    }

    fn python(args: &Args, place: &InPython) -> String {
        if place.shapes.len() == 1 {
            return format!("optimizer = {}", call("torch.optim.Adafactor", &["[w]"], arguments(args, &[])));
        }
        let more = [vec!["lr=lr".into()], arguments(args, &["lr"])].concat();
        on_parts(args, place.shapes, &["lr"], &call("torch.optim.Adafactor", &["self.parts"], more))
    }
}
