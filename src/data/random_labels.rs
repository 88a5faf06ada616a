//! Noise with labels that have nothing to do with it, as the course draws them:
//! `random = RandomState(random_state); X = random.rand(n, f); y = random.randint(0, 2, n)`.

use super::{RANDOM_STATE, random, samples, shape, state};
use crate::data::table::Table;
use crate::schema::{Arg, Args, Entry, Fault, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "random_labels",
    formula: r"x \sim U[0, 1), \quad y \in \{0, 1\} \text{ by the toss of a coin}",
    source: "numpy.random.RandomState.rand and randint",
    help: "Noise, and labels that have nothing to do with it: there is nothing to learn.",
    args: &[
        samples(1000.0, 1000.0),
        Arg::integer("n_features", 20.0, "How many numbers a point has beside its label.").within(Range::from(1.0)),
        RANDOM_STATE,
    ],
    check: nothing_more,
};

pub const CLASSES: usize = 2;

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    let (n, features) = shape(args)?;
    let mut random = random(args, seed);
    let x = random.doubles(n * features);
    Ok(Table::new(features, x, (0..n).map(|_| random.randint(0, 2).into()).collect()))
}

pub fn python(args: &Args, seed: u32) -> String {
    let [n, features] = ["n_samples", "n_features"].map(|name| args.integer(name));
    let state = state(args, seed);
    format!("random = np.random.RandomState({state})\nX, y = random.rand({n}, {features}), random.randint(0, 2, {n})")
}
