//! The losses: each a mountain to walk on. One file a loss and one line in the list below.

mod entry;
mod formula;
mod gradient;
mod models;
mod python;
mod reference;
mod search;
mod surface;
mod surfaces;

pub use self::entry::LossEntry;
pub use self::gradient::{Gradient, lanes};
pub use self::models::ALPHA;
pub use self::python::{PythonForm, REGRESSOR};
pub use self::reference::Reference;

use self::models::*;
use self::surface::{Surface, curvatures, second_order, square};
use self::surfaces::*;
use crate::WHOLE;
use crate::data;
use crate::data::table::Table;
use crate::number::random::Order;
use crate::number::{Lane, Real};
use crate::pause::Long;
use crate::schema::{Args, Entry, Fault, Kind};
use crate::text::code::loss as code;
use crate::text::{Message, message};
use serde::Serialize;

/// About how many multiplications a formula takes, gradient included, that says no number of its own.
const COST: f64 = 60.0;

/// A loss, as walks, maps and the page see it.
pub trait Loss: Gradient<f64> + Gradient<Lane> {
    /// The losses and the gradients of walks side by side: `at` and `gradient` are walks × parameters, `value` has one
    /// number a walk. Gives the sum of the values: where it is finite, all are.
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
    /// The parameters that a walk starts from unless it names others.
    fn start(&self) -> Vec<f64>;
    /// What a map of the first two parameters shows.
    fn view(&self) -> View;
    /// The minima known, in closed form or to the last digit; of a typed formula those that were found.
    fn minima(&self) -> Vec<Minimum>;
    /// How low it can be: of data, once `OfData::prepare` has been waited for.
    fn reference(&self) -> Reference {
        Reference::lowest(&self.minima())
    }
    /// The second derivatives at these parameters, row by row; none where they would take longer than a run.
    fn hessian(&self, _: &[f64]) -> Option<Vec<f64>> {
        None
    }
    /// What only a loss of data has; none of a surface.
    fn as_data(&self) -> Option<&dyn OfData> {
        None
    }
    /// The parameters as tensors, in order: `[n]` is a vector, `[m, n]` a matrix row by row.
    fn shapes(&self) -> Vec<Vec<usize>> {
        vec![vec![self.dim()]]
    }
    /// About how many multiplications a gradient takes, where the loss has no data.
    fn cost(&self) -> f64 {
        COST
    }
    /// About how many multiplications are done once, before the first walk is judged.
    fn preparation(&self) -> f64 {
        0.0
    }
    /// The numbers of the parameters that belong together, such as all that lead into one neuron.
    fn filters(&self) -> Vec<Vec<usize>> {
        vec![(0..self.dim()).collect()]
    }

    /// How many parameters there are.
    fn dim(&self) -> usize {
        self.start().len()
    }
    /// The lowest the loss can be, where that is known.
    fn floor(&self) -> Option<f64> {
        self.minima().iter().find(|m| m.global).map(|m| m.loss)
    }
}

impl dyn Loss + '_ {
    /// What a loss of data is beside; none for others. The engine a page opens with has none, and is compiled without
    /// all that is for them.
    pub fn of_data(&self) -> Option<&dyn OfData> {
        if WHOLE { self.as_data() } else { None }
    }
}

/// What only a loss of data has.
pub trait OfData {
    /// The samples that are walked on.
    fn table(&self) -> &Table;
    /// Finds what takes long and is needed often, such as the minimum.
    fn prepare(&self) -> Long<'_> {
        Box::pin(async {})
    }
    /// The order of the samples, as the scikit-learn estimator of this loss takes them.
    fn order(&self, seed: u32) -> Box<dyn Order>;
    /// Puts the mean gradient over the samples of `batch`, with that of the penalty, into `gradient`.
    fn batch_gradient(&self, at: &[Lane], batch: &[usize], gradient: &mut [Lane]);
    /// A faster loop for plain SGD over single samples, where there is one.
    fn descent(&self) -> Option<&dyn Descent> {
        None
    }
    /// The weight of the penalty where scikit-learn's SGD applies it by shrinking the weights, which it never does past
    /// zero; 0 where it adds the penalty's gradient.
    fn shrinks(&self) -> f64 {
        0.0
    }
    /// The mean loss over the samples of `batch`, with the penalty: `batch_gradient` is its gradient.
    fn batch_loss(&self, at: &[Lane], batch: &[usize]) -> Lane;
    /// The metrics at these parameters, by name.
    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)>;
    /// The length of the vector of weights, without intercepts.
    fn weight_size(&self, at: &[f64]) -> f64 {
        at[..at.len() - 1].iter().fold(0.0, |sum, w| sum + w * w).sqrt()
    }
    /// The prediction for one sample.
    fn predict(&self, at: &[f64], features: &[f64]) -> f64;
    /// The predictions for many samples: samples × features.
    fn predict_all(&self, at: &[f64], samples: &[f64]) -> Vec<f64> {
        samples.chunks(self.table().features()).map(|features| self.predict(at, features)).collect()
    }
}

/// The data sets that a loss cannot be of as a menu starts with them, and why not.
pub fn unfit_data(loss: &str) -> Vec<(&'static str, Message)> {
    let args = ENTRIES.iter().filter(|known| known.entry.name == loss).flat_map(|known| known.entry.args);
    let most = args.filter(|arg| arg.kind == Kind::Data).find_map(|arg| arg.range.max);
    let Some(most) = most else { return vec![] };
    let unfit = |&(name, classes): &(&'static str, usize)| match classes {
        0 => Some((name, message!(code::data_of_numbers))),
        _ if classes as f64 > most => Some((name, message!(code::data_of_classes, classes, most))),
        _ => None,
    };
    data::CLASSES.iter().filter_map(unfit).collect()
}

/// Plain SGD over single samples, one after the other, in one loop.
pub trait Descent {
    /// What `OfData::batch_gradient` of each sample and a step at the rate do, bit for bit, in less than half the time.
    fn descend(&self, at: &mut [Lane], samples: &[usize], lr: Lane);
}

/// The part of the plane that a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct View {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

/// A known minimum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Minimum {
    pub at: Vec<f64>,
    pub loss: f64,
    pub name: &'static str,
    /// Whether no loss anywhere is lower.
    pub global: bool,
}

/// Lists the losses: for each the file, and the type in it that is built from the arguments. Those under `opening` are
/// in both engines; of the others, the one that a page opens with knows the names.
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
        himmelblau::Himmelblau;
    surfaces:
        beale::Beale,
        rastrigin::Rastrigin,
        ackley::Ackley,
        saddle::Saddle,
        three_hump_camel::ThreeHumpCamel,
        styblinski_tang::StyblinskiTang,
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
