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
use crate::run::stability;
use crate::run::walk::Path;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::text::figures;
use serde::Serialize;

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

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    pub kind: Kind,
    /// From which record on, where the kind has one.
    pub step: Option<usize>,
    pub text: String,
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
        largest_gradient: path.steepness.most(0),
        gradient_at_end: path.steepness.at_end(0),
    }
}

/// The verdict on a walk, with its sentence.
pub fn of(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Verdict {
    let evidence = evidence(experiment, path);
    let (kind, step) = evidence.judge();
    let text = match (kind, step) {
        (Kind::Converged, Some(step)) => converged(experiment, &evidence, step),
        (Kind::Diverged, Some(step)) => diverged(experiment, hiker, path, &evidence, step),
        (Kind::Oscillating, _) => oscillating(experiment, hiker, path),
        (Kind::Stuck, _) => stuck(experiment, path, &evidence),
        _ => too_slow(experiment, &evidence),
    };
    Verdict { kind, step, text }
}

fn units(n: usize, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

fn percent(fraction: f64) -> String {
    let percent = 100.0 * fraction;
    // Not rounded up to what would have arrived.
    let text = if percent < 98.0 { figures(percent, 2) } else { figures((100.0 * percent).floor() / 100.0, 4) };
    format!("{text} %")
}

fn converged(experiment: &Experiment, evidence: &Evidence, step: usize) -> String {
    let last = figures(evidence.loss[evidence.loss.len() - 1], 4);
    let (unit, asked) = (experiment.length.unit(), experiment.length.records());
    let valley = match experiment.loss.minima().iter().filter(|m| m.global).count() {
        0 if step == 0 => {
            return format!("It stays where it starts, at a loss of {last}; how low this loss can go is not known.");
        }
        0 => {
            return format!(
                "It settles at {unit} {step} of {asked}, at a loss of {last}; how low this loss can go is not known."
            );
        }
        _ if step == 0 => return format!("It starts at the bottom, at a loss of {last}, and stays there."),
        1 => "the lowest valley".into(),
        valleys => format!("one of the {valleys} lowest valleys"),
    };
    format!(
        "It arrives at the bottom of {valley} at {unit} {step} of {asked} and stays there, within 1 % of the possible drop; the loss ends at {last}."
    )
}

fn too_slow(experiment: &Experiment, evidence: &Evidence) -> String {
    let steps = units(evidence.loss.len() - 1, experiment.length.unit());
    let (first, last) = (evidence.loss[0], evidence.loss[evidence.loss.len() - 1]);
    match evidence.done() {
        _ if last >= first => format!("After {steps} it is no lower than where it started."),
        _ if evidence.floor.is_none() => format!(
            "After {steps} it has not settled: the loss went from {} to {}, and how low it can go is not known.",
            figures(first, 4),
            figures(last, 4)
        ),
        done if done < 0.0001 => format!("After {steps} less than 0.01 % of the possible drop is done."),
        done if done < 0.5 => format!("After {steps} only {} of the possible drop is done.", percent(done)),
        done => format!("After {steps} {} of the possible drop is done; at 99 % it would have arrived.", percent(done)),
    }
}

fn oscillating(experiment: &Experiment, hiker: &Hiker, path: &Path) -> String {
    let unit = experiment.length.unit();
    let half = (path.records() - 1) / 2;
    let settings = hiker.at(path.records() - 1);
    let uphill = steps_uphill(&path.loss[half..]);
    let bounces = match path.records() - 1 - half {
        1 => format!("its last {unit} went uphill"),
        steps => format!("{uphill} of its last {} went uphill", units(steps, unit)),
    };
    let slowest = path.lr[half.max(settings.since)..].iter().copied().fold(f64::INFINITY, f64::min);
    match stability::by(experiment, &settings, path) {
        Some(limit) if slowest > limit.stable.rate => format!(
            "It bounces across the valley without settling: {bounces}. The largest rate that settles there is {} = {}.",
            limit.stable.formula,
            figures(limit.stable.rate, 3)
        ),
        _ => format!("It wanders without settling: {bounces}."),
    }
}

fn stuck(experiment: &Experiment, path: &Path, evidence: &Evidence) -> String {
    let last = path.records() - 1;
    format!(
        "It is stuck {} at a loss of {}, where the slope is down to {}; the lowest valley is {} lower.",
        place(experiment.loss.as_ref(), path.point(last), evidence),
        figures(path.loss[last], 4),
        figures(evidence.gradient_at_end, 2),
        figures(path.loss[last] - evidence.lowest(), 3)
    )
}

/// Where a walk is that goes nowhere: as the curvatures there are, beside those of the lowest valley.
fn place(loss: &dyn Loss, at: &[f64], evidence: &Evidence) -> &'static str {
    if at.len() > stability::MOST_PARAMETERS {
        return "on a plateau";
    }
    let curvatures = |at: &[f64]| loss.hessian(at).map(|hessian| eigen(&hessian, at.len()).0);
    let largest = |values: &[f64]| values.iter().copied().map(f64::abs).fold(0.0, f64::max);
    let Some(here) = curvatures(at) else { return "on a plateau" };
    let bent = FLAT * largest(&here);
    let minima = loss.minima();
    let lowest = minima.iter().find(|m| m.global).and_then(|m| curvatures(&m.at));
    let valley = lowest.map_or(0.0, |curvatures| largest(&curvatures));
    if largest(&here) <= FLAT * valley {
        "on a plateau"
    } else if here.iter().all(|&c| c < -bent) {
        "on a summit"
    } else if here.iter().any(|&c| c < -bent) {
        "on a saddle"
    } else {
        // A valley of its own, or only a gentle stretch of the way to the lowest.
        let low = evidence.lowest() + ARRIVED * (evidence.loss[0] - evidence.lowest());
        match stability::valley(loss, at) {
            Some(bottom) if loss.value(&bottom) > low => "in a side valley",
            _ => "on a plateau",
        }
    }
}

fn diverged(experiment: &Experiment, hiker: &Hiker, path: &Path, evidence: &Evidence, step: usize) -> String {
    let unit = experiment.length.unit();
    let low = if evidence.floor.is_some() { "the lowest valley" } else { "the lowest point it found" };
    let mut text = match evidence.broke_off {
        true => format!("It is thrown out: at {unit} {step} its numbers overflow."),
        false if evidence.loss[0] <= evidence.lowest() => {
            format!("It is thrown out: it starts at the bottom, and from {unit} {step} on it is above it.")
        }
        false => format!(
            "It is thrown out: from {unit} {step} on it is more than ten times as high above {low} as where it started."
        ),
    };
    // What it walked by when it was thrown out.
    let settings = hiker.at(path.records() - 1);
    let limit = stability::by(experiment, &settings, path);
    let (centre, from) = match &limit {
        Some(limit) => (&limit.at, "the valley"),
        None => (&experiment.start, "the start"),
    };
    if let Some(factor) = growth(path, centre) {
        text += &format!(" At the end each {unit} multiplied its distance from {from} by {}.", figures(factor, 3));
    }
    if let Some(limit) = limit.filter(|limit| settings.optimizer.number("lr") > limit.stable.rate) {
        let (formula, rate) = (limit.stable.formula, figures(limit.stable.rate, 3));
        text += &format!(" The largest rate that would not is {formula} = {rate}.");
    }
    text
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
