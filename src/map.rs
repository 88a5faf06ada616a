//! What is drawn over a plane: the height of the loss at each pixel, and where a walk from each pixel ends.

use crate::catalogue::{Checked, only, wrong};
use crate::experiment::{Experiment, SURFACE};
use crate::loss::{OfData, Slope};
use crate::number::{Lane, Real, WIDTH};
use crate::pause::{at_once, pause, stretch};
use crate::text::plain;
use crate::value::Value;
use crate::walk::{Record, walk};

/// A window on the plane, cut into pixels; row 0 is at the top.
#[derive(Clone, Debug)]
pub struct Grid {
    x: [f64; 2],
    y: [f64; 2],
    width: usize,
    height: usize,
}

const WIDEST: f64 = 4096.0;

impl Grid {
    pub fn parse(value: &Value) -> Checked<Grid> {
        let Value::Map(pairs) = value else {
            return wrong(format!("view is {value}; allowed: an object with x, y, width and height."));
        };
        let keys = ["x", "y", "width", "height"];
        only(&keys, "view", pairs)?;
        let ends = |key: &str| match value.get(key) {
            Some(Value::List(ends)) => match ends[..] {
                [Value::Number(a), Value::Number(b)] if a < b && a.is_finite() && b.is_finite() => Ok([a, b]),
                _ => wrong(format!(
                    "view.{key} is {}; allowed: two finite numbers, the smaller first.",
                    Value::List(ends.clone())
                )),
            },
            other => wrong(format!("view.{key} is {}; allowed: two finite numbers, the smaller first.", quoted(other))),
        };
        let pixels = |key: &str| match value.get(key) {
            Some(Value::Number(n)) if n.fract() == 0.0 && (1.0..=WIDEST).contains(n) => Ok(*n as usize),
            other => {
                wrong(format!("view.{key} is {}; allowed: a whole number in [1, {}].", quoted(other), plain(WIDEST)))
            }
        };
        Ok(Grid { x: ends("x")?, y: ends("y")?, width: pixels("width")?, height: pixels("height")? })
    }

    pub fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// The middle of a pixel, counted row by row.
    fn point(&self, pixel: usize) -> [f64; 2] {
        let (i, j) = ((pixel % self.width) as f64, (pixel / self.width) as f64);
        let [x0, x1] = self.x;
        let [y0, y1] = self.y;
        [x0 + (i + 0.5) * (x1 - x0) / self.width as f64, y1 - (j + 0.5) * (y1 - y0) / self.height as f64]
    }

    /// The middles of as many pixels as there are lanes, from `first` on; past the last it is repeated.
    pub fn points(&self, first: usize) -> [Lane; 2] {
        let points: [[f64; 2]; WIDTH] = std::array::from_fn(|k| self.point((first + k).min(self.pixels() - 1)));
        [points.map(|p| p[0]).into(), points.map(|p| p[1]).into()]
    }
}

fn quoted(value: Option<&Value>) -> String {
    value.map_or("missing".into(), Value::to_string)
}

fn two_parameters(experiment: &Experiment) -> Checked<()> {
    match experiment.start.len() {
        2 => Ok(()),
        dim => wrong(format!("The loss has {dim} parameters; allowed: 2, for a map.")),
    }
}

pub async fn heights(experiment: &Experiment, grid: &Grid) -> Checked<Vec<f64>> {
    two_parameters(experiment)?;
    let mut heights = Vec::with_capacity(grid.pixels() + WIDTH);
    let work = experiment.loss.of_data().map_or(SURFACE, |data| 2 * data.table().samples());
    let stretch = WIDTH * stretch(work);
    for first in (0..grid.pixels()).step_by(WIDTH) {
        if first % stretch == 0 {
            pause().await;
        }
        heights.extend(Slope::<Lane>::value(experiment.loss.as_ref(), &grid.points(first)).to_array());
    }
    heights.truncate(grid.pixels());
    Ok(heights)
}

/// What the model with the parameters `params` says at the middle of each pixel: of a sample with these two features,
/// standardised where the loss asks for it.
pub fn decisions(data: &dyn OfData, params: &[f64], grid: &Grid) -> Checked<Vec<f64>> {
    match data.table().features() {
        2 => {
            let mut samples = Vec::with_capacity(2 * grid.pixels());
            (0..grid.pixels()).for_each(|pixel| samples.extend_from_slice(&grid.point(pixel)));
            Ok(data.predict_all(params, &samples))
        }
        features => wrong(format!("The data has {features} features; allowed: 2, for a picture of decisions.")),
    }
}

/// Where the walk from each pixel ends, and after how many records.
#[derive(Default)]
pub struct Outcomes {
    pub loss: Vec<f64>,
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    pub records: Vec<u32>,
}

/// The first hiker, one walk a pixel. A start whose loss is not finite has no record.
pub fn outcomes(experiment: &Experiment, grid: &Grid) -> Checked<Outcomes> {
    two_parameters(experiment)?;
    let mut all = Outcomes::default();
    let hiker = &experiment.hikers[0];
    for first in (0..grid.pixels()).step_by(WIDTH) {
        let start = grid.points(first);
        let mut walking = [true; WIDTH];
        let mut records = [0; WIDTH];
        let mut last = [[f64::NAN; 3]; WIDTH];
        let visit = &mut |record: Record| {
            for k in 0..WIDTH {
                let here = [record.loss[k], record.params[0][k], record.params[1][k]];
                walking[k] &= record.lr[k].is_finite() && here.iter().all(|n| n.is_finite());
                if walking[k] {
                    last[k] = here;
                    records[k] += 1;
                }
            }
            walking.contains(&true)
        };
        at_once(walk(experiment, hiker, start.to_vec(), Lane::constant(hiker.lr), visit));
        for k in 0..WIDTH.min(grid.pixels() - first) {
            let start = grid.point(first + k);
            all.loss.push(last[k][0]);
            all.x.push(if records[k] > 0 { last[k][1] } else { start[0] });
            all.y.push(if records[k] > 0 { last[k][2] } else { start[1] });
            all.records.push(records[k]);
        }
    }
    Ok(all)
}
