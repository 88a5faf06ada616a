//! A line (a plane, where there are more features) fitted to data: half the mean squared error, as scikit-learn's
//! SGDRegressor makes it small.

use super::{Loss, LossEntry, Minimum, OfData, Slope, View};
use crate::catalogue::{Arg, Args, Checked, Entry, Range, nothing_more};
use crate::number::{Dual, Lane, Real};
use crate::random::SgdOrder;
use crate::solve::solve;
use crate::table::Table;
use ndarray::{Array2, ArrayView2};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "squared_error",
        formula: r"\frac{1}{2n} \sum_i (w \cdot x_i + b - y_i)^2 + \tfrac12 \alpha \lVert w \rVert^2",
        source: "scikit-learn, SGDRegressor(loss='squared_error')",
        help: "A line fitted to points: the mountain over its weight and its intercept.",
        args: &[
            Arg::data("data", "make_regression", "The points: a data set by name, or the numbers { X, y }."),
            Arg::flag("standardize", false, "Bring each feature to mean 0 and variance 1 first: a canyon becomes a bowl."),
            Arg::number("alpha", 0.0001, "Weight of the penalty on large weights. More pulls the weights to zero.")
                .within(Range::NOT_NEGATIVE),
        ],
        check: nothing_more,
    },
    steps: 60,
};

pub struct SquaredError {
    table: Table,
    alpha: f64,
    optimum: Vec<f64>,
}

/// The loss of one sample, of which the slope is taken.
fn half_square<R: Real>(prediction: R, target: f64) -> R {
    (prediction - target).square() * 0.5
}

/// Half the mean of squares: halved last, so that the loss overflows where the mean squared error does.
fn half_mean(sum: Lane, count: usize) -> Lane {
    sum / count as f64 * 0.5
}

/// The weights and the intercept of the lowest loss: the normal equations of the centred data, written for the
/// features or, where those are more, for the samples.
fn optimum(table: &Table, alpha: f64) -> Vec<f64> {
    let (n, features) = (table.samples(), table.features());
    let means = table.x.columns().into_iter().map(|column| column.iter().sum::<f64>() / n as f64).collect::<Vec<_>>();
    let mean = table.y.iter().sum::<f64>() / n as f64;
    let centred = Array2::from_shape_fn((n, features), |(i, j)| table.x[(i, j)] - means[j]);
    let targets: Vec<f64> = table.y.iter().map(|y| y - mean).collect();
    let across = |coefficients: &[f64]| -> Vec<f64> {
        let mut sums = vec![0.0; features];
        for (row, c) in centred.rows().into_iter().zip(coefficients) {
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += c * x);
        }
        sums
    };
    let more = n as f64 * alpha;
    let weights = if features <= n {
        solve(&products(centred.t(), more), &across(&targets))
    } else {
        across(&solve(&products(centred.view(), more), &targets))
    };
    let at_means = weights.iter().zip(&means).map(|(w, mean)| w * mean).sum::<f64>();
    weights.into_iter().chain([mean - at_means]).collect()
}

/// The products of each row with each, and `more` on the diagonal.
fn products(rows: ArrayView2<f64>, more: f64) -> Vec<f64> {
    let rows = rows.as_standard_layout(); // a column read across rows is slow
    let size = rows.nrows();
    let mut products = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..=i {
            let product = rows.row(i).iter().zip(rows.row(j)).fold(0.0, |sum, (a, b)| sum + a * b);
            (products[i * size + j], products[j * size + i]) = (product, product);
        }
        products[i * size + i] += more;
    }
    products
}

impl SquaredError {
    pub fn new(args: &Args, table: Table) -> Checked<SquaredError> {
        let table = if args.flag("standardize") { table.standardized() } else { table };
        let alpha = args.number("alpha");
        let optimum = optimum(&table, alpha);
        Ok(SquaredError { table, alpha, optimum })
    }

    fn prediction<R: Real>(&self, at: &[R], sample: usize) -> R {
        let mut p = R::zero();
        for (&w, &x) in at.iter().zip(self.table.x.row(sample)) {
            p = p + w * x;
        }
        p + at[at.len() - 1]
    }

    fn penalty(&self, at: &[Lane]) -> Lane {
        let weights = &at[..at.len() - 1];
        weights.iter().fold(Lane::zero(), |sum, &w| sum + w.square()) * (0.5 * self.alpha)
    }
}

impl Slope<Lane> for SquaredError {
    fn value(&self, at: &[Lane]) -> Lane {
        let n = self.table.samples();
        let square = |i: usize| half_square(self.prediction(at, i), self.table.y[i]) * 2.0;
        half_mean((0..n).fold(Lane::zero(), |sum, i| sum + square(i)), n) + self.penalty(at)
    }

    fn slope(&self, at: &[Lane], batch: Option<&[usize]>, slope: &mut [Lane]) -> Lane {
        slope.fill(Lane::zero());
        let features = self.table.features();
        let mut sum = Lane::zero();
        let mut sample = |i: usize| {
            let loss = half_square(Dual::<Lane>::variable(self.prediction(at, i), 0), self.table.y[i]);
            sum = sum + loss.value * 2.0;
            for (s, &x) in slope.iter_mut().zip(self.table.x.row(i)) {
                *s = *s + loss.slope[0] * x;
            }
            slope[features] = slope[features] + loss.slope[0];
        };
        let count = match batch {
            Some(batch) => {
                batch.iter().for_each(|&i| sample(i));
                batch.len()
            }
            None => {
                (0..self.table.samples()).for_each(&mut sample);
                self.table.samples()
            }
        };
        for (j, s) in slope.iter_mut().enumerate() {
            let mean = *s / count as f64;
            *s = if j < features { mean + at[j] * self.alpha } else { mean };
        }
        half_mean(sum, count) + self.penalty(at)
    }
}

impl Loss for SquaredError {
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

    /// Wide enough to hold the start and the contour it lies on.
    fn view(&self) -> View {
        let dim = self.dim();
        let last = dim - 1;
        let n = self.table.samples() as f64;
        let drop = (self.value(&self.start()) - self.value(&self.optimum)).max(0.0);
        let axis = |i: usize| {
            let squares = if i < last { self.table.x.column(i).iter().map(|x| x * x).sum::<f64>() / n + self.alpha } else { 1.0 };
            let curvature = squares.max(f64::MIN_POSITIVE);
            let reach = self.optimum[i].abs().max((2.0 * drop / curvature).sqrt());
            let half = if reach > 0.0 && reach.is_finite() { 1.25 * reach } else { 1.0 };
            if self.optimum[i].is_finite() { [self.optimum[i] - half, self.optimum[i] + half] } else { [-half, half] }
        };
        View { x: axis(0), y: axis(last.min(1)) }
    }

    fn minima(&self) -> Vec<Minimum> {
        let (at, loss) = (self.optimum.clone(), self.value(&self.optimum));
        // Data can be so large that its squares overflow: then no optimum is known.
        if loss.is_finite() { vec![Minimum { loss, at, name: "best line", global: true }] } else { vec![] }
    }

    fn hessian(&self, _: &[f64]) -> Vec<f64> {
        let (n, features, dim) = (self.table.samples() as f64, self.table.features(), self.dim());
        let mut hessian = vec![0.0; dim * dim];
        for row in self.table.x.rows() {
            let extended = |j: usize| if j < features { row[j] } else { 1.0 };
            for i in 0..dim {
                for j in 0..dim {
                    hessian[i * dim + j] += extended(i) * extended(j) / n;
                }
            }
        }
        for i in 0..features {
            hessian[i * dim + i] += self.alpha;
        }
        hessian
    }

    fn of_data(&self) -> Option<&dyn OfData> {
        Some(self)
    }
}

impl OfData for SquaredError {
    fn table(&self) -> &Table {
        &self.table
    }

    fn order(&self, seed: u32) -> SgdOrder {
        SgdOrder::regressor(seed, self.table.samples())
    }

    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)> {
        let n = self.table.samples();
        let squares = (0..n).map(|i| {
            let error = self.prediction(at, i) - self.table.y[i];
            error * error
        });
        vec![("mse", squares.sum::<f64>() / n as f64)]
    }

    fn predict(&self, at: &[f64], features: &[f64]) -> f64 {
        let weighted = at.iter().zip(features).map(|(w, x)| w * x).sum::<f64>();
        weighted + at[at.len() - 1]
    }
}
