//! What lies as low as a minimum beside it: a minimum may be one point of a line.

use super::grid::Grid;
use super::{Bottom, Ground, Point, distance, length, moved};
use crate::number::linear_algebra::eigen;
use std::f64::consts::{PI, TAU};

/// A minimum, and points of the line it is on, in order.
pub struct Valley {
    points: Vec<Point>,
    /// The point of the line that is nearest to the origin, and its loss.
    nearest: Bottom,
}

impl Valley {
    pub fn is_line(&self) -> bool {
        self.points.len() > 1
    }

    /// Two minima closer than the grid's points would not be told apart.
    pub fn is_near(&self, at: Point, spacing: f64) -> bool {
        let near = if self.is_line() { STEP * spacing } else { 0.5 * spacing };
        self.points.iter().any(|&point| distance(point, at) <= near)
    }

    pub fn nearest(&self, bottom: Bottom) -> Bottom {
        if self.is_line() { self.nearest } else { bottom }
    }
}

/// From one point of a line to the next, in spacings of the grid.
const STEP: f64 = 2.0;
const MOST_POINTS: usize = 400;
/// How near to the place nearest to the origin steps along a line with a kink lead.
const SHORTEST: f64 = 1e-7;
/// How far the next point may lie to the side.
const TURN: f64 = PI / 3.0;

impl Ground<'_> {
    /// The line through a minimum on which the loss is no higher than `level`, as far as the view goes.
    pub fn valley(&self, at: Point, level: f64, grid: &Grid, is_smooth: bool) -> Valley {
        let step = STEP * grid.spacing();
        let alone = Valley { points: vec![at], nearest: Bottom { at, loss: level } };
        if !grid.holds(at) {
            return alone;
        }
        let (_, first, loss) = self.around(at, step, [0.0, TAU]);
        if loss > level {
            return alone;
        }
        let ahead = self.trace(at, first, level, step, grid);
        let behind = self.trace(at, first + PI, level, step, grid);
        let points: Vec<Point> = behind.into_iter().rev().chain([at]).chain(ahead).collect();
        let from = *points.iter().min_by(|a, b| length(**a).total_cmp(&length(**b))).expect("it has a point");
        let from = self.nearest_on_line(from, level, step, if is_smooth { 0.05 * step } else { SHORTEST });
        let at = if is_smooth { self.slid(from, level, grid) } else { from };
        Valley { points, nearest: Bottom { at, loss: self.value(at) } }
    }

    fn trace(&self, from: Point, direction: f64, level: f64, step: f64, grid: &Grid) -> Vec<Point> {
        let (mut at, mut angle, mut points) = (from, direction, vec![]);
        for _ in 0..MOST_POINTS {
            let (next, towards, loss) = self.around(at, step, [angle - TURN, angle + TURN]);
            let is_closed = points.len() > 2 && distance(next, from) < 0.6 * step;
            if loss > level || !grid.holds(next) || is_closed {
                break;
            }
            (at, angle) = (next, towards);
            points.push(at);
        }
        points
    }

    /// From a point of the line on along it while that leads nearer to the origin, by ever smaller steps.
    fn nearest_on_line(&self, from: Point, level: f64, step: f64, shortest: f64) -> Point {
        let (mut at, mut radius) = (from, step);
        while radius > shortest {
            let (_, along, _) = self.around(at, radius, [0.0, TAU]);
            let sides = [along, along + PI].map(|angle| self.around(at, radius, [angle - TURN, angle + TURN]));
            let nearer = sides.into_iter().find(|(next, _, loss)| *loss <= level && length(*next) < length(at));
            match nearer {
                Some((next, ..)) => at = next,
                None => radius *= 0.5,
            }
        }
        at
    }

    /// The same where the line is smooth, to the last digits: along the direction without curvature half the way to
    /// where that is nearest to the origin, then back to the bottom.
    fn slid(&self, from: Point, level: f64, grid: &Grid) -> Point {
        const CLOSE: f64 = 1e-10;
        let mut at = from;
        for _ in 0..60 {
            let (values, directions) = eigen(&self.bend(at).hessian, 2);
            let flat = usize::from(values[1].abs() < values[0].abs());
            let along = [directions[flat], directions[2 + flat]];
            let next = moved(at, along, -0.5 * (at[0] * along[0] + at[1] * along[1]));
            match self.newton(next, grid, f64::INFINITY) {
                Some(next) if self.value(next) <= level && distance(next, from) <= STEP * grid.spacing() => {
                    let is_close = distance(next, at) <= CLOSE;
                    at = next;
                    if is_close {
                        break;
                    }
                }
                _ => break,
            }
        }
        at.map(|x| x + 0.0)
    }
}
