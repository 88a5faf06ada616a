//! What is said of a walk, by the rule that it shows.

use super::judge::{Evidence, Judge, Judgement, Rule, rises_and_falls, slope};
use super::valley::Valley;
use super::{Kind, rounding};
use crate::WHOLE;
use crate::loss::{Loss, Reference};
use crate::number::exp;
use crate::number::linear_algebra::eigen;
use crate::run::path::Path;
use crate::run::stability;
use crate::run::turns::late_pairs;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::text::code::run as code;
use crate::text::{Message, message};
use std::f64::consts::LN_2;

/// The sentences on a walk; one at least.
pub fn of(
    experiment: &Experiment,
    hiker: &Hiker,
    path: &Path,
    judge: &Judge,
    evidence: &Evidence,
    judgement: &Judgement,
) -> Vec<Message> {
    let walk = Walk { experiment, hiker, path, judge, evidence };
    let mut said: Vec<Message> = walk.no_better_than_chance().into_iter().collect();
    let step = judgement.step.unwrap_or(0);
    match judgement.kind {
        Kind::Converged => said.push(walk.converged(judgement.rule, step)),
        Kind::Diverged => said.extend(walk.diverged(judgement.rule, step)),
        Kind::Oscillating => said.extend(walk.oscillating(judgement.rule)),
        Kind::Stuck => said.push(walk.stuck(judgement.rule)),
        Kind::TooSlow => said.extend(walk.too_slow()),
    }
    said
}

/// Where a classifier is right no more often than one that always names the commonest class: how often either is, in
/// percent.
pub fn chance(loss: &dyn Loss, at: &[f64]) -> Option<[f64; 2]> {
    let data = loss.of_data()?;
    let (_, accuracy) = data.metrics(at).into_iter().find(|(name, _)| *name == "accuracy")?;
    let y = &data.table().y;
    let of_class = |class: &f64| y.iter().filter(|&y| y == class).count();
    let commonest = y.iter().map(of_class).max()? as f64 / y.len() as f64;
    (accuracy <= commonest).then_some([100.0 * accuracy, 100.0 * commonest])
}

struct Walk<'a> {
    experiment: &'a Experiment,
    hiker: &'a Hiker,
    path: &'a Path,
    judge: &'a Judge<'a>,
    evidence: &'a Evidence<'a>,
}

impl Walk<'_> {
    fn unit(&self) -> &'static str {
        self.experiment.length.unit()
    }

    fn first(&self) -> f64 {
        self.path.loss[0]
    }

    fn last(&self) -> f64 {
        self.path.loss[self.path.records() - 1]
    }

    fn no_better_than_chance(&self) -> Option<Message> {
        let [accuracy, commonest] = chance(self.judge.loss, self.path.point(self.path.records() - 1))?;
        Some(message!(code::no_better_than_chance, accuracy, commonest))
    }

    fn converged(&self, rule: Rule, step: usize) -> Message {
        let (loss, unit, asked) = (self.last(), self.unit(), self.experiment.length.records());
        match rule {
            Rule::AtBottom => message!(code::stays_at_bottom, loss),
            Rule::RestsInValley if WHOLE && self.judge.reference() == Reference::Unknown => {
                message!(code::rests_in_valley, unit, step, asked, loss)
            }
            Rule::RestsInValley if WHOLE => message!(code::rests_though_unbounded, unit, step, asked, loss),
            Rule::LevelsOff if WHOLE => message!(code::levels_off, unit, step, asked, loss),
            _ => match self.experiment.loss.minima().iter().filter(|minimum| minimum.global).count() {
                0 | 1 => message!(code::arrives, unit, step, asked, loss),
                valleys => message!(code::arrives_at_one, valleys, unit, step, asked, loss),
            },
        }
    }

    fn too_slow(&self) -> Vec<Message> {
        let (count, unit) = (self.path.records() - 1, self.unit());
        let (first, last) = (self.first(), self.last());
        let done = self.judge.done(&self.path.loss);
        let percent = 100.0 * done;
        let mut said = vec![match done {
            _ if last >= first => message!(code::no_lower, count, unit),
            _ if self.judge.reference_of(&self.path.loss) == Reference::Unbounded => {
                message!(code::still_falls, count, unit, first, last)
            }
            _ if self.judge.reference() == Reference::Unknown => {
                message!(code::not_settled, count, unit, first, last)
            }
            ..0.0001 => message!(code::hardly_begun, count, unit),
            ..0.5 => message!(code::only_so_far, count, unit, percent),
            _ if percent < 98.0 => message!(code::so_far, count, unit, percent),
            // Not rounded up to what would have arrived.
            _ => message!(code::nearly_there, count, unit, percent = (100.0 * percent).floor() / 100.0),
        }];
        let fallen = self.fallen_rate();
        if last < first && fallen.is_none() {
            said.extend(self.canyon());
        }
        said.extend(fallen);
        said
    }

    /// Where a schedule has all but stopped the walk.
    fn fallen_rate(&self) -> Option<Message> {
        const FALLEN: f64 = 0.1;
        // The last record's rate is not used any more.
        let used = self.path.lr.split_last()?.1;
        let is_scheduled = self.hiker.at(used.len()).scheduler.name() != "constant";
        let (from, to) = (used.iter().copied().fold(0.0, f64::max), *used.last()?);
        (is_scheduled && to < FALLEN * from).then(|| message!(code::rate_has_fallen, from, to))
    }

    /// Where the walk has come down across a canyon, and creeps along it: by the parabola around the lowest minimum.
    fn canyon(&self) -> Option<Message> {
        const CANYON: f64 = 100.0; // the largest curvature as a multiple of the smallest
        const FLAT: f64 = 1e-12; // this part of the largest curvature is none
        let loss = self.experiment.loss.as_ref();
        if self.path.dim > stability::MOST_PARAMETERS {
            return None;
        }
        let lowest = loss.minima().into_iter().min_by(|a, b| a.loss.total_cmp(&b.loss))?;
        let dim = lowest.at.len();
        let (curvatures, directions) = eigen(&loss.hessian(&lowest.at)?, dim);
        let largest = curvatures.iter().copied().fold(0.0, f64::max);
        let bends = curvatures.iter().copied().filter(|&curvature| curvature > FLAT * largest);
        let smallest = bends.fold(f64::INFINITY, f64::min);
        if largest < CANYON * smallest {
            return None;
        }
        // Half-way between the two, by their ratio.
        let middle = (largest * smallest).sqrt();
        let heights = |at: &[f64]| {
            let mut heights = [0.0; 2];
            for (k, &curvature) in curvatures.iter().enumerate() {
                let away: f64 = (0..dim).map(|i| directions[i * dim + k] * (at[i] - lowest.at[i])).sum();
                heights[usize::from(curvature < middle)] += 0.5 * curvature * away * away;
            }
            heights
        };
        let (before, after) = (heights(self.path.point(0)), heights(self.path.point(self.path.records() - 1)));
        let [across, along] = [0, 1].map(|k| 100.0 * (1.0 - after[k] / before[k]));
        let (ratio, along, count) = (largest / smallest, along.max(0.0), self.path.records() - 1);
        // Plain steps at the largest rate that settles take about as many as the ratio.
        (across >= 90.0 && along < 90.0).then(|| match ratio > count as f64 {
            true => message!(code::in_canyon_for_long, across, along, ratio, count, unit = self.unit()),
            false => message!(code::in_canyon, across, along, ratio),
        })
    }

    fn oscillating(&self, rule: Rule) -> Vec<Message> {
        let (unit, path) = (self.unit(), self.path);
        let half = (path.records() - 1) / 2;
        let settings = self.hiker.at(path.records() - 1);
        let slowest = path.lr[half.max(settings.since)..].iter().copied().fold(f64::INFINITY, f64::min);
        let limit = stability::by(self.experiment, &settings, path).filter(|limit| slowest > limit.stable.rate);
        let said = match rule {
            Rule::TurnsBack => {
                let by_batch = WHOLE && settings.by_batch(self.judge.loss);
                let (back, count) = (self.evidence.records.turns_back(), late_pairs(path.records()));
                match by_batch {
                    true => message!(code::jumps_about, back, count, unit),
                    false => message!(code::turns_back, back, count, unit),
                }
            }
            _ if self.last() > self.first() + rounding(self.first()) => {
                message!(code::ends_higher, first = self.first(), last = self.last())
            }
            _ => {
                let [rises, falls] = rises_and_falls(&path.loss[half..]);
                message!(code::goes_up_and_down, count = path.records() - 1 - half, unit, rises, falls)
            }
        };
        let largest = |limit: stability::Stability| {
            message!(code::largest_settling, formula = limit.stable.formula, rate = limit.stable.rate)
        };
        [said].into_iter().chain(limit.map(largest)).collect()
    }

    fn stuck(&self, rule: Rule) -> Message {
        let (loss, slope) = (self.last(), slope(self.judge.loss, self.path.point(self.path.records() - 1)));
        let Some(level) = self.judge.reference_of(&self.path.loss).known() else {
            return match self.place(rule) {
                Place::Plateau => message!(code::rests_on_plateau, loss, slope),
                Place::Summit => message!(code::rests_on_summit, loss, slope),
                Place::Saddle | Place::SideValley => message!(code::rests_on_saddle, loss, slope),
            };
        };
        let lower = loss - level;
        match self.place(rule) {
            Place::Plateau => message!(code::stuck_on_plateau, loss, slope, lower),
            Place::Summit => message!(code::stuck_on_summit, loss, slope, lower),
            Place::Saddle => message!(code::stuck_on_saddle, loss, slope, lower),
            Place::SideValley => message!(code::stuck_in_side_valley, loss, slope, lower),
        }
    }

    fn place(&self, rule: Rule) -> Place {
        if rule == Rule::InSideValley {
            return Place::SideValley;
        }
        let loss = self.experiment.loss.as_ref();
        let Some(here) = Valley::at(loss, self.path.point(self.path.records() - 1)) else { return Place::Plateau };
        // A plateau bends next to nothing, beside the lowest valley.
        let lowest = loss.minima().into_iter().min_by(|a, b| a.loss.total_cmp(&b.loss));
        let valley = lowest.and_then(|lowest| Valley::at(loss, &lowest.at)).map_or(0.0, |valley| valley.largest);
        if here.largest <= 0.001 * valley {
            Place::Plateau
        } else if here.is_summit() {
            Place::Summit
        } else if here.bends_down() {
            Place::Saddle
        } else {
            match stability::minimum_below(loss, self.path.point(self.path.records() - 1)) {
                Some(bottom) if loss.value(&bottom) > self.judge.bottom(&self.path.loss) => Place::SideValley,
                _ => Place::Plateau,
            }
        }
    }

    fn diverged(&self, rule: Rule, step: usize) -> Vec<Message> {
        let (unit, path) = (self.unit(), self.path);
        let first = self.first();
        // From where on it is above its start.
        let above = || {
            let higher = |loss: &&f64| **loss > first + rounding(first);
            path.records() - path.loss.iter().rev().take_while(higher).count()
        };
        let mut said = vec![match rule {
            Rule::Overflows => message!(code::overflows, unit, step),
            Rule::FallsWithoutEnd if WHOLE => message!(code::falls_without_end, unit, step),
            Rule::Leaves => message!(code::leaves_the_view, unit, step, above = above()),
            Rule::OntoPlain => message!(code::onto_plain, unit, step),
            _ if first <= self.judge.bottom(&path.loss) && self.judge.reference() != Reference::Unknown => {
                message!(code::leaves_bottom, unit, step)
            }
            _ if self.judge.reference().known().is_some() => match above() {
                above if above < step => message!(code::climbs_above_valley, unit, step, above),
                _ => message!(code::climbs_at_once, unit, step),
            },
            _ => message!(code::climbs_above_lowest, unit, step),
        }];
        if matches!(rule, Rule::FallsWithoutEnd | Rule::OntoPlain) {
            return said;
        }
        // What it walked by when it was thrown out.
        let settings = self.hiker.at(path.records() - 1);
        let limit = stability::by(self.experiment, &settings, path);
        said.extend(match &limit {
            Some(limit) => growth(path, &limit.at).map(|factor| message!(code::growth_from_valley, unit, factor)),
            None => growth(path, &self.experiment.start).map(|factor| message!(code::growth_from_start, unit, factor)),
        });
        if let Some(limit) = limit.filter(|limit| settings.optimizer.number("lr") > limit.stable.rate) {
            said.push(message!(code::largest_staying, formula = limit.stable.formula, rate = limit.stable.rate));
        }
        said
    }
}

/// Where a walk is that goes nowhere.
enum Place {
    Plateau,
    Summit,
    Saddle,
    SideValley,
}

/// What each of the last steps, five at most, multiplied the distance from `valley` by: their geometric mean.
fn growth(path: &Path, valley: &[f64]) -> Option<f64> {
    let distance = |record: usize| {
        let largest = path.point(record).iter().zip(valley).map(|(p, v)| (p - v).abs()).fold(0.0, f64::max);
        let scaled = path.point(record).iter().zip(valley).map(|(p, v)| ((p - v) / largest).powi(2)).sum::<f64>();
        libm::log(largest) + 0.5 * libm::log(scaled)
    };
    let last = path.records() - 1;
    let from = last.saturating_sub(5);
    if last == from {
        return None;
    }
    let growth = (distance(last) - distance(from)) / (last - from) as f64;
    // Else it is no constant factor.
    let is_steady = (distance(last) - distance(last - 1) - growth).abs() < LN_2;
    (is_steady && growth.is_finite() && growth > 0.0).then(|| exp(growth))
}
