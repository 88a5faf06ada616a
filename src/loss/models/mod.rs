//! The losses of models fitted to data, and what all of them have: a penalty, and data held back.

pub mod hinge;
pub mod linear;
pub mod log_loss;
pub mod mlp;
mod network;
pub mod squared_error;

use crate::data::table::Table;
use crate::schema::{Arg, Args, Fault, Range, fault};
use crate::text::code::loss as code;

/// The path of the targets in an experiment.
const TARGETS: &str = "loss.data.y";

/// scikit-learn's default weight of the penalty.
pub const ALPHA: f64 = 0.0001;

const TEST_SIZE: Arg = Arg::number(
    "test_size",
    0.0,
    "How much of the data is held back from the walk, to be judged on at the end: as train_test_split(random_state=0).",
)
.within(Range { below_max: true, ..Range::between(0.0, 1.0) });

/// The samples that a loss is walked on, and those held back; where they are standardised, both by the scales of the
/// first. Of classes all must be among what is learnt from: scikit-learn would fit a model of fewer, or none.
fn prepared(args: &Args, table: Table, classes: usize) -> Result<(Table, Option<Table>), Fault> {
    let part = args.number("test_size");
    let (mut table, mut held) = (table, None);
    if part > 0.0 {
        let [kept, apart] = table.split(part);
        if kept.samples() == 0 {
            return Err(fault!("loss.test_size", code::nothing_to_learn_from, part, samples = table.samples()));
        }
        let left = distinct(kept.y.iter(), classes).len();
        if left < classes {
            return Err(fault!("loss.test_size", code::class_held_back, part, left, classes));
        }
        (table, held) = (kept, Some(apart));
    }
    if args.flag("standardize") {
        let scales = table.scales();
        table = table.scaled(&scales);
        held = held.map(|held| held.scaled(&scales));
    }
    Ok((table, held))
}

/// The different numbers among these in order, up to one more than `most`.
fn distinct<'a>(numbers: impl Iterator<Item = &'a f64>, most: usize) -> Vec<f64> {
    let mut known: Vec<f64> = vec![];
    for &number in numbers {
        let place = known.partition_point(|&other| other < number);
        if known.get(place) != Some(&number) {
            known.insert(place, number);
        }
        if known.len() > most {
            break;
        }
    }
    known
}

/// The classes that targets name, up to one more than `most`. As in scikit-learn's `type_of_target` a number that is not
/// whole names none.
fn classes(targets: &[f64], most: usize) -> Result<Vec<f64>, Fault> {
    match targets.iter().find(|target| target.fract() != 0.0) {
        Some(&value) => Err(fault!(TARGETS, code::no_class, value)),
        None => Ok(distinct(targets.iter(), most)),
    }
}
