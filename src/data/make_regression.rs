//! Points around a line (a plane, where there are more features), as scikit-learn's `make_regression` draws them.

use super::{RANDOM_STATE, SHUFFLE, random, samples, shape, shuffled};
use crate::data::table::Table;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range, nothing_more};

pub(super) use super::by_name as python;

pub const ENTRY: Entry = Entry {
    name: "make_regression",
    formula: r"y = w \cdot x + b + \text{noise}, \quad x \sim N(0, 1)",
    source: "sklearn.datasets.make_regression",
    help: "Points scattered around a line.",
    args: &[
        // As scikit-learn's fails on one.
        samples(100.0, 500.0).within(Range::from(2.0)),
        Arg::integer("n_features", 100.0, "How many numbers a point has beside its target.")
            .within(Range::from(1.0))
            .initially(Default::Number(1.0)),
        Arg::integer("n_informative", 10.0, "How many of them the target depends on.").within(Range::from(1.0)),
        Arg::number("bias", 0.0, "The target where all features are zero."),
        Arg::number("noise", 0.0, "How far the points scatter around the line (standard deviation). More blurs it.")
            .within(Range::NOT_NEGATIVE)
            .initially(Default::Number(20.0)),
        SHUFFLE,
        RANDOM_STATE,
    ],
    check: nothing_more,
};

pub const CLASSES: usize = 0;

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    let (n, features) = shape(args)?;
    let mut random = random(args, seed);
    let x = random.normals(n * features);
    let weights: Vec<f64> =
        random.doubles(args.integer("n_informative").min(features)).iter().map(|d| 100.0 * d).collect();
    let bias = args.number("bias");
    let line = |row: &[f64]| row.iter().zip(&weights).fold(0.0, |sum, (x, w)| sum + x * w) + bias;
    let mut y: Vec<f64> = x.chunks(features).map(line).collect();
    let noise = args.number("noise");
    if noise > 0.0 {
        y.iter_mut().for_each(|y| *y += noise * random.normal());
    }
    Ok(shuffled(Table::new(features, x, y), args, &mut random))
}
