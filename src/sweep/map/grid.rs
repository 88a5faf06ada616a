//! The pixels of a map, as a view describes them.

use crate::number::{Lane, WIDTH};
use crate::schema::value::Value;
use crate::schema::{Fault, fault, only, required};
use crate::text::code::scene::whole_number_in;
use crate::text::code::sweep as code;
use crate::text::message;
use std::ops::Range;

/// A window on the plane, cut into pixels, which are counted row by row; row 0 is at the top.
#[derive(Clone, Debug)]
pub struct Grid {
    x: [f64; 2],
    y: [f64; 2],
    width: usize,
    height: usize,
}

/// Pixels a side.
const WIDEST: f64 = 4096.0;

/// The `width` or `height` of a view.
pub fn pixels(view: &Value, key: &str) -> Result<usize, Fault> {
    match view.get(key) {
        Some(Value::Number(n)) if n.fract() == 0.0 && (1.0..=WIDEST).contains(n) => Ok(*n as usize),
        other => required("view", key, other, message!(whole_number_in, min = 1.0, max = WIDEST)),
    }
}

/// The rows from `from` to the one before `to`, of `height` rows.
pub fn rows(from: usize, to: usize, height: usize) -> Result<Range<usize>, Fault> {
    if from < to && to <= height {
        return Ok(from..to);
    }
    Err(fault!("", code::rows_out_of_range, from, to, height))
}

impl Grid {
    pub fn parse(value: &Value) -> Result<Grid, Fault> {
        let Value::Map(pairs) = value else {
            return required("", "view", Some(value), message!(code::a_view));
        };
        let keys = ["x", "y", "width", "height"];
        only(&keys, "view", pairs)?;
        let ends = |key: &str| {
            let given = value.get(key);
            match given {
                Some(Value::List(ends))
                    if let [Value::Number(a), Value::Number(b)] = ends[..]
                        && a < b
                        && a.is_finite()
                        && b.is_finite() =>
                {
                    Ok([a, b])
                }
                _ => required("view", key, given, message!(code::two_finite_numbers)),
            }
        };
        Ok(Grid { x: ends("x")?, y: ends("y")?, width: pixels(value, "width")?, height: pixels(value, "height")? })
    }

    pub fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// The pixels of the rows from `from` to the one before `to`.
    pub fn band(&self, from: usize, to: usize) -> Result<Range<usize>, Fault> {
        let rows = rows(from, to, self.height)?;
        Ok(rows.start * self.width..rows.end * self.width)
    }

    /// The middle of a pixel: x and y.
    pub fn point(&self, pixel: usize) -> [f64; 2] {
        let (i, j) = ((pixel % self.width) as f64, (pixel / self.width) as f64);
        let [x0, x1] = self.x;
        let [y0, y1] = self.y;
        [x0 + (i + 0.5) * (x1 - x0) / self.width as f64, y1 - (j + 0.5) * (y1 - y0) / self.height as f64]
    }

    /// The middles of the pixels from `first` on, one in each place of a lane; past the last pixel it is repeated.
    pub fn points(&self, first: usize) -> [Lane; 2] {
        let points: [[f64; 2]; WIDTH] = std::array::from_fn(|k| self.point((first + k).min(self.pixels() - 1)));
        [points.map(|p| p[0]).into(), points.map(|p| p[1]).into()]
    }
}
