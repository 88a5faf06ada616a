//! From a candidate down to the bottom below it: by Newton's method where the loss is smooth there, else by the lowest
//! points of ever smaller circles.

use super::grid::Grid;
use super::valley::Valley;
use super::{Bottom, Ground, Point, distance, falls_without_end, length, moved, rounding, size};
use crate::loss::{curvatures, second_order};
use crate::number::linear_algebra::eigen;
use crate::number::{Dual, Lane, Tangent, sin_cos};
use std::f64::consts::TAU;

type Second = Dual<Dual<Lane, Lane>, Dual<Lane, Lane>>;

/// The loss at a point, its slope and its curvatures.
pub struct Bend {
    loss: f64,
    pub slope: Point,
    pub hessian: Vec<f64>,
}

impl Bend {
    fn is_finite(&self) -> bool {
        self.loss.is_finite() && self.slope.iter().chain(&self.hessian).all(|x| x.is_finite())
    }
}

impl Ground<'_> {
    pub fn bend(&self, at: Point) -> Bend {
        let variables: [Second; 2] = second_order(&at);
        let f = self.tape.value(&variables);
        let slope = f.gradient.map(|along| Tangent::<Dual<Lane, Lane>>::get(along).value[0]);
        Bend { loss: f.value.value[0], slope, hessian: curvatures(f) }
    }

    /// Follows a candidate down, and keeps the minimum there unless it is known.
    pub fn follow(&self, from: Point, grid: &Grid, reach: f64, same: f64, found: &mut Vec<(Bottom, Valley)>) {
        let is_known = |at: Point, loss: f64, found: &[(Bottom, Valley)]| {
            found
                .iter()
                .any(|(bottom, valley)| (loss - bottom.loss).abs() <= same && valley.is_near(at, grid.spacing()))
        };
        let smooth = self.newton(from, grid, reach);
        let at = match smooth {
            Some(at) => at,
            // A line of minima without curvature gives a candidate at each of its crossings with the grid.
            None if found.iter().any(|(_, valley)| valley.is_line() && valley.is_near(from, grid.spacing())) => return,
            None => {
                let (at, is_bottom) = self.descend(from, grid, reach);
                if self.is_pole(at, grid.spacing()) {
                    self.endless.set(true);
                }
                if !is_bottom || self.is_endless() {
                    return;
                }
                self.newton(at, grid, reach).filter(|&next| distance(next, at) < grid.spacing()).unwrap_or(at)
            }
        };
        let at = at.map(|x| x + 0.0); // no -0
        let loss = self.value(at);
        if loss.is_finite() && !is_known(at, loss, found) && self.is_lowest_around(at, loss, grid, smooth.is_some()) {
            found.push((Bottom { at, loss }, self.valley(at, loss + same, grid, smooth.is_some())));
        }
    }

    /// Every curvature is taken as positive, and steps are no longer than a part of the view. None where it comes to no
    /// smooth minimum.
    pub fn newton(&self, from: Point, grid: &Grid, reach: f64) -> Option<Point> {
        const MOST_CUT: usize = 30;
        let (mut at, mut cut) = (from, 0);
        let mut here = self.bend(at);
        for _ in 0..100 {
            if !here.is_finite() || !grid.is_within(reach, at) || cut > MOST_CUT {
                return None;
            }
            let (values, directions) = eigen(&here.hessian, 2);
            let largest = values[0].abs().max(values[1].abs());
            if largest == 0.0 {
                break;
            }
            let mut step = [0.0; 2];
            for (k, curvature) in values.iter().enumerate() {
                let along = directions[k] * here.slope[0] + directions[2 + k] * here.slope[1];
                let part = along / curvature.abs().max(1e-11 * largest);
                step = [step[0] - part * directions[k], step[1] - part * directions[2 + k]];
            }
            let longest = 3.0 * grid.spacing() * (size(at) / 5.0).max(1.0);
            let whole = (longest / length(step)).min(1.0);
            let next = std::iter::successors(Some(whole), |part| Some(part / 2.0)).take(30).find_map(|part| {
                let next = moved(at, step, part);
                let there = self.bend(next);
                let steepness = [&there, &here].map(|bend| length(bend.slope));
                // In the last digits of the loss the slope shows the way on.
                let level = there.loss <= here.loss + rounding(here.loss) && steepness[0] < steepness[1];
                (there.loss < here.loss || level).then_some((next, there, part))
            });
            let Some((next, there, part)) = next else { break };
            cut += usize::from(part < 0.2 * whole);
            (at, here) = (next, there);
        }
        const FLAT: f64 = 1e-8;
        let (values, _) = eigen(&here.hessian, 2);
        let largest = values[0].abs().max(values[1].abs());
        let is_flat = length(here.slope) <= FLAT * largest * size(at);
        (here.is_finite() && is_flat && values.iter().all(|&c| c >= -1e-9 * largest)).then_some(at)
    }

    /// Where it comes to, and whether that is a bottom: not where it leaves all that is looked at.
    fn descend(&self, from: Point, grid: &Grid, reach: f64) -> (Point, bool) {
        let (mut at, mut loss, mut radius) = (from, self.value(from), 0.5 * grid.spacing());
        while radius >= 0.25 * f64::EPSILON * size(at) {
            let left = self.circles.get();
            if self.is_endless() || left == 0 || !grid.is_within(reach, at) {
                return (at, false);
            }
            self.circles.set(left - 1);
            let mut next = self.around(at, radius, [0.0, TAU]);
            if next.2 >= loss {
                // On the edge of a ravine the lowest point of a circle may be that on the way up.
                let opposite = next.1 + 0.5 * TAU;
                next = self.around(at, radius, [opposite - 0.25 * TAU, opposite + 0.25 * TAU]);
            }
            if next.2 < loss {
                (at, loss, radius) = (next.0, next.2, 1.5 * radius);
            } else {
                radius *= 0.5;
            }
        }
        (at, true)
    }

    /// The lowest point of an arc, its angle and its loss.
    pub fn around(&self, middle: Point, radius: f64, [from, to]: [f64; 2]) -> (Point, f64, f64) {
        const LOOKED_AT: usize = 16;
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let point = |angle: f64| {
            let (sine, cosine) = sin_cos(angle);
            moved(middle, [cosine, sine], radius)
        };
        let apart = (to - from) / LOOKED_AT as f64;
        let points: Vec<Point> = (0..=LOOKED_AT).map(|i| point(from + i as f64 * apart)).collect();
        let losses = self.values(&points);
        let i = (0..losses.len()).min_by(|&i, &j| losses[i].total_cmp(&losses[j])).expect("there are some");
        let best = (points[i], from + i as f64 * apart, losses[i]);
        let (mut low, mut high) = (best.1 - apart, best.1 + apart);
        let between = |low: f64, high: f64| {
            let angle = low + GOLDEN * (high - low);
            (point(angle), angle, self.value(point(angle)))
        };
        let (mut left, mut right) = (between(high, low), between(low, high));
        for _ in 0..50 {
            if left.2 <= right.2 {
                (high, right) = (right.1, left);
                left = between(high, low);
            } else {
                (low, left) = (left.1, right);
                right = between(low, high);
            }
        }
        [left, right].into_iter().fold(best, |best, other| if other.2 < best.2 { other } else { best })
    }

    /// Whether the loss goes on falling towards the point, on one of the ways there, by amounts that do not shrink.
    fn is_pole(&self, at: Point, spacing: f64) -> bool {
        const HALVINGS: i32 = 32;
        (0..8).any(|i| {
            let (sine, cosine) = sin_cos(f64::from(i) * TAU / 8.0);
            let mut away = spacing;
            let points: Vec<Point> = (0..HALVINGS)
                .map(|_| {
                    away *= 0.5;
                    moved(at, [cosine, sine], away)
                })
                .collect();
            falls_without_end(&self.values(&points))
        })
    }

    /// Whether no circle around the minimum is below it; and outside the view, whether the loss rises on two sides that
    /// face each other, which it does not where it only comes near a limit.
    fn is_lowest_around(&self, at: Point, loss: f64, grid: &Grid, is_smooth: bool) -> bool {
        const CIRCLE: usize = 16;
        let circle = |radius: f64| {
            let point = |i| {
                let (sine, cosine) = sin_cos(i as f64 * TAU / CIRCLE as f64);
                moved(at, [cosine, sine], radius)
            };
            self.values(&(0..CIRCLE).map(point).collect::<Vec<_>>())
        };
        // A ravine with an edge for a floor goes through between the points of a circle.
        let lowest = |radius: f64| {
            let quarter = |i| 0.25 * TAU * f64::from(i);
            let arcs =
                (0..if is_smooth { 0 } else { 4 }).map(|i| self.around(at, radius, [quarter(i), quarter(i + 1)]).2);
            circle(radius).into_iter().chain(arcs).fold(f64::INFINITY, f64::min)
        };
        let noise = 1e-11 * loss.abs() + 1e-14;
        let wide = if grid.holds(at) { vec![] } else { circle(grid.spacing() * size(at)) };
        let rises = |i: usize| wide[i] > loss + noise && wide[i + CIRCLE / 2] > loss + noise;
        [1e-6, 1e-4, 1e-2].iter().all(|part| lowest(part * size(at)) >= loss - noise)
            && (wide.is_empty() || (0..CIRCLE / 2).any(rises))
    }
}
