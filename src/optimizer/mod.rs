//! The optimizers: each the rule for one step. One file an optimizer and one line in the list below. Names,
//! arguments and defaults are PyTorch's (`torch.optim`).
//!
//! A rule that moves each parameter by itself is a [`Rule`], written once for lanes; one that looks at all parameters of
//! a walk together is a [`Whole`]. `Each` and `Alone` make of them what walks: an [`Optimizer`].

mod alone;
mod each;

pub use alone::{Alone, Whole};
pub use each::{Each, Rule, retire};

use crate::catalogue::{Arg, Args, Default, Entry, Range};
use crate::number::Lane;
use crate::python::{arguments, call};
use serde::Serialize;

/// Updates walks that go side by side: the parameters of one walk after those of the other.
pub trait Optimizer {
    /// One update, given the slopes at `params` and each walk's current rate.
    fn step(&mut self, params: &mut [Lane], slope: &[Lane], lr: &[Lane], ground: &dyn Ground);
    /// The last walk takes the place of `walk`, which has ended.
    fn retire(&mut self, walk: usize);
    /// Other arguments from the next step on; what is remembered stays.
    fn change(&mut self, args: &Args);
    /// What a scheduler that cycles it sets: the momentum, or the first of the betas.
    fn set_momentum(&mut self, momentum: f64);
    /// Remembers what it carries, where a step that leaves that and the parameters alone will be followed by the same for
    /// ever; false where there is no such step.
    fn mark(&mut self) -> bool {
        false
    }
    /// Whether what it carries of `walk` is what it was when `mark` said true.
    fn unmoved(&self, _walk: usize) -> bool {
        false
    }
    /// What it carries for parameter `i` of the first walk from step to step.
    fn memory(&self, i: usize) -> Vec<f64>;
    /// The step just made as equations; `before` is the memory it started from.
    fn lines(&self, i: usize, before: &[f64], update: &Update) -> Vec<Line>;
}

/// What the slopes are of, for optimizers that look further than the slope they are given.
pub trait Ground {
    /// The loss at `at`, over what the given slope is over; its slope goes into `slope`.
    fn slope(&self, at: &[f64], slope: &mut [f64]) -> f64;
    /// Second derivatives over the whole data, row by row; none where they would take longer than a run.
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>>;
}

/// What is known of an optimizer beside its rule.
pub trait Known {
    /// The lines of Python that make it, on the parameters w.
    fn python(args: &Args) -> String {
        format!("optimizer = {}", call(&format!("torch.optim.{}", args.name()), &["[w]"], arguments(args, &[])))
    }
    /// What PyTorch's state lacks, by name, where these arguments are set on the way and others were before.
    fn remembered(_: &Args) -> &'static [&'static str] {
        &[]
    }
    /// The arguments of scikit-learn's MLPClassifier that say the same, the rate left out.
    fn solver(_: &Args) -> Option<Vec<String>> {
        None
    }
    /// The largest stable rate in a valley of curvature `lambda`, where theory knows it.
    fn stable(_: &Args, _lambda: f64) -> Option<Stable> {
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

/// βᵗ for each of two, from those of the step before; from scratch where the step before was another.
fn powers(betas: [f64; 2], last: [f64; 2], last_t: usize, t: usize) -> [f64; 2] {
    std::array::from_fn(|k| match last_t.wrapping_add(1) == t {
        true => last[k] * betas[k],
        false => libm::pow(betas[k], t as f64),
    })
}

/// The largest rate at which a valley of curvature `lambda` is left no further at each step than it was entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Stable {
    pub rate: f64,
    /// The rate in symbols, such as 2/λmax.
    pub formula: &'static str,
}

/// Lists the optimizers: for each the file, and the type in it that is built from the arguments. `more` are those the
/// page does not open with.
macro_rules! optimizers {
    (opening: $($Drive:ident<$file:ident::$Type:ident>),*; more: $($MoreDrive:ident<$more:ident::$MoreType:ident>),*;) => {
        $(mod $file;)*
        $(mod $more;)*

        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY,)* $(&$more::ENTRY,)*];

        /// For so many walks side by side.
        pub fn build(args: &Args, dim: usize, walks: usize) -> Box<dyn Optimizer> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new($Drive::<$file::$Type>::new(args, dim, walks)),)*
                $(
                    #[cfg(feature = "whole")]
                    name if name == $more::ENTRY.name => Box::new($MoreDrive::<$more::$MoreType>::new(args, dim, walks)),
                )*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn python(args: &Args) -> String {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::python(args),)*
                $(name if name == $more::ENTRY.name => $more::$MoreType::python(args),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn remembered(args: &Args) -> &'static [&'static str] {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::remembered(args),)*
                $(name if name == $more::ENTRY.name => $more::$MoreType::remembered(args),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn solver(args: &Args) -> Option<Vec<String>> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::solver(args),)*
                $(name if name == $more::ENTRY.name => $more::$MoreType::solver(args),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        /// The largest stable rate on the whole loss, where theory knows it.
        pub fn stable(args: &Args, lambda: f64) -> Option<Stable> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::stable(args, lambda),)*
                $(name if name == $more::ENTRY.name => $more::$MoreType::stable(args, lambda),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

optimizers!(
    opening: Each<sgd::Sgd>, Each<adam::Adam>;
    more: ;
);
