//! The optimizers: each the rule for one step. One file an optimizer and one line in the list below. Names,
//! arguments and defaults are PyTorch's (`torch.optim`).

use crate::catalogue::{Arg, Args, Default, Entry, Range};
use crate::number::Lane;
use crate::python::{arguments, call};
use serde::Serialize;

pub trait Optimizer {
    /// One update of `params`, given the slope there and the current rate.
    fn step(&mut self, params: &mut [Lane], slope: &[Lane], lr: Lane);
}

/// What an optimizer can tell of the step it has just made, one parameter at a time.
pub trait Arithmetic: Optimizer {
    /// What it carries for parameter `i` from step to step.
    fn memory(&self, i: usize) -> Vec<f64>;
    /// The step as equations; `before` is the memory it started from.
    fn lines(&self, i: usize, before: &[f64], update: &Update) -> Vec<Line>;
    /// The lines of Python that make it, on the parameters w.
    fn python(args: &Args) -> String
    where
        Self: Sized,
    {
        format!("optimizer = {}", call(&format!("torch.optim.{}", args.name()), &["[w]"], arguments(args, &[])))
    }
    /// The arguments of scikit-learn's MLPClassifier that say the same, the rate left out.
    fn solver(_: &Args) -> Option<Vec<String>>
    where
        Self: Sized,
    {
        None
    }
}

/// One update of one parameter.
pub struct Update {
    pub old: f64,
    pub slope: f64,
    pub lr: f64,
    pub new: f64,
}

/// One equation: in symbols, and the same with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    pub symbols: String,
    pub numbers: String,
}

/// Significant digits of the numbers in the arithmetic.
const DIGITS: usize = 6;

/// An equation from its symbols, its right side and its result; the side is written by `factor`s.
fn line(symbols: &str, side: String, result: f64) -> Line {
    Line { symbols: symbols.into(), numbers: format!("{side} = {}", crate::text::figures(result, DIGITS)) }
}

fn factor(x: f64) -> String {
    crate::text::factor(x, DIGITS)
}

/// The argument all optimizers share. Its upper end is open: being wrong is what the playground is for.
const fn lr(initial: f64) -> Arg {
    Arg::number("lr", 0.0, "The learning rate: how long a step is for a given slope.")
        .required()
        .within(Range::POSITIVE)
        .initially(Default::Number(initial))
        .log()
}

const WEIGHT_DECAY: Arg = Arg::number("weight_decay", 0.0, "Adds a pull towards zero, in proportion to the parameter.")
    .within(Range::NOT_NEGATIVE);

/// The largest rate at which a valley of curvature `lambda` is left no further at each step than it was entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Stable {
    pub rate: f64,
    /// The rate in symbols, such as 2/λmax.
    pub formula: &'static str,
}

/// Lists the optimizers: for each the file, and the type in it that is built from the arguments.
macro_rules! optimizers {
    ($($file:ident::$Type:ident),* $(,)?) => {
        $(mod $file;)*

        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY),*];

        pub fn build(args: &Args, dim: usize) -> Box<dyn Arithmetic> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new($file::$Type::new(args, dim)),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn python(args: &Args) -> String {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::python(args),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn solver(args: &Args) -> Option<Vec<String>> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::solver(args),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        /// The largest stable rate on the whole loss, where theory knows it.
        pub fn stable(args: &Args, lambda: f64) -> Option<Stable> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::stable(args, lambda),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

optimizers!(sgd::Sgd, adam::Adam,);
