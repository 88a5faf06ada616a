//! Tumours, malignant or benign, told by thirty measures of their cells.

use super::by_loading;
use super::shipped::Content;
use crate::data::table::Table;
use crate::schema::{Args, Entry, Fault, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "breast_cancer",
    formula: r"x \in \mathbb{R}^{30}, \quad y \in \{0, 1\}",
    source: "Wolberg, Street and Mangasarian, Breast Cancer Wisconsin (Diagnostic), 1993; UCI (CC BY 4.0); \
             sklearn.datasets.load_breast_cancer",
    help: "569 tumours, malignant (0) or benign (1): thirty measures of cells, from 0.001 to 4000.",
    args: &[],
    check: nothing_more,
};

pub const CLASSES: usize = 2;

pub const CONTENT: Content = Content { rows: 569, features: 30, digest: 0xb05e_4227_6faa_2c15 };

pub fn make(_: &Args, table: Table) -> Result<Table, Fault> {
    Ok(table)
}

pub fn python(args: &Args, _: u32) -> String {
    by_loading(args, vec![])
}
