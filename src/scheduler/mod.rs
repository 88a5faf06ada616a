//! The schedulers: the learning rate as a function of progress. One file a scheduler and one line in the list below.
//! Names, arguments and defaults are PyTorch's (`torch.optim.lr_scheduler`), or scikit-learn's where it has the rule.

use crate::catalogue::{Args, Entry};
use crate::experiment::Hiker;
use crate::number::Real;
use crate::python::{arguments, call};

pub trait Scheduler<R: Real> {
    /// The rate after `t` advances, from the rate `base` it started with. Asked in order: t = 0, 1, 2, …
    fn rate(&mut self, base: R, t: usize) -> R;
    /// What makes it in Python, from the rate `base`, for the optimizer of that name; none where none is needed.
    fn python(args: &Args, _base: f64) -> Option<String>
    where
        Self: Sized,
    {
        let name = format!("torch.optim.lr_scheduler.{}", args.name());
        Some(call(&name, &["optimizer"], arguments(args, &[])))
    }
    /// The arguments of scikit-learn's SGD estimators with the penalty `alpha` that say the same of samples one by one.
    fn estimator(_: &Hiker, _alpha: f64) -> Option<Vec<String>>
    where
        Self: Sized,
    {
        None
    }
}

/// Lists the schedulers: for each the file, and the type in it that is built from the arguments.
macro_rules! schedulers {
    ($($file:ident::$Type:ident),* $(,)?) => {
        $(mod $file;)*

        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY),*];

        pub fn build<R: Real>(args: &Args) -> Box<dyn Scheduler<R>> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new($file::$Type::new(args)),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn python(args: &Args, base: f64) -> Option<String> {
            match args.name() {
                $(name if name == $file::ENTRY.name => <$file::$Type as Scheduler<f64>>::python(args, base),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        pub fn estimator(hiker: &Hiker, alpha: f64) -> Option<Vec<String>> {
            match hiker.scheduler.name() {
                $(name if name == $file::ENTRY.name => <$file::$Type as Scheduler<f64>>::estimator(hiker, alpha),)*
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
