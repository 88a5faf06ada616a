//! The rate strip, the slider's track: what every rate between its ends would do, and three rates worth a visit.

use crate::number::exp;
use crate::run::verdict::Kind;
use crate::scene::experiment::Experiment;
use crate::sweep::rates::{Outcome, sweep_pausing};

/// The outcomes of rates that are evenly spaced in their logarithms.
pub struct Strip {
    /// Learning rates, rising.
    pub lrs: Vec<f64>,
    /// One for each rate.
    pub outcomes: Vec<Outcome>,
    /// The lowest and the highest of the rates that arrive, around the best; none where none arrives.
    pub band: Option<[f64; 2]>,
    /// How wide the band is, in powers of ten.
    pub decades: Option<f64>,
    /// A rate that is too low to arrive.
    pub too_low: f64,
    /// A rate among the quickest.
    pub just_right: f64,
    /// A rate that bounces or is thrown out.
    pub too_high: f64,
}

/// The strip of the first hiker, for `count` rates from `low` to `high`.
pub async fn strip(experiment: &Experiment, low: f64, high: f64, count: usize) -> Strip {
    let lrs = spaced(low, high, count);
    let outcomes = sweep_pausing(experiment, &lrs).await.expect("the rates lie between two positive ones");
    let arrives = |i: usize| outcomes[i].kind == Kind::Converged;
    let best = best(&outcomes);
    let (mut from, mut to) = (best, best);
    while from > 0 && arrives(from - 1) {
        from -= 1;
    }
    while to + 1 < lrs.len() && arrives(to + 1) {
        to += 1;
    }
    let band = arrives(best).then(|| [lrs[from], lrs[to]]);
    // Too low: the largest rate below that has done less than a quarter of the way.
    let slow = |i: &usize| outcomes[*i].kind == Kind::TooSlow && outcomes[*i].done < 0.25;
    let too_low = (0..from).rev().find(slow).unwrap_or(0);
    // Too high: in the middle of the first stretch above that bounces or is thrown out, but near its start.
    let bad = |i: &usize| matches!(outcomes[*i].kind, Kind::Oscillating | Kind::Diverged);
    let first_bad = (to + 1..lrs.len()).find(bad).unwrap_or(lrs.len() - 1);
    let stretch = (first_bad..lrs.len()).take_while(|i| bad(i) && lrs[*i] <= 1.5 * lrs[first_bad]).count();
    let too_high = (first_bad + stretch / 2).min(lrs.len() - 1);
    // Short enough to be read in an address, where the verdict stays.
    let chosen = [too_low, best, too_high];
    let short = chosen.map(|i| three_digits(lrs[i]));
    let verdicts = sweep_pausing(experiment, &short).await.expect("rounded rates are positive");
    let [too_low, just_right, too_high] = std::array::from_fn(|k| {
        let i = chosen[k];
        if verdicts[k].kind == outcomes[i].kind { short[k] } else { lrs[i] }
    });
    let decades = band.map(|[from, to]| libm::log(to / from) / std::f64::consts::LN_10);
    Strip { lrs, outcomes, band, decades, too_low, just_right, too_high }
}

/// Of the rates that arrive nearly first (a quarter more steps than the quickest at most), the middle one; where none
/// arrives, the one that gets furthest down.
fn best(outcomes: &[Outcome]) -> usize {
    let arrival = |o: &Outcome| if o.kind == Kind::Converged { o.step } else { None };
    let Some(quickest) = outcomes.iter().filter_map(arrival).min() else {
        let down = |i: &usize| if outcomes[*i].kind == Kind::Diverged { f64::NEG_INFINITY } else { outcomes[*i].done };
        return (0..outcomes.len()).max_by(|i, j| down(i).total_cmp(&down(j))).unwrap_or(0);
    };
    let quick: Vec<usize> =
        (0..outcomes.len()).filter(|&i| arrival(&outcomes[i]).is_some_and(|step| 4 * step <= 5 * quickest)).collect();
    quick[quick.len() / 2]
}

fn spaced(low: f64, high: f64, count: usize) -> Vec<f64> {
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

/// To three significant digits, or to a whole number.
fn three_digits(x: f64) -> f64 {
    let mut shift = 1.0;
    while x * shift < 100.0 {
        shift *= 10.0;
    }
    // Of two whole numbers, so that the quotient is the double nearest to the decimal.
    (x * shift).round() / shift
}

pub const LOWEST: f64 = 1e-5;
const HIGHEST: f64 = 1e3;
/// What the upper end is rounded up to.
const ROUND: [f64; 19] =
    [1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3];

/// The slider's ends: from 1e-5 to three times the smallest rate above which the hiker is always thrown out, rounded
/// up to 1, 2 or 5 times a power of ten.
pub async fn range(experiment: &Experiment) -> [f64; 2] {
    let lrs = spaced(LOWEST, HIGHEST, 8 * 12 + 1);
    let outcomes = sweep_pausing(experiment, &lrs).await.expect("the rates are positive");
    let thrown = outcomes.iter().rev().take_while(|o| o.kind == Kind::Diverged).count();
    let kept = lrs.len() - thrown;
    let high = match thrown {
        0 => HIGHEST,
        _ => (3.0 * lrs[kept.min(lrs.len() - 1)]).clamp(100.0 * LOWEST, HIGHEST),
    };
    [LOWEST, ROUND.into_iter().find(|round| *round >= high * 0.999).unwrap_or(HIGHEST)]
}
