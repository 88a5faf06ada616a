//! What the linear models share: predictions w · x + b of single samples, the mean of their losses, and a penalty on
//! the weights. One file a model says how a single sample is judged.

use super::{ALPHA, TARGETS, TEST_SIZE, classes, prepared};
use crate::data::table::Table;
use crate::loss::PythonForm;
use crate::loss::{Descent, Gradient, Loss, Minimum, OfData, Reference, View};
use crate::number::linear_algebra::solve;
use crate::number::random::{Order, SgdOrder};
use crate::number::{Dual, Lane, Real, Tangent};
use crate::pause::{Long, at_once, pause};
use crate::schema::{Arg, Args, Fault, Range, fault};
use crate::text::code::loss as code;
use std::cell::OnceCell;
use std::marker::PhantomData;

/// The arguments of all linear models; a menu starts with the data set `data`.
pub const fn args(data: &'static str) -> [Arg; 4] {
    [
        Arg::data("data", data, "The points: a data set by name, or the numbers { X, y }."),
        Arg::flag("standardize", false, "Bring each feature to mean 0 and variance 1 first: a canyon becomes a bowl."),
        Arg::number("alpha", ALPHA, "Weight of the penalty on large weights. More pulls the weights to zero.")
            .within(Range::NOT_NEGATIVE),
        TEST_SIZE,
    ]
}

/// Those of a linear classifier.
pub const fn args_of_classes() -> [Arg; 4] {
    let [data, standardize, alpha, test_size] = args("make_classification");
    [data.of_classes(2), standardize, alpha, test_size]
}

/// How a single sample is judged.
pub trait Judge: Sized + 'static {
    /// The loss of one sample, up to `FACTOR`.
    fn loss<R: Real>(prediction: R, target: f64) -> R;
    /// What the mean of the losses is multiplied by: last, so that ½ mean (p − y)² overflows where mean (p − y)² does.
    const FACTOR: f64 = 1.0;
    /// About how much a sample's loss bends; the size of the map follows from it.
    const CURVATURE: f64 = 1.0;
    /// How many classes targets name; 0 where they are numbers.
    const CLASSES: usize = 0;
    /// What the predictions are compared with, from the table's targets.
    fn targets(y: Vec<f64>) -> Result<Vec<f64>, Fault>;
    /// The loss of one sample in Python, `FACTOR` with it: of the prediction p and the target y, $ for NumPy or
    /// PyTorch.
    const PYTHON: &'static str;
    /// scikit-learn's estimator.
    const ESTIMATOR: &'static str;
    /// The order in which scikit-learn takes the samples.
    fn order(seed: u32, samples: usize) -> SgdOrder;
    /// Its name, and what it is called of the data held back.
    const METRIC: [&'static str; 2];
    /// Of one sample; the metric is the mean.
    fn metric(prediction: f64, target: f64) -> f64;
    /// What the model says of a sample: the prediction itself, or for classes what follows from it.
    fn answer(prediction: f64) -> f64 {
        prediction
    }
    /// What the lowest point of the mountain is called.
    const BEST: &'static str;
    fn optimum(model: &Linear<Self>) -> Long<'_, Optimum>;
    /// About how many multiplications `optimum` takes.
    fn preparation(samples: f64, dim: f64) -> f64 {
        // A few solutions of as many equations as parameters.
        if dim <= MOST_PARAMETERS as f64 { 10.0 * samples * dim * dim } else { 0.0 }
    }
}

/// What is known of the lowest the mean loss can be.
pub enum Optimum {
    /// The parameters there.
    At(Vec<f64>),
    /// It comes as near to this loss as one likes, and nowhere reaches it.
    Limit(f64),
    Unknown,
}

pub struct Linear<J> {
    pub table: Table,
    held_back: Option<Table>,
    pub alpha: f64,
    /// The table's features row by row: asking ndarray for them at every update takes a quarter of an epoch.
    features: Vec<f64>,
    targets: Vec<f64>,
    optimum: OnceCell<(Option<Minimum>, Reference)>,
    judge: PhantomData<J>,
}

#[inline(always)]
pub fn prediction<R: Real>(at: &[R], row: &[f64]) -> R {
    at.iter().zip(row).fold(at[row.len()], |sum, (&w, &x)| sum + w * x)
}

impl<J: Judge> Linear<J> {
    pub const PYTHON: PythonForm = PythonForm::Linear { sample: J::PYTHON, estimator: J::ESTIMATOR };

    pub fn new(args: &Args, table: Table, _: u32) -> Result<Linear<J>, Fault> {
        let y = J::targets(table.y.to_vec())?.into();
        let (table, held_back) = prepared(args, Table { y, ..table }, J::CLASSES)?;
        let features = table.x.iter().copied().collect();
        let targets = table.y.to_vec();
        let alpha = args.number("alpha");
        Ok(Linear { table, held_back, alpha, features, targets, optimum: OnceCell::new(), judge: PhantomData })
    }

    pub fn samples(&self) -> impl Iterator<Item = (&[f64], f64)> {
        self.features.chunks_exact(self.table.features()).zip(self.targets.iter().copied())
    }

    /// The loss from the sum over so many samples.
    fn whole(&self, sum: Lane, count: usize, at: &[Lane]) -> Lane {
        let weights = &at[..at.len() - 1];
        let squares = weights.iter().fold(Lane::zero(), |sum, &w| sum + w.square());
        sum / count as f64 * J::FACTOR + squares * (0.5 * self.alpha)
    }

    /// The mean gradient over samples, the penalty's with it; gives the sum of their losses.
    #[inline(always)]
    fn mean_slope<'a>(
        &self,
        at: &[Lane],
        samples: impl Iterator<Item = (&'a [f64], f64)>,
        count: usize,
        gradient: &mut [Lane],
    ) -> Lane {
        let features = at.len() - 1;
        gradient.iter_mut().zip(at).for_each(|(s, &w)| *s = w * self.alpha);
        let share = J::FACTOR / count as f64;
        let (mut sum, mut intercept) = (Lane::zero(), Lane::zero());
        for (row, target) in samples {
            let loss = J::loss(Dual::<Lane>::variable(prediction(at, row), 0), target);
            sum = sum + loss.value;
            let along = loss.gradient[0].get() * share;
            gradient.iter_mut().zip(row).for_each(|(s, &x)| *s = *s + along * x);
            intercept = intercept + along;
        }
        gradient[features] = intercept;
        sum
    }

    fn known(&self) -> &(Option<Minimum>, Reference) {
        at_once(self.prepare());
        self.optimum.get().expect("it is prepared")
    }

    /// Whether a classifier's boundary has all samples on their sides, by more than rounding; then weights grown large
    /// enough keep every sample as far from it as one likes.
    pub fn separates(&self, at: &[f64]) -> bool {
        const DIGITS: f64 = 1e-10;
        let is_clear = |(row, class): (&[f64], f64)| {
            let size = at.iter().zip(row).fold(at[row.len()].abs(), |sum, (w, x)| sum + (w * x).abs());
            prediction(at, row) * class > DIGITS * size
        };
        self.samples().all(is_clear)
    }
}

impl<J: Judge> Gradient<Lane> for Linear<J> {
    fn value(&self, at: &[Lane]) -> Lane {
        let losses = self.samples().map(|(row, target)| J::loss(prediction(at, row), target));
        self.whole(losses.fold(Lane::zero(), |sum, loss| sum + loss), self.targets.len(), at)
    }

    fn gradient(&self, at: &[Lane], gradient: &mut [Lane]) -> Lane {
        let sum = self.mean_slope(at, self.samples(), self.targets.len(), gradient);
        self.whole(sum, self.targets.len(), at)
    }
}

impl<J: Judge> Loss for Linear<J> {
    fn names(&self) -> Vec<String> {
        let weights = match self.table.features() {
            1 => vec!["weight".into()],
            n => (1..=n).map(|i| format!("weight {i}")).collect(),
        };
        weights.into_iter().chain(["intercept".into()]).collect()
    }

    fn start(&self) -> Vec<f64> {
        vec![0.0; self.table.features() + 1]
    }

    fn view(&self) -> View {
        view(&self.table, self.alpha, J::CURVATURE, self.value(&self.start()), self.known().0.as_ref())
    }

    fn minima(&self) -> Vec<Minimum> {
        self.known().0.clone().into_iter().collect()
    }

    fn reference(&self) -> Reference {
        self.known().1
    }

    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        let share = J::FACTOR / self.targets.len() as f64;
        let bend = |(row, target)| {
            let p: Dual<Lane> = Dual::variable(Lane::constant(prediction(at, row)), 0);
            let p: Dual<Dual<Lane>> = Dual::variable(p, 0);
            J::loss(p, target).gradient[0].get().gradient[0].get()[0] * share
        };
        Some(products(&self.features, &self.samples().map(bend).collect::<Vec<_>>(), self.alpha))
    }

    fn shapes(&self) -> Vec<Vec<usize>> {
        vec![vec![self.table.features()], vec![1]]
    }

    fn preparation(&self) -> f64 {
        J::preparation(self.targets.len() as f64, self.dim() as f64)
    }

    fn as_data(&self) -> Option<&dyn OfData> {
        Some(self)
    }
}

impl<J: Judge> OfData for Linear<J> {
    fn table(&self) -> &Table {
        &self.table
    }

    fn prepare(&self) -> Long<'_> {
        Box::pin(async {
            if self.optimum.get().is_some() {
                return;
            }
            let known = match J::optimum(self).await {
                Optimum::At(at) => {
                    let loss = self.value(&at);
                    // Data can be so large that its squares overflow: then no optimum is known.
                    let best = loss.is_finite().then_some(Minimum { at, loss, name: J::BEST, global: true });
                    (best, if loss.is_finite() { Reference::At(loss) } else { Reference::Unknown })
                }
                Optimum::Limit(loss) => (None, Reference::At(loss)),
                Optimum::Unknown => (None, Reference::Unknown),
            };
            self.optimum.get_or_init(|| known); // another walk may have come first
        })
    }

    fn order(&self, seed: u32) -> Box<dyn Order> {
        Box::new(J::order(seed, self.targets.len()))
    }

    fn batch_gradient(&self, at: &[Lane], batch: &[usize], gradient: &mut [Lane]) {
        let (features, count) = (self.table.features(), batch.len());
        let sample = |&i: &usize| (&self.features[i * features..(i + 1) * features], self.targets[i]);
        self.mean_slope(at, batch.iter().map(sample), count, gradient);
    }

    fn descent(&self) -> Option<&dyn Descent> {
        Some(self)
    }

    fn shrinks(&self) -> f64 {
        self.alpha
    }

    fn batch_loss(&self, at: &[Lane], batch: &[usize]) -> Lane {
        let features = self.table.features();
        let row = |i: usize| &self.features[i * features..(i + 1) * features];
        let losses = batch.iter().map(|&i| J::loss(prediction(at, row(i)), self.targets[i]));
        self.whole(losses.fold(Lane::zero(), |sum, loss| sum + loss), batch.len(), at)
    }

    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)> {
        let judged = self.samples().map(|(row, target)| J::metric(prediction(at, row), target));
        let mut metrics = vec![(J::METRIC[0], judged.sum::<f64>() / self.targets.len() as f64)];
        if let Some(Table { x, y }) = &self.held_back {
            let rows = x.rows().into_iter().zip(y);
            let judged = rows.map(|(row, &target)| J::metric(prediction(at, &row.to_vec()), target));
            metrics.push((J::METRIC[1], judged.sum::<f64>() / y.len() as f64));
        }
        metrics
    }

    fn predict(&self, at: &[f64], features: &[f64]) -> f64 {
        J::answer(prediction(at, features))
    }
}

impl<J: Judge> Descent for Linear<J> {
    fn descend(&self, at: &mut [Lane], samples: &[usize], lr: Lane) {
        let features = self.table.features();
        let along =
            |prediction, target| J::loss(Dual::<Lane>::variable(prediction, 0), target).gradient[0].get() * J::FACTOR;
        let step = |w: Lane, gradient: Lane| w - lr * gradient;
        if let [weight, intercept] = at {
            // Kept out of memory from one sample to the next.
            let (mut w, mut b) = (*weight, *intercept);
            for &i in samples {
                let x = self.features[i];
                let along = along(b + w * x, self.targets[i]);
                (w, b) = (step(w, w * self.alpha + along * x), step(b, Lane::zero() + along));
            }
            (*weight, *intercept) = (w, b);
            return;
        }
        for &i in samples {
            let row = &self.features[i * features..(i + 1) * features];
            let along = along(prediction(at, row), self.targets[i]);
            at.iter_mut().zip(row).for_each(|(w, &x)| *w = step(*w, *w * self.alpha + along * x));
            at[features] = step(at[features], Lane::zero() + along);
        }
    }
}

/// Wide enough to hold the start, of loss `high`, and the contour it lies on; around the start where no optimum is
/// known.
fn view(table: &Table, alpha: f64, curvature: f64, high: f64, best: Option<&Minimum>) -> View {
    let last = table.features();
    let drop = (high - best.map_or(0.0, |best| best.loss)).max(0.0);
    let axis = |i: usize| {
        let mean_square = |i| table.x.column(i).iter().map(|x| x * x).sum::<f64>() / table.samples() as f64;
        let curvature = if i < last { curvature * mean_square(i) + alpha } else { curvature };
        let middle = best.map_or(0.0, |best| best.at[i]);
        let reach = middle.abs().max((2.0 * drop / curvature.max(f64::MIN_POSITIVE)).sqrt());
        let half = if reach > 0.0 && reach.is_finite() { 1.25 * reach } else { 1.0 };
        [middle - half, middle + half]
    };
    View { x: axis(0), y: axis(last.min(1)) }
}

/// The products of each parameter's inputs with each, the intercept's being 1: summed over the samples, each with its
/// weight; and `penalty` on the diagonal, but for the intercept.
fn products(features: &[f64], weights: &[f64], penalty: f64) -> Vec<f64> {
    let count = features.len() / weights.len();
    let dim = count + 1;
    let mut products = vec![0.0; dim * dim];
    for (row, &weight) in features.chunks_exact(count).zip(weights) {
        for i in 0..dim {
            let weighted = if i < count { weight * row[i] } else { weight };
            products[i * dim..].iter_mut().zip(&row[..i.min(count)]).for_each(|(sum, x)| *sum += weighted * x);
            products[i * dim + i] += if i < count { weighted * row[i] } else { weighted };
        }
    }
    for i in 0..dim {
        (0..i).for_each(|j| products[j * dim + i] = products[i * dim + j]);
        products[i * dim + i] += if i < count { penalty } else { 0.0 };
    }
    products
}

/// More would take longer than a run.
pub const MOST_PARAMETERS: usize = 100;

/// The lowest point of a convex loss, by Newton's method from the start. None where there is no such point, where
/// rounding hides it, or once a point on the way is `enough`.
pub async fn lowest(loss: &dyn Loss, mut enough: impl FnMut(&[f64]) -> bool) -> Option<Vec<f64>> {
    const NEGLIGIBLE: f64 = 1e-12; // of the loss, to fall
    let mut at = loss.start();
    let dim = at.len();
    if dim > MOST_PARAMETERS {
        return None;
    }
    for _ in 0..100 {
        pause().await;
        let mut gradient = vec![0.0; dim];
        let here = loss.gradient(&at, &mut gradient);
        let hessian = loss.hessian(&at)?;
        let step = solve(&hessian, &gradient).await;
        let moved = |part: f64| at.iter().zip(&step).map(|(a, s)| a - part * s).collect::<Vec<_>>();
        let fall: f64 = step.iter().zip(&gradient).map(|(step, gradient)| step * gradient).sum();
        if fall <= NEGLIGIBLE * here {
            // Along a parameter that `solve` left out there may be further to fall.
            let flat = |i: usize| gradient[i] * gradient[i] <= NEGLIGIBLE * here * hessian[i * dim + i];
            return (0..dim).all(flat).then(|| moved(1.0));
        }
        let parts = std::iter::successors(Some(1.0), |part| Some(part / 2.0)).take(30);
        at = parts.map(moved).find(|next| loss.value(next) < here)?;
        if enough(&at) {
            return None;
        }
    }
    None
}

/// Targets of two classes as −1 and 1; the smaller number is the negative class.
pub fn two_classes(y: Vec<f64>) -> Result<Vec<f64>, Fault> {
    const MOST_COUNTED: usize = 20;
    match classes(&y, MOST_COUNTED)?[..] {
        [negative, _] => Ok(y.iter().map(|&y| if y == negative { -1.0 } else { 1.0 }).collect()),
        [_] => Err(fault!(TARGETS, code::one_number)),
        ref known if known.len() > MOST_COUNTED => Err(fault!(TARGETS, code::more_numbers, counted = MOST_COUNTED)),
        ref known => Err(fault!(TARGETS, code::not_two_numbers, count = known.len())),
    }
}

/// Whether the sign of the prediction is that of the class.
pub fn accuracy(prediction: f64, target: f64) -> f64 {
    f64::from((prediction > 0.0) == (target > 0.0))
}
