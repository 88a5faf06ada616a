//! Points around a line (a plane, where there are more features), as scikit-learn's `make_regression` draws them.

use super::fits;
use crate::catalogue::{Arg, Args, Checked, Default, Entry, Range, nothing_more};
use crate::random::RandomState;
use crate::table::Table;
use ndarray::{Array1, Array2};

pub const ENTRY: Entry = Entry {
    name: "make_regression",
    formula: r"y = w \cdot x + b + \text{noise}, \quad x \sim N(0, 1)",
    source: "sklearn.datasets.make_regression",
    help: "Points scattered around a line.",
    args: &[
        Arg::integer("n_samples", 100.0, "How many points. More make the mountain smoother from batch to batch.")
            .within(Range::from(1.0))
            .initially(Default::Number(500.0)),
        Arg::integer("n_features", 100.0, "How many numbers a point has beside its target.")
            .within(Range::from(1.0))
            .initially(Default::Number(1.0)),
        Arg::integer("n_informative", 10.0, "How many of them the target depends on.").within(Range::from(1.0)),
        Arg::number("bias", 0.0, "The target where all features are zero."),
        Arg::number("noise", 0.0, "How far the points scatter around the line (standard deviation). More blurs it.")
            .within(Range::NOT_NEGATIVE)
            .initially(Default::Number(20.0)),
        Arg::flag("shuffle", true, "Shuffle the samples and the features."),
        Arg::integer("random_state", 0.0, "Which draw of points. Left out: the experiment's seed.")
            .within(Range::between(0.0, u32::MAX as f64))
            .open()
            .initially(Default::Number(42.0)),
    ],
    check: nothing_more,
};

/// `seed` stands in for a `random_state` left out.
pub fn make(args: &Args, seed: u32) -> Checked<Table> {
    let (n, features) = (args.integer("n_samples"), args.integer("n_features"));
    fits(n, features)?;
    let mut random = RandomState::new(args.optional("random_state").map_or(seed, |state| state as u32));
    let x = Array2::from_shape_simple_fn((n, features), || random.normal());
    let informative = args.integer("n_informative").min(features);
    let weights: Vec<f64> = (0..informative).map(|_| 100.0 * random.double()).collect();
    let bias = args.number("bias");
    let line = |i: usize| weights.iter().enumerate().fold(0.0, |sum, (j, w)| sum + x[(i, j)] * w) + bias;
    let mut y: Vec<f64> = (0..n).map(line).collect();
    let noise = args.number("noise");
    if noise > 0.0 {
        y.iter_mut().for_each(|y| *y += noise * random.normal());
    }
    if !args.flag("shuffle") {
        return Ok(Table { x, y: Array1::from_vec(y) });
    }
    let rows = random.permutation(n);
    let columns = random.permutation(features);
    Ok(Table {
        x: Array2::from_shape_fn((n, features), |(i, j)| x[(rows[i], columns[j])]),
        y: rows.iter().map(|&i| y[i]).collect(),
    })
}
