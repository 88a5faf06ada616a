//! A circle inside a circle, as scikit-learn's `make_circles` draws them.

use super::{RANDOM_STATE, SHUFFLE, curves, samples};
use crate::data::table::Table;
use crate::number::sin_cos;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range, nothing_more};
use std::f64::consts::TAU;

pub(super) use super::by_name as python;

pub const ENTRY: Entry = Entry {
    name: "make_circles",
    formula: r"(\cos t, \sin t), \quad \text{factor} \cdot (\cos t, \sin t), \quad 0 \le t < 2 \pi",
    source: "sklearn.datasets.make_circles",
    help: "A circle of points inside another: no straight line parts them.",
    args: &[
        samples(100.0, 200.0),
        SHUFFLE,
        Arg::number(
            "noise",
            0.0,
            "How far the points scatter around the circles (standard deviation). More blurs them.",
        )
        .within(Range::NOT_NEGATIVE)
        .initially(Default::Number(0.1)),
        RANDOM_STATE,
        Arg::number("factor", 0.8, "The inner circle's size. Smaller leaves a wider gap.")
            .within(Range::FRACTION)
            .initially(Default::Number(0.5)),
    ],
    check: nothing_more,
};

pub const CLASSES: usize = 2;

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    let factor = args.number("factor");
    curves(args, seed, |class, i, count| {
        let (sine, cosine) = sin_cos(i as f64 * (TAU / count as f64));
        if class == 0 { [cosine, sine] } else { [cosine * factor, sine * factor] }
    })
}
