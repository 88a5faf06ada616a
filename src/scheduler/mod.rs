//! The schedulers: the learning rate as a function of progress. One file a scheduler and one line in the list below.
//! Names, arguments and defaults are PyTorch's (`torch.optim.lr_scheduler`), or scikit-learn's where it has the rule.

mod composed;
mod handle;
pub mod presets;

pub use handle::Handle;
use handle::{list, within};

use crate::WHOLE;
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::value::Value;
use crate::schema::{Args, Entry, Fault, Listed};
use composed::Member;
use std::f64::consts::PI;

pub trait Scheduler {
    /// The advance number `t` of walks side by side: `rates` are those before it (at t = 0, which comes first, those
    /// they start from) and become those after it. Asked in order: t = 0, 1, 2, …
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext);
    /// Takes over from another: most begin anew from the rates they were made with.
    fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        rates.copy_from_slice(now.base);
        self.advance(0, rates, now);
    }
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
    /// Where it is made of others, those: PyTorch counts their steps in a way of its own.
    fn members(&mut self) -> Option<&mut [Member]> {
        None
    }
}

/// What a scheduler may look at.
pub struct StepContext<'a> {
    /// The rates the walks started with.
    pub lr: &'a [Lane],
    /// What PyTorch keeps as the initial rates: the same, but where another scheduler has put its own there.
    pub base: &'a [Lane],
    /// The losses at the record they come from, over the whole data: on surfaces and without batches those whose
    /// gradients
    /// the last update used. Within an epoch they stay those of its beginning. Nothing before the first update.
    pub loss: &'a [Lane],
    /// Whether it begins, before any update.
    pub initial: bool,
    /// Whether no other scheduler changes the rates.
    pub alone: bool,
}

/// A rule that multiplies the rates, as PyTorch has it twice: by the rates to start from, and by those of the step
/// before.
trait Factor {
    /// How many times the rates to start from they are at `t`; asked in order.
    fn at(&mut self, t: usize) -> f64;
    /// What the advance number `t` multiplies them by.
    fn step(&self, t: usize, initial: bool) -> f64;
    /// How many times the rates to start from they are where no other scheduler changes them.
    fn alone(&mut self, t: usize) -> f64 {
        self.at(t)
    }
}

impl<F: Factor> Scheduler for F {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        if now.alone {
            let factor = self.alone(t);
            rates.iter_mut().zip(now.base).for_each(|(rate, &base)| *rate = base * factor);
        } else {
            times(self.step(t, now.initial), rates);
        }
    }

    fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        rates.copy_from_slice(now.base);
        times(self.at(0), rates);
    }
}

fn times(factor: f64, rates: &mut [Lane]) {
    rates.iter_mut().for_each(|rate| *rate = *rate * factor);
}

/// The cosine of that part of half a turn.
fn cos_pi(x: f64, of: f64) -> f64 {
    libm::cos(PI * x / of)
}

/// What a schedule is for, where it is made or spoken of.
#[derive(Clone, Copy)]
pub struct ScheduleContext {
    /// How many advances come after the first.
    pub advances: usize,
    /// The hiker's rate.
    pub lr: f64,
    /// What PyTorch's optimizer keeps as its initial rate; none before a scheduler is there.
    kept: Option<Start>,
    /// What is left of what all write there; none where there is but one.
    written: Option<Written>,
}

/// What schedulers write into PyTorch's optimizer and read again, so that the last to be made has it its way.
#[derive(Clone, Copy, Default)]
struct Written {
    /// The lowest and the highest.
    momenta: Option<[f64; 2]>,
    /// The highest rate, and what it is divided by at first and then at the end.
    cycle: Option<(Start, [f64; 2])>,
    swa_lr: Option<f64>,
}

impl ScheduleContext {
    pub fn new(advances: usize, lr: f64) -> ScheduleContext {
        ScheduleContext { advances, lr, kept: None, written: None }
    }

    /// What is written, where the scheduler is alone by itself.
    fn written(&self, args: &Args) -> Written {
        self.written.unwrap_or_else(|| {
            let mut written = Written::default();
            write(args, &mut written);
            written
        })
    }

    /// What a scheduler that is made now starts from.
    fn start(&self) -> Start {
        self.kept.unwrap_or(Start::HIKER)
    }
    fn base(&self) -> f64 {
        self.start().of(self.lr)
    }
}

/// A rate to start from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// The hiker's, divided.
    Part(f64),
    Fixed(f64),
}

impl Start {
    const HIKER: Start = Start::Part(1.0);

    fn of(self, lr: f64) -> f64 {
        self.of_lane(Lane::constant(lr))[0]
    }
    fn of_lane(self, lr: Lane) -> Lane {
        match self {
            Start::Part(divisor) => lr / divisor,
            Start::Fixed(rate) => Lane::constant(rate),
        }
    }
    fn divided(self, by: f64) -> Start {
        match self {
            Start::Part(divisor) => Start::Part(divisor * by),
            Start::Fixed(rate) => Start::Fixed(rate / by),
        }
    }
}

/// What is known of a scheduler beside its rule.
trait Integration {
    /// Whether a walk in Python can come to it, or from it, on the way.
    const ON_THE_WAY: bool = false;
    /// What makes it in Python, for the optimizer of that name; none where none is needed.
    fn python(args: &Args, _: &ScheduleContext) -> Option<String> {
        let name = format!("torch.optim.lr_scheduler.{}", args.name());
        Some(call(&name, &["optimizer"], arguments(args, &[])))
    }
    /// What its step asks for in Python.
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
    /// What it writes into the optimizer for itself.
    fn write(_: &Args, _: &mut Written) {}
    fn cycles_momentum(_: &Args) -> bool {
        false
    }
    /// What is wrong with it for that many steps.
    fn validate(_: &Args, _: &ScheduleContext) -> Result<(), Fault> {
        Ok(())
    }
    fn handles(_: &Args, _: &ScheduleContext) -> Vec<Handle> {
        vec![]
    }
    /// The arguments that change where the handle of that number is dragged to an advance and a rate.
    fn dragged(_: &Args, _: &ScheduleContext, _handle: usize, _at: f64, _rate: f64) -> Vec<(String, Value)> {
        vec![]
    }
}

/// Lists the schedulers: for each the file, and the type in it that is built from the arguments. `more` are those that
/// only the whole engine has; the one a page opens with knows of them.
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

pub fn on_the_way(args: &Args) -> bool {
    of!(args, T => T::ON_THE_WAY)
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

/// Whether it moves the momentum, or the first of the betas, which the optimizer then must have.
pub fn cycles_momentum(args: &Args) -> bool {
    of!(args, T => T::cycles_momentum(args))
}

/// Whether the hiker's rate has no effect: tried with two, until a difference shows.
pub fn ignores_rate(args: &Args, context: &ScheduleContext) -> bool {
    let lr = [Lane::from(std::array::from_fn(|lane| context.lr * (lane + 1) as f64))];
    let (mut scheduler, mut rates) = (build(args, context), lr);
    (0..=context.advances).all(|t| {
        let now = StepContext { lr: &lr, base: &lr, loss: &lr, initial: t == 0, alone: true };
        scheduler.advance(t, &mut rates, &now);
        rates[0].to_array().iter().all(|rate| *rate == rates[0][0])
    })
}

/// Says what is wrong with it for so many steps.
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
