//! The minima of a formula of two variables of which nothing else is known, and how low it can be: a grid over the
//! view names the candidates, each is followed down to its bottom, and rays that lead out of the view tell whether the
//! loss falls without end. What is not found here is not known; nothing is guessed.
//!
//! Only the numbers of `crate::number` are used, so that every platform finds the same bits.

mod descent;
mod grid;
mod valley;

use self::grid::Grid;
use self::valley::Valley;
use super::{Reference, View};
use crate::formula::{BLOCK, Tape};
use crate::number::{Lane, Real, WIDTH};
use std::cell::{Cell, RefCell};

type Point = [f64; 2];

/// A minimum, or a candidate for one, and its loss.
#[derive(Clone, Copy, Debug)]
pub struct Bottom {
    pub at: Point,
    pub loss: f64,
}

pub struct Found {
    /// The lowest first, of equal ones that nearest to the origin.
    pub minima: Vec<Bottom>,
    /// Losses up to this are as low as the lowest minimum.
    pub level: f64,
    pub reference: Reference,
}

/// So many candidates are followed down, the lowest first.
const MOST_FOLLOWED: usize = 24;
/// So many minima are kept.
const MOST_KEPT: usize = 16;
/// In all descents together, where the loss has kinks: about a tenth of a second at the longest formulas, a few
/// milliseconds at others.
const MOST_CIRCLES: usize = 1000;
/// A difference in loss that is none, as a part of the lowest loss and of the drop to it.
const SAME: f64 = 1e-9;
/// How far outside the view a candidate may be followed, in halves of its width; and a ray.
const FAR: f64 = 10.0;
const FARTHEST: f64 = 200.0;
/// So many rays are followed to their bottom.
const MOST_RAYS: usize = 3;

pub fn search(tape: &Tape, view: View) -> Found {
    let ground = Ground {
        tape,
        registers: vec![[Lane::zero(); BLOCK]; tape.registers()].into(),
        lowest: Cell::new(f64::INFINITY),
        endless: Cell::new(false),
        circles: Cell::new(MOST_CIRCLES),
    };
    ground.search(view)
}

/// The formula, and what has been seen of it so far.
struct Ground<'a> {
    tape: &'a Tape,
    /// The tape's, kept from one use to the next.
    registers: RefCell<Vec<[Lane; BLOCK]>>,
    /// The lowest loss seen near the view.
    lowest: Cell<f64>,
    /// Whether a place was found where the loss falls without end.
    endless: Cell<bool>,
    /// So many circles may still be looked at.
    circles: Cell<usize>,
}

/// Where a loss is not a number, it is no lower than anything.
fn or_high(loss: f64) -> f64 {
    if loss.is_nan() { f64::INFINITY } else { loss }
}

/// How far the last digits of a loss go up and down.
fn rounding(loss: f64) -> f64 {
    16.0 * f64::EPSILON * loss.abs()
}

/// Sorts by the first key, then the second. Out of line, since a sort takes kilobytes of code.
#[inline(never)]
fn arrange(bottoms: &mut [Bottom], keys: fn(&Bottom) -> [f64; 2]) {
    bottoms.sort_by(|a, b| {
        let ([first, second], [other, last]) = (keys(a), keys(b));
        first.total_cmp(&other).then(second.total_cmp(&last))
    });
}

fn moved([x, y]: Point, [dx, dy]: Point, part: f64) -> Point {
    [x + part * dx, y + part * dy]
}

fn length([x, y]: Point) -> f64 {
    (x * x + y * y).sqrt()
}

fn distance(a: Point, b: Point) -> f64 {
    length(moved(a, b, -1.0))
}

/// The larger coordinate, but at least 1: what rounding of a place is measured by.
fn size([x, y]: Point) -> f64 {
    x.abs().max(y.abs()).max(1.0)
}

impl Ground<'_> {
    fn value(&self, at: Point) -> f64 {
        let loss = or_high(self.tape.value(&at.map(Lane::constant))[0]);
        self.lowest.set(self.lowest.get().min(loss));
        loss
    }

    /// The losses at many points, in lanes, without keeping the lowest in mind.
    fn values(&self, points: &[Point]) -> Vec<f64> {
        let mut registers = self.registers.borrow_mut();
        let mut values = Vec::with_capacity(points.len());
        for points in points.chunks(BLOCK * WIDTH) {
            for (j, pair) in points.chunks(WIDTH).enumerate() {
                let coordinate = |i: usize| Lane::from([pair[0][i], pair[pair.len() - 1][i]]);
                (registers[0][j], registers[1][j]) = (coordinate(0), coordinate(1));
            }
            let results = self.tape.run(&mut registers, points.len().div_ceil(WIDTH));
            let pairs = points.chunks(WIDTH).zip(results);
            pairs.for_each(|(pair, result)| values.extend(result.to_array()[..pair.len()].iter().map(|&v| or_high(v))));
        }
        values
    }

    fn search(&self, view: View) -> Found {
        let grid = Grid::new(view, |points| self.values(points));
        self.lowest.set(grid.lowest());
        let drop = grid.median() - grid.lowest();
        let same = |lowest: f64| SAME * lowest.abs().max(drop.min(1.0));
        let half = 0.5 * (view.x[1] - view.x[0]);
        let mut found: Vec<(Bottom, Valley)> = vec![];
        for candidate in grid.candidates().into_iter().take(MOST_FOLLOWED) {
            if !self.is_endless() {
                self.follow(candidate, &grid, FAR * half, same(grid.lowest()), &mut found);
            }
        }
        let rays = self.rays(&grid);
        if !self.is_endless() && rays.iter().any(|ray| falls_without_end(&ray.losses)) {
            self.endless.set(true);
        }
        let mut outside = f64::INFINITY;
        if !self.is_endless() {
            let lowest = |found: &[(Bottom, Valley)]| found.iter().map(|(b, _)| b.loss).fold(f64::INFINITY, f64::min);
            let lower = grid::lowest_of_rays(&rays, lowest(&found) - same(grid.lowest()));
            for ray in lower.iter().take(MOST_RAYS) {
                self.follow(ray.at, &grid, FARTHEST * half, same(grid.lowest()), &mut found);
            }
            outside = lower.first().map_or(outside, |ray| ray.loss);
        }
        let mut minima: Vec<Bottom> = found.into_iter().map(|(bottom, valley)| valley.nearest(bottom)).collect();
        // Of those beyond the view only what is lower than all in it matters.
        let inside = minima.iter().filter(|bottom| grid.holds(bottom.at)).map(|bottom| bottom.loss);
        let lowest_inside = inside.fold(f64::INFINITY, f64::min);
        if lowest_inside.is_finite() {
            minima.retain(|bottom| grid.holds(bottom.at) || bottom.loss < lowest_inside - same(lowest_inside));
        }
        arrange(&mut minima, |bottom| [bottom.loss, 0.0]);
        let lowest = minima.first().map_or(f64::INFINITY, |bottom| bottom.loss);
        // Within the last digits the order would be that of the rounding.
        let as_low = minima.iter().take_while(|bottom| bottom.loss <= lowest + rounding(lowest)).count();
        arrange(&mut minima[..as_low], |bottom| [length(bottom.at), 0.0]);
        let reference = match minima.first() {
            _ if self.is_endless() => Reference::Unbounded,
            Some(first) if self.lowest.get().min(outside) >= lowest - same(lowest) => Reference::At(first.loss),
            _ => Reference::Unknown,
        };
        minima.truncate(MOST_KEPT);
        let level = lowest + same(lowest);
        Found { minima, level, reference }
    }

    fn is_endless(&self) -> bool {
        self.endless.get() || self.lowest.get() == f64::NEG_INFINITY
    }
}

/// Whether the losses on a way whose steps all grow, or all shrink, alike go on falling by amounts that do not shrink
/// towards nothing. Those of 1/x, a third smaller each time, do; those of ln x do not.
fn falls_without_end(losses: &[f64]) -> bool {
    const LOOKED_AT: usize = 10;
    const KEPT: f64 = 0.975;
    if losses.contains(&f64::NEG_INFINITY) {
        return true;
    }
    let finite = losses.iter().take_while(|loss| loss.is_finite()).count();
    let Some(last) = finite.checked_sub(LOOKED_AT + 2).map(|from| &losses[from..finite]) else { return false };
    let falls: Vec<f64> = last.windows(2).map(|pair| pair[0] - pair[1]).collect();
    falls.windows(2).all(|pair| pair[0] > 0.0 && pair[1] >= KEPT * pair[0])
}
