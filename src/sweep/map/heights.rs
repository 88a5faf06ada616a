//! Maps that need no walk: the height of the loss, and the predictions of a model.

use super::grid::Grid;
use super::two_parameters;
use crate::loss::{Gradient, OfData};
use crate::number::{Lane, WIDTH};
use crate::pause::{pause, stretch};
use crate::scene::experiment::Experiment;
use crate::schema::{Fault, fault};
use crate::text::code::sweep as code;

/// The loss at the middle of each pixel.
pub async fn heights(experiment: &Experiment, grid: &Grid) -> Result<Vec<f64>, Fault> {
    two_parameters(experiment)?;
    let mut heights = Vec::with_capacity(grid.pixels() + WIDTH);
    let work = experiment.loss.of_data().map_or(experiment.loss.cost() as usize, |data| 2 * data.table().samples());
    let stretch = WIDTH * stretch(work);
    for first in (0..grid.pixels()).step_by(WIDTH) {
        if first % stretch == 0 {
            pause().await;
        }
        heights.extend(Gradient::<Lane>::value(experiment.loss.as_ref(), &grid.points(first)).to_array());
    }
    heights.truncate(grid.pixels());
    Ok(heights)
}

/// The prediction at the middle of each pixel, of the model with the parameters `params`: for a sample with x and y as
/// its two features, standardised where the loss asks for it.
pub fn decisions(data: &dyn OfData, params: &[f64], grid: &Grid) -> Result<Vec<f64>, Fault> {
    match data.table().features() {
        2 => {
            let mut samples = Vec::with_capacity(2 * grid.pixels());
            (0..grid.pixels()).for_each(|pixel| samples.extend_from_slice(&grid.point(pixel)));
            Ok(data.predict_all(params, &samples))
        }
        features => Err(fault!("", code::not_two_features, features)),
    }
}
