//! The walk that is advised on, and what does better than it.

use super::Word;
use crate::loss::Reference;
use crate::run::path::Path;
use crate::run::verdict::{self, ARRIVED, Judge, Kind, rounding};
use crate::scene::experiment::Experiment;
use crate::sweep::rates::Outcome;
use crate::text::code::sweep as code;
use crate::text::{Message, message};
use std::cmp::Ordering;

/// A rate, and what comes of it.
pub type Walked = (f64, Outcome);

pub struct Before {
    pub outcome: Outcome,
    /// Whether a classifier ends no better than chance.
    pub by_chance: bool,
    /// A difference in loss that counts: a hundredth of the drop.
    counts: f64,
    reference: Reference,
}

impl Before {
    /// The first hiker's walk, as `run` walks and judges it.
    pub async fn walk(experiment: &Experiment) -> Before {
        let path = Path::of(experiment, &experiment.hikers[0], &mut |_| {}).await;
        let judge = Judge::of(experiment.loss.as_ref());
        let outcome = Outcome::of(&judge, &verdict::evidence(experiment, &path));
        let drop = (path.loss[0] - judge.bottom(&path.loss)).max(0.0);
        Before {
            by_chance: verdict::chance(judge.loss, path.point(path.records() - 1)).is_some(),
            counts: ARRIVED * drop + rounding(outcome.loss),
            reference: judge.reference_of(&path.loss),
            outcome,
        }
    }

    /// How the rate is, by the walks at those all over the track. One lucky rate proves nothing: three beside each other
    /// must do better.
    pub fn word(&self, rate: f64, rates: &[Walked]) -> Option<Word> {
        if self.reference == Reference::Unbounded {
            return None;
        }
        let three = || rates.windows(3).filter(|three| three.iter().all(|(_, outcome)| self.ends_above(outcome)));
        let below = three().any(|three| three[2].0 < rate);
        let above = three().any(|three| three[0].0 > rate);
        let fewest = rates.iter().filter_map(|(_, outcome)| arrival(outcome)).min();
        let is_soonest = |step| fewest.is_none_or(|fewest| !is_sooner(fewest, step));
        // A loss of which the lowest is not known can level off far up.
        let is_lowest = self.reference != Reference::Unknown || !below && !above;
        if is_lowest && arrival(&self.outcome).is_some_and(is_soonest) {
            return (!self.by_chance).then_some(Word::JustRight);
        }
        match (below, above) {
            (true, _) if is_wild(self.outcome.kind) => Some(Word::TooHigh),
            (true, false) => Some(Word::TooHigh),
            (false, true) if !is_wild(self.outcome.kind) => Some(Word::TooLow),
            _ => None,
        }
    }

    /// Whether another walk ends lower by what counts, in good order.
    fn ends_above(&self, other: &Outcome) -> bool {
        !is_wild(other.kind) && !other.flung && other.loss < self.outcome.loss - self.counts
    }

    /// Whether another walk came out better.
    ///
    /// Losses are compared as they are walked on, penalty included. On standardised data too: the samples, the targets
    /// and what the model can say of them are the same, and so is what the mean loss means; the penalty is on weights of
    /// another scale. Whether a walk arrives is judged on its own loss.
    pub fn is_beaten_by(&self, other: &Outcome) -> bool {
        match (arrival(&self.outcome), arrival(other)) {
            // Thrown out on its way, it has come back by chance.
            _ if other.flung => false,
            _ if self.reference == Reference::Unknown => self.ends_above(other),
            (Some(step), Some(others)) => is_sooner(others, step) && other.loss < self.outcome.loss,
            (Some(_), None) => false,
            (None, Some(_)) => true,
            // To fall faster is no remedy where there is no floor.
            (None, None) => self.reference != Reference::Unbounded && self.ends_above(other),
        }
    }

    /// The best of the walks that came out better, rates rising. Where there are such, of those between two others that
    /// did too: a rate at the edge is not to be advised.
    pub fn best(&self, walks: &[Walked]) -> Option<usize> {
        let better: Vec<bool> = walks.iter().map(|(_, outcome)| self.is_beaten_by(outcome)).collect();
        let best = |among: &dyn Fn(usize) -> bool| {
            (0..walks.len()).filter(|&i| among(i)).min_by(|&i, &j| self.by_rank(&walks[i].1, &walks[j].1))
        };
        let inside = |i: usize| i > 0 && i + 1 < walks.len() && better[i - 1..=i + 1].iter().all(|better| *better);
        best(&inside).or_else(|| best(&|i| better[i]))
    }

    /// What comes of another walk, in words.
    pub fn comes(&self, other: &Outcome, unit: &'static str) -> Message {
        match (arrival(&self.outcome), arrival(other)) {
            _ if self.reference == Reference::Unknown => {
                message!(code::ends_lower, loss = other.loss, before = self.outcome.loss)
            }
            (Some(before), Some(step)) => message!(code::arrives_sooner, unit, step, before),
            (None, Some(step)) => message!(code::arrives_at, unit, step),
            _ => message!(code::ends_lower, loss = other.loss, before = self.outcome.loss),
        }
    }

    /// Those that arrive first, then the quickest, then the lowest; where the lowest loss is not known, the lowest.
    pub fn by_rank(&self, a: &Outcome, b: &Outcome) -> Ordering {
        let step = |outcome| match self.reference {
            Reference::Unknown => 0,
            _ => arrival(outcome).unwrap_or(usize::MAX),
        };
        step(a).cmp(&step(b)).then(a.loss.total_cmp(&b.loss))
    }

    /// Whether more steps may bring it lower.
    pub fn may_go_on(&self) -> bool {
        self.outcome.kind != Kind::Converged || self.reference == Reference::Unknown
    }
}

/// Whether it bounces or is thrown out.
pub fn is_wild(kind: Kind) -> bool {
    matches!(kind, Kind::Oscillating | Kind::Diverged)
}

pub fn arrival(outcome: &Outcome) -> Option<usize> {
    outcome.step.filter(|_| outcome.kind == Kind::Converged)
}

/// Whether one arrival is sooner than another by more than a rate that is just right may be later: a quarter.
fn is_sooner(step: usize, than: usize) -> bool {
    4 * than > 5 * step
}
