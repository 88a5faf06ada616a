//! The schedulers: the learning rate as a function of progress. One file a scheduler and one line in the list below.
//! Names, arguments and defaults are PyTorch's (`torch.optim.lr_scheduler`), or scikit-learn's where it has the rule.

mod composed;
mod context;
mod factor;
mod handle;
pub mod presets;

pub use self::context::{ScheduleContext, Start};
pub use self::handle::Handle;

use self::composed::Member;
use self::context::Written;
use self::factor::{Factor, cos_pi, times};
use self::handle::{list, within};
use crate::WHOLE;
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::value::Value;
use crate::schema::{Args, Entry, Fault, Listed};

/// The rates of walks side by side, from advance to advance.
pub trait Scheduler {
    /// Makes the advance `t`: `rates`, one a walk, are those before it and become those after it. t = 0 comes first,
    /// with the rates that the walks start from. Asked in order: t = 0, 1, 2, …
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext);
    /// Takes over from another scheduler; most begin anew from the rates they were made with.
    fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        rates.copy_from_slice(now.base);
        self.advance(0, rates, now);
    }
    /// The momentum (or the first of the betas) that it sets; none where it sets the rate alone.
    fn momentum(&self) -> Option<f64> {
        None
    }
    /// Forgets a walk; the last walk takes its place.
    fn retire(&mut self, _walk: usize) {}
    /// Whether the rates stay as they are for ever.
    fn constant(&self) -> bool {
        false
    }
    /// The schedulers it is made of; none where it is made of no others. PyTorch counts their steps in its own way.
    fn members(&mut self) -> Option<&mut [Member]> {
        None
    }
}

/// What a scheduler may look at when it advances.
pub struct StepContext<'a> {
    /// The rates the walks started with.
    pub lr: &'a [Lane],
    /// What PyTorch keeps as the initial rates: those of `lr`, unless another scheduler has put its own there.
    pub base: &'a [Lane],
    /// The losses over the whole data at the last record; within an epoch those at its beginning. Of no meaning before
    /// the first update.
    pub loss: &'a [Lane],
    /// Whether the scheduler begins, before any update.
    pub initial: bool,
    /// Whether no other scheduler changes the rates.
    pub alone: bool,
}

/// What the rest of the engine is told of a scheduler. Each answer has a default.
trait Integration {
    /// Whether PyTorch's goes on when another optimizer takes the place of the one it was made for.
    const GOES_ON: bool = false;
    /// The call that makes it in Python; none where none is needed.
    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        let name = format!("torch.optim.lr_scheduler.{}", args.name());
        Some(call(&name, &["optimizer"], arguments(args, &[])))
    }
    /// The argument of its step in Python.
    fn asks(_: &Args) -> &'static str {
        ""
    }
    /// The arguments of scikit-learn's SGD estimators with the penalty `alpha` that say the same of a walk from the rate
    /// `lr`, sample by sample.
    fn estimator(_: &Args, _lr: f64, _every_update: bool, _alpha: f64) -> Option<Vec<String>> {
        None
    }
    /// What PyTorch's optimizer keeps as its initial rate once this is made.
    fn start(_: &Args, context: &ScheduleContext) -> Start {
        context.start()
    }
    /// Writes what it keeps in the optimizer.
    fn write(_: &Args, _: &mut Written) {}
    fn cycles_momentum(_: &Args) -> bool {
        false
    }
    /// What is wrong with its arguments for that walk.
    fn validate(_: &Args, _: &ScheduleContext) -> Result<(), Fault> {
        Ok(())
    }
    fn handles(_: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![]
    }
    /// The arguments that change where the handle number `_handle` is dragged to the advance `_at` and the rate `_rate`.
    fn dragged(_: &Args, _: &ScheduleContext, _handle: usize, _at: f64, _rate: f64) -> Vec<(String, Value)> {
        vec![]
    }
}

/// Lists the schedulers: for each the file, and the type in it that is built from the arguments. Those under `more` are
/// in the whole engine only; the one that a page opens with knows their names.
macro_rules! schedulers {
    ($d:tt opening: $($file:ident::$Type:ident),*; more: $($more:ident::$MoreType:ident),* $(,)?) => {
        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY,)* $(&$more::ENTRY.only_in_whole()),*];

        /// Whether the engine a page opens with has it.
        pub fn in_core(entry: &Entry) -> bool {
            [$($file::ENTRY.name),*].contains(&entry.name)
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
                    // A constant, so that the opening engine is compiled without what follows.
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

mod chained;
mod constant;
mod cosine;
mod cyclic;
mod exponential;
mod invscaling;
mod lambda;
mod linear;
mod multi_step;
mod multiplicative;
mod one_cycle;
mod optimal;
mod plateau;
mod polynomial;
mod reduced;
mod sequential;
mod step;
mod swa;
mod warm_restarts;

schedulers!($
    opening:
        constant::Constant,
        reduced::Reduced,
        exponential::Exponential,
        polynomial::Polynomial,
        linear::Linear,
        step::Step,
        invscaling::InvScaling,
        optimal::Optimal;
    more:
        multi_step::MultiStep,
        cosine::Cosine,
        warm_restarts::WarmRestarts,
        cyclic::Cyclic,
        one_cycle::OneCycle,
        plateau::Plateau,
        swa::Swa,
        lambda::Lambda,
        multiplicative::Multiplicative,
        sequential::Sequential,
        chained::Chained,
);

pub fn listed() -> Vec<Listed> {
    ENTRIES.iter().map(|&entry| Listed { entry, in_core: in_core(entry), nests: composed::nests(entry) }).collect()
}

pub fn build(args: &Args, context: &ScheduleContext) -> Box<dyn Scheduler> {
    of!(args, T => Box::new(T::new(args, context)))
}

pub fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
    of!(args, T => T::python(args, context))
}

/// Whether a program in Python can let it go on under another optimizer.
pub fn goes_on(args: &Args) -> bool {
    of!(args, T => T::GOES_ON)
}

pub fn asks(args: &Args) -> &'static str {
    of!(args, T => T::asks(args))
}

pub fn estimator(args: &Args, lr: f64, every_update: bool, alpha: f64) -> Option<Vec<String>> {
    of!(args, T => T::estimator(args, lr, every_update, alpha))
}

fn start(args: &Args, context: &ScheduleContext) -> Start {
    of!(args, T => T::start(args, context))
}

fn write(args: &Args, written: &mut Written) {
    of!(args, T => T::write(args, written))
}

/// Whether it sets the momentum, or the first of the betas, which the optimizer then must have.
pub fn cycles_momentum(args: &Args) -> bool {
    of!(args, T => T::cycles_momentum(args))
}

/// The rates from `lr` at one advance after the other, without end, alone and where the loss stays as it is.
fn driven(args: &Args, context: &ScheduleContext, lr: Lane) -> impl Iterator<Item = Lane> {
    let (mut scheduler, lr, mut rates) = (build(args, context), [lr], [lr]);
    (0..).map(move |t| {
        let now = StepContext { lr: &lr, base: &lr, loss: &lr, initial: t == 0, alone: true };
        scheduler.advance(t, &mut rates, &now);
        rates[0]
    })
}

/// The rate at each advance that an update follows, alone and where the loss stays as it is.
pub fn rates(args: &Args, context: &ScheduleContext) -> impl Iterator<Item = f64> {
    driven(args, context, Lane::constant(context.lr)).take(context.advances).map(|rate| rate[0])
}

/// Whether the hiker's rate has no effect: two rates are tried.
pub fn ignores_rate(args: &Args, context: &ScheduleContext) -> bool {
    let lr = Lane::from(std::array::from_fn(|lane| context.lr * (lane + 1) as f64));
    let is_one = |rates: Lane| rates.to_array().iter().all(|rate| *rate == rates[0]);
    driven(args, context, lr).take(context.advances + 1).all(is_one)
}

/// What is wrong with its arguments for that walk.
pub fn validate(args: &Args, context: &ScheduleContext) -> Result<(), Fault> {
    of!(args, T => T::validate(args, context))
}

pub fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
    of!(args, T => T::handles(args, context))
}

/// The arguments that change where the handle of that number is dragged to an advance and a rate.
pub fn dragged(args: &Args, context: &ScheduleContext, handle: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
    of!(args, T => T::dragged(args, context, handle, at, rate))
}
