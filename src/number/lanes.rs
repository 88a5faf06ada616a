//! Several numbers side by side: each operation is done on all of them, each lane with the bits of a single `f64`.

use super::{Real, elementary};
use std::array::from_fn;
use std::ops::{Add, Div, Index, Mul, Neg, Sub};

/// How many walks go side by side.
pub const WIDTH: usize = 4;
pub type Lane = Lanes<WIDTH>;

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(16))]
pub struct Lanes<const N: usize>(pub [f64; N]);

impl<const N: usize> Index<usize> for Lanes<N> {
    type Output = f64;
    fn index(&self, lane: usize) -> &f64 {
        &self.0[lane]
    }
}

macro_rules! operator {
    ($Trait:ident, $method:ident, $op:tt) => {
        impl<const N: usize> $Trait for Lanes<N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Lanes(from_fn(|i| self.0[i] $op other.0[i]))
            }
        }
        impl<const N: usize> $Trait<f64> for Lanes<N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                Lanes(from_fn(|i| self.0[i] $op other))
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl<const N: usize> Neg for Lanes<N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Lanes(self.0.map(|x| -x))
    }
}

impl<const N: usize> Real for Lanes<N> {
    #[inline(always)]
    fn constant(x: f64) -> Self {
        Lanes([x; N])
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Lanes(self.0.map(f64::sqrt))
    }
    #[inline(always)]
    fn exp(self) -> Self {
        Lanes(self.0.map(elementary::exp))
    }
    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        let both = self.0.map(elementary::sin_cos);
        (Lanes(both.map(|b| b.0)), Lanes(both.map(|b| b.1)))
    }
    #[inline(always)]
    fn where_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        Lanes(from_fn(|i| if self.0[i] < other.0[i] { then.0[i] } else { otherwise.0[i] }))
    }
}
