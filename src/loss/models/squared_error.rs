//! A line (a plane, where there are more features) fitted to data: half the mean squared error, as scikit-learn's
//! SGDRegressor makes it small.

use super::linear::{Judge, Linear, Optimum, args};
use crate::data::table::Table;
use crate::loss::LossEntry;
use crate::loss::REGRESSOR;
use crate::number::Real;
use crate::number::linear_algebra::solve;
use crate::number::random::SgdOrder;
use crate::pause::{Long, pause};
use crate::schema::{Entry, Fault, nothing_more};
use ndarray::{Array2, ArrayView2};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "squared_error",
        formula: r"\frac{1}{2n} \sum_i (w \cdot x_i + b - y_i)^2 + \tfrac12 \alpha \lVert w \rVert^2",
        source: "scikit-learn, SGDRegressor(loss='squared_error')",
        help: "A line fitted to points: the mountain over its weight and its intercept.",
        args: &args("make_regression"),
        check: nothing_more,
    },
    steps: 60,
};

pub type SquaredError = Linear<Distance>;

pub struct Distance;

impl Judge for Distance {
    fn loss<R: Real>(prediction: R, target: f64) -> R {
        (prediction - target).square()
    }
    const FACTOR: f64 = 0.5;
    fn targets(y: Vec<f64>) -> Result<Vec<f64>, Fault> {
        Ok(y)
    }
    const PYTHON: &'static str = "(p - y) ** 2 / 2";
    const ESTIMATOR: &'static str = REGRESSOR;
    fn order(seed: u32, samples: usize) -> SgdOrder {
        SgdOrder::regressor(seed, samples)
    }
    const METRIC: [&'static str; 2] = ["mse", "test_mse"];
    fn metric(prediction: f64, target: f64) -> f64 {
        (prediction - target) * (prediction - target)
    }
    const BEST: &'static str = "best line";
    fn optimum(model: &Linear<Distance>) -> Long<'_, Optimum> {
        Box::pin(async { Optimum::At(optimum(&model.table, model.alpha).await) })
    }
    /// The products of the normal equations, and their factorisation.
    fn preparation(samples: f64, dim: f64) -> f64 {
        let (size, length) = (samples.min(dim), samples.max(dim));
        size * size * (length / 2.0 + size / 6.0)
    }
}

/// The weights and the intercept of the lowest loss: the normal equations of the centred data, written for the
/// features or, where those are more, for the samples.
async fn optimum(table: &Table, alpha: f64) -> Vec<f64> {
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
        solve(&products(centred.t(), more).await, &across(&targets)).await
    } else {
        across(&solve(&products(centred.view(), more).await, &targets).await)
    };
    let at_means = weights.iter().zip(&means).map(|(w, mean)| w * mean).sum::<f64>();
    weights.into_iter().chain([mean - at_means]).collect()
}

/// The products of each row with each, and `more` on the diagonal.
async fn products(rows: ArrayView2<'_, f64>, more: f64) -> Vec<f64> {
    let rows = rows.as_standard_layout(); // a column read across rows is slow
    let size = rows.nrows();
    let mut products = vec![0.0; size * size];
    for i in 0..size {
        pause().await;
        for j in 0..=i {
            let product = rows.row(i).iter().zip(rows.row(j)).fold(0.0, |sum, (a, b)| sum + a * b);
            (products[i * size + j], products[j * size + i]) = (product, product);
        }
        products[i * size + i] += more;
    }
    products
}
