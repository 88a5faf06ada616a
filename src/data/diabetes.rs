//! How diabetes went on in a year, from ten measures of the patient.

use super::by_loading;
use super::shipped::Content;
use crate::data::table::Table;
use crate::schema::python::arguments;
use crate::schema::{Arg, Args, Entry, Fault, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "diabetes",
    formula: r"x \in \mathbb{R}^{10}, \quad y \in [25, 346]",
    source: "Efron, Hastie, Johnstone and Tibshirani, Least Angle Regression, 2004; sklearn.datasets.load_diabetes",
    help: "442 patients: ten measures, and how far the disease went on in a year.",
    args: &[Arg::flag("scaled", true, "Each feature with mean 0 and sum of squares 1; otherwise as it was measured.")],
    check: nothing_more,
};

pub const CLASSES: usize = 0;

pub const CONTENT: Content = Content { rows: 442, features: 10, digest: 0xc915_48ab_4b68_9611 };

pub fn make(args: &Args, table: Table) -> Result<Table, Fault> {
    if !args.flag("scaled") {
        return Ok(table);
    }
    let mut scaled = table.standardized();
    let root = (table.samples() as f64).sqrt();
    scaled.x.mapv_inplace(|x| x / root);
    Ok(scaled)
}

pub fn python(args: &Args, _: u32) -> String {
    by_loading(args, arguments(args, &[]))
}
