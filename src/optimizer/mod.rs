//! The optimizers: one file each, and two lines beside the list below. Names, arguments and defaults are PyTorch's
//! (`torch.optim`).
//!
//! A [`Rule`] moves each parameter by itself, in lanes; a [`GlobalRule`] moves all parameters of a walk together.
//! [`Elementwise`] and [`Global`] make an [`Optimizer`] of them; [`Fast`] does for rules with [`FastPaths`].
//! [`Integration`] is what the rest of the engine is told of an optimizer.

mod arguments;
mod elementwise;
mod explain;
mod fast_paths;
mod global;
mod python;
mod terms;

pub use self::elementwise::{Elementwise, Fast, Rule, swap_remove};
pub use self::explain::{Equation, Update};
pub use self::fast_paths::{FastPaths, Kernel, Pairs};
pub use self::global::{Global, GlobalRule};
pub use self::python::InPython;

use self::arguments::*;
use self::explain::{DIGITS, equation, factor, line};
use self::python::{on_parts, optax};
use self::terms::*;
use crate::WHOLE;
use crate::number::Lane;
use crate::schema::python::{arguments, call};
use crate::schema::{Args, Entry, Listed};

/// The rates of walks side by side.
#[derive(Clone, Copy)]
pub struct Rates<'a> {
    /// One for each walk.
    pub each: &'a [Lane],
    /// Whether they are known to be all the same.
    pub same_for_all: bool,
}

/// Updates walks side by side. Parameters and gradients are walks × parameters.
pub trait Optimizer {
    /// Makes one update, given the gradients at `params`.
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], rates: Rates, objective: &dyn Objective);
    /// Forgets a walk; the last walk takes its place.
    fn retire(&mut self, walk: usize);
    /// Sets other arguments from the next step on; the state is kept.
    fn change(&mut self, args: &Args);
    /// Sets the momentum, or the first of the betas, for a scheduler that cycles it.
    fn set_momentum(&mut self, momentum: f64);
    /// Keeps its state, so that `state_unchanged` can compare; false where a step that leaves the state and the
    /// parameters as they are may be followed by another that does not.
    fn watch_for_rest(&mut self) -> bool {
        false
    }
    /// Whether its state of `walk` is what it was at `watch_for_rest`.
    fn state_unchanged(&self, _walk: usize) -> bool {
        false
    }
    /// The state of parameter `i` of the first walk.
    fn memory(&self, i: usize) -> Vec<f64>;
    /// The step just made, of parameter `i` of the first walk, as equations; `before` is the state before it.
    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation>;
}

/// What the gradients are of, for optimizers that ask for more than the gradient they are given.
pub trait Objective {
    /// The loss at the parameters `at`, over the samples that the given gradient is over; its gradient goes into
    /// `gradient`.
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64;
    /// Second derivatives over the whole data, row by row; none where they would take longer than a run.
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>>;
}

/// What the rest of the engine is told of an optimizer. Each answer has a default.
pub trait Integration {
    /// Whether its step in Python is given a function that takes the gradient anew.
    const CLOSURE: bool = false;
    /// The lines of Python that make it, on the parameters w.
    fn python(args: &Args, _: &InPython) -> String {
        format!("optimizer = {}", call(&format!("torch.optim.{}", args.name()), &["[w]"], arguments(args, &[])))
    }
    /// The names that PyTorch's state may lack where these arguments follow others of the same rule, on tensors of these
    /// shapes; none where a program in Python cannot change to it, or from it, in the middle of the walk.
    fn state_defaults(args: &Args, _shapes: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        args.entry().source.starts_with("torch.optim.").then_some(&[])
    }
    /// The same as arguments of scikit-learn's MLPClassifier, but for the rate; none where it has no such solver.
    fn solver(_: &Args) -> Option<Vec<String>> {
        None
    }
    /// The largest stable rate where the largest curvature is `lambda`; none where theory does not know it.
    fn stable(_: &Args, _lambda: f64) -> Option<StableRate> {
        None
    }
    /// Whether a step divides by its rate: one of 0 or below is then refused.
    fn divides_by_rate(_: &Args) -> bool {
        false
    }
    /// About how many numbers it carries from step to step, on a loss of `dim` parameters, after so many updates.
    fn state_size(_: &Args, dim: f64, _updates: f64) -> f64 {
        // No other rule keeps more for a parameter.
        4.0 * dim
    }
    /// About how many gradients a step takes, on a loss of `dim` parameters.
    fn gradients(_: &Args, _dim: usize) -> usize {
        1
    }
    /// Why it cannot walk on a loss, if it cannot.
    fn unsupported(_: &Requirements) -> Option<Unsupported> {
        None
    }
}

/// Why an optimizer cannot walk on a loss: after its name comes "which {reason}; {remedy}."
pub struct Unsupported {
    pub reason: &'static str,
    pub remedy: &'static str,
}

/// What an optimizer may need of a loss.
pub struct Requirements<'a> {
    /// The parameters as tensors, in order: `[n]` is a vector, `[m, n]` a matrix row by row.
    pub shapes: &'a [Vec<usize>],
    pub has_hessian: &'a dyn Fn() -> bool,
}

fn dim(shapes: &[Vec<usize>]) -> usize {
    shapes.iter().map(|shape| shape.iter().product::<usize>()).sum()
}

/// The largest rate at which steps around a minimum do not grow.
#[derive(Clone, Debug, PartialEq)]
pub struct StableRate {
    pub rate: f64,
    /// The rate in symbols, such as 2/λmax.
    pub formula: &'static str,
}

/// Lists the optimizers: for each the file, and the type in it that is built from the arguments. Those under `more` are
/// in the whole engine only; the one that a page opens with knows their names.
macro_rules! optimizers {
    (
        $d:tt opening: $($Drive:ident<$file:ident::$Type:ident>),*;
        more: $($MoreDrive:ident<$more:ident::$MoreType:ident>),* $(,)?
    ) => {
        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY,)* $(&$more::ENTRY.only_in_whole(),)*];

        /// Whether the engine a page opens with has it.
        pub fn in_core(entry: &Entry) -> bool {
            [$($file::ENTRY.name),*].contains(&entry.name)
        }

        /// Those that cannot walk on a loss, and why not.
        pub fn unsupported_on(objective: &Requirements) -> Vec<(&'static str, Unsupported)> {
            let all = [
                $(($file::ENTRY.name, $file::$Type::unsupported(objective)),)*
                $(($more::ENTRY.name, $more::$MoreType::unsupported(objective)),)*
            ];
            all.into_iter().filter_map(|(name, reason)| Some((name, reason?))).collect()
        }

        /// The optimizer of these arguments, for `walks` side by side on parameters of these shapes.
        pub fn build(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Box<dyn Optimizer> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new(<$Drive<$file::$Type>>::new(args, shapes, walks)),)*
                // A constant, so that the opening engine is compiled without what follows.
                name if !WHOLE => unreachable!("{name} is not in this engine"),
                $(
                    name if name == $more::ENTRY.name => Box::new(<$MoreDrive<$more::$MoreType>>::new(args, shapes, walks)),
                )*
                name => unreachable!("{name} is not in the list"),
            }
        }

        /// The expression for the type of that name.
        macro_rules! of {
            ($d args:expr, $d T:ident => $d value:expr) => {
                match $d args.name() {
                    $(
                        name if name == $file::ENTRY.name => {
                            type $d T = $file::$Type;
                            $d value
                        }
                    )*
                    name if !WHOLE => unreachable!("{name} is not in this engine"),
                    $(
                        name if name == $more::ENTRY.name => {
                            type $d T = $more::$MoreType;
                            $d value
                        }
                    )*
                    name => unreachable!("{name} is not in the list"),
                }
            };
        }
    };
}

mod adabelief;
mod adadelta;
mod adafactor;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod asgd;
mod dadapt_sgd;
mod lbfgs;
mod line_search;
mod lion;
mod muon;
mod nadam;
mod newton;
mod prodigy;
mod radam;
mod rmsprop;
mod rprop;
mod schedule_free_adamw;
mod schedule_free_sgd;
mod sgd;
mod yogi;

optimizers!($
    opening:
        Fast<sgd::Sgd>,
        Fast<adam::Adam>;
    more:
        Elementwise<adagrad::Adagrad>,
        Elementwise<rmsprop::RmsProp>,
        Elementwise<adadelta::Adadelta>,
        Elementwise<adamw::AdamW>,
        Elementwise<adamax::Adamax>,
        Elementwise<nadam::NAdam>,
        Elementwise<radam::RAdam>,
        Elementwise<asgd::Asgd>,
        Elementwise<rprop::Rprop>,
        Elementwise<lion::Lion>,
        Elementwise<adabelief::AdaBelief>,
        Elementwise<yogi::Yogi>,
        Elementwise<schedule_free_sgd::ScheduleFreeSgd>,
        Elementwise<schedule_free_adamw::ScheduleFreeAdamW>,
        Global<prodigy::Prodigy>,
        Global<dadapt_sgd::DAdaptSgd>,
        Global<adafactor::Adafactor>,
        Global<muon::Muon>,
        Global<lbfgs::Lbfgs>,
        Global<newton::Newton>,
);

pub fn listed() -> Vec<Listed> {
    ENTRIES.iter().map(|&entry| Listed { entry, in_core: in_core(entry), nests: false }).collect()
}

pub fn python(args: &Args, place: &InPython) -> String {
    of!(args, T => T::python(args, place))
}

pub fn state_defaults(args: &Args, shapes: &[Vec<usize>]) -> Option<&'static [&'static str]> {
    of!(args, T => T::state_defaults(args, shapes))
}

pub fn closure(args: &Args) -> bool {
    of!(args, T => T::CLOSURE)
}

pub fn solver(args: &Args) -> Option<Vec<String>> {
    of!(args, T => T::solver(args))
}

/// The largest stable rate on the whole loss, where theory knows it.
pub fn stable(args: &Args, lambda: f64) -> Option<StableRate> {
    of!(args, T => T::stable(args, lambda))
}

/// Whether a step divides by its rate.
pub fn divides_by_rate(args: &Args) -> bool {
    of!(args, T => T::divides_by_rate(args))
}

/// About how many numbers it carries from step to step, after so many updates.
pub fn state_size(args: &Args, dim: f64, updates: f64) -> f64 {
    of!(args, T => T::state_size(args, dim, updates))
}

/// About how many gradients a step takes.
pub fn gradients(args: &Args, dim: usize) -> usize {
    of!(args, T => T::gradients(args, dim))
}

/// Why it cannot walk there, if it cannot.
pub fn unsupported(args: &Args, objective: &Requirements) -> Option<Unsupported> {
    of!(args, T => T::unsupported(objective))
}

/// Whether a scheduler can cycle its momentum, or the first of its betas.
pub fn cycles_momentum(args: &Args) -> bool {
    args.entry().args.iter().any(|arg| ["momentum", "betas"].contains(&arg.name))
}
