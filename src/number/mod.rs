//! The number a formula is written in.
//!
//! A loss or an optimizer is written once, generic over [`Real`]. With `f64` it is the run one sees, with [`Lane`]
//! it is several runs at once, with [`Dual`] it is the exact gradient, with a dual of duals the exact curvature.

mod dual;
mod elementary;
mod lanes;
pub mod linear_algebra;
pub mod random;

pub use dual::{Along, Dual, Tangent};
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
    fn log10(self) -> Self;
    fn tanh(self) -> Self;
    fn tan(self) -> Self;
    fn sinh(self) -> Self;
    fn cosh(self) -> Self;
    fn asin(self) -> Self;
    fn acos(self) -> Self;
    fn atan(self) -> Self;
    fn sin_cos(self) -> (Self, Self);
    /// Its gradient is 0 at 0.
    fn abs(self) -> Self;
    fn pow(self, exponent: Self) -> Self;
    fn powf(self, exponent: f64) -> Self;
    /// The only branch there is: `then` where `self < other`, `otherwise` elsewhere, both already computed.
    fn where_less(self, other: Self, then: Self, otherwise: Self) -> Self;

    /// The product, 0 where the first is 0, whatever the second is.
    #[inline(always)]
    fn times_or_zero(self, factor: Self) -> Self {
        Self::zero().where_less(self.abs(), self * factor, self)
    }
    #[inline(always)]
    fn zero() -> Self {
        Self::constant(0.0)
    }
    #[inline(always)]
    fn square(self) -> Self {
        self * self
    }
    /// By multiplication, so that negative bases are as exact as positive ones.
    fn powi(self, exponent: i32) -> Self {
        let mut square = self;
        let mut product = None;
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left % 2 == 1 {
                product = Some(product.map_or(square, |product: Self| product * square));
            }
            left /= 2;
            if left > 0 {
                square = square.square();
            }
        }
        let power = product.unwrap_or(Self::constant(1.0));
        if exponent < 0 { Self::constant(1.0) / power } else { power }
    }
    #[inline(always)]
    fn cos(self) -> Self {
        self.sin_cos().1
    }
    #[inline(always)]
    fn sin(self) -> Self {
        self.sin_cos().0
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
    fn log10(self) -> f64 {
        libm::log10(self)
    }
    fn tanh(self) -> f64 {
        Lane::constant(self).tanh()[0]
    }
    fn tan(self) -> f64 {
        libm::tan(self)
    }
    fn sinh(self) -> f64 {
        libm::sinh(self)
    }
    fn cosh(self) -> f64 {
        libm::cosh(self)
    }
    fn asin(self) -> f64 {
        libm::asin(self)
    }
    fn acos(self) -> f64 {
        libm::acos(self)
    }
    fn atan(self) -> f64 {
        libm::atan(self)
    }
    fn sin_cos(self) -> (f64, f64) {
        sin_cos(self)
    }
    fn abs(self) -> f64 {
        f64::abs(self)
    }
    fn pow(self, exponent: f64) -> f64 {
        libm::pow(self, exponent)
    }
    fn powf(self, exponent: f64) -> f64 {
        libm::pow(self, exponent)
    }
    fn where_less(self, other: f64, then: f64, otherwise: f64) -> f64 {
        if self < other { then } else { otherwise }
    }
}
