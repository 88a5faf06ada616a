//! The rate strip, the slider's track: what every rate between its ends would do, and three rates worth a visit.

use crate::loss::Reference;
use crate::number::exp;
use crate::pause::Long;
use crate::run::path::Path;
use crate::run::stability;
use crate::run::verdict::Kind;
use crate::scene::experiment::Experiment;
use crate::sweep::rates::{Outcome, sweep_pausing};

/// The outcomes of rates that are evenly spaced in their logarithms, and of some between them.
pub struct Strip {
    /// Learning rates, rising.
    pub lrs: Vec<f64>,
    /// One for each rate.
    pub outcomes: Vec<Outcome>,
    /// The lowest and the highest of each stretch of neighbouring rates that arrive, rising.
    pub bands: Vec<[f64; 2]>,
    /// The one of the bands around the best rate.
    pub band: Option<[f64; 2]>,
    /// How wide that is, in powers of ten.
    pub decades: Option<f64>,
    /// A rate that crawls, below all that are better.
    pub too_low: Option<f64>,
    /// A rate among the quickest; where none arrives, the one that gets furthest.
    pub just_right: f64,
    /// A rate that bounces or is thrown out, above the better ones.
    pub too_high: Option<f64>,
}

/// The strip of the first hiker, for `count` rates from `low` to `high`, and for more where some may arrive between two
/// of them.
pub async fn strip(experiment: &Experiment, low: f64, high: f64, count: usize) -> Strip {
    let mut lrs = spaced(low, high, count);
    let mut outcomes = walked(experiment, &lrs).await;
    let more = between(experiment, &lrs, &outcomes);
    let tried = walked(experiment, &more).await;
    for (lr, outcome) in more.into_iter().zip(tried) {
        let place = lrs.partition_point(|below| *below < lr);
        lrs.insert(place, lr);
        outcomes.insert(place, outcome);
    }
    let (best, stretches) = (best(&outcomes), stretches(&outcomes));
    let around = stretches.iter().copied().find(|[from, to]| (*from..=*to).contains(&best));
    let [from, to] = around.unwrap_or([best; 2]);
    // Too low: the largest rate below that has done less than a quarter of the way, or the lowest that crawls.
    let crawls = |i: &usize| outcomes[*i].kind == Kind::TooSlow;
    let slow = (0..from).rev().find(|i| crawls(i) && outcomes[*i].done < 0.25);
    let too_low = slow.or_else(|| (0..from).find(crawls));
    // Too high: in the middle of the first stretch above that bounces or is thrown out, but near its start.
    let bad = |i: &usize| matches!(outcomes[*i].kind, Kind::Oscillating | Kind::Diverged);
    let too_high = (to + 1..lrs.len()).find(bad).map(|first| {
        let stretch = (first..lrs.len()).take_while(|i| bad(i) && lrs[*i] <= 1.5 * lrs[first]).count();
        first + stretch / 2
    });
    // Short enough to be read in an address, where the verdict stays.
    let chosen = [too_low.unwrap_or(best), best, too_high.unwrap_or(best)];
    let short = chosen.map(|i| three_digits(lrs[i]));
    let rounded = walked(experiment, &short).await;
    let rate = |k: usize| if rounded[k].kind == outcomes[chosen[k]].kind { short[k] } else { lrs[chosen[k]] };
    let (too_low, just_right, too_high) = (too_low.map(|_| rate(0)), rate(1), too_high.map(|_| rate(2)));
    let ends = |stretch: [usize; 2]| stretch.map(|i| lrs[i]);
    let (bands, band) = (stretches.into_iter().map(ends).collect(), around.map(ends));
    let decades = band.map(|[from, to]| libm::log(to / from) / std::f64::consts::LN_10);
    Strip { lrs, outcomes, bands, band, decades, too_low, just_right, too_high }
}

/// The first and the last of each stretch of outcomes that arrive.
fn stretches(outcomes: &[Outcome]) -> Vec<[usize; 2]> {
    let mut stretches: Vec<[usize; 2]> = vec![];
    for i in (0..outcomes.len()).filter(|&i| outcomes[i].kind == Kind::Converged) {
        match stretches.last_mut() {
            Some(last) if last[1] + 1 == i => last[1] = i,
            _ => stretches.push([i, i]),
        }
    }
    stretches
}

/// How much of the way the neighbours of a band have done that is narrower than the rates are apart.
const NEARLY: f64 = 0.8;
/// Rates tried between two neighbours where one may arrive.
const BETWEEN: usize = 5;

/// Rates on both sides of those that have done nearly all of the way and more than their neighbours; none where it is
/// not known how far the way is.
pub(super) fn between(experiment: &Experiment, lrs: &[f64], outcomes: &[Outcome]) -> Vec<f64> {
    let Reference::At(_) = experiment.loss.reference() else { return vec![] };
    let peaks = |i: usize| {
        let [below, here, above] = [i - 1, i, i + 1].map(|i| &outcomes[i]);
        let arrives = [below, here, above].iter().any(|o| o.kind == Kind::Converged);
        !arrives && here.done >= NEARLY && here.done > below.done && here.done >= above.done
    };
    let last = lrs.len() - 1;
    let mut more = vec![];
    for i in 0..last {
        if i > 0 && peaks(i) || i + 1 < last && peaks(i + 1) {
            more.extend_from_slice(&spaced(lrs[i], lrs[i + 1], BETWEEN + 2)[1..=BETWEEN]);
        }
    }
    more
}

/// Of the rates that arrive nearly first (a quarter more steps than the quickest at most), the middle one; where none
/// arrives, the one that ends lowest. Those that were thrown out on their way count only where there are no others.
fn best(outcomes: &[Outcome]) -> usize {
    let arrives = |o: &Outcome| o.kind == Kind::Converged;
    let any_calm = outcomes.iter().any(|o| arrives(o) && !o.flung);
    let arrival = |o: &Outcome| if arrives(o) && !(any_calm && o.flung) { o.step } else { None };
    let Some(quickest) = outcomes.iter().filter_map(arrival).min() else {
        let loss = |i: &usize| if outcomes[*i].kind == Kind::Diverged { f64::INFINITY } else { outcomes[*i].loss };
        return (0..outcomes.len()).min_by(|i, j| loss(i).total_cmp(&loss(j))).unwrap_or(0);
    };
    let quick: Vec<usize> =
        (0..outcomes.len()).filter(|&i| arrival(&outcomes[i]).is_some_and(|step| 4 * step <= 5 * quickest)).collect();
    quick[quick.len() / 2]
}

pub(super) fn spaced(low: f64, high: f64, count: usize) -> Vec<f64> {
    let (a, b) = (libm::log(low), libm::log(high));
    let inner = |i: usize| exp(a + (b - a) * i as f64 / (count - 1).max(1) as f64);
    (0..count)
        .map(|i| {
            if i == 0 {
                low
            } else if i + 1 == count {
                high
            } else {
                inner(i)
            }
        })
        .collect()
}

/// To three significant digits.
pub(super) fn three_digits(x: f64) -> f64 {
    // The place of the last digit that is kept.
    let place = decade(x) - 2;
    match place.unsigned_abs() <= EXACT {
        // Of two whole numbers, so that the quotient is the double nearest to the decimal.
        true => power_of_ten((x * power_of_ten(1.0, -place)).round(), place),
        false => x,
    }
}

/// Powers of ten up to this one are whole numbers that a double holds.
const EXACT: u32 = 22;

/// x · 10ᵏ.
fn power_of_ten(x: f64, k: i32) -> f64 {
    let power = (0..k.unsigned_abs()).fold(1.0, |power, _| 10.0 * power);
    if k < 0 { x / power } else { x * power }
}

/// The exponent of the power of ten at or below x; by rounding it may be the one before.
fn decade(x: f64) -> i32 {
    (libm::log(x) / std::f64::consts::LN_10).floor() as i32
}

/// The nearest 1, 2 or 5 times a power of ten that is not below x, or not above it; x itself if it is so but for rounding.
fn round(x: f64, up: bool) -> f64 {
    const DIGITS: [f64; 4] = [1.0, 2.0, 5.0, 10.0];
    let decade = decade(x);
    let first = power_of_ten(x, -decade);
    let digit = match up {
        true => DIGITS.into_iter().find(|digit| *digit >= 0.999 * first),
        false => DIGITS.into_iter().rfind(|digit| *digit <= 1.001 * first),
    };
    digit.map_or(x, |digit| power_of_ten(digit, decade))
}

const LOWEST: f64 = 1e-5;
const HIGHEST: f64 = 1e3;
/// Where 1e-5 is thrown out, lower ones are tried down to this one.
const FAINTEST: f64 = 1e-30;
/// Where all up to 1e3 crawl, higher ones are tried up to this one.
const FARTHEST: f64 = 1e12;
/// Rates tried in each power of ten.
const PER_DECADE: usize = 12;

/// The slider's ends: from 1e-5, or a hundredth of the rate at which walks begin to be thrown out, to three times the
/// one above which all are, rounded to 1, 2 or 5 times a power of ten.
pub async fn range(experiment: &Experiment) -> [f64; 2] {
    let mut lrs = spaced(LOWEST, HIGHEST, 8 * PER_DECADE + 1);
    let mut all = walked(experiment, &lrs).await;
    let floorless = experiment.loss.reference() == Reference::Unbounded;
    // No lower rate brings a walk anywhere that falls without end.
    let is_thrown_out = |o: &Outcome| o.kind == Kind::Diverged && !(floorless && o.done > 0.0);
    if is_thrown_out(&all[0]) {
        let mut below = LOWEST;
        let descends = loop {
            below /= 10.0;
            let outcome = &walked(experiment, &[below]).await[0];
            let descends = !is_thrown_out(outcome) && outcome.done > 0.0;
            if descends || below < FAINTEST {
                break descends;
            }
        };
        // Else it is thrown out at every rate that moves it.
        if descends {
            let decades = (libm::log10(LOWEST / below).round()) as usize;
            let mut row = spaced(below, LOWEST, PER_DECADE * decades + 1);
            row.pop();
            let mut lower = walked(experiment, &row).await;
            row.append(&mut lrs);
            lower.append(&mut all);
            (lrs, all) = (row, lower);
        }
    }
    let mut end = thrown_out_above(&lrs, &all);
    if all.iter().all(|o| o.kind == Kind::TooSlow) {
        let above = spaced(HIGHEST, FARTHEST, 10);
        if let Some(far) = thrown_out_above(&above, &walked(experiment, &above).await) {
            let row = spaced(far / 10.0, far, PER_DECADE + 1);
            end = thrown_out_above(&row, &walked(experiment, &row).await);
        }
    }
    let limit = slider_limit(experiment).await;
    let lowest = lrs.iter().zip(&all).find(|(_, outcome)| is_thrown_out(outcome)).map(|(lr, _)| *lr);
    let lowest = lowest.filter(|lr| *lr > lrs[0]);
    let low = [limit, lowest].into_iter().flatten().fold(LOWEST, |low, lr| low.min(lr / 100.0));
    let high = f64::max(end.map_or(HIGHEST, |lr| 3.0 * lr), limit.map_or(0.0, |lr| 3.0 * lr));
    [round(low, false), round(high, true)]
}

/// What comes of walks at these rates. Boxed, or its code would stand at each place that asks.
fn walked<'a>(experiment: &'a Experiment, lrs: &'a [f64]) -> Long<'a, Vec<Outcome>> {
    Box::pin(async move { sweep_pausing(experiment, lrs).await.expect("the rates are positive") })
}

/// The rate from which on all of a rising row are thrown out, if the last is.
fn thrown_out_above(lrs: &[f64], outcomes: &[Outcome]) -> Option<f64> {
    let thrown = outcomes.iter().rev().take_while(|o| o.kind == Kind::Diverged).count();
    (thrown > 0).then(|| lrs[lrs.len() - thrown])
}

/// The slider's rate at which the largest of the first hiker's schedule is the largest stable one, where that is known.
async fn slider_limit(experiment: &Experiment) -> Option<f64> {
    let hiker = &experiment.hikers[0];
    let limit = stability::at_reference(experiment, &hiker.last())?;
    let path = Path::of(experiment, hiker, &mut |_| {}).await;
    Some(limit.stable.rate / stability::scale(experiment, hiker, &path)?)
}
