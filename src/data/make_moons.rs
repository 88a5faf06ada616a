//! Two half circles, each reaching into the other, as scikit-learn's `make_moons` draws them.

use super::{RANDOM_STATE, SHUFFLE, curves, samples};
use crate::data::table::Table;
use crate::number::sin_cos;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range, nothing_more};
use std::f64::consts::PI;

pub(super) use super::by_name as python;

pub const ENTRY: Entry = Entry {
    name: "make_moons",
    formula: r"(\cos t, \sin t), \quad (1 - \cos t, \tfrac12 - \sin t), \quad 0 \le t \le \pi",
    source: "sklearn.datasets.make_moons",
    help: "Two half circles, each reaching into the other: no straight line parts them.",
    args: &[
        samples(100.0, 200.0),
        SHUFFLE,
        Arg::number("noise", 0.0, "How far the points scatter around the moons (standard deviation). More blurs them.")
            .within(Range::NOT_NEGATIVE)
            .initially(Default::Number(0.2)),
        RANDOM_STATE,
    ],
    check: nothing_more,
};

pub const CLASSES: usize = 2;

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    curves(args, seed, |class, i, count| {
        let angle = match i + 1 {
            1 => 0.0,
            last if last == count => PI,
            _ => i as f64 * (PI / (count - 1) as f64),
        };
        let (sine, cosine) = sin_cos(angle);
        if class == 0 { [cosine, sine] } else { [1.0 - cosine, 1.0 - sine - 0.5] }
    })
}
