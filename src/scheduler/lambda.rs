//! A factor of the rate typed by the reader, as a formula of the step.

use super::{Integration, ScheduleContext, Scheduler, StepContext};
use crate::formula::{Formula, Tape};
use crate::number::{Lane, Real};
use crate::schema::python::{call, float};
use crate::schema::{Arg, Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "LambdaLR",
    formula: r"\eta_t = \eta_0\,\lambda(t)",
    source: "torch.optim.lr_scheduler.LambdaLR",
    help: "The rate times a formula of the step t of one's own; each other letter in it becomes a number to choose.",
    args: &[lr_lambda(
        "0.95^t",
        "What the rate is multiplied by at step t: + - * / ^, exp ln log10 sqrt abs sin cos tan sinh cosh tanh asin acos atan min max, pi, e.",
    )],
    check: nothing_more,
};

const LR_LAMBDA: &str = "lr_lambda";
const VARIABLES: &[&str] = &["t"];

pub const fn lr_lambda(initial: &'static str, help: &'static str) -> Arg {
    Arg::formula(LR_LAMBDA, VARIABLES, initial, help)
}

fn parsed(args: &Args) -> Formula {
    let read = Formula::parse(args.text(LR_LAMBDA), VARIABLES, &[]);
    read.expect("parse checked it")
}

/// The formula as it is worked out.
pub struct Typed(Tape);

impl Typed {
    pub fn new(args: &Args) -> Typed {
        let parameters: Vec<f64> = args.parameters().iter().map(|(_, x)| *x).collect();
        Typed(parsed(args).tape(&parameters))
    }

    pub fn at(&self, t: usize) -> f64 {
        self.0.value(&[Lane::constant(t as f64)])[0]
    }
}

/// The scheduler of PyTorch's of that name, with the formula as a function of plain numbers.
pub fn in_python(args: &Args) -> String {
    let mut body = parsed(args).python();
    // Written for tensors.
    for (tensor, plain) in [
        ("torch.tensor(", "("),
        ("torch.minimum(", "min("),
        ("torch.maximum(", "max("),
        ("torch.abs(", "abs("),
        ("torch.", "math."),
    ] {
        body = body.replace(tensor, plain);
    }
    let numbers =
        args.parameters().iter().map(|(name, x)| format!(", {}={}", crate::formula::python_name(name), float(*x)));
    let function = format!("lambda t{}: {body}", numbers.collect::<String>());
    call(&format!("torch.optim.lr_scheduler.{}", args.name()), &["optimizer", &function], vec![])
}

pub struct Lambda(Typed);

impl Lambda {
    pub fn new(args: &Args, _: &ScheduleContext) -> Lambda {
        Lambda(Typed::new(args))
    }
}

impl Scheduler for Lambda {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        let factor = self.0.at(t);
        rates.iter_mut().zip(now.base).for_each(|(rate, &base)| *rate = base * factor);
    }
}

impl Integration for Lambda {
    const GOES_ON: bool = true;

    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        Some(in_python(args))
    }
}
