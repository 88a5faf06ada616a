//! What is drawn over a plane: the height of the loss at each pixel, and where a walk from each pixel ends.

mod basins;
mod grid;
mod heights;
mod walks;

pub use basins::{Basins, NOWHERE, THROWN_OUT};
pub use grid::{Grid, pixels, rows};
pub use heights::{decisions, heights};
pub use walks::{Outcomes, basins, outcomes};

use crate::scene::experiment::Experiment;
use crate::schema::{Fault, fault};
use crate::text::code::sweep as code;

fn two_parameters(experiment: &Experiment) -> Result<(), Fault> {
    match experiment.start.len() {
        2 => Ok(()),
        dim => Err(fault!("", code::not_two_parameters, dim)),
    }
}
