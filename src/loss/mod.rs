//! The losses: each a mountain to walk on. One file a loss and one line in the list below.

use crate::catalogue::{Args, Checked, Entry};
use crate::number::{Dual, Lane, Real};
use crate::random::SgdOrder;
use crate::table::Table;
use serde::Serialize;

/// The loss and its slope, in whatever number the walk is done in.
pub trait Slope<R: Real> {
    fn value(&self, at: &[R]) -> R;
    /// The loss at `at`, over the samples of `batch` (all where none is named); its slope goes into `slope`.
    fn slope(&self, at: &[R], batch: Option<&[usize]>, slope: &mut [R]) -> R;
}

pub trait Loss: Slope<f64> + Slope<Lane> {
    /// What the parameters are called, in order.
    fn names(&self) -> Vec<String>;
    /// Where a walk starts that names no start.
    fn start(&self) -> Vec<f64>;
    /// What a map of the first two parameters shows.
    fn view(&self) -> View;
    /// The minima known, in closed form or to the last digit.
    fn minima(&self) -> Vec<Minimum>;
    /// Second derivatives, row by row.
    fn hessian(&self, at: &[f64]) -> Vec<f64>;
    fn of_data(&self) -> Option<&dyn OfData> {
        None
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
    /// The order of the samples, as the scikit-learn estimator of this loss takes them.
    fn order(&self, seed: u32) -> SgdOrder;
    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)>;
    /// What the model says of one sample.
    fn predict(&self, at: &[f64], features: &[f64]) -> f64;
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
#[derive(Serialize)]
pub struct LossEntry {
    #[serde(flatten)]
    pub entry: Entry,
    /// A number of steps (of epochs, where `data` is an argument) that shows what there is to see.
    pub steps: usize,
}

/// A loss of two variables, its formula written once for every kind of number.
trait Surface: 'static {
    fn new(args: &Args) -> Self;
    fn formula<R: Real>(&self, x: R, y: R) -> R;
    fn start(&self) -> [f64; 2];
    fn view(&self) -> View;
    /// Where the minima are, each with a name, the lowest first; those as low as the first are global.
    fn minima(&self) -> Vec<([f64; 2], &'static str)>;
}

impl<S: Surface, R: Real> Slope<R> for S {
    fn value(&self, at: &[R]) -> R {
        self.formula(at[0], at[1])
    }
    fn slope(&self, at: &[R], _: Option<&[usize]>, slope: &mut [R]) -> R {
        let f: Dual<R, 2> = self.formula(Dual::variable(at[0], 0), Dual::variable(at[1], 1));
        slope.copy_from_slice(&f.slope);
        f.value
    }
}

impl<S: Surface> Loss for S {
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
        let losses = Surface::minima(self).into_iter().map(|(at, name)| (at, name, self.formula(at[0], at[1])));
        let lowest = losses.clone().map(|(_, _, loss)| loss).fold(f64::INFINITY, f64::min);
        let level = lowest + 1e-9 * lowest.abs().max(1.0);
        losses.map(|(at, name, loss)| Minimum { at: at.to_vec(), loss, name, global: loss <= level }).collect()
    }
    fn hessian(&self, at: &[f64]) -> Vec<f64> {
        let variable = |i: usize| Dual::variable(Dual::<f64, 2>::variable(at[i], i), i);
        let f: Dual<Dual<f64, 2>, 2> = self.formula(variable(0), variable(1));
        f.slope.iter().flat_map(|row| row.slope).collect()
    }
}

/// Lists the losses: for each the file, and the type in it that is built from the arguments.
macro_rules! losses {
    (surfaces: $($file:ident::$Type:ident),*; of data: $($data_file:ident::$DataType:ident),* $(;)?) => {
        $(mod $file;)*
        $(mod $data_file;)*

        pub static ENTRIES: &[&LossEntry] = &[$(&$file::ENTRY,)* $(&$data_file::ENTRY),*];

        /// The loss that `args` describe; `table` makes its data.
        pub fn build(args: &Args, table: impl Fn() -> Checked<Table>) -> Checked<Box<dyn Loss>> {
            match args.name() {
                $(name if name == $file::ENTRY.entry.name => Ok(Box::new($file::$Type::new(args))),)*
                $(name if name == $data_file::ENTRY.entry.name => Ok(Box::new($data_file::$DataType::new(args, table()?)?)),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

losses!(
    surfaces:
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
    of data:
        squared_error::SquaredError;
);

/// A square map around the origin.
const fn square(half: f64) -> View {
    View { x: [-half, half], y: [-half, half] }
}
