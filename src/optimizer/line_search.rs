//! The line search of L-BFGS, as PyTorch has it: for a step at which the loss has fallen enough and is flat enough.

use super::Objective;

pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The largest absolute value; not a number where one of them is none.
pub fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |most: f64, x| if most.is_nan() || x.abs() <= most { most } else { x.abs() })
}

/// The parameters at the distance `t` from `at` in the direction `d`.
pub fn ahead(at: &[f64], t: f64, d: &[f64]) -> Vec<f64> {
    at.iter().zip(d).map(|(w, d)| w + t * d).collect()
}

/// The line through the parameters `at` in the direction `d`.
pub struct Search<'a> {
    pub objective: &'a dyn Objective,
    pub at: &'a [f64],
    pub d: &'a [f64],
}

/// A place on the line: how far along, the loss and the gradient there, and the slope of the loss along the line.
#[derive(Clone)]
pub struct Place {
    pub t: f64,
    pub loss: f64,
    pub gradient: Vec<f64>,
    pub falls: f64,
}

/// How much the loss must fall, as a part of what the slope at the start promises.
const ENOUGH: f64 = 1e-4;
/// How flat the place must be, as a part of the slope at the start.
const FLAT: f64 = 0.9;
/// The shortest bracket. PyTorch does not pass its tolerance_change on to the search.
const SHORTEST: f64 = 1e-9;

impl Search<'_> {
    fn place(&self, t: f64) -> Place {
        let mut gradient = vec![0.0; self.at.len()];
        let loss = self.objective.gradient(&ahead(self.at, t, self.d), &mut gradient);
        Place { t, loss, falls: dot(&gradient, self.d), gradient }
    }

    /// A place that meets Wolfe's strong conditions, and how many places were tried. `start` is the start of the line,
    /// with the first distance to try.
    pub fn search(&self, start: Place, most: usize) -> (Place, usize) {
        let far = largest(self.d);
        let (loss, falls) = (start.loss, start.falls);
        let too_high = |here: &Place| here.loss > loss + ENOUGH * here.t * falls;
        let flat = |here: &Place| here.falls.abs() <= -FLAT * falls;
        let mut last = Place { t: 0.0, ..start };
        let first = last.clone();
        let mut here = self.place(start.t);
        let (mut tried, mut rounds) = (1, 0);
        // First a bracket that holds such a place.
        let mut bracket = loop {
            if rounds >= most {
                break [first, here];
            }
            if too_high(&here) || (rounds > 1 && here.loss >= last.loss) {
                break [last, here];
            }
            if flat(&here) {
                return (here, tried);
            }
            if here.falls >= 0.0 {
                break [last, here];
            }
            let (least, furthest) = (here.t + 0.01 * (here.t - last.t), here.t * 10.0);
            let t = cubic(&last, &here, least, furthest);
            last = here;
            here = self.place(t);
            tried += 1;
            rounds += 1;
        };
        // Then ever smaller brackets.
        let mut stalled = false;
        let lower = |bracket: &[Place; 2]| if bracket[0].loss <= bracket[1].loss { 0 } else { 1 };
        let mut low = lower(&bracket);
        while rounds < most {
            let [a, b] = &bracket;
            if (b.t - a.t).abs() * far < SHORTEST {
                break;
            }
            let (least, furthest) = if b.t < a.t { (b.t, a.t) } else { (a.t, b.t) };
            let mut t = cubic(a, b, least, furthest);
            let margin = 0.1 * (furthest - least);
            if smaller(furthest - t, t - least) < margin {
                if stalled || t >= furthest || t <= least {
                    t = if (t - furthest).abs() < (t - least).abs() { furthest - margin } else { least + margin };
                    stalled = false;
                } else {
                    stalled = true;
                }
            } else {
                stalled = false;
            }
            let here = self.place(t);
            tried += 1;
            rounds += 1;
            if too_high(&here) || here.loss >= bracket[low].loss {
                bracket[1 - low] = here;
                low = lower(&bracket);
                continue;
            }
            let done = flat(&here);
            if !done && here.falls * (bracket[1 - low].t - bracket[low].t) >= 0.0 {
                bracket[1 - low] = bracket[low].clone();
            }
            bracket[low] = here;
            if done {
                break;
            }
        }
        let [a, b] = bracket;
        (if low == 0 { a } else { b }, tried)
    }
}

/// As Python's min and max compare: what is not a number stays, where it comes first.
fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The lowest place of the cubic through two places and their gradients, between two ends.
fn cubic(a: &Place, b: &Place, least: f64, furthest: f64) -> f64 {
    let d1 = a.falls + b.falls - 3.0 * (a.loss - b.loss) / (a.t - b.t);
    let square = d1 * d1 - a.falls * b.falls;
    if square.is_nan() || square < 0.0 {
        return (least + furthest) / 2.0;
    }
    let d2 = square.sqrt();
    let t = if a.t <= b.t {
        b.t - (b.t - a.t) * ((b.falls + d2 - d1) / (b.falls - a.falls + 2.0 * d2))
    } else {
        a.t - (a.t - b.t) * ((a.falls + d2 - d1) / (a.falls - b.falls + 2.0 * d2))
    };
    smaller(larger(t, least), furthest)
}
