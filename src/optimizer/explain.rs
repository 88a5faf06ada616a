//! A step written as equations: in symbols, and with its numbers.

use crate::text;
use serde::Serialize;

/// One update of one parameter: the parameter before it and after it, the gradient and the rate.
pub struct Update {
    pub old: f64,
    pub gradient: f64,
    pub lr: f64,
    pub new: f64,
}

/// One equation: in symbols, and the same with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Equation {
    pub symbols: String,
    pub numbers: String,
}

/// Significant digits of the numbers in the arithmetic.
pub const DIGITS: usize = 6;

/// An equation from its symbols, its right side with numbers, and its result.
pub fn line(symbols: &str, side: String, result: f64) -> Equation {
    Equation { symbols: symbols.into(), numbers: format!("{side} = {}", text::figures(result, DIGITS)) }
}

/// A number as a factor: in brackets where it is negative.
pub fn factor(x: f64) -> String {
    text::factor(x, DIGITS)
}

/// An equation from its symbols and their numbers: those on the right are replaced, others stay as they are.
pub fn equation(symbols: &str, numbers: &[(&str, f64)], result: f64) -> Equation {
    let right = symbols.split_once('=').map_or(symbols, |(_, right)| right.trim_start());
    let in_word = |c: char| (c.is_alphanumeric() && c != '²') || c == '_' || c == '\u{302}';
    let (mut side, mut rest) = (String::new(), right);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| in_word(c) != in_word(first));
        let (piece, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        match numbers.iter().find(|(symbol, _)| *symbol == piece) {
            Some((_, number)) => side += &factor(*number),
            None => side += piece,
        }
        rest = after;
    }
    line(symbols, side, result)
}
