//! Which numbers an argument may be.

use crate::text::plain;
use std::fmt;

/// Which numbers an argument may be; `null` in the catalogue where there is no end.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Whether the end itself is left out.
    pub above_min: bool,
    pub below_max: bool,
}

impl Range {
    pub const ANY: Range = Range { min: None, max: None, above_min: false, below_max: false };
    pub const POSITIVE: Range = Range { min: Some(0.0), above_min: true, ..Range::ANY };
    pub const NOT_NEGATIVE: Range = Range::from(0.0);
    /// [0, 1)
    pub const FRACTION: Range = Range { below_max: true, ..Range::between(0.0, 1.0) };

    pub const fn from(min: f64) -> Range {
        Range { min: Some(min), ..Range::ANY }
    }
    pub const fn between(min: f64, max: f64) -> Range {
        Range { max: Some(max), ..Range::from(min) }
    }
    pub fn holds(&self, x: f64) -> bool {
        x.is_finite()
            && self.min.is_none_or(|min| x > min || (x == min && !self.above_min))
            && self.max.is_none_or(|max| x < max || (x == max && !self.below_max))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.min, self.max) {
            (None, None) => f.write_str(", finite"),
            (Some(min), None) => write!(f, " {} {}", if self.above_min { "above" } else { "from" }, plain(min)),
            (None, Some(max)) => write!(f, " {} {}", if self.below_max { "below" } else { "up to" }, plain(max)),
            (Some(min), Some(max)) => {
                let open = if self.above_min { '(' } else { '[' };
                let close = if self.below_max { ')' } else { ']' };
                write!(f, " in {open}{}, {}{close}", plain(min), plain(max))
            }
        }
    }
}
