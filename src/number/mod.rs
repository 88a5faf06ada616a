//! The number a formula is written in.
//!
//! A loss or an optimizer is written once, generic over [`Real`]. With `f64` it is the run one sees, with [`Lanes`]
//! it is several runs at once, with [`Dual`] it is the exact slope, with a dual of duals the exact curvature.

mod dual;
mod elementary;
mod lanes;

pub use dual::{Along, Dual};
pub use lanes::{Lane, WIDTH};

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A real number, or several of them walking side by side.
pub trait Real:
    Copy
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    fn constant(x: f64) -> Self;
    fn sqrt(self) -> Self;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn tanh(self) -> Self;
    fn sin_cos(self) -> (Self, Self);
    /// The only branch there is: `then` where `self < other`, `otherwise` elsewhere, both already computed.
    fn where_less(self, other: Self, then: Self, otherwise: Self) -> Self;

    #[inline(always)]
    fn zero() -> Self {
        Self::constant(0.0)
    }
    #[inline(always)]
    fn square(self) -> Self {
        self * self
    }
    #[inline(always)]
    fn cos(self) -> Self {
        self.sin_cos().1
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.where_less(other, other, self)
    }
}

/// A single number takes one lane through exp, sin and cos.
pub fn exp(x: f64) -> f64 {
    Lane::constant(x).exp()[0]
}

pub fn sin_cos(x: f64) -> (f64, f64) {
    let (sine, cosine) = Lane::constant(x).sin_cos();
    (sine[0], cosine[0])
}

impl Real for f64 {
    fn constant(x: f64) -> f64 {
        x
    }
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
    fn exp(self) -> f64 {
        exp(self)
    }
    fn ln(self) -> f64 {
        libm::log(self)
    }
    fn tanh(self) -> f64 {
        Lane::constant(self).tanh()[0]
    }
    fn sin_cos(self) -> (f64, f64) {
        sin_cos(self)
    }
    fn where_less(self, other: f64, then: f64, otherwise: f64) -> f64 {
        if self < other { then } else { otherwise }
    }
}
