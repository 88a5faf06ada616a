//! Several numbers side by side: each operation is done on all of them at once, each with the bits it has alone.

use super::{Real, elementary};
use std::ops::{Add, Div, Index, Mul, Neg, Sub};
use wide::f64x2;

/// How many walks go side by side.
pub const WIDTH: usize = 2;

/// Wrapped, so that exp, tanh, sin and cos are ours, not those of `wide`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lane(pub(super) f64x2);

impl From<[f64; WIDTH]> for Lane {
    fn from(numbers: [f64; WIDTH]) -> Lane {
        Lane(numbers.into())
    }
}

impl Lane {
    /// Unlike `equals`, which takes zeros of either sign for the same and what is not a number for different.
    pub fn same_bits(&self, other: &Lane) -> bool {
        self.to_array().map(f64::to_bits) == other.to_array().map(f64::to_bits)
    }
    #[inline(always)]
    pub fn is_finite(&self) -> bool {
        (self.0 * 0.0).simd_eq(0.0).all()
    }
    #[inline(always)]
    pub fn any_finite(&self) -> bool {
        (self.0 * 0.0).simd_eq(0.0).any()
    }
    #[inline(always)]
    pub fn equals(&self, other: &Lane) -> bool {
        self.0.simd_eq(other.0).all()
    }
    /// Whether one at least of its numbers is below the other's.
    #[inline(always)]
    pub fn any_less(&self, other: &Lane) -> bool {
        self.0.simd_lt(other.0).any()
    }
    pub fn to_array(self) -> [f64; WIDTH] {
        self.0.to_array()
    }
}

impl Index<usize> for Lane {
    type Output = f64;
    #[inline]
    fn index(&self, lane: usize) -> &f64 {
        &self.0.as_array()[lane]
    }
}

macro_rules! operator {
    ($Trait:ident, $method:ident, $op:tt) => {
        impl $Trait for Lane {
            type Output = Lane;
            #[inline(always)]
            fn $method(self, other: Lane) -> Lane {
                Lane(self.0 $op other.0)
            }
        }
        impl $Trait<f64> for Lane {
            type Output = Lane;
            #[inline(always)]
            fn $method(self, other: f64) -> Lane {
                Lane(self.0 $op other)
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl Neg for Lane {
    type Output = Lane;
    #[inline(always)]
    fn neg(self) -> Lane {
        Lane(-self.0)
    }
}

impl Real for Lane {
    #[inline(always)]
    fn constant(x: f64) -> Lane {
        Lane(x.into())
    }
    #[inline(always)]
    fn sqrt(self) -> Lane {
        Lane(self.0.sqrt())
    }
    #[inline(always)]
    fn exp(self) -> Lane {
        Lane(elementary::exp(self.0))
    }
    fn ln(self) -> Lane {
        self.to_array().map(libm::log).into()
    }
    fn log10(self) -> Lane {
        self.to_array().map(libm::log10).into()
    }
    #[inline(always)]
    fn tanh(self) -> Lane {
        Lane(elementary::tanh(self.0))
    }
    fn tan(self) -> Lane {
        self.to_array().map(libm::tan).into()
    }
    fn sinh(self) -> Lane {
        self.to_array().map(libm::sinh).into()
    }
    fn cosh(self) -> Lane {
        self.to_array().map(libm::cosh).into()
    }
    fn asin(self) -> Lane {
        self.to_array().map(libm::asin).into()
    }
    fn acos(self) -> Lane {
        self.to_array().map(libm::acos).into()
    }
    fn atan(self) -> Lane {
        self.to_array().map(libm::atan).into()
    }
    #[inline(always)]
    fn sin_cos(self) -> (Lane, Lane) {
        let (sine, cosine) = elementary::sin_cos(self.0);
        (Lane(sine), Lane(cosine))
    }
    #[inline(always)]
    fn abs(self) -> Lane {
        Lane(self.0.abs())
    }
    fn pow(self, exponent: Lane) -> Lane {
        let (base, exponent) = (self.to_array(), exponent.to_array());
        std::array::from_fn(|lane| libm::pow(base[lane], exponent[lane])).into()
    }
    fn powf(self, exponent: f64) -> Lane {
        self.to_array().map(|base| libm::pow(base, exponent)).into()
    }
    #[inline(always)]
    fn where_less(self, other: Lane, then: Lane, otherwise: Lane) -> Lane {
        Lane(self.0.simd_lt(other.0).select(then.0, otherwise.0))
    }
}
