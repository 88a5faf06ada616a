//! What is drawn over a plane: the height of the loss at each pixel, and where a walk from each pixel ends.

use crate::catalogue::{Checked, only, wrong};
use crate::experiment::Experiment;
use crate::loss::{OfData, Slope};
use crate::number::{Lane, Real, WIDTH};
use crate::pause::{at_once, pause, stretch};
use crate::text::plain;
use crate::value::Value;
use crate::walk::{Walks, go};

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
    let work = experiment.loss.of_data().map_or(experiment.loss.cost() as usize, |data| 2 * data.table().samples());
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
    at_once(outcomes_pausing(experiment, grid))
}

/// `outcomes` with pauses.
pub async fn outcomes_pausing(experiment: &Experiment, grid: &Grid) -> Checked<Outcomes> {
    two_parameters(experiment)?;
    let pixels = grid.pixels();
    let blank = || vec![f64::NAN; pixels];
    let mut all = Outcomes { loss: blank(), x: blank(), y: blank(), records: vec![0; pixels] };
    for first in (0..pixels).step_by(AT_ONCE) {
        walk_from(experiment, grid, first, &mut all).await;
    }
    Ok(all)
}

/// How many go side by side: as many as stay near the processor.
const AT_ONCE: usize = 128;
/// Records from one look to the next for walks that are at an end.
const WATCHED: usize = 16;

/// The walks from the pixels `first` on.
async fn walk_from(experiment: &Experiment, grid: &Grid, first: usize, all: &mut Outcomes) {
    let last = (first + AT_ONCE).min(grid.pixels());
    // The first pixel of each lane.
    let mut of: Vec<usize> = (first..last).step_by(WIDTH).collect();
    let start = of.iter().flat_map(|&pixel| grid.points(pixel)).collect();
    let hiker = &experiment.hikers[0];
    let mut walk = Walks::new(experiment, hiker, start, vec![Lane::constant(hiker.rate()); of.len()]).await;
    // A loss that is not finite stays in these sums; parameters that are not stay so by themselves.
    let mut sums = vec![Lane::zero(); of.len()];
    loop {
        walk.look();
        sums.iter_mut().zip(&walk.loss).for_each(|(sum, &loss)| *sum = *sum + loss);
        let at_end = walk.record == experiment.length.records();
        if at_end || walk.record.is_multiple_of(WATCHED) {
            for j in (0..of.len()).rev() {
                let [x, y] = walk.params.as_chunks::<2>().0[j];
                let lost = !(sums[j] + walk.rates[j] + x + y).is_finite();
                let rests = walk.rests(j);
                if lost {
                    alone(experiment, grid, of[j], all).await;
                } else if at_end || rests {
                    for (k, pixel) in (of[j]..last.min(of[j] + WIDTH)).enumerate() {
                        all.put(pixel, [walk.loss[j][k], x[k], y[k]], experiment.length.records() + 1);
                    }
                }
                if lost || rests {
                    walk.retire(j);
                    of.swap_remove(j);
                    sums.swap_remove(j);
                }
            }
        }
        if at_end || of.is_empty() {
            return;
        }
        if (walk.record + 1).is_multiple_of(WATCHED) {
            walk.mark();
        }
        go!(walk);
    }
}

impl Outcomes {
    fn put(&mut self, pixel: usize, [loss, x, y]: [f64; 3], records: usize) {
        (self.loss[pixel], self.x[pixel], self.y[pixel]) = (loss, x, y);
        self.records[pixel] = records as u32;
    }
}

/// The walks of one lane, of which one at least ends where its numbers do.
async fn alone(experiment: &Experiment, grid: &Grid, first: usize, all: &mut Outcomes) {
    let hiker = &experiment.hikers[0];
    let mut walk = Walks::new(experiment, hiker, grid.points(first).to_vec(), vec![Lane::constant(hiker.rate())]).await;
    let mut walking = [true; WIDTH];
    for pixel in first..grid.pixels().min(first + WIDTH) {
        let [x, y] = grid.point(pixel);
        all.put(pixel, [f64::NAN, x, y], 0);
    }
    loop {
        walk.look();
        for (k, pixel) in (first..grid.pixels().min(first + WIDTH)).enumerate() {
            let here = [walk.loss[0][k], walk.params[0][k], walk.params[1][k]];
            walking[k] &= walk.rates[0][k].is_finite() && here.iter().all(|n| n.is_finite());
            if walking[k] {
                all.put(pixel, here, walk.record + 1);
            }
        }
        if !walking.contains(&true) || !go!(walk) {
            return;
        }
    }
}
