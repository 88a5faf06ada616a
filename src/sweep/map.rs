//! What is drawn over a plane: the height of the loss at each pixel, and where a walk from each pixel ends.
//!
//! A walk ends in the valley, of those known, whose bottom is nearest to its last point, from the record on from which
//! its loss stays within a hundredth of the drop to that bottom: for the lowest valleys that is the verdict's rule.

use crate::loss::{Gradient, OfData};
use crate::number::{Lane, Real, WIDTH};
use crate::pause::{at_once, pause, stretch};
use crate::run::verdict::{self, ARRIVED, Evidence, Kind};
use crate::run::walk::{WATCHED, WalkBatch, advance_record};
use crate::scene::experiment::Experiment;
use crate::schema::value::Value;
use crate::schema::{Fault, fault, only, required};
use crate::text::code::scene::whole_number_in;
use crate::text::code::sweep as code;
use crate::text::message;
use std::ops::Range;

/// A window on the plane, cut into pixels; row 0 is at the top.
#[derive(Clone, Debug)]
pub struct Grid {
    x: [f64; 2],
    y: [f64; 2],
    width: usize,
    height: usize,
}

const WIDEST: f64 = 4096.0;

/// The `width` or `height` of a view.
pub fn pixels(view: &Value, key: &str) -> Result<usize, Fault> {
    match view.get(key) {
        Some(Value::Number(n)) if n.fract() == 0.0 && (1.0..=WIDEST).contains(n) => Ok(*n as usize),
        other => required("view", key, other, message!(whole_number_in, min = 1.0, max = WIDEST)),
    }
}

/// The rows from `from` to the one before `to`, of so many.
pub fn rows(from: usize, to: usize, height: usize) -> Result<Range<usize>, Fault> {
    if from < to && to <= height {
        return Ok(from..to);
    }
    Err(fault!("", code::rows_out_of_range, from, to, height))
}

impl Grid {
    pub fn parse(value: &Value) -> Result<Grid, Fault> {
        let Value::Map(pairs) = value else {
            return required("", "view", Some(value), message!(code::a_view));
        };
        let keys = ["x", "y", "width", "height"];
        only(&keys, "view", pairs)?;
        let ends = |key: &str| {
            let given = value.get(key);
            match given {
                Some(Value::List(ends))
                    if let [Value::Number(a), Value::Number(b)] = ends[..]
                        && a < b
                        && a.is_finite()
                        && b.is_finite() =>
                {
                    Ok([a, b])
                }
                _ => required("view", key, given, message!(code::two_finite_numbers)),
            }
        };
        Ok(Grid { x: ends("x")?, y: ends("y")?, width: pixels(value, "width")?, height: pixels(value, "height")? })
    }

    pub fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// The pixels of the rows from `from` to the one before `to`.
    pub fn band(&self, from: usize, to: usize) -> Result<Range<usize>, Fault> {
        let rows = rows(from, to, self.height)?;
        Ok(rows.start * self.width..rows.end * self.width)
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

fn two_parameters(experiment: &Experiment) -> Result<(), Fault> {
    match experiment.start.len() {
        2 => Ok(()),
        dim => Err(fault!("", code::not_two_parameters, dim)),
    }
}

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

/// What the model with the parameters `params` says at the middle of each pixel: of a sample with these two features,
/// standardised where the loss asks for it.
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

/// Where the walk from each pixel ends, and after how many records.
#[derive(Default)]
pub struct Outcomes {
    pub loss: Vec<f64>,
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    pub records: Vec<u32>,
}

/// The first hiker, one walk a pixel. A start whose loss is not finite has no record.
pub fn outcomes(experiment: &Experiment, grid: &Grid) -> Result<Outcomes, Fault> {
    two_parameters(experiment)?;
    Ok(at_once(walk_all(experiment, grid, 0..grid.pixels(), None)).outcomes)
}

/// Which valley the walk from each pixel ends in, and at which record it arrives there.
pub struct Basins {
    /// The number of a known minimum; where none is known, 0 for a walk that settles. Else one of those below.
    pub valley: Vec<u8>,
    /// 0 where it arrives nowhere.
    pub arrival: Vec<u32>,
}

/// It has arrived in no valley.
pub const NOWHERE: u8 = 254;
pub const THROWN_OUT: u8 = 255;

/// The first hiker, one walk for each of these pixels.
pub async fn basins(experiment: &Experiment, grid: &Grid, pixels: Range<usize>) -> Result<Basins, Fault> {
    two_parameters(experiment)?;
    let blank = Basins { valley: vec![THROWN_OUT; pixels.len()], arrival: vec![0; pixels.len()] };
    let all = walk_all(experiment, grid, pixels, Some((Valleys::of(experiment), blank))).await;
    Ok(all.basins.expect("they were asked for").1)
}

/// How many go side by side: as many as stay near the processor.
const AT_ONCE: usize = 448;

/// Records from one look for walks that are lost to the next, where a loss shows that there are some.
const LOST: usize = 8;

/// What is known so far of the walks from some pixels.
struct All {
    pixels: Range<usize>,
    outcomes: Outcomes,
    basins: Option<(Valleys, Basins)>,
}

async fn walk_all(
    experiment: &Experiment,
    grid: &Grid,
    pixels: Range<usize>,
    basins: Option<(Valleys, Basins)>,
) -> All {
    let zeros = || vec![0.0; pixels.len()];
    let outcomes = Outcomes { loss: zeros(), x: zeros(), y: zeros(), records: vec![0; pixels.len()] };
    // Where all losses of a walk are kept, fewer at once.
    let at_once = if basins.as_ref().is_some_and(|(valleys, _)| valleys.at.is_empty()) { WIDTH } else { AT_ONCE };
    let mut all = All { pixels: pixels.clone(), outcomes, basins };
    for first in pixels.clone().step_by(at_once) {
        walk_from(experiment, grid, first..pixels.end.min(first + at_once), &mut all).await;
    }
    all
}

/// The walks from these pixels, side by side.
async fn walk_from(experiment: &Experiment, grid: &Grid, pixels: Range<usize>, all: &mut All) {
    // The first pixel of each lane.
    let mut of: Vec<usize> = pixels.clone().step_by(WIDTH).collect();
    let own = |first: usize| first..pixels.end.min(first + WIDTH);
    let start: Vec<_> = of.iter().map(|&pixel| grid.points(pixel)).collect();
    let hiker = &experiment.hikers[0];
    let mut walk =
        WalkBatch::new(experiment, hiker, start.into_flattened(), vec![Lane::constant(hiker.rate()); of.len()]).await;
    // Of its losses at those records at which a loss of some walk is not finite: what is not stays in the sum of its
    // own.
    // Parameters that are not finite stay so by themselves.
    let mut sums = vec![Lane::zero(); of.len()];
    let mut seen = all.basins.is_some().then(Seen::default);
    let mut lost_ones = vec![];
    loop {
        let some_odd = !walk.evaluate().is_finite();
        if some_odd {
            sums.iter_mut().zip(&walk.loss).for_each(|(sum, &loss)| *sum = *sum + loss);
        }
        if let (Some(seen), Some((valleys, _))) = (&mut seen, &all.basins) {
            seen.see(valleys, walk.record, &walk.loss);
        }
        let at_end = walk.record == experiment.length.records();
        let watched = walk.record.is_multiple_of(WATCHED);
        // At most looks nothing has ended, which is seen sooner of all together.
        if at_end
            || watched && (some_lost(&sums, &walk) || walk.some_may_be_still())
            || some_odd && walk.record.is_multiple_of(LOST)
        {
            for j in (0..of.len()).rev() {
                let lost = is_lost(&sums, &walk, j);
                let is_still = watched && !lost && !at_end && walk.is_still(j);
                if lost {
                    lost_ones.push(own(of[j]));
                } else if at_end || is_still {
                    all.keep(experiment, own(of[j]), &walk, seen.as_ref(), j);
                }
                if !at_end && (lost || is_still) {
                    walk.retire(j);
                    of.swap_remove(j);
                    sums.swap_remove(j);
                    if let Some(seen) = &mut seen {
                        seen.retire(j);
                    }
                }
            }
        }
        if at_end || of.is_empty() {
            break;
        }
        if (walk.record + 1).is_multiple_of(WATCHED) {
            walk.mark();
        }
        advance_record!(walk);
    }
    if !lost_ones.is_empty() {
        to_their_ends(experiment, grid, lost_ones, all).await;
    }
}

/// Whether a number of the walks of lane `j` was or is not finite, by the sum of their losses.
fn is_lost(sums: &[Lane], walk: &WalkBatch, j: usize) -> bool {
    let [x, y] = walk.params.as_chunks::<2>().0[j];
    !(sums[j] + walk.rates[j] + x + y).is_finite()
}

fn some_lost(sums: &[Lane], walk: &WalkBatch) -> bool {
    let all = sums.iter().zip(&walk.rates).zip(walk.params.as_chunks::<2>().0);
    let nothing = all.fold(Lane::zero(), |nothing, ((&sum, &rate), &[x, y])| nothing + (sum + rate + x + y) * 0.0);
    !nothing.is_finite()
}

/// The walks of these lanes, the pixels of each, of which one at least ends where its numbers do.
async fn to_their_ends(experiment: &Experiment, grid: &Grid, mut of: Vec<Range<usize>>, all: &mut All) {
    let hiker = &experiment.hikers[0];
    let start: Vec<_> = of.iter().map(|pixels| grid.points(pixels.start)).collect();
    // Where each was last, and how many records that makes.
    let mut last: Vec<_> = start.iter().map(|&[x, y]| [Lane::constant(f64::NAN), x, y, Lane::zero()]).collect();
    // 0 while a walk goes on.
    let mut ended = vec![Lane::zero(); of.len()];
    let rates = vec![Lane::constant(hiker.rate()); of.len()];
    let mut walk = WalkBatch::new(experiment, hiker, start.into_flattened(), rates).await;
    let mut seen = all.basins.is_some().then(Seen::default);
    loop {
        walk.evaluate();
        if let (Some(seen), Some((valleys, _))) = (&mut seen, &all.basins) {
            seen.see(valleys, walk.record, &walk.loss);
        }
        let (one, records) = (Lane::constant(1.0), Lane::constant((walk.record + 1) as f64));
        let numbers = walk.loss.iter().zip(&walk.rates).zip(walk.params.as_chunks::<2>().0);
        for ((((&loss, &rate), &[x, y]), ended), last) in numbers.zip(&mut ended).zip(&mut last) {
            *ended = [loss, rate, x, y].iter().fold(*ended, |ended, &number| ended + number * 0.0);
            let here = [loss, x, y, records];
            *last = std::array::from_fn(|i| ended.where_less(one, here[i], last[i]));
        }
        let at_end = walk.record == experiment.length.records();
        for j in (0..of.len()).rev() {
            if !at_end && ended[j].any_less(&one) {
                continue;
            }
            let [loss, x, y, records] = last[j].map(Lane::to_array);
            for (k, pixel) in of[j].clone().enumerate() {
                all.put(pixel, [loss[k], x[k], y[k]], records[k] as usize);
                if let (Some(seen), true) = (&seen, ended[j][k] == 0.0) {
                    all.end(experiment, pixel, seen, j, k);
                }
            }
            if !at_end {
                walk.retire(j);
                of.swap_remove(j);
                ended.swap_remove(j);
                last.swap_remove(j);
                if let Some(seen) = &mut seen {
                    seen.retire(j);
                }
            }
        }
        if at_end || of.is_empty() {
            return;
        }
        advance_record!(walk);
    }
}

impl All {
    /// The walks of lane `j`, from these pixels, have gone all their way, or rest.
    fn keep(&mut self, experiment: &Experiment, pixels: Range<usize>, walk: &WalkBatch, seen: Option<&Seen>, j: usize) {
        let (loss, [x, y]) = (walk.loss[j], walk.params.as_chunks::<2>().0[j]);
        for (k, pixel) in pixels.enumerate() {
            self.put(pixel, [loss[k], x[k], y[k]], experiment.length.records() + 1);
            if let Some(seen) = seen {
                self.end(experiment, pixel, seen, j, k);
            }
        }
    }

    #[inline(always)]
    fn put(&mut self, pixel: usize, [loss, x, y]: [f64; 3], records: usize) {
        let (i, all) = (pixel - self.pixels.start, &mut self.outcomes);
        // As slices, since the index of a Vec is a call of its own in the wasm.
        let (losses, xs, ys, counts) = (&mut all.loss[..], &mut all.x[..], &mut all.y[..], &mut all.records[..]);
        (losses[i], xs[i], ys[i], counts[i]) = (loss, x, y, records as u32);
    }

    /// The pixel's walk, number `k` of lane `j`, has gone all its way, or rests.
    fn end(&mut self, experiment: &Experiment, pixel: usize, seen: &Seen, j: usize, k: usize) {
        let Some((valleys, basins)) = &mut self.basins else { return };
        let (i, all) = (pixel - self.pixels.start, &self.outcomes);
        (basins.valley[i], basins.arrival[i]) = match valleys.at.is_empty() {
            true => seen.settled(experiment.length.records() + 1, j, k),
            false => seen.arrived(valleys, [all.x[i], all.y[i]], all.loss[i], j, k),
        };
    }
}

/// The valleys known, and how deep they are.
struct Valleys {
    at: Vec<[f64; 2]>,
    /// For each valley the number of its depth: all the lowest have one, the floor.
    depth: Vec<usize>,
    depths: Vec<f64>,
    floor: Option<f64>,
}

impl Valleys {
    fn of(experiment: &Experiment) -> Valleys {
        let floor = experiment.loss.floor();
        let mut valleys = Valleys { at: vec![], depth: vec![], depths: floor.into_iter().collect(), floor };
        for minimum in experiment.loss.minima() {
            let known = valleys.depths.iter().position(|&depth| depth == minimum.loss);
            let depth = if minimum.global { 0 } else { known.unwrap_or(valleys.depths.len()) };
            if depth == valleys.depths.len() {
                valleys.depths.push(minimum.loss);
            }
            valleys.at.push([minimum.at[0], minimum.at[1]]);
            valleys.depth.push(depth);
        }
        valleys
    }

    fn nearest(&self, [x, y]: [f64; 2]) -> usize {
        let mut nearest = (0, f64::INFINITY);
        for (i, at) in self.at.iter().enumerate() {
            let away = (at[0] - x).powi(2) + (at[1] - y).powi(2);
            if away < nearest.1 {
                nearest = (i, away);
            }
        }
        nearest.0
    }
}

/// What is remembered of walks side by side to tell where they end.
#[derive(Default)]
struct Seen {
    first: Vec<Lane>,
    /// The lowest and the highest loss, where the floor is not known: what the verdict goes by then.
    bounds: Vec<[Lane; 2]>,
    /// For each depth, and each walk, the loss below which it has arrived,
    low: Vec<Vec<Lane>>,
    /// and the record from which on it has been no higher.
    since: Vec<Vec<Lane>>,
    /// All losses, where no valley is known.
    losses: Vec<Vec<Lane>>,
}

impl Seen {
    fn see(&mut self, valleys: &Valleys, record: usize, loss: &[Lane]) {
        if record == 0 {
            self.first = loss.to_vec();
            self.bounds = if valleys.floor.is_none() { loss.iter().map(|&loss| [loss; 2]).collect() } else { vec![] };
            self.low =
                valleys.depths.iter().map(|&depth| loss.iter().map(|&first| low(first, depth)).collect()).collect();
            self.since = vec![vec![Lane::zero(); loss.len()]; valleys.depths.len()];
            self.losses = if valleys.at.is_empty() { vec![vec![]; loss.len()] } else { vec![] };
        }
        for ([lowest, highest], &loss) in self.bounds.iter_mut().zip(loss) {
            (*lowest, *highest) = (loss.where_less(*lowest, loss, *lowest), highest.where_less(loss, loss, *highest));
        }
        let next = Lane::constant((record + 1) as f64);
        for (low, since) in self.low.iter().zip(&mut self.since) {
            let one = |since: &mut Lane, low: &Lane, loss: &Lane| *since = low.where_less(*loss, next, *since);
            let ((since, some_since), (low, some_low)) = (since.as_chunks_mut::<4>(), low.as_chunks::<4>());
            let (loss, some_loss) = loss.as_chunks::<4>();
            for ((since, low), loss) in since.iter_mut().zip(low).zip(loss) {
                for k in 0..4 {
                    one(&mut since[k], &low[k], &loss[k]);
                }
            }
            for ((since, low), loss) in some_since.iter_mut().zip(some_low).zip(some_loss) {
                one(since, low, loss);
            }
        }
        self.losses.iter_mut().zip(loss).for_each(|(losses, &loss)| losses.push(loss));
    }

    fn retire(&mut self, walk: usize) {
        self.first.swap_remove(walk);
        if !self.bounds.is_empty() {
            self.bounds.swap_remove(walk);
        }
        self.low.iter_mut().chain(&mut self.since).for_each(|of| {
            of.swap_remove(walk);
        });
        if !self.losses.is_empty() {
            self.losses.swap_remove(walk);
        }
    }

    fn arrived(&self, valleys: &Valleys, at: [f64; 2], last: f64, j: usize, k: usize) -> (u8, u32) {
        let valley = valleys.nearest(at);
        let depth = valleys.depth[valley];
        if last <= self.low[depth][j][k] {
            return (valley as u8, self.since[depth][j][k] as u32);
        }
        let thrown = match (valleys.floor, self.bounds.get(j)) {
            (None, Some(&[lowest, highest])) => {
                let (lowest, highest) = (lowest[k], highest[k]);
                let is_unchanged = highest <= lowest + verdict::rounding(lowest);
                !is_unchanged && last > verdict::too_high(self.first[j][k], lowest)
            }
            (floor, _) => floor.is_some_and(|floor| last > verdict::too_high(self.first[j][k], floor)),
        };
        (if thrown { THROWN_OUT } else { NOWHERE }, 0)
    }

    /// Where no valley is known the verdict says whether it settles. What rests keeps its loss.
    fn settled(&self, records: usize, j: usize, k: usize) -> (u8, u32) {
        let mut loss: Vec<f64> = self.losses[j].iter().map(|loss| loss[k]).collect();
        loss.resize(records, loss[loss.len() - 1]);
        let evidence =
            Evidence { loss: &loss, broke_off: false, floor: None, largest_gradient: 0.0, gradient_at_end: 0.0 };
        match evidence.judge() {
            (Kind::Converged, Some(step)) => (0, step as u32),
            (Kind::Diverged, _) => (THROWN_OUT, 0),
            _ => (NOWHERE, 0),
        }
    }
}

/// The loss below which a walk from `first` has arrived at the bottom of a valley. One flung out of a deeper valley
/// comes to it from below.
fn low(first: Lane, depth: f64) -> Lane {
    let drop = first - depth;
    let low = drop.max(-drop) * ARRIVED + depth;
    // As in the verdict: a start within rounding of the bottom that stays there has arrived.
    let rounding = Lane::constant(depth + verdict::rounding(depth));
    rounding.where_less(first, low, rounding)
}
