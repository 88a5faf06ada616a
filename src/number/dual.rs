//! Dual numbers: a value and its slope along two parameters, carried through every operation (forward-mode automatic
//! differentiation). `Dual<Dual<R>>` carries the Hessian.

use super::Real;
use std::f64::consts::LOG10_E;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub struct Dual<R> {
    pub value: R,
    pub slope: [R; 2],
}

impl<R: Real> Dual<R> {
    /// The parameter number `i`, at `value`.
    #[inline(always)]
    pub fn variable(value: R, i: usize) -> Self {
        let along = |j| R::constant(if i == j { 1.0 } else { 0.0 });
        Dual { value, slope: [along(0), along(1)] }
    }
    /// What no parameter moves.
    #[inline(always)]
    pub fn of(value: R) -> Self {
        Dual { value, slope: [R::zero(); 2] }
    }
    /// A function of one number, from its value and its derivative there.
    #[inline(always)]
    fn chain(self, value: R, derivative: R) -> Self {
        Dual { value, slope: [self.slope[0] * derivative, self.slope[1] * derivative] }
    }
}

impl<R: Real> Add for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Dual { value: self.value + o.value, slope: [self.slope[0] + o.slope[0], self.slope[1] + o.slope[1]] }
    }
}
impl<R: Real> Sub for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Dual { value: self.value - o.value, slope: [self.slope[0] - o.slope[0], self.slope[1] - o.slope[1]] }
    }
}
impl<R: Real> Mul for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        Dual {
            value: self.value * o.value,
            slope: [
                self.slope[0] * o.value + self.value * o.slope[0],
                self.slope[1] * o.value + self.value * o.slope[1],
            ],
        }
    }
}
impl<R: Real> Div for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let value = self.value / o.value;
        Dual {
            value,
            slope: [(self.slope[0] - value * o.slope[0]) / o.value, (self.slope[1] - value * o.slope[1]) / o.value],
        }
    }
}
impl<R: Real> Neg for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Dual { value: -self.value, slope: [-self.slope[0], -self.slope[1]] }
    }
}
impl<R: Real> Add<f64> for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn add(self, c: f64) -> Self {
        Dual { value: self.value + c, ..self }
    }
}
impl<R: Real> Sub<f64> for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, c: f64) -> Self {
        Dual { value: self.value - c, ..self }
    }
}
impl<R: Real> Mul<f64> for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, c: f64) -> Self {
        Dual { value: self.value * c, slope: [self.slope[0] * c, self.slope[1] * c] }
    }
}
impl<R: Real> Div<f64> for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn div(self, c: f64) -> Self {
        Dual { value: self.value / c, slope: [self.slope[0] / c, self.slope[1] / c] }
    }
}

impl<R: Real> Real for Dual<R> {
    #[inline(always)]
    fn constant(x: f64) -> Self {
        Dual::of(R::constant(x))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        // At 0 there is none; 0 lets the tip of a cone be a minimum.
        self.chain(root, R::zero().where_less(root, R::constant(0.5) / root, root))
    }
    #[inline(always)]
    fn exp(self) -> Self {
        let e = self.value.exp();
        self.chain(e, e)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(self.value.ln(), R::constant(1.0) / self.value)
    }
    fn log10(self) -> Self {
        self.chain(self.value.log10(), R::constant(LOG10_E) / self.value)
    }
    fn tan(self) -> Self {
        let t = self.value.tan();
        self.chain(t, t.square() + 1.0)
    }
    fn abs(self) -> Self {
        let (zero, one) = (R::zero(), R::constant(1.0));
        let sign = zero.where_less(self.value, one, self.value.where_less(zero, -one, zero));
        self.chain(self.value.abs(), sign)
    }
    /// Along the exponent there is a slope only where the base is positive; elsewhere it is 0.
    fn pow(self, exponent: Self) -> Self {
        let (base, y, zero) = (self.value, exponent.value, R::zero());
        let value = base.pow(y);
        let along_base = zero.where_less(y.abs(), base.pow(y - 1.0) * y, zero);
        let along_exponent = zero.where_less(base, value * base.ln(), zero);
        self.chain(value, along_base) + exponent.chain(zero, along_exponent)
    }
    fn powf(self, exponent: f64) -> Self {
        self.chain(self.value.powf(exponent), self.value.powf(exponent - 1.0) * exponent)
    }
    fn powi(self, exponent: i32) -> Self {
        match exponent {
            0 => Self::constant(1.0),
            1 => self,
            n => self.chain(self.value.powi(n), self.value.powi(n - 1) * f64::from(n)),
        }
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        let t = self.value.tanh();
        self.chain(t, -t.square() + 1.0)
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
            slope: [
                a.where_less(b, then.slope[0], otherwise.slope[0]),
                a.where_less(b, then.slope[1], otherwise.slope[1]),
            ],
        }
    }
    #[inline(always)]
    fn square(self) -> Self {
        self.chain(self.value.square(), self.value * 2.0)
    }
}
