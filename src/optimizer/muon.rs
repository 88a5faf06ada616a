//! Muon: the momentum of a matrix, made orthogonal. Parameters that are no matrices are moved by AdamW.

use super::adamw::{self, AdamW};
use super::{
    Equation, GlobalRule, InPython, Integration, Objective, Requirements, Rule, Unsupported, Update, dim, equation,
    lerp, lr, on_parts,
};
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Muon",
    formula: r"W \leftarrow (1 - \eta\lambda)\, W - \eta r\, \mathrm{NS}(\mu B + (1 - \mu) \nabla L), \quad B \leftarrow \mu B + (1 - \mu) \nabla L, \quad \mathrm{NS}(X): X \leftarrow a X + (b X X^T + c (X X^T)^2) X",
    source: "torch.optim.Muon; Jordan et al., Muon: An Optimizer for Hidden Layers in Neural Networks, 2024",
    help: "For networks: steps that turn a layer's weights equally in all directions. Biases walk by AdamW at the same rate. PyTorch makes the steps in 16 bits, and differs from one processor to another; as here it does on those that multiply such numbers, but where a sum lies on a tie.",
    args: &[
        lr(0.02),
        Arg::number(
            "weight_decay",
            0.1,
            "How much of the weights each step takes away, times the rate. More pulls harder to zero.",
        )
        .within(Range::NOT_NEGATIVE),
        Arg::number("momentum", 0.95, "How long the average of the slope remembers. More remembers longer.")
            .within(Range::NOT_NEGATIVE),
        Arg::flag("nesterov", true, "Look ahead along the momentum before stepping."),
        Arg::triple(
            "ns_coefficients",
            [3.4445, -4.775, 2.0315],
            "a, b and c of the iteration that makes a matrix orthogonal.",
        ),
        Arg::number(
            "eps",
            1e-7,
            "The least size that a matrix is divided by before it is made orthogonal. More weakens small slopes.",
        )
        .within(Range::NOT_NEGATIVE)
        .log(),
        Arg::integer("ns_steps", 5.0, "Rounds of the iteration. More makes matrices more orthogonal.")
            .within(Range::between(0.0, 99.0)),
        Arg::choice(
            "adjust_lr_fn",
            &["original", "match_rms_adamw", "spectral_unclamped"],
            "How steps grow with the size of a matrix: by its shape, or so that a rate of AdamW suits. Rows are inputs here; those of PyTorch's nn.Linear are outputs, so that by shape its ratio is the inverse.",
        ),
    ],
    check: nothing_more,
};

#[derive(Clone)]
struct Given {
    weight_decay: f64,
    momentum: f64,
    nesterov: bool,
    coefficients: [f64; 3],
    eps: f64,
    ns_steps: usize,
    adjust: fn([f64; 2]) -> f64,
}

impl Given {
    fn new(args: &Args) -> Given {
        Given {
            weight_decay: args.number("weight_decay"),
            momentum: args.number("momentum"),
            nesterov: args.flag("nesterov"),
            coefficients: args.triple("ns_coefficients"),
            eps: args.number("eps"),
            ns_steps: args.integer("ns_steps"),
            adjust: match args.choice("adjust_lr_fn") {
                "original" => |[rows, columns]| (rows / columns).max(1.0).sqrt(),
                "match_rms_adamw" => |[rows, columns]| 0.2 * rows.max(columns).sqrt(),
                _ => |[rows, columns]| (rows / columns).sqrt(),
            },
        }
    }

    fn ratio(&self, [rows, columns]: [usize; 2]) -> f64 {
        (self.adjust)([rows as f64, columns as f64])
    }
}

/// The nearest number of bfloat16.
fn short(x: f32) -> f32 {
    let bits = x.to_bits();
    match x.is_finite() {
        true => f32::from_bits((bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000),
        false => x,
    }
}

/// A matrix row by row, made about orthogonal by Newton and Schulz's iteration in bfloat16, rounded where PyTorch rounds
/// on processors that multiply bfloat16 (AVX512-BF16): products are summed in 32 bits, two by two, the second first; what
/// the sum is added to comes in by a fused multiply-add before the last rounding.
fn orthogonal(matrix: &[f64], [rows, columns]: [usize; 2], given: &Given) -> Vec<f64> {
    let turned = rows > columns;
    let [m, n] = if turned { [columns, rows] } else { [rows, columns] };
    let place = |k: usize| if turned { k % n * m + k / n } else { k };
    let mut x: Vec<f32> = (0..m * n).map(|k| short(matrix[place(k)] as f32)).collect();
    let squares: f64 = x.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
    let norm = short(squares.sqrt() as f32).max(short(given.eps as f32));
    x.iter_mut().for_each(|x| *x = short(*x / norm));
    let [a, b, c] = given.coefficients.map(|coefficient| coefficient as f32);
    // Such a product is exact in 64 bits.
    let added =
        |x: f32, to: f32, by: f32, with: f32| short((f64::from(with * x) + f64::from(by) * f64::from(to)) as f32);
    let sum = |length: usize, product: &dyn Fn(usize) -> f32| {
        let pair =
            |sum: f32, i: usize| if i + 1 < length { sum + product(i + 1) + product(i) } else { sum + product(i) };
        (0..length).step_by(2).fold(0.0, pair)
    };
    // It is symmetric: a column is a row.
    let row_by_row = |x: &[f32], n: usize, k: usize| {
        let [one, other] = [k / m, k % m].map(|i| &x[i * n..(i + 1) * n]);
        sum(n, &|i| one[i] * other[i])
    };
    for _ in 0..given.ns_steps {
        let square: Vec<f32> = (0..m * m).map(|k| short(row_by_row(&x, n, k))).collect();
        let mixed: Vec<f32> = (0..m * m).map(|k| added(row_by_row(&square, m, k), square[k], b, c)).collect();
        let turned = |k: usize| sum(m, &|l| mixed[k / n * m + l] * x[l * n + k % n]);
        x = (0..m * n).map(|k| added(turned(k), x[k], a, 1.0)).collect();
    }
    let mut back = vec![0.0; m * n];
    (0..m * n).for_each(|k| back[place(k)] = f64::from(x[k]));
    back
}

#[derive(Clone)]
pub struct Muon {
    given: Given,
    shapes: Vec<Vec<usize>>,
    t: usize,
    /// The average of the gradient, and the last step at a rate of 1; of the matrices.
    average: Vec<f64>,
    step: Vec<f64>,
    /// Of the others.
    memory: Vec<<AdamW as Rule>::Memory>,
}

impl Muon {
    /// The numbers of parameters in each tensor, and its sides where it is a matrix.
    fn parts(shapes: &[Vec<usize>]) -> Vec<(std::ops::Range<usize>, Option<[usize; 2]>)> {
        let mut from = 0;
        let part = |shape: &Vec<usize>| {
            let own = from..from + shape.iter().product::<usize>();
            from = own.end;
            (own, <[usize; 2]>::try_from(&shape[..]).ok())
        };
        shapes.iter().map(part).collect()
    }

    fn is_matrix(&self, i: usize) -> Option<[usize; 2]> {
        Muon::parts(&self.shapes).into_iter().find(|(own, _)| own.contains(&i))?.1
    }

    fn adamw(t: usize) -> AdamW {
        let mut rule = adamw::by_default();
        rule.advance(t);
        rule
    }
}

impl GlobalRule for Muon {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        let zeros = vec![0.0; dim(shapes)];
        let memory = vec![Default::default(); dim(shapes)];
        let shapes = shapes.to_vec();
        Muon { given: Given::new(args), shapes, t: 0, average: zeros.clone(), step: zeros, memory }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, _: &dyn Objective) {
        self.t += 1;
        let adamw = Muon::adamw(self.t);
        let kept = self.given.momentum;
        for (own, sides) in Muon::parts(&self.shapes) {
            let Some(sides) = sides else {
                for i in own {
                    let [w, g, lr] = [params[i], gradient[i], lr].map(Lane::constant);
                    params[i] = adamw.update(w, g, &mut self.memory[i], lr)[0];
                }
                continue;
            };
            let average = &mut self.average[own.clone()];
            average.iter_mut().zip(&gradient[own.clone()]).for_each(|(b, &g)| *b = lerp(*b, g, 1.0 - kept));
            let ahead = average.iter().zip(&gradient[own.clone()]);
            let ahead: Vec<f64> =
                ahead.map(|(&b, &g)| if self.given.nesterov { lerp(g, b, kept) } else { b }).collect();
            let step = orthogonal(&ahead, sides, &self.given);
            let rate = lr * self.given.ratio(sides);
            for (w, step) in params[own.clone()].iter_mut().zip(&step) {
                *w = *w * (1.0 - lr * self.given.weight_decay) - rate * step;
            }
            self.step[own].copy_from_slice(&step);
        }
    }

    fn change(&mut self, args: &Args) {
        self.given = Given::new(args);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.given.momentum = momentum;
    }

    fn numbers(&self, i: usize) -> Vec<f64> {
        match self.is_matrix(i) {
            Some(_) => vec![self.average[i]],
            None => AdamW::numbers(&self.memory[i]),
        }
    }

    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation> {
        let Some(sides) = self.is_matrix(i) else {
            return Muon::adamw(self.t).explain(self.t, before, &self.numbers(i), update);
        };
        let ahead = if self.given.nesterov { "momentum × B + (1 − momentum) × slopes" } else { "B" };
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("weight_decay", self.given.weight_decay),
            ("momentum", self.given.momentum),
            ("b_old", before[0]),
            ("slope", update.gradient),
            ("r", self.given.ratio(sides)),
            ("o", self.step[i]),
        ];
        let o = Equation {
            symbols: format!("o = its part of {ahead} of the layer, made orthogonal"),
            numbers: crate::text::figures(self.step[i], super::DIGITS),
        };
        vec![
            equation("b = momentum × b_old + (1 − momentum) × slope", &numbers, self.average[i]),
            o,
            equation("w_new = (1 − η × weight_decay) × w_old − η × r × o", &numbers, update.new),
        ]
    }
}

impl Integration for Muon {
    /// It is made of PyTorch's, one for each part of w, and its state is theirs.
    fn state_defaults(_: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        None
    }

    fn python(args: &Args, place: &InPython) -> String {
        let matrices = "[part for part in self.parts if part.dim() == 2]";
        let others = "[part for part in self.parts if part.dim() != 2]";
        let more = [vec!["lr=lr".into(), "momentum=momentum".into()], arguments(args, &["lr", "momentum"])].concat();
        let muon = call("torch.optim.Muon", &[matrices], more);
        on_parts(args, place.shapes, &["lr", "momentum"], &format!("{muon}, torch.optim.AdamW({others}, lr=lr)"))
    }

    fn unsupported(objective: &Requirements) -> Option<Unsupported> {
        let any = objective.shapes.iter().any(|shape| shape.len() == 2);
        (!any).then_some(Unsupported {
            reason: "moves matrices, and this loss has none",
            remedy: "allowed here: any other optimizer, and Muon on mlp",
        })
    }
}
