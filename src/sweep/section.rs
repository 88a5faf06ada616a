//! The section that a map shows of a loss of many parameters: a plane through their space, and the walks on it.

use crate::loss::{Gradient, Loss, View};
use crate::number::random::RandomState;
use crate::number::{Lane, WIDTH};
use crate::pause::pause;
use crate::run::path::Path;
use crate::scene::experiment::Experiment;
use crate::scene::slice::Slice;
use crate::schema::{Fault, fault};
use crate::sweep::map::Grid;
use crate::text::code::sweep as code;

/// The plane of the points origin + a · across + b · up, with the coordinates a and b.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub origin: Vec<f64>,
    pub across: Vec<f64>,
    pub up: Vec<f64>,
}

impl Plane {
    fn along(&self, way: &[f64]) -> [f64; 2] {
        [&self.across, &self.up].map(|side| dot(way, side) / dot(side, side))
    }

    pub fn check(&self, dim: usize) -> Result<(), Fault> {
        match [&self.origin, &self.across, &self.up].iter().all(|v| v.len() == dim) {
            true => Ok(()),
            false => Err(fault!("", code::plane_of_others, dim)),
        }
    }

    /// The coordinates of the point of the plane that is nearest to the parameters `at`.
    pub fn coordinates(&self, at: &[f64]) -> [f64; 2] {
        self.along(&at.iter().zip(&self.origin).map(|(a, o)| a - o).collect::<Vec<f64>>())
    }
}

/// What a map of a slice shows.
pub struct Section {
    pub plane: Plane,
    /// What the two coordinates are called.
    pub names: [String; 2],
    pub view: View,
    /// The coordinates of each walk: records × 2.
    pub paths: Vec<Vec<f64>>,
    /// How much of each walk the plane holds, from 0 to 1: of the squares of its distances from the lowest point of the
    /// first walk.
    pub held: Vec<f64>,
}

/// From about how many points of a walk its main directions are found.
const LOOKED_AT: usize = 200;

/// The section of a slice, with the paths of all walks; the first places it.
pub fn section(experiment: &Experiment, slice: &Slice, paths: &[&Path]) -> Section {
    let loss = experiment.loss.as_ref();
    let first = paths[0];
    let lowest = (0..first.records()).min_by(|&i, &j| first.loss[i].total_cmp(&first.loss[j])).unwrap_or(0);
    let lowest = first.point(lowest);
    let dim = lowest.len();
    let unit = |i: usize| (0..dim).map(|k| f64::from(k == i)).collect::<Vec<f64>>();
    let (plane, names) = match slice {
        Slice::Weights(i, j) => {
            let origin = (0..dim).map(|k| if k == *i || k == *j { 0.0 } else { lowest[k] }).collect();
            let names = loss.names();
            (Plane { origin, across: unit(*i), up: unit(*j) }, [names[*i].clone(), names[*j].clone()])
        }
        Slice::Walk => {
            let [across, up] = main_directions(first, lowest);
            let names = ["main direction".to_string(), "second direction".to_string()];
            (Plane { origin: lowest.to_vec(), across, up }, names)
        }
        Slice::Random(seed) => {
            let mut random = RandomState::new(*seed);
            let across = random_direction(&mut random, loss, lowest);
            let mut up = random_direction(&mut random, loss, lowest);
            // At right angles, so that a projection is two products.
            let share = dot(&up, &across) / dot(&across, &across).max(f64::MIN_POSITIVE);
            up.iter_mut().zip(&across).for_each(|(u, a)| *u -= share * a);
            let names = ["random direction".to_string(), "another".to_string()];
            (Plane { origin: lowest.to_vec(), across, up }, names)
        }
    };
    let projected: Vec<(Vec<f64>, f64)> = paths.iter().map(|path| project(&plane, path, lowest)).collect();
    let view = match slice {
        Slice::Random(_) => View { x: [-1.5, 1.5], y: [-1.5, 1.5] },
        _ => around(&worth_seeing(loss, &plane, first, &projected[0].0)),
    };
    let (paths, held) = projected.into_iter().unzip();
    Section { plane, names, view, paths, held }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// The two main directions of a path around its point `lowest`: by power iteration on the covariance of its points.
/// Where the path has fewer directions, axes fill in.
fn main_directions(path: &Path, lowest: &[f64]) -> [Vec<f64>; 2] {
    let dim = lowest.len();
    let every = path.records().div_ceil(LOOKED_AT);
    let mut points: Vec<Vec<f64>> = (0..path.records())
        .step_by(every)
        .map(|record| path.point(record).iter().zip(lowest).map(|(p, l)| p - l).collect())
        .collect();
    // Of the order of one, so that squares of a diverging walk do not overflow.
    let largest = points.iter().flatten().copied().map(f64::abs).fold(0.0, f64::max);
    if largest > 0.0 {
        points.iter_mut().flatten().for_each(|p| *p /= largest);
    }
    let mut found: Vec<Vec<f64>> = vec![];
    for _ in 0..2 {
        let apart = |mut v: Vec<f64>, found: &[Vec<f64>]| {
            for f in found {
                let share = dot(&v, f);
                v.iter_mut().zip(f).for_each(|(v, f)| *v -= share * f);
            }
            let length = dot(&v, &v).sqrt();
            (length > 1e-12).then(|| v.iter().map(|v| v / length).collect::<Vec<f64>>())
        };
        let spread = |p: &Vec<f64>| {
            let along: f64 = found.iter().map(|f| dot(p, f) * dot(p, f)).sum();
            dot(p, p) - along
        };
        let furthest = points.iter().max_by(|a, b| spread(a).total_cmp(&spread(b))).cloned();
        let mut direction = furthest.and_then(|p| apart(p, &found));
        for _ in 0..100 {
            let Some(v) = direction.take() else { break };
            let mut next = vec![0.0; dim];
            for p in &points {
                let along = dot(p, &v);
                next.iter_mut().zip(p).for_each(|(n, p)| *n += along * p);
            }
            direction = apart(next, &found).or(Some(v));
        }
        let axis = || (0..dim).find_map(|i| apart((0..dim).map(|k| f64::from(k == i)).collect(), &found));
        found.push(direction.or_else(axis).expect("two axes of three or more are apart"));
    }
    [found.remove(0), found.remove(0)]
}

fn random_direction(random: &mut RandomState, loss: &dyn Loss, at: &[f64]) -> Vec<f64> {
    let mut direction: Vec<f64> = at.iter().map(|_| random.normal()).collect();
    for filter in loss.filters() {
        let length = |of: &[f64]| filter.iter().map(|&i| of[i] * of[i]).sum::<f64>().sqrt();
        let (wanted, drawn) = (length(at), length(&direction));
        // Where the filter is all zeros, the length is 1.
        let scale = if wanted > 0.0 && wanted.is_finite() { wanted } else { 1.0 } / drawn;
        filter.iter().for_each(|&i| direction[i] *= scale);
    }
    direction
}

/// The coordinates of a path on the plane, and how much of it the plane holds.
fn project(plane: &Plane, path: &Path, lowest: &[f64]) -> (Vec<f64>, f64) {
    let sizes = [dot(&plane.across, &plane.across), dot(&plane.up, &plane.up)];
    let on_plane = |from: &[f64]| plane.along(from);
    let minus = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
    let mut coordinates = Vec::with_capacity(2 * path.records());
    let (mut held, mut whole) = (0.0, 0.0);
    // Of the order of one, so that squares of a diverging walk do not overflow.
    let largest = path.params.iter().copied().map(f64::abs).fold(1.0, f64::max);
    for record in 0..path.records() {
        coordinates.extend(plane.coordinates(path.point(record)));
        let way: Vec<f64> = minus(path.point(record), lowest).iter().map(|w| w / largest).collect();
        let [a, b] = on_plane(&way);
        held += a * a * sizes[0] + b * b * sizes[1];
        whole += dot(&way, &way);
    }
    (coordinates, if whole > 0.0 { (held / whole).min(1.0) } else { 1.0 })
}

/// The coordinates to be seen on the map: those of the path, without where it was thrown out, and of known minima.
fn worth_seeing(loss: &dyn Loss, plane: &Plane, path: &Path, coordinates: &[f64]) -> Vec<f64> {
    const THROWN_OUT: f64 = 4.0; // times the first loss
    let low = path.loss.iter().map(|&loss| loss <= THROWN_OUT * path.loss[0].max(0.0));
    let walked = coordinates.chunks(2).zip(low).filter(|(_, low)| *low).flat_map(|(point, _)| point.to_vec());
    let minima = loss.minima().into_iter().flat_map(|minimum| plane.coordinates(&minimum.at));
    walked.chain(minima).collect()
}

/// A window around these coordinates, with some room.
fn around(path: &[f64]) -> View {
    let side = |axis: usize| {
        let values = || path.iter().skip(axis).step_by(2).copied().filter(|v| v.abs() < 1e6);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        if low > high {
            return [-1.0, 1.0];
        }
        let room = 0.35 * (high - low);
        let room = if room > 0.0 { room } else { low.abs().max(1.0) };
        [low - room, high + room]
    };
    let (x, y) = (side(0), side(1));
    // A walk along a line still gets a plane to be seen on.
    let least = 0.15 * (x[1] - x[0]).max(y[1] - y[0]);
    let wide = |[low, high]: [f64; 2]| {
        let missing = (least - (high - low)).max(0.0) / 2.0;
        [low - missing, high + missing]
    };
    View { x: wide(x), y: wide(y) }
}

/// The loss at the middle of each pixel of the plane.
pub async fn heights(loss: &dyn Loss, plane: &Plane, grid: &Grid) -> Result<Vec<f64>, Fault> {
    let dim = loss.dim();
    plane.check(dim)?;
    let mut heights = Vec::with_capacity(grid.pixels() + WIDTH);
    let mut at = vec![Lane::from([0.0; WIDTH]); dim];
    for first in (0..grid.pixels()).step_by(WIDTH) {
        pause().await;
        let [a, b] = grid.points(first);
        for (i, at) in at.iter_mut().enumerate() {
            *at = a * plane.across[i] + b * plane.up[i] + plane.origin[i];
        }
        let value = Gradient::<Lane>::value(loss, &at);
        heights.extend(value.to_array());
    }
    heights.truncate(grid.pixels());
    Ok(heights)
}
