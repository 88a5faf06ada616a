//! ScheduleFreeSGD: descent whose gradients are taken between the walk and its average, in place of a falling rate.

use super::{Equation, InPython, Integration, Pull, Rule, Update, WEIGHT_DECAY, equation, lr, power};
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ScheduleFreeSGD",
    formula: r"z \leftarrow z - \eta \nabla L(w), \quad x \leftarrow (1 - c)\, x + c z, \quad w = (1 - \beta)\, z + \beta x",
    source: "schedulefree.SGDScheduleFree; Defazio et al., The Road Less Scheduled, 2024",
    help: "Averages its own walk, so that no schedule is needed. What walks here is the point where it takes slopes, in training.",
    args: &[
        lr(0.1),
        Arg::number("momentum", 0.9, "How near the average slopes are taken. More is nearer.")
            .within(Range { above_min: true, ..Range::FRACTION }),
        WEIGHT_DECAY,
        WARMUP_STEPS,
        R,
        WEIGHT_LR_POWER,
    ],
    check: nothing_more,
};

pub const WARMUP_STEPS: Arg =
    Arg::integer("warmup_steps", 0.0, "Steps in which the rate grows to its full height. More begins gentler.")
        .within(Range::NOT_NEGATIVE);
pub const R: Arg =
    Arg::number("r", 0.0, "The power with which later steps weigh more in the average. More forgets the first ones.");
pub const WEIGHT_LR_POWER: Arg =
    Arg::number("weight_lr_power", 2.0, "The power of the rate in the weight of a step. More lets warm-up count less.")
        .initially(Default::Number(2.0));

/// How the walk is averaged.
pub struct Averager {
    warmup_steps: f64,
    r: f64,
    weight_lr_power: f64,
    /// How much of the rate there is.
    warm: f64,
    /// What the step weighs by its number.
    late: f64,
}

/// The walk that is averaged, what all its steps weigh, and the largest rate so far.
#[derive(Clone, Copy, std::default::Default, PartialEq)]
pub struct Walked {
    pub z: Lane,
    weight: Lane,
    lr_max: Lane,
}

impl Averager {
    pub fn new(args: &Args) -> Averager {
        Averager {
            warmup_steps: args.number("warmup_steps"),
            r: args.number("r"),
            weight_lr_power: args.number("weight_lr_power"),
            warm: 1.0,
            late: 1.0,
        }
    }

    pub fn advance(&mut self, t: usize) {
        let t = t as f64;
        self.warm = if t <= self.warmup_steps { t / self.warmup_steps } else { 1.0 };
        self.late = libm::pow(t, self.r);
    }

    pub fn rate<R: Real>(&self, lr: R) -> R {
        lr * self.warm
    }

    /// The point between gradients and average after the step `direction` of `walked.z`; `kept` is the momentum.
    #[inline(always)]
    pub fn step(&self, w: Lane, direction: Lane, walked: &mut Walked, lr: Lane, kept: f64) -> Lane {
        let rate = self.rate(lr);
        let zero = Lane::zero();
        walked.lr_max = rate.max(walked.lr_max);
        let square = self.weight_lr_power == 2.0;
        let high = if square { walked.lr_max.square() } else { power(walked.lr_max, self.weight_lr_power) };
        let weight = high * self.late;
        walked.weight = walked.weight + weight;
        let c = zero.where_less(walked.weight, weight / walked.weight, zero);
        let y = w + (walked.z - w) * c + rate * ((-c + 1.0) * kept - 1.0) * direction;
        walked.z = walked.z - rate * direction;
        y
    }

    /// The equations of `step`, whose direction is called `symbol`.
    pub fn explain(
        &self,
        lines: &mut Vec<Equation>,
        (symbol, direction): (&str, f64),
        [z_old, weight_old]: [f64; 2],
        [z, weight]: [f64; 2],
        update: &Update,
        (name, kept): (&str, f64),
    ) {
        let numbers = [
            ("w_old", update.old),
            ("η", update.lr),
            ("ηₜ", self.rate(update.lr)),
            (symbol, direction),
            ("z_old", z_old),
            ("weight", weight - weight_old),
            ("weights", weight),
            ("c", if weight > 0.0 { (weight - weight_old) / weight } else { 0.0 }),
            (name, kept),
            ("warm", self.warm),
        ];
        let mut say = |symbols: &str, result: f64| lines.push(equation(symbols, &numbers, result));
        if self.warm != 1.0 {
            say("ηₜ = η × warm", self.rate(update.lr));
        }
        say("c = weight ÷ weights", if weight > 0.0 { (weight - weight_old) / weight } else { 0.0 });
        let rate = if self.warm != 1.0 { "ηₜ" } else { "η" };
        say(&format!("w_new = w_old + c × (z_old − w_old) − {rate} × (1 − {name} × (1 − c)) × {symbol}"), update.new);
        say(&format!("z = z_old − {rate} × {symbol}"), z);
    }

    pub fn numbers(walked: &Walked) -> Vec<f64> {
        vec![walked.z[0], walked.weight[0]]
    }
}

pub struct ScheduleFreeSgd {
    momentum: f64,
    pull: Pull,
    averager: Averager,
    first: bool,
}

impl Rule for ScheduleFreeSgd {
    type Memory = Walked;

    fn new(args: &Args) -> Self {
        ScheduleFreeSgd {
            momentum: args.number("momentum"),
            pull: Pull { maximize: false, weight_decay: args.number("weight_decay") },
            averager: Averager::new(args),
            first: true,
        }
    }

    fn advance(&mut self, t: usize) {
        self.first = t == 1;
        self.averager.advance(t);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.momentum = momentum;
    }

    #[inline(always)]
    fn update(&self, w: Lane, gradient: Lane, walked: &mut Walked, lr: Lane) -> Lane {
        if self.first {
            walked.z = w;
        }
        self.averager.step(w, self.pull.of(w, gradient), walked, lr, self.momentum)
    }

    fn numbers(walked: &Walked) -> Vec<f64> {
        Averager::numbers(walked)
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let mut lines = vec![];
        let direction = self.pull.explain(update, &mut lines);
        let before = if t == 1 { [update.old, 0.0] } else { [before[0], before[1]] };
        let kept = ("momentum", self.momentum);
        self.averager.explain(&mut lines, direction, before, [after[0], after[1]], update, kept);
        lines
    }
}

impl Integration for ScheduleFreeSgd {
    fn python(args: &Args, _: &InPython) -> String {
        in_training(&call("schedulefree.SGDScheduleFree", &["[w]"], arguments(args, &[])))
    }
}

/// Walking, not looked at: its parameters are then the points where gradients are taken.
pub fn in_training(optimizer: &str) -> String {
    format!("optimizer = {optimizer}\noptimizer.train()")
}
