//! How often a walk turns back on itself, which tells whether it bounces.

use crate::WHOLE;
use crate::loss::lanes;
use crate::number::{Lane, Real};

/// The cosine between moves that point against each other.
const AGAINST: f64 = -0.25;
/// Moves shorter than this part of the longest so far do not count.
const SHORT: f64 = 0.01;

/// Counts the pairs of consecutive moves in the last half of a walk that point against each other. `P` holds the
/// parameters of a walk in each lane.
#[derive(Clone)]
pub struct Turns<P> {
    at: P,
    /// The last move of the last half, and its squared length.
    moved: P,
    square: Lane,
    /// The squared length of the longest move so far.
    longest: Lane,
    back: Lane,
}

impl<P: AsRef<[Lane]> + AsMut<[Lane]> + Clone> Turns<P> {
    pub fn from(start: P) -> Turns<P> {
        let mut moved = start.clone();
        moved.as_mut().fill(Lane::zero());
        Turns { at: start, moved, square: Lane::zero(), longest: Lane::zero(), back: Lane::zero() }
    }

    /// Takes in the next record of the first half: its move can only be the longest.
    #[inline(always)]
    fn measure(&mut self, at: &[Lane]) {
        let mut square = Lane::zero();
        for (last, &at) in self.at.as_mut().iter_mut().zip(at) {
            let step = at - *last;
            square = square + step * step;
            *last = at;
        }
        self.longest = self.longest.max(square);
    }

    /// Takes in the next record of the last half. Its move and the one before, if that is of the last half too, are a
    /// pair.
    #[inline(always)]
    fn count(&mut self, at: &[Lane]) {
        let (mut square, mut product) = (Lane::zero(), Lane::zero());
        for ((last, moved), &at) in self.at.as_mut().iter_mut().zip(self.moved.as_mut()).zip(at) {
            let step = at - *last;
            square = square + step * step;
            product = product + step * *moved;
            (*last, *moved) = (at, step);
        }
        self.longest = self.longest.max(square);
        let (zero, one) = (Lane::zero(), Lane::constant(1.0));
        let shorter = self.square.where_less(square, self.square, square);
        let is_long = shorter.where_less(self.longest * (SHORT * SHORT), zero, one);
        let is_against = (square * self.square * (AGAINST * AGAINST)).where_less(product * product, is_long, zero);
        self.back = self.back + product.where_less(zero, is_against, zero);
        self.square = square;
    }

    #[inline(always)]
    pub fn record(&mut self, at: &[Lane], is_late: bool) {
        if is_late {
            self.count(at);
        } else {
            self.measure(at);
        }
    }

    pub fn back(&self, lane: usize) -> usize {
        self.back[lane] as usize
    }
}

/// Whether the move to a record is in the last half of a walk of so many records.
pub fn is_late(record: usize, records: usize) -> bool {
    record > (records - 1) / 2
}

/// How many pairs of consecutive moves that half has.
pub fn late_pairs(records: usize) -> usize {
    (records - 1).saturating_sub((records - 1) / 2 + 1)
}

/// How many of them turn back, of a walk that is kept whole: records × dim.
pub fn turns_back(params: &[f64], dim: usize) -> usize {
    let (start, records) = (&params[..dim], params.len() / dim);
    let points = params.chunks_exact(dim).enumerate().skip(1);
    // Most walks have two parameters.
    if let &[x, y] = start {
        let mut turns = Turns::from([x, y].map(Lane::constant));
        points.for_each(|(i, at)| turns.record(&[at[0], at[1]].map(Lane::constant), is_late(i, records)));
        return turns.back(0);
    }
    if !WHOLE {
        return 0;
    }
    let mut turns = Turns::from(lanes(start));
    points.for_each(|(i, at)| turns.record(&lanes(at), is_late(i, records)));
    turns.back(0)
}
