//! The losses: each a mountain to walk on. One file a loss and one line in the list below.

mod formula;
mod models;
mod python;
mod surfaces;

pub use self::python::{PythonForm, REGRESSOR};

use self::models::*;
use self::surfaces::*;
use crate::WHOLE;
use crate::data::table::Table;
use crate::number::random::Order;
use crate::number::{Dual, Lane, Real, Tangent, WIDTH};
use crate::pause::Long;
use crate::schema::{Arg, Args, Entry, Fault, Range, fault};
use crate::text::code::loss as code;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The loss and its gradient, in whatever number the walk is done in.
pub trait Gradient<R: Real> {
    fn value(&self, at: &[R]) -> R;
    /// The loss at `at`; its gradient goes into `gradient`.
    fn gradient(&self, at: &[R], gradient: &mut [R]) -> R;
}

pub trait Loss: Gradient<f64> + Gradient<Lane> {
    /// The loss and the gradient of walks side by side: the parameters of one after those of the other, one value a
    /// walk.
    /// Handed back is the sum of the values: where it is finite, all are.
    fn gradients(&self, at: &[Lane], gradient: &mut [Lane], value: &mut [Lane]) -> Lane {
        let (dim, mut sum) = (at.len() / value.len(), Lane::zero());
        for ((at, gradient), value) in at.chunks_exact(dim).zip(gradient.chunks_exact_mut(dim)).zip(value) {
            *value = self.gradient(at, gradient);
            sum = sum + *value;
        }
        sum
    }
    /// What the parameters are called, in order.
    fn names(&self) -> Vec<String>;
    /// Where a walk starts that names no start.
    fn start(&self) -> Vec<f64>;
    /// What a map of the first two parameters shows.
    fn view(&self) -> View;
    /// The minima known, in closed form or to the last digit.
    fn minima(&self) -> Vec<Minimum>;
    /// Second derivatives, row by row; none where they would take longer than a run.
    fn hessian(&self, _: &[f64]) -> Option<Vec<f64>> {
        None
    }
    fn of_data(&self) -> Option<&dyn OfData> {
        None
    }
    /// The parameters as tensors, in order: `[n]` is a vector, `[m, n]` a matrix row by row.
    fn shapes(&self) -> Vec<Vec<usize>> {
        vec![vec![self.dim()]]
    }
    /// About how many multiplications it takes, gradient included, where it has no data.
    fn cost(&self) -> f64 {
        COST
    }
    /// The parameters that belong together, such as all that lead into one unit of a network.
    fn filters(&self) -> Vec<Vec<usize>> {
        vec![(0..self.dim()).collect()]
    }

    fn dim(&self) -> usize {
        self.start().len()
    }
    /// The lowest the loss can be, where that is known.
    fn floor(&self) -> Option<f64> {
        self.minima().iter().find(|m| m.global).map(|m| m.loss)
    }
}

/// What only a loss of data has.
pub trait OfData {
    fn table(&self) -> &Table;
    /// Finds out what takes long and is asked again and again.
    fn prepare(&self) -> Long<'_> {
        Box::pin(async {})
    }
    /// The order of the samples, as the scikit-learn estimator of this loss takes them.
    fn order(&self, seed: u32) -> Box<dyn Order>;
    /// The mean gradient over the samples of `batch`, the penalty's with it, goes into `gradient`.
    fn batch_gradient(&self, at: &[Lane], batch: &[usize], gradient: &mut [Lane]);
    /// What that is the gradient of: the mean loss over the samples of `batch`, the penalty with it.
    fn batch_loss(&self, at: &[Lane], batch: &[usize]) -> Lane;
    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)>;
    /// The length of the weights, intercepts left out.
    fn weight_size(&self, at: &[f64]) -> f64 {
        at[..at.len() - 1].iter().fold(0.0, |sum, w| sum + w * w).sqrt()
    }
    /// What the model says of one sample.
    fn predict(&self, at: &[f64], features: &[f64]) -> f64;
    /// The same of many samples, one after the other.
    fn predict_all(&self, at: &[f64], samples: &[f64]) -> Vec<f64> {
        samples.chunks(self.table().features()).map(|features| self.predict(at, features)).collect()
    }
}

const COST: f64 = 60.0;

/// Where the targets stand in an experiment.
const TARGETS: &str = "loss.data.y";

/// scikit-learn's default weight of the penalty.
pub const ALPHA: f64 = 0.0001;

const TEST_SIZE: Arg = Arg::number(
    "test_size",
    0.0,
    "How much of the data is held back from the walk, to be judged on at the end: as train_test_split(random_state=0).",
)
.within(Range { below_max: true, ..Range::between(0.0, 1.0) });

/// The data a loss is walked on, and what is held back of it; both scaled by what is known of the first.
fn prepared(args: &Args, table: Table) -> Result<(Table, Option<Table>), Fault> {
    let part = args.number("test_size");
    let (mut table, mut held) = (table, None);
    if part > 0.0 {
        let [kept, apart] = table.split(part);
        if kept.samples() == 0 {
            return Err(fault!("loss.test_size", code::nothing_to_learn_from, part, samples = table.samples()));
        }
        (table, held) = (kept, Some(apart));
    }
    if args.flag("standardize") {
        let scales = table.scales();
        table = table.scaled(&scales);
        held = held.map(|held| held.scaled(&scales));
    }
    Ok((table, held))
}

/// A single point takes one lane.
impl<L: Gradient<Lane>> Gradient<f64> for L {
    fn value(&self, at: &[f64]) -> f64 {
        value_in_lane(self, at)
    }
    fn gradient(&self, at: &[f64], gradient: &mut [f64]) -> f64 {
        slope_in_lane(self, at, gradient)
    }
}

fn value_in_lane(loss: &dyn Gradient<Lane>, at: &[f64]) -> f64 {
    loss.value(&lanes(at))[0]
}

fn slope_in_lane(loss: &dyn Gradient<Lane>, at: &[f64], gradient: &mut [f64]) -> f64 {
    let mut wide = lanes(gradient);
    let value = loss.gradient(&lanes(at), &mut wide);
    gradient.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
    value[0]
}

pub fn lanes(at: &[f64]) -> Vec<Lane> {
    at.iter().map(|&x| Lane::constant(x)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct View {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Minimum {
    pub at: Vec<f64>,
    pub loss: f64,
    pub name: &'static str,
    pub global: bool,
}

/// An entry of the catalogue, and what the page needs before anything runs.
pub struct LossEntry {
    pub entry: Entry,
    /// A number of steps (of epochs, where `data` is an argument) that shows what there is to see.
    pub steps: usize,
}

impl LossEntry {
    pub const fn only_in_whole(self) -> LossEntry {
        LossEntry { entry: self.entry.only_in_whole(), steps: self.steps }
    }
}

impl Serialize for LossEntry {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Entry { name, formula, source, help, args, .. } = &self.entry;
        let mut map = s.serialize_map(None)?;
        for (key, text) in [("name", name), ("formula", formula), ("source", source), ("help", help)] {
            map.serialize_entry(key, text)?;
        }
        map.serialize_entry("args", args)?;
        map.serialize_entry("steps", &self.steps)?;
        map.serialize_entry("opens", &in_core(&self.entry))?;
        map.end()
    }
}

/// A loss of two variables, its formula written once for every kind of number.
trait Surface: 'static {
    /// Whether the formula takes no longer than the turn of a loop: four points then go in a turn.
    const SHORT: bool = false;
    fn new(args: &Args) -> Self;
    fn formula<R: Real>(&self, x: R, y: R) -> R;
    /// The formula as an expression of PyTorch's, in x and y (together w) and its own arguments.
    fn python(args: &Args) -> String;
    fn start(&self) -> [f64; 2];
    fn view(&self) -> View;
    /// Where the minima are, each with a name, the lowest first; those as low as the first are global.
    fn minima(&self) -> Vec<([f64; 2], &'static str)>;
    /// Whether nothing beyond the view is lower: else how low it can go is not known.
    fn lowest_anywhere(&self) -> bool {
        true
    }
    fn cost(&self) -> f64 {
        COST
    }
}

impl<S: Surface> Gradient<Lane> for S {
    fn value(&self, at: &[Lane]) -> Lane {
        self.formula(at[0], at[1])
    }
    fn gradient(&self, at: &[Lane], gradient: &mut [Lane]) -> Lane {
        let mut value = [Lane::zero()];
        self.gradients(at, gradient, &mut value);
        value[0]
    }
}

impl<S: Surface> Loss for S {
    fn gradients(&self, at: &[Lane], gradient: &mut [Lane], value: &mut [Lane]) -> Lane {
        let one = |&[x, y]: &[Lane; 2], gradient: &mut [Lane; 2], value: &mut Lane| {
            let f: Dual<Lane> = self.formula(Dual::variable(x, 0), Dual::variable(y, 1));
            *gradient = f.gradient.map(Tangent::get);
            *value = f.value;
            f.value
        };
        let mut sum = Lane::zero();
        let (mut points, mut gradients, mut values) = (at.as_chunks::<2>().0, gradient.as_chunks_mut::<2>().0, value);
        if S::SHORT && crate::WHOLE {
            let (fours, four_slopes, four_values);
            (fours, points) = points.as_chunks::<4>();
            (four_slopes, gradients) = gradients.as_chunks_mut::<4>();
            (four_values, values) = values.as_chunks_mut::<4>();
            for ((points, gradients), values) in fours.iter().zip(four_slopes).zip(four_values) {
                for k in 0..4 {
                    sum = sum + one(&points[k], &mut gradients[k], &mut values[k]);
                }
            }
        }
        for ((point, gradient), value) in points.iter().zip(gradients).zip(values) {
            sum = sum + one(point, gradient, value);
        }
        sum
    }
    fn names(&self) -> Vec<String> {
        vec!["x".into(), "y".into()]
    }
    fn start(&self) -> Vec<f64> {
        Surface::start(self).to_vec()
    }
    fn view(&self) -> View {
        Surface::view(self)
    }
    fn minima(&self) -> Vec<Minimum> {
        let mut minima = minima(self, &Surface::minima(self));
        minima.iter_mut().for_each(|minimum| minimum.global &= self.lowest_anywhere());
        minima
    }
    fn cost(&self) -> f64 {
        Surface::cost(self)
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        let [x, y]: [Dual<Dual<Lane>>; 2] = second_order(at);
        Some(curvatures(self.formula(x, y)))
    }
}

fn minima(loss: &dyn Gradient<Lane>, places: &[([f64; 2], &'static str)]) -> Vec<Minimum> {
    let losses: Vec<f64> = places.iter().map(|(at, _)| value_in_lane(loss, at)).collect();
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let level = lowest + 1e-9 * lowest.abs().max(1.0);
    let minima = places.iter().zip(losses);
    minima.map(|(&(at, name), loss)| Minimum { at: at.to_vec(), loss, name, global: loss <= level }).collect()
}

/// Two variables, their second gradient along x in the first lane and along y in the second.
#[inline(always)]
fn second_order<T: Tangent<Lane>, U: Tangent<Dual<Lane, T>>>(at: &[f64]) -> [Dual<Dual<Lane, T>, U>; 2] {
    let along = |i: usize, lanes: [f64; WIDTH]| Dual {
        value: Lane::constant(at[i]),
        gradient: [T::by(lanes.into()), T::none()],
    };
    [Dual::variable(along(0, [1.0, 0.0]), 0), Dual::variable(along(1, [0.0, 1.0]), 1)]
}

/// The Hessian of such two variables' function, row by row.
#[inline(always)]
fn curvatures<T: Tangent<Lane>, U: Tangent<Dual<Lane, T>>>(f: Dual<Dual<Lane, T>, U>) -> Vec<f64> {
    let [along_x, along_y] = f.gradient.map(|along| along.get().gradient[0].get());
    vec![along_x[0], along_x[1], along_y[0], along_y[1]]
}

/// Lists the losses: for each the file, and the type in it that is built from the arguments. The engine a page opens
/// with knows of all of them and has only those of `opening`.
macro_rules! losses {
    (
        opening: $($file:ident::$Type:ident),*;
        surfaces: $($more_file:ident::$MoreType:ident),*;
        typed: $typed_file:ident::$TypedType:ident;
        of data: $($data_file:ident::$DataType:ident),* $(;)?
    ) => {
        pub static ENTRIES: &[&LossEntry] = &[
            $(&$file::ENTRY,)*
            $(&$more_file::ENTRY.only_in_whole(),)*
            &$typed_file::ENTRY.only_in_whole(),
            $(&$data_file::ENTRY.only_in_whole()),*
        ];

        /// Whether the engine a page opens with has it.
        pub fn in_core(entry: &Entry) -> bool {
            [$($file::ENTRY.entry.name),*].contains(&entry.name)
        }

        /// How the loss is written in Python.
        pub fn python(args: &Args) -> PythonForm {
            match args.name() {
                $(name if name == $file::ENTRY.entry.name => PythonForm::Surface(<$file::$Type as Surface>::python(args)),)*
                $(name if name == $more_file::ENTRY.entry.name => PythonForm::Surface(<$more_file::$MoreType as Surface>::python(args)),)*
                name if name == $typed_file::ENTRY.entry.name => $typed_file::$TypedType::python(args),
                $(name if name == $data_file::ENTRY.entry.name => $data_file::$DataType::PYTHON,)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        /// The loss that `args` describe; `table` makes its data, and where its start is drawn, it is from `seed`.
        pub fn build(args: &Args, seed: u32, table: impl Fn() -> Result<Table, Fault>) -> Result<Box<dyn Loss>, Fault> {
            match args.name() {
                $(name if name == $file::ENTRY.entry.name => Ok(Box::new($file::$Type::new(args))),)*
                // A constant, so that the opening engine is compiled without what follows.
                name if !WHOLE => unreachable!("{name} is not in this engine"),
                $(name if name == $more_file::ENTRY.entry.name => Ok(Box::new($more_file::$MoreType::new(args))),)*
                name if name == $typed_file::ENTRY.entry.name => Ok(Box::new($typed_file::$TypedType::new(args))),
                $(name if name == $data_file::ENTRY.entry.name => Ok(Box::new($data_file::$DataType::new(args, table()?, seed)?)),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

losses!(
    opening:
        mountain::Mountain,
        bowl::Bowl,
        rosenbrock::Rosenbrock,
        himmelblau::Himmelblau,
        beale::Beale,
        rastrigin::Rastrigin,
        ackley::Ackley,
        saddle::Saddle,
        three_hump_camel::ThreeHumpCamel,
        styblinski_tang::StyblinskiTang;
    surfaces:
        sharp_and_flat::SharpAndFlat,
        deep_linear::DeepLinear,
        cliff::Cliff,
        plateau::Plateau,
        monkey_saddle::MonkeySaddle,
        booth::Booth,
        matyas::Matyas,
        goldstein_price::GoldsteinPrice,
        freudenstein_roth::FreudensteinRoth,
        bukin_n6::Bukin,
        mccormick::McCormick,
        six_hump_camel::SixHumpCamel,
        branin::Branin,
        bohachevsky::Bohachevsky,
        levy::Levy,
        griewank::Griewank,
        schaffer_n2::Schaffer,
        michalewicz::Michalewicz,
        easom::Easom,
        cross_in_tray::CrossInTray;
    typed:
        formula::Typed;
    of data:
        squared_error::SquaredError,
        hinge::Hinge,
        log_loss::LogLoss,
        mlp::Mlp;
);

/// A square map around the origin.
const fn square(half: f64) -> View {
    View { x: [-half, half], y: [-half, half] }
}
