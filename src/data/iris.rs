//! Fisher's irises: three species, told by four lengths.

use super::by_loading;
use super::shipped::Content;
use crate::data::table::Table;
use crate::schema::{Arg, Args, Entry, Fault, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "iris",
    formula: r"x \in \mathbb{R}^4, \quad y \in \{0, 1, 2\}",
    source: "Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936; UCI (CC BY 4.0); \
             sklearn.datasets.load_iris",
    help: "150 flowers of three species: length and width of sepal and petal, in cm.",
    args: &[Arg::integer(
        "classes",
        3.0,
        "2: only setosa and versicolor, for losses of two classes. 3: virginica too.",
    )
    .within(Range::between(2.0, 3.0))],
    check: nothing_more,
};

pub const CLASSES: usize = 3;

pub const CONTENT: Content = Content { rows: 150, features: 4, digest: 0x2a26_9402_8601_3b21 };

pub fn make(args: &Args, table: Table) -> Result<Table, Fault> {
    let classes = args.number("classes");
    let rows: Vec<usize> = (0..table.samples()).filter(|&i| table.y[i] < classes).collect();
    Ok(table.arranged(&rows, None))
}

pub fn python(args: &Args, _: u32) -> String {
    let two = if args.integer("classes") == 2 { "\nX, y = X[y < 2], y[y < 2]" } else { "" };
    by_loading(args, vec![]) + two
}
