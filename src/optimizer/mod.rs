//! The optimizers: each the rule for one step. One file an optimizer and one line in the list below. Names,
//! arguments and defaults are PyTorch's (`torch.optim`).
//!
//! A rule that moves each parameter by itself is a [`Rule`], written once for lanes; one that looks at all parameters
//! of
//! a walk together is a [`GlobalRule`]. `Elementwise` and `Global` make of them what walks: an [`Optimizer`].

mod elementwise;
mod global;

pub use elementwise::{Elementwise, Rule, swap_remove};
pub use global::{Global, GlobalRule};

use crate::WHOLE;
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call, float};
use crate::schema::{Arg, Args, Default, Entry, Listed, Range};
use serde::Serialize;

/// The current rates.
#[derive(Clone, Copy)]
pub struct Rates<'a> {
    /// One for each walk.
    pub each: &'a [Lane],
    /// Whether they are known to be the same.
    pub same_for_all: bool,
}

/// Updates walks that go side by side: the parameters of one walk after those of the other.
pub trait Optimizer {
    /// One update, given the gradients at `params`.
    fn step(&mut self, params: &mut [Lane], gradient: &[Lane], lr: Rates, objective: &dyn Objective);
    /// The last walk takes the place of `walk`, which has ended.
    fn retire(&mut self, walk: usize);
    /// Other arguments from the next step on; what is remembered stays.
    fn change(&mut self, args: &Args);
    /// What a scheduler that cycles it sets: the momentum, or the first of the betas.
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
    /// What it carries for parameter `i` of the first walk from step to step.
    fn memory(&self, i: usize) -> Vec<f64>;
    /// The step just made as equations; `before` is the memory it started from.
    fn explain(&self, i: usize, before: &[f64], update: &Update) -> Vec<Equation>;
}

/// What the gradients are of, for optimizers that look further than the gradient they are given.
pub trait Objective {
    /// The loss at `at`, over what the given gradient is over; its gradient goes into `gradient`.
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64;
    /// Second derivatives over the whole data, row by row; none where they would take longer than a run.
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>>;
}

/// What is known of an optimizer beside its rule.
pub trait Integration {
    /// Whether its step in Python is given a function that takes the gradient anew.
    const CLOSURE: bool = false;
    /// The lines of Python that make it, on the parameters w.
    fn python(args: &Args, _: &InPython) -> String {
        format!("optimizer = {}", call(&format!("torch.optim.{}", args.name()), &["[w]"], arguments(args, &[])))
    }
    /// Where a walk in Python can come to it, or from it, on the way: what PyTorch's state lacks, by name, where these
    /// arguments follow others of the same rule.
    fn state_defaults(_: &Args) -> Option<&'static [&'static str]> {
        None
    }
    /// The arguments of scikit-learn's MLPClassifier that say the same, the rate left out.
    fn solver(_: &Args) -> Option<Vec<String>> {
        None
    }
    /// The largest stable rate in a valley of curvature `lambda`, where theory knows it.
    fn stable(_: &Args, _lambda: f64) -> Option<Stable> {
        None
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

/// What its Python may need of the rest of the program.
pub struct InPython<'a> {
    /// What the loss is given beside w.
    pub data: &'a str,
    /// The tensors that w is made of.
    pub shapes: &'a [Vec<usize>],
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

/// One update of one parameter.
pub struct Update {
    pub old: f64,
    pub gradient: f64,
    pub lr: f64,
    pub new: f64,
}

/// One equation: in symbols, and the same with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Equation {
    pub symbols: String,
    pub numbers: String,
}

/// Significant digits of the numbers in the arithmetic.
const DIGITS: usize = 6;

/// An equation from its symbols, its right side and its result; the side is written by `factor`s.
fn line(symbols: &str, side: String, result: f64) -> Equation {
    Equation { symbols: symbols.into(), numbers: format!("{side} = {}", crate::text::figures(result, DIGITS)) }
}

fn factor(x: f64) -> String {
    crate::text::factor(x, DIGITS)
}

/// An equation whose symbols on the right stand for these numbers; others stay as they are.
fn equation(symbols: &str, numbers: &[(&str, f64)], result: f64) -> Equation {
    let right = symbols.split_once('=').map_or(symbols, |(_, right)| right.trim_start());
    let in_word = |c: char| (c.is_alphanumeric() && c != '²') || c == '_' || c == '\u{302}';
    let (mut side, mut rest) = (String::new(), right);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| in_word(c) != in_word(first));
        let (piece, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        match numbers.iter().find(|(symbol, _)| *symbol == piece) {
            Some((_, number)) => side += &factor(*number),
            None => side += piece,
        }
        rest = after;
    }
    line(symbols, side, result)
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

const MAXIMIZE: Arg = Arg::flag("maximize", false, "Climb: steps go up the slope.");

const fn betas(default: [f64; 2]) -> Arg {
    Arg::pair("betas", default, "How long the averages of the slope and of its square remember. More remembers longer.")
        .within(Range::FRACTION)
}

const fn eps(default: f64) -> Arg {
    Arg::number("eps", default, "Keeps the division from exploding where slopes vanish. More shortens the steps there.")
        .within(Range::NOT_NEGATIVE)
        .log()
}

/// Optimizers of PyTorch on the tensors that w is made of, as one: `made` lists them, on `self.parts`.
fn on_parts(args: &Args, shapes: &[Vec<usize>], keys: &[&str], made: &str) -> String {
    let name = args.name();
    let tuple = |shape: &Vec<usize>| match shape[..] {
        [n] => format!("({n},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    };
    let shapes = shapes.iter().map(tuple).collect::<Vec<_>>().join(", ");
    let group = keys.iter().map(|key| format!("\"{key}\": {key}")).collect::<Vec<_>>().join(", ");
    let given = keys.iter().map(|key| format!("{key}={}", float(args.number(key)))).collect::<Vec<_>>().join(", ");
    format!(
        r#"

class {name}(torch.optim.Optimizer):
    """On the weights and the biases that w is made of, each for itself."""

    def __init__(self, params, {}):
        super().__init__(params, {{{group}}})
        self.parts = [torch.nn.Parameter(part) for part in self.split(w.data)]
        self.made = [{made}]

    def split(self, w):
        shapes = [{shapes}]
        parts = w.split([math.prod(shape) for shape in shapes])
        return [part.view(shape) for part, shape in zip(parts, shapes)]

    def step(self):
        for part, slope in zip(self.parts, self.split(w.grad)):
            part.grad = slope
        for optimizer in self.made:
            group = optimizer.param_groups[0]
            group.update({{key: self.param_groups[0][key] for key in self.defaults if key in group}})
            optimizer.step()


optimizer = {name}([w], {given})"#,
        keys.join(", ")
    )
}

/// An optimizer of optax in Python, stepping where PyTorch's would, so that schedulers drive it; `rule` makes it at a
/// rate of 1 from b1, b2 and its other arguments.
fn optax(args: &Args, rule: &str) -> String {
    let name = args.name();
    let [b1, b2] = args.pair("betas").map(float);
    let more = arguments(args, &["lr", "betas"]).iter().map(|argument| format!(", {argument}")).collect::<String>();
    let rule = rule.replace('…', &format!("b1=b1, b2=b2{more}"));
    format!(
        r#"jax.config.update("jax_enable_x64", True)


class {name}(torch.optim.Optimizer):
    """optax's, on PyTorch's w."""

    def __init__(self, params, lr, betas):
        super().__init__(params, {{"lr": lr, "betas": betas}})
        self.kept = self.rule().init(w.detach().numpy())

    def rule(self):
        b1, b2 = self.param_groups[0]["betas"]
        return {rule}

    def step(self):
        step, self.kept = self.rule().update(w.grad.numpy(), self.kept, w.detach().numpy())
        w.data += self.param_groups[0]["lr"] * torch.tensor(np.array(step))


optimizer = {name}([w], lr={}, betas=({b1}, {b2}))"#,
        float(args.number("lr"))
    )
}

/// The gradient that a step goes by: turned round where it climbs, with the pull of weight decay.
#[derive(Clone, Copy)]
struct Pull {
    maximize: bool,
    weight_decay: f64,
}

impl Pull {
    fn new(args: &Args) -> Pull {
        Pull { maximize: args.flag("maximize"), weight_decay: args.number("weight_decay") }
    }

    /// Whether it is the gradient itself.
    fn is_none(self) -> bool {
        !self.maximize && self.weight_decay == 0.0
    }

    #[inline(always)]
    fn of<R: Real>(self, w: R, gradient: R) -> R {
        let g = if self.maximize { -gradient } else { gradient };
        if self.weight_decay != 0.0 { g + w * self.weight_decay } else { g }
    }

    /// Its equation, where it is not the gradient itself; its symbol, and what it is.
    fn explain(self, update: &Update, lines: &mut Vec<Equation>) -> (&'static str, f64) {
        let g = self.of(update.old, update.gradient);
        let turned = if self.maximize { -update.gradient } else { update.gradient };
        let (mut symbols, mut side) =
            (if self.maximize { "g = −slope" } else { "g = slope" }.to_string(), factor(turned));
        if self.weight_decay != 0.0 {
            symbols += " + weight_decay × w_old";
            side += &format!(" + {} × {}", factor(self.weight_decay), factor(update.old));
        }
        if self.is_none() {
            return ("slope", g);
        }
        lines.push(line(&symbols, side, g));
        ("g", g)
    }
}

const DECOUPLED: Arg =
    Arg::flag("decoupled_weight_decay", false, "Weight decay apart from the slope, as AdamW has it, times the rate.");

/// What enters the gradient, and the weight decay apart from it.
fn decay_apart(args: &Args) -> (Pull, f64) {
    let pull = Pull::new(args);
    match args.flag("decoupled_weight_decay") {
        true => (Pull { weight_decay: 0.0, ..pull }, pull.weight_decay),
        false => (pull, 0.0),
    }
}

fn abs(x: Lane) -> Lane {
    x.max(-x)
}

/// −1, 0 or 1.
fn sign(x: Lane) -> Lane {
    let zero = Lane::zero();
    x.where_less(zero, Lane::constant(-1.0), zero.where_less(x, Lane::constant(1.0), x))
}

fn power(x: Lane, exponent: f64) -> Lane {
    x.to_array().map(|x| libm::pow(x, exponent)).into()
}

/// Two averages that start at zero: at the step `t` they are too small by 1 − βᵗ.
struct Averaging {
    betas: [f64; 2],
    /// The step that `powers` are of.
    t: usize,
    powers: [f64; 2],
}

impl Averaging {
    fn new(betas: [f64; 2]) -> Averaging {
        Averaging { betas, t: 0, powers: [1.0; 2] }
    }

    fn advance(&mut self, t: usize) {
        self.powers = powers(self.betas, self.powers, self.t, t);
        self.t = t;
    }

    fn set_first(&mut self, beta: f64) {
        self.betas[0] = beta;
        self.t = usize::MAX;
    }

    fn corrections(&self) -> [f64; 2] {
        self.powers.map(|power| 1.0 - power)
    }
}

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

/// Lists the optimizers: for each the file, and the type in it that is built from the arguments. `more` are those that
/// only the whole engine has; the one a page opens with knows of them.
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

        /// For so many walks side by side, on parameters of these shapes.
        pub fn build(args: &Args, shapes: &[Vec<usize>], walks: usize) -> Box<dyn Optimizer> {
            match args.name() {
                $(name if name == $file::ENTRY.name => Box::new($Drive::<$file::$Type>::new(args, shapes, walks)),)*
                // A constant, so that the opening engine is compiled without what follows.
                name if !WHOLE => unreachable!("{name} is not in this engine"),
                $(
                    name if name == $more::ENTRY.name => Box::new($MoreDrive::<$more::$MoreType>::new(args, shapes, walks)),
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
        Elementwise<sgd::Sgd>,
        Elementwise<adam::Adam>;
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

pub fn state_defaults(args: &Args) -> Option<&'static [&'static str]> {
    of!(args, T => T::state_defaults(args))
}

pub fn closure(args: &Args) -> bool {
    of!(args, T => T::CLOSURE)
}

pub fn solver(args: &Args) -> Option<Vec<String>> {
    of!(args, T => T::solver(args))
}

/// The largest stable rate on the whole loss, where theory knows it.
pub fn stable(args: &Args, lambda: f64) -> Option<Stable> {
    of!(args, T => T::stable(args, lambda))
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
