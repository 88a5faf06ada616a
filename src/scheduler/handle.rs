//! Handles: places on a schedule's curve that can be dragged, to change its arguments.

use crate::schema::value::Value;
use crate::schema::{Arg, Args};
use serde::Serialize;

/// A place on the curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handle {
    /// The arguments it changes.
    pub name: String,
    /// The advance it is at.
    pub at: f64,
    /// The rate it is at; none where it stands for an advance alone.
    pub rate: Option<f64>,
    /// Whether it can be dragged to another advance.
    pub across: bool,
    /// Whether it can be dragged to another rate.
    pub up: bool,
}

impl Handle {
    pub fn both(name: &str, at: f64, rate: f64) -> Handle {
        Handle { name: name.into(), at, rate: Some(rate), across: true, up: true }
    }
    pub fn across(name: impl Into<String>, at: f64, rate: Option<f64>) -> Handle {
        Handle { name: name.into(), at, rate, across: true, up: false }
    }
    pub fn up(name: &str, at: f64, rate: f64) -> Handle {
        Handle { across: false, ..Handle::both(name, at, rate) }
    }
    /// The handle of a member, at the path `path`, as one of the whole, whose advance `from` the member begins at.
    pub fn of_member(self, path: &str, from: usize) -> Handle {
        Handle { name: format!("{path}: {}", self.name), at: self.at + from as f64, ..self }
    }
}

/// The argument of that name with the number `x`: brought into its range, and with few digits.
pub fn within(args: &Args, name: &str, x: f64) -> (String, Value) {
    let Some(arg) = args.entry().args.iter().find(|arg| arg.name == name) else {
        unreachable!("{} has no argument {name}", args.name())
    };
    (name.into(), Value::Number(tidy(arg, x)))
}

pub fn list(numbers: Vec<usize>) -> Value {
    Value::List(numbers.into_iter().map(|x| Value::Number(x as f64)).collect())
}

/// How far inside an open range its end is.
const LEAST: f64 = 1e-3;

fn tidy(arg: &Arg, x: f64) -> f64 {
    let range = arg.range;
    let low = range.min.map(|min| if range.above_min { min + LEAST } else { min });
    let high = range.max.map(|max| if range.below_max { max - LEAST } else { max });
    let x = if arg.is_whole() { x.round() } else { few_digits(x) };
    x.max(low.unwrap_or(f64::MIN)).min(high.unwrap_or(f64::MAX))
}

fn few_digits(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return 0.0;
    }
    let place = 3 - libm::floor(libm::log10(x.abs())) as i32;
    let scale = libm::pow(10.0, place.abs().min(300) as f64);
    if place >= 0 { (x * scale).round() / scale } else { (x / scale).round() * scale }
}
