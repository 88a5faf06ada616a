//! In which basin a walk ends: that of the known minimum which is nearest to its last point, from the record on from
//! which its loss stays within a hundredth of the drop to that minimum. For the lowest minima that is the verdict's
//! rule.

use crate::number::{Lane, Real};
use crate::run::verdict::{self, ARRIVED, Evidence, Kind};
use crate::scene::experiment::Experiment;

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
    /// The loss at each depth; the first is the floor, where that is known.
    depths: Vec<f64>,
    floor: Option<f64>,
}

impl Minima {
    pub fn of(experiment: &Experiment) -> Minima {
        let floor = experiment.loss.floor();
        let mut minima = Minima { at: vec![], depth: vec![], depths: floor.into_iter().collect(), floor };
        for minimum in experiment.loss.minima() {
            let known = minima.depths.iter().position(|&depth| depth == minimum.loss);
            let depth = if minimum.global { 0 } else { known.unwrap_or(minima.depths.len()) };
            if depth == minima.depths.len() {
                minima.depths.push(minimum.loss);
            }
            minima.at.push([minimum.at[0], minimum.at[1]]);
            minima.depth.push(depth);
        }
        minima
    }

    pub fn none_known(&self) -> bool {
        self.at.is_empty()
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
    /// The lowest and the highest loss; only where the floor is not known, since the verdict goes by them then.
    bounds: Vec<[Lane; 2]>,
    /// The loss below which a walk has arrived: depths × walks.
    low: Vec<Vec<Lane>>,
    /// The record from which on the loss has been no higher: depths × walks.
    since: Vec<Vec<Lane>>,
    /// All losses: walks × records; only where no minimum is known.
    losses: Vec<Vec<Lane>>,
}

impl Arrivals {
    /// Takes in the losses of the walks at a record.
    pub fn record(&mut self, minima: &Minima, record: usize, loss: &[Lane]) {
        if record == 0 {
            self.first = loss.to_vec();
            self.bounds = if minima.floor.is_none() { loss.iter().map(|&loss| [loss; 2]).collect() } else { vec![] };
            self.low =
                minima.depths.iter().map(|&depth| loss.iter().map(|&first| low(first, depth)).collect()).collect();
            self.since = vec![vec![Lane::zero(); loss.len()]; minima.depths.len()];
            self.losses = if minima.none_known() { vec![vec![]; loss.len()] } else { vec![] };
        }
        for ([lowest, highest], &loss) in self.bounds.iter_mut().zip(loss) {
            (*lowest, *highest) = (loss.where_less(*lowest, loss, *lowest), highest.where_less(loss, loss, *highest));
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
    }

    /// Removes a walk; the last walk takes its place.
    pub fn swap_remove(&mut self, walk: usize) {
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

    /// The basin and the arrival of a walk that ends at the point `at` with the loss `last`, where minima are known.
    pub fn arrived(&self, minima: &Minima, at: [f64; 2], last: f64, walk: usize, lane: usize) -> (u8, u32) {
        let minimum = minima.nearest(at);
        let depth = minima.depth[minimum];
        if last <= self.low[depth][walk][lane] {
            return (minimum as u8, self.since[depth][walk][lane] as u32);
        }
        let thrown_out = match (minima.floor, self.bounds.get(walk)) {
            (None, Some(&[lowest, highest])) => {
                let (lowest, highest) = (lowest[lane], highest[lane]);
                let is_unchanged = highest <= lowest + verdict::rounding(lowest);
                !is_unchanged && last > verdict::too_high(self.first[walk][lane], lowest)
            }
            (floor, _) => floor.is_some_and(|floor| last > verdict::too_high(self.first[walk][lane], floor)),
        };
        (if thrown_out { THROWN_OUT } else { NOWHERE }, 0)
    }

    /// The basin and the arrival of a walk where no minimum is known: the verdict says whether it settles. A walk that
    /// rests keeps its loss up to the last of the `records`.
    pub fn settled(&self, records: usize, walk: usize, lane: usize) -> (u8, u32) {
        let mut loss: Vec<f64> = self.losses[walk].iter().map(|loss| loss[lane]).collect();
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

/// The loss below which a walk has arrived that starts at the loss `first`: above a minimum of the loss `depth`, or
/// below it, where it comes from a deeper basin.
fn low(first: Lane, depth: f64) -> Lane {
    let drop = first - depth;
    let low = drop.max(-drop) * ARRIVED + depth;
    // As in the verdict: a start within rounding of the minimum that stays there has arrived.
    let rounding = Lane::constant(depth + verdict::rounding(depth));
    rounding.where_less(first, low, rounding)
}
