//! The schedulers: the learning rate as a function of progress. One file a scheduler and one line in the list below.
//! Names, arguments and defaults are PyTorch's (`torch.optim.lr_scheduler`), or scikit-learn's where it has the rule.

use crate::catalogue::{Args, Entry};
use crate::experiment::Hiker;
use crate::number::Lane;
use crate::python::{arguments, call};

pub trait Scheduler {
    /// The advance number `t` of walks side by side: `rates` are those before it (at t = 0, which comes first, those
    /// they start from) and become those after it. Asked in order: t = 0, 1, 2, …
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &Now);
    /// What it sets the momentum to (or the first of the betas), where it cycles that too.
    fn momentum(&self) -> Option<f64> {
        None
    }
    /// The last walk takes the place of `walk`, which has ended.
    fn retire(&mut self, _walk: usize) {}
    /// Whether the rates stay as they are for ever.
    fn constant(&self) -> bool {
        false
    }
}

/// What a scheduler may look at.
pub struct Now<'a> {
    /// The rates the walks started with.
    pub base: &'a [Lane],
    /// The losses that the slopes of the last update were those of.
    pub loss: &'a [Lane],
}

impl Now<'_> {
    /// Rates that are so many times those at the start.
    fn times(&self, factor: f64, rates: &mut [Lane]) {
        rates.iter_mut().zip(self.base).for_each(|(rate, &base)| *rate = base * factor);
    }
}

/// What is known of a scheduler beside its rule.
pub trait Known {
    /// What makes it in Python, from the rate `base`, for the optimizer of that name; none where none is needed.
    fn python(args: &Args, _base: f64) -> Option<String> {
        let name = format!("torch.optim.lr_scheduler.{}", args.name());
        Some(call(&name, &["optimizer"], arguments(args, &[])))
    }
    /// The arguments of scikit-learn's SGD estimators with the penalty `alpha` that say the same of samples one by one.
    fn estimator(_: &Hiker, _alpha: f64) -> Option<Vec<String>> {
        None
    }
}

/// Lists the schedulers: for each the file, and the type in it that is built from the arguments.
macro_rules! schedulers {
    ($($file:ident::$Type:ident),* $(,)?) => {
        $(mod $file;)*

        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY),*];

        pub fn build(args: &Args) -> Box<dyn Scheduler> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new($file::$Type::new(args)),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn python(args: &Args, base: f64) -> Option<String> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::python(args, base),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn estimator(hiker: &Hiker, alpha: f64) -> Option<Vec<String>> {
            match hiker.scheduler.name() {
                $(name if name == $file::ENTRY.name => $file::$Type::estimator(hiker, alpha),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

schedulers!(
    constant::Constant,
    reduced::Reduced,
    exponential::Exponential,
    polynomial::Polynomial,
    linear::Linear,
    step::Step,
    invscaling::InvScaling,
    optimal::Optimal,
);
