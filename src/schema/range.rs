//! Which numbers an argument may be.

use crate::text::code::schema as code;
use crate::text::{Message, message, plain};

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

impl Range {
    /// In words; none where any finite number is in it.
    pub fn phrase(&self) -> Option<Message> {
        Some(match (self.min, self.max) {
            (None, None) => return None,
            (Some(min), None) if self.above_min => message!(code::above, min),
            (Some(min), None) => message!(code::from, min),
            (None, Some(max)) if self.below_max => message!(code::below, max),
            (None, Some(max)) => message!(code::up_to, max),
            (Some(min), Some(max)) => {
                let open = if self.above_min { '(' } else { '[' };
                let close = if self.below_max { ')' } else { ']' };
                message!(code::within, interval = format!("{open}{}, {}{close}", plain(min), plain(max)))
            }
        })
    }
}
