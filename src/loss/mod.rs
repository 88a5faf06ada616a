//! The losses: each a mountain to walk on. One file a loss and one line in the list below.

use crate::catalogue::{Args, Checked, Entry};
use crate::number::{Dual, Lane, Real, WIDTH};
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

/// A single point takes one lane.
impl<L: Slope<Lane>> Slope<f64> for L {
    fn value(&self, at: &[f64]) -> f64 {
        value_in_lane(self, at)
    }
    fn slope(&self, at: &[f64], batch: Option<&[usize]>, slope: &mut [f64]) -> f64 {
        slope_in_lane(self, at, batch, slope)
    }
}

fn value_in_lane(loss: &dyn Slope<Lane>, at: &[f64]) -> f64 {
    loss.value(&lanes(at))[0]
}

fn slope_in_lane(loss: &dyn Slope<Lane>, at: &[f64], batch: Option<&[usize]>, slope: &mut [f64]) -> f64 {
    let mut wide = lanes(slope);
    let value = loss.slope(&lanes(at), batch, &mut wide);
    slope.iter_mut().zip(wide).for_each(|(s, wide)| *s = wide[0]);
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

impl<S: Surface> Slope<Lane> for S {
    fn value(&self, at: &[Lane]) -> Lane {
        self.formula(at[0], at[1])
    }
    fn slope(&self, at: &[Lane], _: Option<&[usize]>, slope: &mut [Lane]) -> Lane {
        let f: Dual<Lane> = self.formula(Dual::variable(at[0], 0), Dual::variable(at[1], 1));
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
        minima(self, &Surface::minima(self))
    }
    fn hessian(&self, at: &[f64]) -> Vec<f64> {
        let [x, y] = second_order(at);
        let [along_x, along_y] = self.formula(x, y).slope.map(|along| along.slope[0]);
        vec![along_x[0], along_x[1], along_y[0], along_y[1]]
    }
}

fn minima(loss: &dyn Slope<Lane>, places: &[([f64; 2], &'static str)]) -> Vec<Minimum> {
    let losses: Vec<f64> = places.iter().map(|(at, _)| value_in_lane(loss, at)).collect();
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let level = lowest + 1e-9 * lowest.abs().max(1.0);
    let minima = places.iter().zip(losses);
    minima.map(|(&(at, name), loss)| Minimum { at: at.to_vec(), loss, name, global: loss <= level }).collect()
}

/// Two variables, their second slope along x in the first lane and along y in the second.
fn second_order(at: &[f64]) -> [Dual<Dual<Lane>>; 2] {
    [0, 1].map(|i| {
        let mut along = [0.0; WIDTH];
        along[i] = 1.0;
        let value = Dual { value: Lane::constant(at[i]), slope: [along.into(), Lane::zero()] };
        Dual::variable(value, i)
    })
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
