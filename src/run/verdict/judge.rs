//! The rules of the verdict, the first that holds. They are the same for a run, a sweep, a map and a race.
//!
//! - Drop: the first loss less the reference; where there is none, less the lowest loss of the walk.
//! - Rises, falls: the sums of the steps up and down in the last half of the records, beyond rounding.
//! - Still: rises and falls of at most a hundredth of the drop each.
//! - Thrown out, **diverged**: a number is no longer finite; or it ends higher than it began, and more than ten drops
//!   above the reference or, on one or two parameters, farther from its start than the loss's own view is wide; or the
//!   loss has no floor, and it is as far and still falls.
//! - Arrives, **converged**: within a hundredth of the drop from a record to the end, unless, on a surface, it goes up and
//!   down and has been so low in the last tenth of the walk alone; where no reference is finite, it has come to rest in a
//!   valley; on data of which no reference is known, its loss has levelled off.
//! - Bounces, **oscillating**: what it rises is more than half of what it falls; or at least half of its moves turn
//!   back on the one before; or it ends higher than it began and is not still.
//! - Stuck, **stuck**, never on data: in a valley that is not the lowest, or where the gradient has all but vanished.
//! - Crawls, **too slow**: the rest.

use super::valley::Valley;
use super::{Kind, rounding};
use crate::WHOLE;
use crate::loss::{Loss, Reference};
use crate::run::steepness::length;
use crate::run::turns::late_pairs;
use std::borrow::Cow;

/// What there is to judge by besides the losses of a walk. It is asked for only where the losses do not tell.
pub trait Records {
    /// The parameters: records × dim.
    fn params(&self) -> Cow<'_, [f64]>;
    /// Those of the first record.
    fn start(&self) -> &[f64];
    /// Those of the last record.
    fn end(&self) -> Cow<'_, [f64]>;
    /// How many pairs of consecutive moves in the last half point against each other.
    fn turns_back(&self) -> usize;
    /// The length of the steepest gradient among the records no higher than the start. On surfaces only.
    fn steepest(&self) -> f64;
    /// The rate of the first update after each record; on data only.
    fn rates(&self) -> Cow<'_, [f64]>;
}

/// The loss that walks are judged on, and what it says of itself.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    pub loss: &'a dyn Loss,
    reference: Reference,
    dim: usize,
    /// How wide the loss's own view is, where a map shows all there is of it.
    pub width: Option<f64>,
    of_data: bool,
}

/// A walk to be judged.
pub struct Evidence<'a> {
    /// The loss at every record kept.
    pub loss: &'a [f64],
    /// Whether it ended before its time, at a number that is not finite.
    pub broke_off: bool,
    pub records: &'a dyn Records,
}

/// What the walk shows, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    pub kind: Kind,
    /// From which record on, where the kind has one.
    pub step: Option<usize>,
    pub rule: Rule,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    Overflows,
    /// It ends more than ten drops up.
    Climbs,
    /// It ends higher than it began, and far away.
    Leaves,
    FallsWithoutEnd,
    /// It ends higher than it began, where nothing moves it any more.
    OntoPlain,
    /// From the start on.
    AtBottom,
    Arrives,
    RestsInValley,
    LevelsOff,
    TurnsBack,
    Rises,
    InSideValley,
    Flat,
    Crawls,
}

/// Within this part of the drop a walk has arrived, and what is less is nothing.
pub const ARRIVED: f64 = 0.01;
/// The same where no lowest loss is known of data.
const LEVELLED_OFF: f64 = 0.05;
/// A curve of fewer records tells nothing of where it will end.
const FEWEST_RECORDS: usize = 20;
/// A schedule that slows a walk down by more says nothing of where it would have gone.
const SLOWEST: f64 = 100.0;
/// A walk that goes up and down and is low in the last tenth alone, or less, may be so by chance.
const SHORT_STAY: usize = 10;
const THROWN_OUT: f64 = 10.0;
const FLAT: f64 = 0.001;
/// A valley whose bottom is lower by more than this part of what is left leads on to the lowest point.
const LEADS_ON: f64 = 0.1;

/// A walk from a loss of `first` that ends above this is thrown out.
pub fn too_high(first: f64, reference: f64) -> f64 {
    reference + THROWN_OUT * (first - reference).max(0.0)
}

impl<'a> Judge<'a> {
    pub fn of(loss: &'a dyn Loss) -> Judge<'a> {
        Judge::with(loss, loss.reference())
    }

    pub fn with(loss: &'a dyn Loss, reference: Reference) -> Judge<'a> {
        let (dim, view) = (loss.dim(), loss.view());
        let width = (view.x[1] - view.x[0]).max(view.y[1] - view.y[0]);
        let width = (dim <= 2).then_some(width);
        Judge { loss, reference, dim, width, of_data: loss.of_data().is_some() }
    }

    /// How low the loss can be. The engine a page opens with has only losses of which that is known, and is compiled
    /// without what is said of others.
    #[inline(always)]
    pub fn reference(&self) -> Reference {
        match self.reference {
            reference if WHOLE => reference,
            reference => Reference::At(reference.known().unwrap_or(f64::NAN)),
        }
    }

    /// The same for a walk: a loss has no floor for one that ends below it.
    #[inline(always)]
    pub fn reference_of(&self, loss: &[f64]) -> Reference {
        match self.reference() {
            Reference::At(level)
                if WHOLE && loss[loss.len() - 1] < level - ARRIVED * (loss[0] - level).max(0.0) - rounding(level) =>
            {
                Reference::Unbounded
            }
            reference => reference,
        }
    }

    /// What of the walk counts as the bottom.
    pub fn bottom(&self, loss: &[f64]) -> f64 {
        let lowest = || loss.iter().copied().fold(f64::INFINITY, f64::min);
        self.reference_of(loss).known().unwrap_or_else(lowest)
    }

    /// How much of the possible drop is done at the end: 1 at the bottom, below 0 above the start.
    pub fn done(&self, loss: &[f64]) -> f64 {
        let (first, last) = (loss[0], loss[loss.len() - 1]);
        let drop = first - self.bottom(loss);
        if drop > 0.0 { (first - last) / drop } else { f64::from(last <= first) }
    }

    /// Whether the walk has been so high on its way that it would be thrown out had it ended there.
    pub fn is_flung(&self, loss: &[f64]) -> bool {
        let too_high = too_high(loss[0], self.bottom(loss));
        loss.iter().any(|&loss| loss > too_high + rounding(too_high))
    }

    /// Whether a walk that is low from a record on may be so by chance, if it goes up and down.
    pub fn is_short_stay(&self, step: usize, records: usize) -> bool {
        !self.of_data && SHORT_STAY * (records - step) < records
    }

    pub fn judge(&self, walk: &Evidence) -> Judgement {
        let is = |kind, step, rule| Judgement { kind, step, rule };
        let loss = walk.loss;
        let records = loss.len();
        if walk.broke_off {
            return is(Kind::Diverged, Some(records), Rule::Overflows);
        }
        let (first, last, half) = (loss[0], loss[records - 1], (records - 1) / 2);
        let reference = self.reference_of(loss);
        let bottom = self.bottom(loss);
        let drop = (first - bottom).max(0.0);
        // The first record from which the loss stays as it is asked to be.
        let since = |holds: &dyn Fn(f64) -> bool| records - loss.iter().rev().take_while(|&&l| holds(l)).count();
        let ends_higher = last > first + rounding(first);

        if reference.known().is_some() && loss.iter().all(|&loss| loss <= bottom + rounding(bottom)) {
            return is(Kind::Converged, Some(0), Rule::AtBottom);
        }
        let too_high = too_high(first, bottom);
        if ends_higher && last > too_high {
            return is(Kind::Diverged, Some(since(&|loss| loss > too_high)), Rule::Climbs);
        }
        let still_falls = reference == Reference::Unbounded && last < first - rounding(first) && last <= loss[half];
        if (ends_higher || still_falls)
            && let Some(step) = self.outside_since(walk)
        {
            let rule = if ends_higher { Rule::Leaves } else { Rule::FallsWithoutEnd };
            return is(Kind::Diverged, Some(step), rule);
        }

        // Most walks only fall.
        let late = || match ends_higher || !loss[half..].is_sorted_by(|a, b| a >= b) {
            true => rises_and_falls(&loss[half..]),
            false => [0.0; 2],
        };
        let goes_up_and_down = |[rises, falls]: [f64; 2]| rises > 0.5 * falls && rises > ARRIVED * drop;

        let mut valley = None;
        match reference {
            Reference::At(level) => {
                let low = level + (ARRIVED * drop).max(rounding(level));
                let step = since(&|loss| loss <= low);
                if step < records && !(self.is_short_stay(step, records) && goes_up_and_down(late())) {
                    return is(Kind::Converged, Some(step), Rule::Arrives);
                }
            }
            _ if WHOLE && self.of_data => {
                if self.levels_off(walk, drop) {
                    let level = last + LEVELLED_OFF * (first - last);
                    return is(Kind::Converged, Some(since(&|loss| loss <= level)), Rule::LevelsOff);
                }
            }
            _ => {
                valley = self.valley(walk);
                if last < first - rounding(first) && valley.is_some_and(|valley| valley.holds(ARRIVED * (first - last)))
                {
                    let level = last + ARRIVED * (first - last);
                    return is(Kind::Converged, Some(since(&|loss| loss <= level)), Rule::RestsInValley);
                }
            }
        }

        let late = late();
        let still = late[0].max(late[1]) <= ARRIVED * drop;
        if goes_up_and_down(late) || ends_higher && !still {
            return is(Kind::Oscillating, None, Rule::Rises);
        }
        let pairs = late_pairs(records);
        if pairs > 0 && 2 * walk.records.turns_back() >= pairs {
            return is(Kind::Oscillating, None, Rule::TurnsBack);
        }

        if self.of_data {
            return is(Kind::TooSlow, None, Rule::Crawls);
        }
        let valley = valley.or_else(|| self.valley(walk));
        let left = reference.known().map(|level| last - level);
        if let (Some(valley), Some(left)) = (valley, left)
            && valley.holds((ARRIVED * (first - last)).max(rounding(last)))
            && valley.above <= LEADS_ON * left
        {
            return is(Kind::Stuck, None, Rule::InSideValley);
        }
        if ends_higher {
            let step = since(&|loss| loss > first + rounding(first));
            return is(Kind::Diverged, Some(step), Rule::OntoPlain);
        }
        let lower_is_known = reference != Reference::Unknown || valley.is_some_and(|valley| valley.bends_down());
        // On the floor of a canyon, which leads to the lowest point, the gradient has all but vanished too.
        let leads_on =
            valley.zip(left).is_some_and(|(valley, left)| !valley.bends_down() && valley.above > LEADS_ON * left);
        if lower_is_known && !leads_on && loss[half] - last <= ARRIVED * drop && self.is_flat(walk) {
            return is(Kind::Stuck, None, Rule::Flat);
        }
        is(Kind::TooSlow, None, Rule::Crawls)
    }

    /// From which record to the end the walk is farther from its start than the view is wide; none where it is not, or
    /// where no view shows all there is.
    fn outside_since(&self, walk: &Evidence) -> Option<usize> {
        let width = self.width?;
        let (start, end) = (walk.records.start(), walk.records.end());
        let is_outside =
            |at: &[f64]| at.iter().zip(start).fold(0.0, |sum, (p, s)| sum + (p - s) * (p - s)) > width * width;
        // Most walks end inside, and to give the parameters of all records may take long.
        if !is_outside(&end) {
            return None;
        }
        let params = walk.records.params();
        let outside = params.rchunks_exact(self.dim).take_while(|at| is_outside(at)).count();
        Some(walk.loss.len() - outside)
    }

    fn valley(&self, walk: &Evidence) -> Option<Valley> {
        Valley::at(self.loss, &walk.records.end())
    }

    /// Whether the gradient is at most a thousandth of the steepest among the records no higher than the start.
    fn is_flat(&self, walk: &Evidence) -> bool {
        slope(self.loss, &walk.records.end()) <= FLAT * walk.records.steepest()
    }

    /// Whether the loss of data, of which the lowest is not known, has levelled off.
    fn levels_off(&self, walk: &Evidence, drop: f64) -> bool {
        let loss = walk.loss;
        let (first, last, half) = (loss[0], loss[loss.len() - 1], (loss.len() - 1) / 2);
        let never_rose = loss.iter().all(|&loss| loss <= first + drop);
        if loss.len() < FEWEST_RECORDS || last >= first - rounding(first) || !never_rose {
            return false;
        }
        let [rises, _] = rises_and_falls(&loss[half..]);
        let rates = walk.records.rates();
        let largest = rates.iter().copied().fold(0.0, f64::max);
        // The last record's rate is not used any more.
        let late = &rates[half..rates.len() - 1];
        let slowed = largest / (late.iter().sum::<f64>() / late.len() as f64);
        let brought = (loss[half] - last) * slowed.max(1.0);
        rises <= LEVELLED_OFF * drop && slowed <= SLOWEST && (brought <= LEVELLED_OFF * drop || last <= ARRIVED * first)
    }
}

/// At rest in a valley the last digit of a loss goes up as often as down: that is neither.
pub fn rises_and_falls(loss: &[f64]) -> [f64; 2] {
    let mut sums = [0.0; 2];
    for pair in loss.windows(2) {
        let (rise, nothing) = (pair[1] - pair[0], rounding(pair[0]));
        if rise > nothing {
            sums[0] += rise;
        } else if -rise > nothing {
            sums[1] -= rise;
        }
    }
    sums
}

/// The length of the gradient.
pub fn slope(loss: &dyn Loss, at: &[f64]) -> f64 {
    let mut gradient = vec![0.0; at.len()];
    loss.gradient(at, &mut gradient);
    length(&gradient)
}
