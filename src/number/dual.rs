//! Dual numbers: a value and its slope along N parameters, carried through every operation (forward-mode automatic
//! differentiation). `Dual<Dual<f64, 2>, 2>` carries the Hessian.

use super::Real;
use std::array::from_fn;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub struct Dual<R, const N: usize> {
    pub value: R,
    pub slope: [R; N],
}

impl<R: Real, const N: usize> Dual<R, N> {
    /// The parameter number `i`, at `value`.
    #[inline(always)]
    pub fn variable(value: R, i: usize) -> Self {
        Dual { value, slope: from_fn(|j| R::constant(if i == j { 1.0 } else { 0.0 })) }
    }
    /// A function of one number, from its value and its derivative there.
    #[inline(always)]
    fn chain(self, value: R, derivative: R) -> Self {
        Dual { value, slope: self.slope.map(|s| s * derivative) }
    }
}

impl<R: Real, const N: usize> Add for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Dual { value: self.value + o.value, slope: from_fn(|i| self.slope[i] + o.slope[i]) }
    }
}
impl<R: Real, const N: usize> Sub for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Dual { value: self.value - o.value, slope: from_fn(|i| self.slope[i] - o.slope[i]) }
    }
}
impl<R: Real, const N: usize> Mul for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        Dual { value: self.value * o.value, slope: from_fn(|i| self.slope[i] * o.value + self.value * o.slope[i]) }
    }
}
impl<R: Real, const N: usize> Div for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let value = self.value / o.value;
        Dual { value, slope: from_fn(|i| (self.slope[i] - value * o.slope[i]) / o.value) }
    }
}
impl<R: Real, const N: usize> Neg for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Dual { value: -self.value, slope: self.slope.map(|s| -s) }
    }
}
impl<R: Real, const N: usize> Add<f64> for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, c: f64) -> Self {
        Dual { value: self.value + c, ..self }
    }
}
impl<R: Real, const N: usize> Sub<f64> for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, c: f64) -> Self {
        Dual { value: self.value - c, ..self }
    }
}
impl<R: Real, const N: usize> Mul<f64> for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, c: f64) -> Self {
        Dual { value: self.value * c, slope: self.slope.map(|s| s * c) }
    }
}
impl<R: Real, const N: usize> Div<f64> for Dual<R, N> {
    type Output = Self;
    #[inline(always)]
    fn div(self, c: f64) -> Self {
        Dual { value: self.value / c, slope: self.slope.map(|s| s / c) }
    }
}

impl<R: Real, const N: usize> Real for Dual<R, N> {
    #[inline(always)]
    fn constant(x: f64) -> Self {
        Dual { value: R::constant(x), slope: [R::zero(); N] }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, R::constant(0.5) / root)
    }
    #[inline(always)]
    fn exp(self) -> Self {
        let e = self.value.exp();
        self.chain(e, e)
    }
    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        let (s, c) = self.value.sin_cos();
        (self.chain(s, c), self.chain(c, -s))
    }
    #[inline(always)]
    fn where_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        let (a, b) = (self.value, other.value);
        Dual {
            value: a.where_less(b, then.value, otherwise.value),
            slope: from_fn(|i| a.where_less(b, then.slope[i], otherwise.slope[i])),
        }
    }
    #[inline(always)]
    fn square(self) -> Self {
        self.chain(self.value.square(), self.value * 2.0)
    }
}
