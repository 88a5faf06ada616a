//! What a walk shows: the first of these that holds.
//!
//! Floor: the lowest the loss can be; where that is not known, the lowest loss of the walk. Drop: the first loss less
//! the floor.
//! - **diverged**: a number was no longer finite, or the last loss lies above the floor by more than ten drops.
//! - **converged**: from a record to the end, the loss is within a hundredth of the drop above the floor; where the
//!   floor is not known, for at least the last tenth of the records. A start within rounding of the floor that stays
//!   there converged at once.
//! - **oscillating**: in the last half, at least a quarter of the steps go uphill, by more than rounding.
//! - **stuck**: it is at most a thousandth as steep at the end as at the steepest point of the walk, and the known
//!   floor is lower: a side valley, a saddle, a plateau.
//! - **too slow**: the rest.

use crate::loss::Loss;
use crate::number::exp;
use crate::number::linear_algebra::eigen;
use crate::run::path::Path;
use crate::run::stability;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::text::code::run as code;
use crate::text::{Message, Params, message};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Converged,
    TooSlow,
    Oscillating,
    Stuck,
    Diverged,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Converged => "converged",
            Kind::TooSlow => "too_slow",
            Kind::Oscillating => "oscillating",
            Kind::Stuck => "stuck",
            Kind::Diverged => "diverged",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub kind: Kind,
    /// From which record on, where the kind has one.
    pub step: Option<usize>,
    /// What is said of it, a sentence each.
    pub said: Vec<Message>,
    /// The sentences, in English.
    pub text: String,
}

/// What is said first stands beside the kind, and what is said besides in a list.
impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (first, more) = self.said.split_first().expect("something is said of each walk");
        // A struct's keys cross into JavaScript once, a map's each time.
        let mut fields = s.serialize_struct("Verdict", 6)?;
        fields.serialize_field("kind", &self.kind)?;
        fields.serialize_field("step", &self.step)?;
        fields.serialize_field("code", first.text.code)?;
        fields.serialize_field("params", &Params(first))?;
        fields.serialize_field("more", more)?;
        fields.serialize_field("text", &self.text)?;
        fields.end()
    }
}

/// What is judged of a walk.
pub struct Evidence<'a> {
    /// At every record kept.
    pub loss: &'a [f64],
    /// Whether it ended before its time, at a number that is not finite.
    pub broke_off: bool,
    /// The lowest the loss can be, where that is known.
    pub floor: Option<f64>,
    pub largest_gradient: f64,
    pub gradient_at_end: f64,
}

pub const ARRIVED: f64 = 0.01;
const THROWN_OUT: f64 = 10.0;
const FLAT: f64 = 0.001;

/// How far above a loss, as the floor, is still the same loss.
pub fn rounding(loss: f64) -> f64 {
    8.0 * f64::EPSILON * loss.abs().max(1.0)
}

/// At rest in a valley the last digit of a loss goes up as often as down.
fn steps_uphill(losses: &[f64]) -> usize {
    losses.windows(2).filter(|pair| pair[1] > pair[0] + rounding(pair[0])).count()
}

/// A walk from a loss of `first` that ends above this is thrown out.
pub fn too_high(first: f64, floor: f64) -> f64 {
    floor + THROWN_OUT * (first - floor).max(0.0)
}

impl Evidence<'_> {
    fn lowest(&self) -> f64 {
        self.floor.unwrap_or_else(|| self.loss.iter().copied().fold(f64::INFINITY, f64::min))
    }

    /// How much of the possible drop is done at the end: 1 at the floor, below 0 above the start.
    pub fn done(&self) -> f64 {
        let (first, last) = (self.loss[0], self.loss[self.loss.len() - 1]);
        let drop = first - self.lowest();
        if drop > 0.0 { (first - last) / drop } else { f64::from(last <= first) }
    }

    pub fn judge(&self) -> (Kind, Option<usize>) {
        let records = self.loss.len();
        if self.broke_off {
            return (Kind::Diverged, Some(records));
        }
        let floor = self.lowest();
        let drop = (self.loss[0] - floor).max(0.0);
        let last = self.loss[records - 1];
        // The first record from which the loss stays on one side of a level.
        let since = |is_unchanged: &dyn Fn(f64) -> bool| {
            records - self.loss.iter().rev().take_while(|&&l| is_unchanged(l)).count()
        };

        let rounding = rounding(floor);
        if self.loss.iter().all(|&loss| loss <= floor + rounding) {
            return (Kind::Converged, Some(0));
        }
        let too_high = too_high(self.loss[0], floor);
        if last > too_high {
            return (Kind::Diverged, Some(since(&|loss| loss > too_high)));
        }
        let low = floor + ARRIVED * drop;
        let arrived = since(&|loss| loss <= low);
        let long_enough = self.floor.is_some() || (records - arrived) * 10 >= records;
        if arrived < records && long_enough {
            return (Kind::Converged, Some(arrived));
        }
        let half = &self.loss[(records - 1) / 2..];
        let uphill = steps_uphill(half);
        if uphill > 0 && 4 * uphill >= half.len() - 1 {
            return (Kind::Oscillating, None);
        }
        if self.gradient_at_end.is_finite()
            && self.gradient_at_end <= FLAT * self.largest_gradient
            && self.floor.is_some()
        {
            return (Kind::Stuck, None);
        }
        (Kind::TooSlow, None)
    }
}

pub fn evidence<'a>(experiment: &Experiment, path: &'a Path) -> Evidence<'a> {
    Evidence {
        loss: &path.loss,
        broke_off: path.records() <= experiment.length.records(),
        floor: experiment.loss.floor(),
        largest_gradient: path.steepness.largest(0),
        gradient_at_end: path.steepness.at_end(0),
    }
}

/// The verdict on a walk, with its sentences.
pub fn of(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Verdict {
    let evidence = evidence(experiment, path);
    let (kind, step) = evidence.judge();
    let said = match (kind, step) {
        (Kind::Converged, Some(step)) => vec![converged(experiment, &evidence, step)],
        (Kind::Diverged, Some(step)) => diverged(experiment, hiker, path, &evidence, step),
        (Kind::Oscillating, _) => oscillating(experiment, hiker, path),
        (Kind::Stuck, _) => vec![stuck(experiment, path, &evidence)],
        _ => vec![too_slow(experiment, &evidence)],
    };
    let text = said.iter().map(Message::to_string).collect::<Vec<_>>().join(" ");
    Verdict { kind, step, said, text }
}

fn converged(experiment: &Experiment, evidence: &Evidence, step: usize) -> Message {
    let loss = evidence.loss[evidence.loss.len() - 1];
    let (unit, asked) = (experiment.length.unit(), experiment.length.records());
    match experiment.loss.minima().iter().filter(|m| m.global).count() {
        0 if step == 0 => message!(code::stays_on_unknown, loss),
        0 => message!(code::settles_on_unknown, unit, step, asked, loss),
        _ if step == 0 => message!(code::stays_at_bottom, loss),
        1 => message!(code::arrives, unit, step, asked, loss),
        valleys => message!(code::arrives_at_one, valleys, unit, step, asked, loss),
    }
}

fn too_slow(experiment: &Experiment, evidence: &Evidence) -> Message {
    let (count, unit) = (evidence.loss.len() - 1, experiment.length.unit());
    let (first, last) = (evidence.loss[0], evidence.loss[evidence.loss.len() - 1]);
    let done = evidence.done();
    let percent = 100.0 * done;
    match done {
        _ if last >= first => message!(code::no_lower, count, unit),
        _ if evidence.floor.is_none() => message!(code::not_settled, count, unit, first, last),
        ..0.0001 => message!(code::hardly_begun, count, unit),
        ..0.5 => message!(code::only_so_far, count, unit, percent),
        _ if percent < 98.0 => message!(code::so_far, count, unit, percent),
        // Not rounded up to what would have arrived.
        _ => message!(code::nearly_there, count, unit, percent = (100.0 * percent).floor() / 100.0),
    }
}

fn oscillating(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Vec<Message> {
    let unit = experiment.length.unit();
    let half = (path.records() - 1) / 2;
    let settings = hiker.at(path.records() - 1);
    let (uphill, count) = (steps_uphill(&path.loss[half..]), path.records() - 1 - half);
    let slowest = path.lr[half.max(settings.since)..].iter().copied().fold(f64::INFINITY, f64::min);
    match stability::by(experiment, &settings, path).filter(|limit| slowest > limit.stable.rate) {
        Some(limit) => vec![
            match count {
                1 => message!(code::bounces_once, unit),
                _ => message!(code::bounces, uphill, count, unit),
            },
            message!(code::largest_settling, formula = limit.stable.formula, rate = limit.stable.rate),
        ],
        None if count == 1 => vec![message!(code::wanders_once, unit)],
        None => vec![message!(code::wanders, uphill, count, unit)],
    }
}

fn stuck(experiment: &Experiment, path: &Path, evidence: &Evidence) -> Message {
    let last = path.records() - 1;
    let (loss, slope) = (path.loss[last], evidence.gradient_at_end);
    let lower = loss - evidence.lowest();
    match place(experiment.loss.as_ref(), path.point(last), evidence) {
        Place::Plateau => message!(code::stuck_on_plateau, loss, slope, lower),
        Place::Summit => message!(code::stuck_on_summit, loss, slope, lower),
        Place::Saddle => message!(code::stuck_on_saddle, loss, slope, lower),
        Place::SideValley => message!(code::stuck_in_side_valley, loss, slope, lower),
    }
}

/// Where a walk is that goes nowhere.
enum Place {
    Plateau,
    Summit,
    Saddle,
    SideValley,
}

/// As the curvatures there are, beside those of the lowest valley.
fn place(loss: &dyn Loss, at: &[f64], evidence: &Evidence) -> Place {
    if at.len() > stability::MOST_PARAMETERS {
        return Place::Plateau;
    }
    let curvatures = |at: &[f64]| loss.hessian(at).map(|hessian| eigen(&hessian, at.len()).0);
    let largest = |values: &[f64]| values.iter().copied().map(f64::abs).fold(0.0, f64::max);
    let Some(here) = curvatures(at) else { return Place::Plateau };
    let bent = FLAT * largest(&here);
    let minima = loss.minima();
    let lowest = minima.iter().find(|m| m.global).and_then(|m| curvatures(&m.at));
    let valley = lowest.map_or(0.0, |curvatures| largest(&curvatures));
    if largest(&here) <= FLAT * valley {
        Place::Plateau
    } else if here.iter().all(|&c| c < -bent) {
        Place::Summit
    } else if here.iter().any(|&c| c < -bent) {
        Place::Saddle
    } else {
        // A valley of its own, or only a gentle stretch of the way to the lowest.
        let low = evidence.lowest() + ARRIVED * (evidence.loss[0] - evidence.lowest());
        match stability::minimum_below(loss, at) {
            Some(bottom) if loss.value(&bottom) > low => Place::SideValley,
            _ => Place::Plateau,
        }
    }
}

fn diverged(experiment: &Experiment, hiker: &Hiker, path: &Path, evidence: &Evidence, step: usize) -> Vec<Message> {
    let unit = experiment.length.unit();
    let mut said = vec![match evidence.floor {
        _ if evidence.broke_off => message!(code::overflows, unit, step),
        _ if evidence.loss[0] <= evidence.lowest() => message!(code::leaves_bottom, unit, step),
        Some(_) => message!(code::climbs_above_valley, unit, step),
        None => message!(code::climbs_above_lowest, unit, step),
    }];
    // What it walked by when it was thrown out.
    let settings = hiker.at(path.records() - 1);
    let limit = stability::by(experiment, &settings, path);
    said.extend(match &limit {
        Some(limit) => growth(path, &limit.at).map(|factor| message!(code::growth_from_valley, unit, factor)),
        None => growth(path, &experiment.start).map(|factor| message!(code::growth_from_start, unit, factor)),
    });
    if let Some(limit) = limit.filter(|limit| settings.optimizer.number("lr") > limit.stable.rate) {
        said.push(message!(code::largest_staying, formula = limit.stable.formula, rate = limit.stable.rate));
    }
    said
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
    let growth = exp((distance(last) - distance(from)) / (last - from) as f64);
    (last > from && growth.is_finite() && growth > 1.0).then_some(growth)
}
