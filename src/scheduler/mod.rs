//! The schedulers: the learning rate as a function of progress. One file a scheduler and one line in the list below.
//! Names, arguments and defaults are PyTorch's (`torch.optim.lr_scheduler`), or scikit-learn's where it has the rule.

use crate::catalogue::{Args, Entry};
use crate::number::Real;

pub trait Scheduler<R: Real> {
    /// The rate after `t` advances, from the rate `base` it started with. Asked in order: t = 0, 1, 2, …
    fn rate(&mut self, base: R, t: usize) -> R;
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
