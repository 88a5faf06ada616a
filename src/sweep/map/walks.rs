//! One walk from each pixel: where it ends.

use super::basins::{Arrivals, Basins, Minima, NOWHERE, THROWN_OUT};
use super::grid::Grid;
use super::two_parameters;
use crate::number::{Lane, Real, WIDTH};
use crate::pause::at_once;
use crate::run::path::Path;
use crate::run::simulate::WalkBatch;
use crate::run::verdict::{self, Judge, Kind};
use crate::scene::experiment::Experiment;
use crate::schema::Fault;
use crate::sweep::batch::{Exit, Observer, RECORDS_PER_CHECK, drive};
use std::ops::Range;

/// Where the walk from each pixel ends, at its last record whose numbers are finite.
#[derive(Default)]
pub struct Outcomes {
    pub loss: Vec<f64>,
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    /// How many records there are up to that one. 0 where the loss of the start is not finite.
    pub records: Vec<u32>,
}

/// Walks the first hiker from each pixel.
pub fn outcomes(experiment: &Experiment, grid: &Grid) -> Result<Outcomes, Fault> {
    two_parameters(experiment)?;
    Ok(at_once(walk_all(experiment, grid, 0..grid.pixels(), None)).outcomes)
}

/// Walks the first hiker from each of these pixels.
pub async fn basins(experiment: &Experiment, grid: &Grid, pixels: Range<usize>) -> Result<Basins, Fault> {
    two_parameters(experiment)?;
    let blank = Basins { minimum: vec![THROWN_OUT; pixels.len()], arrival: vec![0; pixels.len()] };
    let map = walk_all(experiment, grid, pixels, Some((Minima::of(experiment), blank))).await;
    Ok(map.basins.expect("they were asked for").1)
}

/// How many walks go side by side: as many as stay near the processor.
const AT_ONCE: usize = 448;

/// How many records lie between two checks for walks that have ended, once a loss shows that there are some.
const RECORDS_PER_ODD_CHECK: usize = 8;

async fn walk_all<'e>(
    experiment: &'e Experiment,
    grid: &Grid,
    pixels: Range<usize>,
    basins: Option<(Minima, Basins)>,
) -> Map<'e> {
    let zeros = || vec![0.0; pixels.len()];
    let outcomes = Outcomes { loss: zeros(), x: zeros(), y: zeros(), records: vec![0; pixels.len()] };
    // Where all losses of a walk are kept, fewer at once.
    let at_once = if basins.as_ref().is_some_and(|(minima, _)| minima.none_known()) { WIDTH } else { AT_ONCE };
    let judge = Judge::of(experiment.loss.as_ref());
    let mut map =
        Map { experiment, judge, pixels: pixels.clone(), records: experiment.length.records() + 1, outcomes, basins };
    for first in pixels.clone().step_by(at_once) {
        // The pixels of each lane.
        let end = pixels.end.min(first + at_once);
        let lanes = (first..end).step_by(WIDTH).map(|first| first..end.min(first + WIDTH)).collect();
        let mut finite = FiniteWalks { lanes, sums: vec![], arrivals: map.arrivals(), odd: vec![], map: &mut map };
        finite.sums.resize(finite.lanes.len(), Lane::zero());
        drive(batch(experiment, grid, &finite.lanes).await, &mut finite).await;
        let lanes = finite.odd;
        if !lanes.is_empty() {
            let mut any = AnyWalks::new(grid, lanes, &mut map);
            drive(batch(experiment, grid, &any.lanes).await, &mut any).await;
        }
    }
    map
}

/// The walks from these pixels, a lane each.
async fn batch<'a>(experiment: &'a Experiment, grid: &Grid, lanes: &[Range<usize>]) -> WalkBatch<'a> {
    let hiker = &experiment.hikers[0];
    let start: Vec<_> = lanes.iter().map(|pixels| grid.points(pixels.start)).collect();
    WalkBatch::new(experiment, hiker, start.into_flattened(), vec![Lane::constant(hiker.rate()); lanes.len()]).await
}

fn point(batch: &WalkBatch, walk: usize) -> [Lane; 2] {
    batch.params.as_chunks::<2>().0[walk]
}

/// What is known so far of the walks from some pixels.
struct Map<'a> {
    experiment: &'a Experiment,
    judge: Judge<'a>,
    pixels: Range<usize>,
    /// How many records a whole walk has.
    records: usize,
    outcomes: Outcomes,
    basins: Option<(Minima, Basins)>,
}

impl Map<'_> {
    fn arrivals(&self) -> Option<Arrivals> {
        self.basins.is_some().then(Arrivals::default)
    }

    /// Shows `arrivals` the losses of a record, where basins are asked for.
    fn record_arrivals(&self, arrivals: &mut Option<Arrivals>, batch: &WalkBatch) {
        if let (Some(arrivals), Some((minima, _))) = (arrivals, &self.basins) {
            arrivals.record(minima, batch.record, &batch.loss, batch.params.as_chunks::<2>().0, &batch.rates);
        }
    }

    #[inline(always)]
    fn set_outcome(&mut self, pixel: usize, [loss, x, y]: [f64; 3], records: usize) {
        let (i, all) = (pixel - self.pixels.start, &mut self.outcomes);
        // As slices, since the index of a Vec is a call of its own in the wasm.
        let (losses, xs, ys, counts) = (&mut all.loss[..], &mut all.x[..], &mut all.y[..], &mut all.records[..]);
        (losses[i], xs[i], ys[i], counts[i]) = (loss, x, y, records as u32);
    }

    /// Sets the basin of the pixel whose walk has gone all its way, or rests, and whose outcome is set.
    fn set_basin(&mut self, pixel: usize, arrivals: &Option<Arrivals>, walk: usize, lane: usize) {
        let (Some((minima, basins)), Some(arrivals)) = (&mut self.basins, arrivals) else { return };
        let (i, all) = (pixel - self.pixels.start, &self.outcomes);
        (basins.minimum[i], basins.arrival[i]) = match minima.none_known() {
            true => arrivals.settled(&self.judge, self.records, walk, lane),
            false => arrivals.arrived(minima, [all.x[i], all.y[i]], all.loss[i], walk, lane),
        };
        if minima.is_lowest(basins.minimum[i]) && self.judge.is_short_stay(basins.arrival[i] as usize, self.records) {
            // To tell whether it goes up and down, all its losses are looked at.
            let start = arrivals.start(walk, lane).to_vec();
            let experiment = Experiment { start, ..self.experiment.clone() };
            let path = at_once(Path::of(&experiment, &experiment.hikers[0], &mut |_| {}));
            if self.judge.judge(&verdict::evidence(&experiment, &path)).kind != Kind::Converged {
                (basins.minimum[i], basins.arrival[i]) = (NOWHERE, 0);
            }
        }
    }
}

/// Walks that are expected to stay finite, as most do. A lane with a number that is not is put aside, to be walked
/// again: to watch each number of each record takes long.
struct FiniteWalks<'a, 'e> {
    /// The pixels of each walk that the batch starts with.
    lanes: Vec<Range<usize>>,
    /// For each walk in the batch, the sum of its losses at those records at which some walk's is not finite: a loss
    /// that is not finite stays in the sum. A parameter that is not finite stays so by itself.
    sums: Vec<Lane>,
    arrivals: Option<Arrivals>,
    /// The pixels of the lanes put aside.
    odd: Vec<Range<usize>>,
    map: &'a mut Map<'e>,
}

impl Observer for FiniteWalks<'_, '_> {
    fn record(&mut self, batch: &WalkBatch, sum: Lane) -> bool {
        let some_odd = !sum.is_finite();
        if some_odd {
            self.sums.iter_mut().zip(&batch.loss).for_each(|(sum, &loss)| *sum = *sum + loss);
        }
        self.map.record_arrivals(&mut self.arrivals, batch);
        some_odd && batch.record.is_multiple_of(RECORDS_PER_ODD_CHECK)
            || batch.record.is_multiple_of(RECORDS_PER_CHECK) && self.some_odd(batch)
    }

    fn has_ended(&self, batch: &WalkBatch, walk: usize) -> bool {
        let [x, y] = point(batch, walk);
        !(self.sums[walk] + batch.rates[walk] + x + y).is_finite()
    }

    fn leave(&mut self, batch: &WalkBatch, walk: usize, exit: Exit) {
        let pixels = self.lanes[batch.origins[walk]].clone();
        if exit == Exit::Ended {
            self.odd.push(pixels);
        } else {
            let (loss, [x, y]) = (batch.loss[walk], point(batch, walk));
            for (lane, pixel) in pixels.enumerate() {
                self.map.set_outcome(pixel, [loss[lane], x[lane], y[lane]], self.map.records);
                self.map.set_basin(pixel, &self.arrivals, walk, lane);
            }
        }
        self.sums.swap_remove(walk);
        if let Some(arrivals) = &mut self.arrivals {
            arrivals.swap_remove(walk);
        }
    }
}

impl FiniteWalks<'_, '_> {
    /// Whether `has_ended` is true of some walk: asked of all together, which takes less.
    fn some_odd(&self, batch: &WalkBatch) -> bool {
        let all = self.sums.iter().zip(&batch.rates).zip(batch.params.as_chunks::<2>().0);
        let nothing = all.fold(Lane::zero(), |nothing, ((&sum, &rate), &[x, y])| nothing + (sum + rate + x + y) * 0.0);
        !nothing.is_finite()
    }
}

/// Walks whose numbers may cease to be finite at any record: their last finite record is kept.
struct AnyWalks<'a, 'e> {
    /// The pixels of each walk that the batch starts with.
    lanes: Vec<Range<usize>>,
    /// For each walk in the batch, the loss, x and y of its last finite record, and how many records that makes.
    last: Vec<[Lane; 4]>,
    /// For each walk in the batch, 0 while it is finite, and then not a number.
    ended: Vec<Lane>,
    arrivals: Option<Arrivals>,
    map: &'a mut Map<'e>,
}

impl<'a, 'e> AnyWalks<'a, 'e> {
    fn new(grid: &Grid, lanes: Vec<Range<usize>>, map: &'a mut Map<'e>) -> AnyWalks<'a, 'e> {
        let nothing_yet = |pixels: &Range<usize>| {
            let [x, y] = grid.points(pixels.start);
            [Lane::constant(f64::NAN), x, y, Lane::zero()]
        };
        let (last, ended) = (lanes.iter().map(nothing_yet).collect(), vec![Lane::zero(); lanes.len()]);
        AnyWalks { lanes, last, ended, arrivals: map.arrivals(), map }
    }
}

impl Observer for AnyWalks<'_, '_> {
    fn record(&mut self, batch: &WalkBatch, _: Lane) -> bool {
        self.map.record_arrivals(&mut self.arrivals, batch);
        let (one, records) = (Lane::constant(1.0), Lane::constant((batch.record + 1) as f64));
        let numbers = batch.loss.iter().zip(&batch.rates).zip(batch.params.as_chunks::<2>().0);
        for ((((&loss, &rate), &[x, y]), ended), last) in numbers.zip(&mut self.ended).zip(&mut self.last) {
            *ended = [loss, rate, x, y].iter().fold(*ended, |ended, &number| ended + number * 0.0);
            let here = [loss, x, y, records];
            *last = std::array::from_fn(|i| ended.where_less(one, here[i], last[i]));
        }
        self.ended.iter().any(|ended| !ended.any_less(&one))
    }

    fn has_ended(&self, _: &WalkBatch, walk: usize) -> bool {
        !self.ended[walk].any_less(&Lane::constant(1.0))
    }

    fn leave(&mut self, batch: &WalkBatch, walk: usize, _: Exit) {
        let [loss, x, y, records] = self.last[walk].map(Lane::to_array);
        for (lane, pixel) in self.lanes[batch.origins[walk]].clone().enumerate() {
            let whole = self.ended[walk][lane] == 0.0;
            let records = if whole { self.map.records } else { records[lane] as usize };
            self.map.set_outcome(pixel, [loss[lane], x[lane], y[lane]], records);
            if whole {
                self.map.set_basin(pixel, &self.arrivals, walk, lane);
            }
        }
        self.ended.swap_remove(walk);
        self.last.swap_remove(walk);
        if let Some(arrivals) = &mut self.arrivals {
            arrivals.swap_remove(walk);
        }
    }
}
