//! Up and down between two rates, again and again.

use super::{Handle, Integration, ScheduleContext, Scheduler, Start, StepContext, Written, within};
use crate::number::Lane;
use crate::schema::python::{arguments, call, float};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "CyclicLR",
    formula: r"\eta_t = \eta_{base} + (\eta_{max} - \eta_{base})\,x_t\,f_t, \quad x_t \text{ from 0 to 1 and back}",
    source: "torch.optim.lr_scheduler.CyclicLR; Smith, Cyclical Learning Rates for Training Neural Networks, 2017",
    help: "Up and down between two rates. With base_lr and max_lr left out, lr is the upper one; given, lr has no effect.",
    args: &[
        Arg::number("base_lr", 0.0, "The lower rate. Left out: a twenty-fifth of lr.").open().left_out("lr / 25"),
        Arg::number("max_lr", 0.0, "The upper rate. Left out: lr, so that the slider moves it.").open().left_out("lr"),
        Arg::integer("step_size_up", 2000.0, "Steps from the lower rate to the upper. More makes longer cycles.")
            .within(Range::from(1.0))
            .initially(Default::Number(10.0)),
        Arg::integer("step_size_down", 0.0, "Steps back down. Left out: as many as up.")
            .within(Range::from(0.0))
            .open()
            .left_out("as up"),
        Arg::choice(
            "mode",
            &["triangular", "triangular2", "exp_range"],
            "All cycles alike, each half as high as the one before it, or lower by gamma at each step.",
        ),
        Arg::number("gamma", 1.0, "Of exp_range: what each step multiplies the height of the cycle by."),
        CYCLE_MOMENTUM,
        Arg::number("base_momentum", 0.8, "The momentum where the rate is highest."),
        Arg::number("max_momentum", 0.9, "The momentum where the rate is lowest."),
    ],
    check: nothing_more,
};

pub const CYCLE_MOMENTUM: Arg =
    // Some optimizers have no momentum to move.
    Arg::flag("cycle_momentum", true, "Move the momentum (or the first of the betas) against the rate.")
            .initially(Default::Flag(false));

/// A rate that is given, or else a part of the hiker's.
pub fn given_or(args: &Args, name: &str, part: f64) -> Start {
    args.optional(name).map_or(Start::Part(part), Start::Fixed)
}

/// The lowest and the highest momentum, where it is cycled.
pub fn momenta(args: &Args) -> Option<[f64; 2]> {
    args.flag("cycle_momentum").then(|| ["base_momentum", "max_momentum"].map(|name| args.number(name)))
}

fn base(args: &Args) -> Start {
    given_or(args, "base_lr", 25.0)
}

fn max(args: &Args) -> Start {
    given_or(args, "max_lr", 1.0)
}

pub struct Cyclic {
    base: Start,
    max: Start,
    length: f64,
    /// How much of a cycle goes up.
    up: f64,
    mode: Mode,
    /// Lowest and highest, where it cycles the momentum too.
    momenta: Option<[f64; 2]>,
    momentum: Option<f64>,
    /// The rate that its making leaves: there PyTorch does not know base_lr yet. None once it is made.
    made: Option<Start>,
}

enum Mode {
    Alike,
    Halved,
    Exponential(f64),
}

impl Cyclic {
    pub fn new(args: &Args, context: &ScheduleContext) -> Cyclic {
        let up = args.number("step_size_up");
        let length = up + args.optional("step_size_down").unwrap_or(up);
        let mode = match args.choice("mode") {
            "triangular" => Mode::Alike,
            "triangular2" => Mode::Halved,
            _ => Mode::Exponential(args.number("gamma")),
        };
        Cyclic {
            base: base(args),
            max: max(args),
            length,
            up: up / length,
            mode,
            momenta: momenta(args),
            momentum: None,
            made: Some(Cyclic::start(args, context)),
        }
    }
}

impl Scheduler for Cyclic {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        let cycles = t as f64 / self.length;
        let cycle = (1.0 + cycles).floor();
        let x = 1.0 + cycles - cycle;
        let height = if x <= self.up { x / self.up } else { (x - 1.0) / (self.up - 1.0) };
        let part = match self.mode {
            Mode::Alike => 1.0,
            Mode::Halved => 1.0 / libm::pow(2.0, cycle - 1.0),
            Mode::Exponential(gamma) => libm::pow(gamma, t as f64),
        };
        for (rate, &lr) in rates.iter_mut().zip(now.lr) {
            let [base, max] = [self.base, self.max].map(|start| start.of_lane(lr));
            *rate = base + (max - base) * height * part;
        }
        if let Some(start) = self.made.take() {
            rates.iter_mut().zip(now.lr).for_each(|(rate, &lr)| *rate = start.of_lane(lr));
        }
        self.momentum = self.momenta.map(|[low, high]| high - (high - low) * height * part);
    }

    fn momentum(&self) -> Option<f64> {
        self.momentum
    }
}

impl Integration for Cyclic {
    fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
        let rates = [("base_lr", base(args)), ("max_lr", max(args))];
        let mut all: Vec<String> =
            rates.iter().map(|(name, start)| format!("{name}={}", float(start.of(context.lr)))).collect();
        all.extend(arguments(args, &["base_lr", "max_lr"]));
        Some(call("torch.optim.lr_scheduler.CyclicLR", &["optimizer"], all))
    }

    /// The first that is made sets the rate before it is kept as the initial one.
    fn start(args: &Args, context: &ScheduleContext) -> Start {
        context.kept.unwrap_or(base(args))
    }

    fn write(args: &Args, written: &mut Written) {
        written.momenta = momenta(args).or(written.momenta);
    }

    fn cycles_momentum(args: &Args) -> bool {
        args.flag("cycle_momentum")
    }

    /// What the slider moves no handle does.
    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let [low, high] = [base(args), max(args)].map(|start| start.of(context.lr));
        let up = args.number("step_size_up");
        let down = up + args.optional("step_size_down").unwrap_or(up);
        let peak = match max(args) {
            Start::Fixed(_) => Handle::both("step_size_up, max_lr", up, high),
            Start::Part(_) => Handle::across("step_size_up", up, Some(high)),
        };
        let valley = match base(args) {
            Start::Fixed(_) => Handle::both("step_size_down, base_lr", down, low),
            Start::Part(_) => Handle::across("step_size_down", down, Some(low)),
        };
        vec![peak, valley]
    }

    fn dragged(args: &Args, _: &ScheduleContext, handle: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        let (length, name, at) = match handle {
            0 => ("step_size_up", "max_lr", at),
            _ => ("step_size_down", "base_lr", at - args.number("step_size_up")),
        };
        let mut changed = vec![within(args, length, at)];
        if args.given(name).is_some() {
            changed.push(within(args, name, rate));
        }
        changed
    }
}
