//! In which basin a walk ends: that of the known minimum which is nearest to its last point, from the record on from
//! which its loss stays within a hundredth of the drop to that minimum. For the lowest minima that is the verdict's
//! rule. Thrown out is what the verdict calls so, but for a walk that comes to rest on a plain above its start: that
//! arrives nowhere.

use crate::loss::Reference;
use crate::number::{Lane, Real};
use crate::run::turns::turns_back;
use crate::run::verdict::{self, ARRIVED, Evidence, Judge, Kind, Records};
use crate::scene::experiment::Experiment;
use std::borrow::Cow;

/// In which basin the walk from each pixel ends, and at which record it arrives at its minimum.
pub struct Basins {
    /// The number of a known minimum; 0 for a walk that settles, where none is known. Else one of those below.
    pub minimum: Vec<u8>,
    /// 0 where the walk arrives nowhere.
    pub arrival: Vec<u32>,
}

/// The walk has arrived at no minimum.
pub const NOWHERE: u8 = 254;
pub const THROWN_OUT: u8 = 255;

/// The minima known of a loss, and how deep they are.
pub struct Minima {
    at: Vec<[f64; 2]>,
    /// For each minimum the number of its depth: minima of the same loss share one.
    depth: Vec<usize>,
    /// The loss at each depth.
    depths: Vec<f64>,
    reference: Reference,
    /// How wide the loss's own view is.
    width: f64,
    /// The record half-way.
    half: usize,
}

impl Minima {
    pub fn of(experiment: &Experiment) -> Minima {
        let judge = Judge::of(experiment.loss.as_ref());
        let (reference, width) = (judge.reference(), judge.width.unwrap_or(f64::INFINITY));
        let half = experiment.length.records() / 2;
        let mut minima = Minima { at: vec![], depth: vec![], depths: vec![], reference, width, half };
        for minimum in experiment.loss.minima() {
            // The lowest are as low as the reference but for rounding.
            let loss = reference.known().filter(|_| minimum.global).unwrap_or(minimum.loss);
            let known = minima.depths.iter().position(|&depth| depth == loss);
            let depth = known.unwrap_or(minima.depths.len());
            if known.is_none() {
                minima.depths.push(loss);
            }
            minima.at.push([minimum.at[0], minimum.at[1]]);
            minima.depth.push(depth);
        }
        minima
    }

    pub fn none_known(&self) -> bool {
        self.at.is_empty()
    }

    /// Whether a pixel's walk ends in one of the lowest.
    pub fn is_lowest(&self, minimum: u8) -> bool {
        let depth = self.depth.get(usize::from(minimum)).map(|&depth| self.depths[depth]);
        depth.is_some() && depth == self.reference.known()
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

/// What is kept of the walks of a batch to tell in which basin each ends: a number a walk, by its place in the batch.
#[derive(Default)]
pub struct Arrivals {
    first: Vec<Lane>,
    /// Where the walks start.
    start: Vec<[Lane; 2]>,
    /// The lowest loss; only where the loss has no floor, since the verdict goes by it then.
    lowest: Vec<Lane>,
    /// The loss half-way, once it is reached.
    half: Vec<Lane>,
    /// The loss below which a walk has arrived: depths × walks.
    low: Vec<Vec<Lane>>,
    /// The record from which on the loss has been no higher: depths × walks.
    since: Vec<Vec<Lane>>,
    /// All losses, points and rates: walks × records; only where no minimum is known.
    losses: Vec<Vec<Lane>>,
    points: Vec<Vec<([Lane; 2], Lane)>>,
}

impl Arrivals {
    /// Takes in a record of the walks: their losses, points and rates.
    pub fn record(&mut self, minima: &Minima, record: usize, loss: &[Lane], points: &[[Lane; 2]], rates: &[Lane]) {
        if record == 0 {
            self.first = loss.to_vec();
            self.start = points.to_vec();
            self.lowest = if minima.reference.known().is_none() { loss.to_vec() } else { vec![] };
            self.low =
                minima.depths.iter().map(|&depth| loss.iter().map(|&first| low(first, depth)).collect()).collect();
            self.since = vec![vec![Lane::zero(); loss.len()]; minima.depths.len()];
            self.losses = if minima.none_known() { vec![vec![]; loss.len()] } else { vec![] };
            self.points = if minima.none_known() { vec![vec![]; loss.len()] } else { vec![] };
        }
        if record == minima.half {
            self.half = loss.to_vec();
        }
        for (lowest, &loss) in self.lowest.iter_mut().zip(loss) {
            *lowest = loss.where_less(*lowest, loss, *lowest);
        }
        let next = Lane::constant((record + 1) as f64);
        for (low, since) in self.low.iter().zip(&mut self.since) {
            let one = |since: &mut Lane, low: &Lane, loss: &Lane| *since = low.where_less(*loss, next, *since);
            // Four walks a turn, since a walk takes no longer than the turn of a loop.
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
        let here = points.iter().zip(rates);
        self.points.iter_mut().zip(here).for_each(|(kept, (&point, &rate))| kept.push((point, rate)));
    }

    /// Removes a walk; the last walk takes its place.
    pub fn swap_remove(&mut self, walk: usize) {
        self.first.swap_remove(walk);
        self.start.swap_remove(walk);
        if !self.half.is_empty() {
            self.half.swap_remove(walk);
        }
        if !self.lowest.is_empty() {
            self.lowest.swap_remove(walk);
        }
        self.low.iter_mut().chain(&mut self.since).for_each(|of| {
            of.swap_remove(walk);
        });
        if !self.losses.is_empty() {
            self.losses.swap_remove(walk);
            self.points.swap_remove(walk);
        }
    }

    pub fn start(&self, walk: usize, lane: usize) -> [f64; 2] {
        self.start[walk].map(|of_lanes| of_lanes[lane])
    }

    /// The basin and the arrival of a walk that ends at the point `at` with the loss `last`, where minima are known.
    pub fn arrived(&self, minima: &Minima, at: [f64; 2], last: f64, walk: usize, lane: usize) -> (u8, u32) {
        let first = self.first[walk][lane];
        let start = self.start(walk, lane);
        let outside = (at[0] - start[0]).powi(2) + (at[1] - start[1]).powi(2) > minima.width * minima.width;
        let minimum = minima.nearest(at);
        let depth = minima.depth[minimum];
        let (level, low) = (minima.depths[depth], self.low[depth][walk][lane]);
        let below = last < level - ARRIVED * (first - level).abs() - verdict::rounding(level);
        if last <= low && !below {
            return (minimum as u8, self.since[depth][walk][lane] as u32);
        }
        let bottom = minima.reference.known().unwrap_or_else(|| self.lowest[walk][lane]);
        let ends_higher = last > first + verdict::rounding(first);
        let falls =
            last < first - verdict::rounding(first) && self.half.get(walk).is_none_or(|half| last <= half[lane]);
        let unbounded = below || minima.reference == Reference::Unbounded;
        let thrown_out =
            ends_higher && (outside || last > verdict::too_high(first, bottom)) || unbounded && outside && falls;
        (if thrown_out { THROWN_OUT } else { NOWHERE }, 0)
    }

    /// The basin and the arrival of a walk where no minimum is known: the verdict says whether it comes to rest in a
    /// valley. A walk that rests keeps its loss up to the last of the `records`.
    pub fn settled(&self, judge: &Judge, records: usize, walk: usize, lane: usize) -> (u8, u32) {
        let mut loss: Vec<f64> = self.losses[walk].iter().map(|loss| loss[lane]).collect();
        loss.resize(records, loss[loss.len() - 1]);
        let kept = &self.points[walk];
        let at = |record: usize| kept[record.min(kept.len() - 1)];
        let params = (0..records).flat_map(|record| at(record).0.map(|of_lanes| of_lanes[lane])).collect();
        let rates = (0..records).map(|record| at(record).1[lane]).collect();
        let judgement = judge.judge(&Evidence { loss: &loss, broke_off: false, records: &Points { params, rates } });
        match (judgement.kind, judgement.step) {
            (Kind::Converged, Some(step)) => (0, step as u32),
            (Kind::Diverged, _) => (THROWN_OUT, 0),
            _ => (NOWHERE, 0),
        }
    }
}

struct Points {
    params: Vec<f64>,
    rates: Vec<f64>,
}

impl Records for Points {
    fn params(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.params)
    }
    fn start(&self) -> &[f64] {
        &self.params[..2]
    }
    fn end(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.params[self.params.len() - 2..])
    }
    fn turns_back(&self) -> usize {
        turns_back(&self.params, 2)
    }
    /// No walk is flat by it: a map does not tell one that is stuck from one that is on its way.
    fn steepest(&self) -> f64 {
        f64::NAN
    }
    fn rates(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.rates)
    }
}

/// The loss below which a walk has arrived that starts at the loss `first`: above a minimum of the loss `depth`, or
/// below it, where it comes from a deeper basin.
fn low(first: Lane, depth: f64) -> Lane {
    let drop = first - depth;
    let low = drop.max(-drop) * ARRIVED + depth;
    // As in the verdict: a start within rounding of the minimum that stays there has arrived.
    let rounding = Lane::constant(depth + verdict::rounding(depth));
    rounding.where_less(first, low, rounding)
}
