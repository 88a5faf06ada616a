//! Prodigy: Adam that finds its rate by how far it has come from the start.

use super::{Equation, GlobalRule, InPython, Integration, Objective, Update, WEIGHT_DECAY, betas, dim, equation, lr};
use crate::schema::python::{arguments, call};
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Prodigy",
    formula: r"w \leftarrow w - \eta d\,\frac{m}{\sqrt v + d \epsilon}, \quad d \leftarrow \max\left(d, \frac{r}{\lVert s \rVert_1}\right), \quad r \leftarrow \beta_3 r + \tfrac{\eta d^2}{d_0} \langle \nabla L, w_0 - w \rangle, \quad s \leftarrow \beta_3 s + \tfrac{\eta d^2}{d_0} \nabla L",
    source: "prodigyopt.Prodigy; Mishchenko and Defazio, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, 2024",
    help: "Finds its own rate: it estimates how far the valley is and grows until it takes such steps. Leave the rate at 1.",
    args: &[
        lr(1.0),
        betas([0.9, 0.999]),
        Arg::number("beta3", 0.0, "How long the estimate of the distance remembers; left out, the root of the second beta. More remembers longer.")
            .open()
            .left_out("√β₂")
            .within(Range::FRACTION),
        Arg::number("eps", 1e-8, "Keeps the division from exploding where slopes vanish. More shortens the steps there.")
            .within(Range::POSITIVE)
            .log(),
        WEIGHT_DECAY,
        Arg::flag("decouple", true, "Weight decay apart from the slope, as AdamW has it."),
        Arg::flag("use_bias_correction", false, "Make up for the averages' start at zero, as Adam does: the rate warms up slowly."),
        Arg::flag("safeguard_warmup", false, "Keep the rate out of the estimate, so that warm-up does not mislead it."),
        D0,
        Arg::number("d_coef", 1.0, "The estimated distance is taken so many times. More takes longer steps."),
        GROWTH_RATE,
    ],
    check: nothing_more,
};

pub const D0: Arg = Arg::number("d0", 1e-6, "The distance it begins with. Too much cannot be taken back.")
    .within(Range::POSITIVE)
    .log();
pub const GROWTH_RATE: Arg = Arg::number(
    "growth_rate",
    1.0,
    "The most the distance grows by in a step; left out, without end. Less grows slower.",
)
.open()
.left_out("no end")
.within(Range::from(1.0));

#[derive(Clone)]
struct Given {
    betas: [f64; 2],
    beta3: f64,
    eps: f64,
    weight_decay: f64,
    decouple: bool,
    use_bias_correction: bool,
    safeguard_warmup: bool,
    d0: f64,
    d_coef: f64,
    growth_rate: f64,
}

impl Given {
    fn new(args: &Args) -> Given {
        let betas = args.pair("betas");
        Given {
            betas,
            beta3: args.optional("beta3").unwrap_or(betas[1].sqrt()),
            eps: args.number("eps"),
            weight_decay: args.number("weight_decay"),
            decouple: args.flag("decouple"),
            use_bias_correction: args.flag("use_bias_correction"),
            safeguard_warmup: args.flag("safeguard_warmup"),
            d0: args.number("d0"),
            d_coef: args.number("d_coef"),
            growth_rate: args.optional("growth_rate").unwrap_or(f64::INFINITY),
        }
    }
}

#[derive(Clone)]
pub struct Prodigy {
    given: Given,
    /// Steps made.
    k: usize,
    /// The distance, and the largest estimate of it so far.
    d: f64,
    d_max: f64,
    numerator: f64,
    /// The rate of the last step.
    rate: f64,
    start: Vec<f64>,
    m: Vec<f64>,
    v: Vec<f64>,
    s: Vec<f64>,
}

impl GlobalRule for Prodigy {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        let given = Given::new(args);
        let zeros = vec![0.0; dim(shapes)];
        let d = given.d0;
        Prodigy {
            given,
            k: 0,
            d,
            d_max: d,
            numerator: 0.0,
            rate: 0.0,
            start: vec![],
            m: zeros.clone(),
            v: zeros.clone(),
            s: zeros,
        }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, _: &dyn Objective) {
        let Given { betas: [beta1, beta2], beta3, d0, weight_decay, decouple, .. } = self.given;
        if self.start.is_empty() {
            self.start = params.to_vec();
        }
        // A step without a rate counts as none, as the first of a warm-up from 0.
        if lr <= 0.0 {
            self.rate = 0.0;
            return;
        }
        let d = self.d;
        let t = (self.k + 1) as f64;
        let correction = match self.given.use_bias_correction {
            true => (1.0 - libm::pow(beta2, t)).sqrt() / (1.0 - libm::pow(beta1, t)),
            false => 1.0,
        };
        let rate = d * lr * correction;
        self.rate = rate;
        let g = |w: f64, gradient: f64| if decouple { gradient } else { gradient + weight_decay * w };
        let (mut along, mut size) = (0.0, 0.0);
        for (i, (&w, &gradient)) in params.iter().zip(gradient).enumerate() {
            let g = g(w, gradient);
            along += g * (self.start[i] - w);
            self.m[i] = self.m[i] * beta1 + g * (d * (1.0 - beta1));
            self.v[i] = self.v[i] * beta2 + d * d * (1.0 - beta2) * g * g;
            self.s[i] = self.s[i] * beta3 + g * (d / d0 * if self.given.safeguard_warmup { d } else { rate });
            size += self.s[i].abs();
        }
        if size == 0.0 {
            return;
        }
        self.numerator = self.numerator * beta3 + d / d0 * rate * along;
        let estimate = self.given.d_coef * self.numerator / size;
        if d == d0 && estimate > d {
            self.d = estimate;
        }
        if estimate > self.d_max {
            self.d_max = estimate;
        }
        self.d = self.d_max.min(self.d * self.given.growth_rate);
        for (i, (w, &gradient)) in params.iter_mut().zip(gradient).enumerate() {
            let g = g(*w, gradient);
            if decouple {
                *w -= weight_decay * rate * *w;
            }
            let step = if beta1 > 0.0 { rate * self.m[i] } else { rate * self.d * g };
            *w -= step / (self.v[i].sqrt() + self.d * self.given.eps);
        }
        self.k += 1;
    }

    fn change(&mut self, args: &Args) {
        self.given = Given::new(args);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.given.betas[0] = momentum;
    }

    fn numbers(&self, i: usize) -> Vec<f64> {
        vec![self.m[i], self.v[i], self.d]
    }

    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation> {
        if update.lr <= 0.0 {
            return vec![equation("w_new = w_old", &[("w_old", update.old)], update.new)];
        }
        let [beta1, beta2] = self.given.betas;
        let g = match self.given.decouple {
            true => update.gradient,
            false => update.gradient + self.given.weight_decay * update.old,
        };
        let correction = self.rate / (before[2] * update.lr);
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("β₁", beta1),
            ("β₂", beta2),
            ("m_old", before[0]),
            ("v_old", before[1]),
            ("d_old", before[2]),
            ("slope", update.gradient),
            ("g", g),
            ("m", self.m[i]),
            ("v", self.v[i]),
            ("d", self.d),
            ("correction", correction),
            ("rate", self.rate),
            ("ε", self.given.eps),
            ("weight_decay", self.given.weight_decay),
        ];
        let mut lines = vec![];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        let decays = self.given.weight_decay != 0.0;
        let symbol = if decays && !self.given.decouple { "g" } else { "slope" };
        if symbol == "g" {
            say("g = slope + weight_decay × w_old", g);
        }
        let corrected = if self.given.use_bias_correction { " × correction" } else { "" };
        say(&format!("rate = η × d_old{corrected}"), self.rate);
        say(&format!("m = β₁ × m_old + (1 − β₁) × d_old × {symbol}"), self.m[i]);
        say(&format!("v = β₂ × v_old + (1 − β₂) × d_old² × {symbol}²"), self.v[i]);
        let decayed = if decays && self.given.decouple { "(1 − rate × weight_decay) × w_old" } else { "w_old" };
        let moved = if beta1 > 0.0 { "m".into() } else { format!("d × {symbol}") };
        say(&format!("w_new = {decayed} − rate × {moved} ÷ (√v + d × ε)"), update.new);
        lines
    }
}

impl Integration for Prodigy {
    fn python(args: &Args, _: &InPython) -> String {
        format!("optimizer = {}", call("prodigyopt.Prodigy", &["[w]"], arguments(args, &[])))
    }
}
