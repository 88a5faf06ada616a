//! Round clouds of points, a class each, as scikit-learn's `make_blobs` draws them.

use super::{MOST_VALUES, RANDOM_STATE, SHUFFLE, at_most, random, samples, shape};
use crate::data::table::Table;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range};

pub(super) use super::by_name as python;

pub const ENTRY: Entry = Entry {
    name: "make_blobs",
    formula: r"x \sim N(c_y, \text{cluster\_std}^2)",
    source: "sklearn.datasets.make_blobs",
    help: "Round clouds of points, a class each.",
    args: &[
        samples(100.0, 200.0),
        Arg::integer("n_features", 2.0, "How many numbers a point has beside its class.").within(Range::from(1.0)),
        Arg::integer("centers", 3.0, "How many clouds, each a class of its own.")
            .within(Range::from(1.0))
            .initially(Default::Number(2.0)),
        Arg::number("cluster_std", 1.0, "How wide a cloud is (standard deviation). More makes them overlap.")
            .within(Range::NOT_NEGATIVE),
        Arg::pair("center_box", [-10.0, 10.0], "Between which two numbers the centres are drawn."),
        SHUFFLE,
        RANDOM_STATE,
    ],
    check,
};

pub const CLASSES: usize = 2;

fn check(args: &Args) -> Result<(), &'static str> {
    let [low, high] = args.pair("center_box");
    if (high - low).is_finite() { Ok(()) } else { Err("center_box is wider than numbers go; allowed: a smaller one.") }
}

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    let (n, features) = shape(args)?;
    let values = args.number("centers") * args.number("n_features");
    at_most("centers × n_features", values, "", MOST_VALUES as f64)?;
    let classes = args.integer("centers");
    let ([low, high], width) = (args.pair("center_box"), args.number("cluster_std"));
    let mut random = random(args, seed);
    let centers = random.doubles(classes * features);
    let (mut x, mut y) = (random.normals(n * features), vec![]);
    let mut rows = x.chunks_mut(features);
    for (class, center) in centers.chunks(features).enumerate() {
        // The first classes have one sample more where they do not share evenly.
        for row in rows.by_ref().take(n / classes + usize::from(class < n % classes)) {
            row.iter_mut().zip(center).for_each(|(x, c)| *x = low + (high - low) * c + width * *x);
            y.push(class as f64);
        }
    }
    let table = Table::new(features, x, y);
    Ok(if args.flag("shuffle") { table.arranged(&random.permutation(n), None) } else { table })
}
