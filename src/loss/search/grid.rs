//! The losses on a grid over the view, the points of it that no neighbour is below, and rays that lead out of it.

use super::{Bottom, Ground, Point, View, arrange, moved, rounding};

/// Points along each side: the middle of the view is one of them.
const SIDE: usize = 129;
/// The points of a ray, each step so many times as long as the one before.
const RAY: usize = 60;
const GROWTH: f64 = 1.5;

pub struct Grid {
    view: View,
    points: Vec<Point>,
    losses: Vec<f64>,
}

/// Of the distance from the origin.
fn square([x, y]: Point) -> f64 {
    x * x + y * y
}

pub struct Ray {
    points: Vec<Point>,
    pub losses: Vec<f64>,
}

impl Grid {
    pub fn new(view: View, values: impl Fn(&[Point]) -> Vec<f64>) -> Grid {
        let place = |[from, to]: [f64; 2], i: usize| from + (to - from) * (i as f64 / (SIDE - 1) as f64);
        let points: Vec<Point> = (0..SIDE * SIDE).map(|k| [place(view.x, k % SIDE), place(view.y, k / SIDE)]).collect();
        let losses = values(&points);
        Grid { view, points, losses }
    }

    pub fn spacing(&self) -> f64 {
        (self.view.x[1] - self.view.x[0]) / (SIDE - 1) as f64
    }

    pub fn holds(&self, at: Point) -> bool {
        let inside = |[from, to]: [f64; 2], x: f64| from <= x && x <= to;
        inside(self.view.x, at[0]) && inside(self.view.y, at[1])
    }

    /// Whether it is no further from the middle than `reach`, along each axis.
    pub fn is_within(&self, reach: f64, at: Point) -> bool {
        let near = |[from, to]: [f64; 2], x: f64| (x - 0.5 * (from + to)).abs() <= reach;
        near(self.view.x, at[0]) && near(self.view.y, at[1])
    }

    pub fn lowest(&self) -> f64 {
        self.losses.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// Of the finite losses.
    pub fn median(&self) -> f64 {
        let mut finite: Vec<f64> = self.losses.iter().copied().filter(|loss| loss.is_finite()).collect();
        let middle = finite.len() / 2;
        if finite.is_empty() { f64::INFINITY } else { *finite.select_nth_unstable_by(middle, f64::total_cmp).1 }
    }

    fn neighbours(k: usize) -> impl Iterator<Item = usize> {
        let (x, y) = (k % SIDE, k / SIDE);
        let near = |x: usize| x.saturating_sub(1)..(x + 2).min(SIDE);
        near(y).flat_map(move |j| near(x).map(move |i| j * SIDE + i)).filter(move |&other| other != k)
    }

    /// The lowest first, of equal ones that nearest to the middle. Points of the same loss side by side are one
    /// candidate, and none where any of them has a lower neighbour.
    pub fn candidates(&self) -> Vec<Point> {
        let away = |k: usize| square(self.points[k]);
        let below = |a: usize, b: usize| self.losses[a] < self.losses[b] - rounding(self.losses[b]);
        let mut seen = vec![false; self.losses.len()];
        let mut candidates: Vec<usize> = vec![];
        for k in 0..self.losses.len() {
            if seen[k] || !self.losses[k].is_finite() || Self::neighbours(k).any(|other| below(other, k)) {
                continue;
            }
            let (mut level, mut next, mut lowest) = (vec![k], 0, true);
            seen[k] = true;
            while let Some(&member) = level.get(next) {
                next += 1;
                for other in Self::neighbours(member) {
                    if below(other, member) {
                        lowest = false;
                    } else if !below(member, other) && self.losses[other].is_finite() && !seen[other] {
                        seen[other] = true;
                        level.push(other);
                    }
                }
            }
            let nearest = level.into_iter().min_by(|&a, &b| away(a).total_cmp(&away(b)).then(a.cmp(&b)));
            candidates.extend(nearest.filter(|_| lowest));
        }
        let mut candidates: Vec<Bottom> =
            candidates.into_iter().map(|k| Bottom { at: self.points[k], loss: self.losses[k] }).collect();
        arrange(&mut candidates, |candidate| [candidate.loss, square(candidate.at)]);
        candidates.into_iter().map(|candidate| candidate.at).collect()
    }

    /// From where rays lead outward, and which way: along the axes, between them, and from the lowest point of each
    /// edge.
    fn outward(&self, slope: impl Fn(Point) -> Point) -> Vec<(Point, Point)> {
        let middle = [self.view.x, self.view.y].map(|[from, to]| 0.5 * (from + to));
        let half = [self.view.x, self.view.y].map(|[from, to]| 0.5 * (to - from));
        let mut starts = vec![];
        for direction in [[1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [0.5, 1.0]] {
            for [x, y] in
                [direction, direction.map(|d: f64| -d), [-direction[1], direction[0]], [direction[1], -direction[0]]]
            {
                starts.push((moved(middle, [x * half[0], y * half[1]], 1.0), [x, y]));
            }
        }
        let last = SIDE - 1;
        for (normal, edge) in [
            ([-1.0, 0.0], (0..SIDE).map(|i| i * SIDE).collect::<Vec<_>>()),
            ([1.0, 0.0], (0..SIDE).map(|i| i * SIDE + last).collect()),
            ([0.0, -1.0], (0..SIDE).collect()),
            ([0.0, 1.0], (0..SIDE).map(|i| last * SIDE + i).collect()),
        ] {
            let lowest = edge.into_iter().min_by(|&a, &b| self.losses[a].total_cmp(&self.losses[b]));
            let at = self.points[lowest.expect("an edge has points")];
            let down = slope(at).map(|s| -s);
            let longest = down[0].abs().max(down[1].abs());
            starts.extend([normal, [0, 1].map(|i| (at[i] - middle[i]) / half[i])].map(|direction| (at, direction)));
            if longest > 0.0 && longest.is_finite() {
                starts.push((at, down.map(|d| d / longest)));
            }
        }
        starts
    }
}

impl Ground<'_> {
    pub fn rays(&self, grid: &Grid) -> Vec<Ray> {
        let along = |(start, direction): (Point, Point)| {
            let mut away = grid.spacing();
            let points: Vec<Point> = std::iter::from_fn(|| {
                away *= GROWTH;
                Some(moved(start, direction, away))
            })
            .take(RAY)
            .collect();
            Ray { losses: self.values(&points), points }
        };
        grid.outward(|at| self.bend(at).slope).into_iter().map(along).collect()
    }
}

/// The lowest point of each ray that goes below a loss, the lowest first. What is below by no more than the losses at
/// its distance round is not.
pub fn lowest_of_rays(rays: &[Ray], loss: f64) -> Vec<Bottom> {
    const DIGITS: f64 = 1e-13;
    let largest = |k: usize| {
        let finite = rays.iter().map(|ray| ray.losses[k].abs()).filter(|loss| loss.is_finite());
        finite.fold(0.0, f64::max)
    };
    let noise: Vec<f64> = (0..RAY).map(|k| DIGITS * largest(k)).collect();
    let lowest = |ray: &Ray| {
        let below = (0..RAY).filter(|&k| ray.losses[k] < loss - noise[k]);
        below
            .min_by(|&a, &b| ray.losses[a].total_cmp(&ray.losses[b]))
            .map(|k| Bottom { at: ray.points[k], loss: ray.losses[k] })
    };
    let mut lowest: Vec<Bottom> = rays.iter().filter_map(lowest).collect();
    arrange(&mut lowest, |bottom| [bottom.loss, 0.0]);
    lowest
}
